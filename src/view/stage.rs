//! stand-in
use super::*;
use crate::show::{state::State, text::Lang};
/// stand-in
pub fn frame(s: &State, l: &Live, _: &[Lang]) -> Frame {
    Frame {
        epoch: l.epoch,
        revision: s.revision,
        beat: l.beat,
        now: l.at.0,
        scene: s.cue().id.clone(),
        regions: Default::default(),
    }
}
/// stand-in
pub fn page(_: &State, _: &[Lang]) -> String {
    "stage".into()
}
