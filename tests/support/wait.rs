//! Waiting for a condition, never for a guess.

use std::time::{Duration, Instant};

/// The longest that anything here may take before a test gives up.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Asks until there is an answer, and fails with `what` if there is none in time.
pub fn until<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    until_within(DEADLINE, what, ask)
}

/// The same with a time of its own.
pub fn until_within<T>(limit: Duration, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(started.elapsed() < limit, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
