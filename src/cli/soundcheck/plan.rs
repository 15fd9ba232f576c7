//! What each phone will do and when, from a seed: the same seed is the same hall.
//!
//! Four in five raise their phones within ten seconds after the code is shown, most of them in the
//! middle of that; the others come while voting goes on. All that is planned is done after four
//! fifths of the time, so that what is late at the end is late because of the server or the
//! network.

use crate::demo::crowd::Chance;
use std::time::Duration;

/// How long the rush takes, where the soundcheck is long enough.
const RUSH: Duration = Duration::from_secs(10);

/// The most that somebody thinks about the choice, where there is time enough.
const DECISION: Duration = Duration::from_secs(25);

/// How long a phone is out of reach at the most.
const AWAY: Duration = Duration::from_secs(3);

/// Shares of all phones, and of what they do.
const IN_THE_RUSH: f64 = 0.80;
const VOTERS: f64 = 0.92;
const CHANGES: f64 = 0.15;
const DROPS: f64 = 0.12;
const CUTS: f64 = 0.06;

/// A link that is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drop {
    /// When, from the beginning.
    pub at: Duration,
    /// For how long.
    pub away: Duration,
    /// Whether the other side hears of it only by a reset.
    pub reset: bool,
}

/// One person's evening.
#[derive(Clone, Debug, PartialEq)]
pub struct PhonePlan {
    /// When the code is scanned.
    pub arrives: Duration,
    /// What is voted for, a place among the works, and how long that takes from the paper on.
    pub vote: Option<(usize, Duration)>,
    /// Another choice, so long after the first was answered.
    pub change: Option<(usize, Duration)>,
    /// The answer to the first vote is lost, and the phone sends the same again.
    pub cut: bool,
    /// The live line is lost, and comes back.
    pub drop: Option<Drop>,
}

/// How much of everything a hall does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// Phones that come.
    pub phones: u64,
    pub votes: u64,
    /// Those who change their minds.
    pub changes: u64,
    /// Lines that are lost.
    pub drops: u64,
}

impl Acts {
    /// All that is planned.
    pub fn of(scripts: &[PhonePlan]) -> Acts {
        let count =
            |is: fn(&PhonePlan) -> bool| scripts.iter().filter(|one| is(one)).count() as u64;
        Acts {
            phones: scripts.len() as u64,
            votes: count(|one| one.vote.is_some()),
            changes: count(|one| one.change.is_some()),
            drops: count(|one| one.drop.is_some()),
        }
    }
}

/// Everybody's evening: so many phones, so long, so many works.
pub fn scripts(seed: u64, phones: u32, length: Duration, works: usize) -> Vec<PhonePlan> {
    let one = |phone| script(&mut Chance::seeded(seed, phone), length, works);
    (0..phones).map(one).collect()
}

fn script(chance: &mut Chance, length: Duration, works: usize) -> PhonePlan {
    let rush = RUSH.min(length.mul_f64(0.3));
    let arrives = match chance.share() < IN_THE_RUSH {
        // Two dice: few are first, few are last.
        true => rush.mul_f64((chance.share() + chance.share()) / 2.0),
        false => rush + (length.mul_f64(0.5) - rush).mul_f64(chance.share()),
    };
    let thinks = DECISION.min(length.mul_f64(0.2)).mul_f64(chance.share());
    let votes = chance.share() < VOTERS && works > 0;
    let vote = votes.then(|| (chance.favourite_of(works), thinks));
    let again = length.mul_f64(0.1 * chance.share());
    let changes = chance.share() < CHANGES && works > 1;
    let change = vote.filter(|_| changes).map(|(first, _)| {
        let other = (first + 1 + chance.favourite_of(works - 1)) % works;
        (other, again)
    });
    let cut = vote.is_some() && chance.share() < CUTS;
    let last = length.mul_f64(0.75).saturating_sub(arrives);
    let drop = Drop {
        at: arrives + last.mul_f64(0.1 + 0.9 * chance.share()),
        away: AWAY
            .min(length.mul_f64(0.05))
            .mul_f64(0.2 + 0.8 * chance.share()),
        reset: chance.share() < 0.5,
    };
    let drop = Some(drop).filter(|_| chance.share() < DROPS);
    PhonePlan {
        arrives,
        vote,
        change,
        cut,
        drop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn the_same_seed_is_the_same_hall_and_another_is_another() {
        let hall = |seed| scripts(seed, 200, MINUTE, 10);
        assert_eq!(hall(7), hall(7));
        assert_ne!(hall(7), hall(8));
    }

    #[test]
    fn a_hall_comes_in_a_rush_and_does_a_bit_of_everything() {
        for seed in 0..20 {
            let hall = scripts(seed, 4_000, MINUTE, 10);
            let count = |is: fn(&PhonePlan) -> bool| hall.iter().filter(|one| is(one)).count();
            let early = count(|one| one.arrives <= RUSH);
            assert!((3_000..3_500).contains(&early), "{early} of seed {seed}");
            assert!(count(|one| one.vote.is_some()) > 3_500);
            assert!(count(|one| one.change.is_some()) > 400);
            assert!(count(|one| one.cut) > 150);
            assert!(count(|one| one.drop.is_some_and(|d| d.reset)) > 100);
            assert!(count(|one| one.drop.is_some_and(|d| !d.reset)) > 100);
        }
    }

    #[test]
    fn all_of_it_fits_into_the_time_and_changes_are_changes() {
        for seconds in [6, 60, 600] {
            let length = Duration::from_secs(seconds);
            for script in scripts(3, 2_000, length, 5) {
                let thinks = script.vote.map_or(Duration::ZERO, |(_, thinks)| thinks);
                let again = script.change.map_or(Duration::ZERO, |(_, again)| again);
                let done = script.arrives + thinks + again;
                assert!(done <= length.mul_f64(0.8), "{done:?} of {length:?}");
                if let Some(drop) = script.drop {
                    assert!(drop.at >= script.arrives);
                    assert!(drop.at + drop.away <= length.mul_f64(0.8 + 1e-9));
                }
                if let (Some((one, _)), Some((other, _))) = (script.vote, script.change) {
                    assert_ne!(one, other);
                    assert!(one < 5 && other < 5);
                }
            }
        }
    }
}
