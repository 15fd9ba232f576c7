//! The head of a chain, kept outside of its database: an append-only text file with every record.
//!
//! SQLite drops the end of a log with a bad checksum without a word, and a chain that ends early
//! still verifies. A mirror tells, and mends. It is written after the database's commit and before
//! anyone is answered; that reaches the disk within a second, because the commit alone already
//! survives a power cut. A second copy, on a stick for example, follows on a thread of its own: it
//! may be slow, full or gone without anyone waiting.

mod copy;
pub mod place;
pub mod seal;
pub mod text;

use crate::ledger::Health;
use copy::Follower;
use place::Place;
use seal::MirrorSeal;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A record to be mirrored.
pub struct Appended<'a> {
    pub number: u64,
    /// The chain's link at it.
    pub link: &'a [u8; 32],
    pub body: &'a str,
}

/// The mirror beside a database, open for appending.
pub struct Mirror {
    path: PathBuf,
    noun: &'static str,
    seal: Arc<MirrorSeal>,
    /// None after a failure.
    file: Option<(File, Place)>,
    label: String,
    /// How long the file is, up to the end of `last`.
    length: u64,
    last: u64,
    health: Arc<Health>,
    follower: Follower,
}

/// `show.mirror` beside `show.db`.
pub fn beside(database: &Path) -> PathBuf {
    database.with_extension("mirror")
}

/// Makes what was created, renamed or removed in the folder of `path` last through a power cut.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        #[cfg(unix)]
        Some(folder) if folder.as_os_str().is_empty() => File::open(".")?.sync_all(),
        #[cfg(unix)]
        Some(folder) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// `wanted`, or with a number if that is taken: nothing here overwrites another file.
pub fn free(wanted: PathBuf) -> PathBuf {
    let stem = wanted.file_stem().unwrap_or_default().to_string_lossy();
    let end = wanted.extension().unwrap_or_default().to_string_lossy();
    let numbered = |count: u32| wanted.with_file_name(format!("{stem}-{count}.{end}"));
    let mut free = wanted.clone();
    let mut count = 2;
    while free.exists() {
        free = numbered(count);
        count += 1;
    }
    free
}

impl Mirror {
    /// A mirror that has to be written from the first record on, unless [`Mirror::with`] says more.
    /// Nothing is written before the first append, and the copy follows from the first
    /// [`Mirror::follow`] on.
    pub fn at(path: &Path, noun: &'static str, seal: Arc<MirrorSeal>, copies: &Copies) -> Self {
        let follower = Follower::start(path, (noun, seal.clone()), copies);
        Mirror {
            path: path.to_owned(),
            noun,
            seal,
            file: None,
            label: copies.label.clone(),
            length: 0,
            last: 0,
            health: copies.health.clone(),
            follower,
        }
    }

    /// The first `length` bytes, up to the record `last`, are known to be good.
    pub fn with(mut self, length: u64, last: u64) -> Self {
        (self.length, self.last) = (length, last);
        self
    }

    /// Lets the copy catch up.
    pub fn follow(&self) {
        self.follower.wake();
    }

    /// Begins anew, with every record, if the file was deleted, replaced or cut off.
    pub fn look(&mut self) {
        let gone = match &mut self.file {
            Some((_, place)) => place.look().err(),
            None => {
                let bytes = self.path.metadata().map_or(0, |file| file.len());
                (bytes < self.length).then(|| format!("{} is gone", self.path.display()))
            }
        };
        let Some(what) = gone else {
            return;
        };
        (self.file, self.length, self.last) = (None, 0, 0);
        tracing::warn!("{what}: it is written anew");
        if self.path.exists() {
            // Whatever stands there now is somebody else's.
            let _ = std::fs::rename(&self.path, free(copy::named(&self.path, &self.label)));
        }
    }

    /// The number of the last record in it.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Writes records that follow the last one. A failure is told once, and everything is tried
    /// again with the next records.
    pub fn append<'a>(&mut self, entries: impl Iterator<Item = Appended<'a>>) -> bool {
        let appended = self.append_alone(entries);
        if appended {
            self.follower.wake();
        }
        appended
    }

    /// The same, while the copy waits: one that is compared with a mirror of which half is written
    /// looks as if it had gone on by itself.
    pub fn append_alone<'a>(&mut self, entries: impl Iterator<Item = Appended<'a>>) -> bool {
        let mut bytes = Vec::new();
        let mut last = self.last;
        let proof = text::SealContext {
            seal: &self.seal,
            noun: self.noun,
            evening: self.seal.evening(),
        };
        if self.length == 0 {
            bytes.extend_from_slice(text::title(self.noun).as_bytes());
        }
        for entry in entries {
            text::write(&mut bytes, &proof, entry.number, entry.link, entry.body);
            last = entry.number;
        }
        let written = self.write(&bytes);
        if let Err(error) = &written {
            // What was half written is cut off before the next attempt.
            self.file = None;
            if !self.health.home.swap(true, Ordering::SeqCst) {
                let path = self.path.display();
                tracing::warn!(%path, %error, "the mirror cannot be written: the show goes on, \
                    and it is filled up as soon as it can be");
            }
            return false;
        }
        self.last = last;
        self.length += bytes.len() as u64;
        if self.health.home.swap(false, Ordering::SeqCst) {
            tracing::info!(path = %self.path.display(), "the mirror is whole again");
        }
        true
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.file.is_none() {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(false);
            let mut file = options.open(&self.path)?;
            if file.metadata()?.len() < self.length {
                // Somebody removed or cut it: the next append begins anew, with every record.
                self.length = 0;
                self.last = 0;
                return Err(io::Error::other("it became shorter"));
            }
            file.set_len(self.length)?;
            file.seek(SeekFrom::Start(self.length))?;
            self.file = Some((file, Place::of(&self.path)));
            sync_folder(&self.path)?;
        }
        let file = self.file.as_mut();
        let (file, _) = file.ok_or_else(|| io::Error::other("it is closed"))?;
        file.write_all(bytes)
    }

    /// Puts the file away under `archived`; the next append begins a new one.
    pub fn put_away(&mut self, archived: &Path) -> io::Result<()> {
        self.file = None;
        if self.path.exists() {
            std::fs::rename(&self.path, archived)?;
        }
        self.length = 0;
        self.last = 0;
        self.follower.put_away(archived);
        Ok(())
    }
}

/// Where else a mirror is kept.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// The folder of the second copy.
    pub folder: Option<PathBuf>,
    /// Dates what is put aside.
    pub label: String,
    /// How the mirrors are.
    pub health: Arc<Health>,
}
