//! When each cue was on stage.

use super::State;
use crate::show::event::At;
use std::collections::BTreeMap;
use std::sync::Arc;

/// When a cue was on stage. For one that was there more than once it is its first start and its
/// last end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageTime {
    pub from: At,
    /// None while it is there.
    pub until: Option<At>,
}

impl State {
    /// Before the evening begins only one cue has been on stage: the one that the show stands on.
    pub(super) fn first_on_stage(&mut self, from: At) {
        let time = StageTime { from, until: None };
        let first = (self.cue().id.clone(), time);
        self.stage_times = Arc::new(BTreeMap::from([first]));
    }

    /// The cue of this position is on stage in the place of `before`.
    pub(super) fn takes_the_stage(&mut self, before: &str, at: At) {
        let here = self.cue().id.clone();
        if here == before {
            return;
        }
        if self.began_at.is_none() {
            return self.first_on_stage(at);
        }
        let times = Arc::make_mut(&mut self.stage_times);
        if let Some(time) = times.get_mut(before) {
            time.until = Some(at);
        }
        let from = at;
        let time = times.entry(here).or_insert(StageTime { from, until: None });
        time.until = None;
    }
}
