//! Where the stage stands.

use super::{Desk, html};
use crate::show::rundown::Cue;
use crate::show::text::Run;
use crate::view::cue::{self, CueLabel};
use crate::words::producer::ProducerWords;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/now.html", whitespace = "minimize")]
struct Region {
    w: ProducerWords,
    doors_open: bool,
    /// The word for it, while the crew rehearses.
    rehearsal: Option<&'static str>,
    simulated: Option<String>,
    blackout: bool,
    card: bool,
    number: usize,
    of: usize,
    now: CueLabel,
    next: Option<CueLabel>,
    skipped: Vec<Run>,
}

pub(super) fn region(desk: &Desk) -> String {
    let state = desk.state;
    let name = |cue: &Cue| cue::label(cue, desk.show(), desk.ui);
    let skipped = state
        .skipped()
        .into_iter()
        .filter_map(|id| desk.show().award(id));
    html(Region {
        w: desk.w,
        doors_open: state.doors_open,
        rehearsal: state.rehearsal.map(|_| desk.ui.words().rehearsal.mark),
        simulated: (state.simulated > 0).then(|| (desk.w.desk.simulated)(state.simulated)),
        blackout: state.blackout,
        card: state.card,
        number: state.position + 1,
        of: state.rundown.cues().len(),
        now: name(state.cue()),
        next: state
            .on_deck()
            .map(|position| name(state.rundown.at(position))),
        skipped: skipped.map(|award| desk.award(award)).collect(),
    })
}
