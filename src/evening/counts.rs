//! What the ballot box has counted, on its way to the director.
//!
//! The box must never wait for the director, who may be waiting for the box: so counts have a road
//! of their own. It needs no limit but the show's own, for only the latest count of each ballot is
//! kept.

use crate::ballotbox::Counted;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counts that the director has not taken yet, by ballot.
#[derive(Default)]
pub(super) struct Counts(Mutex<BTreeMap<String, Counted>>);

impl Counts {
    /// From the box's thread.
    pub(super) fn put(&self, ballot: String, counted: Counted) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(ballot, counted);
    }

    /// From the director's.
    pub(super) fn take(&self) -> BTreeMap<String, Counted> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut waiting)
    }
}
