//! The end of a first round: the ranking with its cut line, for the chair to confirm.

use super::matrix::{answers, decimal, rule_name};
use crate::show::jury::{Exact, Matrix, places};
use crate::show::programme::Show;
use crate::view::jury::html;
use crate::view::label::{self, Title};
use crate::words::Ui;
use crate::words::chair::ChairWords;
use askama::Template;
use num_bigint::BigInt;

#[derive(Template)]
#[template(path = "chair/round.html", whitespace = "minimize")]
struct Cut {
    w: &'static ChairWords,
    rule: &'static str,
    says: String,
    /// How many works the file keeps.
    keep: usize,
    /// Whether each work says how many gave which answer.
    sorts: bool,
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
    let rule = rule_name(show.jury.rule, &w.matrix);
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
            figure: figures[*at].as_ref().map_or(String::new(), |figure| {
                told(matrix, *at, (rule, figure), ui)
            }),
            inside: number < keep && place.is_some() && !tied,
            at_line: tied,
        })
    };
    let works: Vec<CutWork> = order.iter().enumerate().filter_map(work).collect();
    let ticked = works.iter().filter(|work| work.inside).count();
    let tied = works.iter().filter(|work| work.at_line).count();
    html(&Cut {
        w,
        rule,
        says: (w.round.says)(keep, ticked, tied),
        keep,
        sorts: matrix.sorts(),
        works,
    })
}

/// A work's figure, and behind how many gave which answer where the works are sorted.
fn told(matrix: &Matrix, work: usize, (rule, figure): (&str, &Exact), ui: Ui) -> String {
    if !matrix.sorts() {
        return decimal(figure);
    }
    let counted = (0_u32..).zip(answers(ui)).map(|(worth, answer)| {
        let worth = Exact::from(BigInt::from(worth));
        let given = matrix.column(work).filter(|figure| **figure == worth);
        format!("{answer} {}", given.count())
    });
    let mut parts: Vec<String> = counted.collect();
    parts.reverse();
    parts.push(format!("{rule} {}", decimal(figure)));
    parts.join(" · ")
}
