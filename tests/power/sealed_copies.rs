//! Two copies of one evening: which of them is taken, and what a refusal leaves as it was.

use crate::evening::{Files, bytes, restore};
use crate::starts::{bodies, downgrade, refused, start};
use crate::support::server::Room;
use crate::support::shows::GALA;
use crate::support::voters::vote;
use palmares::ballotbox::CONTEXT as BOX;
use palmares::journal::CONTEXT as JOURNAL;
use serde_json::json;
use std::fs;

/// An evening with its stick, begun and ended; and how it went on.
struct Laptops {
    room: Room,
    begun: (Files, Files),
}

const STICK: [&str; 2] = ["--mirror", "stick"];

const FROM: [&str; 3] = ["--mirror", "stick", "--from-mirror"];

impl Laptops {
    fn begin() -> Laptops {
        let room = Room::with(GALA);
        fs::create_dir(room.path().join("stick")).expect("a stick");
        let server = start(&room, &STICK).expect("it starts");
        server.mc("/api/goto", json!({"cue": "people/open"}));
        vote(&server, "people", "echo");
        server.terminate();
        let begun = (Files::new(), Files::new());
        let mut laptops = Laptops { room, begun };
        laptops.begun = laptops.files();
        laptops
    }

    fn files(&self) -> (Files, Files) {
        let mut home = bytes(&self.room.show());
        home.remove("links.json");
        (home, bytes(&self.room.path().join("stick")))
    }

    fn put(&self, home: &Files, stick: &Files) {
        restore(&self.room.show(), home);
        fs::create_dir(self.room.show().join("media")).expect("a folder");
        restore(&self.room.path().join("stick"), stick);
    }

    /// The evening goes on from where it was begun.
    fn go_on(&self, votes: &[&str], closed: bool) -> (Files, Files) {
        self.put(&self.begun.0, &self.begun.1);
        let server = start(&self.room, &STICK).expect("it starts");
        for choice in votes {
            vote(&server, "people", choice);
        }
        if closed {
            server.mc("/api/ballots/people/close", json!({}));
        }
        server.terminate();
        self.files()
    }

    /// Refused with these words, and not a byte is another.
    fn refuses(&self, more: &[&str], words: &[&str]) -> String {
        let before = self.files();
        let said = refused(&self.room, more);
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
        assert!(self.files() == before, "something was changed: {said}");
        said
    }

    fn lines(&self) -> Vec<String> {
        bodies(&self.room.show().join("votes.mirror"), BOX).0
    }
}

#[test]
fn an_older_folder_asks_before_it_takes_a_stick_over_also_when_its_own_mirrors_are_lost_or_short() {
    let laptops = Laptops::begin();
    let old = laptops.begun.0.clone();
    let (new, stick) = laptops.go_on(&["mirror", "echo"], true);
    let mut votes_only = stick.clone();
    votes_only.insert("show.mirror".into(), old["show.mirror"].clone());
    let lost: [&[&str]; 3] = [
        &["show.mirror"],
        &["votes.mirror"],
        &["show.mirror", "votes.mirror"],
    ];
    for (stick, noun) in [(&stick, "event"), (&votes_only, "batch")] {
        for names in lost {
            for left in [None, Some(24)] {
                let mut home = old.clone();
                for name in names {
                    let mirror = home.remove(*name).expect("a mirror");
                    left.map(|bytes| home.insert((*name).into(), mirror[..bytes].to_vec()));
                }
                laptops.put(&home, stick);
                let goes_on = format!("goes on to {noun} ");
                laptops.refuses(&STICK, &[&goes_on, "Nothing was changed", "--from-mirror"]);
            }
        }
    }
    let mut home = old.clone();
    home.remove("show.mirror");
    laptops.put(&home, &stick);
    start(&laptops.room, &FROM).expect("it starts").terminate();
    let held = laptops.files().0;
    for name in ["show.mirror", "votes.mirror"] {
        assert!(held[name].starts_with(&new[name]), "{name}");
    }
}

#[test]
fn a_refusal_of_the_box_leaves_the_journal_and_its_mirror_as_they_were_too() {
    let laptops = Laptops::begin();
    let mut home = laptops.begun.0.clone();
    home.insert("votes.db".into(), b"no database".to_vec());
    for name in ["votes.mirror", "votes.db-wal"] {
        home.remove(name);
    }
    // A mirror that would be renewed, one that would be filled up, and one that would be made.
    laptops.put(&home, &Files::new());
    let mirror = laptops.room.show().join("show.mirror");
    let whole = fs::read(&mirror).expect("a mirror");
    downgrade(&mirror, "event", JOURNAL);
    laptops.refuses(&[], &["votes.db"]);
    laptops.refuses(&STICK, &["votes.db"]);
    fs::write(&mirror, &whole[..whole.len() - 5]).expect("cut");
    laptops.refuses(&STICK, &["votes.db"]);
    fs::remove_file(&mirror).expect("lost");
    laptops.refuses(&STICK, &["votes.db"]);
}

#[test]
fn two_copies_of_one_evening_that_both_went_on_are_named_and_neither_is_put_aside() {
    let laptops = Laptops::begin();
    let (ours, _) = laptops.go_on(&["mirror"], false);
    let after = laptops.lines().len() as u64 - 1;
    let parts = format!("both went on after batch {after}: the folder has 1 more, the copy ");
    for closed in [false, true] {
        let (theirs, stick) = laptops.go_on(&["echo", "echo"], closed);
        let more = laptops.lines().len() as u64 - after;
        laptops.put(&ours, &stick);
        let words = format!("{parts}{more}. Nothing was changed");
        for from in [&STICK[..], &FROM] {
            let said = laptops.refuses(from, &[&words, "keep both"]);
            assert!(!said.contains("--from-mirror"), "{said}");
        }
        // The one way on.
        laptops.put(&ours, &Files::new());
        start(&laptops.room, &STICK).expect("it starts").terminate();
        assert!(laptops.files().0["votes.mirror"].starts_with(&ours["votes.mirror"]));
        // The other.
        let mut home = ours.clone();
        home.retain(|name, _| !name.starts_with("show.db") && !name.starts_with("votes."));
        home.remove("show.mirror");
        laptops.put(&home, &stick);
        start(&laptops.room, &STICK).expect("it starts").terminate();
        for name in ["show.mirror", "votes.mirror"] {
            assert!(laptops.files().0[name].starts_with(&theirs[name]), "{name}");
        }
    }
    // The same of the journal.
    let (ours, _) = laptops.go_on(&[], true);
    laptops.put(&laptops.begun.0, &laptops.begun.1);
    let server = start(&laptops.room, &STICK).expect("it starts");
    server.mc("/api/goto", json!({"cue": "best/winner"}));
    server.terminate();
    let stick = laptops.files().1;
    laptops.put(&ours, &stick);
    for from in [&STICK[..], &FROM] {
        laptops.refuses(from, &["both went on after event ", "keep both"]);
    }
}

#[test]
fn a_stick_of_this_evening_that_is_damaged_is_called_so_and_no_other_evenings() {
    let laptops = Laptops::begin();
    let (home, stick) = laptops.go_on(&["mirror", "echo", "echo"], false);
    let good = &stick["votes.mirror"];
    let last = good.len() - laptops.lines().last().expect("a batch").len();
    let half = good.len() / 2;
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    for harmed in [
        flipped(3),
        flipped(half),
        flipped(last),
        [&good[..half], &good[half + 40..]].concat(),
    ] {
        let mut stick = stick.clone();
        stick.insert("votes.mirror".into(), harmed.clone());
        laptops.put(&home, &stick);
        start(&laptops.room, &STICK)
            .expect("it goes on")
            .terminate();
        let said = laptops.room.err();
        assert!(said.contains("of this evening, and damaged"), "{said}");
        assert!(!said.contains("another evening's"), "{said}");
        assert!(
            laptops.files().1.values().any(|bytes| *bytes == harmed),
            "kept"
        );
    }
}
