//! How storage stands: storing, going on without the disk, and starting over.

use super::{Evening, Rejection, fold};
use crate::journal::heads;
use crate::ledger::Head;
use crate::show::command::Command;
use crate::show::event::{By, Stamped};

/// Events that may wait in memory for a disk that has failed.
pub const PENDING_MAX: usize = 1_000;

/// Events of the server itself (a deadline, a count, the wall) that may wait beyond
/// [`PENDING_MAX`]: a show owes only a few.
pub const PENDING_OWN_MAX: usize = 100;

/// Whether the journal can be written.
#[derive(Default)]
pub(super) enum Storing {
    #[default]
    Well,
    /// The show goes on without it.
    Failing(Waits),
}

/// What is not known to be stored.
#[derive(Clone)]
pub(super) struct Waits {
    /// Applied and shown, but not stored.
    pending: Vec<Stamped>,
    /// Refused because the append failed; on disk all the same, perhaps.
    doubtful: Vec<Stamped>,
}

impl Evening {
    /// Whether the journal cannot be written: what happens now waits in memory, or is refused.
    pub fn journal_fails(&self) -> bool {
        matches!(self.storing, Storing::Failing(_))
    }

    /// How many events are shown and not stored.
    pub fn pending(&self) -> usize {
        match &self.storing {
            Storing::Well => 0,
            Storing::Failing(waits) => waits.pending.len(),
        }
    }

    /// Stores events, or keeps them in memory if the show has to go on without the disk.
    pub(super) fn store(&mut self, events: &[Stamped], go_on: bool) -> Result<(), Rejection> {
        let failure = match self.storing {
            Storing::Failing(_) => "the journal cannot be written".to_owned(),
            Storing::Well => match self.journal.append(self.head, events) {
                Ok(head) => {
                    self.head = head;
                    return Ok(());
                }
                Err(error) => {
                    let doubtful = if go_on { Vec::new() } else { events.to_vec() };
                    self.fail(&error.to_string(), doubtful);
                    error.to_string()
                }
            },
        };
        let own = events.iter().all(|event| event.by == By::Server);
        let most = PENDING_MAX + if own { PENDING_OWN_MAX } else { 0 };
        match &mut self.storing {
            Storing::Failing(Waits { pending, .. })
                if go_on && pending.len() + events.len() <= most =>
            {
                pending.extend_from_slice(events);
                Ok(())
            }
            _ => Err(Rejection::NotStored(failure)),
        }
    }

    /// Looks whether the journal is still where it was stored.
    pub fn look(&mut self) {
        if self.journal_fails() {
            return;
        }
        if let Err(damage) = self.journal.look() {
            self.fail(&damage.to_string(), Vec::new());
        }
    }

    pub(super) fn fail(&mut self, reason: &str, doubtful: Vec<Stamped>) {
        tracing::error!(%reason, "the journal cannot be written: degraded mode");
        self.storing = Storing::Failing(Waits {
            pending: Vec::new(),
            doubtful,
        });
        // Whoever voted from here on would be told "counted" in an evening that a restart might not
        // know.
        for kept in self.boxes.iter() {
            kept.hold(true);
        }
    }

    /// Tries the journal again, and stores what waits. The boxes have their own half of it.
    pub fn resume(&mut self) -> Result<(), String> {
        let Storing::Failing(mut waits) = std::mem::take(&mut self.storing) else {
            return Ok(());
        };
        if let Err(reason) = self.store_what_waits(&mut waits) {
            tracing::error!(%reason, "the journal still cannot be written");
            self.storing = Storing::Failing(waits);
            return Err(reason);
        }
        tracing::info!("the journal can be written again");
        for kept in self.boxes.iter() {
            kept.hold(false);
        }
        Ok(())
    }

    /// Opens the journal anew, compares what stands behind our head with what this show did, and
    /// stores what is missing.
    fn store_what_waits(&mut self, waits: &mut Waits) -> Result<(), String> {
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
        let doubtful = heads(self.head, &waits.doubtful);
        if let Some(last) = doubtful.last()
            && behind.starts_with(&doubtful)
        {
            behind.drain(..doubtful.len());
            self.adopt(*last, waits)?;
        }
        if !heads(self.head, &waits.pending).starts_with(&behind) {
            return Err(strange.to_owned());
        }
        let missing = &waits.pending[behind.len()..];
        self.head = match missing.is_empty() {
            true => found,
            false => {
                let stored = self.journal.append(found, missing);
                stored.map_err(|e| e.to_string())?
            }
        };
        Ok(())
    }

    /// Takes over events that are on disk although their append failed. What waits in memory comes
    /// after them.
    fn adopt(&mut self, found: Head, waits: &mut Waits) -> Result<(), String> {
        let mut pending = waits.pending.clone();
        let after = found.revision + 1;
        for (revision, event) in (after..).zip(&mut pending) {
            event.revision = revision;
        }
        let mut log = self.log.clone();
        log.take_back(waits.pending.len());
        log.extend(waits.doubtful.iter().cloned());
        log.extend(pending.iter().cloned());
        let all = log.unpacked().map_err(|error| error.to_string())?;
        if let Some(state) = fold(&all) {
            self.state = state;
        }
        (self.log, self.head) = (log, found);
        (waits.pending, waits.doubtful) = (pending, Vec::new());
        Ok(())
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
            | Command::Message { .. }
            | Command::WrongEnvelope { .. }
            | Command::OnWall { .. }
            | Command::Counted { .. }
            | Command::NetCounted { .. }
            | Command::NoteRevocation { .. }
            | Command::CloseBallot { .. }
            | Command::Tick
    )
}
