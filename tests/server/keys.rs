//! One press revokes a role's key, and whatever it opened is shut.

use crate::support::server::{Answer, Room, Server};
use crate::support::socket::Socket;
use serde_json::{Value, json};
use std::fs;
use std::time::{Duration, Instant};

/// What a socket is closed with when its key was revoked.
const REVOKED: Option<u16> = Some(4401);

fn cookie(answer: &Answer) -> String {
    let whole = answer.header("set-cookie");
    whole.split(';').next().unwrap_or_default().to_owned()
}

fn trade(server: &Server, role: &str) -> String {
    cookie(&server.get(&format!("/{role}?key={}", server.key(role))))
}

fn status(server: &Server, path: &str, header: (&str, &str)) -> u16 {
    server.send("GET", path, &[header], &[]).status
}

fn links_on_disk(room: &Room) -> Value {
    let text = fs::read_to_string(room.show().join("links.json")).expect("links.json");
    serde_json::from_str(&text).expect("whole")
}

#[test]
fn the_mcs_old_key_link_cookie_and_sockets_are_dead_within_a_second_and_the_new_ones_work() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (old_key, old_cookie) = (server.key("mc"), trade(&server, "mc"));
    let by_cookie = || Socket::open(&server, "/live/mc", &[("cookie", &old_cookie)]);
    let mut panels: Vec<Socket> = (0..20).map(|_| Socket::role(&server, "mc")).collect();
    panels.push(by_cookie().expect("the cookie opens it"));
    panels.iter_mut().for_each(|panel| drop(panel.next()));
    let mut desk = Socket::role(&server, "producer");
    let mut stage = Socket::stage(&server, "");

    let pressed = Instant::now();
    let fresh = server.producer("/api/keys/mc/revoke", json!({}));
    for panel in panels {
        assert_eq!(panel.close_code(), REVOKED);
    }
    assert!(
        pressed.elapsed() < Duration::from_secs(1),
        "{:?}",
        pressed.elapsed()
    );

    let old = format!("Bearer {old_key}");
    assert_eq!(
        status(&server, "/api/rundown", ("authorization", &old)),
        401
    );
    assert_eq!(
        status(&server, "/api/rundown", ("cookie", &old_cookie)),
        401
    );
    assert_eq!(server.get(&format!("/mc?key={old_key}")).status, 401);
    assert_eq!(by_cookie().err(), Some(401));
    let new_key = fresh["key"].as_str().expect("a key");
    let new = format!("Bearer {new_key}");
    assert_ne!(new_key, old_key);
    assert_eq!(
        status(&server, "/api/rundown", ("authorization", &new)),
        200
    );
    let links = links_on_disk(&room);
    assert_eq!(links["keys"]["mc"], new_key);
    assert_eq!(links["mc"], fresh["link"]);
    assert_eq!(links["producer"], server.links["producer"]);
    assert_eq!(server.get(&format!("/mc?key={new_key}")).status, 303);

    let revision = server.show()["revision"].clone();
    desk.next_where("the desk hears of it", |frame| {
        frame["revision"] == revision
    });
    stage.next_where("the stage goes on", |frame| frame["revision"] == revision);
    server.kill();
    let server = Server::start(&room);
    assert_eq!(server.key("mc"), new_key);
    assert_eq!(
        status(&server, "/api/rundown", ("authorization", &old)),
        401
    );
}

#[test]
fn a_producer_who_revokes_the_own_key_stays_in_and_every_other_browser_is_out() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (mine, theirs) = (trade(&server, "producer"), trade(&server, "producer"));
    let panel = Socket::open(&server, "/live/producer", &[("cookie", &theirs)]).expect("in");
    let headers = [("cookie", mine.as_str()), ("origin", server.base.as_str())];
    let answer = server.send("POST", "/api/keys/producer/revoke", &headers, &[]);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("set-cookie").contains("HttpOnly"));
    assert_eq!(panel.close_code(), REVOKED);
    let fresh = cookie(&answer);
    for old in [&mine, &theirs] {
        assert_eq!(status(&server, "/api/export", ("cookie", old)), 401);
    }
    assert_eq!(status(&server, "/api/export", ("cookie", &fresh)), 200);
    let page = server.send("GET", "/producer", &[("cookie", &fresh)], &[]);
    let link = answer.json()["link"].as_str().expect("a link").to_owned();
    assert!(page.body.contains(&link), "the new link is on the page");
    assert!(
        !page.body.contains(&server.key("producer")),
        "the old key is on the page"
    );
}

#[test]
fn a_program_that_revokes_by_key_gets_no_cookie() {
    let room = Room::demo();
    let server = Server::start(&room);
    let answer = server.post_as("producer", "/api/keys/producer/revoke", &json!({}));
    assert_eq!((answer.status, answer.header("set-cookie")), (200, ""));
}

#[test]
fn a_jurors_key_is_revoked_alone() {
    let room = Room::demo();
    let server = Server::start(&room);
    let fresh = server.producer("/api/keys/jury/fok/revoke", json!({}));
    let ask = |key: &str| {
        let bearer = format!("Bearer {key}");
        status(&server, "/api/rundown", ("authorization", &bearer))
    };
    // A juror's key is known and opens nothing of the MC's.
    assert_eq!(ask(&server.key("jury/fok")), 401);
    assert_eq!(ask(fresh["key"].as_str().expect("a key")), 403);
    let mut same = server.links.clone();
    same["jury"]["fok"] = fresh["link"].clone();
    same["keys"]["jury"]["fok"] = fresh["key"].clone();
    assert_eq!(links_on_disk(&room), same);
    for path in ["jury/nobody", "stage", "fok", "MC"] {
        let answer = server.post_as("producer", &format!("/api/keys/{path}/revoke"), &json!({}));
        assert_eq!(
            (answer.status, &*answer.word()),
            (404, "no-such-key"),
            "{path}"
        );
    }
}

#[test]
fn a_revocation_is_journalled_and_no_key_stands_in_the_journal_the_export_or_the_log() {
    let room = Room::demo();
    let server = Server::start_with(
        &room,
        &["--listen", "127.0.0.1:0"],
        &[("PALMARES_LOG", "trace")],
    );
    let banner = room.out();
    let old = server.key("mc");
    let fresh = server.producer("/api/keys/mc/revoke", json!({}));
    let export = server.get_as("producer", "/api/export");
    let events = export.json()["events"].as_array().expect("events").clone();
    let noted = events
        .iter()
        .find(|event| event["event"]["event"] == "key-revoked");
    let noted = noted.expect("it is in the export");
    assert_eq!(
        (&noted["by"], &noted["event"]["role"]),
        (&json!("producer"), &json!("mc"))
    );
    assert!(noted["at"].as_i64().is_some_and(|at| at > 0));
    let frame = Socket::role(&server, "producer").next().to_string();
    server.terminate();
    let stored =
        ["show.db", "show.db-wal"].map(|name| fs::read(room.show().join(name)).unwrap_or_default());
    let stored = String::from_utf8_lossy(&stored.concat()).into_owned();
    assert!(stored.contains("key-revoked"));
    let log = room.err() + &room.out()[banner.len()..];
    let fresh = fresh["key"].as_str().expect("a key").to_owned();
    for key in [fresh, old] {
        for (place, text) in [
            ("export", &export.body),
            ("frame", &frame),
            ("journal", &stored),
            ("log", &log),
        ] {
            assert!(!text.contains(&key), "the key is in the {place}");
        }
    }
}

#[test]
fn what_cannot_be_stored_is_not_revoked() {
    let room = Room::demo();
    let server = Server::start(&room);
    fs::create_dir(room.show().join("keys.json-coming")).expect("in the way");
    let answer = server.post_as("producer", "/api/keys/mc/revoke", &json!({}));
    assert_eq!((answer.status, &*answer.word()), (503, "not-stored"));
    assert_eq!(server.get_as("mc", "/api/rundown").status, 200);
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn keys_that_are_revoked_all_at_once_leave_one_that_opens() {
    let room = Room::demo();
    let server = Server::start(&room);
    std::thread::scope(|scope| {
        for role in [
            "mc", "jury/fok", "mc", "jury/fok", "mc", "mc", "jury/fok", "mc",
        ] {
            let server = &server;
            scope.spawn(move || server.producer(&format!("/api/keys/{role}/revoke"), json!({})));
        }
    });
    let links = links_on_disk(&room);
    let bearer = |role: &str| {
        format!(
            "Bearer {}",
            links.pointer(role).and_then(Value::as_str).expect("a key")
        )
    };
    assert_eq!(
        status(
            &server,
            "/api/rundown",
            ("authorization", &bearer("/keys/mc"))
        ),
        200
    );
    assert_eq!(
        status(
            &server,
            "/api/rundown",
            ("authorization", &bearer("/keys/jury/fok"))
        ),
        403
    );
}
