//! Decisions in a form that stands open while the evening goes on: a tie that is ruled on, and what
//! happens to the form when its ground is gone.

use crate::browser::{Browser, Window};
use crate::pictures;
use crate::support::server::{Room, Server, program};
use crate::support::shows::final_with;
use crate::support::voters::vote_all;
use crate::support::wait::until;
use serde_json::json;

/// The built-in final, with ties for the chair to decide.
fn for_the_chair() -> Room {
    Room::with(&final_with(
        "decided_by = \"audience\"",
        "decided_by = \"audience\"\nties = \"chair\"",
    ))
}

/// A closed ballot that left these two alike.
fn tie(server: &Server) {
    server.mc("/api/ballots/people/open", json!({}));
    vote_all(server, "people", &[("optimal", 1), ("cyberport", 1)]);
    server.mc("/api/ballots/people/close", json!({}));
}

fn desk_of(server: &Server) -> Browser {
    let desk = Browser::open(&Window::of(1180, 820));
    desk.goto(server.links["producer"].as_str().expect("a link"));
    desk
}

/// Opens the form of the tie, once there is one.
fn rule(desk: &Browser) {
    desk.until(
        "the desk asks for a ruling",
        "return Boolean(document.querySelector('.envelope.tie [data-tally]'))",
    );
    desk.click(".envelope.tie [data-tally]");
    desk.until(
        "it shows who is tied",
        "return document.querySelectorAll('#seal .choices > *').length > 0",
    );
}

/// Whether the form says so, cannot be sent, and still holds this choice.
fn is_stopped(desk: &Browser, says: &str, chosen: &str) {
    let script = format!(
        "return document.querySelector('#seal .hindrance').textContent.includes('{says}') \
         && document.querySelector('#seal [data-twice]').disabled && document.getElementById('seal').open \
         && document.querySelector('#seal [data-entry={chosen}] input').checked"
    );
    desk.until(says, &script);
}

#[test]
fn a_tie_is_ruled_on_among_those_who_are_tied_and_the_look_at_the_count_is_on_record() {
    let room = for_the_chair();
    let server = Server::start(&room);
    tie(&server);
    let desk = desk_of(&server);
    let looks = || {
        let export = server.get_as("producer", "/api/export?format=json").body;
        export.matches("tally-opened").count()
    };
    let before = looks();
    rule(&desk);
    let offered = "return [...document.querySelectorAll('#seal .choices > *')].map((c) => c.dataset.entry).sort()";
    assert_eq!(desk.js(offered), json!(["cyberport", "optimal"]));
    // The export that tells of it is a look itself.
    assert_eq!(looks(), before + 2);
    pictures::look(&desk, "14-ruling");
    desk.click("#seal [data-entry=optimal]");
    desk.click("#seal button[data-twice]");
    desk.click("#seal button[data-twice]");
    desk.until(
        "the desk is calm",
        "return Boolean(document.querySelector('.envelope.sealed [data-tally]'))",
    );
}

#[test]
fn a_ruling_whose_ballot_is_opened_again_says_so_keeps_its_choice_and_cannot_be_sent() {
    let room = for_the_chair();
    let server = Server::start(&room);
    tie(&server);
    let desk = desk_of(&server);
    rule(&desk);
    desk.click("#seal [data-entry=optimal]");
    server.mc("/api/ballots/people/reopen", json!({}));
    is_stopped(&desk, "opened again", "optimal");
    pictures::look(&desk, "15-ruling-void");
    // Return would send it, whatever the button says.
    desk.js("document.querySelector('#seal form').requestSubmit()");
    assert!(!desk.sees("#seal .check"));
    // Three are tied now, and the form knows only of two.
    vote_all(&server, "people", &[("neon-echoes", 1)]);
    server.mc("/api/ballots/people/close", json!({}));
    is_stopped(&desk, "counted anew", "optimal");
    desk.click("#seal [data-close]");
    rule(&desk);
    let tied = "return document.querySelectorAll('#seal .choices > *').length";
    assert_eq!(desk.js(tied), json!(3));
    desk.click("#seal [data-entry=neon-echoes]");
    desk.click("#seal button[data-twice]");
    desk.click("#seal button[data-twice]");
    desk.until(
        "it is sealed",
        "return Boolean(document.querySelector('.envelope.sealed [data-tally]'))",
    );
}

#[test]
fn a_form_waits_for_a_server_that_is_away_and_goes_on_where_it_was() {
    let room = Room::demo();
    let server = Server::start(&room);
    let desk = desk_of(&server);
    let button = "[data-envelope=\"/api/envelopes/first-prize\"] [data-form=seal]";
    desk.until(
        "the desk is linked",
        "return document.getElementById('link').className === 'up'",
    );
    desk.click(button);
    desk.click("#seal [data-entry=optimal]");
    let address = server.host().to_owned();
    server.kill();
    is_stopped(&desk, "cannot be reached", "optimal");
    pictures::look(&desk, "16-form-cut-off");
    let mut command = program();
    command
        .arg("serve")
        .arg(room.show())
        .args(["--listen", &address]);
    let server = Server::launch(&room, &room.show(), command, &[]);
    desk.until(
        "it can go on",
        "return !document.querySelector('#seal [data-twice]').disabled && document.querySelector('#seal .hindrance').textContent === ''",
    );
    desk.click("#seal button[data-twice]");
    desk.click("#seal button[data-twice]");
    let path = "/api/envelopes/first-prize/open";
    until("it is sealed as chosen", || {
        let inside = server.post_as("producer", path, &json!({}));
        let inside = (inside.status == 200).then(|| inside.json());
        inside.filter(|inside| inside["winners"][0]["id"] == "optimal")
    });
}
