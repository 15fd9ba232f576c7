//! `votes.db`: the ballot box of one laptop. One thread writes; many votes share one sync to disk.

use super::fold::{Fold, Verdict};
use super::record::{Mark, Record, Vote, VoterRef};
use super::{Answer, BallotBox, BoxError, Cast, Counted, Held, Marked, Turnout};
use crate::chain::{AppendError, ChainFile, Damage, Head, Layout};
use crate::show::tally::Tally;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Votes that may wait for the disk. More are answered "not stored" at once.
pub const QUEUE_MAX: usize = 16_384;

/// Votes that share one sync. More would make the first of them wait for the last.
const BATCH_MAX: usize = 2_048;

/// How long the thread sleeps when nobody votes.
const IDLE: Duration = Duration::from_millis(250);

/// "In the last ten seconds".
const RECENT: Duration = Duration::from_secs(10);

/// Keeps the links of a box from fitting into another kind of file.
pub const CONTEXT: &str = "palmares ballot box link 1";

const LAYOUT: Layout = Layout {
    application_id: 0x5061_6C76,
    table: "batch",
    number: "number",
    context: CONTEXT,
};

enum Request {
    Cast(Vote, oneshot::Sender<Result<Cast, BoxError>>),
    Records(oneshot::Sender<Result<Vec<String>, BoxError>>),
    Resume(oneshot::Sender<Result<(), BoxError>>),
    Archive(String, oneshot::Sender<Result<(), BoxError>>),
    Wake,
    Stop,
}

/// A mark that waits to be stored.
struct Waiting {
    mark: Mark,
    paper: Vec<String>,
    then: Marked,
}

#[derive(Default)]
struct Shared {
    fold: RwLock<Fold>,
    marks: Mutex<VecDeque<Waiting>>,
    recent: Mutex<VecDeque<(Instant, String, u64)>>,
    failed: AtomicBool,
}

/// A ballot box in a file. Dropping it waits for the votes in hand.
pub struct LocalBox {
    queue: SyncSender<Request>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl LocalBox {
    /// Opens or creates the box at `path`, verifies all of it and starts its thread.
    pub fn open(path: &Path) -> Result<Self, Damage> {
        let mut fold = Fold::default();
        let chain = ChainFile::open(path, LAYOUT, &mut |_, body| refold(&mut fold, body))?;
        let shared = Arc::new(Shared {
            fold: RwLock::new(fold),
            ..Shared::default()
        });
        let (queue, requests) = sync_channel(QUEUE_MAX);
        let writer = Writer {
            chain,
            shared: shared.clone(),
        };
        let thread = std::thread::Builder::new()
            .name("ballot box".into())
            .spawn(move || writer.run(&requests))
            .map_err(|e| Damage::File(e.to_string()))?;
        Ok(LocalBox {
            queue,
            shared,
            thread: Some(thread),
        })
    }

    fn ask<T: Send + 'static>(
        &self,
        request: impl FnOnce(oneshot::Sender<Result<T, BoxError>>) -> Request,
    ) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        let sent = self.queue.try_send(request(reply));
        Box::pin(async move {
            match sent {
                Ok(()) => answer.await.unwrap_or(Err(BoxError::Unknown)),
                Err(_) => Err(BoxError::NotStored),
            }
        })
    }
}

impl Drop for LocalBox {
    fn drop(&mut self) {
        let _ = self.queue.send(Request::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl BallotBox for LocalBox {
    fn cast(&self, vote: Vote) -> Answer<Cast> {
        self.ask(|reply| Request::Cast(vote, reply))
    }

    fn mark(&self, mark: Mark, paper: Vec<String>, then: Marked) {
        // Marks have a road of their own, so that a full queue of votes never keeps a ballot from closing.
        let waiting = Waiting { mark, paper, then };
        lock(&self.shared.marks).push_back(waiting);
        let _ = self.queue.try_send(Request::Wake);
    }

    fn turnout(&self) -> BTreeMap<String, Turnout> {
        let fold = self
            .shared
            .fold
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut all: BTreeMap<String, Turnout> = fold
            .voters()
            .map(|(ballot, voters)| (ballot.to_owned(), Turnout { voters, recent: 0 }))
            .collect();
        drop(fold);
        let mut recent = lock(&self.shared.recent);
        while recent.front().is_some_and(|(at, ..)| at.elapsed() > RECENT) {
            recent.pop_front();
        }
        for (_, ballot, votes) in recent.iter() {
            all.entry(ballot.clone()).or_default().recent += votes;
        }
        all
    }

    fn tally(&self, ballot: &str, paper: &[&str]) -> Tally {
        let fold = self.shared.fold.read();
        let fold = fold.unwrap_or_else(PoisonError::into_inner);
        fold.tally(ballot, paper.iter().copied())
    }

    fn held(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        let fold = self
            .shared
            .fold
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        fold.held(ballot, voter)
    }

    fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<VoterRef> {
        let fold = self
            .shared
            .fold
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        fold.voters_of(ballot, receipt)
    }

    fn records(&self) -> Answer<Vec<String>> {
        self.ask(Request::Records)
    }

    fn failed(&self) -> bool {
        self.shared.failed.load(Ordering::SeqCst)
    }

    fn resume(&self) -> Answer<()> {
        self.ask(Request::Resume)
    }

    fn archive(&self, label: &str) -> Answer<()> {
        let label = label.to_owned();
        self.ask(|reply| Request::Archive(label, reply))
    }
}

/// Every batch of a box that no server holds.
pub fn read_records(path: &Path) -> Result<Vec<String>, Damage> {
    let mut bodies = Vec::new();
    ChainFile::open(path, LAYOUT, &mut |_, body| {
        bodies.push(body.to_owned());
        Ok(())
    })?;
    Ok(bodies)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn refold(fold: &mut Fold, body: &str) -> Result<(), String> {
    for line in body.lines() {
        let record = Record::read(line).ok_or("it holds a line that is no record")?;
        fold.apply(&record);
    }
    Ok(())
}

/// What the box's thread holds.
struct Writer {
    chain: ChainFile,
    shared: Arc<Shared>,
}

impl Writer {
    fn run(mut self, requests: &Receiver<Request>) {
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
            self.take(votes);
            self.set_marks();
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

    /// Stores a batch and answers everyone in it. Votes are judged one after the other, each seeing those before it.
    fn take(&mut self, votes: Vec<(Vote, oneshot::Sender<Result<Cast, BoxError>>)>) {
        if votes.is_empty() {
            return;
        }
        if self.shared.failed.load(Ordering::SeqCst) {
            for (_, reply) in votes {
                let _ = reply.send(Err(BoxError::NotStored));
            }
            return;
        }
        // Votes of one voter within a batch are rare: those wait for the next, so that a failed batch leaves nothing to undo.
        let mut answers = Vec::with_capacity(votes.len());
        let mut records: Vec<Record> = Vec::new();
        let mut voters = std::collections::HashSet::new();
        let mut again = Vec::new();
        {
            let fold = self
                .shared
                .fold
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            for (vote, reply) in votes {
                if !voters.insert((vote.voter, vote.ballot.clone())) {
                    again.push((vote, reply));
                    continue;
                }
                match fold.judge(&vote) {
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
        for reply in answers {
            let answer = match stored {
                Ok(_) => Ok(Cast::Counted),
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
        let mut body = String::with_capacity(records.len() * 64);
        for record in records {
            body.push_str(&record.to_string());
            body.push('\n');
        }
        let head = match self.chain.append(self.chain.head(), &[body]) {
            Ok(head) => head,
            Err(error) => {
                tracing::error!(%error, "votes cannot be stored: nobody is told \"counted\" until the disk is well again");
                self.shared.failed.store(true, Ordering::SeqCst);
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
            fold.apply(record);
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

    /// Sets the marks that wait. A mark ends its batch, so that the chain's link at the mark is the box's digest.
    fn set_marks(&mut self) {
        while !self.shared.failed.load(Ordering::SeqCst) {
            let Some(waiting) = lock(&self.shared.marks).pop_front() else {
                return;
            };
            let needed = {
                let fold = self
                    .shared
                    .fold
                    .read()
                    .unwrap_or_else(PoisonError::into_inner);
                fold.needs(&waiting.mark)
            };
            let head = if needed {
                self.store(&[Record::Mark(waiting.mark.clone())])
            } else {
                Ok(self.chain.head())
            };
            let Ok(head) = head else {
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
        let reopened = self.chain.reopen(&mut |_, body| refold(&mut fold, body));
        reopened.map_err(|_| BoxError::NotStored)?;
        *self
            .shared
            .fold
            .write()
            .unwrap_or_else(PoisonError::into_inner) = fold;
        self.shared.failed.store(false, Ordering::SeqCst);
        self.set_marks();
        Ok(())
    }

    fn archive(&mut self, label: &str) -> Result<(), BoxError> {
        let archived: Result<Head, AppendError> = self.chain.archive(label, &[]);
        archived.map_err(|_| BoxError::NotStored)?;
        *self
            .shared
            .fold
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Fold::default();
        lock(&self.shared.recent).clear();
        Ok(())
    }
}

fn sort(
    request: Request,
    votes: &mut Vec<(Vote, oneshot::Sender<Result<Cast, BoxError>>)>,
    others: &mut Vec<Request>,
) {
    match request {
        Request::Cast(vote, reply) => votes.push((vote, reply)),
        other => others.push(other),
    }
}
