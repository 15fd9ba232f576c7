//! How many join with each code of the stage. One code lets a whole hall in, but not any number of
//! voters.

use super::TURN_MS;
use crate::show::event::At;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Joins with one code where the show file does not say how many the hall seats: as many phones as
/// this server is measured with.
const CODE_JOINS_MAX: u64 = 20_000;

/// One code lets in at least so many, whatever the file says of seats: people stand, and whoever
/// uses a low limit up keeps everybody else out until the stage shows the next code.
const CODE_JOINS_MIN: u64 = 5_000;

/// How long a rush is remembered, so that a producer who looked elsewhere still hears of it: ten
/// minutes.
const REMEMBERED_TURNS: i64 = 10 * 60 * 1000 / TURN_MS;

/// How many may join with one code. Each phone of a full hall may come twice: scanned in one app,
/// opened again in another.
pub fn code_joins_max(seats: Option<u32>) -> u64 {
    let twice = |seats| (2 * u64::from(seats)).max(CODE_JOINS_MIN);
    seats.map_or(CODE_JOINS_MAX, twice)
}

/// The joins of a ballot within the last ten minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crowd {
    /// All that were let in.
    pub joined: u64,
    /// Those with the code that let in the most.
    pub most_by_one_code: u64,
    /// Those that had to wait for the next code.
    pub turned_away: u64,
}

#[derive(Default)]
struct Through {
    joined: u64,
    turned_away: u64,
}

/// Counts the joins, by ballot and turn of its code.
#[derive(Default)]
pub struct Turnstile(Mutex<BTreeMap<(String, i64), Through>>);

impl Turnstile {
    /// Lets somebody in who has shown the code of this turn; false once it has let in `max`.
    pub fn enter(&self, ballot: &str, turn: i64, max: u64) -> bool {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = (ballot.to_owned(), turn);
        if !turns.contains_key(&shown) {
            turns.retain(|(_, then), _| *then > turn - REMEMBERED_TURNS);
        }
        let through = turns.entry(shown).or_default();
        if through.joined < max {
            through.joined += 1;
            return true;
        }
        if through.turned_away == 0 {
            tracing::warn!(
                "one code of the ballot {ballot:?} has let in {max}: the others wait for the next"
            );
        }
        through.turned_away += 1;
        false
    }

    /// Who has come within the last ten minutes, by ballot.
    pub fn crowds(&self, at: At) -> BTreeMap<String, Crowd> {
        let now = at.0.div_euclid(TURN_MS);
        let turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut crowds = BTreeMap::<String, Crowd>::new();
        let recent = turns
            .iter()
            .filter(|((_, turn), _)| *turn > now - REMEMBERED_TURNS);
        for ((ballot, _), through) in recent {
            let crowd = crowds.entry(ballot.clone()).or_default();
            crowd.joined += through.joined;
            crowd.most_by_one_code = crowd.most_by_one_code.max(through.joined);
            crowd.turned_away += through.turned_away;
        }
        crowds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_hall_of_any_size_comes_in_with_one_code() {
        for seats in [None, Some(1), Some(500), Some(4_000), Some(u32::MAX)] {
            let hall = u64::from(seats.unwrap_or_default()).max(4_000);
            assert!(code_joins_max(seats) > hall, "{seats:?}");
        }
    }

    #[test]
    fn a_code_that_is_used_up_leaves_the_next_one_and_other_ballots_alone() {
        let turnstile = Turnstile::default();
        assert!(turnstile.enter("people", 7, 2) && turnstile.enter("people", 7, 2));
        assert!(!turnstile.enter("people", 7, 2));
        assert!(turnstile.enter("people", 8, 2));
        assert!(turnstile.enter("other", 7, 2));
        assert!(!turnstile.enter("people", 7, 2));
        let crowd = turnstile.crowds(At(8 * TURN_MS))["people"];
        let counted = Crowd {
            joined: 3,
            most_by_one_code: 2,
            turned_away: 2,
        };
        assert_eq!(crowd, counted);
    }

    #[test]
    fn a_rush_is_remembered_for_ten_minutes_and_then_forgotten() {
        let turnstile = Turnstile::default();
        turnstile.enter("people", 0, 1);
        let still = At(10 * 60 * 1000 - 1);
        assert_eq!(turnstile.crowds(still)["people"].joined, 1);
        assert!(turnstile.crowds(still.plus_ms(1)).is_empty());
        turnstile.enter("people", REMEMBERED_TURNS, 1);
        assert_eq!(turnstile.0.lock().unwrap().len(), 1, "nothing piles up");
    }
}
