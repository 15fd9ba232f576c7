//! Ordered, durable records: a ledger keeps them in one total order, and a fold tells what they
//! mean.
//!
//! A [`Ledger`] is one engine: a chained file with its mirrors, memory, or a log on servers that
//! several write to. What is stored means the
//! same on each of them, because the same [`kept::Fold`] reads it.

pub mod chain;
pub mod damage;
pub mod jetstream;
pub mod kept;
pub mod memory;

use damage::Damage;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a record stands in its ledger, counted from 1.
pub type Position = u64;

/// What a ledger holds.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The name of its files, without an end.
    pub stem: &'static str,
    /// Tells our files from other programs', and one kind from another.
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

/// Where a ledger ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last record's number; 0 for an empty ledger.
    pub revision: Position,
    /// The last record's link; zeros for an empty ledger.
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

/// A record, and the head that it makes.
pub type Linked = (Head, String);

/// Takes a record over, with the head that it makes, or says what is wrong with it.
pub type Each<'a> = &'a mut dyn FnMut(Head, &str) -> Result<(), String>;

/// An append that did not happen, as far as we can know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// The ledger does not end where the writer thinks: somebody else wrote, or a failed append
    /// survived after all.
    #[error("the file ends at record {}", .0.revision)]
    Moved(Head),
    /// Nothing was stored.
    #[error("{0}")]
    NotStored(String),
    /// It may be stored or not.
    #[error("{0}")]
    Unknown(String),
}

/// Ordered, durable records, owned by one thread. Each record's link covers all before it.
pub trait Ledger: Send {
    /// At the start and after any failure: verifies everything, mends it or says what is damaged,
    /// and hands every record over. After a failure it also proves that it can be written.
    fn open(&mut self, each: Each<'_>) -> Result<Head, Damage>;

    /// Stores records after `after`, durably: all or none. Hands over everything behind `after`:
    /// what others have written first, then these.
    fn append(
        &mut self,
        after: Head,
        bodies: &[String],
        each: Each<'_>,
    ) -> Result<Head, AppendError>;

    /// What others have written meanwhile, and whether what is stored is still where it was stored.
    /// It waits for nothing.
    fn follow(&mut self, each: Each<'_>) -> Result<Head, Damage>;

    /// Verified records behind a position: at least one if there is one, and no more once they have
    /// this many bytes.
    fn page(&mut self, after: Position, bytes_max: usize) -> Result<Vec<Linked>, Damage>;

    /// Puts everything away under this name and begins anew with these records. Either both happen
    /// or neither.
    fn archive(&mut self, label: &str, bodies: &[String]) -> Result<Head, AppendError>;

    /// How it is, for whoever shows it.
    fn health(&self) -> Arc<Health>;

    /// Whether others write to it, too. Then nothing is too late before it is stored.
    fn is_shared(&self) -> bool {
        false
    }
}

/// What is read of a ledger at once, in bytes.
pub const PAGE_BYTES: usize = 256 * 1024;

/// Every record of a ledger whose pages these are, one after the other: nobody holds all of them.
pub fn paged<E>(
    mut page: impl FnMut(Position) -> Result<Vec<Linked>, E>,
) -> impl Iterator<Item = Result<String, E>> {
    let (mut after, mut ended) = (0, false);
    let mut waiting = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if waiting.len() == 0 && !ended {
            match page(after) {
                Ok(records) => waiting = records.into_iter(),
                Err(error) => {
                    ended = true;
                    return Some(Err(error));
                }
            }
        }
        let (head, body): Linked = waiting.next()?;
        after = head.revision;
        Some(Ok(body))
    })
}

/// Hands over every record behind a position.
pub fn read_after(ledger: &mut dyn Ledger, after: Position, each: Each<'_>) -> Result<(), Damage> {
    let mut after = after;
    loop {
        let page = ledger.page(after, PAGE_BYTES)?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after = last.revision;
        for (head, body) in &page {
            each(*head, body).map_err(Damage::File)?;
        }
    }
}

/// How a ledger is. A mirror that fails is told and tried again; the show never waits for it.
#[derive(Debug, Default)]
pub struct Health {
    home: AtomicBool,
    copy: AtomicBool,
    moved: AtomicBool,
    copy_fits: AtomicBool,
    notes: Mutex<Vec<String>>,
}

impl Health {
    /// Whether one of the mirrors lags behind because it cannot be written.
    pub fn failing(&self) -> bool {
        self.home.load(Ordering::SeqCst) || self.copy.load(Ordering::SeqCst)
    }

    /// Whether the file itself is not the one any more that was opened.
    pub fn moved(&self) -> bool {
        self.moved.load(Ordering::SeqCst)
    }

    /// Whether the second copy was there on opening, and of this evening.
    pub fn copy_fits(&self) -> bool {
        self.copy_fits.load(Ordering::SeqCst)
    }

    /// What had to be mended on opening, each in a sentence.
    pub fn notes(&self) -> Vec<String> {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.clone()
    }

    fn set_moved(&self) {
        self.moved.store(true, Ordering::SeqCst);
    }

    fn opened(&self, copy_fits: bool, notes: Vec<String>) {
        self.moved.store(false, Ordering::SeqCst);
        self.copy_fits.store(copy_fits, Ordering::SeqCst);
        *self.notes.lock().unwrap_or_else(PoisonError::into_inner) = notes;
    }
}
