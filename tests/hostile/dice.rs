//! How long, and by which dice.

use std::time::{SystemTime, UNIX_EPOCH};

/// Whether the long form was asked for.
pub fn long() -> bool {
    std::env::var("PALMARES_LONG").is_ok_and(|value| value == "1")
}

/// The quick number, or the long one.
pub fn quick_or_long<T>(quick: T, long_one: T) -> T {
    if long() { long_one } else { quick }
}

/// The seed of this run: printed, so that a failure can be repeated.
pub fn seed(what: &str) -> u64 {
    let given = std::env::var("PALMARES_SEED").ok();
    let given = given.map(|seed| seed.parse().expect("PALMARES_SEED is a number"));
    let now = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_nanos() as u64 % 1_000_000_007)
    };
    let seed = given.unwrap_or_else(now);
    println!("{what}: PALMARES_SEED={seed}");
    seed
}
