//! What the director does with the disk: storing, going on without it, and starting over.

use super::desk::Desk;
use super::{Done, PENDING_MAX, Rejection, archive_label, fold};
use crate::ballotbox::{Answer, BoxError};
use crate::journal::{Head, heads};
use crate::show::command::Command;
use crate::show::decide::may_rewind;
use crate::show::effect::unfinished;
use crate::show::event::{By, Event, Stamped};

impl Desk {
    /// Stores events, or keeps them in memory if the show has to go on without the disk.
    pub(super) fn store(&mut self, events: &[Stamped], go_on: bool) -> Result<(), Rejection> {
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
            if !go_on {
                self.doubtful = events.to_vec();
            }
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

    pub(super) fn resume(&mut self) -> Result<Done, Rejection> {
        if !self.degraded && !self.ballots.failed() {
            return Ok(self.done());
        }
        let not_stored = |reason: String| Rejection::NotStored(reason);
        let found = self
            .journal
            .reopen()
            .map_err(|e| not_stored(e.to_string()))?;
        // The append that failed may have reached the disk after all: then the journal ends inside what waits,
        // or behind what its sender was told did not happen.
        if heads(self.head, &self.doubtful).last() == Some(&found) {
            self.adopt(found);
        }
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
        self.doubtful.clear();
        wait_for(self.ballots.resume()).map_err(|e| not_stored(e.to_string()))?;
        self.degraded = false;
        tracing::info!("the journal can be written again");
        self.publish();
        self.carry_out(unfinished(&self.state));
        Ok(self.done())
    }

    /// Takes over events that are on disk although their append failed. What waits in memory comes after them.
    fn adopt(&mut self, found: Head) {
        let stored = self.log.len() - self.pending.len();
        self.log.truncate(stored);
        self.log.append(&mut self.doubtful);
        let after = found.revision + 1;
        for (revision, event) in (after..).zip(&mut self.pending) {
            event.revision = revision;
        }
        self.log.extend_from_slice(&self.pending);
        if let Some(state) = fold(&self.log) {
            self.state = state;
        }
        self.head = found;
    }

    /// What people decided before the run-through stays decided: sealed envelopes and approved screens go into the clean evening.
    pub(super) fn rewind(&mut self, typed: &str) -> Result<Done, Rejection> {
        may_rewind(&self.state, typed).map_err(Rejection::Refused)?;
        if self.degraded || self.ballots.failed() {
            // What waits in memory would be missing from the archive, and a mark that waits would fall into the next evening's box.
            let reason = "the journal cannot be written";
            return Err(Rejection::NotStored(reason.to_owned()));
        }
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
        let crowd = (self.state.simulated > 0).then_some(Event::CrowdSimulated {
            phones: self.state.simulated,
        });
        for (revision, event) in (2..).zip(sealed.chain(screens).chain(crowd)) {
            log.push(stamp(revision, By::Producer, event));
        }
        let label = archive_label(at);
        // The votes go first: should the power fail in between, no vote of the run-through is left to count in the show.
        wait_for(self.ballots.archive(&label)).map_err(|e| Rejection::NotStored(e.to_string()))?;
        let head = self
            .journal
            .archive(&label, &log)
            .map_err(|e| Rejection::NotStored(e.to_string()))?;
        let Some(state) = fold(&log) else {
            return Err(Rejection::NotStored("the show is empty".into()));
        };
        (self.head, self.log, self.state) = (head, log, state);
        self.epoch = self.clock.now().0.max(self.epoch + 1);
        self.presence.forget_shown();
        self.publish();
        Ok(self.done())
    }
}

/// Waits for an answer of the ballot box on the director's own thread.
fn wait_for<T>(answer: Answer<T>) -> Result<T, BoxError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime
        .map_err(|_| BoxError::NotStored)
        .and_then(|runtime| runtime.block_on(answer))
}

/// What the evening cannot wait for, even when the disk is gone.
pub(super) fn goes_on_without_disk(command: &Command) -> bool {
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
            | Command::NoteRevocation { .. }
            | Command::CloseBallot { .. }
            | Command::Tick
    )
}
