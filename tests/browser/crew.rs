//! The crew's page: the list follows the show, the prompter's keys fire nothing, the timer counts.

use crate::browser::{Browser, Window};
use crate::support::server::{Room, Server};
use serde_json::json;
use thirtyfour::Key;

const TOP: &str = "return document.querySelector('[data-pane]').scrollTop";

#[test]
fn a_pedal_moves_the_prompters_text_and_fires_nothing_and_list_and_timer_follow_the_show() {
    let room = Room::demo();
    let server = Server::start(&room);
    let browser = Browser::open(&Window::of(1180, 820));
    browser.goto(server.links["crew"].as_str().expect("the crew's link"));
    assert!(!browser.url().contains("key="));
    server.mc("/api/go", json!({}));
    browser.until(
        "the list follows",
        "return document.querySelectorAll('.cue')[1].hasAttribute('aria-current')",
    );
    browser.until(
        "what comes has its time",
        r"const at = document.querySelectorAll('.cue')[5].querySelector('.at');
        return /^\d\d:\d\d/.test(at.textContent)",
    );

    browser.click("[data-to=prompter]");
    browser.until(
        "the script is there",
        "return document.querySelector('.line') !== null",
    );
    for _ in 0..4 {
        browser.click("[data-size='1']");
    }
    let keys = [
        Key::PageDown.into(),
        ' ',
        Key::Right.into(),
        Key::Down.into(),
        Key::Enter.into(),
    ];
    for key in keys {
        let before = browser.js(TOP).as_f64().unwrap_or_default();
        browser.press(key);
        browser.until("the text moves", &format!("{TOP} > {before}"));
    }
    browser.press(Key::Home);
    browser.until("back at the top", &format!("{TOP} === 0"));
    assert_eq!(server.show()["revision"], 2, "a key fired something");

    browser.click("[data-to=timer]");
    browser.until(
        "the timer counts down",
        r"const timer = document.querySelector('section.timer');
        return timer.dataset.tone === 'enough' && /^\d+:\d\d$/.test(timer.querySelector('time').textContent)",
    );
    browser.goto(&format!("{}/crew", server.base));
    browser.until(
        "the device keeps its view",
        "return document.body.dataset.view === 'timer'",
    );
    server.producer("/api/keys/crew/revoke", json!({}));
    browser.until(
        "the old key is out",
        "return document.querySelector('section.timer') === null",
    );
}
