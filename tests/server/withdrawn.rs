//! What a withdrawal does to votes: they are kept, and counted once, and anybody can count again.

use crate::support::server::{Answer, Room, Server, run};
use crate::support::voters::{cast, close, join, vote};
use serde_json::{Value, json};
use std::fs;

fn withdraw(server: &Server, entry: &str, is: bool) {
    let version = server.get_as("producer", "/api/show/file").json()["version"].clone();
    let edit = json!([{"table": "entry", "id": entry, "key": "withdrawn", "value": is}]);
    let body = json!({ "version": version, "edits": edit });
    let made = server.post_as("producer", "/api/show/edit", &body);
    assert_eq!(made.status, 200, "{}", made.body);
    server.producer("/api/reread", json!({}));
}

fn tally(server: &Server) -> Vec<(String, u64)> {
    let counted = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    let count = |line: &Value| {
        let votes = line["votes"].as_u64().expect("a number");
        (line["entry"].as_str().expect("an id").to_owned(), votes)
    };
    let lines = counted.as_array().expect("counts").iter().map(count);
    lines.filter(|(_, votes)| *votes > 0).collect()
}

/// Recounts what the evening exports.
fn verify(room: &Room) -> String {
    let export = ["export", "show", "--format", "json", "-o", "all.json"];
    assert_eq!(run(&export, room.path()).code, 0);
    let said = run(&["verify", "all.json"], room.path());
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    said.out
}

fn won(room: &Room) -> Value {
    let text = fs::read_to_string(room.path().join("all.json")).expect("an export");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let events = all["events"].as_array().expect("events");
    let winners = |event: &Value| event["event"]["winners"].as_array().cloned();
    let revealed = events.iter().rev().find_map(winners);
    Value::Array(revealed.expect("a reveal"))
}

#[test]
fn votes_for_who_withdraws_are_counted_once_and_the_count_can_be_done_again() {
    // Before the close, and after it.
    for early in [true, false] {
        let room = Room::demo();
        let server = Server::start(&room);
        server.producer("/api/doors", json!({"open": true}));
        server.mc("/api/ballots/people/open", json!({}));
        for choice in ["optimal", "optimal", "hide-and-seek"] {
            vote(&server, "people", choice);
        }
        if early {
            withdraw(&server, "optimal", true);
            // It can no longer be chosen.
            let refused = cast(&server, &join(&server), "people", "optimal");
            assert_eq!(refused.status, 422, "{}", refused.body);
        }
        close(&server, "people");
        if !early {
            withdraw(&server, "optimal", true);
        }
        let said = verify(&room);
        assert!(said.contains("3 votes recounted"), "{said}");
        // Its votes are still there should it come back.
        withdraw(&server, "optimal", false);
        let all = [("optimal", 2), ("hide-and-seek", 1)];
        let mut counted = tally(&server);
        counted.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        assert_eq!(counted, all.map(|(id, votes)| (id.to_owned(), votes)));
        withdraw(&server, "optimal", true);
        let reveal = json!({"cue": "peoples-choice/winner"});
        server.mc("/api/goto", reveal);
        verify(&room);
        assert_eq!(won(&room), json!(["hide-and-seek"]), "early: {early}");
    }
}

#[test]
fn a_vote_whose_answer_was_lost_is_confirmed_although_its_work_has_withdrawn_since() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.producer("/api/doors", json!({"open": true}));
    server.mc("/api/ballots/people/open", json!({}));
    let voter = join(&server);
    let first = cast(&server, &voter, "people", "optimal");
    assert_eq!(first.status, 200);
    withdraw(&server, "optimal", true);
    let again = cast(&server, &voter, "people", "optimal");
    let told = |answer: &Answer| (answer.status, answer.json()["receipt"].clone());
    assert_eq!(told(&again), told(&first), "{}", again.body);
    // Nobody else chooses it.
    assert_eq!(
        cast(&server, &join(&server), "people", "optimal").status,
        422
    );
    assert_eq!(cast(&server, &voter, "people", "hide-and-seek").status, 200);
    assert_eq!(cast(&server, &voter, "people", "optimal").status, 422);
}
