//! How the clock that stamps the log stands to the hall's. The servers' clocks differ, and whoever
//! leads stamps: the deadline that they go by follows.

use crate::ledger::Position;
use crate::net::fold::NetPolls;
use crate::show::event::At;
use std::time::Duration;

/// What differs by less is the way that a message goes, in milliseconds.
const DIFFERS_MS: i64 = 5_000;

/// A message that was read now tells how the clock stands, if all that stood in the log so long ago
/// had been read before it: then it is no older. Shorter than [`DIFFERS_MS`].
const READ_BEFORE_MS: i64 = 4_000;

/// What is said again moves a deadline by more than this, in milliseconds.
const AGAIN_MS: i64 = 500;

/// What the newest messages of the log tell of the clock that stamps them.
#[derive(Default)]
pub struct NetClock {
    newest: Position,
    /// All that stood in the log at this moment was read when it was looked last.
    read_until: Option<At>,
    /// How far the stamps are ahead of the hall's clock, in milliseconds.
    ahead_ms: Option<i64>,
    jumped: bool,
}

impl NetClock {
    /// Looks at what was read by now; all that stood in the log before `age` is among it.
    pub fn look(&mut self, log: &NetPolls, now: At, age: Option<Duration>) {
        let newest = log.head().revision;
        let before = self.read_until;
        let is_new = before.is_some_and(|before| now.since_ms(before) <= READ_BEFORE_MS);
        if is_new && newest > self.newest {
            self.hear(log.stamp_ms() - now.0);
        }
        self.newest = newest;
        self.read_until = age.map(|age| {
            let age_ms = i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
            now.plus_ms(age_ms.saturating_neg())
        });
    }

    /// Messages are read after they are stamped: of what is heard the most is the nearest.
    fn hear(&mut self, ahead_ms: i64) {
        let differs = |known: i64| (ahead_ms - known).abs() > DIFFERS_MS;
        let jumps = self.ahead_ms.is_some_and(differs);
        if jumps || self.ahead_ms.is_none_or(|known| ahead_ms > known) {
            self.ahead_ms = Some(ahead_ms);
        }
        self.jumped |= jumps;
    }

    /// Whether the stamps have gone forth or back by more than time did: another server leads, and
    /// its clock differs.
    pub fn has_jumped(&self) -> bool {
        self.jumped
    }

    /// How long a round lasts from the servers' stamp of its opening, in milliseconds, by the clock
    /// that stamps now. `said`: that stamp, and what the log says of it.
    pub fn span_ms(&self, said: Option<(i64, Option<i64>)>, opened_at: At, closes_at: At) -> i64 {
        let span_ms = closes_at.since_ms(opened_at);
        let Some((opened_ms, said)) = said else {
            return span_ms;
        };
        let Some(ahead_ms) = self.ahead_ms else {
            // After a restart nothing is known before all of the log was read: what was said before
            // it may have followed a clock.
            let said = said.filter(|_| self.read_until.is_none());
            return said.unwrap_or(span_ms);
        };
        let follows_ms = closes_at.0 + ahead_ms - opened_ms;
        if (follows_ms - span_ms).abs() <= DIFFERS_MS {
            return span_ms;
        }
        let said = said.filter(|said| (said - follows_ms).abs() <= AGAIN_MS);
        said.unwrap_or(follows_ms)
    }
}
