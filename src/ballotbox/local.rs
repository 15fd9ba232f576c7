//! `votes.db`: the ballot box of one laptop. One thread writes; many votes share one sync to disk.

mod writer;

use super::fold::Fold;
use super::receipts::Receipts;
use super::record::{Mark, Vote, VoterRef};
use super::{Answer, BallotBox, BoxError, Cast, Held, Marked, Position, Turnout};
use crate::chain::{ChainFile, Damage, Keeping, Layout};
use crate::show::tally::Tally;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use writer::Writer;

/// Votes that may wait for the disk. More are answered "not stored" at once.
pub const QUEUE_MAX: usize = 16_384;

/// Votes that share one sync. More would make the first of them wait for the last.
const BATCH_MAX: usize = 2_048;

/// How long the thread sleeps when nobody votes.
const IDLE: Duration = Duration::from_millis(250);

/// How often the file is looked at when nobody votes.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// "In the last ten seconds".
const RECENT: Duration = Duration::from_secs(10);

/// Keeps the links of a box from fitting into another kind of file.
pub const CONTEXT: &str = "palmares ballot box link 1";

const LAYOUT: Layout = Layout {
    application_id: 0x5061_6C76,
    table: "batch",
    number: "number",
    context: CONTEXT,
    fingerprint: None,
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
    /// How many votes stood in the queue, or had left it, when it came: the last vote before the
    /// close counts.
    after: u64,
}

#[derive(Default)]
struct Shared {
    fold: RwLock<Fold>,
    receipts: Receipts,
    /// Votes that were put into the queue.
    queued: AtomicU64,
    marks: Mutex<VecDeque<Waiting>>,
    recent: Mutex<VecDeque<(Instant, String, u64)>>,
    failed: AtomicBool,
    held: AtomicBool,
}

impl Shared {
    /// Nobody is told "counted", and no mark is set.
    fn refuses(&self) -> bool {
        self.failed.load(Ordering::SeqCst) || self.held.load(Ordering::SeqCst)
    }
}

/// A ballot box in a file. Dropping it waits for the votes in hand.
pub struct LocalBox {
    queue: SyncSender<Request>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    notes: Vec<String>,
}

impl LocalBox {
    /// Opens or creates the box at `path`, verifies all of it and starts its thread. No mirror is
    /// kept.
    pub fn open(path: &Path) -> Result<Self, Damage> {
        LocalBox::kept(path, Keeping::default())
    }

    /// The same, with mirrors: what the file has lost comes back from them.
    pub fn kept(path: &Path, keeping: Keeping) -> Result<Self, Damage> {
        let mut fold = Fold::default();
        let chain = ChainFile::kept(path, LAYOUT, keeping, &mut |at, body| {
            refold(&mut fold, at, body)
        })?;
        let notes = chain.notes().to_vec();
        let shared = Arc::new(Shared {
            fold: RwLock::new(fold),
            ..Shared::default()
        });
        let (queue, requests) = sync_channel(QUEUE_MAX);
        let writer = Writer {
            chain,
            shared: shared.clone(),
            taken: 0,
            looked_at: Instant::now(),
        };
        let thread = std::thread::Builder::new()
            .name("ballot box".into())
            .spawn(move || writer.run(&requests))
            .map_err(|e| Damage::File(e.to_string()))?;
        Ok(LocalBox {
            queue,
            shared,
            thread: Some(thread),
            notes,
        })
    }

    /// What had to be mended on opening, each in a sentence.
    pub fn notes(&self) -> &[String] {
        &self.notes
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
        if self.shared.refuses() {
            // A hall that tries again and again must not stand in the way of the one who mends it.
            return Box::pin(std::future::ready(Err(BoxError::NotStored)));
        }
        let (reply, answer) = oneshot::channel();
        if self.queue.try_send(Request::Cast(vote, reply)).is_err() {
            return Box::pin(std::future::ready(Err(BoxError::NotStored)));
        }
        self.shared.queued.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { answer.await.unwrap_or(Err(BoxError::Unknown)) })
    }

    fn mark(&self, mark: Mark, paper: Vec<String>, then: Marked) {
        // Marks have a road of their own, so that a full queue of votes never keeps a ballot from
        // closing.
        let waiting = Waiting {
            mark,
            paper,
            then,
            after: self.shared.queued.load(Ordering::SeqCst),
        };
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

    fn excludes(&self, ballot: &str, voter: &VoterRef) -> bool {
        let fold = self.shared.fold.read();
        let fold = fold.unwrap_or_else(PoisonError::into_inner);
        fold.excludes(ballot, voter)
    }

    fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<VoterRef> {
        let Shared { fold, receipts, .. } = &*self.shared;
        receipts.find(fold, ballot, receipt)
    }

    fn records(&self) -> Answer<Vec<String>> {
        self.ask(Request::Records)
    }

    fn failed(&self) -> bool {
        self.shared.failed.load(Ordering::SeqCst)
    }

    fn hold(&self, on: bool) {
        self.shared.held.store(on, Ordering::SeqCst);
        if !on {
            let _ = self.queue.try_send(Request::Wake);
        }
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
pub fn read_records(path: &Path, keeping: Keeping) -> Result<Vec<String>, Damage> {
    let mut bodies = Vec::new();
    ChainFile::kept(path, LAYOUT, keeping, &mut |_, body| {
        bodies.push(body.to_owned());
        Ok(())
    })?;
    Ok(bodies)
}

/// Whether [`LocalBox::kept`] would open the box; nothing is changed. The database may stand
/// elsewhere until then. Tells how many batches there would be.
pub fn decide(path: &Path, elsewhere: Option<&Path>, keeping: &Keeping) -> Result<u64, Damage> {
    let (mut fold, mut last) = (Fold::default(), 0);
    ChainFile::decide(path, elsewhere, LAYOUT, keeping, &mut |at, body| {
        last = at;
        refold(&mut fold, at, body)
    })?;
    Ok(last)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn refold(fold: &mut Fold, at: Position, body: &str) -> Result<(), String> {
    for line in body.lines() {
        let applied = fold.apply_line(at, line);
        applied.ok_or("it holds a line that is no record")?;
    }
    Ok(())
}
