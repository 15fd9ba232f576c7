//! The director's thread: one message after the other.

use super::beats::Beats;
use super::rehearsal::{Rehearsal, is_for_both, moves};
use super::{Done, Message, snapshot};
use crate::clock::Clock;
use crate::evening::{Evening, Rejection};
use crate::fanout::{Fanout, Whose};
use crate::ledger::Health;
use crate::net::link::NetLink;
use crate::presence::Presence;
use crate::show::command::Command;
use crate::show::decide::{look_within, without_net};
use crate::show::effect::{Effect, unfinished};
use crate::show::event::{At, By};
use crate::show::refusal::Refusal;
use crate::voter::Voters;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// What the director's thread holds.
pub(super) struct DirectorThread {
    pub(super) alive: Weak<()>,
    pub(super) evening: Evening,
    /// What is on stage instead, while the crew rehearses.
    pub(super) rehearsal: Option<Rehearsal>,
    /// Those of the evening.
    pub(super) voters: Arc<Voters>,
    /// The log outside, if the evening has one.
    pub(super) net: Option<Arc<NetLink>>,
    pub(super) epoch: i64,
    /// As the screens were last told.
    pub(super) told: Failing,
    /// Something is due that could not be stored: it is tried again now and then, not at once.
    pub(super) overdue: bool,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) presence: Arc<Presence>,
    pub(super) beats: Beats,
    /// When the journal's file was last looked at.
    pub(super) looked_at: At,
    /// Its own queue, to be woken by the ballot box.
    pub(super) queue: SyncSender<Message>,
    pub(super) fanout: Arc<Fanout>,
}

/// What cannot be written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Failing {
    journal: bool,
    boxes: bool,
    mirrors: bool,
}

/// The longest wait for a message: a clock that tests move by hand is looked at this often.
const WAIT_MAX: Duration = Duration::from_millis(250);

/// How often the journal's file is looked at: a folder that is deleted or moved in mid-show is told
/// within a second.
pub(super) const LOOK_MS: i64 = 500;

impl DirectorThread {
    pub(super) fn run(mut self, messages: &Receiver<Message>) {
        self.carry_out(Whose::Evening, unfinished(self.evening.state()));
        if let Err(error) = self.evening.deal_and_wait() {
            tracing::warn!(%error, "a first round cannot be dealt now");
        }
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
        let counted = self
            .all()
            .map(|(whose, evening)| (whose, evening.counted()));
        for (whose, counted) in counted.collect::<Vec<_>>() {
            for command in counted {
                let _ = self.obey_in(whose, &command, By::Server);
            }
        }
        for (command, by) in self.evening.jury_news() {
            if self.obey_in(Whose::Evening, &command, by).is_err() {
                break;
            }
        }
        if let Err(error) = self.evening.deal() {
            tracing::debug!(%error, "a first round cannot be dealt now");
        }
        self.look();
        let now = self.clock.now();
        let due = self.all().filter(|(_, evening)| {
            let due = evening.state().next_due();
            due.is_some_and(|due| due <= now)
        });
        let due: Vec<Whose> = due.map(|(whose, _)| whose).collect();
        self.overdue = false;
        for whose in due {
            self.overdue |= self.obey_in(whose, &Command::Tick, By::Server).is_err();
        }
        self.beat();
        self.evening.pack();
        if let Some(rehearsal) = &mut self.rehearsal {
            rehearsal.evening.pack();
        }
    }

    /// Whether what is stored is still where it was stored, now and then.
    fn look(&mut self) {
        let now = self.clock.now();
        if now.since_ms(self.looked_at).abs() < LOOK_MS {
            return;
        }
        self.looked_at = now;
        self.evening.look();
        self.tell_what_fails();
    }

    /// Whoever stands at the show sees at once that storage fails, or works again.
    fn tell_what_fails(&mut self) {
        if self.failing() != self.told {
            self.publish();
        }
    }

    fn wait(&self) -> Duration {
        let due = self
            .all()
            .filter_map(|(_, evening)| evening.state().next_due());
        let until = due.min().filter(|_| !self.overdue);
        let now = self.clock.now();
        let wait_ms = until.map_or(i64::MAX, |due| due.since_ms(now).max(0));
        let beat_ms = self.next_beat_ms(now).unwrap_or(i64::MAX);
        WAIT_MAX.min(Duration::from_millis(wait_ms.min(beat_ms) as u64))
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Command(command, by, epoch, reply) => {
                let answer = self.is_at(epoch).and_then(|()| self.hear(&command, by));
                let _ = reply.send(answer);
            }
            Message::Rewind(typed, epoch, reply) => {
                let answer = self.is_at(epoch).and_then(|()| self.rewind(&typed));
                let _ = reply.send(answer);
            }
            Message::Rehearse(on, reply) => {
                let answer = self.rehearse(on);
                let _ = reply.send(answer);
            }
            Message::Resume(reply) => {
                let answer = self.resume();
                let _ = reply.send(answer);
            }
            Message::Resumed(reply) => {
                self.tell_what_fails();
                let _ = reply.send(Ok(self.done(Whose::Evening)));
            }
            Message::Judged(reply) => {
                let _ = reply.send(Ok(self.done(Whose::Evening)));
            }
            Message::Everything(looks, by, reply) => {
                let wanted = looks(self.evening.state());
                let mut looked = wanted
                    .iter()
                    .map(|look| self.obey_in(Whose::Evening, look, by));
                let looked = looked.try_for_each(|done| done.map(|_| ()));
                let _ = reply.send(looked.map(|()| self.evening.log().clone()));
            }
            Message::Beat | Message::Counted | Message::Stop(_) => {}
        }
    }

    pub(super) fn done(&self, whose: Whose) -> Done {
        let evening = self.of(whose);
        Done {
            revision: evening.state().revision,
            cue: evening.state().cue().id.clone(),
            stored: evening.pending() == 0,
            epoch: self.epoch,
        }
    }

    /// Whoever means one evening does not move another.
    fn is_at(&self, epoch: Option<i64>) -> Result<(), Rejection> {
        match epoch.is_none_or(|epoch| epoch == self.epoch) {
            true => Ok(()),
            false => Err(Rejection::Refused(Refusal::Stale)),
        }
    }

    /// Obeys, once the look that a command is in itself is on record: nothing happens between the
    /// two.
    fn hear(&mut self, command: &Command, by: By) -> Result<Done, Rejection> {
        let whose = moves(command, by);
        if let Some(look) = look_within(self.of(whose).state(), command) {
            self.obey_in(whose, &look, by)?;
        }
        if whose == Whose::Stage && self.rehearsal.is_some() && is_for_both(command) {
            self.obey_in(Whose::Evening, command, by)?;
        }
        let done = self.obey_in(whose, command, by)?;
        if let Command::Doors { open: true } = command {
            // The audience comes in to the show.
            self.rehearse(false)?;
        }
        Ok(done)
    }

    fn obey_in(&mut self, whose: Whose, command: &Command, by: By) -> Result<Done, Rejection> {
        let now = self.clock.now();
        let obeyed = match self.rehearsal.as_mut().filter(|_| whose == Whose::Stage) {
            Some(rehearsal) => {
                let obeyed = rehearsal.evening.obey(command, by, now);
                rehearsal.reseal(now);
                obeyed
            }
            None => match self.stands_alone(command, now) {
                Some(why) => Err(Rejection::Refused(why)),
                None => self.evening.obey(command, by, now),
            },
        };
        if obeyed.is_err() {
            self.tell_what_fails();
        }
        let Some(wanted) = obeyed? else {
            return Ok(self.done(whose));
        };
        let done = self.done(whose);
        if let Command::Reread { .. } | Command::Shortlist { .. } = command {
            self.reread_rehearsal();
        }
        // A phone that hears "open" may vote at once: the box has to be open by then. So has a
        // round for a juror who is shown a fresh sheet.
        let opens = |effect: &Effect| {
            matches!(
                effect,
                Effect::OpenBallot { .. } | Effect::BeginRound { .. }
            )
        };
        let (first, wanted): (Vec<_>, Vec<_>) = wanted.into_iter().partition(opens);
        self.carry_out(whose, first);
        self.publish();
        self.carry_out(whose, wanted);
        Ok(done)
    }

    /// What stands against a command for want of a log outside.
    fn stands_alone(&self, command: &Command, now: At) -> Option<Refusal> {
        let alone = self.net.is_none();
        alone.then(|| without_net(self.evening.state(), command, now))?
    }

    /// The journal's half of resuming. Each box has its own.
    fn resume(&mut self) -> Result<Done, Rejection> {
        // Whoever presses knows of one file that is gone; another may not have been missed yet.
        self.evening.look();
        if !self.evening.journal_fails() {
            // Then only a box has failed: a journal that is well is left alone.
            return Ok(self.done(Whose::Evening));
        }
        let revision = self.evening.state().revision;
        let resumed = self.evening.resume();
        if resumed.is_ok() || self.evening.state().revision != revision {
            self.publish();
        }
        resumed.map_err(Rejection::NotStored)?;
        self.carry_out(Whose::Evening, unfinished(self.evening.state()));
        Ok(self.done(Whose::Evening))
    }

    fn rewind(&mut self, typed: &str) -> Result<Done, Rejection> {
        if self.rehearsal.is_some() {
            return self.rewind_rehearsal(typed);
        }
        // Votes of a run-through would count in the show: nothing can be taken out of the log.
        if self.net.as_ref().is_some_and(|net| net.is_used()) {
            return Err(Rejection::Refused(Refusal::NetUsed));
        }
        if let Err(rejection) = self.evening.rewind(typed, self.clock.now()) {
            self.tell_what_fails();
            return Err(rejection);
        }
        self.enter(self.next_epoch());
        Ok(self.done(Whose::Evening))
    }

    /// Nobody presses anything after the end: what waits is tried once more, and what is lost is
    /// said.
    fn store_at_the_end(&mut self) {
        if self.resume().is_err() {
            tracing::error!(
                events = self.evening.pending(),
                "the journal cannot be written: the last steps of this evening are lost"
            );
        }
    }

    /// What cannot be written now.
    pub(super) fn failing(&self) -> Failing {
        Failing {
            journal: self.evening.journal_fails(),
            boxes: self.evening.box_fails(),
            mirrors: self.evening.any_ledger(Health::failing),
        }
    }

    pub(super) fn publish(&mut self) {
        self.no_beat_waits();
        self.told = self.failing();
        let mut snapshot = snapshot(&self.evening, self.rehearsal.as_ref(), self.epoch);
        snapshot.degraded = self.told.journal || self.told.boxes;
        snapshot.mirror_failing = self.told.mirrors;
        snapshot.moved = snapshot.degraded && self.evening.any_ledger(Health::moved);
        self.fanout.publish(snapshot, self.clock.now());
    }

    /// What is counted comes back as a command of its own: GO never waits for it.
    fn carry_out(&mut self, whose: Whose, wanted: impl IntoIterator<Item = Effect>) {
        for effect in wanted {
            if let Effect::AwaitWall { award } = effect {
                if !self.presence.any_of(&self.of(whose).state().screens) {
                    let _ = self.obey_in(whose, &Command::OnWall { award }, By::Server);
                }
                continue;
            }
            let queue = self.queue.clone();
            // Into a full queue nothing has to go: whoever has messages to hear looks at the counts
            // before each.
            let wake = move || drop(queue.try_send(Message::Counted));
            self.of(whose).carry_out(effect, wake);
        }
    }
}
