//! Chance that can be told again: every run prints its seed, and `PALMARES_SEED` gives it back.

use rand::SeedableRng;
pub use rand::rngs::SmallRng as Dice;
use std::time::{SystemTime, UNIX_EPOCH};

/// The seed of this run, printed with the test's name.
pub fn seed(test: &str) -> u64 {
    let given = std::env::var("PALMARES_SEED").ok();
    let seed = given.map(|text| text.parse().expect("PALMARES_SEED is a number"));
    let seed = seed.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.expect("a time").as_nanos() as u64 % 1_000_000_007
    });
    eprintln!("{test}: PALMARES_SEED={seed}");
    seed
}

/// Dice of their own for the `nth` of many.
pub fn dice(seed: u64, nth: u64) -> Dice {
    Dice::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(nth))
}

/// Whether the long form was asked for, with `PALMARES_LONG=1`.
pub fn long() -> bool {
    std::env::var("PALMARES_LONG").is_ok_and(|value| value == "1")
}

/// One of two: the quick form's, or the long form's.
pub fn form<T>(quick: T, thorough: T) -> T {
    if long() { thorough } else { quick }
}
