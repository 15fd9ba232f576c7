//! The jury's scores on a folder that has suffered.

use crate::support::server::{Room, Server, run};
use palmares::ledger::chain::{ChainFile, Keeping};
use palmares::scorebox::record::SheetRecord;
use palmares::scorebox::{LAYOUT, ScoreBox};
use serde_json::{Value, json};
use std::fs;

const SERVE: [&str; 4] = ["serve", "show", "--listen", "127.0.0.1:0"];

/// A sheet with one score in it, submitted, and the plug pulled.
fn judged(room: &Room, arguments: &[&str]) -> Value {
    let server = Server::start_with(room, arguments, &[]);
    let sheet = server.get_as("jury/fok", "/api/jury/sheet").json();
    let body = json!({
        "entry": sheet["entries"][0]["entry"], "criterion": sheet["criteria"][0]["id"], "score": 7
    });
    let scored = server.post_as("jury/fok", "/api/jury/score", &body);
    assert_eq!(scored.status, 200, "{}", scored.body);
    let signed = server.post_as("jury/fok", "/api/jury/sign", &json!({"incomplete": true}));
    assert_eq!(signed.status, 200, "{}", signed.body);
    let held = sheet_of(&server);
    server.terminate();
    held
}

fn sheet_of(server: &Server) -> Value {
    server.get_as("jury/fok", "/api/jury/sheet").json()
}

fn lose(room: &Room, names: &[&str]) {
    for name in names {
        let _ = fs::remove_file(room.show().join(name));
    }
}

#[test]
fn lost_scores_come_back_from_their_mirror_and_are_named_without_it() {
    let room = Room::demo();
    let truth = judged(&room, &["--listen", "127.0.0.1:0"]);
    lose(&room, &["scores.db", "scores.db-wal"]);
    let server = Server::start(&room);
    assert_eq!(sheet_of(&server), truth);
    server.terminate();
    lose(&room, &["scores.db", "scores.db-wal", "scores.mirror"]);
    let before = fs::read(room.show().join("votes.mirror")).expect("a mirror");
    for _ in 0..2 {
        let said = run(&SERVE, room.path());
        assert_eq!(said.code, 1);
        for part in [
            "scores.db: batch 1 is damaged",
            "show.db",
            "--without-scores",
        ] {
            assert!(said.err.contains(part), "{}", said.err);
        }
    }
    assert_eq!(
        fs::read(room.show().join("votes.mirror")).expect("a mirror"),
        before
    );
    lose(&room, &["scores.db", "scores.mirror"]);
    let server = Server::start_with(&room, &[SERVE[2], SERVE[3], "--without-scores"], &[]);
    assert_eq!(sheet_of(&server)["change"], 0);
}

#[test]
fn a_damaged_box_of_scores_is_mended_from_its_mirror_and_named_without_one() {
    let room = Room::demo();
    let truth = judged(&room, &["--listen", "127.0.0.1:0"]);
    let path = room.show().join("scores.db");
    let whole = fs::read(&path).expect("a box");
    let at = whole.windows(9).position(|part| part == b"score fok");
    let at = at.expect("it is in the clear");
    let mut harmed = whole.clone();
    harmed[at + 6] ^= 1;
    fs::write(&path, &harmed).expect("written");
    let server = Server::start(&room);
    assert_eq!(sheet_of(&server), truth);
    server.terminate();
    fs::write(&path, &harmed).expect("written");
    lose(&room, &["scores.mirror"]);
    let said = run(&SERVE, room.path());
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("scores.db: batch 1 is damaged"),
        "{}",
        said.err
    );
}

#[test]
fn scores_come_back_from_the_stick() {
    let room = Room::demo();
    let stick = room.path().join("stick");
    fs::create_dir(&stick).expect("a stick");
    let stick = stick.to_str().expect("a readable path").to_owned();
    let arguments = [SERVE[2], SERVE[3], "--mirror", &stick];
    let truth = judged(&room, &arguments);
    lose(&room, &["scores.db", "scores.db-wal", "scores.mirror"]);
    let server = Server::start_with(&room, &arguments, &[]);
    assert_eq!(sheet_of(&server), truth);
}

#[test]
fn an_act_whose_event_was_lost_with_the_power_is_told_at_the_next_start() {
    let room = Room::demo();
    judged(&room, &["--listen", "127.0.0.1:0"]);
    {
        // As if the power had failed between the record and its event.
        let ledger = ChainFile::at(&room.show().join("scores.db"), LAYOUT, Keeping::default());
        let scores = ScoreBox::open(ledger).expect("a good box");
        let juror = "choi".to_owned();
        let signed = scores.ask(SheetRecord::Sign { juror }).wait();
        signed.expect("stored");
        scores.ask(SheetRecord::Close).wait().expect("stored");
    }
    for _ in 0..2 {
        let server = Server::start(&room);
        let export = server.get_as("producer", "/api/export").json();
        let events = export["events"].as_array().expect("events").iter();
        let acts = events.filter(|e| e["event"]["event"] == "jury-acted");
        let acts: Vec<&str> = acts
            .map(|e| e["event"]["act"].as_str().expect("an act"))
            .collect();
        assert_eq!(acts, ["signed", "signed", "closed"]);
        server.terminate();
    }
}

#[test]
fn an_older_folder_without_a_box_of_scores_gets_one() {
    let room = Room::demo();
    Server::start(&room).terminate();
    lose(
        &room,
        &[
            "scores.db",
            "scores.db-wal",
            "scores.db-shm",
            "scores.mirror",
        ],
    );
    let truth = judged(&room, &["--listen", "127.0.0.1:0"]);
    assert_eq!(truth["signed"], true);
    assert!(room.show().join("scores.db").exists());
}
