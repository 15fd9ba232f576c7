//! The power goes at any moment. The real storage code is recorded call by call; disks are rebuilt
//! from beginnings of that record, with what was not synced dropped, torn or reordered; and the
//! real code opens them. Everything that was answered before the cut is there.

use crate::disk::{Disk, Names};
use crate::evening::{
    LATER, START, cast, events, keeping, label, mark, open, read, room, vote, wait,
};
use crate::strace::{CALLS, Call, parse};
use crate::support::dice::{dice, form, seed};
use crate::support::ledgers::{box_kept, events_of, journal_at, journal_kept};
use palmares::journal::Journal;
use palmares::keys::{KeyFile, Keys};
use palmares::ledger::Head;
use palmares::ledger::kept::AnyKept;
use rand::Rng;
use rand::seq::IndexedRandom;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "PALMARES_TEST_RECORDED";

/// Events and votes of each of the two sittings before the archive, and of the evening after it.
const EVENTS: u64 = 25;
const VOTES: u64 = 40;

struct Acks(File);

impl Acks {
    fn say(&mut self, what: &str) {
        self.0.write_all(what.as_bytes()).expect("said");
    }
}

/// Not a test by itself: what is recorded.
#[test]
fn the_program_that_is_recorded() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let acks = folder.join("acks");
    let mut acks = Acks(
        File::options()
            .append(true)
            .create(true)
            .open(acks)
            .expect("opened"),
    );
    let mut key_file = KeyFile::lock(&folder).expect("ours");
    let mut keys = Keys::random().expect("made");
    keys.complete(["chan"].into_iter()).expect("made");
    key_file.keep(&keys).expect("kept");
    acks.say(&format!("keys {}", keys.ballot_key));
    let copy = Some(folder.join("stick"));
    let mut head = Head::default();
    for sitting in 0..2 {
        let path = folder.join("show.db");
        let mut journal = journal_kept(&path, keeping(copy.clone())).expect("whole");
        let path = folder.join("votes.db");
        let ballots = box_kept(&path, keeping(copy.clone())).expect("whole");
        append(
            &mut journal,
            &mut head,
            START,
            sitting * EVENTS,
            EVENTS,
            &mut acks,
        );
        mark(&ballots, open());
        for group in 0..VOTES / 4 {
            let first = sitting * VOTES + group * 4;
            cast(&ballots, first..first + 4);
            acks.say(&format!("votes {}", first + 4));
        }
        if sitting == 1 {
            wait(ballots.archive(&label())).expect("archived");
            acks.say("box archived");
            head = journal
                .archive(&label(), &events(LATER, 1))
                .expect("archived");
            acks.say("archived 1");
            append(&mut journal, &mut head, LATER, 1, EVENTS, &mut acks);
            mark(&ballots, open());
            cast(&ballots, 500..510);
            acks.say("later 10");
        }
    }
}

fn append(
    journal: &mut Journal,
    head: &mut Head,
    start: i64,
    from: u64,
    count: u64,
    acks: &mut Acks,
) {
    for event in &events(start, from + count)[from as usize..] {
        *head = journal
            .append(*head, std::slice::from_ref(event))
            .expect("stored");
        let evening = if start == START { "events" } else { "archived" };
        acks.say(&format!("{evening} {}", head.revision));
    }
}

/// What had been answered when the power went.
#[derive(Clone, Debug, Default)]
struct Answered {
    keys: Option<String>,
    events: u64,
    votes: u64,
    /// The box was put away, and so many votes came after.
    box_archived: bool,
    later_votes: u64,
    /// So many events of the evening after the archive; 0 before it.
    later: u64,
}

impl Answered {
    fn hear(&mut self, ack: &str) {
        let (what, value) = ack.rsplit_once(' ').expect("two words");
        let number = || value.parse().expect("a number");
        match what {
            "keys" => self.keys = Some(value.to_owned()),
            "events" => self.events = number(),
            "votes" => self.votes = number(),
            "box" => self.box_archived = true,
            "archived" => self.later = number(),
            "later" => self.later_votes = number(),
            other => panic!("{other}"),
        }
    }
}

fn record() -> (Vec<Call>, PathBuf) {
    let room = room();
    let folder = room.path().join("show");
    std::fs::create_dir_all(folder.join("stick")).expect("a folder");
    let log = room.path().join("strace");
    let name = "cuts::the_program_that_is_recorded";
    let ran = Command::new("strace")
        .args(["-f", "-qq", "-xx", "-s", "8388608", "-e", "signal=none"])
        .arg("-e")
        .arg(format!("trace={CALLS}"))
        .arg("-o")
        .arg(&log)
        .arg(std::env::current_exe().expect("this program"))
        .args([name, "--exact", "--test-threads=1", "--nocapture"])
        .env(FOLDER, &folder)
        .output()
        .expect("strace runs (tests/run installs it)");
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    let text = std::fs::read_to_string(&log).expect("a record");
    (parse(&text), folder)
}

#[test]
fn whatever_was_answered_before_the_power_went_is_there() {
    let seed = seed("power");
    let (calls, recorded) = record();
    let room = room();
    let folder = room.path().join("show");
    let images = form(500, 5000);
    let writes = |call: &&Call| matches!(call, Call::Write(..));
    println!(
        "{} calls, {} of them writes",
        calls.len(),
        calls.iter().filter(writes).count()
    );
    let mut cuts: Vec<(usize, u64)> = (0..images)
        .map(|image| (dice(seed, image).random_range(0..=calls.len()), image))
        .collect();
    // One pass through the record serves all cuts.
    cuts.sort_unstable();
    let mut answered = Answered::default();
    let mut disks = [Names::Journalled, Names::Strict].map(|names| Disk::at(&recorded, names));
    let mut done = 0;
    for (cut, image) in cuts {
        for call in &calls[done..cut] {
            for disk in &mut disks {
                if let Some(ack) = disk.apply(call)
                    && matches!(disk.names(), Names::Journalled)
                {
                    answered.hear(&ack);
                }
            }
        }
        done = cut;
        let mut dice = dice(seed ^ 1, image);
        let disk = disks.choose(&mut dice).expect("a disk").clone();
        let said = disk.cut(&mut dice, &folder);
        let case = format!(
            "PALMARES_SEED={seed}, image {image}, after call {cut}, {:?}: {said}",
            disk.names()
        );
        judge(&folder, &answered, dice.random(), &case);
    }
}

fn judge(folder: &Path, answered: &Answered, with_stick: bool, case: &str) {
    std::fs::create_dir_all(folder).expect("a folder");
    let case = format!("{case}; {answered:?}");
    if let Some(known) = &answered.keys {
        let file = KeyFile::lock(folder).unwrap_or_else(|e| panic!("{case}: {e}"));
        let keys = file.read().unwrap_or_else(|e| panic!("{case}: {e}"));
        let keys = keys.unwrap_or_else(|| panic!("{case}: the keys are gone"));
        assert_eq!(&keys.ballot_key, known, "{case}");
    }
    let stick = folder.join("stick");
    let stick = Some(stick.as_path()).filter(|stick| with_stick && stick.is_dir());
    let held = read(folder, stick).unwrap_or_else(|damage| panic!("{case}: {damage}"));
    let count = held.events.len() as u64;
    let first = events(START, 2 * EVENTS);
    let later = events(LATER, EVENTS + 1);
    let is_later = held.events.first() == later.first();
    if is_later {
        assert!(answered.events == 2 * EVENTS, "{case}");
        assert!(count >= answered.later, "{case}: {count} events");
        assert_eq!(held.events, later[..held.events.len()], "{case}");
        let archive = folder.join(format!("show-{}.db", label()));
        let mut archive = journal_at(&archive).expect("the archive is whole");
        assert_eq!(events_of(&mut archive), first, "{case}");
    } else {
        assert!(answered.later == 0, "{case}: the archive did not last");
        assert!(count >= answered.events, "{case}: {count} events");
        assert_eq!(held.events, first[..held.events.len()], "{case}");
    }
    judge_votes(&held.voters(), answered, &case);
}

fn judge_votes(held: &[String], answered: &Answered, case: &str) {
    let name = |number: u64| vote(number).voter.to_string();
    let there: BTreeSet<&String> = held.iter().collect();
    assert_eq!(there.len(), held.len(), "{case}: a vote is there twice");
    let expected = match answered.box_archived {
        true => 500..500 + answered.later_votes,
        false => 0..answered.votes,
    };
    // The archive may have lasted before anybody was told.
    let put_away = !answered.box_archived && answered.votes == 2 * VOTES && held.is_empty();
    for number in expected {
        let there = put_away || there.contains(&name(number));
        assert!(
            there,
            "{case}: the vote {number} was counted and is not there"
        );
    }
    let all: BTreeSet<String> = (0..2 * VOTES).chain(500..510).map(name).collect();
    assert!(held.iter().all(|voter| all.contains(voter)), "{case}");
}
