//! Randomness that can be repeated.

use std::time::{SystemTime, UNIX_EPOCH};

/// Where all randomness of a run comes from: `PALMARES_SEED`, or a new one. It is printed.
pub fn seed() -> u64 {
    let asked = std::env::var("PALMARES_SEED").ok();
    let seed = asked.and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(1, |since| since.as_nanos() as u64)
    });
    println!("PALMARES_SEED={seed}");
    seed
}

/// The long form, with the numbers of a large hall.
pub fn long() -> bool {
    std::env::var_os("PALMARES_LONG").is_some_and(|long| long == "1")
}

/// One phone's luck (splitmix64).
pub struct Chance(u64);

impl Chance {
    /// The luck of one phone in one run.
    pub fn of(seed: u64, phone: usize) -> Chance {
        let mut chance = Chance(seed ^ (phone as u64).wrapping_mul(0xD134_2543_DE82_EF95));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.next() as usize % from.len()]
    }
}
