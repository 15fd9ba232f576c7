//! The one writer of the show: decide, append, apply, publish, in that order.
//!
//! It runs on a thread of its own, because a durable append waits for the disk. Everyone else sends
//! it messages and reads snapshots.

mod beats;
mod rehearsal;
mod thread;

use crate::clock::Clock;
use crate::evening::{Beginning, Boxes, Evening, EventLog, Rejection, StartError};
use crate::fanout::{Fanout, Snapshot, Sources};
use crate::journal::Opened;
use crate::show::command::Command;
use crate::show::event::{By, Stamped};
use crate::show::programme::Show;
use crate::show::state::State;
use beats::Beats;
use rehearsal::Rehearsal;
pub use rehearsal::moves;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use thread::{DirectorThread, Failing};
use tokio::sync::oneshot;

/// Commands that may wait for the director. A full queue answers "busy" at once.
pub const QUEUE_MAX: usize = 256;

/// How many of the journal's last lines a snapshot carries.
pub const RECENT_MAX: usize = 40;

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The revision that followed.
    pub revision: u64,
    /// The cue on stage.
    pub cue: String,
    /// Whether it is on disk: false only in degraded mode.
    pub stored: bool,
    /// Of what was on stage then.
    pub epoch: i64,
}

type ReplyTo<T> = oneshot::Sender<Result<T, Rejection>>;

/// The looks that it takes to see everything as it stands.
pub type Looks = fn(&State) -> Vec<Command>;

enum Message {
    /// At this epoch alone, if one is given.
    Command(Command, By, Option<i64>, ReplyTo<Done>),
    /// The same.
    Rewind(String, Option<i64>, ReplyTo<Done>),
    /// Begin a rehearsal, or end it.
    Rehearse(bool, ReplyTo<Done>),
    /// The journal's half of trying the disk again.
    Resume(ReplyTo<Done>),
    /// The boxes are well again, too.
    Resumed(ReplyTo<Done>),
    /// The jury did something that the score box holds.
    Judged(ReplyTo<Done>),
    /// The ballot box has counted.
    Counted,
    Everything(Looks, By, ReplyTo<EventLog>),
    Beat,
    Stop(oneshot::Sender<()>),
}

/// A handle to the director; clones share it.
#[derive(Clone)]
pub struct Director {
    queue: SyncSender<Message>,
    fanout: Arc<Fanout>,
    clock: Arc<dyn Clock>,
    boxes: Boxes,
    /// A beat waits already: however many screens come and go, the director is woken once for each
    /// that it sends.
    beating: Arc<AtomicBool>,
    /// The same for what the jury does.
    judging: Arc<AtomicBool>,
    /// The thread ends when the last handle is gone.
    _alive: Arc<()>,
}

impl Director {
    /// Begins the evening with `show` if the journal is empty, and starts the director's thread.
    pub fn start(
        journal: Opened,
        show: Option<Arc<Show>>,
        clock: Arc<dyn Clock>,
        sources: Sources,
    ) -> Result<Director, StartError> {
        let evening = Evening::begin(Beginning {
            journal,
            ballots: sources.ballots.clone(),
            scores: sources.scores.clone(),
            show,
            fingerprint: Some(sources.voters.fingerprint().to_owned()),
            at: clock.now(),
        })?;
        let boxes = evening.boxes().clone();
        let epoch = clock.now().0;
        let snapshot = snapshot(&evening, None, epoch);
        let (presence, voters) = (sources.presence.clone(), sources.voters.clone());
        presence.enter(epoch, false, &evening.state().screens);
        let net = sources.net.clone();
        let fanout = Arc::new(Fanout::new(snapshot, clock.clone(), sources));
        let (queue, messages) = sync_channel(QUEUE_MAX);
        let alive = Arc::new(());
        let beating = Arc::new(AtomicBool::new(false));
        let judging = Arc::new(AtomicBool::new(false));
        let desk = DirectorThread {
            alive: Arc::downgrade(&alive),
            evening,
            rehearsal: None,
            voters,
            net,
            epoch,
            told: Failing::default(),
            overdue: false,
            clock: clock.clone(),
            presence,
            beats: Beats::new([beating.clone(), judging.clone()], clock.now()),
            looked_at: clock.now(),
            queue: queue.clone(),
            fanout: fanout.clone(),
        };
        std::thread::Builder::new()
            .name("director".into())
            .spawn(move || desk.run(&messages))
            .map_err(|e| StartError::NotStored(e.to_string()))?;
        Ok(Director {
            queue,
            fanout,
            clock,
            boxes,
            beating,
            judging,
            _alive: alive,
        })
    }

    /// The frames for all screens.
    pub fn fanout(&self) -> &Arc<Fanout> {
        &self.fanout
    }

    /// The clock that the show runs on.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Asks for a command and waits for what became of it.
    pub async fn command(&self, command: Command, by: By) -> Result<Done, Rejection> {
        self.ask(|reply| Message::Command(command, by, None, reply))
            .await
    }

    /// The same of what was on stage at this epoch: it is stale once anything else is.
    pub async fn command_at(
        &self,
        epoch: i64,
        command: Command,
        by: By,
    ) -> Result<Done, Rejection> {
        self.ask(|reply| Message::Command(command, by, Some(epoch), reply))
            .await
    }

    /// Archives the evening so far and starts a clean one. `typed` must be the show's id, and
    /// `epoch`, if given, what is on stage.
    pub async fn rewind(&self, typed: String, epoch: Option<i64>) -> Result<Done, Rejection> {
        self.ask(|reply| Message::Rewind(typed, epoch, reply)).await
    }

    /// Begins a rehearsal beside the evening, or ends it. Either may be so already.
    pub async fn rehearse(&self, on: bool) -> Result<Done, Rejection> {
        self.ask(|reply| Message::Rehearse(on, reply)).await
    }

    /// Tries the disk again after a failure: verifies the journal, stores what waits, and leaves
    /// degraded mode.
    ///
    /// Each box reads itself again on its own thread, and the director goes on meanwhile: GO never
    /// waits for a hundred thousand votes.
    pub async fn resume(&self) -> Result<Done, Rejection> {
        let done = self.ask(Message::Resume).await?;
        for kept in self.boxes.iter() {
            let file = kept.layout().stem;
            kept.resume().await.map_err(|error| {
                tracing::error!(%error, "{file}.db still cannot be written");
                Rejection::NotStored(format!("{file}.db: {error}"))
            })?;
        }
        // A director who has no time for this hears of it all the same, a moment later.
        self.ask(Message::Resumed).await.or(Ok(done))
    }

    /// Waits until the journal tells what the score box holds of the jury's acts.
    pub async fn judged(&self) -> Result<Done, Rejection> {
        self.ask(Message::Judged).await
    }

    /// Every event of the evening, once these looks are on record. Nothing happens between the
    /// looks and the last event: what is decided meanwhile is not in it.
    pub async fn everything(&self, looks: Looks, by: By) -> Result<Vec<Stamped>, Rejection> {
        let log = self.ask(|reply| Message::Everything(looks, by, reply));
        let log = log.await?;
        // Here and not on the director's thread: GO does not wait for a long evening to be read.
        let all = log.unpacked();
        all.map_err(|error| Rejection::NotStored(error.to_string()))
    }

    /// Says that something changed without an event, such as a screen that counts. It is told as
    /// soon as the limit of all beats allows.
    pub fn beat(&self) {
        if !self.beating.swap(true, Ordering::SeqCst) {
            // Into a full queue nothing has to go: after each message the director looks whether a
            // beat waits.
            let _ = self.queue.try_send(Message::Beat);
        }
    }

    /// The same of what only the jury's own screens tell: a score, a device that comes or goes.
    pub fn beat_jury(&self) {
        if !self.judging.swap(true, Ordering::SeqCst) {
            let _ = self.queue.try_send(Message::Beat);
        }
    }

    /// Ends the director after what it has in hand.
    pub async fn stop(&self) {
        let (reply, stopped) = oneshot::channel();
        if self.queue.try_send(Message::Stop(reply)).is_ok() {
            let _ = stopped.await;
        }
    }

    async fn ask<T>(&self, message: impl FnOnce(ReplyTo<T>) -> Message) -> Result<T, Rejection> {
        let (reply, answer) = oneshot::channel();
        match self.queue.try_send(message(reply)) {
            Ok(()) => answer.await.unwrap_or(Err(Rejection::Busy)),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(Rejection::Busy),
        }
    }
}

fn snapshot(evening: &Evening, rehearsal: Option<&Rehearsal>, epoch: i64) -> Snapshot {
    let newest = evening.log().newest();
    let recent = &newest[newest.len().saturating_sub(RECENT_MAX)..];
    Snapshot {
        state: Arc::new(evening.state().clone()),
        rehearsal: rehearsal.map(Rehearsal::told),
        recent: Arc::new(recent.to_vec()),
        epoch,
        degraded: false,
        mirror_failing: false,
        moved: false,
    }
}
