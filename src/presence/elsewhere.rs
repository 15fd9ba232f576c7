//! Pages that were opened at an address that is not the show's: whose requests are refused. One
//! that comes often is likely the audience's real address, spelled or set up otherwise than the
//! server knows; the operator is told of it once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Refusals of one origin before the operator is told.
const OFTEN: u64 = 5;

/// Origins that are counted at a time. Anybody may send any number of them.
const COUNTED_MAX: usize = 16;

/// Origins that the operator is told of at a time.
const TOLD_MAX: usize = 3;

/// An origin that comes so many times as often as the rarest told one takes its place.
const MUCH: u64 = 4;

/// Counts refused origins.
#[derive(Default)]
pub struct Elsewhere(Mutex<Tallied>);

#[derive(Default)]
struct Tallied {
    counts: BTreeMap<String, u64>,
    told: Vec<Warned>,
    /// All that have been told. It stays short: a place changes hands only for several times as
    /// many refusals as the one before had.
    ever: BTreeSet<String>,
}

struct Warned {
    origin: String,
    count: u64,
}

impl Tallied {
    /// Counts one that is not told; it may lose its place among those that are counted.
    fn count(&mut self, origin: &str) -> u64 {
        if let Some(count) = self.counts.get_mut(origin) {
            *count += 1;
            return *count;
        }
        if self.counts.len() >= COUNTED_MAX {
            // All lose one, so that made-up names never crowd out one that really comes often.
            self.counts.retain(|_, count| {
                *count -= 1;
                *count > 0
            });
            return 0;
        }
        self.counts.insert(origin.to_owned(), 1);
        1
    }

    /// Puts one among the told ones that has come so often, if it is often enough for that.
    fn tell(&mut self, origin: &str, count: u64) -> bool {
        if count < OFTEN {
            return false;
        }
        let mut told = Warned {
            origin: origin.to_owned(),
            count,
        };
        if self.told.len() < TOLD_MAX {
            self.counts.remove(origin);
            self.told.push(told);
            return true;
        }
        let rarest = self.told.iter_mut().min_by_key(|told| told.count);
        let Some(rarest) = rarest.filter(|rarest| count >= MUCH * rarest.count) else {
            return false;
        };
        std::mem::swap(rarest, &mut told);
        self.counts.remove(origin);
        // It may come back.
        self.counts.insert(told.origin, told.count);
        true
    }
}

impl Elsewhere {
    fn lock(&self) -> MutexGuard<'_, Tallied> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a refusal of this origin, in a browser's spelling. True once it is time to tell of
    /// it.
    pub fn refused(&self, origin: &str) -> bool {
        let mut inner = self.lock();
        if let Some(told) = inner.told.iter_mut().find(|told| told.origin == origin) {
            told.count += 1;
            return false;
        }
        let count = inner.count(origin);
        inner.tell(origin, count) && inner.ever.insert(origin.to_owned())
    }

    /// Those that the operator is told of.
    pub fn told(&self) -> Vec<String> {
        let inner = self.lock();
        inner.told.iter().map(|told| told.origin.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_that_comes_often_is_told_of_once() {
        let elsewhere = Elsewhere::default();
        let told: Vec<bool> = (0..20)
            .map(|_| elsewhere.refused("https://vote.example"))
            .collect();
        assert_eq!(told.iter().filter(|told| **told).count(), 1);
        assert_eq!(elsewhere.told(), ["https://vote.example"]);
    }

    #[test]
    fn made_up_origins_neither_fill_the_memory_nor_hide_a_real_one() {
        let elsewhere = Elsewhere::default();
        let mut told = false;
        for number in 0..10_000 {
            elsewhere.refused(&format!("https://{number}.example"));
            told |= elsewhere.refused("https://vote.example");
        }
        assert!(told);
        assert!(elsewhere.lock().counts.len() <= COUNTED_MAX);
        assert_eq!(elsewhere.told(), ["https://vote.example"]);
    }

    #[test]
    fn an_attacker_fills_three_lines_and_no_more() {
        let elsewhere = Elsewhere::default();
        for number in 0..100 {
            for _ in 0..OFTEN {
                elsewhere.refused(&format!("https://{number}.example"));
            }
        }
        assert_eq!(elsewhere.told().len(), TOLD_MAX);
    }

    #[test]
    fn three_made_up_origins_do_not_use_the_warning_up_for_the_real_one() {
        let elsewhere = Elsewhere::default();
        let made_up = [
            "https://a.example",
            "https://b.example",
            "https://c.example",
        ];
        for origin in made_up {
            let told = (0..OFTEN).filter(|_| elsewhere.refused(origin)).count();
            assert_eq!(told, 1, "{origin}");
        }
        // As rare as they are, it changes nothing.
        let real = "https://vote.example";
        assert!((0..OFTEN).all(|_| !elsewhere.refused(real)));
        assert_eq!(elsewhere.told(), made_up);
        let told = (0..100).filter(|_| elsewhere.refused(real)).count();
        assert_eq!(told, 1);
        assert_eq!(elsewhere.told().len(), TOLD_MAX);
        assert!(elsewhere.told().iter().any(|told| told == real));
        // Those that lost their places take others' and are logged no more; the real one stays.
        for origin in made_up {
            assert!((0..200).all(|_| !elsewhere.refused(origin)), "{origin}");
        }
        assert!(elsewhere.told().iter().any(|told| told == real));
        assert!(elsewhere.lock().counts.len() <= COUNTED_MAX);
        assert_eq!(elsewhere.lock().ever.len(), 4);
    }
}
