//! The end of a first round: the ranking with its cut line, for the chair to confirm.

use super::matrix::{decimal, rule_name};
use crate::show::jury::{Matrix, places};
use crate::show::programme::Show;
use crate::view::jury::html;
use crate::view::label::{self, Title};
use crate::words::Ui;
use crate::words::chair::ChairWords;
use askama::Template;

#[derive(Template)]
#[template(path = "chair/round.html", whitespace = "minimize")]
struct Cut {
    w: &'static ChairWords,
    rule: &'static str,
    says: String,
    works: Vec<CutWork>,
}

struct CutWork {
    id: String,
    title: Title,
    place: String,
    figure: String,
    /// Above the line.
    inside: bool,
    /// As many points as another on the other side of the line: the chair says which comes in.
    at_line: bool,
}

/// Every work in the order of the announced rule, those above the line picked; empty outside a
/// first round.
pub(super) fn cut(show: &Show, matrix: &Matrix, ui: Ui) -> String {
    let keep = match &show.jury.round {
        Some(round) if show.in_first_round() => round.keep as usize,
        _ => return String::new(),
    };
    let w = &ui.words().chair;
    let figures = show.jury.rule.figures(matrix);
    let places = places(&figures);
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| (places[*at].is_none(), places[*at]));
    // Of a group that the line goes through nobody is picked: no rule of ours parts them.
    let at_line = order
        .get(keep)
        .and_then(|first_out| places[*first_out])
        .filter(|place| *place <= keep);
    let work = |(number, at): (usize, &usize)| {
        let place = places[*at];
        let tied = at_line.is_some() && place == at_line;
        let entry = show.entry(&matrix.entries()[*at])?;
        Some(CutWork {
            id: entry.id.clone(),
            title: label::title(entry, show, ui),
            place: place.map_or(String::new(), w.matrix.place),
            figure: figures[*at].as_ref().map_or(String::new(), decimal),
            inside: number < keep && place.is_some() && !tied,
            at_line: tied,
        })
    };
    html(&Cut {
        w,
        rule: rule_name(show.jury.rule, &w.matrix),
        says: (w.round.says)(keep),
        works: order.iter().enumerate().filter_map(work).collect(),
    })
}
