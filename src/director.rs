//! The one writer of the show: decide, append, apply, publish, in that order.
//!
//! It runs on a thread of its own, because a durable append waits for the disk. Everyone else sends it messages and reads snapshots.

use crate::clock::Clock;
use crate::fanout::{Fanout, Snapshot};
use crate::journal::{Damage, Head, Journal, heads};
use crate::presence::Presence;
use crate::show::command::Command;
use crate::show::decide::{decide, may_rewind};
use crate::show::effect::{Effect, effects, unfinished};
use crate::show::event::{By, Event, Stamped};
use crate::show::programme::Show;
use crate::show::refusal::Refusal;
use crate::show::state::State;
use crate::show::tally::Tally;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::time::Duration;
use tokio::sync::oneshot;

/// Commands that may wait for the director. A full queue answers "busy" at once.
pub const QUEUE_MAX: usize = 256;

/// Events that may wait in memory for a disk that has failed.
pub const PENDING_MAX: usize = 1_000;

/// How many of the journal's last lines a snapshot carries.
pub const RECENT_MAX: usize = 40;

/// Why a command did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The show's rules.
    Refused(Refusal),
    /// The journal could not be written, and this is not a command that goes on without it.
    NotStored(String),
    /// The queue is full, or the server is ending.
    Busy,
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The revision that followed.
    pub revision: u64,
    /// The cue on stage.
    pub cue: String,
    /// Whether it is on disk: false only in degraded mode.
    pub stored: bool,
}

type Reply<T> = oneshot::Sender<Result<T, Rejection>>;

enum Message {
    Command(Command, By, Reply<Done>),
    Rewind(String, Reply<Done>),
    Resume(Reply<Done>),
    Log(Reply<Vec<Stamped>>),
    Beat,
    Stop(oneshot::Sender<()>),
}

/// A handle to the director; clones share it.
#[derive(Clone)]
pub struct Director {
    queue: SyncSender<Message>,
    fanout: Arc<Fanout>,
    clock: Arc<dyn Clock>,
}

impl Director {
    /// Replays the journal, begins the evening with `show` if it is empty, and starts the director's thread.
    pub fn start(
        mut journal: Box<dyn Journal>,
        show: Option<Arc<Show>>,
        clock: Arc<dyn Clock>,
        presence: Arc<Presence>,
        audience_url: String,
    ) -> Result<Director, StartError> {
        let (log, head) = replayed(journal.as_mut())?;
        let (log, head) = match (log.is_empty(), show) {
            (false, _) => (log, head),
            (true, None) => return Err(StartError::NoShow),
            (true, Some(show)) => {
                let first = Stamped {
                    revision: 1,
                    at: clock.now(),
                    by: By::File,
                    event: Event::ShowLoaded { show },
                };
                let head = journal
                    .append(head, std::slice::from_ref(&first))
                    .map_err(|e| StartError::NotStored(e.to_string()))?;
                (vec![first], head)
            }
        };
        let state = fold(&log).ok_or(StartError::NoShow)?;
        let epoch = clock.now().0;
        let snapshot = snapshot(&state, &log, epoch, false);
        let fanout = Arc::new(Fanout::new(
            snapshot,
            clock.now(),
            presence.clone(),
            audience_url,
        ));
        let (queue, messages) = sync_channel(QUEUE_MAX);
        let desk = Desk {
            journal,
            head,
            log,
            state,
            epoch,
            pending: Vec::new(),
            degraded: false,
            clock: clock.clone(),
            presence,
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
        })
    }

    /// The frames for all screens.
    pub fn fanout(&self) -> &Arc<Fanout> {
        &self.fanout
    }

    /// The clock that the show runs on.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// Asks for a command and waits for what became of it.
    pub async fn command(&self, command: Command, by: By) -> Result<Done, Rejection> {
        self.ask(|reply| Message::Command(command, by, reply)).await
    }

    /// Archives the evening so far and starts a clean one. `typed` must be the show's id.
    pub async fn rewind(&self, typed: String) -> Result<Done, Rejection> {
        self.ask(|reply| Message::Rewind(typed, reply)).await
    }

    /// Tries the disk again after a failure: verifies the journal, stores what waits, and leaves degraded mode.
    pub async fn resume(&self) -> Result<Done, Rejection> {
        self.ask(Message::Resume).await
    }

    /// Every event of the evening.
    pub async fn log(&self) -> Result<Vec<Stamped>, Rejection> {
        self.ask(Message::Log).await
    }

    /// Says that something changed without an event: screens, turnout. Dropped if the director is busy publishing anyway.
    pub fn beat(&self) {
        let _ = self.queue.try_send(Message::Beat);
    }

    /// Ends the director after what it has in hand.
    pub async fn stop(&self) {
        let (reply, stopped) = oneshot::channel();
        if self.queue.try_send(Message::Stop(reply)).is_ok() {
            let _ = stopped.await;
        }
    }

    async fn ask<T>(&self, message: impl FnOnce(Reply<T>) -> Message) -> Result<T, Rejection> {
        let (reply, answer) = oneshot::channel();
        match self.queue.try_send(message(reply)) {
            Ok(()) => answer.await.unwrap_or(Err(Rejection::Busy)),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(Rejection::Busy),
        }
    }
}

/// Why the director could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The journal cannot be trusted.
    #[error("show.db: {0}")]
    Damaged(#[from] Damage),
    /// Neither a journal nor a show.
    #[error("there is no show to begin")]
    NoShow,
    /// The first event could not be stored.
    #[error("show.db cannot be written: {0}")]
    NotStored(String),
}

/// All events of a journal, and where it ends.
pub fn replayed(journal: &mut dyn Journal) -> Result<(Vec<Stamped>, Head), Damage> {
    let mut log = Vec::new();
    let head = journal.replay(&mut |event| log.push(event))?;
    Ok((log, head))
}

/// The state after all of these events; none if they do not begin with a show.
pub fn fold(log: &[Stamped]) -> Option<State> {
    let (first, rest) = log.split_first()?;
    let mut state = State::begin(first)?;
    rest.iter().for_each(|event| state.apply(event));
    Some(state)
}

fn snapshot(state: &State, log: &[Stamped], epoch: i64, degraded: bool) -> Snapshot {
    let recent = &log[log.len().saturating_sub(RECENT_MAX)..];
    Snapshot {
        state: Arc::new(state.clone()),
        recent: Arc::new(recent.to_vec()),
        epoch,
        degraded,
    }
}

/// What the director's thread holds.
struct Desk {
    journal: Box<dyn Journal>,
    /// Where the journal ends; behind the state in degraded mode.
    head: Head,
    log: Vec<Stamped>,
    state: State,
    epoch: i64,
    /// Applied and shown, but not stored.
    pending: Vec<Stamped>,
    degraded: bool,
    clock: Arc<dyn Clock>,
    presence: Arc<Presence>,
    fanout: Arc<Fanout>,
}

/// The longest wait for a message: a clock that tests move by hand is looked at this often.
const WAIT_MAX: Duration = Duration::from_millis(250);

impl Desk {
    fn run(mut self, messages: &Receiver<Message>) {
        let waiting = unfinished(&self.state);
        self.carry_out(waiting);
        loop {
            match messages.recv_timeout(self.wait()) {
                Ok(Message::Stop(reply)) => {
                    // The journal closes before anyone is told.
                    drop(self);
                    let _ = reply.send(());
                    return;
                }
                Ok(message) => self.handle(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let due = self.state.next_due();
            if due.is_some_and(|due| due <= self.clock.now()) {
                let _ = self.obey(&Command::Tick, By::Server);
            }
        }
    }

    fn wait(&self) -> Duration {
        let until = self.state.next_due();
        let wait_ms = until.map_or(i64::MAX, |due| due.since_ms(self.clock.now()).max(0));
        WAIT_MAX.min(Duration::from_millis(wait_ms as u64))
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Command(command, by, reply) => {
                let answer = self.obey(&command, by);
                let _ = reply.send(answer);
            }
            Message::Rewind(typed, reply) => {
                let answer = self.rewind(&typed);
                let _ = reply.send(answer);
            }
            Message::Resume(reply) => {
                let answer = self.resume();
                let _ = reply.send(answer);
            }
            Message::Log(reply) => {
                let _ = reply.send(Ok(self.log.clone()));
            }
            Message::Beat => self.fanout.beat(self.clock.now()),
            Message::Stop(_) => {}
        }
    }

    fn done(&self) -> Done {
        Done {
            revision: self.state.revision,
            cue: self.state.cue().id.clone(),
            stored: self.pending.is_empty(),
        }
    }

    fn obey(&mut self, command: &Command, by: By) -> Result<Done, Rejection> {
        let at = self.clock.now();
        let events = decide(&self.state, command, at).map_err(Rejection::Refused)?;
        if events.is_empty() {
            return Ok(self.done());
        }
        let stamped = self.stamp(events, by);
        let opens = |event: &Stamped| {
            matches!(
                event.event,
                Event::BallotOpened { .. } | Event::BallotReopened { .. }
            )
        };
        let go_on = goes_on_without_disk(command) && !stamped.iter().any(opens);
        self.store(&stamped, go_on)?;
        let mut wanted = VecDeque::new();
        for event in &stamped {
            self.state.apply(event);
            wanted.extend(effects(&event.event));
        }
        self.log.extend(stamped);
        let done = self.done();
        self.publish();
        self.carry_out(wanted);
        Ok(done)
    }

    fn stamp(&self, events: Vec<Event>, by: By) -> Vec<Stamped> {
        let at = self.clock.now();
        let first = self.state.revision + 1;
        let stamp = |(revision, event)| Stamped {
            revision,
            at,
            by,
            event,
        };
        (first..).zip(events).map(stamp).collect()
    }

    /// Stores events, or keeps them in memory if the show has to go on without the disk.
    fn store(&mut self, events: &[Stamped], go_on: bool) -> Result<(), Rejection> {
        let failure = if self.degraded {
            "the journal cannot be written".to_owned()
        } else {
            match self.journal.append(self.head, events) {
                Ok(head) => {
                    self.head = head;
                    return Ok(());
                }
                Err(error) => error.to_string(),
            }
        };
        if !self.degraded {
            tracing::error!(reason = %failure, "the journal cannot be written: degraded mode");
            self.degraded = true;
            self.publish();
        }
        if go_on && self.pending.len() + events.len() <= PENDING_MAX {
            self.pending.extend_from_slice(events);
            return Ok(());
        }
        Err(Rejection::NotStored(failure))
    }

    fn resume(&mut self) -> Result<Done, Rejection> {
        if !self.degraded {
            return Ok(self.done());
        }
        let not_stored = |reason: String| Rejection::NotStored(reason);
        let found = self
            .journal
            .reopen()
            .map_err(|e| not_stored(e.to_string()))?;
        // The append that failed may have reached the disk after all: then the journal ends inside what waits.
        let mut ends = vec![self.head];
        ends.extend(heads(self.head, &self.pending));
        let Some(kept) = ends.iter().position(|end| *end == found) else {
            return Err(not_stored(
                "the journal does not end where this show left it".to_owned(),
            ));
        };
        let missing = &self.pending[kept..];
        self.head = match missing.is_empty() {
            true => found,
            false => self
                .journal
                .append(found, missing)
                .map_err(|e| not_stored(e.to_string()))?,
        };
        self.pending.clear();
        self.degraded = false;
        tracing::info!("the journal can be written again");
        self.publish();
        Ok(self.done())
    }

    /// What people decided before the run-through stays decided: sealed envelopes and approved screens go into the clean evening.
    fn rewind(&mut self, typed: &str) -> Result<Done, Rejection> {
        may_rewind(&self.state, typed).map_err(Rejection::Refused)?;
        let at = self.clock.now();
        let stamp = |revision, by, event| Stamped {
            revision,
            at,
            by,
            event,
        };
        let show = self.state.show.clone();
        let mut log = vec![stamp(1, By::File, Event::ShowLoaded { show })];
        let sealed = self.state.awards.iter().filter_map(|(id, award)| {
            let envelope = award.envelope.as_ref().filter(|e| e.by != By::File)?;
            let by_jury = self.state.show.ballot_for(id).is_none();
            (by_jury && award.correction.is_none()).then(|| Event::EnvelopeSealed {
                award: id.clone(),
                winners: envelope.winners.clone(),
            })
        });
        let screens = self
            .state
            .screens
            .iter()
            .map(|(id, name)| Event::ScreenApproved {
                screen: id.clone(),
                name: name.clone(),
            });
        for (revision, event) in (2..).zip(sealed.chain(screens)) {
            log.push(stamp(revision, By::Producer, event));
        }
        let label = jiff::Timestamp::from_millisecond(at.0)
            .unwrap_or_default()
            .to_zoned(jiff::tz::TimeZone::system())
            .strftime("%Y-%m-%d-%H%M%S")
            .to_string();
        let head = self
            .journal
            .archive(&label, &log)
            .map_err(|e| Rejection::NotStored(e.to_string()))?;
        let Some(state) = fold(&log) else {
            return Err(Rejection::NotStored("the show is empty".into()));
        };
        (self.head, self.log, self.state) = (head, log, state);
        self.epoch = self.clock.now().0.max(self.epoch + 1);
        self.pending.clear();
        self.degraded = false;
        self.presence.forget_shown();
        self.publish();
        Ok(self.done())
    }

    fn publish(&self) {
        let snapshot = snapshot(&self.state, &self.log, self.epoch, self.degraded);
        self.fanout.publish(snapshot, self.clock.now());
    }

    fn carry_out(&mut self, wanted: impl IntoIterator<Item = Effect>) {
        for effect in wanted {
            let command = match effect {
                Effect::CountBallot { ballot } => Some(self.count(ballot)),
                Effect::AwaitWall { award } => {
                    let watched = self.presence.any_of(&self.state.screens);
                    (!watched).then_some(Command::OnWall { award })
                }
            };
            if let Some(command) = command {
                let _ = self.obey(&command, By::Server);
            }
        }
    }

    /// Nobody can vote yet: every ballot closes empty.
    fn count(&self, ballot: String) -> Command {
        let paper = self.state.show.finalists().map(|entry| entry.id.as_str());
        let tally = Tally::empty(paper);
        Command::Counted {
            ballot,
            position: 0,
            tally,
            digest: blake3::hash(b"").to_hex().to_string(),
        }
    }
}

/// What the evening cannot wait for, even when the disk is gone.
fn goes_on_without_disk(command: &Command) -> bool {
    matches!(
        command,
        Command::Go { .. }
            | Command::Back { .. }
            | Command::Goto { .. }
            | Command::Blackout { .. }
            | Command::Card { .. }
            | Command::WrongEnvelope { .. }
            | Command::OnWall { .. }
            | Command::Counted { .. }
            | Command::CloseBallot { .. }
            | Command::Tick
    )
}
