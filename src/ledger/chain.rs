//! Chained records in an SQLite file: append-only, without gaps, each one linked by hash to the one
//! before.
//!
//! The show's journal and the ballot box both stand on this. The file is opened without letting
//! SQLite write to it until every link has been verified, so a damaged evening stays as it was
//! found. What it has lost comes back from its [`mirror`], or is named.

mod fill;
mod mend;
pub mod mirror;
mod source;
mod table;
mod walk;

use super::damage::Damage;
use super::{AppendError, Each, Head, Health, Layout, Ledger, Linked, Position};
use mirror::place::Place;
use mirror::seal::MirrorSeal;
use mirror::{Appended, Copies, Mirror, free, sync_folder};
use rusqlite::Connection;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use table::with_companions;

fn unreadable(error: impl Display) -> Damage {
    Damage::File(error.to_string())
}

/// Whatever failed, a commit may have reached the disk.
fn unknown(error: impl Display) -> AppendError {
    AppendError::Unknown(error.to_string())
}

/// What another file says about a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The number of a record.
    pub number: u64,
    pub link: [u8; 32],
    /// Who says so, for example "show.db counted a ballot at".
    pub said: String,
}

/// How a chain is kept: with or without mirrors, and what is known about it beforehand.
#[derive(Clone, Default)]
pub struct Keeping {
    /// What seals the mirror beside the file; without one no mirror is kept.
    pub seal: Option<Arc<MirrorSeal>>,
    /// The second copy, and how what is put aside is dated.
    pub copies: Copies,
    /// Whether the second copy is of this evening, so that it may mend the file.
    pub copy_fits: bool,
    /// Heads that another file knows.
    pub known: Vec<Known>,
    /// Another file says that there has been a record, and this is how.
    pub begun: Option<String>,
    /// Somebody has said that what a mirror has beyond the file is to be taken over.
    pub from_mirror: bool,
    /// There is no evening yet: what is here belongs to another one, and is only read to be put
    /// away.
    pub begins: bool,
}

pub struct ChainFile {
    path: PathBuf,
    layout: Layout,
    keeping: Keeping,
    connection: Option<Connection>,
    mirror: Option<Mirror>,
    /// The file and its log, as they were opened.
    places: [Place; 2],
    head: Head,
    /// It was good once.
    opened: bool,
}

impl ChainFile {
    /// The file at `path`, which is opened or made when the ledger is opened.
    pub fn at(path: &Path, layout: Layout, keeping: Keeping) -> Self {
        ChainFile {
            path: path.to_owned(),
            layout,
            keeping,
            connection: None,
            mirror: None,
            places: places(path),
            head: Head::default(),
            opened: false,
        }
    }

    /// Whether it would open; nothing is changed. The database may stand elsewhere until then.
    pub fn decide(
        path: &Path,
        elsewhere: Option<&Path>,
        layout: Layout,
        keeping: &Keeping,
        each: Each<'_>,
    ) -> Result<bool, Damage> {
        let coming = is_half_archived(path).then(|| coming(path));
        let file = elsewhere.or(coming.as_deref()).unwrap_or(path);
        mend::decide((path, file), layout, keeping, each)
    }

    fn load(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        self.connection = None;
        self.mirror = None;
        let opened = mend::open(&self.path, self.layout, &self.keeping, each)?;
        self.connection = Some(opened.connection);
        self.mirror = opened.mirror;
        self.head = opened.head;
        self.places = places(&self.path);
        let health = &self.keeping.copies.health;
        health.opened(opened.copy_fits, opened.notes);
        // What was said at the start was said of what was found then.
        (self.keeping.from_mirror, self.keeping.begins) = (false, false);
        self.opened = true;
        Ok(self.head)
    }

    /// What was stored before has to be there: an older file in its place, or an empty one, is
    /// refused.
    fn load_again(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        let known = self.keeping.known.len();
        if self.head.revision > 0 {
            self.keeping.known.push(Known {
                number: self.head.revision,
                link: self.head.link,
                said: "this server has stored".to_owned(),
            });
        }
        let loaded = self.load(each);
        self.keeping.known.truncate(known);
        let head = loaded?;
        self.connection
            .as_ref()
            .map_or(Ok(()), table::try_to_write)?;
        self.places = places(&self.path);
        Ok(head)
    }

    /// What is written to a file that was deleted, moved or replaced is stored nowhere. It costs a
    /// few calls that touch no disk.
    fn look_at_file(&mut self) -> Result<(), String> {
        if self.connection.is_none() {
            return Err("it is closed".to_owned());
        }
        let mut places = self.places.iter_mut();
        let Some(what) = places.find_map(|place| place.look().err()) else {
            return Ok(());
        };
        self.keeping.copies.health.set_moved();
        // Closing it must not touch what stands in its place now.
        let left = self.connection.as_ref().map(table::leave);
        left.transpose().map_err(|error| error.to_string())?;
        Err(format!("{what}: put it back where it was"))
    }

    /// The records are safe already: a mirror that fails is told and filled up later, and nobody
    /// waits for it.
    fn mirror(&mut self, after: Head, bodies: &[String], heads: &[Head]) {
        let (Some(mirror), Some(connection)) = (&mut self.mirror, &self.connection) else {
            return;
        };
        mirror.look();
        if mirror.last() == after.revision {
            let pairs = heads.iter().zip(bodies);
            mirror.append(pairs.map(|(head, body)| Appended {
                number: head.revision,
                link: &head.link,
                body,
            }));
        } else {
            fill::fill_up(mirror, connection, self.layout);
        }
    }
}

impl Ledger for ChainFile {
    fn open(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        if self.opened {
            return self.load_again(each);
        }
        if is_half_archived(&self.path) {
            // The new evening is complete, only its name is missing.
            std::fs::rename(coming(&self.path), &self.path).map_err(unreadable)?;
        }
        self.load(each)
    }

    fn append(
        &mut self,
        after: Head,
        bodies: &[String],
        each: Each<'_>,
    ) -> Result<Head, AppendError> {
        if after != self.head {
            return Err(AppendError::Moved(self.head));
        }
        let connection = self.connection.as_mut();
        let closed = || AppendError::NotStored("it is closed".to_owned());
        let connection = connection.ok_or_else(closed)?;
        let heads = table::insert(connection, self.layout, after, bodies).map_err(unknown)?;
        self.look_at_file().map_err(unknown)?;
        if let (0, Some(_), Some(seal)) =
            (after.revision, self.layout.fingerprint, &self.keeping.seal)
        {
            seal.begin(heads.first().copied().unwrap_or(after).link);
        }
        self.head = heads.last().copied().unwrap_or(after);
        self.mirror(after, bodies, &heads);
        for (head, body) in heads.iter().zip(bodies) {
            each(*head, body).map_err(unknown)?;
        }
        Ok(self.head)
    }

    /// Nobody else writes here. A mirror that is gone is written anew.
    fn follow(&mut self, _: Each<'_>) -> Result<Head, Damage> {
        self.look_at_file().map_err(Damage::Gone)?;
        if let (Some(mirror), Some(connection)) = (&mut self.mirror, &self.connection) {
            mirror.look();
            if mirror.last() < self.head.revision {
                fill::fill_up(mirror, connection, self.layout);
            }
        }
        Ok(self.head)
    }

    fn page(&mut self, after: Position, bytes_max: usize) -> Result<Vec<Linked>, Damage> {
        let connection = self.connection.as_ref();
        let connection = connection.ok_or_else(|| unreadable("it is closed"))?;
        table::page(connection, self.layout, after, bytes_max)
    }

    fn archive(&mut self, label: &str, bodies: &[String]) -> Result<Head, AppendError> {
        self.look_at_file().map_err(unknown)?;
        let coming = coming(&self.path);
        for leftover in with_companions(&coming) {
            if leftover.exists() {
                std::fs::remove_file(&leftover).map_err(unknown)?;
            }
        }
        let ignore: Each<'_> = &mut |_, _| Ok(());
        let mut next = ChainFile::at(&coming, self.layout, Keeping::default());
        next.load(ignore).map_err(unknown)?;
        next.append(Head::default(), bodies, ignore)?;
        // Closing folds the write-ahead log into the file, so that one rename moves everything.
        close(next.connection.take()).map_err(unknown)?;
        close(self.connection.take()).map_err(unknown)?;
        let archived = free(dated(&self.path, label));
        // The mirror goes first: one that is missing is written anew from whichever evening the
        // power cut leaves.
        let put_away = match &mut self.mirror {
            Some(mirror) => mirror.put_away(&free(mirror::beside(&archived))),
            None => Ok(()),
        };
        let renamed = put_away.and_then(|()| std::fs::rename(&self.path, &archived));
        let renamed = renamed.and_then(|()| {
            let took_over = std::fs::rename(&coming, &self.path);
            // Otherwise opening the file anew would begin an empty evening in its place.
            took_over.or_else(|error| std::fs::rename(&archived, &self.path).and(Err(error)))
        });
        let renamed = renamed.and_then(|()| sync_folder(&self.path));
        // What other files knew of the old evening does not hold for the new one.
        if renamed.is_ok() {
            self.keeping.known.clear();
            self.keeping.begun = None;
            self.head = Head::default();
        }
        let reopened = self.load(ignore).map_err(unknown);
        renamed.map_err(unknown)?;
        reopened
    }

    fn health(&self) -> Arc<Health> {
        self.keeping.copies.health.clone()
    }
}

/// Whether a power cut has left the archive of this file between its two renames.
pub fn is_half_archived(path: &Path) -> bool {
    !path.exists() && coming(path).exists()
}

fn places(path: &Path) -> [Place; 2] {
    let [file, log, _] = with_companions(path);
    [Place::of(&file), Place::of(&log)]
}

/// Where a new evening is prepared before it takes the file's place.
fn coming(path: &Path) -> PathBuf {
    path.with_extension("db-coming")
}

/// `show-LABEL.db` for `show.db`.
fn dated(path: &Path, label: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{label}.{end}"))
}

fn close(connection: Option<Connection>) -> rusqlite::Result<()> {
    connection.map_or(Ok(()), |connection| {
        connection.close().map_err(|(_, error)| error)
    })
}
