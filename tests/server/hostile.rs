//! Guests who mean harm, and hands that move the wrong file: nobody else pays for it.

use crate::support::server::{Answer, Room, Server};
use serde_json::{Value, json};
use std::fs;

/// A new voter's token.
fn join(server: &Server) -> String {
    let joined = server.send("POST", "/api/join", &[], &[]).json();
    joined["voter"].as_str().expect("a token").to_owned()
}

/// A vote by script.
fn vote(server: &Server, voter: &str, choice: &str) -> Answer {
    let headers = [
        ("authorization", &*format!("Bearer {voter}")),
        ("content-type", "application/json"),
    ];
    let vote = json!({"ballot": "people", "choices": [choice]}).to_string();
    server.send("POST", "/api/vote", &headers, vote.as_bytes())
}

fn turnout(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()["turnout"].clone()
}

#[test]
fn an_evening_whose_journal_was_moved_away_takes_its_votes_with_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    assert_eq!(vote(&server, &join(&server), "optimal").status, 200);
    server.terminate();
    fs::rename(room.show().join("show.db"), room.path().join("away.db")).expect("moved");
    let _ = fs::remove_file(room.show().join("show.db-wal"));

    let server = Server::start(&room);
    let early = vote(&server, &join(&server), "optimal");
    assert_eq!((early.status, &*early.word()), (409, "ballot-closed"));
    server.mc("/api/ballots/people/open", json!({}));
    assert_eq!(turnout(&server), 0);
    assert_eq!(vote(&server, &join(&server), "optimal").status, 200);
    assert_eq!(turnout(&server), 1);
    let names = fs::read_dir(room.show()).expect("a folder").flatten();
    let kept = names.filter(|name| name.file_name().to_string_lossy().starts_with("votes-"));
    assert_eq!(kept.count(), 1, "the old votes are kept under a dated name");
}
