//! The only place that asks the time.

use crate::show::event::At;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Tells the time to the director and to the frames.
pub trait Clock: Send + Sync {
    /// Now; never earlier than any answer before.
    fn now(&self) -> At;
}

/// Reads the wall clock once and counts on from there: a wall clock that jumps in mid-show moves
/// nothing.
pub struct SteadyClock {
    origin: At,
    started: Instant,
}

impl SteadyClock {
    /// A clock that starts from the wall clock, but not before `floor`, the time of the last event
    /// stored.
    pub fn not_before(floor: At) -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH);
        let wall = At(wall.map_or(0, |since| since.as_millis() as i64));
        SteadyClock {
            origin: wall.max(floor),
            started: Instant::now(),
        }
    }
}

impl Clock for SteadyClock {
    fn now(&self) -> At {
        self.origin
            .plus_ms(self.started.elapsed().as_millis() as i64)
    }
}

/// A clock that tests move by hand.
#[derive(Default)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `at`.
    pub fn at(at: At) -> Self {
        ManualClock(AtomicI64::new(at.0))
    }

    /// Moves it on.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> At {
        At(self.0.load(Ordering::SeqCst))
    }
}
