//! Journals and ballot boxes: on files, and in memory.

use palmares::ballotbox::{self, BallotBox};
use palmares::journal::{self, Journal, Opened};
use palmares::ledger::chain::{ChainFile, Keeping};
use palmares::ledger::damage::Damage;
use palmares::ledger::memory::MemoryLedger;
use palmares::scorebox::{self, ScoreBox};
use std::path::Path;
use std::sync::Arc;

/// A journal's file, about to be opened. No mirror is kept.
pub fn journal_file(path: &Path) -> ChainFile {
    ChainFile::at(path, journal::LAYOUT, Keeping::default())
}

/// The journal in a file, without a mirror.
pub fn journal_at(path: &Path) -> Result<Journal, Damage> {
    journal_kept(path, Keeping::default())
}

/// The journal in a file.
pub fn journal_kept(path: &Path, keeping: Keeping) -> Result<Journal, Damage> {
    let ledger = ChainFile::at(path, journal::LAYOUT, keeping);
    Journal::open(ledger).map(|(journal, ..)| journal)
}

/// Every event of a journal.
pub fn events_of(journal: &mut Journal) -> Vec<palmares::show::event::Stamped> {
    let events = journal.after(0).expect("a good journal");
    events.into_iter().map(|(_, event)| event).collect()
}

/// The ballot box in a file, without a mirror.
pub fn box_at(path: &Path) -> Result<BallotBox, Damage> {
    box_kept(path, Keeping::default())
}

/// The ballot box in a file.
pub fn box_kept(path: &Path, keeping: Keeping) -> Result<BallotBox, Damage> {
    BallotBox::open(ChainFile::at(path, ballotbox::LAYOUT, keeping))
}

/// An empty journal.
pub fn journal_in_memory() -> Opened {
    Journal::open(MemoryLedger::of(journal::LAYOUT)).expect("an empty journal")
}

/// An empty ballot box.
pub fn box_in_memory() -> Arc<BallotBox> {
    let ballots = BallotBox::open(MemoryLedger::of(ballotbox::LAYOUT));
    Arc::new(ballots.expect("an empty box"))
}

/// An empty score box.
pub fn scores_in_memory() -> Arc<ScoreBox> {
    let scores = ScoreBox::open(MemoryLedger::of(scorebox::LAYOUT));
    Arc::new(scores.expect("an empty box"))
}
