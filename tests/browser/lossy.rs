//! A phone on bad air: it never says more than it knows, and what it sent counts once.

use crate::air::Air;
use crate::axe;
use crate::browser::{Browser, Window};
use crate::phone::Phone;
use crate::pictures;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

fn turnout(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()["turnout"].clone()
}

#[test]
fn a_vote_whose_reply_is_lost_is_shown_as_not_confirmed_also_after_a_reload_and_counts_once() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let air = Air::over(&server);
    let browser = Browser::open(&Window::phone());
    browser.goto(&air.base);
    let phone = Phone(browser);
    phone.is("open");
    phone.choose("optimal");
    air.loses_replies();
    phone.send();
    phone.told("尚未確認");
    phone.told("正在重試");
    until("the server has counted it", || {
        (turnout(&server) == 1).then_some(())
    });
    assert!(!phone.0.sees("#mine"), "the phone cannot know that");
    axe::finds_nothing(&phone.0, "not confirmed");
    pictures::look(&phone.0, "04-retrying");
    pictures::save_in(&phone.0, "dark", "phone-retrying");

    phone.0.reload();
    phone.is("open");
    phone.told("尚未確認");
    let chosen = "return document.querySelector('#works input:checked')?.value";
    assert_eq!(phone.0.js(chosen), "optimal");
    assert!(!phone.0.sees("#mine"));

    air.clears();
    phone.counted("OPTIMAL");
    assert_eq!(turnout(&server), 1);
    let export = server.get_as("producer", "/api/export?format=json").json();
    let stored = export["box"].to_string().matches("vote people").count();
    assert_eq!(stored, 1, "one vote, one record");
}

#[test]
fn a_vote_into_a_server_that_is_away_waits_on_the_phone_and_counts_when_it_is_back() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let phone = Phone::open(&server, &Window::phone());
    phone.is("open");
    phone.choose("optimal");
    let host = server.host().to_owned();
    server.kill();
    phone.send();
    phone.told("尚未確認");
    // A change of mind meanwhile: the last choice is the one that is sent.
    phone.choose("hide-and-seek");
    phone.send();
    phone.told("尚未確認");
    assert!(!phone.0.sees("#mine"));
    let server = Server::start_with(&room, &["--listen", &host], &[]);
    phone.counted("躲貓貓");
    assert_eq!(turnout(&server), 1);
}
