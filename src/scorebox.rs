//! Scores: one total order, in which submitting, recusing, reopening and closing are records like
//! any other.
//!
//! A score sets "my mark is N", per juror, work and criterion. It is answered once it is durable.

pub mod fold;
pub mod record;

use crate::ledger::damage::Damage;
use crate::ledger::kept::{AnyKept, Fold, Kept};
use crate::ledger::{Head, Layout, Ledger};
use crate::secret::Cipher;
use crate::show::judging::RoundNumber;
use fold::Sheets;
use record::SheetRecord;
use std::ops::Deref;
use std::sync::Arc;

/// Keeps the links of a score box from fitting into another kind of file.
pub const CONTEXT: &str = "palmares score box link 1";

/// What it holds.
pub const LAYOUT: Layout = Layout {
    stem: "scores",
    application_id: 0x5061_6C73,
    table: "batch",
    number: "number",
    context: CONTEXT,
    fingerprint: None,
};

/// What became of a score, or of another act of the jury.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It is stored, or was already.
    Kept {
        /// The score that stands; none where it was cleared, and for a note.
        score: Option<u32>,
        /// The number of the change that made it.
        change: u32,
    },
    /// A later change of the same juror stands.
    Superseded {
        /// The score that stands.
        score: Option<u32>,
        /// The number of the change that made it.
        change: u32,
    },
    /// An act is stored, or it was so already; where the box stood then.
    Done(Head),
    Refused(SheetRefusal),
}

/// Why a score sheet does not take something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetRefusal {
    /// The juror has submitted it.
    Signed,
    /// The juror does not judge this work.
    Recused,
    /// The judging is over.
    Closed,
    /// It holds marks of the juror's own.
    HasMarks,
    /// It holds no mark that could be moved.
    NoMarks,
}

/// The heads of a box that holds these records, one after each.
pub fn heads(records: &[String]) -> Vec<Head> {
    let mut head = Head::default();
    let next = |body: &String| {
        head = head.next(CONTEXT, body);
        head
    };
    records.iter().map(next).collect()
}

/// The score sheets after these records, for whoever has no box but what was exported. What cannot
/// be read ends them: `verify` names it.
pub fn folded(records: &[String]) -> Sheets {
    let mut sheets = Sheets::default();
    for (head, body) in heads(records).into_iter().zip(records) {
        if sheets.apply(head, body, &mut |_| {}).is_err() {
            break;
        }
    }
    sheets
}

/// The evening's scores.
pub struct ScoreBox {
    kept: Arc<Kept<Sheets>>,
    /// Closes and opens private notes.
    notes: Option<Cipher>,
}

impl Deref for ScoreBox {
    type Target = Kept<Sheets>;

    fn deref(&self) -> &Kept<Sheets> {
        &self.kept
    }
}

impl ScoreBox {
    /// Opens the ledger, reads all of it and starts the box's thread.
    pub fn open(ledger: impl Ledger + 'static) -> Result<Self, Damage> {
        Ok(ScoreBox {
            kept: Arc::new(Kept::open(ledger)?),
            notes: None,
        })
    }

    /// The same, for the folder with this `ballot_key`: without it nobody can note anything.
    pub fn with_notes(mut self, ballot_key: &str) -> Self {
        self.notes = Cipher::of("palmares jurors' notes 1", ballot_key);
        self
    }

    /// A private note as the box keeps it.
    pub fn seal_note(&self, text: &str) -> Option<String> {
        self.notes.as_ref()?.close(text).ok()
    }

    /// The note again.
    pub fn note(&self, kept: &str) -> Option<String> {
        self.notes.as_ref()?.open(kept)
    }

    /// Waits for the fresh sheets of a round that has begun, for which a mark has asked.
    pub async fn has_begun(&self, RoundNumber(round): RoundNumber) {
        if round > 1 {
            let _ = self.ask(SheetRecord::Round { round }).await;
        }
    }

    /// It, as the evening treats every box.
    pub fn kept(&self) -> Arc<dyn AnyKept> {
        self.kept.clone()
    }
}
