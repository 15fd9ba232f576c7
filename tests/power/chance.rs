//! Random choices that can be made again.

/// SplitMix64.
pub struct Chance(u64);

impl Chance {
    /// From the seed of this run and the number of a case.
    pub fn of(seed: u64, case: u64) -> Chance {
        let mut chance = Chance(seed ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        chance.next();
        chance
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `most`, which is at least 1.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    pub fn coin(&mut self) -> bool {
        self.next() & 1 == 0
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The seed of this run, printed so that it can be had again.
pub fn seed() -> u64 {
    let given = std::env::var("PALMARES_SEED").ok();
    let seed = given.and_then(|text| text.parse().ok()).unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.expect("after 1970").as_nanos() as u64
    });
    println!("PALMARES_SEED={seed}");
    seed
}

/// How many cases: few in every run, all of them with `PALMARES_LONG=1`.
pub fn cases(quick: u64, long: u64) -> u64 {
    match std::env::var("PALMARES_LONG").as_deref() {
        Ok("1") => long,
        _ => quick,
    }
}
