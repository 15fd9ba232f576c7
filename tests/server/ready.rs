//! "Ready to open?": `check --ready` of a folder at rest and of one that is served, and the call
//! that the page and the command share.

use crate::support::server::{Room, Said, Server, run};
use crate::support::socket::Socket;
use crate::support::wait::until;
use palmares::demo;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn ready(room: &Room) -> Said {
    run(&["check", "show", "--ready"], room.path())
}

/// Every file of a folder, with what is in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for item in fs::read_dir(folder).expect("a folder").flatten() {
        let path = item.path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => drop(all.insert(path.clone(), fs::read(&path).expect("a file"))),
        }
    }
    all
}

fn unsealed() -> String {
    demo::SHOW.replacen("winner     = \"hide-and-seek\"", "", 1)
}

/// The rows that the server answers, by subject and light.
fn rows(server: &Server) -> Vec<(String, String)> {
    let report = server.get_as("producer", "/api/ready").json();
    let rows = report["rows"].as_array().expect("rows").iter();
    let word = |row: &Value, key: &str| row[key].as_str().expect("a word").to_owned();
    rows.map(|row| (word(row, "subject"), word(row, "light")))
        .collect()
}

fn is_red(server: &Server, subject: &str) -> bool {
    let red = (subject.to_owned(), "red".to_owned());
    rows(server).contains(&red)
}

#[test]
fn a_folder_that_was_never_served_is_looked_at_and_nothing_is_written() {
    let room = Room::demo();
    let before = files(&room.show());
    let said = ready(&room);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.starts_with("Ready to open\n"), "{}", said.out);
    // What nobody can know yet says so.
    for row in ["AMBER  Screens: ", "AMBER  Address: ", "AMBER  Keys: "] {
        assert!(said.out.contains(row), "{row}: {}", said.out);
    }
    assert!(said.out.contains("GREEN  Envelopes"), "{}", said.out);
    assert!(files(&room.show()) == before, "check left something behind");
}

#[test]
fn a_bad_show_stays_wrong_usage_and_a_missing_envelope_is_something_to_mend() {
    let broken = Room::with("[show]\nid = \"x\n");
    assert_eq!(ready(&broken).code, 2);
    let said = ready(&Room::with(&unsealed()));
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(
        said.out.starts_with("1 thing to mend first\n"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("RED    Envelopes: No envelope yet: First Prize.\n"),
        "{}",
        said.out
    );
    assert_eq!(said.err, "");
}

#[test]
fn an_evening_at_rest_is_read_through_and_left_as_it_is() {
    let room = Room::with(&unsealed());
    let server = Server::start(&room);
    server.producer(
        "/api/envelopes/first-prize",
        json!({"winner": "hide-and-seek"}),
    );
    server.terminate();
    let before = files(&room.show());
    let said = ready(&room);
    assert!(!said.out.contains("Envelopes: No"), "{}", said.out);
    assert!(said.out.contains("Journal"), "{}", said.out);
    assert!(files(&room.show()) == before, "check left something behind");
    // Damage is named, with the folder that it is in, and stays as it is.
    fs::remove_file(room.show().join("show.mirror")).expect("removed");
    let path = room.show().join("show.db");
    let mut bytes = fs::read(&path).expect("a file");
    let at = bytes
        .windows(13)
        .position(|part| part == b"envelope_seal" || part == b"envelope-seal")
        .or_else(|| bytes.windows(13).position(|part| part == b"hide-and-seek"))
        .expect("a record");
    bytes[at] ^= 1;
    fs::write(&path, &bytes).expect("written");
    let said = ready(&room);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("RED    Journal: "), "{}", said.out);
    assert!(said.out.contains("show/show.db: "), "{}", said.out);
    assert!(!said.out.contains("/palmares-"), "{}", said.out);
    assert!(fs::read(&path).expect("a file") == bytes);
}

#[test]
fn tickets_that_were_printed_for_another_address_are_one_red_row_and_older_ones_an_amber_one() {
    let room = Room::demo();
    // An address for documents: no machine has it.
    let old = "http://192.0.2.7:8080";
    let arguments = ["tickets", "show", "--count", "3", "--public-url", old];
    assert_eq!(run(&arguments, room.path()).code, 0);
    let said = ready(&room);
    assert_eq!(said.code, 1, "{}", said.out);
    let row = format!("RED    Address: 3 printed tickets say {old}, and this machine is at ");
    assert!(said.out.contains(&row), "{}", said.out);
    assert!(
        said.out
            .contains("Give this machine the address 192.0.2.7 again"),
        "{}",
        said.out
    );
    let server = Server::start(&room);
    assert!(is_red(&server, "address"));
    server.terminate();
    // A folder that an earlier version has printed tickets in.
    fs::remove_file(room.show().join("tickets.json")).expect("removed");
    let said = ready(&room);
    assert!(
        said.out.contains("AMBER  Address: What 3 tickets say"),
        "{}",
        said.out
    );
    // With the address that they say.
    let named = [
        "tickets",
        "show",
        "--count",
        "2",
        "--public-url",
        "http://vote.example",
    ];
    assert_eq!(run(&named, room.path()).code, 0);
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--public-url",
        "http://vote.example",
    ];
    let server = Server::start_with(&room, &arguments, &[]);
    assert!(!is_red(&server, "address"));
}

#[test]
fn a_character_that_no_font_has_is_amber() {
    let odd = demo::SHOW.replacen("\"FrameX\"", "\"FrameX 🏆\"", 1);
    let said = ready(&Room::with(&odd));
    assert_eq!(said.code, 0, "{}", said.out);
    assert!(said.out.contains("AMBER  Characters: "), "{}", said.out);
    assert!(said.out.contains('🏆'), "{}", said.out);
}

#[test]
fn a_running_server_is_asked_and_is_ready_once_its_screen_counts() {
    let room = Room::demo();
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--public-url",
        "http://vote.example",
    ];
    let server = Server::start_with(&room, &arguments, &[]);
    let said = ready(&room);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("RED    Screens: No screen counts yet"),
        "{}",
        said.out
    );
    let mut stage = Socket::stage(&server, "?screen=main-wall-1");
    let frame = stage.next();
    stage.say(&json!({"shown": frame["revision"], "epoch": frame["epoch"]}));
    server.producer(
        "/api/screens/main-wall-1",
        json!({"approved": true, "name": "Wall"}),
    );
    until("the screen counts", || {
        (!is_red(&server, "screens")).then_some(())
    });
    let said = ready(&room);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let report = server.get_as("producer", "/api/ready").json();
    assert_eq!(report["ready"], true, "{report}");
    let first = said.out.lines().next().expect("an answer");
    assert!(!first.is_empty() && report["answer"].is_string());
    // Each reads it in their own language.
    let answer = server.get_as("producer", "/api/ready?ui=zh-Hant-HK").json();
    assert_eq!(answer["answer"], "可以開門");
}

#[test]
fn what_changes_on_the_machine_reaches_the_page_by_itself() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut desk = Socket::role(&server, "producer");
    let told = |frame: &Value, word: &str| {
        let region = frame["regions"]["ready"].as_str().unwrap_or_default();
        region.contains(word)
    };
    desk.next_where("the first answer", |frame| told(frame, "class=\"verdict"));
    let keys = room.show().join("keys.json");
    let kept = fs::read(&keys).expect("keys");
    fs::remove_file(&keys).expect("removed");
    desk.next_where("the keys are missed", |frame| told(frame, "keys.json"));
    assert!(is_red(&server, "keys"));
    fs::write(&keys, kept).expect("put back");
    until("the keys are back", || {
        (!is_red(&server, "keys")).then_some(())
    });
}

#[test]
fn what_a_run_through_left_behind_is_named_until_the_evening_goes_back_to_the_top() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    assert!(is_red(&server, "beginning"));
    let id = server.get_as("producer", "/api/show/file").json()["show"]["show"]["id"].clone();
    server.mc("/api/rewind", json!({ "confirm": id }));
    assert!(!is_red(&server, "beginning"));
}
