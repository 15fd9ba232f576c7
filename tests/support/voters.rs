//! People of the hall who vote through the API.

use super::server::{Answer, Server};
use super::wait::until;
use serde_json::{Value, json};

/// A new voter's token.
pub fn join(server: &Server) -> String {
    let joined = server.send("POST", "/api/join", &[], b"").json();
    joined["voter"].as_str().expect("a token").to_owned()
}

/// What a voter who chooses this is answered.
pub fn cast(server: &Server, voter: &str, ballot: &str, choice: &str) -> Answer {
    let bearer = format!("Bearer {voter}");
    let headers = [
        ("authorization", &*bearer),
        ("content-type", "application/json"),
    ];
    let vote = json!({ "ballot": ballot, "choices": [choice] }).to_string();
    server.send("POST", "/api/vote", &headers, vote.as_bytes())
}

/// A new voter's choice, counted: what the phone is told.
#[track_caller]
pub fn vote(server: &Server, ballot: &str, choice: &str) -> Value {
    let answer = cast(server, &join(server), ballot, choice);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// So many of the hall vote for each of these.
#[track_caller]
pub fn vote_all(server: &Server, ballot: &str, votes: &[(&str, usize)]) {
    for (entry, count) in votes {
        for _ in 0..*count {
            vote(server, ballot, entry);
        }
    }
}

/// The MC closes the ballot, and the box has counted it.
pub fn close(server: &Server, ballot: &str) {
    server.mc(&format!("/api/ballots/{ballot}/close"), json!({}));
    until_closed(server, ballot);
}

/// The box has counted.
pub fn until_closed(server: &Server, ballot: &str) {
    until("the ballot is counted", || {
        let now = server
            .get_as("mc", &format!("/api/ballots/{ballot}"))
            .json();
        (now["phase"] == "closed").then_some(())
    });
}
