//! `show.db`: the journal as a chained file, one record an event.

use super::{AppendError, CONTEXT, Damage, Head, Journal, body};
use crate::chain::{ChainFile, Keeping, Layout};
use crate::show::event::Stamped;
use std::path::Path;

const LAYOUT: Layout = Layout {
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

/// A journal in a file.
pub struct SqliteJournal(ChainFile);

impl SqliteJournal {
    /// Opens or creates the journal at `path` and verifies all of it. No mirror is kept.
    pub fn open(path: &Path) -> Result<Self, Damage> {
        SqliteJournal::kept(path, Keeping::default())
    }

    /// The same, with mirrors: what the file has lost comes back from them.
    pub fn kept(path: &Path, keeping: Keeping) -> Result<Self, Damage> {
        let chain = ChainFile::kept(path, LAYOUT, keeping, &mut |revision, text| {
            read(revision, text).map(drop)
        })?;
        Ok(SqliteJournal(chain))
    }

    /// Whether it would open; nothing is changed. Gives its events, and whether the second copy is
    /// there and of this evening.
    pub fn decide(path: &Path, keeping: &Keeping) -> Result<(Vec<Stamped>, bool), Damage> {
        let mut events = Vec::new();
        let fits = ChainFile::decide(path, None, LAYOUT, keeping, &mut |revision, text| {
            events.push(read(revision, text)?);
            Ok(())
        })?;
        Ok((events, fits))
    }

    /// What had to be mended on opening, each in a sentence.
    pub fn notes(&self) -> &[String] {
        self.0.notes()
    }

    /// Whether the second copy was there and of this evening.
    pub fn copy_fits(&self) -> bool {
        self.0.copy_fits()
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

    fn look(&mut self) -> Result<(), String> {
        self.0.look()
    }

    fn archive(&mut self, label: &str, events: &[Stamped]) -> Result<Head, AppendError> {
        let bodies: Vec<String> = events.iter().map(body).collect();
        self.0.archive(label, &bodies)
    }
}
