//! Titles are read to their end: on no cue of no show does one stop in an ellipsis, lose a line or
//! run into another.

use crate::lettering;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::voters::{close, vote_all};
use crate::support::wait::until;
use crate::torture;
use serde_json::{Value, json};
use std::fmt::Write;

/// Every title that is not seen whole: hidden, cut by a box around it, outside of the safe area, or
/// in another one's way. A list of several pages is looked at page by page.
const LOOK: &str = "
    const [w, h] = [innerWidth, innerHeight];
    const ink = (title) => {
      const boxes = [];
      const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        // Brackets may hang; the second language is what a title gives up before its size.
        if (!node.data.trim() || parent.closest('.hang-open, .hang-close, .other')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const size = parseFloat(getComputedStyle(parent).fontSize);
        const lines = [...range.getClientRects()].filter((box) => box.width >= 1);
        if (!lines.length) return null;
        for (const { left, right, top, bottom } of lines) {
          const air = Math.max(0, (bottom - top - size * 0.9) / 2);
          boxes.push({ left, right, top: top + air, bottom: bottom - air });
        }
      }
      return boxes;
    };
    const leaves = (boxes, room, slack) => boxes.some((box) => box.left < room.left - slack || box.right > room.right + slack || box.top < room.top - slack || box.bottom > room.bottom + slack);
    const cut = (title, boxes) => {
      for (let up = title; !up.matches('.scene'); up = up.parentElement) {
        if (getComputedStyle(up).overflow !== 'visible' && leaves(boxes, up.getBoundingClientRect(), 1)) return true;
      }
      return false;
    };
    const meet = (one, two) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 1 && two.top < one.bottom - 1;
    const safe = { left: w * .05, right: w * .95, top: h * .05, bottom: h * .95 };
    const wrong = [];
    const look = (titles) => {
      for (const animation of document.getAnimations()) { try { animation.finish(); } catch { animation.cancel(); } }
      const drawn = titles.filter((title) => !title.closest('[hidden]')).map((title) => [title, ink(title)]);
      for (const [title, boxes] of drawn) {
        const say = (what) => wrong.push(`${what}: ${title.textContent.trim().slice(0, 24)} (${title.className || title.tagName})`);
        if (!boxes) { say('hidden'); continue; }
        if (cut(title, boxes)) say('cut');
        if (leaves(boxes, safe, 2)) say('outside');
        if (drawn.some(([other, theirs]) => other !== title && theirs && boxes.some((box) => theirs.some((their) => meet(box, their))))) say('on another');
      }
      return drawn.length;
    };
    const { listOf, open } = await import('/static/stage/pages.js');
    const scene = document.querySelector('[data-region=scene] .scene');
    const all = [...scene.querySelectorAll('.title, .bar-title, .wall-winner b, .contenders li')].filter((title) => !title.closest('.settling'));
    const pages = Number(scene.querySelector('[data-page]')?.dataset.page.split(' / ')[1] ?? 1);
    let seen = 0;
    for (let page = 0; page < pages; page += 1) {
      if (pages > 1) open(listOf(scene), pages, page);
      seen += look(all);
    }
    for (const part of scene.querySelectorAll('.upper *')) {
      const low = part.getBoundingClientRect().bottom / h;
      if (low > .605) wrong.push(`${part.className || part.tagName} ends at ${Math.round(100 * low)} %, where people stand`);
    }
    if (seen < all.length) wrong.push(`${seen} of ${all.length} titles are on a page`);
    return { seen, wrong };";

/// Walks through a show on three shapes of screen, and fails with every title that is not whole.
fn whole(show: &str, votes: &[(&str, usize)], wanted: impl Fn(&str) -> bool) {
    let room = Room::with(show);
    let server = Server::start(&room);
    let stages = [
        Stage::open(&server, "wide", 1920, 1080),
        Stage::open(&server, "wall", 2560, 720),
        Stage::open(&server, "upright", 1080, 1920),
    ];
    let all: Vec<&Stage> = stages.iter().collect();
    all.iter().for_each(|stage| lettering::ready(stage));
    let look = format!("return (async () => {{ {LOOK} }})()");
    let mut wrong = String::new();
    let mut seen = 0;
    let mut voted = votes.is_empty();
    lettering::walk_past(&server, &all, wanted, |cue, stage| {
        if cue == "people/open" && !voted {
            vote_all(&server, "people", votes);
            voted = true;
        }
        if cue == "results" {
            stage.shows("wall", ""); // not what was fired in passing just before
        }
        let found = stage.browser.js(&look);
        seen += found["seen"].as_u64().unwrap_or(0);
        let size = stage.browser.js("return `${innerWidth}×${innerHeight}`");
        for one in found["wrong"].as_array().expect("a list") {
            let _ = writeln!(wrong, "{cue} {size} {one}");
        }
    });
    assert!(voted && seen > 60, "{seen} titles");
    assert!(wrong.is_empty(), "\n{wrong}");
}

const VOTES: [(&str, usize); 5] = [("e0", 4), ("e1", 4), ("e2", 3), ("e3", 2), ("e4", 1)];

#[test]
fn no_title_of_thirty_finalists_and_shared_prizes_is_cut_on_any_cue() {
    // Beyond ten the finalists' titles begin again; a presenter has none.
    whole(&torture::thirty(), &VOTES, |cue| {
        let again = cue
            .strip_prefix("finalists/")
            .and_then(|number| number.parse::<u32>().ok())
            .is_some_and(|number| number > 10);
        !again && !cue.ends_with("/presenter")
    });
}

#[test]
fn no_title_of_any_length_is_cut_where_it_wins_or_stands_on_the_wall() {
    whole(&lettering::torture(), &[], |cue| {
        ["/winner", "/photo", "/work"]
            .iter()
            .any(|step| cue.ends_with(step))
            || cue == "results"
    });
}

#[test]
fn no_title_is_cut_in_a_count_that_the_hall_watches_nor_in_its_result() {
    for finalists in [10, 18] {
        whole(&torture::watched(finalists), &VOTES, |cue| {
            cue.starts_with("people/") || cue.starts_with("hall/")
        });
    }
}

#[test]
fn a_wall_of_twenty_four_long_awards_turns_its_pages_and_cuts_no_title() {
    whole(&torture::awards(24), &[], |cue| cue == "results");
}

/// Which page is on, and the first and last titles on it.
const PAGE: &str = "
    const page = document.querySelector('.wall-sheet [data-page]')?.dataset.page;
    const rows = [...document.querySelectorAll('.wall-sheet li')].filter((row) => row.checkVisibility({ opacityProperty: true }));
    return [page, rows.length, rows[0]?.classList[1], rows.at(-1)?.classList[1]];";

#[test]
fn the_pages_of_a_wall_turn_by_themselves_and_a_screen_that_comes_late_opens_at_the_page_that_is_on()
 {
    let room = Room::with(&torture::awards(18));
    let server = Server::start(&room);
    let stage = Stage::open(&server, "first", 1920, 1080);
    lettering::ready(&stage);
    lettering::walk_past(&server, &[&stage], |cue| cue == "results", |_, _| ());
    stage.shows("wall", "");
    let first = json!(["1 / 2", 9, "r0", "r8"]);
    let second = json!(["2 / 2", 9, "r9", "r17"]);
    let on = |stage: &Stage, page: &Value| {
        until("the page is on", || {
            (stage.browser.js(PAGE) == *page).then_some(())
        });
    };
    on(&stage, &first);
    on(&stage, &second);
    let late = Stage::open(&server, "late", 1920, 1080);
    on(&late, &stage.browser.js(PAGE));
    on(&stage, &first);
    on(&late, &first);
}

/// Turns a result of three pages by hand, with timers that come early now and then: the page and
/// the fades after each.
const TURN: &str = "
    const { leaf } = await import('/static/stage/pages.js');
    const scene = document.querySelector('[data-region=scene] .scene');
    const list = scene.querySelector('.bars');
    const [wait, timers, seen] = [window.setTimeout, [], []];
    let [age, fades] = [0, 0];
    list.animate = () => { fades += 1; };
    window.setTimeout = (call, ms) => timers.push([call, age + ms]);
    leaf(scene, 3, () => age);
    for (const early of [0, 1, 0, 0, 0, 0]) {
      const [call, due] = timers.shift() ?? [() => {}, age];
      age = due - early;
      call();
      seen.push([scene.querySelector('[data-page]').dataset.page, fades]);
    }
    window.setTimeout = wait;
    return { seen, waiting: timers.length };";

#[test]
fn a_result_that_has_come_to_its_best_ranks_stays_there_and_fades_no_more() {
    let room = Room::with(&torture::watched(10));
    let server = Server::start(&room);
    let stage = Stage::open(&server, "hall", 1920, 1080);
    server.mc("/api/ballots/people/open", json!({}));
    vote_all(&server, "people", &VOTES);
    close(&server, "people");
    server.mc("/api/goto", json!({ "cue": "people/result" }));
    stage.shows("result", "");
    let turned = stage
        .browser
        .js(&format!("return (async () => {{ {TURN} }})()"));
    let pages = json!([
        ["2 / 3", 1],
        ["2 / 3", 1],
        ["1 / 3", 2],
        ["1 / 3", 2],
        ["1 / 3", 2],
        ["1 / 3", 2]
    ]);
    assert_eq!(turned, json!({ "seen": pages, "waiting": 0 }));
}
