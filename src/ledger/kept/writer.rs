//! The thread of a box: one batch after the other, each with one sync.

use super::{Common, Fold, Promise, Request, StoreError};
use crate::ledger::damage::Damage;
use crate::ledger::{AppendError, Head, Ledger, read_after};
use foldhash::fast::RandomState;
use std::collections::HashSet;
use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Records that share one sync. More would make the first of them wait for the last.
const BATCH_MAX: usize = 2_048;

/// The room for a record of a batch, in bytes.
const LINE_BYTES: usize = 96;

/// Once a batch for a shared ledger has these bytes, what is left waits for the next one.
const SHARED_BATCH_BYTES: usize = 63 * 1024;

/// How long the thread sleeps when nobody sends anything.
const IDLE: Duration = Duration::from_millis(250);

/// How often the ledger is looked at when nobody sends anything.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Opens a ledger and folds all of it.
pub(super) fn folded<F: Fold>(ledger: &mut dyn Ledger) -> Result<(F, Head), Damage> {
    let mut fold = F::default();
    let head = ledger.open(&mut |at, body| fold.apply(at, body, &mut |_| {}))?;
    Ok((fold, head))
}

/// What the thread holds.
pub(super) struct Writer<F: Fold> {
    ledger: Box<dyn Ledger>,
    head: Head,
    shared: Arc<Common<F>>,
    /// Records that have left the queue.
    taken: u64,
    /// When the ledger was last looked at.
    looked_at: Instant,
}

/// What somebody asks for, and where the answer goes.
type Unanswered<F> = (<F as Fold>::Asked, Promise<<F as Fold>::Answer>);

impl<F: Fold> Writer<F> {
    pub(super) fn of(ledger: Box<dyn Ledger>, head: Head, shared: Arc<Common<F>>) -> Self {
        Writer {
            ledger,
            head,
            shared,
            taken: 0,
            looked_at: Instant::now(),
        }
    }

    pub(super) fn run(mut self, requests: &Receiver<Request<F>>) {
        loop {
            let (mut batch, mut order) = (Vec::new(), None);
            let mut next = match requests.recv_timeout(IDLE) {
                Ok(request) => Some(request),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            while let Some(request) = next {
                match request {
                    Request::Ask(asked, reply) => batch.push((asked, reply)),
                    other => order = Some(other),
                }
                let more = batch.len() < BATCH_MAX && order.is_none();
                next = more.then(|| requests.try_recv().ok()).flatten();
            }
            self.look();
            self.work(batch);
            match order {
                Some(Request::Stop) => return,
                Some(Request::Records(reply)) => drop(reply.send(self.records())),
                Some(Request::Page(after, bytes_max, reply)) => {
                    let page = self.ledger.page(after, bytes_max);
                    let _ = reply.send(page.map_err(|_| StoreError::Unknown));
                }
                Some(Request::Resume(reply)) => drop(reply.send(self.resume())),
                Some(Request::Archive(label, reply)) => drop(reply.send(self.archive(&label))),
                Some(Request::Ask(..) | Request::Wake) | None => {}
            }
        }
    }

    /// What others wrote, and whether the records are still where they were stored, now and then.
    /// Each batch asks, too, before it is answered.
    fn look(&mut self) {
        let due = self.ledger.is_shared() || self.looked_at.elapsed() >= LOOK_EVERY;
        if due && !self.shared.failed.load(Ordering::SeqCst) {
            self.look_now();
        }
    }

    fn look_now(&mut self) {
        self.looked_at = Instant::now();
        let shared = &self.shared;
        let looked = self
            .ledger
            .follow(&mut |at, body| shared.write().apply(at, body, &mut |_| {}));
        match looked {
            Ok(head) => self.head = head,
            Err(damage) => self.fail(&damage),
        }
    }

    fn fail(&self, error: &dyn Display) {
        let file = F::LAYOUT.stem;
        tracing::error!(%error, "{file}.db cannot be written: nobody is told \"counted\" until the \
            disk is well again");
        self.shared.failed.store(true, Ordering::SeqCst);
    }

    /// Takes records and sets marks in the order in which they came.
    fn work(&mut self, mut batch: Vec<Unanswered<F>>) {
        loop {
            self.set_marks();
            let next_mark = self.shared.marks().front().map(|waiting| waiting.after);
            // A mark that a bad disk holds back holds nobody else back.
            let before = next_mark.map_or(u64::MAX, |after| after.saturating_sub(self.taken));
            let all = batch.len() as u64;
            let count = if before == 0 { all } else { before.min(all) };
            let rest = batch.split_off(count as usize);
            self.taken += count;
            self.take(batch);
            if rest.is_empty() {
                break;
            }
            batch = rest;
        }
        self.set_marks();
    }

    /// Stores a batch and answers everyone in it.
    fn take(&mut self, batch: Vec<Unanswered<F>>) {
        if batch.is_empty() {
            return;
        }
        if self.shared.refuses() {
            for (_, reply) in batch {
                let _ = reply.send(Err(StoreError::NotStored));
            }
            return;
        }
        // Two of one sender within a batch are rare: the second waits for the next batch, so that a
        // failed one leaves nothing to undo.
        let mut senders: HashSet<u64, RandomState> = HashSet::default();
        let (mut replies, mut again) = (Vec::with_capacity(batch.len()), Vec::new());
        let mut body = String::with_capacity(batch.len() * LINE_BYTES);
        let alone = !self.ledger.is_shared();
        let room = if alone {
            usize::MAX
        } else {
            SHARED_BATCH_BYTES
        };
        let fold = self.shared.read();
        for (asked, reply) in batch {
            if body.len() >= room || !senders.insert(F::whose(&asked)) {
                again.push((asked, reply));
                continue;
            }
            match fold.judge(asked, alone, &mut body) {
                Some(answer) => drop(reply.send(Ok(answer))),
                None => replies.push(reply),
            }
        }
        drop(fold);
        self.answer(body, replies);
        self.take(again);
    }

    fn answer(&mut self, body: String, replies: Vec<Promise<F::Answer>>) {
        if replies.is_empty() {
            return;
        }
        match self.store(body) {
            Ok(answers) => {
                // A record that every reader skips answers nobody: what is in it is not stored.
                let mut answers = answers.into_iter().map(Ok);
                for reply in replies {
                    let _ = reply.send(answers.next().unwrap_or(Err(StoreError::NotStored)));
                }
            }
            Err(error) => {
                for reply in replies {
                    let _ = reply.send(Err(error));
                }
            }
        }
    }

    /// One record for all of these lines, and only then into the fold. What others have written
    /// comes first, and is answered elsewhere.
    fn store(&mut self, body: String) -> Result<Vec<F::Answer>, StoreError> {
        let (shared, mut answers) = (&self.shared, Vec::new());
        let stored = self.ledger.append(self.head, &[body], &mut |at, body| {
            answers.clear();
            let mut hear = |answer| answers.push(answer);
            shared.write().apply(at, body, &mut hear)
        });
        match stored {
            Ok(head) => {
                self.head = head;
                Ok(answers)
            }
            Err(error) => {
                // A line that is cut comes back by itself, and nothing has to be read again.
                if !self.ledger.is_shared() {
                    self.fail(&error);
                }
                Err(match error {
                    AppendError::Unknown(_) => StoreError::Unknown,
                    AppendError::Moved(_) | AppendError::NotStored(_) => StoreError::NotStored,
                })
            }
        }
    }

    /// Sets the marks that are due. A mark has a record of its own, so that the link at it is the
    /// digest of all before.
    fn set_marks(&mut self) {
        let taken = self.taken;
        while !self.shared.refuses() {
            let due = self
                .shared
                .marks()
                .pop_front_if(|waiting| waiting.after <= taken);
            let Some(waiting) = due else {
                return;
            };
            let Some(at) = self.set(&waiting.mark) else {
                self.shared.marks().push_front(waiting);
                return;
            };
            (waiting.then)(&self.shared.read(), at);
        }
    }

    /// Stores a mark, unless it stands already: then tells where.
    fn set(&mut self, mark: &F::Mark) -> Option<Head> {
        let stands = self.shared.read().stands(mark);
        if stands.is_some() {
            return stands;
        }
        self.store(format!("{mark}\n")).ok()?;
        // On a shared ledger it may have stood already, and others' records may follow it.
        let stands = self.shared.read().stands(mark);
        stands.or(Some(self.head))
    }

    fn records(&mut self) -> Result<Vec<String>, StoreError> {
        let mut bodies = Vec::new();
        let read = read_after(self.ledger.as_mut(), 0, &mut |_, body| {
            bodies.push(body.to_owned());
            Ok(())
        });
        read.map(|()| bodies).map_err(|_| StoreError::Unknown)
    }

    /// The failed batch may have reached the disk after all, so everything is read again.
    /// Reads the ledger anew where it has failed, or turns out to have failed when it is looked at.
    fn resume(&mut self) -> Result<(), StoreError> {
        if !self.shared.failed.load(Ordering::SeqCst) {
            self.look_now();
        }
        if !self.shared.failed.load(Ordering::SeqCst) {
            return Ok(());
        }
        let opened = folded::<F>(self.ledger.as_mut());
        let (fold, head) = opened.map_err(|_| StoreError::NotStored)?;
        self.head = head;
        self.shared.replace(fold);
        self.shared.failed.store(false, Ordering::SeqCst);
        self.set_marks();
        Ok(())
    }

    fn archive(&mut self, label: &str) -> Result<(), StoreError> {
        self.head = self.ledger.archive(label, &[]).map_err(|error| {
            tracing::error!(%error, "{}.db cannot be put away", F::LAYOUT.stem);
            // Whatever state that left the file in, resuming reads all of it again.
            self.shared.failed.store(true, Ordering::SeqCst);
            StoreError::NotStored
        })?;
        self.shared.replace(F::default());
        Ok(())
    }
}
