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
        let well = self.log.get().is_some_and(|log| !log.failed());
        well && !self.is_stopped()
    }

    /// Whether the hall has stopped it: nothing that it writes counts any more.
    pub fn is_stopped(&self) -> bool {
        let log = self.log.get();
        log.is_some_and(|log| log.fold().is_stopped(&self.lane))
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
            fold.paper(&vote.ballot).is_some() && !fold.is_stopped(&self.lane)
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
    async fn a_stopped_node_writes_nothing_and_says_at_once_that_it_is_not_stored() {
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
        for (lane, answer, written) in [
            ("n1", StoreError::NotStored, 0),
            ("n2", StoreError::Unknown, 1),
        ] {
            let (node, count) = (NodeBox::of(lane), Arc::new(AtomicU64::new(0)));
            let log = StillLog(bodies.clone(), count.clone());
            node.open(log).expect("a log");
            let vote = Vote {
                ballot: "people".to_owned(),
                voter: VoterRef([3; 16]),
                change: Some(1),
                choices: vec!["a".to_owned()],
            };
            assert_eq!(node.cast(vote).await, Err(answer), "{lane}");
            assert_eq!(count.load(Ordering::SeqCst), written, "{lane}");
            assert_eq!(node.is_stopped(), lane == "n1");
        }
    }
}
