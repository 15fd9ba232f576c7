//! Over a restart: a laptop that comes back with another wall clock.
//!
//! Time never runs backwards in the journal. What the new clock says counts only where it is ahead:
//! set forward, a deadline has passed and the ballot is closed at the start, as of the deadline
//! (the MC may open it again); set back, the evening goes on from the last thing that was stored,
//! and an open ballot keeps what was left of it then.

use crate::support::faketime;
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use crate::support::socket::Socket;
use crate::support::voters::{close, until_closed};
use serde_json::{Value, json};

const DAY: i64 = 86_400;

fn events(server: &Server) -> Vec<Value> {
    let export = server.get_as("producer", "/api/export?format=json").json();
    export["events"].as_array().expect("events").clone()
}

fn ballot(server: &Server) -> Value {
    server.get_as("producer", "/api/ballots/people").json()
}

fn now_of(server: &Server) -> i64 {
    Socket::stage(server, "").next()["now"]
        .as_i64()
        .expect("a time")
}

#[test]
fn set_back_a_day_the_evening_goes_on_from_its_last_event_and_an_open_ballot_keeps_its_deadline() {
    let room = Room::with(GALA);
    let server = faketime::start(&room, 0);
    server.mc("/api/ballots/people/open", json!({"seconds": 60}));
    let closes_at = ballot(&server)["closes_at"].as_i64().expect("a deadline");
    server.kill();

    let server = faketime::start(&room, -DAY);
    let stands = ballot(&server);
    assert_eq!(
        (&stands["phase"], stands["closes_at"].as_i64()),
        (&json!("open"), Some(closes_at))
    );
    let left = closes_at - now_of(&server);
    assert!((50_000..=60_000).contains(&left), "{left} ms are left");
    server.mc("/api/go", json!({"expect": server.show()["revision"]}));
    close(&server, "people");
    let at: Vec<i64> = events(&server)
        .iter()
        .map(|e| e["at"].as_i64().expect("a time"))
        .collect();
    assert!(at.is_sorted(), "{at:?}");
}

#[test]
fn set_forward_a_day_an_open_ballot_is_closed_as_of_its_deadline_and_may_be_opened_again() {
    let room = Room::with(GALA);
    let server = faketime::start(&room, 0);
    server.mc("/api/ballots/people/open", json!({"seconds": 60}));
    let closes_at = ballot(&server)["closes_at"].as_i64().expect("a deadline");
    server.kill();

    let server = faketime::start(&room, DAY);
    until_closed(&server, "people");
    assert_eq!(ballot(&server)["closes_at"].as_i64(), Some(closes_at));
    server.mc("/api/ballots/people/reopen", json!({"seconds": 60}));
    let left = ballot(&server)["closes_at"].as_i64().expect("a deadline") - now_of(&server);
    assert!((50_000..=60_000).contains(&left), "{left} ms are left");
    server.kill();

    // Put right again, the clock is a day behind the journal: nothing happens for a second time,
    // and nobody loses the minute.
    let server = faketime::start(&room, 0);
    assert_eq!(ballot(&server)["phase"], "open");
    let left = ballot(&server)["closes_at"].as_i64().expect("a deadline") - now_of(&server);
    assert!((50_000..=60_000).contains(&left), "{left} ms are left");
    let at: Vec<i64> = events(&server)
        .iter()
        .map(|e| e["at"].as_i64().expect("a time"))
        .collect();
    assert!(at.is_sorted(), "{at:?}");
}
