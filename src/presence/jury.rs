//! Which of the jurors' devices are there, and how many scores wait on each.

use crate::show::event::At;
use crate::view::chair::{Attendance, Attending};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Devices by id, each with the number of its open pages. One is known here from its first page on;
/// there are no more than the journal lets in.
#[derive(Default)]
pub struct JuryPresence {
    known: Mutex<BTreeMap<String, (Attending, u64)>>,
    /// Each juror's last call of the API.
    calls: Mutex<BTreeMap<String, At>>,
}

impl JuryPresence {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, (Attending, u64)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A page has been opened.
    pub fn joined(&self, device: &str, at: At) {
        let mut known = self.lock();
        let (attending, pages) = known.entry(device.to_owned()).or_default();
        *pages += 1;
        (attending.here, attending.seen) = (true, at);
    }

    /// A page has gone. What waited there waits there still.
    pub fn left(&self, device: &str, at: At) {
        if let Some((attending, pages)) = self.lock().get_mut(device) {
            *pages = pages.saturating_sub(1);
            (attending.here, attending.seen) = (*pages > 0, at);
        }
    }

    /// The device says how many scores wait there. True if that is news.
    pub fn waits(&self, device: &str, waiting: u64) -> bool {
        match self.lock().get_mut(device) {
            Some((attending, _)) if attending.waiting != waiting => {
                attending.waiting = waiting;
                true
            }
            _ => false,
        }
    }

    /// A juror has called, with a key or from a page.
    pub fn called(&self, juror: &str, at: At) {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.insert(juror.to_owned(), at);
    }

    /// When that was last.
    pub fn last_call(&self, juror: &str) -> Option<At> {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.get(juror).copied()
    }

    /// All of them, as they were last heard of.
    pub fn attendance(&self) -> Attendance {
        let known = self.lock();
        let told = known
            .iter()
            .map(|(id, (attending, _))| (id.clone(), *attending));
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_there_until_its_last_page_goes_and_what_waits_on_it_is_told_on() {
        let jury = JuryPresence::default();
        jury.joined("a", At(1));
        jury.joined("a", At(2));
        assert!(jury.waits("a", 3) && !jury.waits("a", 3));
        assert!(!jury.waits("stranger", 1));
        jury.left("a", At(3));
        assert!(jury.attendance()["a"].here);
        jury.left("a", At(4));
        let expected = Attending {
            here: false,
            seen: At(4),
            waiting: 3,
        };
        assert_eq!(jury.attendance()["a"], expected);
    }
}
