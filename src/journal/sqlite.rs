//! `show.db`: the journal as a chained file, one record an event.

use super::{AppendError, CONTEXT, Damage, Head, Journal, body};
use crate::chain::{ChainFile, Layout};
use crate::show::event::Stamped;
use std::path::Path;

const LAYOUT: Layout = Layout {
    application_id: 0x5061_6C6D,
    table: "event",
    number: "revision",
    context: CONTEXT,
};

/// A journal in a file.
pub struct SqliteJournal(ChainFile);

impl SqliteJournal {
    /// Opens or creates the journal at `path` and verifies all of it.
    pub fn open(path: &Path) -> Result<Self, Damage> {
        let chain = ChainFile::open(path, LAYOUT, &mut |revision, text| {
            read(revision, text).map(drop)
        })?;
        Ok(SqliteJournal(chain))
    }
}

fn read(revision: u64, text: &str) -> Result<Stamped, String> {
    let event: Stamped =
        serde_json::from_str(text).map_err(|error| format!("it cannot be read: {error}"))?;
    if event.revision == revision {
        Ok(event)
    } else {
        Err("its number does not match".to_owned())
    }
}

impl Journal for SqliteJournal {
    fn append(&mut self, after: Head, events: &[Stamped]) -> Result<Head, AppendError> {
        let bodies: Vec<String> = events.iter().map(body).collect();
        self.0.append(after, &bodies)
    }

    fn replay(&mut self, each: &mut dyn FnMut(Stamped)) -> Result<Head, Damage> {
        self.0.replay(&mut |revision, text| {
            each(read(revision, text)?);
            Ok(())
        })
    }

    fn reopen(&mut self) -> Result<Head, Damage> {
        self.0
            .reopen(&mut |revision, text| read(revision, text).map(drop))
    }

    fn archive(&mut self, label: &str, events: &[Stamped]) -> Result<Head, AppendError> {
        let bodies: Vec<String> = events.iter().map(body).collect();
        self.0.archive(label, &bodies)
    }
}
