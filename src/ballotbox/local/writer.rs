//! The box's thread: one batch after the other, each with one sync.

use super::{BATCH_MAX, IDLE, LOOK_EVERY, Request, Shared, lock, refold};
use crate::ballotbox::fold::{Fold, Verdict};
use crate::ballotbox::record::{Mark, Record, SomeVoters, Vote};
use crate::ballotbox::{BoxError, Cast, Counted};
use crate::chain::{AppendError, ChainFile, Head};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError};
use std::time::Instant;
use tokio::sync::oneshot;

/// A vote, and where its answer goes.
type Asked = (Vote, oneshot::Sender<Result<Cast, BoxError>>);

/// What the box's thread holds.
pub(super) struct Writer {
    pub(super) chain: ChainFile,
    pub(super) shared: Arc<Shared>,
    /// Votes that have left the queue.
    pub(super) taken: u64,
    /// When the file was last looked at.
    pub(super) looked_at: Instant,
}

impl Writer {
    pub(super) fn run(mut self, requests: &Receiver<Request>) {
        loop {
            let mut votes = Vec::new();
            let mut others = Vec::new();
            match requests.recv_timeout(IDLE) {
                Ok(request) => sort(request, &mut votes, &mut others),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            while votes.len() < BATCH_MAX && others.is_empty() {
                let Ok(request) = requests.try_recv() else {
                    break;
                };
                sort(request, &mut votes, &mut others);
            }
            self.look();
            self.work(votes);
            for request in others {
                match request {
                    Request::Stop => return,
                    Request::Records(reply) => {
                        let _ = reply.send(self.records());
                    }
                    Request::Resume(reply) => {
                        let _ = reply.send(self.resume());
                    }
                    Request::Archive(label, reply) => {
                        let _ = reply.send(self.archive(&label));
                    }
                    Request::Cast(..) | Request::Wake => {}
                }
            }
        }
    }

    /// Whether the votes are still where they were stored, now and then. Each batch asks, too,
    /// before it is answered.
    fn look(&mut self) {
        if self.shared.failed.load(Ordering::SeqCst) || self.looked_at.elapsed() < LOOK_EVERY {
            return;
        }
        self.looked_at = Instant::now();
        if let Err(reason) = self.chain.look() {
            self.fail(&reason);
        }
    }

    fn fail(&self, error: &dyn std::fmt::Display) {
        tracing::error!(%error, "votes cannot be stored: nobody is told \"counted\" until the \
            disk is well again");
        self.shared.failed.store(true, Ordering::SeqCst);
    }

    /// Takes votes and sets marks in the order in which they came.
    fn work(&mut self, mut votes: Vec<Asked>) {
        loop {
            self.set_marks();
            let next_mark = lock(&self.shared.marks)
                .front()
                .map(|waiting| waiting.after);
            // A mark that a bad disk holds back holds nobody else back.
            let before = next_mark.map_or(u64::MAX, |after| after.saturating_sub(self.taken));
            let all = votes.len() as u64;
            let count = if before == 0 { all } else { before.min(all) };
            let rest = votes.split_off(count as usize);
            self.taken += count;
            self.take(votes);
            if rest.is_empty() {
                break;
            }
            votes = rest;
        }
        self.set_marks();
    }

    /// Stores a batch and answers everyone in it. Votes are judged one after the other, each seeing
    /// those before it.
    fn take(&mut self, votes: Vec<Asked>) {
        if votes.is_empty() {
            return;
        }
        if self.shared.refuses() {
            for (_, reply) in votes {
                let _ = reply.send(Err(BoxError::NotStored));
            }
            return;
        }
        // Votes of one voter within a batch are rare: those wait for the next, so that a failed
        // batch leaves nothing to undo.
        let mut answers = Vec::with_capacity(votes.len());
        let mut records: Vec<Record> = Vec::new();
        let mut voters = SomeVoters::default();
        let mut again = Vec::new();
        {
            let fold = self
                .shared
                .fold
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            for (vote, reply) in votes {
                if !voters.insert(vote.voter) {
                    again.push((vote, reply));
                    continue;
                }
                match fold.judge(vote) {
                    Verdict::Answer(answer) => {
                        let _ = reply.send(Ok(answer));
                    }
                    Verdict::Store(record) => {
                        records.push(record);
                        answers.push(reply);
                    }
                }
            }
        }
        let stored = self.store(&records);
        for (reply, record) in answers.into_iter().zip(&records) {
            let answer = match stored {
                Ok(_) => Ok(record.counted()),
                Err(()) => Err(BoxError::Unknown),
            };
            let _ = reply.send(answer);
        }
        self.take(again);
    }

    /// One record of the chain for all of these, and only then into the fold.
    fn store(&mut self, records: &[Record]) -> Result<Head, ()> {
        if records.is_empty() {
            return Ok(self.chain.head());
        }
        let mut body = String::with_capacity(records.len() * 96);
        for record in records {
            let _ = writeln!(body, "{record}");
        }
        let head = match self.chain.append(self.chain.head(), &[body]) {
            Ok(head) => head,
            Err(error) => {
                self.fail(&error);
                return Err(());
            }
        };
        let mut fold = self
            .shared
            .fold
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let mut arrived: BTreeMap<&str, u64> = BTreeMap::new();
        for record in records {
            fold.apply(head.revision, record);
            if let Record::Vote { ballot, .. } = record {
                *arrived.entry(ballot).or_default() += 1;
            }
        }
        drop(fold);
        let now = Instant::now();
        let mut recent = lock(&self.shared.recent);
        recent.extend(arrived.into_iter().map(|(b, n)| (now, b.to_owned(), n)));
        Ok(head)
    }

    /// Sets the marks that are due. A mark ends its batch, so that the chain's link at the mark is
    /// the box's digest.
    fn set_marks(&mut self) {
        let taken = self.taken;
        while !self.shared.refuses() {
            let due = lock(&self.shared.marks).pop_front_if(|waiting| waiting.after <= taken);
            let Some(waiting) = due else {
                return;
            };
            let Ok(head) = self.set(&waiting.mark) else {
                lock(&self.shared.marks).push_front(waiting);
                return;
            };
            let (Mark::Open { ballot, .. }
            | Mark::Close { ballot, .. }
            | Mark::Exclude { ballot, .. }) = &waiting.mark;
            let tally = {
                let fold = self
                    .shared
                    .fold
                    .read()
                    .unwrap_or_else(PoisonError::into_inner);
                fold.tally(ballot, waiting.paper.iter().map(String::as_str))
            };
            (waiting.then)(Counted {
                position: head.revision,
                tally,
                digest: head.digest(),
            });
        }
    }

    /// Stores a mark, unless it stands already: then tells where.
    fn set(&mut self, mark: &Mark) -> Result<Head, ()> {
        let (needed, stands) = {
            let fold = self
                .shared
                .fold
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            (fold.needs(mark), fold.close_mark(mark))
        };
        match stands {
            _ if needed => self.store(&[Record::Mark(mark.clone())]),
            // What came after it belongs to another ballot, and not to this one's digest.
            Some(position) => self.chain.head_at(position).ok_or_else(|| {
                tracing::error!("a mark that is stored cannot be read");
                self.shared.failed.store(true, Ordering::SeqCst);
            }),
            None => Ok(self.chain.head()),
        }
    }

    fn records(&self) -> Result<Vec<String>, BoxError> {
        let mut bodies = Vec::new();
        let read = self.chain.replay(&mut |_, body| {
            bodies.push(body.to_owned());
            Ok(())
        });
        read.map(|_| bodies).map_err(|_| BoxError::Unknown)
    }

    /// The failed batch may have reached the disk after all, so everything is read again.
    fn resume(&mut self) -> Result<(), BoxError> {
        if !self.shared.failed.load(Ordering::SeqCst) {
            return Ok(());
        }
        let mut fold = Fold::default();
        let reopened = self
            .chain
            .reopen(&mut |at, body| refold(&mut fold, at, body));
        reopened.map_err(|_| BoxError::NotStored)?;
        *self
            .shared
            .fold
            .write()
            .unwrap_or_else(PoisonError::into_inner) = fold;
        self.shared.receipts.forget();
        self.shared.failed.store(false, Ordering::SeqCst);
        self.set_marks();
        Ok(())
    }

    fn archive(&mut self, label: &str) -> Result<(), BoxError> {
        let archived: Result<Head, AppendError> = self.chain.archive(label, &[]);
        archived.map_err(|error| {
            tracing::error!(%error, "votes.db cannot be put away");
            // Whatever state that left the file in, resuming reads all of it again.
            self.shared.failed.store(true, Ordering::SeqCst);
            BoxError::NotStored
        })?;
        *self
            .shared
            .fold
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Fold::default();
        self.shared.receipts.forget();
        lock(&self.shared.recent).clear();
        Ok(())
    }
}

fn sort(request: Request, votes: &mut Vec<Asked>, others: &mut Vec<Request>) {
    match request {
        Request::Cast(vote, reply) => votes.push((vote, reply)),
        other => others.push(other),
    }
}
