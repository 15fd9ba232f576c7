//! The producer's switch: every screen follows it within a second, there and back.

use crate::browser::{Browser, Window};
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const MARK: &str = "[data-region=mark]";

#[test]
fn a_press_on_ready_turns_every_screen_to_the_rehearsal_and_another_brings_the_evening_back() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    approve(&server, &[&stage]);
    server.mc("/api/goto", json!({"cue": "finalists/3"}));
    stage.shows("finalist", "Home Sweet Home");
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    let linked = "return document.getElementById('link').className === 'up'";
    desk.until("the desk is linked", linked);
    desk.js("location.hash = 'ready'");
    let switch = |on: bool| {
        desk.click("[data-region=rehearsal] button[data-post]");
        desk.click("#sure [data-go]");
        let asked = Instant::now();
        let marked =
            format!("return document.querySelector('{MARK}').textContent.includes('綵排')");
        stage
            .browser
            .until("the stage says which", &format!("{marked} === {on}"));
        assert!(
            asked.elapsed() < Duration::from_secs(2),
            "{:?}",
            asked.elapsed()
        );
    };
    switch(true);
    desk.until(
        "the desk says so",
        "return /綵排|Rehearsal/.test(document.querySelector('#alert').textContent)",
    );
    server.mc("/api/blackout", json!({"on": true}));
    stage.shows("cover/blackout", "");
    switch(false);
    stage.shows("finalist", "Home Sweet Home");
    let show = server.show();
    assert_eq!(
        (&show["rehearsal"], &show["blackout"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(show["cue"]["id"], "finalists/3");
}
