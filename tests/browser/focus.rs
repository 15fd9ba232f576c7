//! Which keys are GO's, and which belong to what has the focus.

use crate::cover::{WATCH, sent};
use crate::panel::Panel;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};
use thirtyfour::Key;

fn panel(server: &Server) -> Panel {
    let panel = Panel::open(server);
    panel.0.js(WATCH);
    panel
}

fn focus(panel: &Panel, selector: &str) {
    panel.0.js_with(
        "document.querySelector(arguments[0]).focus()",
        vec![json!(selector)],
    );
    assert!(has_focus(panel, selector), "{selector} takes the focus");
}

fn has_focus(panel: &Panel, selector: &str) -> bool {
    let has = "return document.activeElement.matches(arguments[0])";
    panel.0.js_with(has, vec![json!(selector)]) == json!(true)
}

fn on_the_page(panel: &Panel) -> bool {
    has_focus(panel, "body")
}

/// Waits until a cover is on or off, as far as the panel knows.
fn pressed(panel: &Panel, act: &str, on: bool) {
    let state = format!("return document.querySelector('[data-act={act}]').ariaPressed === '{on}'");
    panel.0.until(&format!("{act} is {on}"), &state);
}

#[test]
fn space_after_a_click_on_blackout_or_card_fires_no_cue_in_the_dark() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = panel(&server);
    for act in ["blackout", "card"] {
        panel.0.click(&format!("[data-act={act}]"));
        // At once, before the server has answered.
        panel.0.press(' ');
        pressed(&panel, act, true);
        panel.0.press(Key::Enter);
        panel.0.press(' ');
        assert!(on_the_page(&panel), "{act}");
        assert_eq!(sent(&panel), json!([format!("/api/{act}")]));
        assert!(
            panel.says().contains("Thestageiscovered"),
            "{}",
            panel.says()
        );
        assert_eq!(server.show()["cue"]["id"], "welcome");
        panel.0.click(&format!("[data-act={act}]"));
        pressed(&panel, act, false);
        sent(&panel);
    }
    // A clicker still moves on in the dark, as it was asked to.
    panel.0.press('b');
    pressed(&panel, "blackout", true);
    panel.0.press(Key::PageDown);
    panel.stands_on("welcome-address");
}

#[test]
fn space_and_enter_are_go_where_nothing_or_go_has_the_focus() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = panel(&server);
    panel.0.press(' ');
    panel.stands_on("welcome-address");
    panel.is("ready");
    panel.0.press(Key::Enter);
    panel.stands_on("remarks");
    panel.is("ready");
    focus(&panel, "[data-go]");
    panel.0.press(' ');
    panel.stands_on("competition");
    panel.is("ready");
    // A click leaves the focus on the page.
    panel.0.click("[data-act=back]");
    panel.stands_on("remarks");
    assert!(on_the_page(&panel));
    panel.is("ready");
    panel.0.press(' ');
    panel.stands_on("competition");
    panel.is("ready");
    panel.0.click("section.script .here");
    assert!(on_the_page(&panel), "reading takes no key away");
    panel.0.press(Key::Enter);
    panel.stands_on("finalists/1");
    let go = vec!["/api/go"; 3];
    let all = [go.as_slice(), &["/api/back"], &go[..2]].concat();
    assert_eq!(sent(&panel), json!(all));
}

#[test]
fn a_focused_control_gets_its_own_keys_and_the_clickers_keys_stay_global() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = panel(&server);
    focus(&panel, "[data-act=blackout]");
    panel.0.press(' ');
    pressed(&panel, "blackout", true);
    assert!(
        has_focus(&panel, "[data-act=blackout]"),
        "the keyboard stays"
    );
    panel.0.press(Key::Enter);
    pressed(&panel, "blackout", false);
    assert_eq!(sent(&panel), json!(["/api/blackout", "/api/blackout"]));
    assert_eq!(server.show()["cue"]["id"], "welcome");
    panel.0.press(Key::Right);
    panel.stands_on("welcome-address");
    panel.is("ready");
    panel.0.press(Key::PageUp);
    panel.stands_on("welcome");
    panel.is("ready");
    sent(&panel);

    // The menu opens by a key, takes the focus, gives it back, and nothing fires meanwhile.
    focus(&panel, "[data-open=menu]");
    panel.0.press(Key::Enter);
    assert!(has_focus(&panel, "[data-sheet=menu] [data-close]"));
    focus(&panel, "summary");
    panel.0.press(' ');
    assert!(panel.0.sees("[name=confirm]"), "the summary opens");
    panel.0.press(Key::PageDown);
    panel.0.press(Key::Escape);
    assert!(has_focus(&panel, "[data-open=menu]"));
    assert_eq!(sent(&panel), json!([]));

    // A line of the rundown asks before it jumps.
    focus(&panel, "[data-jump='remarks']");
    panel.0.press(' ');
    until("the sheet is open", || {
        panel.0.sees("[data-sheet=jump]").then_some(())
    });
    assert_eq!(sent(&panel), json!([]));
    focus(&panel, "[data-fire]:not([data-press])");
    panel.0.press(Key::Enter);
    panel.stands_on("remarks");
    assert!(
        has_focus(&panel, "[data-jump='remarks']"),
        "{}",
        active(&panel)
    );
    assert_eq!(sent(&panel), json!(["/api/goto"]));
}

fn active(panel: &Panel) -> Value {
    panel
        .0
        .js("return document.activeElement.outerHTML.slice(0, 200)")
}

#[test]
fn a_control_that_is_drawn_anew_keeps_the_focus_and_one_that_goes_leaves_no_key_to_go() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = panel(&server);
    server.mc("/api/ballots/people/open", json!({}));
    let close = "[data-post='/api/ballots/people/close']";
    until("the ballot is there", || panel.0.sees(close).then_some(()));
    focus(&panel, close);
    panel.0.press(' ');
    let asked = "once more";
    until("it asks", || {
        panel.says().contains(&asked.replace(' ', "")).then_some(())
    });
    // The frame draws the button anew between the two presses.
    panel.0.js("document.activeElement.id = 'old'");
    server.mc("/api/ballots/people/extend", json!({ "seconds": 30 }));
    panel.0.until(
        "there is a new button, and it has the focus",
        "return document.activeElement.id === '' && document.activeElement.dataset.press === 'hold'",
    );
    panel.0.press(' ');
    until("the ballot is closed", || {
        (server.show()["ballots"][0]["phase"] == "closed").then_some(())
    });
    panel.0.until(
        "the button is gone",
        "return !document.querySelector(\"[data-post='/api/ballots/people/close']\")",
    );
    assert!(!on_the_page(&panel), "{}", active(&panel));
    panel.0.press(' ');
    panel.0.press(Key::Enter);
    assert_eq!(sent(&panel), json!(["/api/ballots/people/close"]));
}

/// Puts a control on the page that the panel itself does not have.
const OTHER: &str = "
    document.querySelector('#other')?.remove();
    document.querySelector('main').insertAdjacentHTML('beforeend', `<div id=other style=\"position:fixed;top:0\">${arguments[0]}</div>`);
    document.querySelector('#other').firstElementChild.focus();";

#[test]
fn every_kind_of_control_has_its_own_keys_and_no_more() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = panel(&server);
    let global = ["PageDown", "PageUp", "ArrowRight", "ArrowLeft", "b", "."];
    let pressing = [" ", "Enter"];
    let arrows = ["ArrowRight", "ArrowLeft"];
    let all: Vec<&str> = global.iter().chain(&pressing).copied().collect();
    let kinds: [(&str, &[&str]); 14] = [
        ("<button type=button>x</button>", &pressing),
        ("<a href='#'>x</a>", &pressing),
        ("<div role=button tabindex=0>x</div>", &pressing),
        (
            "<details tabindex=0><summary>x</summary></details>",
            &pressing,
        ),
        ("<div tabindex=0>scrolls</div>", &pressing),
        ("<input type=checkbox>", &pressing),
        (
            "<input type=radio>",
            &[" ", "Enter", "ArrowRight", "ArrowLeft"],
        ),
        (
            "<div role=tab tabindex=0>x</div>",
            &[" ", "Enter", "ArrowRight", "ArrowLeft"],
        ),
        ("<input>", &all),
        ("<input type=range>", &all),
        ("<textarea></textarea>", &all),
        ("<select><option>x</select>", &all),
        ("<div contenteditable>x</div>", &all),
        ("<div role=slider tabindex=0>x</div>", &all),
    ];
    assert!(arrows.iter().all(|key| global.contains(key)));
    // Whether the panel takes the key: what it takes goes no further.
    let taken = "
        const event = new KeyboardEvent('keyup', { key: arguments[0], bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(event);
        return event.defaultPrevented";
    for (html, own) in kinds {
        panel.0.js_with(OTHER, vec![json!(html)]);
        assert!(!on_the_page(&panel), "{html} takes the focus");
        for key in &all {
            let takes = panel.0.js_with(taken, vec![json!(key)]) == json!(true);
            assert_eq!(takes, !own.contains(key), "{key} in {html}");
        }
    }
    assert_eq!(sent(&panel), json!([]));
}

#[test]
fn a_key_that_is_held_presses_a_focused_button_once() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = panel(&server);
    focus(&panel, "[data-act=card]");
    for repeat in [false, true, true] {
        let enter = json!({
            "type": "keyDown", "key": "Enter", "code": "Enter", "text": "\r",
            "windowsVirtualKeyCode": 13, "autoRepeat": repeat,
        });
        panel.0.cdp("Input.dispatchKeyEvent", enter);
    }
    pressed(&panel, "card", true);
    assert_eq!(sent(&panel), json!(["/api/card"]));
}

#[test]
fn go_comes_first_in_the_tab_order_and_its_neighbours_after_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let panel = panel(&server);
    let mut order = Vec::new();
    for _ in 0..4 {
        panel.0.press(Key::Tab);
        let what = "const { go, act } = document.activeElement.dataset; return go === undefined ? act : 'go'";
        order.push(panel.0.js(what));
    }
    assert_eq!(order, ["go", "back", "blackout", "card"]);
}
