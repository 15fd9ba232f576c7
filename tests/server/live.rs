//! Live screens: the whole state unasked, every change, and what a screen says back.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::support::wait::until;
use serde_json::{Value, json};

fn revision(frame: &Value) -> u64 {
    frame["revision"].as_u64().unwrap_or_default()
}

#[test]
fn a_stage_gets_a_whole_frame_unasked() {
    let room = Room::demo();
    let server = Server::start(&room);
    let show = server.show();
    let frame = Socket::stage(&server, "").next();
    assert_eq!(frame["epoch"], show["epoch"]);
    assert_eq!(frame["revision"], 1);
    assert!(frame["regions"].is_object() && frame["scene"].is_string());
    assert!(frame["now"].is_i64() && frame["beat"].is_u64());
}

#[test]
fn it_follows_a_go() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut stage = Socket::stage(&server, "");
    let first = stage.next();
    server.mc("/api/go", json!({}));
    let next = stage.next_where("the next cue", |frame| revision(frame) == 2);
    assert_ne!(first["scene"], next["scene"]);
}

#[test]
fn every_screen_follows_and_one_that_joins_late_is_on_the_right_cue() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut early = Socket::stage(&server, "?lang=en");
    server.mc("/api/goto", json!({"cue": "finalists/7"}));
    server.mc("/api/blackout", json!({"on": true}));
    let seen = early.next_where("both", |frame| revision(frame) == 3);
    let late = Socket::stage(&server, "?lang=en").next_where("now", |f| revision(f) == 3);
    assert_eq!(seen["scene"], late["scene"]);
    assert_eq!(seen["regions"], late["regions"]);
}

#[test]
fn roles_get_frames_of_their_own() {
    let room = Room::demo();
    let server = Server::start(&room);
    for role in ["mc", "producer"] {
        let mut socket = Socket::role(&server, role);
        assert_eq!(socket.next()["revision"], 1, "{role}");
    }
    assert_eq!(Socket::open(&server, "/live/mc", &[]).err(), Some(401));
    assert!(Socket::open(&server, "/live/audience", &[]).is_ok());
}

#[test]
fn a_ping_is_answered_with_the_servers_time() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut stage = Socket::stage(&server, "");
    stage.say(&json!({"ping": 7}));
    let pong = stage.next_where("a pong", |message| message.get("pong").is_some());
    assert_eq!(pong["pong"], 7);
    assert!(
        pong["now"]
            .as_i64()
            .is_some_and(|now| now > 1_700_000_000_000)
    );
}

#[test]
fn what_a_screen_says_that_nobody_understands_is_ignored() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut stage = Socket::stage(&server, "");
    for odd in [
        json!([]),
        json!("x"),
        json!({"ping": "x"}),
        json!({"shown": -5}),
        json!({"go": 1}),
    ] {
        stage.say(&odd);
    }
    stage.say(&json!({"ping": 1}));
    stage.next_where("a pong", |message| message["pong"] == 1);
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn a_message_that_is_too_large_ends_only_that_screen() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut loud = Socket::stage(&server, "");
    let mut other = Socket::stage(&server, "");
    loud.say(&json!({"shown": "x".repeat(5_000)}));
    assert!(loud.ended());
    server.mc("/api/go", json!({}));
    other.next_where("the next cue", |frame| revision(frame) == 2);
}

/// A screen that the producer lets count.
fn approved(server: &Server) -> Socket {
    let mut wall = Socket::stage(server, "?screen=main-wall-1");
    wall.next();
    let approve = json!({"approved": true, "name": "Main wall"});
    until("the screen is listed", || {
        let answer = server.post_as("producer", "/api/screens/main-wall-1", &approve);
        (answer.status == 200).then_some(())
    });
    wall
}

fn told(server: &Server) -> bool {
    server.get("/api/results").json() != json!([])
}

#[test]
fn the_public_learns_the_winner_once_an_approved_screen_shows_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut wall = approved(&server);
    let done = server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    let frame = wall.next_where("the winner", |f| f["revision"] == done["revision"]);
    assert!(!told(&server), "the phones were first");
    assert_eq!(server.show()["cue"]["winners"], Value::Null);
    // A screen that is still on the frame before, one of another evening, and one that has seen the
    // future.
    let (epoch, shown) = (frame["epoch"].as_i64().unwrap_or(0), revision(&frame));
    let not_yet = [(epoch, shown - 2), (epoch - 1, shown), (epoch, shown + 1)];
    for (epoch, shown) in not_yet {
        wall.say(&json!({"epoch": epoch, "shown": shown}));
    }
    wall.say(&json!({"ping": 1}));
    wall.next_where("a pong", |message| message["pong"] == 1);
    assert!(!told(&server), "a wrong acknowledgement counted");
    wall.say(&json!({"epoch": epoch, "shown": shown}));
    until("the public knows", || told(&server).then_some(()));
}

#[test]
fn a_screen_that_nobody_approved_publishes_nothing() {
    let room = Room::demo();
    let server = Server::start(&room);
    let _wall = approved(&server);
    let mut phone = Socket::stage(&server, "?screen=some-phone-1");
    let done = server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    let frame = phone.next_where("the winner", |f| f["revision"] == done["revision"]);
    phone.say(&json!({"epoch": frame["epoch"], "shown": frame["revision"]}));
    phone.say(&json!({"ping": 1}));
    phone.next_where("a pong", |message| message["pong"] == 1);
    assert!(!told(&server));
}

#[test]
fn a_silent_wall_is_not_waited_for_for_ever() {
    let room = Room::demo();
    let server = Server::start(&room);
    let _wall = approved(&server);
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    assert!(!told(&server));
    until("the public knows", || told(&server).then_some(()));
}

#[test]
fn when_the_server_goes_the_socket_ends_and_the_next_one_is_on_the_same_cue() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "finalists/4"}));
    let mut stage = Socket::stage(&server, "");
    let before = stage.next();
    server.kill();
    assert!(stage.ended());
    let server = Server::start(&room);
    let after = Socket::stage(&server, "").next();
    assert_eq!(
        (&after["scene"], &after["revision"]),
        (&before["scene"], &before["revision"])
    );
    assert!(after["epoch"].as_i64() > before["epoch"].as_i64());
}
