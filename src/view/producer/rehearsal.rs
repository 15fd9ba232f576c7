//! The switch between the evening and its rehearsal, and which screens have not followed.

use super::{Desk, html};
use crate::show::programme::Ballot;
use crate::show::state::State;
use crate::words::rehearsal::RehearsalWords;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/rehearsal.html", whitespace = "minimize")]
struct Region {
    w: &'static RehearsalWords,
    on: bool,
    doors_open: bool,
    /// Whether ballots reach outside of the hall.
    net: bool,
    still: Option<String>,
}

pub(super) fn region(desk: &Desk, stage: &State) -> String {
    let outside = |ballot: &Ballot| !ballot.reach.is_hall();
    html(Region {
        w: &desk.ui.words().rehearsal,
        on: stage.rehearsal.is_some(),
        doors_open: desk.state.doors_open,
        net: desk.show().ballots.iter().any(outside),
        still: still(desk),
    })
}

/// Screens that a rehearsal which is over has left behind.
pub(super) fn still(desk: &Desk) -> Option<String> {
    let names = &desk.live.still_rehearsing;
    let comma = desk.ui.words().writing.comma;
    (!names.is_empty()).then(|| (desk.ui.words().rehearsal.still)(&names.join(comma)))
}
