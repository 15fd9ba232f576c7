//! The show's events on disk: append-only, without gaps, each record chained to the one before.

pub mod memory;
pub mod sqlite;

pub use crate::chain::{AppendError, Damage, Head};
use crate::show::event::Stamped;

/// Keeps the links of a journal from fitting into another kind of file.
pub const CONTEXT: &str = "palmares journal link 1";

/// An append-only list of events. `append` stores all of them durably or none.
pub trait Journal: Send {
    /// Stores events after `after`, durably. All or none.
    fn append(&mut self, after: Head, events: &[Stamped]) -> Result<Head, AppendError>;

    /// Hands every event over in order, verifying each link.
    fn replay(&mut self, each: &mut dyn FnMut(Stamped)) -> Result<Head, Damage>;

    /// Opens the store anew after a failure and tells where it ends now.
    fn reopen(&mut self) -> Result<Head, Damage>;

    /// Whether what is stored can still be found where it was stored; otherwise what has become of
    /// it.
    fn look(&mut self) -> Result<(), String> {
        Ok(())
    }

    /// Puts this journal away under a dated name and begins a new one with `events`. Either both
    /// happen or neither.
    fn archive(&mut self, label: &str, events: &[Stamped]) -> Result<Head, AppendError>;
}

/// The bytes of a record: what the link covers.
pub fn body(event: &Stamped) -> String {
    serde_json::to_string(event).unwrap_or_default()
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
