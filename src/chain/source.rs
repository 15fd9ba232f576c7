//! The files that a chain may come from, and what a walk finds out about each.

use std::path::PathBuf;

/// A mirror as it was found.
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// None if it is not there or cannot be read.
    pub(super) bytes: Option<Vec<u8>>,
    /// Whether it stands beside the database. A copy elsewhere may be of another evening.
    pub(super) home: bool,
}

impl Source {
    pub(super) fn at(path: PathBuf, home: bool) -> Self {
        let bytes = std::fs::read(&path).ok();
        Source { path, bytes, home }
    }

    /// As people are told of it.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        match self.home {
            true => name.to_string_lossy().into_owned(),
            false => self.path.display().to_string(),
        }
    }
}

/// What a walk has found out about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// The last of the records that are whole from the first one on.
    pub(super) held: u64,
    /// Where that one ends, in a mirror.
    pub(super) good: u64,
    /// What is wrong in the middle of it.
    pub(super) hurt: Option<String>,
    /// It breaks off in the middle of a record, as after a power cut.
    pub(super) torn: bool,
    /// It is not of this evening.
    pub(super) foreign: bool,
}

impl Kept {
    pub(super) fn hold(&mut self, number: u64, end: usize) {
        if self.hurt.is_none() && !self.torn && self.held + 1 == number {
            self.held = number;
            self.good = end as u64;
        }
    }

    pub(super) fn hurt(&mut self, number: u64, what: &str) {
        let noted = || format!("record {number}: {what}");
        self.hurt.get_or_insert_with(noted);
    }
}
