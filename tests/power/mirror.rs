//! The mirror and its copy on a stick: written without anyone waiting, never over another evening,
//! and back at work when the stick is.

use crate::evening::{
    BALLOT_KEY, START, bytes, cast, events, keeping, label, mark, open, read, restore, room, wait,
};
use crate::lost::{evening, export, goes_on};
use crate::support::ledgers::{box_at, box_kept, journal_kept};
use crate::support::server::{Room, Server, run};
use crate::support::shows::GALA;
use crate::support::socket::Socket;
use crate::support::wait::until;
use palmares::journal::Journal;
use palmares::ledger::Head;
use palmares::ledger::chain::mirror::seal::MirrorSeal;
use palmares::ledger::chain::mirror::{Appended, Copies, Mirror};
use palmares::ledger::kept::AnyKept;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

struct Bench {
    room: TempDir,
}

impl Bench {
    fn new() -> Bench {
        let bench = Bench { room: room() };
        fs::create_dir(bench.folder()).expect("a folder");
        fs::create_dir(bench.stick()).expect("a folder");
        bench
    }

    fn folder(&self) -> PathBuf {
        self.room.path().join("show")
    }

    fn stick(&self) -> PathBuf {
        self.room.path().join("stick")
    }

    fn journal(&self) -> Journal {
        let path = self.folder().join("show.db");
        journal_kept(&path, keeping(Some(self.stick()))).expect("whole")
    }

    /// An evening of `count` events in the folder, and on the stick if it is in.
    fn play(&self, start: i64, count: u64) {
        let mut journal = self.journal();
        journal
            .append(Head::default(), &events(start, count))
            .expect("stored");
        let path = self.folder().join("votes.db");
        let ballots = box_kept(&path, keeping(Some(self.stick()))).expect("whole");
        mark(&ballots, open());
    }

    fn equal(&self) -> bool {
        let text = |folder: &Path| fs::read(folder.join("show.mirror")).ok();
        let home = text(&self.folder());
        home.is_some() && home == text(&self.stick())
    }
}

#[test]
fn the_copy_is_the_mirror_byte_for_byte() {
    let bench = Bench::new();
    let mut journal = bench.journal();
    let mut head = Head::default();
    for event in events(START, 9) {
        head = journal.append(head, &[event]).expect("stored");
    }
    until("the copy has followed", || bench.equal().then_some(()));
    drop(journal);
    let text = fs::read_to_string(bench.stick().join("show.mirror")).expect("text");
    assert!(text.starts_with("palmares mirror 2 event\n1 "), "{text}");
}

#[test]
fn nobody_waits_for_a_stick_that_was_pulled_out_and_it_catches_up_when_it_is_back() {
    let bench = Bench::new();
    let pulled = bench.room.path().join("pulled");
    let keeping = keeping(Some(bench.stick()));
    let health = keeping.copies.health.clone();
    let path = bench.folder().join("votes.db");
    let ballots = box_kept(&path, keeping).expect("whole");
    mark(&ballots, open());
    cast(&ballots, 0..50);
    let votes = |folder: PathBuf| fs::read(folder.join("votes.mirror")).ok();
    let equal = || votes(bench.folder()) == votes(bench.stick());
    until("the copy has followed", || equal().then_some(()));
    fs::rename(bench.stick(), &pulled).expect("pulled out");
    cast(&ballots, 50..100);
    until("the missing stick is told", || {
        health.failing().then_some(())
    });
    cast(&ballots, 100..150);
    fs::rename(&pulled, bench.stick()).expect("put back");
    until("the copy has caught up", || {
        (!health.failing() && equal()).then_some(())
    });
    drop(ballots);
    let held = read(&bench.folder(), None).expect("whole");
    assert_eq!(held.voters().len(), 150);
}

#[test]
fn another_evening_on_the_stick_is_put_aside_and_never_overwritten() {
    let bench = Bench::new();
    bench.play(START, 5);
    let other = fs::read(bench.stick().join("show.mirror")).expect("a copy");
    fs::remove_dir_all(bench.folder()).expect("removed");
    fs::create_dir(bench.folder()).expect("a folder");
    let path = bench.folder().join("show.db");
    // Another show: the program tells, and asks the stick for nothing.
    let mut foreign = keeping(Some(bench.stick()));
    foreign.copy_fits = false;
    let mut journal = journal_kept(&path, foreign).expect("whole");
    let now = events(START + 99_000, 3);
    journal.append(Head::default(), &now).expect("stored");
    drop(journal);
    assert!(bench.equal());
    let aside = bytes(&bench.stick());
    let aside = aside.iter().find(|(name, _)| name.starts_with("show-"));
    assert_eq!(aside.expect("kept").1, &other);
}

#[test]
fn an_archive_takes_its_mirror_and_its_copy_along() {
    let bench = Bench::new();
    bench.play(START, 5);
    let old = fs::read(bench.stick().join("show.mirror")).expect("a copy");
    // The votes go first, as in a return to the top.
    let path = bench.folder().join("votes.db");
    let ballots = box_kept(&path, keeping(Some(bench.stick()))).expect("whole");
    wait(ballots.archive("2026-03-06-200000")).expect("archived");
    drop(ballots);
    let mut journal = bench.journal();
    journal
        .archive("2026-03-06-200000", &events(START + 99_000, 2))
        .expect("archived");
    drop(journal);
    assert!(bench.equal());
    for folder in [bench.folder(), bench.stick()] {
        let archived = folder.join("show-2026-03-06-200000.mirror");
        assert!(
            fs::read(&archived).expect("archived") == old,
            "{archived:?}"
        );
    }
    let held = read(&bench.folder(), Some(&bench.stick())).expect("whole");
    assert_eq!(held.events, events(START + 99_000, 2));
}

#[test]
fn a_mirror_that_cannot_be_written_is_told_and_filled_up_later() {
    let bench = Bench::new();
    let gone = bench.room.path().join("gone");
    let copies = Copies::default();
    let seal = Arc::new(MirrorSeal::of(BALLOT_KEY));
    let mut mirror = Mirror::at(&gone.join("show.mirror"), "event", seal, &copies);
    let entries = |numbers: std::ops::RangeInclusive<u64>| {
        numbers.map(|number| Appended {
            number,
            link: &[7; 32],
            body: "{}",
        })
    };
    assert!(!mirror.append(entries(1..=2)));
    assert!(copies.health.failing());
    fs::create_dir(&gone).expect("back");
    assert_eq!(mirror.last(), 0);
    assert!(mirror.append(entries(1..=3)));
    assert!(!copies.health.failing());
    assert_eq!(mirror.last(), 3);
}

#[test]
fn a_return_to_the_top_that_was_cut_off_half_way_keeps_all_votes_though_the_stick_lags_behind() {
    let bench = Bench::new();
    bench.play(START, 6);
    let (path, stick) = (bench.folder().join("votes.db"), bench.stick());
    let open = || box_kept(&path, keeping(Some(stick.clone()))).expect("whole");
    cast(&open(), 0..40);
    let lagging = bytes(&stick);
    cast(&open(), 40..80);
    let mut files = bytes(&bench.folder());
    let votes = files.remove("votes.db").expect("a box");
    files.insert(format!("votes-{}.db", label()), votes);
    files.remove("votes.mirror");
    for begun in ["votes.db-coming", "votes.db"] {
        restore(&bench.folder(), &files);
        restore(&stick, &lagging);
        drop(box_at(&bench.folder().join(begun)).expect("an empty box"));
        let held = read(&bench.folder(), Some(&stick)).expect("whole");
        assert_eq!(held.voters().len(), 80, "{begun}");
    }
}

#[test]
fn two_whole_evenings_that_differ_are_named_and_neither_is_touched() {
    let (bench, other) = (Bench::new(), Bench::new());
    bench.play(START, 6);
    other.play(START + 99_000, 9);
    let mirror = other.folder().join("show.mirror");
    fs::copy(mirror, bench.folder().join("show.mirror")).expect("exchanged");
    let before = bytes(&bench.folder());
    let said = read(&bench.folder(), None).expect_err("two evenings");
    assert!(
        said.contains("event 1 is one thing here and another in show.mirror"),
        "{said}"
    );
    assert!(bytes(&bench.folder()) == before);
}

#[test]
fn a_folder_with_a_damaged_stick_goes_on() {
    let bench = Bench::new();
    bench.play(START, 6);
    let copy = bench.stick().join("show.mirror");
    for length in [0, 3, 200] {
        fs::write(&copy, vec![b'x'; length]).expect("damaged");
        let held = read(&bench.folder(), Some(&bench.stick())).expect("whole");
        assert_eq!(held.events, events(START, 6));
    }
    until("the copy is there again", || bench.equal().then_some(()));
}

/// What the producer's page says in its first place.
fn alert(frame: &serde_json::Value) -> String {
    frame["regions"]["alert"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn the_producer_reads_that_the_stick_is_missing_and_the_show_goes_on() {
    let room = Room::with(GALA);
    let stick = room.path().join("stick");
    let mirror = stick.display().to_string();
    let arguments = ["--listen", "127.0.0.1:0", "--mirror", &mirror];
    let server = Server::start_with(&room, &arguments, &[]);
    let mut desk = Socket::role(&server, "producer");
    desk.next_where("the stick is missing", |f| alert(f).contains("USB"));
    server.mc("/api/go", json!({}));
    fs::create_dir(&stick).expect("put in");
    desk.next_where("it is written", |f| !alert(f).contains("USB"));
    until("the copy has followed", || {
        let copy = fs::read(stick.join("show.mirror")).ok()?;
        (copy == fs::read(room.show().join("show.mirror")).ok()?).then_some(())
    });
}

#[test]
fn the_stick_brings_the_evening_to_another_laptop_but_only_the_same_shows() {
    let room = Room::with(GALA);
    let stick = room.path().join("stick");
    fs::create_dir(&stick).expect("a folder");
    let variables = [("PALMARES_MIRROR", stick.to_str().expect("a path"))];
    evening(&room, true);
    let arguments = ["--listen", "127.0.0.1:0"];
    let server = Server::start_with(&room, &arguments, &variables);
    let truth = export(&server);
    server.terminate();
    for name in ["show.db", "show.mirror", "votes.db", "votes.mirror"] {
        fs::remove_file(room.show().join(name)).expect("another laptop");
    }
    let server = Server::start_with(&room, &arguments, &variables);
    assert!(goes_on(&export(&server), &truth));
    server.terminate();
    let other = Room::with(&GALA.replacen("id = \"gala\"", "id = \"another\"", 1));
    let server = Server::start_with(&other, &arguments, &variables);
    let held = export(&server);
    assert_eq!(held["show"]["id"], "another");
    assert_eq!(held["box"], json!([]));
}

#[test]
fn the_show_folder_itself_is_no_place_for_the_copy() {
    let room = Room::with(GALA);
    let said = run(&["serve", "show", "--mirror", "show"], room.path());
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--mirror"), "{}", said.err);
}
