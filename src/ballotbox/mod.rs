//! Votes on disk: one total order, in which closing a ballot is a mark like any other record.
//!
//! A vote sets "my choice is X". It is answered once it is durable. What stands before the close
//! mark counts; what comes after is told so.

pub mod fold;
pub mod local;
pub mod memory;
pub mod receipts;
pub mod record;

use crate::show::tally::Tally;
use record::{Mark, Vote};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

/// Where a record stands in the box. Positions are ordered; gaps are allowed.
pub type Position = u64;

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

/// A box that could not say yes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoxError {
    /// The vote was certainly not stored.
    #[error("not stored")]
    NotStored,
    /// It may or may not have been stored: the same vote may be sent again.
    #[error("not confirmed")]
    Unknown,
}

/// A counted ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Where the close mark stands.
    pub position: Position,
    /// The fold up to the mark.
    pub tally: Tally,
    /// The chain's link at the mark, in hexadecimal.
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
    /// How many records came within the last ten seconds.
    pub recent: u64,
}

/// An answer that comes once it is durable.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send>>;

/// What is called once a mark is stored and, for a close, folded.
pub type Marked = Box<dyn FnOnce(Counted) + Send>;

/// A place for votes. The one in this house is [`local::LocalBox`]; a distributed one needs nothing
/// more.
pub trait BallotBox: Send + Sync {
    /// Takes a vote.
    fn cast(&self, vote: Vote) -> Answer<Cast>;

    /// Sets a mark behind the votes that came before it, idempotent per round, and calls back with
    /// the count at it. Never waits; retried until it is stored.
    fn mark(&self, mark: Mark, paper: Vec<String>, then: Marked);

    /// How each ballot is going.
    fn turnout(&self) -> BTreeMap<String, Turnout>;

    /// The running count for this ballot paper.
    fn tally(&self, ballot: &str, paper: &[&str]) -> Tally;

    /// What is held under a voter's reference.
    fn held(&self, ballot: &str, voter: &record::VoterRef) -> Option<Held>;

    /// Whether this voter's choice was excluded from the count, whatever it is.
    fn excludes(&self, ballot: &str, voter: &record::VoterRef) -> bool {
        let held = self.held(ballot, voter);
        held.is_some_and(|held| held.excluded)
    }

    /// The voters with this receipt, however it is typed; several only if two receipts are alike,
    /// which one may have to live with.
    fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<record::VoterRef>;

    /// Every record in its order, as stored: what an export carries and anyone can recount.
    fn records(&self) -> Answer<Vec<String>>;

    /// Whether the last write failed, so that nobody is told "counted".
    fn failed(&self) -> bool;

    /// While the show's own journal cannot be written: takes no vote, and keeps every mark until
    /// that is over.
    fn hold(&self, on: bool);

    /// Tries the disk again after a failure.
    fn resume(&self) -> Answer<()>;

    /// Puts everything away under a dated name and begins anew.
    fn archive(&self, label: &str) -> Answer<()>;
}
