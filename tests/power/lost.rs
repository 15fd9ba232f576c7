//! The real server on a folder that has suffered: it goes on where the evening was, or says what is
//! lost.

use crate::evening::{Files, bytes, restore};
use crate::flips::{harm, names_it, pick};
use crate::support::dice::{dice, form, seed};
use crate::support::server::{Room, Server, program, run};
use crate::support::shows::GALA;
use crate::support::voters::{close, vote};
use crate::support::wait::until;
use palmares::ledger::Ledger;
use palmares::ledger::chain::{ChainFile, Keeping};
use serde_json::{Value, json};
use std::fs;
use std::process::{Child, Stdio};

const SERVE: [&str; 4] = ["serve", "show", "--listen", "127.0.0.1:0"];

/// An evening with a ballot in it, cut off: counted, or still open.
pub fn evening(room: &Room, counted: bool) -> Value {
    let server = Server::start(room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    for choice in ["mirror", "echo", "echo"] {
        vote(&server, "people", choice);
    }
    if counted {
        close(&server, "people");
        server.mc("/api/goto", json!({"cue": "best/winner"}));
    }
    let held = export(&server);
    server.kill();
    held
}

/// What the evening holds, without what each start writes anew.
pub fn export(server: &Server) -> Value {
    let answer = server.get_as("producer", "/api/export?format=json");
    assert_eq!(answer.status, 200);
    answer.json()
}

/// A server that may refuse to start.
struct Attempt(Child);

impl Drop for Attempt {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the server: its export, or what it said when it refused.
fn attempt(room: &Room) -> Result<Value, String> {
    let _ = fs::remove_file(room.show().join("links.json"));
    let log = fs::File::create(room.path().join("attempt")).expect("a log");
    let child = program()
        .args(SERVE)
        .current_dir(room.path())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn();
    let mut attempt = Attempt(child.expect("the program starts"));
    until("the server is well or has refused", || {
        if let Some(status) = attempt.0.try_wait().expect("a child") {
            assert_eq!(status.code(), Some(1));
            let said = fs::read_to_string(room.path().join("attempt"));
            return Some(Err(said.expect("said")));
        }
        let text = fs::read_to_string(room.show().join("links.json")).ok()?;
        let links: Value = serde_json::from_str(&text).ok()?;
        let base = links["stage"].as_str()?.strip_suffix("/stage")?;
        let key = links["keys"]["producer"].as_str()?;
        let mut answer = ureq::get(&format!("{base}/api/export?format=json"))
            .header("authorization", format!("Bearer {key}"))
            .call()
            .ok()?;
        let text = answer.body_mut().read_to_string().ok()?;
        Some(Ok(serde_json::from_str(&text).expect("JSON")))
    })
}

/// Whether an evening holds all of another; looking at the sealed half is an event of its own, so
/// that it may hold more.
pub fn goes_on(held: &Value, truth: &Value) -> bool {
    let events = |export: &Value| export["events"].as_array().expect("events").clone();
    assert!(!events(truth).is_empty() && truth["box"].is_array());
    events(held).starts_with(&events(truth)) && held["box"] == truth["box"]
}

fn files(room: &Room) -> Files {
    bytes(&room.show())
}

#[test]
fn the_real_server_recovers_a_damaged_folder_or_names_the_damage() {
    let (seed, room) = (seed("power"), Room::with(GALA));
    let truth = evening(&room, true);
    let before = files(&room);
    let mut recovered = 0;
    let cases = form(5, 300);
    for case in 0..cases {
        let mut dice = dice(seed, case);
        let mut files = before.clone();
        let name = pick(&mut dice, &files, |name| !name.ends_with(".toml"));
        let what = harm(&mut dice, &name, files.get_mut(&name).expect("there"));
        let case = format!("PALMARES_SEED={seed}, case {case}: {what}");
        restore(&room.show(), &files);
        fs::create_dir(room.show().join("media")).expect("a folder");
        match attempt(&room) {
            Ok(held) => {
                assert!(goes_on(&held, &truth), "{case}");
                recovered += 1;
            }
            Err(said) => assert!(names_it(&said), "{case}: {said}"),
        }
    }
    println!("{recovered} of {cases} recovered");
}

#[test]
fn a_lost_box_comes_back_from_its_mirror_and_is_named_without_it() {
    for counted in [true, false] {
        let room = Room::with(GALA);
        let truth = evening(&room, counted);
        let before = files(&room);
        for empty in [true, false] {
            let lose = |names: &[&str]| {
                let mut files = before.clone();
                for name in names {
                    files.remove(*name);
                    if empty {
                        files.insert((*name).to_owned(), Vec::new());
                    }
                }
                restore(&room.show(), &files);
                fs::create_dir(room.show().join("media")).expect("a folder");
            };
            lose(&["votes.db", "votes.db-wal"]);
            let held = attempt(&room).expect("recovered");
            assert!(goes_on(&held, &truth));
            lose(&["votes.db", "votes.db-wal", "votes.mirror"]);
            for _ in 0..2 {
                let said = attempt(&room).expect_err("the votes are lost");
                assert!(said.contains("votes.db: batch 1 is damaged"), "{said}");
                assert!(said.contains("show.db"), "{said}");
                assert!(said.contains("--without-votes"), "{said}");
            }
            let said = run(&["export", "show"], room.path());
            assert_eq!(said.code, 1, "the export is silent about it: {}", said.out);
        }
        let arguments = ["--listen", "127.0.0.1:0", "--without-votes"];
        for name in ["votes.db", "votes.mirror"] {
            let _ = fs::remove_file(room.show().join(name));
        }
        let server = Server::start_with(&room, &arguments, &[]);
        assert_eq!(
            server.show()["cue"]["id"],
            if counted {
                "best/winner"
            } else {
                "people/open"
            }
        );
    }
}

#[test]
fn a_box_that_is_not_the_one_that_was_counted_is_named() {
    let room = Room::with(GALA);
    evening(&room, true);
    let other = Room::with(GALA);
    evening(&other, true);
    for name in ["votes.db", "votes.db-wal", "votes.mirror"] {
        let from = other.show().join(name);
        fs::copy(from, room.show().join(name)).expect("exchanged");
    }
    let said = attempt(&room).expect_err("another evening's votes");
    assert!(said.contains("batch"), "{said}");
    assert!(
        said.contains("show.db counted the ballot people at"),
        "{said}"
    );
}

#[test]
fn a_journal_that_is_gone_comes_back_and_says_how_to_begin_anew() {
    let room = Room::with(GALA);
    let truth = evening(&room, true);
    for name in ["show.db", "show.db-wal"] {
        fs::remove_file(room.show().join(name)).expect("removed");
    }
    let held = attempt(&room).expect("recovered");
    assert!(goes_on(&held, &truth));
    let said = fs::read_to_string(room.path().join("attempt")).expect("said");
    assert!(said.contains("show.db was missing or empty"), "{said}");
    assert!(said.contains("back to the top"), "{said}");
}

#[test]
fn a_line_that_is_no_vote_is_neither_exported_nor_counted() {
    let room = Room::with(GALA);
    evening(&room, false);
    let layout = palmares::ballotbox::LAYOUT;
    let mut file = ChainFile::at(&room.show().join("votes.db"), layout, Keeping::default());
    let head = file.open(&mut |_, _| Ok(())).expect("a good box");
    let line = ["vote people nobody 1 echo\n".to_owned()];
    let stored = file.append(head, &line, &mut |_, _| Ok(()));
    stored.expect("a link of the chain like any other");
    drop(file);
    let exported = run(&["export", "show", "--format", "json"], room.path());
    assert_eq!(exported.code, 1, "{}", exported.err);
    assert!(exported.err.contains("votes.db"), "{}", exported.err);
    assert!(exported.err.contains("no record"), "{}", exported.err);
    let refused = attempt(&room).expect_err("it does not start on it");
    assert!(refused.contains("no record"), "{refused}");
}

#[test]
fn a_start_that_is_refused_for_the_votes_leaves_the_journal_to_the_byte() {
    let room = Room::with(GALA);
    evening(&room, true);
    for lost in ["votes.db", "votes.db-wal", "votes.db-shm", "votes.mirror"] {
        let _ = fs::remove_file(room.show().join(lost));
    }
    let journal = || {
        let mut all = bytes(&room.show());
        ["show.db", "show.db-wal"].map(|name| all.remove(name).unwrap_or_default())
    };
    let before = journal();
    attempt(&room).expect_err("the votes are missing");
    assert!(!before[1].is_empty() && journal() == before);
}
