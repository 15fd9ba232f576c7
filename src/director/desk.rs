//! The director's thread: one message after the other.

use super::beats::Beats;
use super::counts::Counts;
use super::disk::goes_on_without_disk;
use super::log::Log;
use super::{Boxes, Done, Message, Rejection, snapshot};
use crate::ballotbox::record::{Mark, VoterRef};
use crate::ballotbox::{BallotBox, Counted};
use crate::clock::Clock;
use crate::fanout::Fanout;
use crate::journal::Journal;
use crate::ledger::{Head, Health};
use crate::presence::Presence;
use crate::show::command::Command;
use crate::show::decide::{decide, look_within};
use crate::show::effect::{Effect, effects, unfinished};
use crate::show::event::{At, By, Event, Stamped};
use crate::show::state::State;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// What the director's thread holds.
pub(super) struct Desk {
    pub(super) alive: Weak<()>,
    pub(super) journal: Journal,
    /// Where the journal ends; behind the state in degraded mode.
    pub(super) head: Head,
    pub(super) log: Log,
    pub(super) state: State,
    pub(super) epoch: i64,
    /// Applied and shown, but not stored.
    pub(super) pending: Vec<Stamped>,
    /// Refused because the append failed; on disk all the same, perhaps.
    pub(super) doubtful: Vec<Stamped>,
    pub(super) degraded: bool,
    /// What the screens were last told of the boxes.
    pub(super) box_failed: bool,
    /// Something is due that could not be stored: it is tried again now and then, not at once.
    pub(super) overdue: bool,
    /// What they were last told of the mirrors.
    pub(super) mirror_failing: bool,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) presence: Arc<Presence>,
    pub(super) ballots: Arc<BallotBox>,
    pub(super) boxes: Boxes,
    /// What the ballot box has counted, until it is taken.
    pub(super) counts: Arc<Counts>,
    pub(super) beats: Beats,
    /// When the journal's file was last looked at.
    pub(super) looked_at: At,
    /// Its own queue, to be woken by the ballot box.
    pub(super) queue: SyncSender<Message>,
    pub(super) fanout: Arc<Fanout>,
}

/// The longest wait for a message: a clock that tests move by hand is looked at this often.
const WAIT_MAX: Duration = Duration::from_millis(250);

/// How often the journal's file is looked at: a folder that is deleted or moved in mid-show is told
/// within a second.
pub(super) const LOOK_MS: i64 = 500;

impl Desk {
    pub(super) fn run(mut self, messages: &Receiver<Message>) {
        let waiting = unfinished(&self.state);
        self.carry_out(waiting);
        loop {
            self.settle();
            match messages.recv_timeout(self.wait()) {
                Ok(Message::Stop(reply)) => {
                    self.store_at_the_end();
                    // The journal closes before anyone is told.
                    drop(self);
                    let _ = reply.send(());
                    return;
                }
                Ok(message) => {
                    // A deadline that passed before a command came has closed the ballot before the
                    // command is heard.
                    self.settle();
                    self.handle(message);
                }
                Err(RecvTimeoutError::Timeout) if self.alive.strong_count() > 0 => {}
                Err(_) => return,
            }
        }
    }

    /// Whatever is due by now happens.
    fn settle(&mut self) {
        for (ballot, counted) in self.counts.take() {
            let command = Command::Counted {
                ballot,
                position: counted.position,
                tally: counted.tally,
                digest: counted.digest,
            };
            let _ = self.obey(&command, By::Server);
        }
        self.look();
        let due = self.state.next_due();
        self.overdue = due.is_some_and(|due| due <= self.clock.now())
            && self.obey(&Command::Tick, By::Server).is_err();
        self.beat();
        // What was not stored may have to be told anew.
        if !self.degraded {
            self.log.pack();
        }
    }

    fn wait(&self) -> Duration {
        let until = self.state.next_due().filter(|_| !self.overdue);
        let now = self.clock.now();
        let wait_ms = until.map_or(i64::MAX, |due| due.since_ms(now).max(0));
        let beat_ms = self.next_beat_ms(now).unwrap_or(i64::MAX);
        WAIT_MAX.min(Duration::from_millis(wait_ms.min(beat_ms) as u64))
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Command(command, by, reply) => {
                let answer = self.hear(&command, by);
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
            Message::Resumed(reply) => {
                if self.box_failed != self.boxes_failed() {
                    self.publish();
                }
                let _ = reply.send(Ok(self.done()));
            }
            Message::Log(reply) => {
                let _ = reply.send(Ok(self.log.clone()));
            }
            Message::Beat | Message::Counted | Message::Stop(_) => {}
        }
    }

    pub(super) fn done(&self) -> Done {
        Done {
            revision: self.state.revision,
            cue: self.state.cue().id.clone(),
            stored: self.pending.is_empty(),
        }
    }

    /// Obeys, once the look that a command is in itself is on record: nothing happens between the
    /// two.
    fn hear(&mut self, command: &Command, by: By) -> Result<Done, Rejection> {
        if let Some(look) = look_within(&self.state, command) {
            self.obey(&look, by)?;
        }
        self.obey(command, by)
    }

    fn obey(&mut self, command: &Command, by: By) -> Result<Done, Rejection> {
        let at = self.clock.now();
        let events = decide(&self.state, command, at).map_err(Rejection::Refused)?;
        if events.is_empty() {
            return Ok(self.done());
        }
        let stamped = self.stamp(events, by, at);
        let opens = |event: &Stamped| {
            matches!(
                event.event,
                Event::BallotOpened { .. } | Event::BallotReopened { .. }
            )
        };
        let opening = stamped.iter().any(opens);
        if opening && self.boxes_failed() {
            return Err(Rejection::NotStored("votes cannot be stored".to_owned()));
        }
        let go_on = goes_on_without_disk(command) && !opening;
        self.store(&stamped, go_on)?;
        let mut wanted = VecDeque::new();
        for event in &stamped {
            self.state.apply(event);
            wanted.extend(effects(&event.event));
        }
        self.log.extend(stamped);
        let done = self.done();
        // A phone that hears "open" may vote at once: the box has to be open by then.
        let opens = |effect: &Effect| matches!(effect, Effect::OpenBallot { .. });
        let (first, wanted): (Vec<_>, Vec<_>) = wanted.into_iter().partition(opens);
        self.carry_out(first);
        self.publish();
        self.carry_out(wanted);
        Ok(done)
    }

    fn stamp(&self, events: Vec<Event>, by: By, at: At) -> Vec<Stamped> {
        let first = self.state.revision + 1;
        let stamp = |(revision, event)| Stamped {
            revision,
            at,
            by,
            event,
        };
        (first..).zip(events).map(stamp).collect()
    }

    pub(super) fn publish(&mut self) {
        self.no_beat_waits();
        self.box_failed = self.boxes_failed();
        let degraded = self.degraded || self.box_failed;
        self.mirror_failing = self.any_mirror_fails();
        let mut snapshot = snapshot(&self.state, &self.log, self.epoch, degraded);
        snapshot.mirror_failing = self.mirror_failing;
        snapshot.moved = degraded && self.health_of_any(Health::moved);
        self.fanout.publish(snapshot, self.clock.now());
    }

    pub(super) fn boxes_failed(&self) -> bool {
        self.boxes.iter().any(|kept| kept.failed())
    }

    /// Whether a mirror lags behind because it cannot be written.
    pub(super) fn any_mirror_fails(&self) -> bool {
        self.health_of_any(Health::failing)
    }

    fn health_of_any(&self, is: fn(&Health) -> bool) -> bool {
        is(&self.journal.health()) || self.boxes.iter().any(|kept| is(kept.health()))
    }

    pub(super) fn carry_out(&mut self, wanted: impl IntoIterator<Item = Effect>) {
        for effect in wanted {
            match effect {
                Effect::OpenBallot { ballot } => self.mark(ballot, true),
                Effect::CountBallot { ballot } => self.mark(ballot, false),
                Effect::ExcludeVoter { ballot, voter } => {
                    if let Some(voter) = VoterRef::read(&voter) {
                        let mark = Mark::Exclude { ballot, voter };
                        self.ballots.mark(mark, Vec::new(), Box::new(|_| {}));
                    }
                }
                Effect::AwaitWall { award } => {
                    if !self.presence.any_of(&self.state.screens) {
                        let _ = self.obey(&Command::OnWall { award }, By::Server);
                    }
                }
            }
        }
    }

    /// Opens or closes the ballot box. What it counts comes back as a command of its own: GO never
    /// waits for it.
    fn mark(&self, ballot: String, open: bool) {
        let round = self.state.ballots.get(&ballot).map_or(0, |b| b.round);
        let finalists = self.state.show.finalists();
        let paper = finalists.map(|entry| entry.id.clone()).collect();
        let (id, counts, queue) = (ballot.clone(), self.counts.clone(), self.queue.clone());
        let mark = match open {
            true => Mark::Open { ballot, round },
            false => Mark::Close { ballot, round },
        };
        let then = move |counted: Counted| {
            if !open {
                counts.put(id, counted);
                // Into a full queue nothing has to go: whoever has messages to hear looks at the
                // counts before each.
                let _ = queue.try_send(Message::Counted);
            }
        };
        self.ballots.mark(mark, paper, Box::new(then));
    }
}
