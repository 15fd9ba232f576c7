//! Who may do what: every call of the contract, in every role.

use crate::calls::{Call, calls};
use crate::support::server::{Room, Server};
use serde_json::Value;

/// The status of a call with this `Authorization` header, and the problem's word.
fn ask(server: &Server, method: &str, path: &str, key: Option<&str>, body: &[u8]) -> (u16, String) {
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(key.map(|key| ("authorization", key)));
    let answer = server.send(method, path, &headers, body);
    let word = match answer.status {
        200..=299 => String::new(),
        _ => answer.word(),
    };
    (answer.status, word)
}

fn text(body: &Value) -> Vec<u8> {
    match body {
        Value::Null => Vec::new(),
        body => body.to_string().into_bytes(),
    }
}

#[test]
fn every_call_knows_its_roles() {
    let room = Room::demo();
    let server = Server::start(&room);
    for (method, path, allowed, body) in calls() {
        let body = text(&body);
        for role in ["mc", "producer", "chair", "jury/fok"] {
            let key = format!("Bearer {}", server.key(role));
            let (status, word) = ask(&server, method, path, Some(&key), &body);
            if allowed.contains(&role) {
                assert!(
                    status != 401 && status != 403,
                    "{method} {path} as {role}: {status} {word}"
                );
            } else {
                assert_eq!(
                    (status, word.as_str()),
                    (403, "wrong-role"),
                    "{method} {path} as {role}"
                );
            }
        }
    }
}

#[test]
fn without_a_key_or_with_a_wrong_one_every_call_says_401() {
    // Some calls a server: whoever tries too many wrong keys is told to slow down.
    for some in calls().chunks(20) {
        every_call_says_401(some);
    }
}

fn every_call_says_401(calls: &[Call]) {
    let room = Room::demo();
    let server = Server::start(&room);
    let mc = server.key("mc");
    let upper = mc.to_uppercase();
    let wrong = [
        None,
        Some("Bearer ".to_owned()),
        Some("Bearer 0123456789abcdef0123456789abcdef".to_owned()),
        Some(format!("Bearer {}", &mc[..31])),
        Some(format!("Bearer {mc}0")),
        Some(format!("Bearer {upper}X")),
        Some(format!("Basic {mc}")),
        Some(mc.clone()),
    ];
    for (method, path, _, body) in calls {
        for key in &wrong {
            let answer = ask(&server, method, path, key.as_deref(), &text(body));
            assert_eq!(
                answer,
                (401, "no-key".to_owned()),
                "{method} {path} with {key:?}"
            );
        }
    }
    assert_eq!(server.show()["revision"], 1, "something happened");
}

#[test]
fn a_stranger_is_turned_away_whatever_the_body_is() {
    let room = Room::demo();
    let server = Server::start(&room);
    let bodies: [&[u8]; 5] = [b"", b"{", b"{\"surprise\": 1}", b"\xff\xfe", &[b'x'; 5_000]];
    for (method, path, allowed, _) in calls().iter().filter(|call| call.0 == "POST") {
        for body in bodies {
            let (status, word) = ask(&server, method, path, None, body);
            assert_eq!((status, word.as_str()), (401, "no-key"), "{path}");
            let other = if allowed.contains(&"jury/fok") {
                "mc"
            } else {
                "jury/fok"
            };
            let key = format!("Bearer {}", server.key(other));
            let (status, _) = ask(&server, method, path, Some(&key), body);
            assert_eq!(status, 403, "{path} {allowed:?}");
        }
    }
}

#[test]
fn a_401_says_how_to_prove_who_one_is() {
    let room = Room::demo();
    let server = Server::start(&room);
    let answer = server.send("POST", "/api/go", &[], &[]);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[test]
fn what_anyone_may_read_needs_no_key() {
    let room = Room::demo();
    let server = Server::start(&room);
    let open = [
        "/",
        "/stage",
        "/results",
        "/api/show",
        "/api/results",
        "/api/openapi.json",
        "/healthz",
        "/metrics",
    ];
    for path in open {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}

#[test]
fn keys_have_128_random_bits_and_no_two_are_alike() {
    let room = Room::demo();
    let server = Server::start(&room);
    let jury = server.links["keys"]["jury"].as_object().expect("the jury");
    assert_eq!(jury.len(), 7);
    let mut keys: Vec<String> = jury.values().map(|key| key.to_string()).collect();
    keys.extend([server.key("mc"), server.key("producer")].map(|key| format!("{key:?}")));
    for key in &keys {
        assert_eq!(key.trim_matches('"').len(), 32, "{key}");
        assert!(key.trim_matches('"').chars().all(|c| c.is_ascii_hexdigit()));
    }
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count);
}
