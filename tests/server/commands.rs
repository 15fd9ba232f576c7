//! `new`, `check` and `export`.

use crate::support::server::{Room, Server, run};
use serde_json::{Value, json};
use std::fs;

#[test]
fn new_writes_a_first_show_that_is_good_as_it_is_and_never_overwrites() {
    let room = Room::demo();
    let said = run(&["new", "gala"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("palmares serve gala"), "{}", said.out);
    assert!(room.path().join("gala/media").is_dir());
    let said = run(&["check", "gala"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    let file = room.path().join("gala/show.toml");
    fs::write(&file, "mine").expect("edited");
    let said = run(&["new", "gala"], room.path());
    assert_eq!(said.code, 2);
    assert!(said.err.contains("nothing was changed"), "{}", said.err);
    assert_eq!(fs::read_to_string(&file).expect("a file"), "mine");
}

#[test]
fn check_says_what_it_understood() {
    let room = Room::demo();
    let said = run(&["check", "show"], room.path());
    assert_eq!(said.code, 0);
    assert!(
        said.out
            .contains("10 finalists, 9 awards, 1 ballot, 66 cues"),
        "{}",
        said.out
    );
    assert!(
        !room.show().join("show.db").exists(),
        "check left something behind"
    );
}

#[test]
fn check_names_every_mistake_with_line_and_column() {
    let broken = palmares::demo::SHOW
        .replacen("winner     = \"optimal\"", "winner     = \"optimel\"", 1)
        .replacen("seconds  = 180", "seconds  = 0", 1);
    let room = Room::with(&broken);
    let line_of = |text: &str| {
        let before = broken.lines().position(|line| line.contains(text));
        before.expect("the line") + 1
    };
    for command in [
        &["check", "show"][..],
        &["serve", "show", "--listen", "127.0.0.1:0"],
    ] {
        let said = run(command, room.path());
        assert_eq!(said.code, 2, "{command:?}");
        for text in ["optimel", "seconds  = 0"] {
            let place = format!("show.toml:{}:", line_of(text));
            assert!(
                said.err.contains(&place),
                "{place} is missing in {}",
                said.err
            );
        }
        let way_out = match command[0] {
            "check" => "did you mean `optimal`?",
            _ => "palmares check",
        };
        assert!(
            said.err.contains(way_out),
            "no way out is named: {}",
            said.err
        );
    }
}

#[test]
fn check_of_a_file_that_is_no_toml_names_the_place() {
    let room = Room::with("[show]\nid = \"x\n");
    let said = run(&["check", "show"], room.path());
    assert_eq!(said.code, 2);
    assert!(said.err.contains("show.toml:2:"), "{}", said.err);
}

fn export(room: &Room, format: &str) -> String {
    let said = run(&["export", "show", "--format", format], room.path());
    assert_eq!(said.code, 0, "{format}: {}", said.err);
    said.out
}

#[test]
fn export_works_from_the_folder_and_through_the_running_server_alike() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    for format in ["json", "csv", "markdown"] {
        let through = export(&room, format);
        let path = format!("/api/export?format={format}");
        let answer = server.get_as("producer", &path);
        assert_eq!(answer.status, 200);
        if format == "json" {
            // Each export is written down as a look, so the journals in them differ; what they tell
            // of the evening does not.
            let told = |text: &str| {
                serde_json::from_str::<Value>(text).expect("an export")["awards"].clone()
            };
            assert!(told(&through) == told(&answer.body));
        } else {
            assert!(through == answer.body, "{format} differs");
        }
        assert!(
            answer
                .header("content-disposition")
                .starts_with("attachment")
        );
    }
    let csv = export(&room, "csv");
    let (status, _) = server.terminate();
    assert!(status.success());
    assert!(
        export(&room, "csv") == csv,
        "the folder tells another story"
    );
}

#[test]
fn an_export_that_tells_what_is_still_secret_is_on_the_record() {
    let room = Room::demo();
    let server = Server::start(&room);
    let export: Value = serde_json::from_str(&export(&room, "json")).expect("JSON");
    let events = export["events"].as_array().expect("events");
    let looks = events
        .iter()
        .filter(|event| event["event"]["event"] == "envelope-opened")
        .count();
    assert_eq!(looks, 8);
    assert_eq!(server.show()["revision"], 9);
}

#[test]
fn export_to_a_file() {
    let room = Room::demo();
    let arguments = ["export", "show", "--format", "markdown", "-o", "out.md"];
    let said = run(&arguments, room.path());
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    let written = fs::read_to_string(room.path().join("out.md")).expect("a file");
    assert!(written == export(&room, "markdown"));
}

#[test]
fn export_of_a_show_that_was_never_served_tells_the_file() {
    let room = Room::demo();
    export(&room, "json");
    assert!(
        !room.show().join("show.db").exists(),
        "export began an evening"
    );
}

#[test]
fn an_unknown_format_over_the_api_is_a_422() {
    let room = Room::demo();
    let server = Server::start(&room);
    let answer = server.get_as("producer", "/api/export?format=pdf");
    assert_eq!((answer.status, answer.word().as_str()), (422, "bad-format"));
}

#[test]
fn help_and_version_end_well() {
    let room = Room::demo();
    for arguments in [&["--help"][..], &["serve", "--help"], &["--version"]] {
        let said = run(arguments, room.path());
        assert_eq!(said.code, 0, "{arguments:?}");
        assert!(!said.out.is_empty());
    }
}

#[test]
fn the_guide_is_in_the_program() {
    let room = Room::demo();
    let said = run(&["guide"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    for topic in palmares::guide::TOPICS {
        assert!(
            said.out.contains(topic.name) && said.out.contains(topic.title),
            "{}",
            said.out
        );
        let said = run(&["guide", topic.name], room.path());
        assert_eq!((said.code, said.out), (0, topic.plain()));
    }
    let said = run(&["guide", "HTTPS"], room.path());
    assert!(said.out.starts_with("# HTTPS"), "{}", said.out);
}

#[test]
fn a_topic_that_there_is_not_is_wrong_usage_and_the_nearest_is_named() {
    let room = Room::demo();
    for (typed, meant) in [
        ("soundchek", "soundcheck"),
        ("show", "show-file"),
        ("ballots", "ballot"),
        ("failure", "failures"),
    ] {
        let said = run(&["guide", typed], room.path());
        assert_eq!(said.code, 2, "{typed}");
        assert!(said.err.contains(&format!("'{meant}'")), "{}", said.err);
        assert_eq!(said.out, "");
    }
}
