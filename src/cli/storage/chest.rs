//! A box of the folder, about to be opened.

use super::{damaged, tell};
use crate::cli::Failure;
use crate::folder::Folder;
use crate::folder::ledgers::Kind;
use crate::ledger::Ledger;
use crate::ledger::chain::mirror::{beside, sync_folder, text};
use crate::ledger::chain::{ChainFile, Keeping, is_half_archived};
use crate::ledger::damage::Damage;
use std::path::{Path, PathBuf};

/// A box, about to be opened.
pub struct Chest {
    pub(super) kind: Kind,
    pub(super) folder: Folder,
    pub(super) path: PathBuf,
    pub(super) keeping: Keeping,
    /// The labels of the journal's first and last moment: an archive after the last one was made of
    /// this evening.
    pub(super) first: String,
    pub(super) last: String,
}

impl Chest {
    /// Opens what it holds.
    pub fn open<T>(&self, open: fn(ChainFile) -> Result<T, Damage>) -> Result<T, Failure> {
        let ledger = self.ledger();
        let health = ledger.health();
        let opened = open(ledger).map_err(|e| self.damaged(self.parted(e)))?;
        tell(&health);
        Ok(opened)
    }

    /// Its file, of which nothing may be left: servers hold what it is the copy of.
    pub fn copy(mut self) -> ChainFile {
        (self.keeping.begun, self.keeping.known) = (None, Vec::new());
        self.ledger()
    }

    /// Its file, looked through and ready to be read by the page; none if there is none.
    pub fn pages(&self) -> Result<Option<ChainFile>, Failure> {
        let known = self.keeping.begun.is_some() || !self.keeping.known.is_empty();
        if !self.path.exists() && !beside(&self.path).exists() && !known {
            return Ok(None);
        }
        let mut ledger = self.ledger();
        let opened = ledger.open(&mut |_, body| (self.kind.check)(body));
        opened.map_err(|e| self.damaged(self.parted(e)))?;
        Ok(Some(ledger))
    }

    pub fn records(&self) -> Result<Vec<String>, Failure> {
        let begun = self.keeping.begun.is_some();
        if !self.path.exists() && !beside(&self.path).exists() && !begun {
            return Ok(Vec::new());
        }
        let mut bodies = Vec::new();
        let opened = self.ledger().open(&mut |_, body| {
            bodies.push(body.to_owned());
            (self.kind.check)(body)
        });
        opened.map_err(|e| self.damaged(self.parted(e)))?;
        Ok(bodies)
    }

    fn ledger(&self) -> ChainFile {
        self.bring_back();
        ChainFile::at(&self.path, self.kind.layout, self.keeping.clone())
    }

    /// How many records there would be.
    fn would_hold(&self, elsewhere: Option<&Path>, keeping: &Keeping) -> Result<u64, Damage> {
        let mut last = 0;
        let layout = self.kind.layout;
        ChainFile::decide(&self.path, elsewhere, layout, keeping, &mut |at, body| {
            last = at.revision;
            (self.kind.check)(body)
        })?;
        Ok(last)
    }

    pub(super) fn decide(&self) -> Result<(), Damage> {
        let decided = self.would_hold(self.put_away().as_deref(), &self.keeping);
        decided.map(drop).map_err(|damage| self.parted(damage))
    }

    /// A count that only the copy's records fit is told as what it is: both went on.
    fn parted(&self, damage: Damage) -> Damage {
        let mut keeping = self.keeping.clone();
        keeping.known.clear();
        match self.would_hold(self.put_away().as_deref(), &keeping) {
            Err(parted @ Damage::Parted { .. }) => parted,
            _ => damage,
        }
    }

    pub(super) fn damaged(&self, damage: Damage) -> Failure {
        let known = self.keeping.begun.is_some() || !self.keeping.known.is_empty();
        let lost = matches!(damage, Damage::Record { .. }) && known;
        let mut failure = damaged(&self.path, damage);
        if lost {
            let (stem, without) = (self.kind.layout.stem, self.kind.without);
            let way_on = match without {
                "" => format!(
                    ". Its servers hold the same: move {stem}.db and {stem}.mirror away, and \
                    start again"
                ),
                without => format!(
                    ". If there is no copy and the show must go on, move {stem}.db and \
                    {stem}.mirror away and start with {without}"
                ),
            };
            failure.text.push_str(&way_on);
        }
        failure
    }

    /// Where the records are, if a power cut between the two halves of a return to the top has put
    /// them away and left the journal.
    pub(super) fn put_away(&self) -> Option<PathBuf> {
        // The evening that a finished return began has the archive's label for its first moment.
        let ours = |label: &str| *label >= *self.last && *label != *self.first;
        let newest = self.folder.archived(&self.kind.layout).pop();
        let begun = self.keeping.begun.is_some() && !self.kind.lasts;
        let (_, archive) = newest.filter(|(label, _)| begun && ours(label))?;
        // A box that is not there is a lost one, and must not be made by looking at it.
        let there = self.path.metadata().is_ok_and(|file| file.len() > 0);
        let read = || self.would_hold(None, &Keeping::default());
        let empty = there && read().is_ok_and(|records| records == 0);
        let empty = empty || is_half_archived(&self.path);
        let bytes = std::fs::read(beside(&self.path)).unwrap_or_default();
        (empty && text::is_empty(&bytes, self.kind.layout.table)).then_some(archive)
    }

    /// What was put away like that comes back, as if the return had not been asked for. A stick
    /// that lags behind must not fill the empty box before.
    fn bring_back(&self) {
        let Some(archive) = self.put_away() else {
            return;
        };
        // The mirror that says that there is no record would be in the way.
        let _ = std::fs::remove_file(beside(&self.path));
        let back = std::fs::rename(&archive, &self.path).and_then(|()| sync_folder(&self.path));
        let holds = self.kind.layout.stem;
        match back {
            Ok(()) => tracing::warn!(
                "a return to the top was cut off half-way: the {holds} are back, as if it had not been asked for"
            ),
            Err(error) => {
                tracing::warn!(%error, "the {holds} that were put away cannot be brought back");
            }
        }
    }
}
