//! What is measured, on a port of its operator's.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::support::voters::{close, vote};
use crate::support::wait::until;
use serde_json::json;

/// What a port answers: the status and the text.
fn ask(base: &str, path: &str) -> (u16, String) {
    let answer = ureq::get(format!("{base}{path}"))
        .config()
        .http_status_as_error(false)
        .build()
        .call();
    let mut answer = answer.expect("an answer");
    let text = answer.body_mut().read_to_string().expect("a text");
    (answer.status().as_u16(), text)
}

#[test]
fn a_port_of_its_own_tells_all_that_is_measured_and_answers_nothing_else() {
    let room = Room::demo();
    let ports = ["--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"];
    let server = Server::start_with(&room, &ports, &[]);
    let log = room.err();
    let (_, at) = log.split_once("is told at ").expect("where it is");
    let (base, _) = at.split_once("/metrics").expect("a path");
    let _phone = Socket::open(&server, "/live/audience", &[]).expect("a phone");
    server.mc("/api/ballots/people/open", json!({ "seconds": 60 }));
    vote(&server, "people", "optimal");
    close(&server, "people");
    let told = until("the frames are counted", || {
        let (_, told) = ask(base, "/metrics");
        let frames = "\npalmares_frame_seconds_count ";
        let (_, count) = told.split_once(frames).expect("a count");
        (!count.starts_with("0\n")).then_some(told)
    });
    for line in [
        "palmares_vote_seconds_count 1",
        "palmares_vote_seconds_bucket{le=\"+Inf\"} 1",
        "palmares_phones_connected 1",
    ] {
        assert!(told.contains(&format!("\n{line}\n")), "{line}: {told}");
    }
    let everybodys = server.get("/metrics").body;
    assert!(!everybodys.contains("_seconds"), "{everybodys}");
    let producers = server.get_as("producer", "/metrics?process=").body;
    assert!(producers.contains("\npalmares_vote_seconds_count 1\n"));
    for path in ["/", "/healthz", "/stage", "/api/show", "/live/audience"] {
        assert_eq!(ask(base, path).0, 404, "{path}");
    }
}
