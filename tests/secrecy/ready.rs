//! What `check --ready` prints of two folders that differ only in what is sealed is the same, at
//! rest and served.

use crate::support::server::{Room, Server, run};
use palmares::demo;
use serde_json::json;

fn said(room: &Room) -> String {
    let said = run(&["check", "show", "--ready"], room.path());
    assert!(said.out.contains("Envelopes"), "{}{}", said.out, said.err);
    said.out
}

#[test]
fn whether_a_show_is_ready_does_not_depend_on_who_wins() {
    let other = demo::SHOW.replace(
        "winner     = \"hide-and-seek\"",
        "winner     = \"cyberport\"",
    );
    assert_ne!(other, demo::SHOW);
    let rooms = [Room::demo(), Room::with(&other)];
    let [one, another] = rooms.each_ref().map(said);
    assert_eq!(one, another);
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--public-url",
        "http://vote.example",
    ];
    let servers = rooms
        .each_ref()
        .map(|room| Server::start_with(room, &arguments, &[]));
    for server in &servers {
        server.mc("/api/goto", json!({"cue": "first-prize/suspense"}));
    }
    let [one, another] = rooms.each_ref().map(said);
    assert_eq!(one, another);
    // At rest the envelopes are in the ledgers that were read through.
    for server in servers {
        server.terminate();
    }
    let [one, another] = rooms.each_ref().map(said);
    assert_eq!(one, another);
}
