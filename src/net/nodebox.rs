//! A node's ballot box: the log outside, once the node has read all of it.
//!
//! There is nothing here to open, close or exclude with: that is the hall's alone.

use super::fold::NetPolls;
use crate::ballotbox::fold::Polls;
use crate::ballotbox::receipts::Receipts;
use crate::ballotbox::record::{Vote, VoterRef};
use crate::ballotbox::{Cast, Held};
use crate::ledger::Ledger;
use crate::ledger::damage::Damage;
use crate::ledger::kept::{AnyKept, Kept, StoreError};
use std::sync::OnceLock;
use std::time::Duration;
use tokio::time::timeout;

/// A voter waits no longer for an answer: then it is not confirmed, and the phone sends the same
/// again, to any node.
const ANSWER_MAX: Duration = Duration::from_secs(8);

/// The votes of an evening as a node has them.
#[derive(Default)]
pub struct NodeBox {
    /// The node's.
    lane: String,
    /// None until all of the log was read.
    log: OnceLock<Kept<NetPolls>>,
    receipts: Receipts,
}

impl NodeBox {
    /// Of the node with this name; it holds nothing yet.
    pub fn of(lane: &str) -> Self {
        NodeBox {
            lane: lane.to_owned(),
            ..NodeBox::default()
        }
    }

    /// Reads all of the log, and waits for its servers as long as it takes.
    pub fn open(&self, ledger: impl Ledger + 'static) -> Result<(), Damage> {
        let log = Kept::open(ledger)?;
        // A box is opened once.
        let _ = self.log.set(log);
        Ok(())
    }

    /// Whether it knows what is in the log, follows it, and was not stopped: what it writes counts.
    pub fn is_ready(&self) -> bool {
        let stopped = |log: &Kept<NetPolls>| {
            let fold = log.fold();
            fold.lanes()
                .get(&self.lane)
                .is_some_and(|lane| lane.stopped)
        };
        let log = self.log.get().filter(|log| !log.failed());
        log.is_some_and(|log| !stopped(log))
    }

    /// Messages that were read, and how many of them, or of their votes, somebody should look into.
    pub fn messages(&self) -> (u64, u64) {
        let read = |log: &Kept<NetPolls>| {
            let fold = log.fold();
            (fold.head().revision, fold.skipped().suspicious())
        };
        self.log.get().map(read).unwrap_or_default()
    }

    /// Reads the log anew after damage, such as a gap that a server had in it.
    pub fn mend(&self) {
        if let Some(log) = self.log.get().filter(|log| log.failed()) {
            let _ = log.resume().wait();
        }
    }

    /// Takes a vote, and answers what has become of it in the log.
    ///
    /// # Errors
    /// Nothing is known of it, or nothing was stored: it may be sent again.
    pub async fn cast(&self, vote: Vote) -> Result<Cast, StoreError> {
        let Some(log) = self.log.get() else {
            return Err(StoreError::NotStored);
        };
        // Nobody's time is taken with what no reader would count. The hall may be about to say what
        // the paper is: then the vote comes again.
        if log.fold().paper(&vote.ballot).is_none() {
            return Err(StoreError::NotStored);
        }
        let answer = timeout(ANSWER_MAX, log.ask(vote)).await;
        answer.unwrap_or(Err(StoreError::Unknown))
    }

    /// What is held under a voter's reference.
    pub fn held(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        self.read(|polls| polls.held(ballot, voter)).flatten()
    }

    /// Whether this voter's choice was excluded from the count, whatever it is.
    pub fn excludes(&self, ballot: &str, voter: &VoterRef) -> bool {
        self.read(|polls| polls.excludes(ballot, voter)) == Some(true)
    }

    /// The voters with this receipt, however it is typed.
    pub fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<VoterRef> {
        let find = |log| self.receipts.find(log, NetPolls::polls, ballot, receipt);
        self.log.get().map(find).unwrap_or_default()
    }

    fn read<T>(&self, read: impl FnOnce(&Polls) -> T) -> Option<T> {
        self.log.get().map(|log| read(log.fold().polls()))
    }
}
