//! A folder that the version before seals and fingerprints has left: it opens, goes on, and is
//! sealed.

use crate::evening::bytes;
use crate::lost::export;
use crate::starts::{refused, start};
use crate::support::server::{Room, run};
use crate::support::shows::GALA;
use crate::support::voters::{cast, until_closed};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder as that version wrote it, its export, and what its voters hold.
fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power/golden/format-1")
}

fn json_of(name: &str) -> Value {
    let text = fs::read_to_string(golden().join(name)).expect("a golden file");
    serde_json::from_str(&text).expect("JSON")
}

fn room() -> Room {
    let room = Room::with(GALA);
    for name in [
        "show.toml",
        "show.db",
        "show.mirror",
        "votes.db",
        "votes.mirror",
        "keys.json",
    ] {
        fs::copy(golden().join(name), room.show().join(name)).expect("a golden file");
    }
    room
}

/// Whether an evening holds all of another, and perhaps more.
fn begins_as(held: &Value, truth: &Value) -> bool {
    ["events", "box"].iter().all(|part| {
        let list = |export: &Value| export[*part].as_array().expect("a list").clone();
        !list(truth).is_empty() && list(held).starts_with(&list(truth))
    })
}

fn kinds(export: &Value) -> Vec<&str> {
    let events = export["events"].as_array().expect("events");
    events
        .iter()
        .filter_map(|event| event["event"]["event"].as_str())
        .collect()
}

#[test]
fn an_evening_of_format_1_exports_the_same_opens_and_goes_on_with_the_same_voters() {
    let (room, truth) = (room(), json_of("export.json"));
    assert_eq!(
        kinds(&truth)
            .iter()
            .filter(|kind| kind.starts_with("keys"))
            .count(),
        0
    );
    let said = run(&["export", "show"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    let held: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(held["events"], truth["events"]);
    assert_eq!(held["box"], truth["box"]);
    assert_eq!(held["awards"], truth["awards"]);

    let server = start(&room, &[]).expect("it opens");
    // Its deadline passed while nothing was served.
    until_closed(&server, "second");
    server.mc("/api/ballots/second/reopen", json!({}));
    let voters = json_of("voters.json");
    let early = voters[1].as_str().expect("a token");
    let again = cast(&server, early, "second", "mirror");
    assert_eq!(
        (again.status, again.json()["status"].clone()),
        (200, json!("counted"))
    );
    let late = voters[2].as_str().expect("a token");
    assert_eq!(cast(&server, late, "second", "echo").status, 200);
    let people = server.get_as("producer", "/api/ballots/second").json();
    assert_eq!(
        people["turnout"], 2,
        "the first one voted again, and counts once"
    );
    server.terminate();
    for (name, noun) in [("show.mirror", "event"), ("votes.mirror", "batch")] {
        let text = fs::read_to_string(room.show().join(name)).expect("a mirror");
        assert!(
            text.starts_with(&format!("palmares mirror 2 {noun}\n")),
            "{text}"
        );
    }
    let server = start(&room, &[]).expect("it opens again");
    let held = export(&server);
    let noted = kinds(&held)
        .iter()
        .filter(|kind| **kind == "keys-noted")
        .count();
    assert_eq!(noted, 1);
    assert!(begins_as(&held, &truth));
    let file = room.path().join("evening.json");
    fs::write(&file, held.to_string()).expect("written");
    let said = run(&["verify", "evening.json"], room.path());
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

#[test]
fn a_mirror_of_format_1_mends_a_lost_database_only_when_somebody_says_so() {
    for lost in ["show.db", "votes.db"] {
        let (room, truth) = (room(), json_of("export.json"));
        fs::remove_file(room.show().join(lost)).expect("lost");
        let before = bytes(&room.show());
        let said = refused(&room, &[]);
        assert!(
            said.contains("without a seal") && said.contains("--from-mirror"),
            "{said}"
        );
        if lost == "show.db" {
            let mut after = bytes(&room.show());
            after.remove("server.lock");
            assert!(after == before, "nothing is changed");
        }
        let server = start(&room, &["--from-mirror"]).expect("it opens");
        let held = export(&server);
        assert!(begins_as(&held, &truth));
        server.terminate();
        let server = start(&room, &[]).expect("it opens again");
        assert!(begins_as(&export(&server), &held));
    }
}

#[test]
fn the_keys_of_an_earlier_versions_evening_are_missed_too() {
    let room = room();
    fs::remove_file(room.show().join("keys.json")).expect("lost");
    let said = refused(&room, &[]);
    assert!(said.contains("keys.json is missing"), "{said}");
    assert!(!room.show().join("keys.json").exists());
}
