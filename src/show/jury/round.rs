//! A first round: who looks at which of many entries.

use crate::show::programme::{Entry, Juror, Show};
use std::collections::{BTreeMap, BTreeSet};

impl Show {
    /// Whether the finalists are still to be found: there are more than the first round keeps.
    pub fn in_first_round(&self) -> bool {
        let round = self.jury.round.as_ref();
        round.is_some_and(|round| self.finalists().count() > round.keep as usize)
    }
}

/// What each juror looks at in the first round, by id, in the order of the file: as many jurors for
/// each entry as the round asks for, taken from those who have the fewest yet. Nobody gets an entry
/// that they are in conflict with. What an absent juror would have looked at goes to others as
/// well; nobody else's works change. The same show gives the same answer everywhere.
pub fn assigned(show: &Show, absent: &BTreeSet<&str>) -> BTreeMap<String, Vec<String>> {
    let Some(round) = &show.jury.round else {
        return BTreeMap::new();
    };
    let seed = show.id.bytes().fold(0, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let jurors = &show.jury.jurors;
    let entries: Vec<&Entry> = show.finalists().collect();
    let mut sheets: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); jurors.len()];
    let is_absent = |juror: &Juror| absent.contains(juror.id.as_str());
    let next = |sheets: &[BTreeSet<usize>], entry: usize, absent_too: bool| {
        let work = &entries[entry].id;
        let free = jurors.iter().enumerate().filter(|(at, juror)| {
            (absent_too || !is_absent(juror))
                && !juror.conflicts.contains(work)
                && !sheets[*at].contains(&entry)
        });
        free.min_by_key(|(at, _)| (sheets[*at].len(), lot(seed, entry, *at)))
            .map(|(at, _)| at)
    };
    for entry in 0..entries.len() {
        for _ in 0..round.per_entry {
            if let Some(at) = next(&sheets, entry, true) {
                sheets[at].insert(entry);
            }
        }
    }
    // Only then, so that who is absent moves nobody else's works.
    let missing = jurors
        .iter()
        .zip(sheets.clone())
        .filter(|(juror, _)| is_absent(juror));
    for entry in missing.flat_map(|(_, sheet)| sheet) {
        if let Some(at) = next(&sheets, entry, false) {
            sheets[at].insert(entry);
        }
    }
    let of = |(juror, sheet): (&Juror, BTreeSet<usize>)| {
        let works = sheet.into_iter().map(|entry| entries[entry].id.clone());
        (juror.id.clone(), works.collect())
    };
    jurors.iter().zip(sheets).map(of).collect()
}

/// Whether a juror, by id, looks at an entry: after the first round all do, but for conflicts.
pub fn looks_at(show: &Show, absent: &BTreeSet<&str>) -> impl Fn(&str, &str) -> bool + use<> {
    let assigned = show.in_first_round().then(|| assigned(show, absent));
    move |juror, entry| {
        let works = assigned.as_ref().map(|all| all.get(juror));
        works.is_none_or(|works| works.is_some_and(|all| all.iter().any(|work| work == entry)))
    }
}

/// Whose turn it is among those with equally many: fixed, and without a pattern.
fn lot(seed: u64, entry: usize, juror: usize) -> u64 {
    let mixed = |number: u64| {
        let mixed = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB)
    };
    mixed(mixed(seed ^ entry as u64) ^ juror as u64)
}
