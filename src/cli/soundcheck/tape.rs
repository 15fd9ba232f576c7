//! What was measured while it went on, and what each phone knows.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Kinds of trouble that are told apart; what comes after that is counted as "other".
const TROUBLES_MAX: usize = 20;

/// What never came.
pub const NEVER: Duration = Duration::MAX;

/// What takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timed {
    /// From the scan to the whole page.
    Page,
    /// From the tap to "counted".
    Vote,
    /// From the producer's request to a phone's frame.
    Frame,
    /// A phone's question on its live line, and the answer.
    Ping,
}

/// A choice that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tap {
    /// A place among the works.
    pub entry: usize,
    /// The phone's own number of it.
    pub change: u32,
}

/// What a phone knows of itself.
#[derive(Clone, Debug, Default)]
pub struct PhoneLog {
    /// It was sent a frame.
    pub connected: bool,
    /// Its link was lost as planned, and came back.
    pub dropped: bool,
    /// It was sent a frame after that.
    pub returned: bool,
    /// Its voter's token.
    pub token: String,
    /// It was to show a ticket or a code.
    pub shows: bool,
    /// What it showed was taken.
    pub let_in: bool,
    /// The choice that was answered last with "counted".
    pub told: Option<Tap>,
    /// A choice that was sent and not answered yet: it may count or not.
    pub asked: Option<Tap>,
    /// Choices that were sent, each once however often it was repeated.
    pub sent: u32,
    /// Choices that were answered with "counted".
    pub answered: u32,
}

pub struct Tape {
    spans: [Mutex<Vec<Duration>>; 4],
    records: Vec<Mutex<PhoneLog>>,
    troubles: Mutex<BTreeMap<String, u64>>,
    connected: AtomicU64,
    done: AtomicU64,
    answered: AtomicU64,
}

impl Tape {
    /// For so many phones.
    pub fn new(phones: u32) -> Tape {
        Tape {
            spans: Default::default(),
            records: (0..phones).map(|_| Mutex::default()).collect(),
            troubles: Mutex::default(),
            connected: AtomicU64::new(0),
            done: AtomicU64::new(0),
            answered: AtomicU64::new(0),
        }
    }

    /// Something took so long.
    pub fn took(&self, span: Timed, time: Duration) {
        lock(&self.spans[span as usize]).push(time);
    }

    /// All times of a kind, the shortest first.
    pub fn times(&self, span: Timed) -> Vec<Duration> {
        let mut times = lock(&self.spans[span as usize]).clone();
        times.sort_unstable();
        times
    }

    /// Something went wrong.
    pub fn trouble(&self, what: String) {
        let mut troubles = lock(&self.troubles);
        let known = troubles.len() < TROUBLES_MAX || troubles.contains_key(&what);
        let what = if known { what } else { "other".into() };
        *troubles.entry(what).or_default() += 1;
    }

    /// What went wrong, the most frequent first.
    pub fn troubles(&self) -> Vec<(String, u64)> {
        let mut all: Vec<_> = lock(&self.troubles).clone().into_iter().collect();
        all.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        all
    }

    /// What a phone knows.
    pub fn record(&self, phone: u32) -> MutexGuard<'_, PhoneLog> {
        // Numbers are given out by whoever made this tape.
        lock(&self.records[phone as usize])
    }

    /// What all phones know.
    pub fn records(&self) -> Vec<PhoneLog> {
        let all = self.records.iter();
        all.map(|record| lock(record).clone()).collect()
    }

    /// A live line begins or ends.
    pub fn line(&self, begins: bool) {
        match begins {
            true => self.connected.fetch_add(1, Ordering::Relaxed),
            false => self.connected.fetch_sub(1, Ordering::Relaxed),
        };
    }

    /// Phones whose live line is up.
    pub fn connected(&self) -> u64 {
        self.connected.load(Ordering::Relaxed)
    }

    /// A vote was answered with "counted".
    pub fn answered(&self, phone: u32, choice: Tap) {
        let mut record = self.record(phone);
        (record.told, record.asked) = (Some(choice), None);
        record.answered += 1;
        self.answered.fetch_add(1, Ordering::Relaxed);
    }

    /// Votes that were answered so far.
    pub fn answers(&self) -> u64 {
        self.answered.load(Ordering::Relaxed)
    }

    /// A person has done all that was planned.
    pub fn done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether everybody has.
    pub fn all_done(&self) -> bool {
        self.done.load(Ordering::Relaxed) >= self.records.len() as u64
    }
}

/// The time that so many of a hundred did not exceed; none where nothing was measured.
pub fn percentile(sorted: &[Duration], hundredths: usize) -> Option<Duration> {
    let rank = (sorted.len() * hundredths).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let ms = |ms: &[u64]| ms.iter().copied().map(Duration::from_millis).collect();
        let hundred: Vec<Duration> = ms(&(1..=100).collect::<Vec<_>>());
        assert_eq!(percentile(&hundred, 50), Some(Duration::from_millis(50)));
        assert_eq!(percentile(&hundred, 99), Some(Duration::from_millis(99)));
        assert_eq!(
            percentile(&hundred[..1], 99),
            Some(Duration::from_millis(1))
        );
        assert_eq!(percentile(&[], 50), None);
        // One in fifty that never came is more than one in a hundred.
        let mut some: Vec<Duration> = ms(&[5; 49]);
        some.push(NEVER);
        assert_eq!(percentile(&some, 99), Some(NEVER));
    }

    #[test]
    fn kinds_of_trouble_are_bounded_and_none_is_forgotten() {
        let tape = Tape::new(1);
        for kind in 0..100 {
            tape.trouble(format!("kind {kind}"));
        }
        let all = tape.troubles();
        assert_eq!(all.len(), TROUBLES_MAX + 1);
        assert_eq!(all[0], ("other".into(), 80));
    }
}
