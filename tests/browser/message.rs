//! A ready message: chosen on the panel, held, up over everything, and away again.

use crate::panel::Panel;
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const EVACUATION: &str = "[data-region=messages] button:nth-of-type(3)";

#[test]
fn a_held_message_is_up_within_a_second_over_the_blackout_and_moves_nothing() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    approve(&server, &[&stage]);
    server.mc("/api/goto", json!({"cue": "finalists/3"}));
    let panel = Panel::open(&server);
    panel.stands_on("finalists/3");
    panel.0.press('b');
    stage.shows("cover/blackout", "");

    panel.0.click("[data-open=menu]");
    panel.0.click("[data-sheet=menu] [data-open=messages]");
    // A tap is not enough.
    panel.0.click(EVACUATION);
    assert_eq!(server.show()["message"], Value::Null);
    panel.0.hold(EVACUATION);
    until("the message is up", || {
        (server.show()["message"] != Value::Null).then_some(())
    });
    let up = Instant::now();
    let sight = until("the stage shows it", || {
        let sight = stage.sight();
        let shown = sight.kind.starts_with("cover/scene message") && sight.cover.contains("出口");
        shown.then_some(sight)
    });
    assert!(up.elapsed() < Duration::from_secs(1));
    assert_eq!((&*sight.scene, &*sight.corner), ("", ""));
    panel.0.release();
    panel.0.until(
        "the panel says so",
        "return document.querySelector('.notice [data-post=\"/api/message\"]') !== null",
    );
    let show = server.show();
    assert_eq!(
        (&show["cue"]["id"], &show["blackout"]),
        (&json!("finalists/3"), &json!(true))
    );

    panel.0.click(".notice [data-post='/api/message']");
    stage.shows("cover/blackout", "");
    panel.0.press('b');
    stage.shows("finalist", "Home Sweet Home");
}
