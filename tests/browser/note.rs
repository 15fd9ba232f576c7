//! A note from the producer on two tablets, and whose lines stand out on each.

use crate::browser::{Browser, Window};
use crate::panel::Panel;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

const SHOWN: &str =
    "const note = document.querySelector('.told'); return Boolean(note) && !note.hidden";
const HIDDEN: &str = "const note = document.querySelector('.told'); return !note || note.hidden";

fn desk(server: &Server) -> Browser {
    let browser = Browser::open(&Window::of(1180, 820));
    browser.goto(server.links["producer"].as_str().expect("a link"));
    browser.until(
        "the desk is linked",
        "return document.querySelector('#link').className === 'up'",
    );
    browser
}

#[test]
fn a_note_stands_on_each_tablet_until_it_is_understood_there_also_after_a_reload() {
    let room = Room::demo();
    let server = Server::start(&room);
    let desk = desk(&server);
    let [one, two] = [(); 2].map(|()| Panel::open(&server));
    desk.click("[data-body='{\"id\":\"wrap\"}']");
    one.0.until("a note is there", SHOWN);
    two.0.until("and on the other tablet", SHOWN);
    one.0.click("[data-understood]");
    one.0.until("it is over there", HIDDEN);
    desk.until(
        "the producer sees who",
        "return document.querySelector('.told .seen time')?.textContent.length > 4",
    );
    one.0.reload();
    one.is("ready");
    one.0.until("not shown twice", HIDDEN);
    assert_eq!(two.0.js(SHOWN), Value::Bool(true));

    desk.write("[data-note-form] input", "Mr Chan is late");
    desk.click("[data-note-form] button");
    for panel in [&one, &two] {
        panel.0.until(
            "the next one takes its place",
            "return document.querySelector('.told .says').textContent === 'Mr Chan is late' && !document.querySelector('.told').hidden",
        );
    }
    desk.until(
        "the field is free again",
        "return document.querySelector('[data-note-form] input').value === ''",
    );
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn the_producer_holds_a_message_over_the_stage_and_takes_it_away() {
    let room = Room::demo();
    let server = Server::start(&room);
    let desk = desk(&server);
    let evacuation = ".ready-messages button:nth-of-type(3)";
    desk.click(evacuation);
    desk.until(
        "a press says what is missing",
        "return document.querySelector('.over-stage .answer')?.textContent.length > 5",
    );
    assert_eq!(server.show()["message"], Value::Null);
    desk.hold(evacuation);
    until("it is up", || {
        (server.show()["message"] != Value::Null).then_some(())
    });
    desk.release();
    desk.until(
        "the desk says so",
        "return document.querySelector('.over-stage .up') !== null",
    );
    assert_eq!(server.show()["message"]["id"], "evacuation");
    desk.click(".over-stage .up button");
    desk.until(
        "it is away",
        "return document.querySelector('.over-stage .up') === null",
    );
    assert_eq!(server.show()["message"], Value::Null);
}

#[test]
fn a_tablet_says_which_mc_it_is_and_the_others_lines_step_back() {
    let room = Room::demo();
    let server = Server::start(&room);
    let version = server.get_as("producer", "/api/show/file").json()["version"].clone();
    let script = json!({
        "zh": "A: 各位晚上好\nB：歡迎\n一同：多謝", "en": "A: Good evening\nB: Welcome\nThank you",
    });
    let edit = json!({"table": "cue", "id": "welcome", "key": "script", "value": script});
    server.producer(
        "/api/show/edit",
        json!({"version": version, "edits": [edit]}),
    );
    let panel = Panel::open(&server);
    panel.0.until(
        "the letters stand before the lines",
        "return document.querySelectorAll('.here .turn[data-voice]').length === 4",
    );
    panel.0.click("[data-open=menu]");
    panel.0.click("button[data-voice=B]");
    panel.0.until(
        "A's lines step back",
        "const [a, b] = [...document.querySelectorAll('.here .turn')].map((turn) => getComputedStyle(turn));
        return a.fontWeight === '400' && a.color !== b.color && b.fontWeight !== '400'",
    );
    panel.0.reload();
    panel.is("ready");
    assert_eq!(
        panel
            .0
            .js("return document.querySelector('section.script').dataset.voice"),
        json!("B")
    );
}
