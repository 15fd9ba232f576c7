//! The wall of winners: every award of the evening, and what has been announced.

use super::parts::{Inline, Runs, View, render};
use super::{Shown, standing};
use crate::show::programme::Entry;
use askama::Template;

#[derive(Template)]
#[template(path = "stage/wall.html")]
struct Wall {
    show: Runs,
    heading: Runs,
    rows: Vec<Row>,
    columns: usize,
    /// As many as fit under each other in a column.
    deep: usize,
}

struct Row {
    /// When it comes: one after the other, the last ones together.
    order: usize,
    award: Runs,
    correction: Option<Runs>,
    /// Not announced yet, or not for certain.
    pending: bool,
    nobody: Option<Runs>,
    winners: Vec<Winner>,
}

struct Winner {
    title: Inline,
    team: Runs,
}

/// Rows beyond this one come together with it.
const MOST_STAGGERED: usize = 20;

pub(super) fn scene(view: View) -> Shown {
    let show = &view.state.show;
    let columns = match show.awards.len() {
        0..=10 => 1,
        11..=20 => 2,
        _ => 3,
    };
    let row = |(index, award): (usize, &crate::show::programme::Award)| {
        let state = view.state.award(&award.id);
        let winners = standing(&state);
        let name = view.text(&award.name);
        Row {
            order: index.min(MOST_STAGGERED),
            award: if columns == 3 {
                name.first_only()
            } else {
                name
            },
            correction: winners
                .filter(|_| state.correction.is_some())
                .map(|_| view.say(|w| w.correction).first_only()),
            pending: winners.is_none(),
            nobody: winners
                .filter(|w| w.is_empty())
                .map(|_| view.say(|w| w.no_award)),
            winners: view
                .entries(winners.unwrap_or_default())
                .into_iter()
                .map(|entry| winner(view, entry, columns))
                .collect(),
        }
    };
    let html = render(&Wall {
        show: view.text(&show.title).first_only(),
        heading: view.say(|w| w.results),
        rows: show.awards.iter().enumerate().map(row).collect(),
        columns,
        deep: show.awards.len().div_ceil(columns).clamp(1, 20),
    });
    Shown::new(view, "wall", html)
}

fn winner(view: View, entry: &Entry, columns: usize) -> Winner {
    let (width, cap) = match columns {
        1 => (36.0, 2.8),
        2 => (26.0, 2.2),
        _ => (24.0, 2.0),
    };
    Winner {
        title: view.inline_title(entry, width, cap),
        team: view.text(&entry.team).first_only(),
    }
}
