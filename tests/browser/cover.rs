//! Blackout, the card, and presses that nobody meant.

use crate::browser::dense;
use crate::panel::Panel;
use crate::stage::{Sight, Stage, approve};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};
use thirtyfour::Key;

const TEAM: &str = "香港浸會大學";

/// Every stage is covered, and nothing of the scene beneath is left in its page.
fn covered(stages: &[Stage], cover: &str, secret: &str) {
    for stage in stages {
        let sight = until("the stage is covered", || {
            let sight = stage.sight();
            sight.kind.starts_with(cover).then_some(sight)
        });
        let Sight {
            scene,
            corner,
            html,
            ..
        } = sight;
        assert_eq!((&*scene, &*corner), ("", ""));
        assert!(!html.contains(secret), "{html}");
    }
}

#[test]
fn blackout_and_the_card_cover_every_stage_and_leave_nothing_of_the_scene_beneath() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stages = [
        Stage::open(&server, "Main", 960, 540),
        Stage::open(&server, "Foyer", 540, 960),
    ];
    approve(&server, &[&stages[0], &stages[1]]);
    server.mc("/api/goto", json!({"cue": "finalists/3"}));
    let panel = Panel::open(&server);
    let shows = |words: &str| {
        stages
            .iter()
            .for_each(|stage| drop(stage.shows("finalist", words)))
    };
    let pressed = |what: &str| {
        let script =
            format!("return document.querySelector('[data-act={what}]').ariaPressed === 'true'");
        panel.0.js(&script) == json!(true)
    };
    shows("Home Sweet Home");

    panel.0.press('b');
    covered(&stages, "cover/blackout", TEAM);
    dark(&stages[0]);
    panel.counts("2/2");
    until("the panel says so", || pressed("blackout").then_some(()));
    panel.go_by_key();
    panel.stands_on("finalists/4");
    covered(&stages, "cover/blackout", "William Tsang");
    panel.0.press('.');
    shows("The Big Decision");
    until("the panel says so", || (!pressed("blackout")).then_some(()));

    panel.0.click("[data-act=card]");
    covered(&stages, "cover/scene card", "William Tsang");
    until("the panel says so", || pressed("card").then_some(()));
    assert!(stages[0].sight().cover.contains("AIGC創意電影"));
    panel.0.click("[data-act=card]");
    shows("The Big Decision");
}

/// The whole window, not a part of it.
fn dark(stage: &Stage) {
    let look = "
        const { width, height } = document.querySelector('.blackout').getBoundingClientRect();
        return [width >= innerWidth, height >= innerHeight, getComputedStyle(document.querySelector('.blackout')).backgroundColor]";
    assert_eq!(stage.browser.js(look), json!([true, true, "rgb(0, 0, 0)"]));
}

/// Notes every command that a page sends, at the moment it is sent.
pub const WATCH: &str = "
    window.sentOut = [];
    const fetch = window.fetch;
    window.fetch = (path, request) => { window.sentOut.push(path); return fetch(path, request); };";

pub fn sent(panel: &Panel) -> Value {
    panel.0.js("return window.sentOut.splice(0)")
}

#[test]
fn keys_that_are_typed_composed_or_repeated_fire_nothing() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = Panel::open(&server);
    panel.0.js(WATCH);

    for (key, flags) in [
        ("PageDown", "isComposing: true"),
        (" ", "keyCode: 229"),
        ("b", "isComposing: true"),
        ("PageDown", "repeat: true"),
        ("b", "repeat: true"),
        ("b", "ctrlKey: true"),
        ("F5", "bubbles: true"),
    ] {
        let dispatch = format!(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true, {flags} }}))"
        );
        panel.0.js(&dispatch);
        assert_eq!(sent(&panel), json!([]), "{key} {flags}");
    }

    // A key that is held down comes again and again: one cue.
    let held = |repeat: bool| {
        let parameters = json!({
            "type": "rawKeyDown", "key": "PageDown", "code": "PageDown",
            "windowsVirtualKeyCode": 34, "autoRepeat": repeat,
        });
        panel.0.cdp("Input.dispatchKeyEvent", parameters);
    };
    held(false);
    panel.stands_on("welcome-address");
    panel.is("ready");
    held(true);
    held(true);
    assert_eq!(sent(&panel), json!(["/api/go"]));

    panel.0.click("[data-open=menu]");
    panel.0.click("details summary");
    panel.0.write("[name=confirm]", " b.x ");
    let typed = panel
        .0
        .js("return document.querySelector('[name=confirm]').value");
    assert_eq!(typed, " b.x ");
    panel.0.press(Key::PageDown);
    panel.0.press(Key::Left);
    assert_eq!(sent(&panel), json!([]));
    assert_eq!(server.show()["cue"]["id"], "welcome-address");
}

#[test]
fn a_panel_that_follows_has_no_way_to_command() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = Panel::open(&server);
    panel.0.goto(&format!("{}/mc?follow", server.base));
    panel
        .0
        .until("it follows", "return document.body.dataset.link === 'up'");
    panel.0.js(WATCH);
    let controls = "return document.querySelectorAll('[data-go], [data-act], [data-wrong], [data-fire], form').length";
    assert_eq!(panel.0.js(controls), 0);
    let revision = server.show()["revision"].clone();
    for key in [
        Key::PageDown.value(),
        ' ',
        Key::Enter.value(),
        Key::PageUp.value(),
        'b',
        '.',
    ] {
        panel.0.press(key);
    }
    // Even what a script could press that a finger cannot reach.
    panel
        .0
        .js("for (const button of document.querySelectorAll('button')) button.click()");
    assert_eq!(sent(&panel), json!([]));
    server.mc("/api/go", json!({}));
    panel.stands_on("welcome-address");
    assert_eq!(
        server.show()["revision"],
        revision.as_u64().expect("a number") + 1
    );
}

#[test]
fn nothing_that_is_brought_into_view_pushes_the_panel_out_of_its_window() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = Panel::open(&server);
    let push = "
        for (const button of document.querySelectorAll('button')) {
          button.scrollIntoView({ block: 'start' });
          button.scrollIntoView({ block: 'center' });
        }
        return [document.scrollingElement.scrollTop, document.body.scrollTop]";
    assert_eq!(panel.0.js(push), json!([0, 0]));
}

#[test]
fn a_button_that_wants_to_be_held_says_so_when_it_is_let_go_too_soon() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = Panel::open(&server);
    server.mc("/api/goto", json!({ "cue": "people/open" }));
    panel.stands_on("people/open");
    let close = r#"[data-post="/api/ballots/people/close"]"#;
    until("the ballot can be closed", || {
        panel.0.sees(close).then_some(())
    });
    panel.0.tap(close);
    let hold = dense("Hold the button");
    until("the panel answers", || {
        panel.says().contains(&hold).then_some(())
    });
    assert_eq!(server.show()["ballots"][0]["phase"], "open");
}
