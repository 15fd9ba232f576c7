//! The evening as a whole: doors, back to the top, the show file, facts.

use super::{Desk, html};
use crate::words::producer::ProducerWords;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/evening.html", whitespace = "minimize")]
struct Region {
    w: ProducerWords,
    doors_open: bool,
    can_close: bool,
    show_id: String,
    /// Asks for the id.
    rewind_type: String,
    facts: Vec<String>,
}

pub(super) fn region(desk: &Desk) -> String {
    let (show, state, w) = (desk.show(), desk.state, desk.w.evening);
    let seconds: u32 = state
        .rundown
        .cues()
        .iter()
        .filter_map(|cue| cue.seconds)
        .sum();
    let mut facts = vec![
        (w.entries)(show.finalists().count()),
        (w.awards)(show.awards.len()),
        (w.cues)(state.rundown.cues().len()),
    ];
    if seconds > 0 {
        facts.push((w.planned)(seconds.div_ceil(60)));
    }
    html(Region {
        w: desk.w,
        doors_open: state.doors_open,
        can_close: state.awards.values().all(|award| award.revealed.is_none()),
        show_id: show.id.clone(),
        rewind_type: (w.rewind_type)(&show.id),
        facts,
    })
}
