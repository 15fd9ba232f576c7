//! The only place that asks the time.

use crate::show::event::At;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

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
        SteadyClock {
            origin: At(wall_ms()).max(floor),
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

/// A hall's clock on another machine, as the hall's messages tell it. In between it runs on by
/// itself, and no wall clock that is set moves it.
pub struct HallClock {
    started: Instant,
    /// Of the hall's time and the time since the start, in milliseconds.
    ahead_ms: AtomicI64,
    heard: Mutex<Option<LastHeard>>,
}

/// How many messages a [`Lately`] remembers: about a minute of them.
const LATELY_MAX: usize = 12;

/// How far apart two clocks were by each of the last messages, in milliseconds. The least of them
/// was the shortest on its way. What is older is forgotten: a machine that sleeps stops its clock.
#[derive(Default)]
struct Lately(VecDeque<i64>);

impl Lately {
    /// The least, with this one.
    fn least(&mut self, ms: i64) -> i64 {
        self.0.truncate(LATELY_MAX - 1);
        self.0.push_front(ms);
        self.0.iter().copied().min().unwrap_or(ms)
    }
}

struct LastHeard {
    /// One start of the hall.
    epoch: i64,
    /// Whether it came while it was told. The first of an epoch may have waited for us.
    live: bool,
    came: Instant,
    /// How far our time was ahead of the hall's, by what came live.
    lately: Lately,
}

/// A message that nobody has followed after so long was the hall's last.
const LIVE_MAX: Duration = Duration::from_secs(10);

impl HallClock {
    /// This machine's wall clock, until the hall is heard.
    pub fn unheard() -> Self {
        HallClock {
            started: Instant::now(),
            ahead_ms: AtomicI64::new(wall_ms()),
            heard: Mutex::default(),
        }
    }

    /// The hall says that it is `at`. `stamp_ms`: when that was, by a wall clock elsewhere.
    ///
    /// A message is never early, so the earliest of the last ones tells best. Only how long the
    /// first of an epoch had waited has to be taken from wall clocks, and the second puts it right.
    pub fn hear(&self, epoch: i64, at: At, stamp_ms: i64) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let behind_ms = self.started.elapsed().as_millis() as i64 - at.0;
        let last = heard.take().filter(|last| last.epoch == epoch);
        let live = last.is_some();
        let mut lately = last.map(|last| last.lately).unwrap_or_default();
        let ahead_ms = match live {
            false => (wall_ms() - stamp_ms).max(0) - behind_ms,
            true => -lately.least(behind_ms),
        };
        self.ahead_ms.store(ahead_ms, Ordering::SeqCst);
        *heard = Some(LastHeard {
            epoch,
            live,
            came: Instant::now(),
            lately,
        });
    }

    /// Whether its time is as good as it gets: until the second message of an epoch a wall clock
    /// that is wrong must not close a ballot.
    pub fn is_sure(&self) -> bool {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let sure = |last: &LastHeard| last.live || last.came.elapsed() >= LIVE_MAX;
        heard.as_ref().is_some_and(sure)
    }
}

impl Clock for HallClock {
    fn now(&self) -> At {
        let ahead_ms = self.ahead_ms.load(Ordering::SeqCst);
        At(ahead_ms).plus_ms(self.started.elapsed().as_millis() as i64)
    }
}

fn wall_ms() -> i64 {
    let wall = SystemTime::now().duration_since(UNIX_EPOCH);
    wall.map_or(0, |since| since.as_millis() as i64)
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

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE_MS: i64 = 60_000;

    /// The hall's time is far from ours, so that no wall clock passes for it.
    const TOLD: At = At(1_000_000 * MINUTE_MS);

    fn minutes_off(clock: &HallClock, at: At) -> i64 {
        (clock.now().0 - at.0 + MINUTE_MS / 2).div_euclid(MINUTE_MS)
    }

    #[test]
    fn what_waited_is_set_right_by_what_comes_live_and_nothing_late_sets_it_back() {
        let clock = HallClock::unheard();
        let waited = |minutes: i64| wall_ms() - minutes * MINUTE_MS;
        clock.hear(1, TOLD, waited(10));
        assert_eq!(minutes_off(&clock, TOLD), 10);
        assert!(!clock.is_sure());
        let live = TOLD.plus_ms(12 * MINUTE_MS);
        clock.hear(1, live, 0);
        assert!(clock.is_sure());
        assert_eq!(minutes_off(&clock, live), 0);
        clock.hear(1, TOLD, 0);
        assert_eq!(minutes_off(&clock, live), 0);
    }

    #[test]
    fn a_hall_that_slept_is_believed_after_a_dozen_messages_and_one_late_message_never() {
        let clock = HallClock::unheard();
        clock.hear(1, TOLD, wall_ms());
        clock.hear(1, TOLD, wall_ms());
        // The hall's clock stood still for ten minutes, so that each message seems to be late.
        let slept = TOLD.plus_ms(-10 * MINUTE_MS);
        for _ in 1..LATELY_MAX {
            clock.hear(1, slept, wall_ms());
            assert_eq!(minutes_off(&clock, TOLD), 0);
        }
        clock.hear(1, slept, wall_ms());
        assert_eq!(minutes_off(&clock, slept), 0);
        clock.hear(1, slept.plus_ms(-MINUTE_MS), wall_ms());
        assert_eq!(minutes_off(&clock, slept), 0);
    }

    #[test]
    fn a_wall_clock_that_is_wrong_by_ten_minutes_is_believed_once_only() {
        let clock = HallClock::unheard();
        for wrong in [-10, 10] {
            let epoch = wrong;
            clock.hear(epoch, TOLD, wall_ms() + wrong * MINUTE_MS);
            assert!(!clock.is_sure(), "no ballot is closed by it");
            clock.hear(epoch, TOLD, wall_ms() + wrong * MINUTE_MS);
            assert_eq!(minutes_off(&clock, TOLD), 0);
        }
    }

    #[test]
    fn a_hall_that_began_anew_is_followed_also_where_its_clock_was_set_back() {
        let clock = HallClock::unheard();
        clock.hear(1, TOLD, wall_ms());
        clock.hear(1, TOLD, wall_ms());
        let earlier = TOLD.plus_ms(-30 * MINUTE_MS);
        clock.hear(2, earlier, wall_ms());
        clock.hear(2, earlier, wall_ms());
        assert_eq!(minutes_off(&clock, earlier), 0);
    }
}
