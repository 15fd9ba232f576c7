//! Where the evening stands in the lines of its running order. The lines themselves are the file's,
//! which the page's script draws.

use super::{Desk, html};
use crate::show::programme::RundownLine;
use crate::show::rundown::{Cue, Rundown};
use askama::Template;

#[derive(Template)]
#[template(path = "producer/order.html", whitespace = "minimize")]
struct Region<'a> {
    /// The line on stage, and the one that GO comes to.
    stage: Option<&'a str>,
    deck: Option<&'a str>,
    /// Lines that have been on stage, with a blank between them: they are history.
    fired: String,
    /// Changes whenever an edited show is taken over.
    taken_over: u64,
}

/// Of the evening, and of what is on stage.
pub(super) fn region(desk: &Desk, staged: &Desk) -> String {
    let state = desk.state;
    let began = state.began_at.is_some();
    let was_fired = |cue: &Cue| began && state.stage_times.contains_key(&cue.id);
    let lines = desk.show().lines.iter();
    let fired = lines.filter(|line| cues(desk, line).iter().any(was_fired));
    let fired: Vec<&str> = fired.map(|line| &*line.id).collect();
    html(Region {
        stage: line_of(staged, staged.state.cue()),
        deck: staged
            .state
            .on_deck()
            .and_then(|place| line_of(staged, staged.state.rundown.at(place))),
        fired: fired.join(" "),
        taken_over: state.late.taken_over,
    })
}

fn cues(desk: &Desk, line: &RundownLine) -> Vec<Cue> {
    Rundown::of_line(desk.show(), line)
}

fn line_of<'a>(desk: &Desk<'a>, cue: &Cue) -> Option<&'a str> {
    let mut lines = desk.show().lines.iter();
    let line = lines.find(|line| cues(desk, line).iter().any(|one| one.id == cue.id));
    line.map(|line| &*line.id)
}
