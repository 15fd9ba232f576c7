//! The show's events on disk: append-only, without gaps, each record chained to the one before.

pub mod memory;
pub mod sqlite;

use crate::show::event::Stamped;
use std::fmt;

/// Where a journal ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last event's number; 0 for an empty journal.
    pub revision: u64,
    /// The last record's link; zeros for an empty journal.
    pub link: [u8; 32],
}

/// An append that did not happen, as far as we can know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppendError {
    /// The journal does not end where the writer thinks: somebody else wrote, or a failed append survived after all.
    Moved(Head),
    /// The disk refused.
    Storage(String),
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppendError::Moved(head) => write!(f, "the journal ends at event {}", head.revision),
            AppendError::Storage(reason) => f.write_str(reason),
        }
    }
}

/// A journal that cannot be trusted. Nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// A record is not what was written.
    #[error(
        "event {revision} is damaged ({what}). The file was left as it was. Restore the folder from a copy, or move show.db away to begin a new evening"
    )]
    Record {
        /// The number of the first record that cannot be trusted.
        revision: u64,
        /// What is wrong with it.
        what: String,
    },
    /// The file as a whole cannot be read.
    #[error(
        "the file cannot be read ({0}). It was left as it was. Restore the folder from a copy, or move show.db away to begin a new evening"
    )]
    File(String),
    /// The file belongs to another program or to another version of this one.
    #[error("{0}")]
    Foreign(String),
}

/// An append-only list of events. `append` stores all of them durably or none.
pub trait Journal: Send {
    /// Stores events after `after`, durably. All or none.
    fn append(&mut self, after: Head, events: &[Stamped]) -> Result<Head, AppendError>;

    /// Hands every event over in order, verifying each link.
    fn replay(&mut self, each: &mut dyn FnMut(Stamped)) -> Result<Head, Damage>;

    /// Opens the store anew after a failure and tells where it ends now.
    fn reopen(&mut self) -> Result<Head, Damage>;

    /// Puts this journal away under a dated name and begins a new one with `events`. Either both happen or neither.
    fn archive(&mut self, label: &str, events: &[Stamped]) -> Result<Head, AppendError>;
}

/// The bytes of a record: what the link covers.
pub fn body(event: &Stamped) -> String {
    serde_json::to_string(event).unwrap_or_default()
}

/// The link of a record: a hash of the link before and the record's bytes.
pub fn link(before: &[u8; 32], body: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("palmares journal link 1");
    hasher.update(before);
    hasher.update(body.as_bytes());
    hasher.finalize().into()
}

/// The heads after each of `events`, without storing anything.
pub fn heads(after: Head, events: &[Stamped]) -> Vec<Head> {
    let mut head = after;
    let next = |event: &Stamped| {
        head = Head {
            revision: event.revision,
            link: link(&head.link, &body(event)),
        };
        head
    };
    events.iter().map(next).collect()
}
