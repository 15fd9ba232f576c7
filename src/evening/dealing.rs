//! Who looks at which works in a first round, written into the score box: what a juror was once
//! shown stays theirs.

use super::Evening;
use crate::keys::random_key;
use crate::scorebox::fold::Sheets;
use crate::scorebox::record::SheetRecord;
use crate::show::judging::RoundNumber;
use crate::show::jury::{Deal, deal, unwritten_seed};
use crate::show::programme::Show;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Jurors and works by id.
type Pairs = Vec<(String, String)>;

/// How far the dealing is.
#[derive(Default)]
pub(super) struct LotsDrawn {
    /// Whether it was looked whether an earlier version has begun a round.
    is_under_way: bool,
    reckoned: Option<DealtFrom>,
    /// Whether a deal waits for the disk. DealtFrom anew meanwhile, works would be dealt twice.
    waits: Arc<AtomicBool>,
}

/// What the last deal was reckoned from.
struct DealtFrom {
    show: Arc<Show>,
    round: RoundNumber,
    /// How many acts the score box held: absences and conflicts are such.
    acts: usize,
    era: u64,
}

impl DealtFrom {
    fn is(&self, other: &DealtFrom) -> bool {
        let numbers = |of: &DealtFrom| (of.round, of.acts, of.era);
        Arc::ptr_eq(&self.show, &other.show) && numbers(self) == numbers(other)
    }
}

impl Evening {
    /// Deals a first round's works, or what is to be dealt since. Never waits: the deal is tried
    /// until it is on disk.
    ///
    /// # Errors
    /// No lots could be drawn.
    pub fn deal(&mut self) -> io::Result<()> {
        if let Some(dealt) = self.undealt()? {
            self.write_down(dealt);
        }
        Ok(())
    }

    /// The same, and waits until it is on disk, before anybody is shown a sheet.
    ///
    /// # Errors
    /// No lots could be drawn, or the deal is not on disk yet.
    pub fn deal_and_wait(&mut self) -> io::Result<()> {
        let Some(dealt) = self.undealt()? else {
            return Ok(());
        };
        let record = SheetRecord::Deal {
            dealt: dealt.clone(),
        };
        let stored = self.scores.ask(record).wait();
        stored.map(|_| ()).map_err(|error| {
            self.write_down(dealt);
            io::Error::other(error)
        })
    }

    fn write_down(&self, dealt: Pairs) {
        let waits = self.dealing.waits.clone();
        waits.store(true, Ordering::SeqCst);
        let stored = move |_: &Sheets, _| waits.store(false, Ordering::SeqCst);
        self.scores
            .mark(SheetRecord::Deal { dealt }, Box::new(stored));
    }

    /// What is to be dealt; none where nothing has changed since it was reckoned last.
    fn undealt(&mut self) -> io::Result<Option<Pairs>> {
        let show = &self.state.show;
        let starts = !std::mem::replace(&mut self.dealing.is_under_way, true);
        let waits = self.dealing.waits.load(Ordering::SeqCst);
        if waits || !show.has_jury() || !show.in_first_round() {
            return Ok(None);
        }
        let judging = &self.state.jury;
        let sheets = self.scores.fold();
        let now = DealtFrom {
            show: show.clone(),
            round: judging.round,
            acts: sheets.acts().len(),
            era: self.scores.era(),
        };
        let last = self.dealing.reckoned.as_ref();
        if sheets.round() != now.round || last.is_some_and(|last| last.is(&now)) {
            return Ok(None);
        }
        let has_begun = sheets.begun().is_some() || !judging.devices.is_empty();
        let dealt = if starts && has_begun && sheets.dealt().is_empty() {
            unwritten(show, &sheets)
        } else {
            let out = |juror: &str, entry: &str| sheets.stands_out(show, juror, entry);
            deal(show, sheets.dealt(), &sheets.absent(), out, drawn()?)
        };
        self.dealing.reckoned = Some(now);
        Ok(Some(dealt).filter(|dealt| !dealt.is_empty()))
    }
}

/// The deal of a round that an earlier version began, which wrote none down: by its lots, and so
/// that nobody loses a work that they have scored.
fn unwritten(show: &Show, sheets: &Sheets) -> Pairs {
    let in_conflict = |juror: &str, entry: &str| {
        let named = show.jury.juror(juror);
        named.is_some_and(|juror| juror.conflicts.iter().any(|id| id == entry))
    };
    let (none, absent, seed) = (Deal::new(), sheets.absent(), unwritten_seed(show));
    let mut dealt = deal(show, &none, &absent, in_conflict, seed);
    let known: BTreeSet<(String, String)> = dealt.iter().cloned().collect();
    let scored = sheets.scored().filter(|pair| !known.contains(pair));
    let scored: BTreeSet<(String, String)> = scored.collect();
    dealt.extend(scored);
    dealt
}

/// A seed that nobody can reckon: who looks at which works must not tell whose sheet is whose.
fn drawn() -> io::Result<u64> {
    let hash = blake3::hash(random_key()?.as_bytes());
    let [a, b, c, d, e, f, g, h, ..] = *hash.as_bytes();
    Ok(u64::from_le_bytes([a, b, c, d, e, f, g, h]))
}

#[cfg(test)]
mod tests;
