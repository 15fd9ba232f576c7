//! What many people send: one thread over one ledger, and one fold that counts.
//!
//! Many records share one sync to disk. Each is answered once it is durable, and from the bytes
//! that were stored. A mark stands in the same order, and its fold is what came before it.

mod writer;

use super::damage::Damage;
use super::{Head, Health, Layout, Ledger, Linked, Position};
use std::collections::VecDeque;
use std::fmt::Display;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use tokio::sync::oneshot;
use writer::{Writer, folded};

/// Records that may wait for the disk. More are answered "not stored" at once.
pub const QUEUE_MAX: usize = 16_384;

/// What the records of a ledger mean: pure, and the same wherever they are read.
pub trait Fold: Default + Send + Sync + 'static {
    /// What somebody asks for.
    type Asked: Send;
    /// What stands in the order without being asked for, as one line.
    type Mark: Display + Send;
    /// What became of something that was asked for.
    type Answer: Send;

    /// What the ledger holds.
    const LAYOUT: Layout;

    /// Whose it is: two of the same wait for each other, so that each is judged after the one
    /// before it.
    fn whose(asked: &Self::Asked) -> u64;

    /// What is certain already is answered. Otherwise the line to store is written, with its end.
    /// Where others write too (not `alone`), nothing is too late before it is stored.
    fn judge(&self, asked: Self::Asked, alone: bool, line: &mut String) -> Option<Self::Answer>;

    /// Where a mark stands already; none if it has to be stored.
    fn stands(&self, mark: &Self::Mark) -> Option<Head>;

    /// Looks whether the lines of a record are ours, and takes nothing in: a start looks at all of
    /// them before it opens anything.
    ///
    /// # Errors
    /// A line that is none of ours.
    fn check(body: &str) -> Result<(), String>;

    /// Takes in the lines of a record. Whatever was asked for is answered, in order; what does not
    /// count is answered so and changes nothing.
    ///
    /// # Errors
    /// A line that is none of ours.
    fn apply(
        &mut self,
        at: Head,
        body: &str,
        hear: &mut dyn FnMut(Self::Answer),
    ) -> Result<(), String>;
}

/// A record that was not stored, as far as we can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// It certainly was not.
    #[error("not stored")]
    NotStored,
    /// It may or may not have been: the same may be sent again.
    #[error("not confirmed")]
    Unknown,
}

type Promise<T> = oneshot::Sender<Result<T, StoreError>>;

/// An answer that comes once it is durable.
pub struct Answer<T>(oneshot::Receiver<Result<T, StoreError>>);

impl<T> Answer<T> {
    fn at_once(answer: Result<T, StoreError>) -> Self {
        let (reply, receiver) = oneshot::channel();
        let _ = reply.send(answer);
        Answer(receiver)
    }

    /// Waits for it on a thread that may wait.
    pub fn wait(self) -> Result<T, StoreError> {
        let answer = self.0.blocking_recv();
        answer.unwrap_or(Err(StoreError::Unknown))
    }
}

impl<T> Future for Answer<T> {
    type Output = Result<T, StoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = Pin::new(&mut self.0).poll(context);
        answer.map(|answer| answer.unwrap_or(Err(StoreError::Unknown)))
    }
}

/// What is called once a mark stands, with the fold at it.
pub type Then<F> = Box<dyn FnOnce(&F, Head) + Send>;

/// A mark that waits to be stored.
struct Waiting<F: Fold> {
    mark: F::Mark,
    then: Then<F>,
    /// How many records stood in the queue, or had left it, when it came: what came before the mark
    /// counts.
    after: u64,
}

enum Request<F: Fold> {
    Ask(F::Asked, Promise<F::Answer>),
    Records(Promise<Vec<String>>),
    Page(Position, usize, Promise<Vec<Linked>>),
    Resume(Promise<()>),
    Archive(String, Promise<()>),
    Wake,
    Stop,
}

struct Common<F: Fold> {
    fold: RwLock<F>,
    /// How often the fold was replaced by another.
    era: AtomicU64,
    /// Records that were put into the queue.
    queued: AtomicU64,
    marks: Mutex<VecDeque<Waiting<F>>>,
    failed: AtomicBool,
    held: AtomicBool,
}

impl<F: Fold> Common<F> {
    /// Nobody is told "counted", and no mark is set.
    fn refuses(&self) -> bool {
        self.failed.load(Ordering::SeqCst) || self.held.load(Ordering::SeqCst)
    }

    fn read(&self) -> RwLockReadGuard<'_, F> {
        self.fold.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, F> {
        self.fold.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn replace(&self, fold: F) {
        *self.write() = fold;
        self.era.fetch_add(1, Ordering::SeqCst);
    }

    fn marks(&self) -> MutexGuard<'_, VecDeque<Waiting<F>>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Records on a ledger, and what they mean. Dropping it waits for those in hand.
pub struct Kept<F: Fold> {
    queue: SyncSender<Request<F>>,
    shared: Arc<Common<F>>,
    health: Arc<Health>,
    thread: Option<JoinHandle<()>>,
}

impl<F: Fold> Kept<F> {
    /// Opens the ledger, folds all of it and starts the thread.
    pub fn open(ledger: impl Ledger + 'static) -> Result<Self, Damage> {
        let mut ledger: Box<dyn Ledger> = Box::new(ledger);
        let (fold, head) = folded::<F>(ledger.as_mut())?;
        let health = ledger.health();
        let shared = Arc::new(Common {
            fold: RwLock::new(fold),
            era: AtomicU64::default(),
            queued: AtomicU64::default(),
            marks: Mutex::default(),
            failed: AtomicBool::default(),
            held: AtomicBool::default(),
        });
        let (queue, requests) = sync_channel(QUEUE_MAX);
        let writer = Writer::of(ledger, head, shared.clone());
        let thread = std::thread::Builder::new()
            .name(F::LAYOUT.stem.into())
            .spawn(move || writer.run(&requests))
            .map_err(|e| Damage::File(e.to_string()))?;
        Ok(Kept {
            queue,
            shared,
            health,
            thread: Some(thread),
        })
    }

    /// Stores what somebody asks for.
    pub fn ask(&self, asked: F::Asked) -> Answer<F::Answer> {
        if self.shared.refuses() {
            // A hall that tries again and again must not stand in the way of the one who mends it.
            return Answer::at_once(Err(StoreError::NotStored));
        }
        let (reply, answer) = oneshot::channel();
        if self.queue.try_send(Request::Ask(asked, reply)).is_err() {
            return Answer::at_once(Err(StoreError::NotStored));
        }
        self.shared.queued.fetch_add(1, Ordering::SeqCst);
        Answer(answer)
    }

    /// Sets a mark behind what came before it, and calls back with the fold at it. Never waits;
    /// retried until it is stored.
    pub fn mark(&self, mark: F::Mark, then: Then<F>) {
        // Marks have a road of their own, so that a full queue never keeps a ballot from closing.
        let after = self.shared.queued.load(Ordering::SeqCst);
        self.shared.marks().push_back(Waiting { mark, then, after });
        let _ = self.queue.try_send(Request::Wake);
    }

    /// What is stored so far. Whoever holds it keeps everybody waiting.
    pub fn fold(&self) -> RwLockReadGuard<'_, F> {
        self.shared.read()
    }

    /// Another number once the fold is another: it was read again, or began anew.
    pub fn era(&self) -> u64 {
        self.shared.era.load(Ordering::SeqCst)
    }

    fn order<T>(&self, request: impl FnOnce(Promise<T>) -> Request<F>) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        match self.queue.try_send(request(reply)) {
            Ok(()) => Answer(answer),
            Err(_) => Answer::at_once(Err(StoreError::NotStored)),
        }
    }
}

impl<F: Fold> Drop for Kept<F> {
    fn drop(&mut self) {
        let _ = self.queue.send(Request::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What an evening does with each of its boxes, whatever is in them.
pub trait AnyKept: Send + Sync {
    /// What it holds.
    fn layout(&self) -> Layout;

    /// How its ledger is.
    fn health(&self) -> &Health;

    /// Every record in its order, as stored: what an export carries and anyone can recount.
    fn records(&self) -> Answer<Vec<String>>;

    /// Records behind a position, so many bytes of them at a time; none at the end. For a ledger
    /// that nobody would want in memory whole.
    fn page(&self, after: Position, bytes_max: usize) -> Answer<Vec<Linked>>;

    /// Whether the last write failed, so that nobody is told "counted".
    fn failed(&self) -> bool;

    /// While the show's own journal cannot be written: takes nothing, and keeps every mark until
    /// that is over.
    fn hold(&self, on: bool);

    /// Tries the disk again after a failure.
    fn resume(&self) -> Answer<()>;

    /// Puts everything away under a dated name and begins anew.
    fn archive(&self, label: &str) -> Answer<()>;
}

impl<F: Fold> AnyKept for Kept<F> {
    fn layout(&self) -> Layout {
        F::LAYOUT
    }

    fn health(&self) -> &Health {
        &self.health
    }

    fn records(&self) -> Answer<Vec<String>> {
        self.order(Request::Records)
    }

    fn page(&self, after: Position, bytes_max: usize) -> Answer<Vec<Linked>> {
        self.order(|reply| Request::Page(after, bytes_max, reply))
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
        self.order(Request::Resume)
    }

    fn archive(&self, label: &str) -> Answer<()> {
        let label = label.to_owned();
        self.order(|reply| Request::Archive(label, reply))
    }
}
