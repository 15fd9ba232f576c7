//! A ballot box in memory, for tests: the same fold, no disk, every answer at once.

use super::fold::{Fold, Verdict};
use super::record::{Mark, Record, Vote, VoterRef, receipt_number};
use super::{Answer, BallotBox, BoxError, Cast, Counted, Held, Marked, Turnout};
use crate::show::tally::Tally;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A mark, its paper, and who waits for it.
type Waiting = (Mark, Vec<String>, Marked);

/// Keeps votes until it is dropped.
#[derive(Default)]
pub struct MemoryBox {
    inner: Mutex<(Fold, Vec<String>)>,
    /// Marks that wait until the box is not held any more; none if it is not.
    held: Mutex<Option<Vec<Waiting>>>,
    /// Makes every vote fail, as a full disk does.
    pub broken: AtomicBool,
}

impl MemoryBox {
    fn lock(&self) -> MutexGuard<'_, (Fold, Vec<String>)> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> MutexGuard<'_, Option<Vec<Waiting>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn store(inner: &mut (Fold, Vec<String>), record: &Record) {
        inner.1.push(format!("{record}\n"));
        let position = inner.1.len() as u64;
        inner.0.apply(position, record);
    }
}

fn at_once<T: Send + 'static>(answer: Result<T, BoxError>) -> Answer<T> {
    Box::pin(std::future::ready(answer))
}

impl BallotBox for MemoryBox {
    fn cast(&self, vote: Vote) -> Answer<Cast> {
        if self.failed() || self.held().is_some() {
            return at_once(Err(BoxError::NotStored));
        }
        let mut inner = self.lock();
        at_once(Ok(match inner.0.judge(vote) {
            Verdict::Answer(answer) => answer,
            Verdict::Store(record) => {
                Self::store(&mut inner, &record);
                record.counted()
            }
        }))
    }

    fn mark(&self, mark: Mark, paper: Vec<String>, then: Marked) {
        if let Some(waiting) = &mut *self.held() {
            waiting.push((mark, paper, then));
            return;
        }
        let mut inner = self.lock();
        if inner.0.needs(&mark) {
            Self::store(&mut inner, &Record::Mark(mark.clone()));
        }
        let (Mark::Open { ballot, .. } | Mark::Close { ballot, .. } | Mark::Exclude { ballot, .. }) =
            &mark;
        let stands = inner.0.close_mark(&mark);
        let counted = Counted {
            position: stands.unwrap_or(inner.1.len() as u64),
            tally: inner.0.tally(ballot, paper.iter().map(String::as_str)),
            digest: String::new(),
        };
        drop(inner);
        then(counted);
    }

    fn turnout(&self) -> BTreeMap<String, Turnout> {
        let turnout = |(id, voters): (&str, u64)| (id.to_owned(), Turnout { voters, recent: 0 });
        self.lock().0.voters().map(turnout).collect()
    }

    fn tally(&self, ballot: &str, paper: &[&str]) -> Tally {
        self.lock().0.tally(ballot, paper.iter().copied())
    }

    fn held(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        self.lock().0.held(ballot, voter)
    }

    fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<VoterRef> {
        let number = receipt_number(receipt);
        let mut voters = self.lock().0.voters_in(ballot);
        voters.retain(|voter| Some(voter.number()) == number);
        voters
    }

    fn records(&self) -> Answer<Vec<String>> {
        at_once(Ok(self.lock().1.clone()))
    }

    fn failed(&self) -> bool {
        self.broken.load(Ordering::SeqCst)
    }

    fn hold(&self, on: bool) {
        let waiting = match on {
            true => self.held().replace(Vec::new()),
            false => self.held().take(),
        };
        for (mark, paper, then) in waiting.into_iter().flatten() {
            self.mark(mark, paper, then);
        }
    }

    fn resume(&self) -> Answer<()> {
        at_once(if self.failed() {
            Err(BoxError::NotStored)
        } else {
            Ok(())
        })
    }

    fn archive(&self, _label: &str) -> Answer<()> {
        *self.lock() = Default::default();
        at_once(Ok(()))
    }
}
