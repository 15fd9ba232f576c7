//! The evening as a whole: doors, back to the top, the show file, downloads, facts.

use super::{Desk, html};
use crate::view::export::Format;
use crate::words::producer::Words;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/evening.html", whitespace = "minimize")]
struct Region {
    w: Words,
    doors_open: bool,
    can_close: bool,
    show_id: String,
    facts: Vec<String>,
}

pub(super) fn region(desk: &Desk) -> String {
    let (show, state, w) = (desk.show(), desk.state, desk.w.evening);
    let count = |template: &str, n: usize| template.replace("{n}", &n.to_string());
    let seconds: u32 = state
        .rundown
        .cues()
        .iter()
        .filter_map(|cue| cue.seconds)
        .sum();
    let mut facts = vec![
        count(w.entries, show.finalists().count()),
        count(w.awards, show.awards.len()),
        count(w.cues, state.rundown.cues().len()),
    ];
    if seconds > 0 {
        facts.push(count(w.planned, seconds.div_ceil(60) as usize));
    }
    html(Region {
        w: desk.w,
        doors_open: state.doors_open,
        can_close: state.awards.values().all(|award| award.revealed.is_none()),
        show_id: show.id.clone(),
        facts,
    })
}
