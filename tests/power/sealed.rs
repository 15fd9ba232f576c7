//! A mirror is a copy and no authority: what nobody with this folder's keys has written is never
//! taken over.

use crate::evening::{Files, bytes, restore};
use crate::lost::{evening, export, goes_on};
use crate::starts::{Hand, append, bodies, downgrade, refused, start};
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use crate::support::voters::vote;
use palmares::ballotbox::CONTEXT as BOX;
use palmares::journal::CONTEXT as JOURNAL;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// A room with an evening that was cut off, its stick, and what it held.
struct Cut {
    room: Room,
    truth: Value,
}

impl Cut {
    fn off(counted: bool) -> Cut {
        let room = Room::with(GALA);
        fs::create_dir(room.path().join("stick")).expect("a stick");
        evening(&room, counted);
        let server = start(&room, &["--mirror", "stick"]).expect("it starts");
        let truth = export(&server);
        server.terminate();
        Cut { room, truth }
    }

    fn stick(&self, name: &str) -> PathBuf {
        self.room.path().join("stick").join(name)
    }

    fn home(&self, name: &str) -> PathBuf {
        self.room.show().join(name)
    }

    /// The folder without its links, and the stick.
    fn files(&self) -> (Files, Files) {
        let mut home = bytes(&self.room.show());
        home.remove("links.json");
        (home, bytes(&self.room.path().join("stick")))
    }

    fn put_back(&self, (home, stick): &(Files, Files)) {
        restore(&self.room.show(), home);
        fs::create_dir(self.room.show().join("media")).expect("a folder");
        restore(&self.room.path().join("stick"), stick);
    }

    fn lose(&self, names: &[&str]) {
        for name in names {
            fs::remove_file(self.home(name)).expect("lost");
        }
    }

    /// Forges what an attacker would: a prize, and votes.
    fn forge(&self, hand: &Hand<'_>) {
        let (events, head) = bodies(&self.stick("show.mirror"), JOURNAL);
        let mut last: Value = serde_json::from_str(&events[events.len() - 1]).expect("JSON");
        last["revision"] = json!(head.revision + 1);
        last["by"] = json!("producer");
        last["event"] = json!({"event": "envelope-sealed", "award": "craft", "winners": ["river"]});
        append(
            &self.stick("show.mirror"),
            "event",
            JOURNAL,
            &last.to_string(),
            hand,
        );
        let vote = format!("vote people {} 1 river\n", "ab".repeat(16));
        append(&self.stick("votes.mirror"), "batch", BOX, &vote, hand);
    }
}

#[test]
fn what_a_stick_appends_with_good_links_and_no_seal_of_ours_is_put_aside_and_never_taken() {
    let cut = Cut::off(false);
    let files = cut.files();
    for hand in [Hand::Plain, Hand::Key("guessed")] {
        for lost in [
            &[][..],
            &["show.db", "votes.db"],
            &["show.mirror", "votes.mirror"],
        ] {
            for from in [
                &["--mirror", "stick"][..],
                &["--mirror", "stick", "--from-mirror"],
            ] {
                cut.put_back(&files);
                cut.forge(&hand);
                cut.lose(lost);
                let server = start(&cut.room, from).expect("the folder is whole");
                let held = export(&server);
                assert!(goes_on(&held, &cut.truth), "{lost:?} {from:?}");
                assert!(
                    !held.to_string().contains(&"ab".repeat(16)),
                    "a vote came in"
                );
                assert!(
                    cut.room.err().contains("not taken over"),
                    "{}",
                    cut.room.err()
                );
                server.terminate();
            }
        }
    }
}

#[test]
fn a_folder_that_has_lost_what_only_a_forged_stick_has_names_it_and_changes_nothing() {
    let cut = Cut::off(false);
    let files = cut.files();
    for (hand, word) in [
        (Hand::Plain, "without a seal"),
        (Hand::Key("guessed"), "seal does not fit"),
    ] {
        cut.put_back(&files);
        cut.forge(&hand);
        cut.lose(&["show.db", "show.mirror"]);
        let before = cut.files();
        for more in [
            &["--mirror", "stick"][..],
            &["--mirror", "stick", "--from-mirror"],
        ] {
            let said = refused(&cut.room, more);
            assert!(said.contains(word), "{said}");
        }
        assert!(cut.files() == before, "{word}");
    }
}

#[test]
fn a_stick_whose_links_are_good_and_whose_seals_are_all_wrong_says_that_the_keys_are_anothers() {
    let cut = Cut::off(true);
    let other = Room::with(GALA);
    Server::start(&other).terminate();
    fs::copy(other.show().join("keys.json"), cut.home("keys.json")).expect("exchanged");
    let all = ["show.db", "show.mirror", "votes.db", "votes.mirror"];
    cut.lose(&all);
    let before = cut.files();
    let said = refused(&cut.room, &["--mirror", "stick"]);
    assert!(said.contains("keys.json is another show's"), "{said}");
    assert!(!said.contains("damaged"), "{said}");
    assert!(cut.files() == before);
    // The same of the mirror beside the database.
    for name in ["show.mirror", "votes.mirror"] {
        fs::copy(cut.stick(name), cut.home(name)).expect("copied");
    }
    let said = refused(&cut.room, &[]);
    assert!(said.contains("keys.json is another show's"), "{said}");
}

#[test]
fn a_stick_that_is_ahead_of_a_whole_folder_is_named_and_taken_only_when_somebody_says_so() {
    let room = Room::with(GALA);
    fs::create_dir(room.path().join("stick")).expect("a stick");
    let stick = ["--mirror", "stick"];
    // The second laptop's copy of the folder was made after the first start.
    start(&room, &stick).expect("it starts").terminate();
    let copy = bytes(&room.show());
    let server = start(&room, &stick).expect("it starts");
    server.mc("/api/goto", json!({"cue": "people/open"}));
    vote(&server, "people", "echo");
    let truth = export(&server);
    server.terminate();
    restore(&room.show(), &copy);
    fs::create_dir(room.show().join("media")).expect("a folder");
    let said = refused(&room, &stick);
    let theirs = truth["events"].as_array().expect("events").len();
    assert!(
        said.contains(&format!("goes on to event {theirs}")),
        "{said}"
    );
    assert!(said.contains("--from-mirror"), "{said}");
    let mut after = bytes(&room.show());
    after.remove("links.json");
    let mut before = copy.clone();
    before.remove("links.json");
    assert!(after == before, "nothing is changed");
    let server = start(&room, &["--mirror", "stick", "--from-mirror"]).expect("it starts");
    assert!(goes_on(&export(&server), &truth));
    assert_eq!(server.show()["cue"]["id"], "people/open");
}

#[test]
fn a_stick_of_format_1_is_compared_and_extends_nothing_and_one_of_ours_beside_an_old_folder_does() {
    let cut = Cut::off(false);
    let files = cut.files();
    for name in [
        ("show.mirror", "event", JOURNAL),
        ("votes.mirror", "batch", BOX),
    ] {
        downgrade(&cut.stick(name.0), name.1, name.2);
    }
    let old_stick = cut.files().1;
    let server = start(&cut.room, &["--mirror", "stick"]).expect("it is only compared");
    assert!(goes_on(&export(&server), &cut.truth));
    server.terminate();
    cut.put_back(&(files.0.clone(), old_stick));
    cut.lose(&["show.db", "show.mirror"]);
    let said = refused(&cut.room, &["--mirror", "stick"]);
    assert!(
        said.contains("event 1 stands only in") && said.contains("without a seal"),
        "{said}"
    );
    // The other way round.
    cut.put_back(&files);
    for name in [
        ("show.mirror", "event", JOURNAL),
        ("votes.mirror", "batch", BOX),
    ] {
        downgrade(&cut.home(name.0), name.1, name.2);
    }
    cut.lose(&["show.db"]);
    let said = refused(&cut.room, &[]);
    assert!(said.contains("--from-mirror"), "{said}");
    let server = start(&cut.room, &["--mirror", "stick"]);
    assert!(goes_on(
        &export(&server.expect("the stick proves it")),
        &cut.truth
    ));
}

#[test]
fn votes_of_another_show_or_of_an_earlier_evening_are_named_before_anything_was_counted() {
    let room = Room::with(GALA);
    evening(&room, false);
    let other = Room::with(GALA);
    evening(&other, false);
    let ours = bytes(&room.show());
    for name in ["votes.db", "votes.db-wal", "votes.mirror"] {
        fs::copy(other.show().join(name), room.show().join(name)).expect("exchanged");
    }
    let said = refused(&room, &[]);
    assert!(
        said.contains("votes.mirror") && said.contains("another evening's"),
        "{said}"
    );
    // The same keys, and the evening before the return to the top.
    restore(&room.show(), &ours);
    fs::create_dir(room.show().join("media")).expect("a folder");
    let server = start(&room, &[]).expect("it starts");
    server.mc("/api/ballots/people/close", json!({}));
    server.mc("/api/rewind", json!({"confirm": "gala"}));
    server.mc("/api/goto", json!({"cue": "people/open"}));
    server.terminate();
    for name in ["votes.db", "votes.db-wal", "votes.mirror"] {
        match ours.get(name) {
            Some(bytes) => fs::write(room.show().join(name), bytes).expect("exchanged"),
            None => drop(fs::remove_file(room.show().join(name))),
        }
    }
    let said = refused(&room, &[]);
    assert!(said.contains("another evening's"), "{said}");
}

#[test]
fn a_mirror_whose_seals_are_damaged_is_written_anew_and_costs_nothing() {
    let cut = Cut::off(true);
    let mut text = fs::read(cut.home("votes.mirror")).expect("a mirror");
    let line = text.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(1);
    let (end, _) = line.expect("a record's first line");
    text[end - 3] = if text[end - 3] == b'0' { b'1' } else { b'0' };
    let good = fs::read(cut.home("votes.mirror")).expect("a mirror");
    fs::write(cut.home("votes.mirror"), text).expect("damaged");
    let server = start(&cut.room, &[]).expect("it starts");
    assert!(goes_on(&export(&server), &cut.truth));
    assert!(
        fs::read(cut.home("votes.mirror"))
            .expect("a mirror")
            .starts_with(&good)
    );
}
