//! The panel on every window that it may meet: GO, Back, Blackout and Card are always whole, and
//! what is on, what comes next and some of the script can be read.

use crate::browser::Browser;
use crate::disk::{Disk, Files, Kind};
use crate::panel::Panel;
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use crate::torture;
use serde_json::{Value, json};

/// Tablets, phones and windows, both ways up; then tablets at twice their size.
const SIZES: [(u32, u32); 25] = [
    (320, 480),
    (480, 320),
    (360, 640),
    (390, 844),
    (844, 390),
    (430, 932),
    (932, 430),
    (540, 720),
    (599, 600),
    (694, 720),
    (600, 960),
    (853, 533),
    (962, 601),
    (800, 600),
    (999, 899),
    (1000, 580),
    (1180, 820),
    (820, 1180),
    (1366, 640),
    (1366, 768),
    (1366, 1024),
    (1024, 1366),
    (481, 300),
    (590, 410),
    (410, 590),
];

/// What is wrong with the panel in this window.
const LOOK: &str = r"
    const wrong = [];
    const [w, h] = [innerWidth, innerHeight];
    const cutBy = (box) => box.left < 0 || box.top < 0 || box.right > w || box.bottom > h;
    const at = (x, y) => document.elementFromPoint(x, y);
    const button = (selector, least) => {
      const e = document.querySelector(selector);
      const r = e.getBoundingClientRect();
      const say = (what) => wrong.push(`${selector} ${what}: ${[r.left, r.top, r.right, r.bottom].map(Math.round)}`);
      if (cutBy(r)) say('leaves the window');
      if (r.height < least || r.width < 44) say(`is ${r.width} × ${r.height}`);
      if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) say(`cuts its own words: ${e.scrollWidth - e.clientWidth}, ${e.scrollHeight - e.clientHeight}`);
      for (const x of [r.left + 8, (r.left + r.right) / 2, r.right - 8]) {
        for (const y of [r.top + 8, (r.top + r.bottom) / 2, r.bottom - 8]) {
          const over = at(x, y);
          if (!e.contains(over)) say(`is covered by ${over?.tagName} ${over?.className}`);
        }
      }
    };
    button('[data-go]', 72);
    for (const act of ['back', 'blackout', 'card']) button(`[data-act=${act}]`, 44);
    button('[data-wrong]', 44);
    for (const loud of document.querySelectorAll('.notice.alarm:first-child button')) {
      if (loud.checkVisibility()) button('.notice.alarm button', 44);
    }
    for (const e of document.querySelectorAll('.ballot button')) {
      const r = e.getBoundingClientRect();
      if (cutBy(r) || r.height < 44 || !e.contains(at(r.left + 8, r.bottom - 8))) wrong.push(`${e.textContent} cannot be pressed`);
    }

    // The first line of a text, where it can be seen and nothing lies over it.
    const line = (selector, least) => {
      const e = document.querySelector(selector);
      if (!e?.textContent.trim()) return wrong.push(`${selector} is empty`);
      const range = document.createRange();
      range.selectNodeContents(e);
      const first = [...range.getClientRects()].find((box) => box.width > 1);
      const say = (what) => wrong.push(`${selector} ${what}`);
      if (!first) return say('is hidden');
      const size = parseFloat(getComputedStyle(e).fontSize);
      if (size < least) say(`is ${size} px`);
      const middle = (first.top + first.bottom) / 2;
      let room = { left: 0, top: 0, right: w, bottom: h };
      for (let up = e; up !== document.body; up = up.parentElement) {
        if (!/hidden|auto|clip/.test(getComputedStyle(up).overflow)) continue;
        const r = up.getBoundingClientRect();
        room = { left: Math.max(room.left, r.left), top: Math.max(room.top, r.top), right: Math.min(room.right, r.right), bottom: Math.min(room.bottom, r.bottom) };
      }
      // Its letters, without the air above and below them.
      if (middle - size / 2 < room.top - 1 || middle + size * .62 > room.bottom + 1 || first.left < room.left - 1) say(`is cut: ${[middle, size, room.top, room.bottom].map(Math.round)}`);
      const over = at(first.left + Math.min(first.width, size) / 2, middle);
      if (!e.contains(over)) say(`is covered by ${over?.tagName} ${over?.className}`);
    };
    line('.now .title span', 17);
    line('.next .title span', 17);
    line('.here .line, .here .winner, .here .none', 16);
    const root = document.scrollingElement;
    if (root.scrollHeight > h || root.scrollWidth > w) wrong.push(`the page is ${root.scrollWidth} × ${root.scrollHeight}`);
    return wrong;";

/// Looks at every size, and tells everything that is wrong at once.
fn look(browser: &Browser, what: &str, wrong: &mut Vec<String>) {
    for (width, height) in SIZES {
        browser.size(width, height);
        browser.js("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
        let found = browser.js(LOOK);
        let found = found.as_array().expect("a list").iter();
        for one in found.filter_map(Value::as_str) {
            wrong.push(format!("{what}, {width}×{height}: {one}"));
        }
        picture(browser, what, width, height);
    }
}

/// Kept under `target/pictures/`, to be looked at, if pictures are wanted.
fn picture(browser: &Browser, what: &str, width: u32, height: u32) {
    if std::env::var_os("PALMARES_PICTURES").is_none() {
        return;
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures/mc");
    std::fs::create_dir_all(&folder).expect("a folder");
    let name = format!("{}-{width}x{height}.png", what.replace(' ', "-"));
    std::fs::write(folder.join(name), browser.png()).expect("a picture is saved");
}

fn in_every_language(panel: &Panel, server: &Server, what: &str, wrong: &mut Vec<String>) {
    for ui in ["en", "zh-Hant-HK", "zh-Hans"] {
        panel.0.goto(&format!("{}/mc?ui={ui}", server.base));
        linked(panel);
        look(&panel.0, &format!("{what} {ui}"), wrong);
    }
}

fn linked(panel: &Panel) {
    let up =
        "return document.body.dataset.link === 'up' && document.querySelector('.here') !== null";
    panel.0.until("the panel is linked", up);
}

/// Says something long in the place where a refusal stands.
fn refused(panel: &Panel) {
    let says = "document.querySelector('[data-message]').textContent = arguments[0]";
    let long =
        "GO would be refused. No envelope is sealed for this award: ask the producer to seal it.";
    panel.0.js_with(says, vec![json!(long)]);
}

fn fails_with(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn at_every_size_and_in_every_language_go_and_its_neighbours_are_whole_while_a_vote_runs() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut wrong = Vec::new();
    // A screen that counts and is not there any more.
    let gone = Stage::open(&server, "Foyer, second floor, left of the bar", 640, 360);
    approve(&server, &[&gone]);
    drop(gone);
    server.mc("/api/goto", json!({ "cue": "best-screenplay/award" }));
    server.mc("/api/ballots/people/open", json!({ "seconds": 600 }));
    let panel = Panel::open(&server);
    until("the panel misses a screen", || {
        panel.0.sees(".screens.short").then_some(())
    });
    in_every_language(&panel, &server, "vote", &mut wrong);
    fails_with(&wrong);
}

#[test]
fn at_every_size_long_titles_refusals_and_an_armed_go_push_nothing_out_of_the_window() {
    let room = Room::with(&torture::thirty());
    let server = Server::start(&room);
    let mut wrong = Vec::new();
    server.mc("/api/ballots/people/open", json!({ "seconds": 600 }));
    server.mc("/api/goto", json!({ "cue": "one/suspense" }));
    server.mc("/api/card", json!({ "on": true }));
    let panel = Panel::open_at(&server, "barred");
    refused(&panel);
    look(&panel.0, "refused", &mut wrong);
    server.mc("/api/card", json!({ "on": false }));
    panel.is("ready");
    panel.0.hold("[data-go]");
    panel.is("armed");
    panel.0.release();
    look(&panel.0, "armed", &mut wrong);
    server.mc("/api/goto", json!({ "cue": "three/winner" }));
    panel.stands_on("three/winner");
    look(&panel.0, "shared", &mut wrong);
    fails_with(&wrong);
}

#[test]
fn at_every_size_a_wrong_envelope_and_a_broken_disk_leave_go_and_its_neighbours_whole() {
    let room = Room::demo();
    let disk = Disk::of(&room);
    let server = disk.serve(&room);
    let mut wrong = Vec::new();
    server.mc("/api/goto", json!({ "cue": "best-screenplay/winner" }));
    server.mc("/api/wrong-envelope", json!({}));
    let panel = Panel::open_at(&server, "barred");
    in_every_language(&panel, &server, "wrong", &mut wrong);
    server.producer("/api/envelopes/best-screenplay/stands", json!({}));
    server.mc("/api/card", json!({ "on": false }));
    disk.fail(Files::Both, Kind::Full, 0);
    server.mc("/api/go", json!({}));
    until("the panel is red", || {
        panel.0.sees(".notice.alarm").then_some(())
    });
    in_every_language(&panel, &server, "disk", &mut wrong);
    disk.mend();
    fails_with(&wrong);
}

#[test]
fn the_menu_and_a_jump_open_beside_go_and_not_over_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = Panel::open(&server);
    let mut wrong = Vec::new();
    panel.0.click("[data-open=menu]");
    panel.0.click("details summary");
    look_beside(&panel, "menu", &mut wrong);
    panel.0.size(1180, 820);
    panel
        .0
        .js("document.querySelector('[data-sheet=menu] [data-close]').click()");
    panel.0.click("[data-jump='finalists/3']");
    look_beside(&panel, "jump", &mut wrong);
    fails_with(&wrong);
}

/// The buttons that are always there, and one of the sheet's own.
fn look_beside(panel: &Panel, what: &str, wrong: &mut Vec<String>) {
    let beside = "
        const own = [...document.querySelectorAll('.sheet.open button')].find((e) => e.checkVisibility());
        return [...document.querySelectorAll('[data-go], [data-act]'), own].filter((e) => {
          const r = e.getBoundingClientRect();
          return r.top < 0 || r.bottom > innerHeight || !e.contains(document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2));
        }).map((e) => e.textContent)";
    for (width, height) in SIZES {
        panel.0.size(width, height);
        let found = panel.0.js(beside);
        if found != json!([]) {
            wrong.push(format!("{what}, {width}×{height}: {found}"));
        }
        picture(&panel.0, what, width, height);
    }
}

#[test]
fn the_card_of_what_is_next_needs_no_scrolling_on_a_low_wide_window_and_descenders_are_whole() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/goto", json!({ "cue": "best-screenplay/award" }));
    let panel = Panel::open(&server);
    panel.0.size(1366, 640);
    let over = "
        const what = document.querySelector('.next .what');
        return [what.scrollHeight - what.clientHeight, what.offsetWidth - what.clientWidth]";
    panel.0.until(
        "the card fits",
        &format!("{over}.every((over) => over <= 0)"),
    );
    // What hangs below the line, against what the box leaves for it.
    let cut = "
        const pen = document.createElement('canvas').getContext('2d');
        return [...document.querySelectorAll('.cue .name, .now .title, .next .title, .group h2')].filter((e) => {
          const { font, lineHeight } = getComputedStyle(e);
          pen.font = font;
          const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below, actualBoundingBoxDescent: ink } = pen.measureText('gjpqy');
          return ink > (parseFloat(lineHeight) - above - below) / 2 + below;
        }).map((e) => e.textContent.trim())";
    for (width, height) in [
        (1366, 640),
        (1180, 820),
        (820, 1180),
        (844, 390),
        (390, 844),
    ] {
        panel.0.size(width, height);
        assert_eq!(panel.0.js(cut), json!([]), "{width}×{height}");
    }
}

#[test]
fn a_window_smaller_than_any_tablet_scrolls_and_pages_may_be_zoomed() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = Panel::open(&server);
    let viewport = "return document.querySelector('meta[name=viewport]').content";
    let viewport = panel.0.js(viewport);
    for lock in ["user-scalable", "maximum-scale", "minimum-scale"] {
        assert!(!viewport.to_string().contains(lock), "{viewport}");
    }
    for (width, height) in [(422, 195), (195, 422)] {
        panel.0.size(width, height);
        let reached = "
            return ['[data-go]', '[data-act=back]', '[data-act=blackout]', '[data-act=card]'].every((selector) => {
              const e = document.querySelector(selector);
              e.scrollIntoView({ block: 'center' });
              const r = e.getBoundingClientRect();
              return r.top >= 0 && r.bottom <= innerHeight && r.left >= 0 && r.right <= innerWidth
                && e.contains(document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2));
            })";
        assert_eq!(panel.0.js(reached), json!(true), "{width}×{height}");
    }
}
