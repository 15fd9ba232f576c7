//! Notes from the producer to the MC.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use serde_json::{Value, json};

/// A region, once it holds this; nothing, once it is empty.
fn region(socket: &mut Socket, name: &str, holds: &str) -> String {
    let html = |frame: &Value| {
        frame["regions"][name]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let told = |frame: &Value| match holds {
        "" => html(frame).is_empty(),
        holds => html(frame).contains(holds),
    };
    html(&socket.next_where(holds, told))
}

#[test]
fn a_note_stands_until_it_is_understood_survives_a_restart_and_moves_nothing() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut panel = Socket::role(&server, "mc");
    let before = server.show();
    server.producer("/api/note", json!({"id": "stretch-2"}));
    region(&mut panel, "note", "data-note=\"1\"");
    server.producer("/api/note", json!({"text": " Mr Chan\n is late "}));
    let html = region(&mut panel, "note", "data-note=\"2\"");
    assert!(html.contains("Mr Chan is late") && !html.contains("data-note=\"1\""));
    let seen = |server: &Server, body: Value| {
        let answer = server.post_as("mc", "/api/note/seen", &body);
        (answer.status, answer.body)
    };
    let late = seen(&server, json!({"note": 1, "tablet": "a1"}));
    assert_eq!(late.0, 409, "{}", late.1);
    server.terminate();

    let server = Server::start(&room);
    let mut panel = Socket::role(&server, "mc");
    region(&mut panel, "note", "Mr Chan is late");
    let answer = seen(&server, json!({"note": 2, "tablet": "a1", "voice": "B"}));
    assert_eq!(answer.0, 200, "{}", answer.1);
    region(&mut panel, "note", "data-seen=\"a1\"");
    let mut desk = Socket::role(&server, "producer");
    let told = region(&mut desk, "notes", "B");
    assert!(told.contains("class=\"seen\""), "{told}");
    assert_eq!(server.show()["revision"], before["revision"]);
    server.terminate();

    let server = Server::start(&room);
    let mut panel = Socket::role(&server, "mc");
    region(&mut panel, "note", "data-seen=\"a1\"");
    server.producer("/api/note", json!({}));
    region(&mut panel, "note", "");
    assert_eq!(seen(&server, json!({})).0, 404);
    let export = server.get_as("producer", "/api/export").body;
    assert!(!export.contains("Mr Chan"), "a note is in the export");
}

#[test]
fn screens_and_phones_are_sent_the_same_bytes_whatever_the_producer_tells_the_mc() {
    let told = |notes: &[Value]| {
        let room = Room::demo();
        let server = Server::start(&room);
        let mut stage = Socket::stage(&server, "?lang=en");
        let mut crew = Socket::role(&server, "crew");
        let first = stage.next();
        for note in notes {
            server.producer("/api/note", note.clone());
            region(&mut crew, "note", "class=\"told\"");
        }
        // The next frame of the stage is that of the next event, as if nothing had been said.
        server.mc("/api/go", json!({}));
        let next = stage.next();
        let bare = |frame: &Value| {
            let mut frame = frame.clone();
            let frame = frame.as_object_mut().expect("a frame");
            for moment in ["epoch", "now", "beat"] {
                frame.remove(moment);
            }
            // When each of the two evenings began, is all that tells them apart.
            let text = Value::Object(frame.clone()).to_string();
            let parts = text.split("data-since=");
            let timeless = parts.map(|part| part.trim_start_matches(['\\', '"']));
            let timeless =
                timeless.map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
            timeless.collect::<String>()
        };
        (bare(&first), bare(&next), server.get("/api/results").body)
    };
    let silent = told(&[]);
    let noted = told(&[json!({"id": "wrap"}), json!({"text": "Stretch"})]);
    assert_eq!(silent, noted);
}

#[test]
fn a_bad_note_says_why_and_a_note_of_a_rehearsal_vanishes_with_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let refused = |path: &str, role: &str, body: Value| {
        let answer = server.post_as(role, path, &body);
        (answer.status, answer.word())
    };
    assert_eq!(
        refused("/api/note", "producer", json!({"id": "x"})),
        (404, "no-such-note".into())
    );
    for bad in [
        json!({"text": " "}),
        json!({"text": "x".repeat(201)}),
        json!({"id": "wrap", "text": "b"}),
    ] {
        assert_eq!(
            refused("/api/note", "producer", bad),
            (422, "bad-note".into())
        );
    }
    for bad in [json!({"tablet": "a b"}), json!({"voice": "C"})] {
        assert_eq!(
            refused("/api/note/seen", "mc", bad),
            (422, "bad-note".into())
        );
    }
    server.producer("/api/rehearsal", json!({"on": true}));
    server.producer("/api/note", json!({"id": "wrap"}));
    server.producer("/api/rehearsal", json!({"on": false}));
    assert_eq!(
        refused("/api/note/seen", "mc", json!({})),
        (404, "no-such-note".into())
    );
}
