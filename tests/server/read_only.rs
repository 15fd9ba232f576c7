//! A folder that this user may only read: a backup, a snapshot, another user's show.

use crate::support::server::{Room, Said, Server, program, run};
use crate::support::shows::GALA;
use crate::support::voters::vote;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// "nobody", where the tests are run by root, whom no permission stops.
const NOBODY: &str = "65534";

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("permissions");
}

/// Files may be read by everybody and written by nobody; the same for the folders.
fn lock(folder: &Path, locked: bool) {
    let (file_mode, folder_mode) = if locked {
        (0o444, 0o555)
    } else {
        (0o644, 0o755)
    };
    set(folder, 0o755);
    for item in fs::read_dir(folder).expect("a folder").flatten() {
        match item.path().is_dir() {
            true => lock(&item.path(), locked),
            false => set(&item.path(), file_mode),
        }
    }
    set(folder, folder_mode);
}

/// Runs the program as somebody who can only read.
fn read_only(arguments: &[&str], room: &Room) -> Said {
    let place = room.path().join("tmp");
    fs::create_dir_all(&place).expect("a folder");
    set(room.path(), 0o755);
    set(&place, 0o777);
    let own = program();
    let mut command = match rustix::process::geteuid().is_root() {
        false => Command::new(own.get_program()),
        true => {
            let mut command = Command::new("setpriv");
            let ids = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")];
            command.args(ids).args(["--clear-groups", "--"]);
            command.arg(own.get_program());
            command
        }
    };
    let said = command
        .args(arguments)
        .current_dir(room.path())
        .env("TMPDIR", &place)
        .output();
    let said = said.expect("the program starts");
    assert_eq!(
        fs::read_dir(&place).expect("a folder").count(),
        0,
        "a copy was left behind"
    );
    Said {
        code: said.status.code().expect("it ends by itself"),
        out: String::from_utf8_lossy(&said.stdout).into_owned(),
        err: String::from_utf8_lossy(&said.stderr).into_owned(),
    }
}

/// What is in a folder, and how it is written there.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).expect("a folder").flatten();
    let files = files.filter(|file| file.path().is_file());
    let mut all: Vec<_> = files
        .map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            (name, fs::read(file.path()).expect("readable"))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn an_evening_that_may_only_be_read_is_exported_whole_and_left_as_it_is() {
    for cut_off in [false, true] {
        let room = Room::with(GALA);
        let server = Server::start(&room);
        server.mc("/api/goto", json!({"cue": "people/open"}));
        vote(&server, "people", "echo");
        let export = server.get_as("producer", "/api/export?format=json").json();
        match cut_off {
            true => server.kill(),
            false => drop(server.terminate()),
        }
        for without in [&[][..], &["server.lock"], &["keys.json"]] {
            for name in without {
                let _ = fs::remove_file(room.show().join(name));
            }
            lock(&room.show(), true);
            let before = bytes(&room.show());
            let said = read_only(&["export", "show"], &room);
            assert_eq!(said.code, 0, "{cut_off} {without:?}: {}", said.err);
            let held: Value = serde_json::from_str(&said.out).expect("JSON");
            let events = export["events"].as_array().expect("events");
            assert!(
                held["events"]
                    .as_array()
                    .expect("events")
                    .starts_with(events)
            );
            assert_eq!(held["box"], export["box"]);
            assert!(held["box"][1].to_string().contains("echo"));
            let checked = read_only(&["check", "show"], &room);
            assert_eq!(checked.code, 0, "{}", checked.err);
            assert!(bytes(&room.show()) == before, "something was written");
            lock(&room.show(), false);
        }
    }
}

#[test]
fn a_show_that_was_never_served_is_exported_from_a_folder_that_may_only_be_read() {
    let room = Room::with(GALA);
    lock(&room.show(), true);
    let said = read_only(&["export", "show", "--format", "markdown"], &room);
    lock(&room.show(), false);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("最佳影片"), "{}", said.out);
}

#[test]
fn an_export_file_is_verified_wherever_it_lies() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    vote(&server, "people", "echo");
    crate::support::voters::close(&server, "people");
    let export = server.get_as("producer", "/api/export?format=json").body;
    server.terminate();
    fs::write(room.show().join("evening.json"), export).expect("written");
    lock(&room.show(), true);
    let said = read_only(&["verify", "show/evening.json"], &room);
    lock(&room.show(), false);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

#[test]
fn tickets_and_serving_say_that_the_folder_must_be_writable_and_make_nothing() {
    let room = Room::with(GALA);
    Server::start(&room).terminate();
    lock(&room.show(), true);
    let before = bytes(&room.show());
    for arguments in [
        &["tickets", "show", "--public-url", "http://a"][..],
        &["serve", "show", "--listen", "127.0.0.1:0"],
    ] {
        let said = read_only(arguments, &room);
        assert_eq!(said.code, 1, "{arguments:?}");
        assert!(said.err.contains("show cannot be written"), "{}", said.err);
        assert!(
            said.err.contains("Make the folder writable"),
            "{}",
            said.err
        );
    }
    assert!(bytes(&room.show()) == before);
    lock(&room.show(), false);
}

#[test]
fn a_folder_that_may_be_written_is_exported_in_place() {
    let room = Room::with(GALA);
    Server::start(&room).terminate();
    let said = run(&["export", "show"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
}
