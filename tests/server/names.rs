//! A show file under another name, in another place, or saved as something else.

use crate::support::server::{Room, Said, run};
use std::fs;

fn said(room: &Room, dir: &str) -> Said {
    run(&["check", dir], room.path())
}

fn refused(room: &Room, dir: &str, words: &[&str]) {
    for command in [
        &["check", dir][..],
        &["serve", dir, "--listen", "127.0.0.1:0"],
    ] {
        let said = run(command, room.path());
        assert_eq!(said.code, 2, "{command:?}: {}", said.err);
        for word in words {
            assert!(
                said.err.contains(word),
                "{command:?}: {word} is missing in {}",
                said.err
            );
        }
    }
}

fn renamed(name: &str) -> Room {
    let room = Room::demo();
    fs::rename(room.show().join("show.toml"), room.show().join(name)).expect("renamed");
    room
}

#[test]
fn the_file_in_place_of_its_folder_is_understood() {
    let room = Room::demo();
    assert_eq!(said(&room, "show/show.toml").code, 0);
    assert_eq!(run(&["check", "show.toml"], &room.show()).code, 0);
    assert_eq!(
        run(
            &["export", "show/show.toml", "--format", "csv"],
            room.path()
        )
        .code,
        0
    );
}

#[test]
fn a_file_with_another_ending_or_in_other_letters_is_named() {
    for name in [
        "show.toml.txt",
        "Show.toml",
        "SHOW.TOML",
        "show.txt",
        "show (1).toml",
        "show.toml.rtf",
        "gala.toml",
    ] {
        refused(
            &renamed(name),
            "show",
            &[&format!("`{name}`"), "call it show.toml"],
        );
    }
    refused(
        &renamed("Show.toml"),
        "show/Show.toml",
        &["`Show.toml`", "small letters"],
    );
    refused(
        &renamed("show.toml.txt"),
        "show/show.toml.txt",
        &["is a file", "name the folder"],
    );
    refused(
        &renamed("notes.md"),
        "show",
        &["show.toml is missing", "palmares new show"],
    );
}

#[test]
fn a_folder_within_a_folder_is_named() {
    let room = Room::demo();
    fs::create_dir(room.path().join("outer")).expect("a folder");
    fs::rename(room.show(), room.path().join("outer/gala")).expect("moved");
    refused(&room, "outer", &["outer/gala"]);
    assert_eq!(said(&room, "outer/gala").code, 0);
}

#[test]
fn a_folder_where_the_file_should_be_is_named() {
    let room = renamed("elsewhere");
    fs::remove_file(room.show().join("elsewhere")).expect("removed");
    fs::create_dir(room.show().join("show.toml")).expect("a folder");
    refused(&room, "show", &["is a folder, and must be a text file"]);
}

#[test]
fn what_a_file_was_saved_as_is_named() {
    let utf16 =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let cases: [(Vec<u8>, &str); 5] = [
        ([b"\xFF\xFE".to_vec(), utf16("[show]\n")].concat(), "UTF-16"),
        (utf16("[show]\n"), "UTF-16"),
        (b"{\\rtf1\\ansi [show]}".to_vec(), "Rich Text"),
        (b"PK\x03\x04word/document.xml".to_vec(), "word processor"),
        (
            b"[show]\nid = \"\xB1o\"\n".to_vec(),
            "show.toml:2:7: error: show.toml is not UTF-8",
        ),
    ];
    for (bytes, words) in cases {
        let room = Room::demo();
        fs::write(room.show().join("show.toml"), bytes).expect("written");
        refused(&room, "show", &["show.toml:", words]);
    }
}
