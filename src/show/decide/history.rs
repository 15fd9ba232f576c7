//! What an edit of the running order may do to what has been on stage.

use crate::show::programme::{RundownLine, Show};
use crate::show::refusal::Refusal;
use crate::show::rundown::{Cue, Rundown};
use crate::show::state::State;
use crate::show::withdrawal::as_taken_over;
use std::sync::Arc;

/// Whether the show is under way, so that an edit waits until somebody applies it: the doors have
/// been declared open, or the first cue was fired.
pub fn is_under_way(state: &State) -> bool {
    state.doors_open || state.began_at.is_some()
}

/// Whether a fired cue is where it was: it is history, and is neither moved, nor passed over, nor
/// taken out. What is still to come may change as it likes, but not slip into the past.
pub fn history_stands(state: &State, show: &Arc<Show>) -> Result<(), Refusal> {
    if state.began_at.is_none() {
        return Ok(());
    }
    // Who has withdrawn keeps its cue, which the file alone does not say.
    let show = as_taken_over(state, show);
    let now = Rundown::of(&show);
    let was_fired = |cue: &Cue| state.stage_times.contains_key(&cue.id);
    let fired = |cue: &Cue| Err(Refusal::AlreadyFired(cue.id.clone()));
    let mut behind = 0;
    let mut past: Option<(&Cue, usize)> = None;
    for (place, cue) in (0..)
        .zip(state.rundown.cues())
        .filter(|(_, cue)| was_fired(cue))
    {
        let Some(at) = now.position(&cue.id).filter(|at| *at >= behind) else {
            return fired(cue);
        };
        behind = at + 1;
        if place <= state.position {
            past = Some((cue, at));
        }
    }
    let to_come = state
        .rundown
        .cues()
        .get(state.position + 1..)
        .unwrap_or_default();
    let slips = |cue: &&Cue, past: usize| {
        !was_fired(cue) && now.position(&cue.id).is_some_and(|at| at < past)
    };
    if let Some((last, past)) = past
        && to_come.iter().any(|cue| slips(&cue, past))
    {
        return fired(last);
    }
    let begun = |line: &&RundownLine| {
        let cues = Rundown::of_line(&state.show, line);
        cues.into_iter().find(was_fired)
    };
    let newly = |line: &&RundownLine| {
        let same = |other: &&RundownLine| other.id == line.id && other.skip;
        !line.skip && show.lines.iter().any(|other| same(&other))
    };
    let skipped = state.show.lines.iter().filter(newly);
    let mut skipped = skipped.filter_map(|line| begun(&line));
    skipped.next().map_or(Ok(()), |cue| fired(&cue))
}
