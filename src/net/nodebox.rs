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
use crate::ledger::jetstream::signed::Bytes32;
use crate::ledger::kept::{AnyKept, Kept, StoreError};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::timeout;

/// A voter waits no longer for an answer: then it is not confirmed, and the phone sends the same
/// again, to any node.
const ANSWER_MAX: Duration = Duration::from_secs(8);

/// Why a node takes no votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeLack {
    /// It does not know yet what is in the log, or what the hall says of the show.
    Reading,
    /// The hall has stopped it: nothing that it writes counts any more.
    Stopped,
    /// The log lists no such node, or lists it with another key: no reader would count its votes.
    Unlisted,
}

/// The votes of an evening as a node has them.
#[derive(Default)]
pub struct NodeBox {
    /// The node's.
    lane: String,
    /// What its messages are proved by.
    key: Option<Bytes32>,
    /// None until all of the log was read.
    log: OnceLock<Kept<NetPolls>>,
    /// Set while the hall has said something that guests are not shown yet.
    unheard: AtomicBool,
    receipts: Receipts,
}

impl NodeBox {
    /// Of the node with this name and public key; it holds nothing yet.
    pub fn of(lane: &str, key: Bytes32) -> Self {
        NodeBox {
            lane: lane.to_owned(),
            key: Some(key),
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

    /// Whether the hall has said something that guests are not shown yet, or printed tickets that
    /// are not known yet.
    pub fn set_unheard(&self, unheard: bool) {
        self.unheard.store(unheard, Ordering::SeqCst);
    }

    pub fn is_unheard(&self) -> bool {
        self.unheard.load(Ordering::SeqCst)
    }

    /// Why it takes no votes; none where it knows what is in the log, follows it, and what it
    /// writes counts.
    pub fn lack(&self) -> Option<NodeLack> {
        let Some(log) = self.log.get() else {
            return Some(NodeLack::Reading);
        };
        let reading = log.failed() || self.is_unheard();
        let reading = reading.then_some(NodeLack::Reading);
        self.unwanted(&log.fold()).or(reading)
    }

    /// Why no reader would count what it writes.
    fn unwanted(&self, log: &NetPolls) -> Option<NodeLack> {
        match log.lanes().get(&self.lane) {
            Some(lane) if lane.stopped => Some(NodeLack::Stopped),
            Some(lane) if Some(lane.key) == self.key => None,
            _ => Some(NodeLack::Unlisted),
        }
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
        let takes = {
            let fold = log.fold();
            fold.paper(&vote.ballot).is_some() && self.unwanted(&fold).is_none()
        };
        if !takes {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::jetstream::signed::{Bytes32, HALL, Signer, body, subject_of};
    use crate::ledger::{AppendError, Each, Head, Health, Linked, Position};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// A log that stays as it is, and counts what is to be written.
    struct StillLog(Vec<String>, Arc<AtomicU64>);

    impl Ledger for StillLog {
        fn open(&mut self, each: Each<'_>) -> Result<Head, Damage> {
            let mut head = Head::default();
            for body in &self.0 {
                head = head.next("test", body);
                each(head, body).map_err(Damage::File)?;
            }
            Ok(head)
        }

        fn append(&mut self, _: Head, _: &[String], _: Each<'_>) -> Result<Head, AppendError> {
            self.1.fetch_add(1, Ordering::SeqCst);
            Err(AppendError::Unknown("a test".to_owned()))
        }

        fn follow(&mut self, _: Each<'_>) -> Result<Head, Damage> {
            Ok(Head::default())
        }

        fn page(&mut self, _: Position, _: usize) -> Result<Vec<Linked>, Damage> {
            Ok(Vec::new())
        }

        fn archive(&mut self, _: &str, _: &[String]) -> Result<Head, AppendError> {
            Err(AppendError::NotStored("a test".to_owned()))
        }

        fn health(&self) -> Arc<Health> {
            Arc::default()
        }

        fn is_shared(&self) -> bool {
            true
        }
    }

    #[tokio::test]
    async fn what_no_reader_would_count_is_not_written_and_it_is_said_at_once() {
        let signer = |lane: &str| Signer::of("e", lane, &Bytes32([7; 32])).expect("a key");
        let key = signer(HALL).public();
        let said = [
            format!("evening e {key}\nnode n1 {key}\nnode n2 {key}\n"),
            "paper people 1 a\nopen people 1\nstop n1\n".to_owned(),
        ];
        let said = said.iter().zip(1..).map(|(text, counter)| {
            let message = signer(HALL).message(counter, text);
            body(1, &subject_of(HALL), message.as_bytes())
        });
        let bodies: Vec<String> = said.collect();
        let vote = || Vote {
            ballot: "people".to_owned(),
            voter: VoterRef([3; 16]),
            change: Some(1),
            choices: vec!["a".to_owned()],
        };
        for (lane, answer, written) in [
            ("n1", StoreError::NotStored, 0),
            ("n2", StoreError::Unknown, 1),
        ] {
            let (node, count) = (NodeBox::of(lane, key), Arc::new(AtomicU64::new(0)));
            let log = StillLog(bodies.clone(), count.clone());
            node.open(log).expect("a log");
            assert_eq!(node.cast(vote()).await, Err(answer), "{lane}");
            assert_eq!(count.load(Ordering::SeqCst), written, "{lane}");
            let lack = (lane == "n1").then_some(NodeLack::Stopped);
            assert_eq!(node.lack(), lack);
        }
        // Another's file, and a key of the right name that is another.
        for (lane, key) in [("n9", key), ("n2", Bytes32([9; 32]))] {
            let (node, count) = (NodeBox::of(lane, key), Arc::new(AtomicU64::new(0)));
            assert_eq!(node.lack(), Some(NodeLack::Reading));
            let log = StillLog(bodies.clone(), count.clone());
            node.open(log).expect("a log");
            assert_eq!(node.lack(), Some(NodeLack::Unlisted), "{lane}");
            assert_eq!(node.cast(vote()).await, Err(StoreError::NotStored));
            assert_eq!(count.load(Ordering::SeqCst), 0, "{lane}");
        }
    }
}
