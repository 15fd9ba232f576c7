//! The files that a chain may come from, and what a walk finds out about each.

use super::mirror::text::{Mirrored, SealContext};
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
pub(super) struct Findings {
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
    /// The copy of this evening parted from the folder after the first of these records, and goes
    /// on to the second.
    pub(super) parted: Option<(u64, u64)>,
    /// How many records were compared whose seal fits.
    pub(super) sealed: u64,
    /// How many carry the seal of other keys or of another evening.
    pub(super) others: u64,
    /// A seal in it is damaged.
    pub(super) scratched: bool,
    /// Something in it is of format 1.
    pub(super) plain: bool,
    /// The first record that nobody else holds and that no seal proves.
    pub(super) unproven: Option<u64>,
}

impl Findings {
    pub(super) fn hold(&mut self, number: u64, end: usize) {
        if self.hurt.is_none() && !self.torn && self.held + 1 == number {
            self.held = number;
            self.good = end as u64;
        }
    }

    /// Notes whether a record is sealed.
    pub(super) fn weigh(&mut self, line: &Mirrored<'_>, proof: &SealContext<'_>) -> bool {
        if line.is_plain() {
            self.plain = true;
        } else if line.is_sealed(proof) {
            self.sealed += 1;
            return true;
        } else if line.is_others(proof) {
            self.others += 1;
        } else {
            self.scratched = true;
        }
        false
    }

    /// Whether no seal in it fits, and there are some.
    pub(super) fn is_of_other_keys(&self) -> bool {
        self.others > 0 && self.sealed == 0 && !self.plain && !self.scratched
    }

    pub(super) fn hurt(&mut self, number: u64, what: &str) {
        let noted = || format!("record {number}: {what}");
        self.hurt.get_or_insert_with(noted);
    }
}
