//! How far a reader is behind the log: from the servers' stamp of a message until it was taken in.
//!
//! The servers' clocks and ours may differ by any span, so the message that took least is taken to
//! have taken nothing. A leader whose clock is ahead of the last one's makes others look late until
//! that is forgotten.

use crate::metrics::Timings;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the least is remembered, once or twice over: clocks drift apart.
const REMEMBERED: Duration = Duration::from_secs(600);

pub(super) struct ReadLag {
    timings: Timings,
    began: Instant,
    least: Mutex<LeastDelay>,
}

/// Of our time less the servers', in milliseconds.
struct LeastDelay {
    now: i64,
    /// In the span before.
    before: i64,
    since: Instant,
}

impl Default for ReadLag {
    fn default() -> Self {
        let began = Instant::now();
        let least = LeastDelay {
            now: i64::MAX,
            before: i64::MAX,
            since: began,
        };
        ReadLag {
            timings: Timings::default(),
            began,
            least: Mutex::new(least),
        }
    }
}

impl ReadLag {
    /// A message with this stamp, in milliseconds since 1970, was taken in at this moment.
    pub(super) fn note(&self, stamp_ms: i64) {
        let ours_ms = self.began.elapsed().as_millis() as i64;
        let late_ms = self.beyond_least(ours_ms.saturating_sub(stamp_ms));
        self.timings.note(Duration::from_millis(late_ms));
    }

    fn beyond_least(&self, delay_ms: i64) -> u64 {
        let mut least = self.least.lock().unwrap_or_else(PoisonError::into_inner);
        if least.since.elapsed() >= REMEMBERED {
            *least = LeastDelay {
                now: i64::MAX,
                before: least.now,
                since: Instant::now(),
            };
        }
        least.now = least.now.min(delay_ms);
        delay_ms.abs_diff(least.now.min(least.before))
    }

    pub(super) fn timings(&self) -> &Timings {
        &self.timings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_late_by_what_it_took_beyond_the_fastest() {
        let lag = ReadLag::default();
        let late = [-7_000, -6_950, -7_010, -7_000].map(|delay| lag.beyond_least(delay));
        assert_eq!(late, [0, 50, 0, 10]);
    }
}
