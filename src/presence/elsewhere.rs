//! Pages that were opened at an address that is not the show's: whose requests are refused. One
//! that comes often is likely the audience's real address, spelled or set up otherwise than the
//! server knows; the operator is told of it once.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Refusals of one origin before the operator is told.
const OFTEN: u32 = 5;

/// Origins that are counted at a time. Anybody may send any number of them.
const COUNTED_MAX: usize = 16;

/// Origins that the operator is told of, from start to end.
const TOLD_MAX: usize = 3;

/// Counts refused origins.
#[derive(Default)]
pub struct Elsewhere(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    counts: BTreeMap<String, u32>,
    told: Vec<String>,
}

impl Elsewhere {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a refusal of this origin, in a browser's spelling. True once it is time to tell of
    /// it.
    pub fn refused(&self, origin: &str) -> bool {
        let mut inner = self.lock();
        if inner.told.len() >= TOLD_MAX || inner.told.iter().any(|told| told == origin) {
            return false;
        }
        let full = inner.counts.len() >= COUNTED_MAX;
        if full && !inner.counts.contains_key(origin) {
            // All lose one, so that made-up names never crowd out one that really comes often.
            inner.counts.retain(|_, count| {
                *count -= 1;
                *count > 0
            });
            return false;
        }
        let count = inner.counts.entry(origin.to_owned()).or_default();
        *count += 1;
        if *count < OFTEN {
            return false;
        }
        inner.counts.remove(origin);
        inner.told.push(origin.to_owned());
        true
    }

    /// Those that the operator was told of, the first one first.
    pub fn told(&self) -> Vec<String> {
        self.lock().told.clone()
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
}
