//! In mid-show.

use crate::support::faketime;
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use crate::support::socket::Socket;
use crate::support::voters::{until_closed, vote};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// How far two readings of a clock may be apart beyond the time between them.
const SLACK_MS: i64 = 1_500;

/// The program's own wall clock really was so many seconds off, as the last line of its log tells.
fn jumped(room: &Room, server: Server, jump: i64) {
    let (status, _) = server.terminate();
    assert!(status.success(), "{}", room.err());
    let log = room.err();
    let last = log.lines().last().expect("it says that it ends");
    let stamp = last.split_whitespace().next().expect("a time");
    let stamp: jiff::Timestamp = stamp
        .parse()
        .unwrap_or_else(|error| panic!("{last}: {error}"));
    let off = stamp.as_second() - jiff::Timestamp::now().as_second();
    assert!(
        (off - jump).abs() < 30,
        "the wall clock was {off} s off, not {jump}"
    );
}

fn now_of(frame: &Value) -> i64 {
    frame["now"].as_i64().expect("a time")
}

fn number(text: &str) -> i64 {
    text.parse().expect("a number")
}

#[test]
fn a_wall_clock_that_jumps_moves_no_countdown_no_deadline_and_no_count() {
    std::thread::scope(|at_once| {
        for jump in [HOUR, -HOUR, DAY, -DAY] {
            at_once.spawn(move || nothing_moves_with(jump));
        }
    });
}

fn nothing_moves_with(jump: i64) {
    let room = Room::with(GALA);
    let server = faketime::start(&room, 0);
    let mut stage = Socket::stage(&server, "");
    let mut phone = Socket::open(&server, "/live/audience", &[]).expect("open to all");
    let started = Instant::now();
    let begun_at = now_of(&stage.next());
    server.mc("/api/ballots/people/open", json!({"seconds": 3}));
    let open = phone.next_where("the ballot is open", |frame| frame["p"] == "open");
    let closes_at = open["c"].as_i64().expect("a deadline");
    vote(&server, "people", "echo");

    faketime::set(&room, jump);
    vote(&server, "people", "echo");
    vote(&server, "people", "river");
    server.mc("/api/go", json!({"expect": null}));

    // Every clock that a screen reads has gone on as before.
    let same = |now: i64, what: &str| {
        let passed = started.elapsed().as_millis() as i64;
        let off = now - begun_at - passed;
        assert!(
            off.abs() < SLACK_MS,
            "{what} is {off} ms off after a jump of {jump} s"
        );
    };
    let after = stage.next_where("the cue", |frame| frame["revision"].as_u64() > Some(2));
    same(now_of(&after), "the stage's frame");
    phone.say(&json!({"ping": 7}));
    same(
        now_of(&phone.next_where("a pong", |m| m["pong"] == 7)),
        "the phone's pong",
    );
    let hall = server.get("/api/hall");
    same(
        number(hall.header("palmares-now")),
        "what a phone without a socket reads",
    );
    let show = server.show();
    assert_eq!(show["ballots"][0]["closes_at"].as_i64(), Some(closes_at));

    // The deadline closes it when it is due, no sooner and no later.
    let closed = phone.next_where("the close", |frame| frame["p"] != "open");
    assert!(["closing", "closed"].contains(&closed["p"].as_str().expect("a phase")));
    same(closes_at, "the close");
    until_closed(&server, "people");
    let tally = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    let votes: Vec<_> = tally
        .as_array()
        .expect("lines")
        .iter()
        .map(|l| l["votes"].as_u64())
        .collect();
    assert_eq!(votes, [Some(0), Some(2), Some(1)], "{tally}");
    in_order(&server);
    jumped(&room, server, jump);
}

/// The journal's moments never run backwards, and the evening takes as long as it took.
fn in_order(server: &Server) {
    let export = server.get_as("producer", "/api/export?format=json").json();
    let events = export["events"].as_array().expect("events");
    let at: Vec<i64> = events
        .iter()
        .map(|event| event["at"].as_i64().expect("a time"))
        .collect();
    assert!(at.is_sorted(), "{at:?}");
    let took = Duration::from_millis((at[at.len() - 1] - at[0]) as u64);
    assert!(took < Duration::from_secs(60), "{took:?}");
}

#[test]
fn a_press_is_neither_late_nor_early_because_the_servers_wall_clock_jumped() {
    let room = Room::with(GALA);
    let server = faketime::start(&room, 0);
    let mut panel = Socket::role(&server, "mc");
    for jump in [DAY, -DAY] {
        faketime::set(&room, jump);
        let now = {
            panel.say(&json!({"ping": 1}));
            now_of(&panel.next_where("a pong", |message| message["pong"] == 1))
        };
        let go = |until: i64| {
            let until = until.to_string();
            let bearer = format!("Bearer {}", server.key("mc"));
            let headers = [
                ("authorization", &*bearer),
                ("palmares-valid-until", &*until),
            ];
            let revision = server.show()["revision"].clone();
            let body = json!({"expect": revision}).to_string();
            let headers = [headers[0], headers[1], ("content-type", "application/json")];
            server.send("POST", "/api/go", &headers, body.as_bytes())
        };
        let answer = go(now + 3_000);
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(go(now - 1).word(), "late");
    }
}
