//! A journal file in a folder of its own.

use crate::support::ledgers::{events_of, journal_at};
use crate::support::shows::gala;
use palmares::journal::Journal;
use palmares::ledger::Head;
use palmares::show::event::{At, By, Event, Move, Stamped};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub struct Bench(TempDir);

impl Bench {
    pub fn new() -> Bench {
        Bench(TempDir::new().expect("a temporary folder"))
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self) -> PathBuf {
        self.0.path().join("show.db")
    }

    pub fn open(&self) -> Journal {
        journal_at(&self.file()).expect("a good journal")
    }

    /// Why it cannot be opened.
    pub fn refusal(&self) -> String {
        match journal_at(&self.file()) {
            Ok(_) => panic!("the journal was opened"),
            Err(damage) => damage.to_string(),
        }
    }

    /// Changes the file behind the journal's back.
    pub fn tamper(&self, sql: &str) {
        let connection = Connection::open(self.file()).expect("an SQLite file");
        connection.execute_batch(sql).expect("tampered with");
        connection.close().expect("closed");
    }

    /// Every file in the folder, byte for byte.
    pub fn bytes(&self) -> BTreeMap<String, Vec<u8>> {
        let files = fs::read_dir(self.folder()).expect("a folder").flatten();
        files
            .map(|file| {
                let name = file.file_name().to_string_lossy().into_owned();
                (name, fs::read(file.path()).expect("readable"))
            })
            .collect()
    }

    /// The names of the files in the folder.
    pub fn names(&self) -> Vec<String> {
        self.bytes().into_keys().collect()
    }
}

/// An evening of `count` events.
pub fn evening(count: u64) -> Vec<Stamped> {
    let event = |revision| match revision {
        1 => Event::ShowLoaded {
            show: gala(),
            fingerprint: None,
        },
        n if n % 2 == 0 => Event::CueFired {
            cue: format!("finalists/{n}"),
            by: Move::Go,
        },
        n => Event::BlackoutSet { on: n % 4 == 1 },
    };
    let stamp = |revision| Stamped {
        revision,
        at: At(1_772_700_000_000 + revision as i64),
        by: By::Mc,
        event: event(revision),
    };
    (1..=count).map(stamp).collect()
}

/// Everything in a journal.
pub fn read(journal: &mut Journal) -> Vec<Stamped> {
    events_of(journal)
}

/// A closed file with `count` events, each appended on its own.
pub fn stored(count: u64) -> Bench {
    let bench = Bench::new();
    let mut journal = bench.open();
    let mut head = Head::default();
    for event in evening(count) {
        head = journal.append(head, &[event]).expect("stored");
    }
    bench
}
