//! A first round: who looks at which of many entries.

use crate::show::programme::Show;
use std::collections::{BTreeMap, BTreeSet};

/// The one criterion of a first round that sorts: 0 no, 1 maybe, 2 yes.
pub const SORTING_ID: &str = "yes-maybe-no";

impl Show {
    /// Whether the finalists are still to be found: there are more than the first round keeps.
    pub fn in_first_round(&self) -> bool {
        let round = self.jury.round.as_ref();
        round.is_some_and(|round| self.finalists().count() > round.keep as usize)
    }
}

/// What each juror looks at in a first round: works by juror, all by id.
pub type Deal = BTreeMap<String, BTreeSet<String>>;

/// What is dealt in a first round beside what was dealt before, as jurors and works by id: as many
/// jurors for each work as the round asks for, taken from those who have the fewest yet. What was
/// dealt stays dealt, whoever comes, goes or is absent, and however the file is ordered.
///
/// Nobody gets a work that they stand `out` of. What an absent juror would have looked at goes to
/// others as well, and so does a work that a juror does not judge. A juror who comes later gets as
/// many works as everybody, those that have the fewest sheets. `seed` draws lots among equals.
pub fn deal(
    show: &Show,
    before: &Deal,
    absent: &BTreeSet<&str>,
    out: impl Fn(&str, &str) -> bool,
    seed: u64,
) -> Vec<(String, String)> {
    let Some(round) = show.jury.round.as_ref().filter(|_| show.in_first_round()) else {
        return Vec::new();
    };
    let per_entry = round.per_entry as usize;
    let mut desk = Dealing::of(show, before, absent, out, seed);
    let works = 0..desk.entries.len();
    for work in works.clone() {
        while desk.holders(work, true) < per_entry && desk.give(work, true) {}
    }
    // Only then, so that who is absent moves nobody else's works.
    for work in works {
        while desk.holders(work, false) < per_entry && desk.give(work, false) {}
    }
    if !before.is_empty() {
        let known = |juror: &str| before.contains_key(juror);
        desk.welcome(per_entry, known);
    }
    desk.given
}

struct Dealing<'a, F> {
    jurors: Vec<&'a str>,
    entries: Vec<&'a str>,
    /// By juror, the works by number.
    hands: Vec<BTreeSet<usize>>,
    absent: &'a BTreeSet<&'a str>,
    out: F,
    seed: u64,
    given: Vec<(String, String)>,
}

impl<'a, F: Fn(&str, &str) -> bool> Dealing<'a, F> {
    fn of(show: &'a Show, before: &Deal, absent: &'a BTreeSet<&'a str>, out: F, seed: u64) -> Self {
        let jurors: Vec<&str> = show.jury.jurors.iter().map(|j| j.id.as_str()).collect();
        let entries: Vec<&str> = show.finalists().map(|entry| entry.id.as_str()).collect();
        let hand = |juror: &&str| {
            let held = |entry: &str| {
                before
                    .get(*juror)
                    .is_some_and(|works| works.contains(entry))
            };
            let numbered = entries.iter().enumerate();
            numbered
                .filter(|(_, entry)| held(entry))
                .map(|(at, _)| at)
                .collect()
        };
        Dealing {
            hands: jurors.iter().map(hand).collect(),
            jurors,
            entries,
            absent,
            out,
            seed,
            given: Vec::new(),
        }
    }

    /// Who looks at it; where not all count, those who are there and judge it.
    fn holders(&self, work: usize, all: bool) -> usize {
        let numbered = self.hands.iter().enumerate();
        let holds = numbered.filter(|(_, hand)| hand.contains(&work));
        holds
            .filter(|(at, _)| all || self.judges(*at, work) && !self.is_absent(*at))
            .count()
    }

    fn is_absent(&self, juror: usize) -> bool {
        self.absent.contains(self.jurors[juror])
    }

    fn judges(&self, juror: usize, work: usize) -> bool {
        !(self.out)(self.jurors[juror], self.entries[work])
    }

    /// Gives it to the juror with the fewest works; false where nobody is left.
    fn give(&mut self, work: usize, absent_too: bool) -> bool {
        let free = (0..self.jurors.len()).filter(|at| {
            (absent_too || !self.is_absent(*at))
                && self.judges(*at, work)
                && !self.hands[*at].contains(&work)
        });
        let lot = |at: &usize| (self.hands[*at].len(), lot(self.seed, work, *at));
        match free.min_by_key(lot) {
            Some(at) => {
                self.hand(at, work);
                true
            }
            None => false,
        }
    }

    fn hand(&mut self, juror: usize, work: usize) {
        self.hands[juror].insert(work);
        let pair = (self.jurors[juror].to_owned(), self.entries[work].to_owned());
        self.given.push(pair);
    }

    /// Fills the hands of those who have come since.
    fn welcome(&mut self, per_entry: usize, known: impl Fn(&str) -> bool) {
        let here = (0..self.jurors.len()).filter(|at| !self.is_absent(*at));
        let here: Vec<usize> = here.collect();
        let share = self.entries.len() * per_entry / here.len().max(1);
        for at in here {
            while !known(self.jurors[at]) && self.hands[at].len() < share {
                let free = (0..self.entries.len())
                    .filter(|work| self.judges(at, *work) && !self.hands[at].contains(work));
                let lot = |work: &usize| (self.holders(*work, false), lot(self.seed, *work, at));
                let Some(work) = free.min_by_key(lot) else {
                    break;
                };
                self.hand(at, work);
            }
        }
    }
}

/// The lots that earlier versions drew, which wrote down no deal.
pub fn unwritten_seed(show: &Show) -> u64 {
    show.id.bytes().fold(0, |seed: u64, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    })
}

/// Whether a juror, by id, looks at an entry: all do after a first round, and before anything is
/// dealt.
pub fn looks_at(show: &Show, dealt: &Deal, juror: &str, entry: &str) -> bool {
    let holds = |works: &BTreeSet<String>| works.contains(entry);
    !show.in_first_round() || dealt.is_empty() || dealt.get(juror).is_some_and(holds)
}

/// Whose turn it is among those with equally many: fixed, and without a pattern.
fn lot(seed: u64, entry: usize, juror: usize) -> u64 {
    let mixed = |number: u64| {
        let mixed = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB)
    };
    mixed(mixed(seed ^ entry as u64) ^ juror as u64)
}
