//! The show's events over a ledger: one record an event.

use crate::ledger::damage::Damage;
use crate::ledger::{AppendError, Head, Health, Layout, Ledger, Position, read_after};
use crate::show::event::Stamped;
use std::sync::Arc;

/// Keeps the links of a journal from fitting into another kind of file.
pub const CONTEXT: &str = "palmares journal link 1";

/// What it holds.
pub const LAYOUT: Layout = Layout {
    stem: "show",
    application_id: 0x5061_6C6D,
    table: "event",
    number: "revision",
    context: CONTEXT,
    fingerprint: Some(fingerprint),
};

/// The fingerprint of the evening's keys, from an event that tells it.
fn fingerprint(body: &str) -> Option<String> {
    // Few events do, and a long evening is read faster without the others.
    if !body.contains("\"fingerprint\"") {
        return None;
    }
    let event = serde_json::from_str::<Stamped>(body).ok()?.event;
    event.fingerprint().map(str::to_owned)
}

/// The bytes of a record: what the link covers.
pub fn body(event: &Stamped) -> String {
    serde_json::to_string(event).unwrap_or_default()
}

/// The event of a record.
///
/// # Errors
/// A record that this version does not know, or that carries another one's number.
pub fn read(at: Head, body: &str) -> Result<Stamped, String> {
    let event: Stamped =
        serde_json::from_str(body).map_err(|error| format!("it cannot be read: {error}"))?;
    if event.revision == at.revision {
        Ok(event)
    } else {
        Err("its number does not match".to_owned())
    }
}

/// The heads after each of `events`, without storing anything.
pub fn heads(after: Head, events: &[Stamped]) -> Vec<Head> {
    let mut head = after;
    let next = |event: &Stamped| {
        head = head.next(CONTEXT, &body(event));
        head
    };
    events.iter().map(next).collect()
}

/// An append-only list of events.
pub struct Journal(Box<dyn Ledger>);

/// A journal that was opened, where it ends, and every event of it.
pub type Opened = (Journal, Head, Vec<Stamped>);

impl Journal {
    /// Opens the ledger and reads every event.
    pub fn open(ledger: impl Ledger + 'static) -> Result<Opened, Damage> {
        let mut journal = Journal(Box::new(ledger));
        let mut events = Vec::new();
        let head = journal.0.open(&mut |at, body| {
            events.push(read(at, body)?);
            Ok(())
        })?;
        Ok((journal, head, events))
    }

    /// Stores events after `after`, durably. All or none.
    pub fn append(&mut self, after: Head, events: &[Stamped]) -> Result<Head, AppendError> {
        let bodies: Vec<String> = events.iter().map(body).collect();
        self.0.append(after, &bodies, &mut |_, _| Ok(()))
    }

    /// Opens the ledger anew after a failure and tells where it ends now.
    pub fn reopen(&mut self) -> Result<Head, Damage> {
        self.0.open(&mut |at, body| read(at, body).map(drop))
    }

    /// What is stored behind a position, verified, each event with its head.
    pub fn after(&mut self, position: Position) -> Result<Vec<(Head, Stamped)>, Damage> {
        let mut events = Vec::new();
        read_after(self.0.as_mut(), position, &mut |at, body| {
            events.push((at, read(at, body)?));
            Ok(())
        })?;
        Ok(events)
    }

    /// Whether what is stored is still where it was stored.
    pub fn look(&mut self) -> Result<(), Damage> {
        self.0.follow(&mut |_, _| Ok(())).map(drop)
    }

    /// Puts this journal away under a dated name and begins a new one with `events`. Either both
    /// happen or neither.
    pub fn archive(&mut self, label: &str, events: &[Stamped]) -> Result<Head, AppendError> {
        let bodies: Vec<String> = events.iter().map(body).collect();
        self.0.archive(label, &bodies)
    }

    /// How its ledger is.
    pub fn health(&self) -> Arc<Health> {
        self.0.health()
    }
}
