//! What a request brings, and the errors that say what is wrong with it.

use crate::support::server::{Answer, Room, Server};
use serde_json::json;

fn post(server: &Server, path: &str, kind: Option<&str>, body: &[u8]) -> Answer {
    let key = format!("Bearer {}", server.key("mc"));
    let mut headers = vec![("authorization", key.as_str())];
    headers.extend(kind.map(|kind| ("content-type", kind)));
    server.send("POST", path, &headers, body)
}

const JSON: Option<&str> = Some("application/json");

#[test]
fn an_empty_body_is_an_empty_wish() {
    let room = Room::demo();
    let server = Server::start(&room);
    let done = post(&server, "/api/go", None, b"").json();
    assert_eq!(done, json!({"revision": 2, "cue": "welcome-address"}));
    let done = post(&server, "/api/back", JSON, b"").json();
    assert_eq!(done, json!({"revision": 3, "cue": "welcome"}));
    let opened = post(&server, "/api/ballots/people/open", None, b"");
    assert_eq!(opened.status, 200, "{}", opened.body);
}

#[test]
fn json_has_its_content_type_with_or_without_a_charset() {
    let room = Room::demo();
    let server = Server::start(&room);
    for kind in ["application/json; charset=utf-8", "Application/JSON"] {
        let answer = post(&server, "/api/blackout", Some(kind), br#"{"on": false}"#);
        assert_eq!(answer.status, 200, "{kind}");
    }
    for kind in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let answer = post(&server, "/api/blackout", kind, br#"{"on": true}"#);
        assert_eq!(
            (answer.status, answer.word().as_str()),
            (415, "not-json"),
            "{kind:?}"
        );
    }
    assert_eq!(server.show()["blackout"], false);
}

#[test]
fn what_is_no_json_is_a_400() {
    let room = Room::demo();
    let server = Server::start(&room);
    for body in [
        &b"{"[..],
        b"{\"on\": tru",
        b"{'on': true}",
        b"\xff\xfe\x00",
        b"{} {}",
    ] {
        let answer = post(&server, "/api/blackout", JSON, body);
        assert_eq!((answer.status, answer.word().as_str()), (400, "bad-json"));
    }
}

#[test]
fn json_that_is_no_such_wish_is_a_422() {
    let room = Room::demo();
    let server = Server::start(&room);
    let wishes = [
        ("/api/go", json!({"expects": 1})),
        ("/api/go", json!({"expect": "one"})),
        ("/api/go", json!({"expect": -1})),
        ("/api/go", json!([])),
        ("/api/goto", json!({})),
        ("/api/goto", json!({"cue": 5})),
        ("/api/blackout", json!({})),
        ("/api/blackout", json!({"on": "yes"})),
        ("/api/card", json!({"on": true, "colour": "gold"})),
        ("/api/ballots/people/open", json!({"minutes": 3})),
        ("/api/ballots/people/open", json!({"seconds": 1.5})),
        ("/api/rewind", json!({})),
    ];
    for (path, body) in wishes {
        let answer = post(&server, path, JSON, body.to_string().as_bytes());
        assert_eq!(
            (answer.status, answer.word().as_str()),
            (422, "bad-body"),
            "{path} {body}"
        );
    }
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn a_body_that_is_too_large_is_a_413() {
    let room = Room::demo();
    let server = Server::start(&room);
    let body = format!("{{\"cue\": \"{}\"}}", "x".repeat(70_000));
    let answer = post(&server, "/api/goto", JSON, body.as_bytes());
    assert_eq!((answer.status, answer.word().as_str()), (413, "too-large"));
}

#[test]
fn a_connection_stays_usable_after_a_refusal() {
    let room = Room::demo();
    let server = Server::start(&room);
    let body = "x".repeat(40_000);
    for _ in 0..50 {
        let answer = server.send("POST", "/api/goto", &[], body.as_bytes());
        assert_eq!(answer.status, 401);
    }
}

#[test]
fn an_expectation_of_null_is_none() {
    let room = Room::demo();
    let server = Server::start(&room);
    assert_eq!(server.mc("/api/go", json!({"expect": null}))["revision"], 2);
}

#[test]
fn unknown_addresses_and_methods_are_problems_under_api_and_a_page_elsewhere() {
    let room = Room::demo();
    let server = Server::start(&room);
    let answer = server.get("/api/nothing");
    assert_eq!((answer.status, answer.word().as_str()), (404, "not-found"));
    let answer = server.send("GET", "/api/go", &[], &[]);
    assert_eq!(
        (answer.status, answer.word().as_str()),
        (405, "method-not-allowed")
    );
    let answer = server.send("DELETE", "/api/show", &[], &[]);
    assert_eq!(
        (answer.status, answer.word().as_str()),
        (405, "method-not-allowed")
    );
    let answer = server.get("/nothing");
    assert_eq!(answer.status, 404);
    assert!(answer.header("content-type").starts_with("text/html"));
}

#[test]
fn an_id_that_is_no_text_is_a_problem_like_any_other() {
    let room = Room::demo();
    let server = Server::start(&room);
    for path in ["/api/ballots/%ff/close", "/api/ballots/%FF%FE/open"] {
        let answer = post(&server, path, None, b"");
        assert_eq!(answer.status, 404, "{path}");
        answer.word();
    }
}

#[test]
fn a_problem_tells_what_is_wrong_in_the_readers_language_and_its_word_stays() {
    let room = Room::demo();
    let server = Server::start(&room);
    for language in ["zh-Hant-HK", "zh-Hans", "en"] {
        let key = format!("Bearer {}", server.key("mc"));
        let headers = [
            ("authorization", key.as_str()),
            ("accept-language", language),
        ];
        let answer = server.send("POST", "/api/back", &headers, &[]);
        assert_eq!((answer.status, answer.word().as_str()), (409, "start"));
        assert!(
            !answer.json()["detail"]
                .as_str()
                .unwrap_or_default()
                .is_empty()
        );
    }
}
