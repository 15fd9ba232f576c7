//! Chained records in an SQLite file: append-only, without gaps, each one linked by hash to the one
//! before.
//!
//! The show's journal and the ballot box both stand on this. The file is opened without letting
//! SQLite write to it until every link has been verified, so a damaged evening stays as it was
//! found. What it has lost comes back from its [`mirror`], or is named.

mod damage;
mod fill;
mod lookup;
mod mend;
mod source;
mod table;
mod walk;

use crate::mirror::place::Place;
use crate::mirror::seal::Seal;
use crate::mirror::{self, Copies, Entry, Mirror, free, sync_folder};
pub use damage::Damage;
use rusqlite::Connection;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use table::with_companions;

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Tells our files from other programs', and the journal from the box.
    pub application_id: i64,
    /// The table, which is also what people call a record.
    pub table: &'static str,
    /// The column that numbers the records, from 1.
    pub number: &'static str,
    /// Keeps the links of one kind of file from fitting into another.
    pub context: &'static str,
    /// Only where the first record begins the evening: the fingerprint of the evening's keys, if a
    /// record tells it.
    pub fingerprint: Option<fn(&str) -> Option<String>>,
}

/// Where a chain ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last record's number; 0 for an empty chain.
    pub revision: u64,
    /// The last record's link; zeros for an empty chain.
    pub link: [u8; 32],
}

impl Head {
    /// The head after one more record.
    pub fn next(self, context: &str, body: &str) -> Head {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&self.link);
        hasher.update(body.as_bytes());
        Head {
            revision: self.revision + 1,
            link: hasher.finalize().into(),
        }
    }

    /// The link in hexadecimal.
    pub fn digest(&self) -> String {
        blake3::Hash::from_bytes(self.link).to_hex().to_string()
    }
}

/// An append that did not happen, as far as we can know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppendError {
    /// The chain does not end where the writer thinks: somebody else wrote, or a failed append
    /// survived after all.
    Moved(Head),
    /// The disk refused.
    Storage(String),
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AppendError::Moved(head) => write!(f, "the file ends at record {}", head.revision),
            AppendError::Storage(reason) => f.write_str(reason),
        }
    }
}

fn unreadable(error: impl fmt::Display) -> Damage {
    Damage::File(error.to_string())
}

fn refused(error: impl fmt::Display) -> AppendError {
    AppendError::Storage(error.to_string())
}

/// What another file says about a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The number of a record.
    pub number: u64,
    /// The link at it.
    pub link: [u8; 32],
    /// Who says so, for example "show.db counted a ballot at".
    pub said: String,
}

/// How a chain is kept: with or without mirrors, and what is known about it beforehand.
#[derive(Clone, Default)]
pub struct Keeping {
    /// What seals the mirror beside the file; without one no mirror is kept.
    pub seal: Option<Arc<Seal>>,
    /// The second copy, and how what is put aside is dated.
    pub copies: Copies,
    /// Whether the second copy is of this evening, so that it may mend the file.
    pub copy_fits: bool,
    /// Heads that another file knows.
    pub known: Vec<Known>,
    /// Another file says that there has been a record.
    pub begun: bool,
    /// Somebody has said that what a mirror has beyond the file is to be taken over.
    pub from_mirror: bool,
    /// There is no evening yet: what is here belongs to another one, and is only read to be put
    /// away.
    pub begins: bool,
}

/// A chain in a file, open for appending.
pub struct ChainFile {
    path: PathBuf,
    layout: Layout,
    keeping: Keeping,
    connection: Option<Connection>,
    mirror: Option<Mirror>,
    /// The file and its log, as they were opened.
    places: [Place; 2],
    head: Head,
    notes: Vec<String>,
    copy_fits: bool,
}

/// Takes a record over, or says what is wrong with it.
pub type Reader<'a> = &'a mut dyn FnMut(u64, &str) -> Result<(), String>;

impl ChainFile {
    /// Opens or creates the file at `path`, verifies all of it, and hands every record to `each`.
    /// No mirror is kept.
    pub fn open(path: &Path, layout: Layout, each: Reader<'_>) -> Result<Self, Damage> {
        ChainFile::kept(path, layout, Keeping::default(), each)
    }

    /// The same, with mirrors: what the file has lost comes back from them.
    pub fn kept(
        path: &Path,
        layout: Layout,
        keeping: Keeping,
        each: Reader<'_>,
    ) -> Result<Self, Damage> {
        if is_half_archived(path) {
            // The new evening is complete, only its name is missing.
            std::fs::rename(coming(path), path).map_err(unreadable)?;
        }
        let mut chain = ChainFile {
            path: path.to_owned(),
            layout,
            keeping,
            connection: None,
            mirror: None,
            places: places(path),
            head: Head::default(),
            notes: Vec::new(),
            copy_fits: false,
        };
        chain.load(each)?;
        Ok(chain)
    }

    /// Where the chain ends.
    pub fn head(&self) -> Head {
        self.head
    }

    /// What had to be mended on opening, each in a sentence.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Whether the second copy was there and of this evening.
    pub fn copy_fits(&self) -> bool {
        self.copy_fits
    }

    /// After a failure: closes the file, opens it anew, verifies all of it, and sees whether it can
    /// be written again. What was stored before has to be there: an older file in its place, or an
    /// empty one, is refused.
    pub fn reopen(&mut self, each: Reader<'_>) -> Result<Head, Damage> {
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

    fn load(&mut self, each: Reader<'_>) -> Result<Head, Damage> {
        self.connection = None;
        self.mirror = None;
        let opened = mend::open(&self.path, self.layout, &self.keeping, each)?;
        self.connection = Some(opened.connection);
        self.mirror = opened.mirror;
        self.head = opened.head;
        self.notes = opened.notes;
        self.copy_fits = opened.copy_fits;
        self.places = places(&self.path);
        self.keeping.copies.health.set_moved(false);
        // What was said at the start was said of what was found then.
        (self.keeping.from_mirror, self.keeping.begins) = (false, false);
        Ok(self.head)
    }

    /// Whether the file is still the one that was opened: what is written to one that was deleted,
    /// moved or replaced is stored nowhere. A mirror that is gone is written anew. It costs a few
    /// calls that touch no disk.
    pub fn look(&mut self) -> Result<(), String> {
        self.look_at_file()?;
        if let (Some(mirror), Some(connection)) = (&mut self.mirror, &self.connection) {
            mirror.look();
            if mirror.last() < self.head.revision {
                fill::fill_up(mirror, connection, self.layout);
            }
        }
        Ok(())
    }

    fn look_at_file(&mut self) -> Result<(), String> {
        if self.connection.is_none() {
            return Err("it is closed".to_owned());
        }
        let mut places = self.places.iter_mut();
        let Some(what) = places.find_map(|place| place.look().err()) else {
            return Ok(());
        };
        self.keeping.copies.health.set_moved(true);
        // Closing it must not touch what stands in its place now.
        let left = self.connection.as_ref().map(table::leave);
        left.transpose().map_err(|error| error.to_string())?;
        Err(format!("{what}: put it back where it was"))
    }

    /// Verifies every record again and hands it to `each`.
    pub fn replay(&self, each: Reader<'_>) -> Result<Head, Damage> {
        let Some(connection) = &self.connection else {
            return Err(Damage::File("it is closed".to_owned()));
        };
        let facts = walk::Facts {
            connection: Some(connection),
            doubt: None,
            sources: &[],
            known: &[],
            begun: false,
            seal: None,
            from_mirror: false,
            begins: false,
        };
        walk::walk(&facts, self.layout, each).map(|walked| walked.head)
    }

    /// Stores records after `after`, durably: all or none.
    pub fn append(&mut self, after: Head, bodies: &[String]) -> Result<Head, AppendError> {
        if after != self.head {
            return Err(AppendError::Moved(self.head));
        }
        let connection = self.connection.as_mut();
        let connection = connection.ok_or_else(|| refused("it is closed"))?;
        let heads = table::insert(connection, self.layout, after, bodies).map_err(refused)?;
        self.look_at_file().map_err(refused)?;
        if let (0, Some(_), Some(seal)) =
            (after.revision, self.layout.fingerprint, &self.keeping.seal)
        {
            seal.begin(heads.first().copied().unwrap_or(after).link);
        }
        self.head = heads.last().copied().unwrap_or(after);
        self.mirror(after, bodies, &heads);
        Ok(self.head)
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
            mirror.append(pairs.map(|(head, body)| Entry {
                number: head.revision,
                link: &head.link,
                body,
            }));
        } else {
            fill::fill_up(mirror, connection, self.layout);
        }
    }

    /// Puts this file away under a dated name and begins a new one with `bodies`. Either both
    /// happen or neither.
    pub fn archive(&mut self, label: &str, bodies: &[String]) -> Result<Head, AppendError> {
        self.look_at_file().map_err(refused)?;
        let coming = coming(&self.path);
        for leftover in with_companions(&coming) {
            if leftover.exists() {
                std::fs::remove_file(&leftover).map_err(refused)?;
            }
        }
        let ignore: Reader<'_> = &mut |_, _| Ok(());
        let mut next = ChainFile::open(&coming, self.layout, ignore).map_err(refused)?;
        next.append(Head::default(), bodies)?;
        // Closing folds the write-ahead log into the file, so that one rename moves everything.
        close(next.connection.take()).map_err(refused)?;
        close(self.connection.take()).map_err(refused)?;
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
            self.keeping.begun = false;
            self.head = Head::default();
        }
        let reopened = self.load(ignore).map_err(refused);
        renamed.map_err(refused)?;
        reopened
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
