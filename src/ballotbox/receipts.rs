//! Which voters a receipt belongs to.

use super::fold::Polls;
use super::record::{VoterRef, receipt_number};
use crate::ledger::kept::{Fold, Kept};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// An index of receipts by ballot. It is built when somebody asks, which is after the close as a
/// rule: a vote never pays for it.
#[derive(Default)]
pub struct Receipts(Mutex<HashMap<String, Index>>);

/// The voters of a ballot in the order of their receipts.
struct Index {
    /// Of which fold of the box.
    era: u64,
    voters: Vec<(u64, VoterRef)>,
}

impl Index {
    fn of(era: u64, voters: Vec<VoterRef>) -> Self {
        let numbered = voters.into_iter().map(|voter| (voter.number(), voter));
        let mut voters: Vec<_> = numbered.collect();
        voters.sort_unstable();
        Index { era, voters }
    }

    fn find(&self, number: u64) -> Vec<VoterRef> {
        let first = self.voters.partition_point(|(known, _)| *known < number);
        let alike = self.voters[first..]
            .iter()
            .take_while(|(n, _)| *n == number);
        alike.map(|(_, voter)| *voter).collect()
    }
}

impl Receipts {
    /// The voters in this ballot with this receipt, however it is typed. `polls`: the votes among
    /// what is kept.
    pub fn find<F: Fold>(
        &self,
        kept: &Kept<F>,
        polls: fn(&F) -> &Polls,
        ballot: &str,
        receipt: &str,
    ) -> Vec<VoterRef> {
        let Some(number) = receipt_number(receipt) else {
            return Vec::new();
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let era = kept.era();
        // Voters are only ever added, so that as many as before are the same ones.
        let fresh = |index: &&Index| {
            index.era == era && index.voters.len() == polls(&kept.fold()).voter_count(ballot)
        };
        if let Some(index) = known.get(ballot).filter(fresh) {
            return index.find(number);
        }
        // Copied first: votes must not wait while a million receipts are worked out.
        let voters = polls(&kept.fold()).voters_in(ballot);
        let index = Index::of(era, voters);
        let found = index.find(number);
        known.insert(ballot.to_owned(), index);
        found
    }
}
