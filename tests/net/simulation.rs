//! Millions of voters without servers: what the fold takes of memory and of time.
//!
//! ```sh
//! PALMARES_VOTERS=10000000 cargo test --release --test net -- --ignored --nocapture millions
//! ```

use crate::evening::{EVENING, hall_key, signer};
use crate::support::dice;
use palmares::ballotbox::record::VoterRef;
use palmares::ledger::Head;
use palmares::ledger::jetstream::signed::{HALL, body, subject_of};
use palmares::ledger::kept::Fold;
use palmares::net::LAYOUT;
use palmares::net::fold::NetPolls;
use rand::Rng;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Votes of a batch: about 63 KiB of text.
const BATCH: u64 = 1_000;

/// The most that this process has had in memory, in bytes.
fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}

struct Reader {
    fold: NetPolls,
    head: Head,
    took: Duration,
}

impl Reader {
    fn read(&mut self, body: &str) -> usize {
        let began = Instant::now();
        let mut counted = 0;
        self.head = self.head.next(LAYOUT.context, body);
        let applied = self.fold.apply(self.head, body, &mut |_| counted += 1);
        applied.expect("a body");
        self.took += began.elapsed();
        counted
    }
}

#[test]
#[ignore = "takes minutes; PALMARES_VOTERS says how many voters"]
fn millions_of_voters_on_four_lanes_are_one_tally_and_one_digest() {
    let voters = std::env::var("PALMARES_VOTERS").map_or(1_000_000, |text| {
        text.parse::<u64>().expect("a number of voters")
    });
    let before = peak_bytes();
    let mut dice = dice::dice(dice::seed("the simulated millions"), 0);
    let hall = signer(HALL, 1);
    let lanes = ["n1", "n2", "n3", "n4"].map(|lane| signer(lane, lane.as_bytes()[1]));
    let mut marks = format!("evening {EVENING} {}\n", hall_key());
    for lane in &lanes {
        let _ = writeln!(marks, "node {} {}", lane.lane(), lane.public());
    }
    marks.push_str("paper people 1 a,b\nopen people 1\n");
    let mut reader = Reader {
        fold: NetPolls::default(),
        head: Head::default(),
        took: Duration::ZERO,
    };
    reader.read(&body(1, HALL, hall.message(1, &marks).as_bytes()));
    let (mut tally, mut counters, mut bytes) = ([0u64; 2], [0u64; 4], 0);
    for first in (0..voters).step_by(BATCH as usize) {
        let mut text = String::new();
        let last = (first + BATCH).min(voters);
        for voter in first..last {
            let mut name = [0; 16];
            let hash = blake3::hash(&voter.to_le_bytes());
            name.copy_from_slice(&hash.as_bytes()[..16]);
            let choice = dice.random_range(0..2);
            tally[choice] += 1;
            let _ = writeln!(
                text,
                "vote people {} 1 {}",
                VoterRef(name),
                ["a", "b"][choice]
            );
        }
        let lane = dice.random_range(0..4);
        counters[lane] += 1;
        let message = lanes[lane].message(counters[lane], &text);
        let body = body(2, &subject_of(lanes[lane].lane()), message.as_bytes());
        bytes += body.len();
        assert_eq!(reader.read(&body) as u64, last - first);
    }
    reader.read(&body(
        3,
        HALL,
        hall.message(2, "close people 1\n").as_bytes(),
    ));
    let counted = reader.fold.polls().tally("people", ["a", "b"]);
    let counted: Vec<u64> = counted.0.iter().map(|count| count.votes).collect();
    assert_eq!(counted, tally);
    println!(
        "{voters} voters: {} MB of log read in {:?}, {} MB of memory at most, digest {}",
        bytes / 1_000_000,
        reader.took,
        (peak_bytes() - before) / 1_000_000,
        reader.head.digest()
    );
}
