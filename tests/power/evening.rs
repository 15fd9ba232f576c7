//! An evening on disk, with its mirrors: made by the real storage code, and read by it.

use crate::support::ledgers::{box_kept, journal_kept};
use crate::support::shows::gala;
use palmares::ballotbox::record::{Mark, RefKey, Vote, VoterRef};
use palmares::ballotbox::{BallotBox, Cast};
use palmares::cli::storage::Storage;
use palmares::evening::archive_label;
use palmares::folder::Folder;
use palmares::ledger::Head;
use palmares::ledger::chain::Keeping;
use palmares::ledger::chain::mirror::Copies;
use palmares::ledger::chain::mirror::seal::MirrorSeal;
use palmares::show::event::{At, By, Event, Move, Stamped};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// The evening after the archive.
pub const LATER: i64 = START + 3_600_000;

/// The archive's label, which the evening after it begins with.
pub fn label() -> String {
    archive_label(At(LATER))
}

/// A temporary folder in memory where there is one: thousands of syncs cost nothing there.
pub fn room() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        return TempDir::new_in(memory).expect("a temporary folder");
    }
    TempDir::new().expect("a temporary folder")
}

thread_local! {
    /// One for a test's journal and its box.
    static SEAL: Arc<MirrorSeal> = Arc::new(MirrorSeal::of(BALLOT_KEY));
}

/// Of every evening here.
pub const BALLOT_KEY: &str = "c0ffee";

/// With mirrors, and a second copy in `copy`.
pub fn keeping(copy: Option<PathBuf>) -> Keeping {
    Keeping {
        seal: Some(SEAL.with(Arc::clone)),
        copy_fits: copy.is_some(),
        copies: Copies {
            folder: copy,
            label: label(),
            ..Copies::default()
        },
        ..Keeping::default()
    }
}

/// The first `count` events of an evening that began at `start`.
pub fn events(start: i64, count: u64) -> Vec<Stamped> {
    let event = |revision| match revision {
        1 => Event::ShowLoaded {
            show: gala(),
            fingerprint: None,
        },
        3 => Event::BallotOpened {
            ballot: "people".into(),
            closes_at: At(start + 60_000),
        },
        n if n % 2 == 0 => Event::CueFired {
            cue: format!("finalists/{n}"),
            by: Move::Go,
        },
        n => Event::BlackoutSet { on: n % 4 == 1 },
    };
    let stamp = |revision| Stamped {
        revision,
        at: At(start + revision as i64),
        by: By::Mc,
        event: event(revision),
    };
    (1..=count).map(stamp).collect()
}

pub const START: i64 = 1_772_700_000_000;

/// The vote of a voter with this number.
pub fn vote(number: u64) -> Vote {
    Vote {
        ballot: "people".into(),
        voter: VoterRef::of(&RefKey::of("key"), "people", &number.to_string()),
        change: Some(1),
        choices: vec![
            if number.is_multiple_of(3) {
                "mirror"
            } else {
                "echo"
            }
            .into(),
        ],
    }
}

/// Takes votes together, so that they may share a batch, and expects each to be counted.
pub fn cast(ballots: &BallotBox, numbers: std::ops::Range<u64>) {
    let answers: Vec<_> = numbers.map(|n| ballots.cast(vote(n))).collect();
    for answer in answers {
        assert!(matches!(wait(answer), Ok(Cast::Counted { .. })));
    }
}

/// Sets a mark and waits until it is stored.
pub fn mark(ballots: &BallotBox, mark: Mark) {
    let (told, done) = std::sync::mpsc::channel();
    ballots.mark(
        mark,
        Vec::new(),
        Box::new(move |_| {
            let _ = told.send(());
        }),
    );
    done.recv().expect("stored");
}

pub fn open() -> Mark {
    Mark::Open {
        ballot: "people".into(),
        round: 1,
    }
}

pub fn wait<T>(answer: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(answer)
}

/// Everything that a folder holds, through the real code; or why it is refused.
pub fn read(folder: &Path, copy: Option<&Path>) -> Result<Held, String> {
    let folder = Folder::at(folder);
    let storage = Storage::of(&folder, Some(MirrorSeal::of(BALLOT_KEY))).with_copy(copy)?;
    let (journal, _, events) = storage.journal()?;
    let health = journal.health();
    let [_, votes] = storage.boxes(&events, health.copy_fits());
    let (batches, notes) = (votes.records()?, health.notes());
    Ok(Held {
        events,
        batches,
        notes,
    })
}

/// What was read.
#[derive(Debug, PartialEq)]
pub struct Held {
    pub events: Vec<Stamped>,
    pub batches: Vec<String>,
    pub notes: Vec<String>,
}

impl Held {
    /// Whether it holds the same as another, however it came by it.
    pub fn same(&self, other: &Held) -> bool {
        self.events == other.events && self.batches == other.batches
    }

    /// The voters with a vote in it.
    pub fn voters(&self) -> Vec<String> {
        let lines = self.batches.iter().flat_map(|batch| batch.lines());
        let votes = lines.filter_map(|line| line.strip_prefix("vote people "));
        votes.map(|rest| rest[..32].to_owned()).collect()
    }
}

/// Every file in a folder, byte for byte.
pub fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).expect("a folder").flatten();
    let files = files.filter(|file| file.path().is_file());
    files
        .map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            (name, fs::read(file.path()).expect("readable"))
        })
        .collect()
}

/// Writes files into a folder that is emptied first.
pub fn restore(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("written");
    }
}

/// A folder's files at some moment.
pub type Files = BTreeMap<String, Vec<u8>>;

/// An evening: closed properly; or cut off, with its logs beside it; and what stands on the stick.
pub struct Evening {
    pub closed: Files,
    pub cut_off: Files,
    pub stick: Files,
    pub truth: Held,
}

impl Evening {
    pub fn make() -> Evening {
        let room = room();
        let (folder, stick) = (room.path().join("show"), room.path().join("stick"));
        fs::create_dir(&folder).expect("a folder");
        fs::create_dir(&stick).expect("a folder");
        let copy = Some(stick.clone());
        let mut head = Head::default();
        // The first half is folded into the databases, the second stands in their logs.
        let mut cut_off = Files::new();
        for half in 0..2u64 {
            let path = folder.join("show.db");
            let mut journal = journal_kept(&path, keeping(copy.clone())).expect("whole");
            for event in &events(START, 40)[half as usize * 20..][..20] {
                let event = std::slice::from_ref(event);
                head = journal.append(head, event).expect("stored");
            }
            let path = folder.join("votes.db");
            let ballots = box_kept(&path, keeping(copy.clone())).expect("whole");
            mark(&ballots, open());
            for group in 0..12 {
                let first = half * 60 + group * 5;
                cast(&ballots, first..first + 5);
            }
            cut_off = bytes(&folder);
            // Dropping both closes the files and brings the stick up to date.
        }
        let closed = bytes(&folder);
        let truth = read(&folder, None).expect("whole");
        assert_eq!(truth.events, events(START, 40));
        assert_eq!(truth.voters().len(), 120);
        assert!(cut_off.contains_key("show.db-wal") && cut_off.contains_key("votes.db-wal"));
        Evening {
            closed,
            cut_off,
            stick: bytes(&stick),
            truth,
        }
    }
}
