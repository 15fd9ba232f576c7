//! Every page, for those who do not see it, or not well: axe finds nothing, and no two buttons are
//! called alike.

use crate::axe::{finds_nothing, finds_nothing_at_rest};
use crate::browser::{Browser, Window};
use crate::panel::Panel;
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server, run};
use crate::support::voters::{vote, vote_all};
use crate::support::wait::until;
use palmares::demo;
use serde_json::json;
use std::fs;

const LANGUAGES: [&str; 3] = ["zh-Hant-HK", "zh-Hans", "en"];

/// Names that several of a page's buttons and links share. A link may be there twice where it leads
/// to the same place.
const ALIKE: &str = "
    const names = [...document.querySelectorAll('button, summary, [role=button]')]
      .filter((e) => e.checkVisibility()).map((e) => (e.ariaLabel ?? e.textContent).replace(/\\s+/g, ' ').trim());
    return names.filter((name, index) => !name || names.indexOf(name) !== index)";

fn differ(browser: &Browser, page: &str) {
    assert_eq!(browser.js(ALIKE), json!([]), "{page}");
}

fn look(browser: &Browser, page: &str) {
    finds_nothing_at_rest(browser, page);
    differ(browser, page);
}

/// A whole evening in one moment: a vote runs, an award is revealed, two screens wait.
fn busy(room: &Room) -> (Server, [Stage; 2]) {
    let server = Server::start(room);
    let stages = ["Main", ""].map(|name| Stage::open(&server, name, 640, 360));
    approve(&server, &[&stages[0]]);
    server.mc("/api/goto", json!({ "cue": "best-screenplay/winner" }));
    server.mc("/api/ballots/people/open", json!({ "seconds": 600 }));
    vote_all(&server, "people", &[("neon-echoes", 2)]);
    (server, stages)
}

#[test]
fn axe_finds_nothing_on_the_panel_in_any_language_size_or_state() {
    let room = Room::demo();
    let (server, _stages) = busy(&room);
    let panel = Panel::open(&server);
    let linked =
        "return document.querySelector('.here') !== null && document.body.dataset.link === 'up'";
    for ui in LANGUAGES {
        panel.0.goto(&format!("{}/mc?ui={ui}", server.base));
        panel.0.until("it is linked", linked);
        look(&panel.0, &format!("the panel, {ui}"));
    }
    for (width, height) in [(390, 844), (844, 390), (480, 320)] {
        panel.0.size(width, height);
        look(&panel.0, &format!("the panel, {width}×{height}"));
    }
    panel.0.size(1180, 820);
    panel.0.click("[data-open=menu]");
    panel.0.click("details summary");
    look(&panel.0, "the panel's menu");
    panel
        .0
        .js("document.querySelector('.sheet.open [data-close]').click()");
    panel
        .0
        .js("document.querySelector('[data-jump=\"finalists/3\"]').click()");
    look(&panel.0, "a jump");
    panel
        .0
        .js("document.querySelector('.sheet.open [data-close]').click()");
    server.mc("/api/wrong-envelope", json!({}));
    panel.is("barred");
    look(&panel.0, "the wrong envelope");
    panel.0.goto(&format!("{}/mc?follow", server.base));
    panel.0.until("it is linked", linked);
    finds_nothing_at_rest(&panel.0, "the panel that follows");
}

#[test]
fn axe_finds_nothing_on_the_producers_page_and_its_buttons_are_all_called_differently() {
    let room = Room::demo();
    let (server, _stages) = busy(&room);
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    let linked = "return document.getElementById('link').className === 'up' && document.querySelectorAll('.screen').length === 2";
    for ui in LANGUAGES {
        desk.goto(&format!("{}/producer?ui={ui}", server.base));
        desk.until("it is linked", linked);
        look(&desk, &format!("the desk, {ui}"));
        for (place, there) in [
            ("prepare/entry/optimal", ".field"),
            ("prepare/cue/first-prize", ".preview iframe"),
            ("prepare/jury", ".several"),
            ("prepare/import", ".paste textarea"),
            ("ready", "[data-code]"),
            ("after", "[href='/results']"),
        ] {
            desk.js_with("location.hash = arguments[0]", vec![json!(place)]);
            until(place, || desk.sees(there).then_some(()));
            look(&desk, &format!("{place}, {ui}"));
        }
    }
    desk.js("location.hash = 'tonight'");
    for dialog in ["seal", "correct", "exclude", "approve", "rewind"] {
        desk.click(&format!("[data-form={dialog}]"));
        finds_nothing(&desk, dialog);
        desk.js("document.querySelector('dialog[open]').close()");
    }
    desk.click("[data-code]");
    finds_nothing(&desk, "a code");
    desk.js("document.querySelector('dialog[open]').close()");
    server.mc("/api/wrong-envelope", json!({}));
    desk.until(
        "it is alarmed",
        "return !document.getElementById('mend').hidden",
    );
    look(&desk, "the alarm");
}

#[test]
fn axe_finds_nothing_on_any_scene_of_the_stage_nor_on_the_overlay() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 1280, 720);
    let overlay = Browser::open(&Window::of(1280, 720));
    overlay.goto(&format!("{}/overlay", server.base));
    let cues = [
        ("welcome", "card"),
        ("welcome-address", "person"),
        ("competition", "message"),
        ("finalists/1", "finalist"),
        ("jury", "jury"),
        ("people/open", "vote"),
        ("best-screenplay/award", "award"),
        ("best-screenplay/suspense", "suspense"),
        ("best-screenplay/winner", "winner"),
        ("best-screenplay/photo", "photo"),
        ("best-screenplay/work", "work"),
        ("people/close", "message"),
        ("group-photo", "photo"),
        ("results", "wall"),
    ];
    for (cue, kind) in cues {
        server.mc("/api/goto", json!({ "cue": cue }));
        stage.shows(kind, "");
        finds_nothing_at_rest(&stage.browser, cue);
        finds_nothing_at_rest(&overlay, &format!("the overlay at {cue}"));
    }
    for cover in ["card", "blackout"] {
        server.mc(&format!("/api/{cover}"), json!({ "on": true }));
        let covered =
            "return document.querySelector('[data-region=cover]').firstElementChild !== null";
        stage.browser.until("it is covered", covered);
        finds_nothing_at_rest(&stage.browser, cover);
    }
    for name in ["", "&name=Foyer"] {
        let page = format!("{}/stage?test{name}", server.base);
        stage.browser.goto(&page);
        finds_nothing_at_rest(&stage.browser, &page);
    }
}

#[test]
fn axe_finds_nothing_on_results_help_and_what_has_no_page_in_any_language() {
    let room = Room::demo();
    let server = Server::start(&room);
    let browser = Browser::open(&Window::of(1180, 820));
    let pages = [
        "results",
        "mc",
        "producer",
        "no-such-page",
        "receipts/people",
        "t",
        "p",
        "v/none",
        "t/ABCD-EFGH",
    ];
    for revealed in [false, true] {
        if revealed {
            server.mc("/api/goto", json!({ "cue": "best-screenplay/winner" }));
        }
        for ui in LANGUAGES {
            for page in pages.iter().take(if revealed { 1 } else { pages.len() }) {
                browser.goto(&format!("{}/{page}?ui={ui}", server.base));
                finds_nothing(&browser, &format!("{page}, {ui}, revealed: {revealed}"));
            }
        }
    }
}

#[test]
fn axe_finds_nothing_on_the_page_of_trust_the_launcher_and_the_sheet_of_tickets() {
    let room = Room::demo();
    let server = Server::start_with(&room, &["--listen", "127.0.0.1:0", "--tls-local"], &[]);
    let browser = Browser::open(&Window::of(1180, 820));
    for ui in LANGUAGES {
        browser.goto(&format!("{}/trust?ui={ui}", server.base));
        look(&browser, &format!("trust, {ui}"));
    }
    drop(server);
    let server = Server::start(&room);
    let launcher = room.path().join("launcher.html");
    let file = server.get_as("producer", "/api/launcher?name=Foyer").body;
    fs::write(&launcher, file).expect("a file");
    // It gives way to the stage where its server answers.
    drop(server);
    browser.goto(&format!("file://{}", launcher.display()));
    finds_nothing(&browser, "the launcher");

    let show = demo::SHOW.replace("identity = \"device\"", "identity = \"ticket\"");
    let tickets = Room::with(&show);
    let address = ["--public-url", "http://palmares.test"];
    let arguments = [&["tickets", "--count", "3"], address.as_slice()].concat();
    let made = run(&arguments, &tickets.show());
    assert_eq!(made.code, 0, "{}", made.err);
    let mut sheets = fs::read_dir(tickets.show()).expect("a folder").flatten();
    let sheet = sheets.find(|file| file.file_name().to_string_lossy().starts_with("tickets-"));
    let sheet = sheet.expect("a sheet of tickets").path();
    browser.goto(&format!("file://{}", sheet.display()));
    finds_nothing(&browser, "the tickets");
}

#[test]
fn after_an_exclusion_the_producer_reads_how_many_are_excluded() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({ "seconds": 600 }));
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    for number in 1..=2 {
        let counted = vote(&server, "people", "neon-echoes");
        let receipt = counted["receipt"].as_str().expect("a receipt").to_owned();
        desk.click("[data-form=exclude]");
        desk.write("#exclude [name=receipt]", &receipt);
        desk.write("#exclude [name=reason]", "A test by the crew");
        desk.click("#exclude button.danger");
        let said = format!(
            "return document.querySelector('.ballot .excluded')?.textContent.trim() === '{number} excluded, not counted'"
        );
        desk.until("the desk says how many", &said);
        let closed = desk.js("return document.getElementById('exclude').open");
        assert_eq!(closed, json!(false));
    }
}
