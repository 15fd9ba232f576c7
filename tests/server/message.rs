//! Messages over everything on stage.

use crate::support::server::{Room, Server};
use serde_json::{Value, json};

#[test]
fn a_ready_message_goes_up_and_away_and_moves_nothing() {
    let room = Room::demo();
    let server = Server::start(&room);
    assert_eq!(server.show()["message"], Value::Null);
    server.mc("/api/go", json!({}));
    server.mc("/api/blackout", json!({"on": true}));
    let done = server.producer("/api/message", json!({"id": "evacuation"}));
    assert_eq!(
        (&done["revision"], &done["cue"]),
        (&json!(4), &json!("welcome-address"))
    );
    let show = server.show();
    assert_eq!(show["message"]["id"], "evacuation");
    assert!(
        show["message"]["text"]
            .as_str()
            .expect("a text")
            .contains("出口")
    );
    assert_eq!(show["blackout"], true);
    // The same once more is no event, and a press that was meant before it still means the same.
    assert_eq!(
        server.mc("/api/message", json!({"id": "evacuation"}))["revision"],
        4
    );
    server.mc("/api/blackout", json!({"on": false, "expect": 3}));
    server.mc("/api/message", json!({"text": "  Doors at\n8 "}));
    assert_eq!(
        server.show()["message"],
        json!({"id": null, "text": "Doors at 8"})
    );
    server.mc("/api/message", json!({}));
    let show = server.show();
    assert_eq!(
        (&show["message"], &show["cue"]["id"]),
        (&Value::Null, &json!("welcome-address"))
    );
}

#[test]
fn no_winner_is_revealed_under_a_message_and_a_bad_one_says_why() {
    let room = Room::demo();
    let server = Server::start(&room);
    let refused = |body: Value| {
        let answer = server.post_as("mc", "/api/message", &body);
        (answer.status, answer.word())
    };
    assert_eq!(refused(json!({"id": "x"})), (404, "no-such-message".into()));
    for bad in [
        json!({"text": " "}),
        json!({"text": "x".repeat(201)}),
        json!({"id": "a", "text": "b"}),
    ] {
        assert_eq!(refused(bad), (422, "bad-message".into()));
    }
    server.mc("/api/goto", json!({"cue": "best-visuals/suspense"}));
    server.mc("/api/message", json!({"id": "break"}));
    let go = server.post_as(
        "mc",
        "/api/go",
        &json!({"expect": server.show()["revision"]}),
    );
    assert_eq!((go.status, go.word()), (409, "covered".into()));
}
