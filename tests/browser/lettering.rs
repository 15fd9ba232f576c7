//! Type on the stage: drawn from files that are there already, and nowhere outside the safe area.

use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use palmares::demo;
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// A cue that shows the same as the one before it is waited for so long.
const CHANGE_MAX: Duration = Duration::from_millis(1500);

/// Marks the scene that stands, so that its successor can be told from it.
const MARK: &str =
    "for (const scene of document.querySelectorAll('.stage .scene')) scene.dataset.old = ''";
const FRESH: &str =
    "return document.querySelector('[data-region=scene] .scene:not([data-old])') !== null";

/// Every text whose fonts are not all loaded, with its family.
const UNLOADED: &str = "
    const walker = document.createTreeWalker(document.querySelector('.stage'), NodeFilter.SHOW_TEXT);
    const bad = [];
    let seen = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.trim();
      if (!text || !node.parentElement.checkVisibility()) continue;
      seen += text.length;
      const style = getComputedStyle(node.parentElement);
      // Only the first family that has a character draws it; those before it are short lists of
      // marks.
      if (!document.fonts.check(`${style.fontWeight} 20px ${style.fontFamily}`, text)) bad.push(text);
    }
    return { bad, seen };";

/// Every text that crosses the safe area, with its box; what is finished moving is measured, and
/// brackets may hang.
const OUTSIDE: &str = "
    for (const animation of document.getAnimations()) { try { animation.finish(); } catch { animation.cancel(); } }
    const walker = document.createTreeWalker(document.querySelector('.stage'), NodeFilter.SHOW_TEXT);
    const [w, h] = [innerWidth, innerHeight];
    const bad = [];
    const small = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !parent.checkVisibility({ opacityProperty: true })) continue;
      if (parent.closest('.hang-open, .hang-close, .identify')) continue;
      const u = parseFloat(getComputedStyle(parent).getPropertyValue('--u'));
      const size = parseFloat(getComputedStyle(parent).fontSize);
      if (u && size < 1.6 * u - 0.1) small.push([node.data, size / u]);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
        // Line boxes are taller than the letters in them.
        const air = Math.max(0, (bottom - top - size * 1.02) / 2);
        [top, bottom] = [top + air, bottom - air];
        for (let up = parent; up && !up.matches('.stage'); up = up.parentElement) {
          if (getComputedStyle(up).overflow === 'visible' || up.matches('.scene, .region')) continue;
          const clip = up.getBoundingClientRect();
          [left, top, right, bottom] = [Math.max(left, clip.left), Math.max(top, clip.top), Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
        }
        if (left < w * .05 - 2 || right > w * .95 + 2 || top < h * .05 - 2 || bottom > h * .95 + 2) {
          bad.push([node.data.slice(0, 30), parent.closest('.scene')?.className ?? 'corner', Math.round(left), Math.round(top), Math.round(right), Math.round(bottom)]);
          break;
        }
      }
    }
    return { bad, small };";

/// Goes through every cue that can be fired, and looks at these stages on each of them.
fn walk(server: &Server, stages: &[&Stage], look: impl FnMut(&str, &Stage)) -> usize {
    walk_past(server, stages, |_| true, look)
}

/// The same, stopping only at the cues that are wanted. What a later one may need is fired in
/// passing.
pub fn walk_past(
    server: &Server,
    stages: &[&Stage],
    wanted: impl Fn(&str) -> bool,
    mut look: impl FnMut(&str, &Stage),
) -> usize {
    let rundown = server.get_as("mc", "/api/rundown").json();
    let cues = rundown["cues"].as_array().expect("cues").clone();
    let mut looked = 0;
    for cue in &cues {
        let id = cue["id"].as_str().expect("an id");
        if !wanted(id) {
            if id.ends_with("/winner") || id.ends_with("/close") {
                fired(server, id);
            }
            continue;
        }
        for stage in stages {
            stage.browser.js(MARK);
        }
        if !fired(server, id) {
            continue;
        }
        looked += 1;
        for stage in stages {
            let started = Instant::now();
            while stage.browser.js(FRESH) != json!(true) && started.elapsed() < CHANGE_MAX {
                std::thread::sleep(Duration::from_millis(10));
            }
            look(id, stage);
        }
    }
    looked
}

/// Whether a cue could be fired at all: a winner without an envelope cannot.
fn fired(server: &Server, cue: &str) -> bool {
    let answer = until("an answer that is not about haste", || {
        let answer = server.post_as("mc", "/api/goto", &json!({ "cue": cue }));
        let hasty = answer.status == 409 && ["too-soon", "ballot-open"].contains(&&*answer.word());
        (!hasty).then_some(answer)
    });
    answer.status == 200
}

pub fn ready(stage: &Stage) {
    let script = "return ['ready', 'all'].includes(document.documentElement.dataset.fonts)";
    stage.browser.until("the fonts are there", script);
}

#[test]
fn every_character_of_every_cue_is_drawn_from_a_file_that_was_there_before_the_network_went() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "cut", 1280, 720);
    ready(&stage);
    // The socket stays, or no cue would come; nothing can be fetched any more.
    stage.browser.cdp("Network.enable", json!({}));
    let none = json!({ "urls": ["*/static/*", "*/media/*"] });
    stage.browser.cdp("Network.setBlockedURLs", none);
    let mut seen = 0;
    let looked = walk(&server, &[&stage], |cue, stage| {
        let found = stage.browser.js(UNLOADED);
        assert_eq!(found["bad"], json!([]), "{cue}");
        seen += found["seen"].as_u64().unwrap_or(0);
    });
    assert!(
        looked > 40 && seen > 2000,
        "{looked} cues, {seen} characters"
    );
}

#[test]
fn no_text_of_the_built_in_show_leaves_the_safe_area_wide_or_upright() {
    stays_inside(demo::SHOW);
}

#[test]
fn no_text_of_a_torture_show_leaves_the_safe_area_wide_or_upright() {
    stays_inside(&torture());
}

fn stays_inside(show: &str) {
    let room = Room::with(show);
    let server = Server::start(&room);
    let wide = Stage::open(&server, "wide", 1920, 1080);
    let upright = Stage::open(&server, "upright", 1080, 1920);
    ready(&wide);
    ready(&upright);
    let mut wrong: Vec<(String, &str, Value)> = Vec::new();
    let looked = walk(&server, &[&wide, &upright], |cue, stage| {
        let found = stage.browser.js(OUTSIDE);
        if found["bad"] != json!([]) || found["small"] != json!([]) {
            let wide = stage.browser.js("return innerWidth > innerHeight") == json!(true);
            let shape = if wide { "wide" } else { "upright" };
            wrong.push((cue.to_owned(), shape, found));
        }
    });
    assert!(looked > 20, "{looked} cues");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Titles of 1 to 60 characters in either script and in both, with and without translations; shared
/// awards, and awards that nobody wins.
pub fn torture() -> String {
    let chinese = "鑿龍驚夢於霓虹深處的漫長回聲與無盡星河之間我們仍然相信光影能夠抵達每一個未曾被看見的角落並且在那裏停留很久很久";
    let latin = "Empowering Data, Elevating Humanity: An Unreasonably Long Way";
    let mut titles: Vec<String> = Vec::new();
    for count in [1, 2, 4, 5, 7, 8, 12, 13, 20, 30, 45, 60] {
        titles.push(chinese.chars().cycle().take(count).collect());
        titles.push(
            latin
                .chars()
                .cycle()
                .take(count)
                .collect::<String>()
                .trim()
                .to_owned(),
        );
    }
    titles.push("壓力幻獸 PRESSURE PHANTOM BEAST OF THE DEEP".to_owned());
    titles.push("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW".to_owned());
    titles.push("神將·降世——「終章」：如果明天，還有明天…".to_owned());
    let mut show = String::from(
        "[show]\nid = \"torture\"\ntitle = { zh = \"第二十七屆粵港澳大灣區人工智能創意電影及數碼營銷比賽總決賽暨頒獎典禮\", en = \"The Twenty-seventh Greater Bay Area AI Creative Film and Digital Marketing Competition, Grand Final and Awards\" }\nlanguages = [\"zh-Hant-HK\", \"en\"]\ndate = 2026-03-05\nvenue = { zh = \"香港數碼港第三座A區展覽廳及多媒體劇場\", en = \"Exhibition Hall and Multimedia Theatre, Core A, Cyberport 3, Hong Kong\" }\n",
    );
    let long = "香港高等教育科技學院人工智能與數碼媒體研究中心聯合製作團隊";
    for (number, title) in titles.iter().enumerate() {
        let team = if number % 3 == 0 {
            long
        } else {
            "Wang Meiquan"
        };
        let title = if number % 4 == 1 {
            format!("{{ zh = \"{title}\", en = \"{latin}\" }}")
        } else {
            format!("\"{title}\"")
        };
        write!(show, "[[entry]]\nid = \"e{number}\"\ntitle = {title}\nteam = \"{team}\"\norigin = \"{long}\"\nsynopsis = {{ zh = \"{chinese}\", en = \"{latin} {latin}\" }}\n").expect("a String");
    }
    let winners = [
        vec![9],
        vec![10],
        vec![11],
        vec![23],
        vec![25],
        vec![0, 1],
        vec![21, 22, 23],
        vec![2, 4, 6, 8],
        vec![],
    ];
    for (number, winners) in winners.iter().enumerate() {
        let ids: Vec<String> = winners.iter().map(|n| format!("\"e{n}\"")).collect();
        write!(show, "[[award]]\nid = \"a{number}\"\nname = {{ zh = \"最具創意人工智能電影敘事及視覺效果大獎\", en = \"Award for the Most Creative AI Storytelling and Visual Effects\" }}\ndecided_by = \"jury\"\npresenter = \"p\"\n").expect("a String");
        if !ids.is_empty() {
            writeln!(
                show,
                "winner = [{}]\ncitation = {{ zh = \"{chinese}\", en = \"{latin} {latin}\" }}",
                ids.join(", ")
            )
            .expect("a String");
        }
    }
    show.push_str("[[person]]\nid = \"p\"\nname = { zh = \"歐陽司徒端木上官諸葛大文\", en = \"Dr. Alexander Bartholomew Montgomery-Fitzgerald, GBM, JP\" }\ntitle = { zh = \"香港高等教育科技學院人工智能與數碼媒體研究中心主任\", en = \"Director, Centre for Artificial Intelligence and Digital Media Research\" }\n");
    show
}

/// Lines of titles that came out on more than one, although they were set to fit; and brackets that
/// stand alone at an end of one.
const TORN: &str = "
    return [...document.querySelectorAll('.scene .title .line:not(.other), .settling .line:not(.other)')].flatMap((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      const tops = [...range.getClientRects()].filter((box) => box.width > 1).map((box) => box.top + box.height / 2);
      const apart = Math.max(...tops) - Math.min(...tops);
      return tops.length && apart > parseFloat(getComputedStyle(line).fontSize) * 0.7 ? [line.textContent] : [];
    });";

#[test]
fn every_line_of_a_title_stays_the_one_line_that_it_was_set_for_wide_and_upright() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stages = [
        Stage::open(&server, "wide", 1280, 720),
        Stage::open(&server, "wall", 2560, 720),
        Stage::open(&server, "upright", 720, 1280),
    ];
    let all: Vec<&Stage> = stages.iter().collect();
    all.iter().for_each(|stage| ready(stage));
    walk(&server, &all, |cue, stage| {
        assert_eq!(stage.browser.js(TORN), json!([]), "{cue}");
    });
}
