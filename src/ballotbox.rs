//! Votes: one total order, in which closing a ballot is a mark like any other record.
//!
//! A vote sets "my choice is X". It is answered once it is durable. What stands before the close
//! mark counts; what comes after is told so.

pub mod fold;
pub mod receipts;
pub mod record;

use crate::ledger::damage::Damage;
use crate::ledger::kept::{Answer, AnyKept, Kept};
use crate::ledger::{Head, Layout, Ledger, Position};
use crate::show::tally::Tally;
use fold::Polls;
use receipts::Receipts;
use record::{Mark, Vote, VoterRef};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Keeps the links of a box from fitting into another kind of file.
pub const CONTEXT: &str = "palmares ballot box link 1";

/// What it holds.
pub const LAYOUT: Layout = Layout {
    stem: "votes",
    application_id: 0x5061_6C76,
    table: "batch",
    number: "number",
    context: CONTEXT,
    fingerprint: None,
};

/// "In the last ten seconds".
const RECENT: Duration = Duration::from_secs(10);

/// How often a count is kept to be compared with: those who ask oftener hear the same.
const SAMPLE_EVERY: Duration = Duration::from_millis(100);

/// What became of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cast {
    /// It is stored, or was already: this is the voter's choice.
    Counted {
        /// The number of the change that made it.
        change: u32,
    },
    /// A later change of the same voter is stored; its choices stand.
    Superseded {
        /// The choices that count.
        choices: Vec<String>,
        /// The number of the change that made them.
        change: u32,
    },
    /// The ballot is not open (any more, or yet).
    Late,
}

/// A counted ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Where the close mark stands.
    pub position: Position,
    /// The fold up to the mark.
    pub tally: Tally,
    /// The ledger's link at the mark, in hexadecimal.
    pub digest: String,
}

/// What the box holds under one voter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Entry ids.
    pub choices: Vec<String>,
    /// The number of the change that made them.
    pub change: u32,
    /// Whether the vote was excluded from the count.
    pub excluded: bool,
}

/// How a ballot is going.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// How many voters have a choice in the box.
    pub voters: u64,
    /// How many votes came within the last ten seconds.
    pub recent: u64,
}

/// What is called once a mark is stored and, for a close, folded.
pub type Marked = Box<dyn FnOnce(Counted) + Send>;

/// The evening's votes.
pub struct BallotBox {
    kept: Arc<Kept<Polls>>,
    receipts: Receipts,
    samples: Mutex<VecDeque<Sample>>,
}

/// How many votes had come to each ballot at some moment.
type Sample = (Instant, BTreeMap<String, u64>);

impl Deref for BallotBox {
    type Target = Kept<Polls>;

    fn deref(&self) -> &Kept<Polls> {
        &self.kept
    }
}

impl BallotBox {
    /// Opens the ledger, counts all of it and starts the box's thread.
    pub fn open(ledger: impl Ledger + 'static) -> Result<Self, Damage> {
        Ok(BallotBox {
            kept: Arc::new(Kept::open(ledger)?),
            receipts: Receipts::default(),
            samples: Mutex::default(),
        })
    }

    /// It, as the evening treats every box.
    pub fn kept(&self) -> Arc<dyn AnyKept> {
        self.kept.clone()
    }

    /// Takes a vote.
    pub fn cast(&self, vote: Vote) -> Answer<Cast> {
        self.kept.ask(vote)
    }

    /// Sets a mark behind the votes that came before it, idempotent per round, and calls back with
    /// the count at it. Never waits; retried until it is stored.
    pub fn mark(&self, mark: Mark, paper: Vec<String>, then: Marked) {
        let ballot = mark.ballot().to_owned();
        let count = move |polls: &Polls, at: Head| {
            then(Counted {
                position: at.revision,
                tally: polls.tally(&ballot, paper.iter().map(String::as_str)),
                digest: at.digest(),
            });
        };
        self.kept.mark(mark, Box::new(count));
    }

    /// How each ballot is going.
    pub fn turnout(&self) -> BTreeMap<String, Turnout> {
        let mut now = BTreeMap::new();
        let mut all = BTreeMap::new();
        for (ballot, voters, votes) in self.kept.fold().turnout() {
            now.insert(ballot.to_owned(), votes);
            all.insert(ballot.to_owned(), Turnout { voters, recent: 0 });
        }
        let mut samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        // The last count before the span is what the span began with.
        while samples.get(1).is_some_and(|(at, _)| at.elapsed() >= RECENT) {
            samples.pop_front();
        }
        if let Some((_, before)) = samples.front() {
            for (ballot, turnout) in &mut all {
                let before = before.get(ballot).copied().unwrap_or(0);
                turnout.recent = now[ballot].saturating_sub(before);
            }
        }
        let last = samples.back();
        if last.is_none_or(|(at, _)| at.elapsed() >= SAMPLE_EVERY) {
            samples.push_back((Instant::now(), now));
        }
        all
    }

    /// The running count for this ballot paper.
    pub fn tally(&self, ballot: &str, paper: &[&str]) -> Tally {
        self.kept.fold().tally(ballot, paper.iter().copied())
    }

    /// What is held under a voter's reference.
    pub fn held(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        self.kept.fold().held(ballot, voter)
    }

    /// Whether this voter's choice was excluded from the count, whatever it is.
    pub fn excludes(&self, ballot: &str, voter: &VoterRef) -> bool {
        self.kept.fold().excludes(ballot, voter)
    }

    /// The voters with this receipt, however it is typed; several only if two receipts are alike,
    /// which one may have to live with.
    pub fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<VoterRef> {
        self.receipts
            .find(&self.kept, |polls| polls, ballot, receipt)
    }
}
