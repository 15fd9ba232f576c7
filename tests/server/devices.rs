//! A juror's browsers: each is on record, and one that was ended opens nothing any more.

use crate::support::server::{Room, Server};
use serde_json::json;

/// Says "yes, this is me" in a new browser; its cookie.
fn entered(server: &Server, juror: &str) -> String {
    let form = format!("key={}", server.key(&format!("jury/{juror}")));
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let answer = server.send("POST", "/jury/enter", &kind, form.as_bytes());
    assert_eq!(answer.status, 303, "{}", answer.body);
    let cookie = answer.header("set-cookie").split(';').next();
    cookie.expect("a cookie").to_owned()
}

fn sheet(server: &Server, cookie: &str) -> u16 {
    let headers = [("cookie", cookie)];
    server.send("GET", "/api/jury/sheet", &headers, &[]).status
}

#[test]
fn a_browser_that_was_ended_opens_nothing_and_the_others_stay() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (one, other) = (entered(&server, "fok"), entered(&server, "fok"));
    let third = entered(&server, "choi");
    assert_eq!([&one, &other, &third].map(|c| sheet(&server, c)), [200; 3]);
    let export = server.get_as("producer", "/api/export").json();
    let events = export["events"].as_array().expect("events").iter();
    let came = events.filter(|e| e["event"]["event"] == "juror-device");
    let came: Vec<_> = came.map(|e| e["event"]["device"].clone()).collect();
    assert_eq!(came.len(), 3);
    let end = |role: &str, device: &serde_json::Value| {
        server
            .post_as(role, "/api/jury/device", &json!({"device": device}))
            .status
    };
    assert_eq!(end("jury/choi", &came[0]), 404, "somebody else's");
    assert_eq!(end("jury/fok", &came[0]), 200);
    assert_eq!(end("chair", &came[2]), 200);
    assert_eq!(
        [&one, &other, &third].map(|c| sheet(&server, c)),
        [401, 200, 401]
    );
    server.mc("/api/rewind", json!({"confirm": "aigc-2026"}));
    assert_eq!(
        [&one, &other, &third].map(|c| sheet(&server, c)),
        [401, 200, 401]
    );
    server.kill();
    let server = Server::start(&room);
    assert_eq!(
        [&one, &other, &third].map(|c| sheet(&server, c)),
        [401, 200, 401]
    );
}
