//! What the director does with the disk: storing, going on without it, and starting over.

use super::desk::{Desk, LOOK_MS};
use super::{Done, PENDING_MAX, PENDING_OWN_MAX, Rejection, archive_label, fold};
use crate::journal::heads;
use crate::ledger::Head;
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
            self.degrade(&failure);
        }
        let own = events.iter().all(|event| event.by == By::Server);
        let most = PENDING_MAX + if own { PENDING_OWN_MAX } else { 0 };
        if go_on && self.pending.len() + events.len() <= most {
            self.pending.extend_from_slice(events);
            return Ok(());
        }
        Err(Rejection::NotStored(failure))
    }

    /// Whether what is stored is still where it was stored, now and then.
    pub(super) fn look(&mut self) {
        let now = self.clock.now();
        if self.degraded || now.since_ms(self.looked_at).abs() < LOOK_MS {
            return;
        }
        self.looked_at = now;
        if let Err(damage) = self.journal.look() {
            self.degrade(&damage.to_string());
        }
    }

    fn degrade(&mut self, reason: &str) {
        tracing::error!(%reason, "the journal cannot be written: degraded mode");
        self.degraded = true;
        // Whoever voted from here on would be told "counted" in an evening that a restart might not
        // know.
        for kept in self.boxes.iter() {
            kept.hold(true);
        }
        self.publish();
    }

    /// The journal's half of resuming. The ballot box has its own.
    pub(super) fn resume(&mut self) -> Result<Done, Rejection> {
        if !self.degraded {
            // Then only the ballot box has failed: a journal that is well is left alone.
            return Ok(self.done());
        }
        let revision = self.state.revision;
        let stored = self.store_what_waits();
        if let Err(reason) = &stored {
            tracing::error!(%reason, "the journal still cannot be written");
            if self.state.revision != revision {
                self.publish();
            }
        }
        stored.map_err(Rejection::NotStored)?;
        self.degraded = false;
        tracing::info!("the journal can be written again");
        for kept in self.boxes.iter() {
            kept.hold(false);
        }
        self.publish();
        self.carry_out(unfinished(&self.state));
        Ok(self.done())
    }

    /// Opens the journal anew, compares what stands behind our head with what this show did, and
    /// stores what is missing.
    fn store_what_waits(&mut self) -> Result<(), String> {
        let found = self.journal.reopen().map_err(|e| e.to_string())?;
        let behind = self.journal.after(self.head.revision);
        let behind = behind.map_err(|e| e.to_string())?;
        let mut behind: Vec<Head> = behind.into_iter().map(|(head, _)| head).collect();
        let strange = "the journal does not end where this show left it";
        if *behind.last().unwrap_or(&self.head) != found {
            return Err(strange.to_owned());
        }
        // The append that failed may have reached the disk after all: then the journal goes on with
        // what its sender was told did not happen, or with what waits.
        let doubtful = heads(self.head, &self.doubtful);
        if let Some(last) = doubtful.last()
            && behind.starts_with(&doubtful)
        {
            behind.drain(..doubtful.len());
            self.adopt(*last)?;
        }
        if !heads(self.head, &self.pending).starts_with(&behind) {
            return Err(strange.to_owned());
        }
        let missing = &self.pending[behind.len()..];
        self.head = match missing.is_empty() {
            true => found,
            false => {
                let stored = self.journal.append(found, missing);
                stored.map_err(|e| e.to_string())?
            }
        };
        self.pending.clear();
        self.doubtful.clear();
        Ok(())
    }

    /// Nobody presses anything after the end: what waits is tried once more, and what is lost is
    /// said.
    pub(super) fn store_at_the_end(&mut self) {
        if self.degraded && self.resume().is_err() {
            tracing::error!(
                events = self.pending.len(),
                "the journal cannot be written: the last steps of this evening are lost"
            );
        }
    }

    /// Takes over events that are on disk although their append failed. What waits in memory comes
    /// after them.
    fn adopt(&mut self, found: Head) -> Result<(), String> {
        let mut pending = self.pending.clone();
        let after = found.revision + 1;
        for (revision, event) in (after..).zip(&mut pending) {
            event.revision = revision;
        }
        let mut log = self.log.clone();
        log.take_back(self.pending.len());
        log.extend(self.doubtful.iter().cloned());
        log.extend(pending.iter().cloned());
        let all = log.unpacked().map_err(|error| error.to_string())?;
        if let Some(state) = fold(&all) {
            self.state = state;
        }
        (self.log, self.pending, self.head) = (log, pending, found);
        self.doubtful.clear();
        Ok(())
    }

    /// What people decided before the run-through stays decided: sealed envelopes and approved
    /// screens go into the clean evening.
    pub(super) fn rewind(&mut self, typed: &str) -> Result<Done, Rejection> {
        may_rewind(&self.state, typed).map_err(Rejection::Refused)?;
        if self.degraded || self.boxes_failed() {
            // What waits in memory would be missing from the archive, and a mark that waits would
            // fall into the next evening's box.
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
        let fingerprint = self.state.fingerprint.clone();
        let loaded = Event::ShowLoaded { show, fingerprint };
        let mut log = vec![stamp(1, By::File, loaded)];
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
        // A key that was revoked stays dead in the clean evening, too.
        let revoked = self
            .state
            .revoked
            .iter()
            .map(|(key, role)| Event::KeyRevoked {
                role: role.clone(),
                revoked: Some(key.clone()),
            });
        let kept = sealed.chain(screens).chain(crowd).chain(revoked);
        for (revision, event) in (2..).zip(kept) {
            log.push(stamp(revision, By::Producer, event));
        }
        let label = archive_label(at);
        // The boxes go first: should the power fail in between, no vote of the run-through is left
        // to count in the show.
        for kept in self.boxes.clone().iter() {
            kept.archive(&label).wait().map_err(|error| {
                // Whoever is refused sees at once why, and where to press.
                self.publish();
                Rejection::NotStored(error.to_string())
            })?;
        }
        let archived = self.journal.archive(&label, &log);
        let head = archived.map_err(|error| {
            // The run-through goes on, with the box that it has now: resuming opens its ballot
            // there again.
            self.degrade(&error.to_string());
            Rejection::NotStored(error.to_string())
        })?;
        let Some(state) = fold(&log) else {
            return Err(Rejection::NotStored("the show is empty".into()));
        };
        (self.head, self.log, self.state) = (head, log.into_iter().collect(), state);
        self.epoch = self.clock.now().0.max(self.epoch + 1);
        self.presence.forget_shown();
        self.publish();
        Ok(self.done())
    }
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
