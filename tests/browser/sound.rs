//! The drum roll and the hit: off unless the show asks, and never silently missing.

use crate::panel::Panel;
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server};
use serde_json::json;

const GAUGE: &str = "return [...document.querySelectorAll('.gauge.screens')].at(-1)?.textContent.replace(/\\s/g, '') ?? ''";

fn says(panel: &Panel, words: &str) {
    let asked = format!("return (() => {{ {GAUGE} }})().includes('{words}')");
    panel.0.until(&format!("the panel says {words}"), &asked);
}

fn arm_is_seen(stage: &Stage) -> bool {
    stage.browser.sees("[data-arm]")
}

#[test]
fn a_browser_that_keeps_the_sound_back_says_so_on_the_panel_until_somebody_clicks_on_the_stage() {
    let show = palmares::demo::SHOW.replacen("sound     = false", "sound     = true", 1);
    assert_ne!(show, palmares::demo::SHOW);
    let room = Room::with(&show);
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    approve(&server, &[&stage]);
    let panel = Panel::open(&server);
    says(&panel, "0/1");
    assert!(!arm_is_seen(&stage), "the hall is shown a button");
    let moved = json!({ "type": "mouseMoved", "x": 200, "y": 200 });
    stage.browser.cdp("Input.dispatchMouseEvent", moved);
    stage.browser.until(
        "the button is there",
        "return document.querySelector('[data-arm]').checkVisibility()",
    );
    stage.browser.click("[data-arm]");
    says(&panel, "1/1");
    assert!(!arm_is_seen(&stage));
    server.mc("/api/goto", json!({ "cue": "best-visuals/suspense" }));
    let sight = stage.shows("suspense", "最佳");
    assert!(sight.html.contains("data-sound=\"roll\""));
}

#[test]
fn a_show_that_asks_for_no_sound_never_opens_the_speakers() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    approve(&server, &[&stage]);
    stage
        .browser
        .js("window.AudioContext = class { constructor() { window.opened = true; } }");
    for (cue, kind) in [
        ("best-visuals/suspense", "suspense"),
        ("best-visuals/winner", "winner"),
    ] {
        server.mc("/api/goto", json!({ "cue": cue }));
        let sight = stage.shows(kind, "");
        assert!(!sight.html.contains("data-sound"));
    }
    assert_eq!(
        stage.browser.js("return window.opened ?? false"),
        json!(false)
    );
    let moved = json!({ "type": "mouseMoved", "x": 200, "y": 200 });
    stage.browser.cdp("Input.dispatchMouseEvent", moved);
    assert!(!arm_is_seen(&stage));
}

#[test]
fn whoever_hears_the_winner_blurted_out_holds_one_button_and_the_reveal_is_there() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    server.mc("/api/goto", json!({ "cue": "best-visuals/award" }));
    let panel = Panel::open(&server);
    panel.stands_on("best-visuals/award");
    panel.0.click("[data-resolve]");
    assert_eq!(
        server.show()["cue"]["id"],
        "best-visuals/award",
        "a touch is not a hold"
    );
    panel.0.hold("[data-resolve]");
    panel.stands_on("best-visuals/winner");
    panel.0.release();
    stage.shows("winner", "金鞍載歲");
    assert!(!panel.0.sees("[data-resolve]"));
    server.mc("/api/goto", json!({ "cue": "best-creativity/suspense" }));
    panel.stands_on("best-creativity/suspense");
    assert!(!panel.0.sees("[data-resolve]"), "GO is the reveal there");
}
