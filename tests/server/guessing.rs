//! Whoever tries out keys is slowed; whoever holds one is not.

use crate::support::server::{Answer, Room, Server};
use palmares::http::guess::ADDRESS_GUESSES_MAX;
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn guess(server: &Server, number: u32) -> Answer {
    let key = format!("Bearer {number:032x}");
    server.send("GET", "/api/rundown", &[("authorization", &key)], &[])
}

/// Guesses until it is slowed; tells after how many.
fn until_slowed(server: &Server) -> u32 {
    // Twice the limit: a window may end in between.
    let slowed = (0..2 * ADDRESS_GUESSES_MAX + 2).find(|n| guess(server, *n).status == 429);
    slowed.expect("nobody slows a guesser")
}

#[test]
fn guesses_are_refused_and_late_after_a_number_of_them_and_a_right_key_from_the_same_address_is_neither()
 {
    let room = Room::demo();
    let server = Server::start(&room);
    let link = format!("/mc?key={}", server.key("mc"));
    let cookie = server.get(&link).header("set-cookie").to_owned();
    assert!(until_slowed(&server) >= ADDRESS_GUESSES_MAX);

    let asked = Instant::now();
    let answer = guess(&server, 7);
    assert_eq!((answer.status, &*answer.word()), (429, "slow-down"));
    assert_eq!(answer.header("retry-after"), "10");
    assert!(
        asked.elapsed() >= Duration::from_secs(1),
        "{:?}",
        asked.elapsed()
    );

    let asked = Instant::now();
    assert_eq!(server.get_as("mc", "/api/rundown").status, 200);
    assert_eq!(server.get(&link).status, 303);
    let headers = [("cookie", cookie.as_str())];
    assert_eq!(server.send("GET", "/mc", &headers, &[]).status, 200);
    server.mc("/api/go", json!({}));
    // Another role's key is right too, and who brings none is only lost.
    assert_eq!(server.get_as("jury/fok", "/api/rundown").status, 403);
    assert_eq!(server.get("/api/rundown").status, 401);
    assert!(
        asked.elapsed() < Duration::from_secs(1),
        "{:?}",
        asked.elapsed()
    );

    for (path, header) in [
        ("/producer?key=0000", ("accept", "*/*")),
        ("/producer", ("cookie", "palmares-producer=0000")),
        ("/live/mc", ("authorization", "Bearer 0000")),
    ] {
        let answer = server.send("GET", path, &[header], &[]);
        // No socket is asked for in earnest: a plain reader of that address is told so before
        // anything else.
        let status = if path == "/live/mc" { 400 } else { 429 };
        assert_eq!(answer.status, status, "{path}");
    }
}

#[test]
fn an_mc_among_guessers_is_obeyed_at_once() {
    let room = Room::demo();
    let server = Server::start(&room);
    let done = AtomicBool::new(false);
    let mut slowest = Duration::ZERO;
    std::thread::scope(|scope| {
        for guesser in 0..16 {
            let (server, done) = (&server, &done);
            scope.spawn(move || {
                let mut number = guesser << 20;
                while !done.load(Ordering::Relaxed) {
                    assert!([401, 429].contains(&guess(server, number).status));
                    number += 1;
                }
            });
        }
        until_slowed(&server);
        for on in [true, false].repeat(20) {
            let pressed = Instant::now();
            server.mc("/api/blackout", json!({"on": on}));
            slowest = slowest.max(pressed.elapsed());
        }
        done.store(true, Ordering::Relaxed);
    });
    println!("the slowest of 40 presses among 16 guessers: {slowest:?}");
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
}
