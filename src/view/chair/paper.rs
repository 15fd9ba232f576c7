//! A sheet of paper, to be typed in.

use crate::scorebox::fold::Sheets;
use crate::show::programme::{Criterion, Entry, Show};
use crate::show::text::{Run, Text};
use crate::view::jury::html;
use crate::view::label::{self, Title};
use crate::words::Ui;
use crate::words::chair::ChairWords;
use askama::Template;

#[derive(Template)]
#[template(path = "chair/paper.html", whitespace = "minimize")]
struct PaperGrid {
    w: &'static ChairWords,
    has_scores: bool,
    criteria: Vec<Run>,
    rows: Vec<PaperRow>,
}

struct PaperRow {
    id: String,
    number: Option<String>,
    title: Title,
    team: Run,
    cells: Vec<PaperCell>,
}

struct PaperCell {
    criterion: String,
    label: String,
    /// What the juror has given on a device.
    score: Option<u32>,
}

/// The grid that a sheet of paper is typed into, in the order of that paper.
pub fn paper(show: &Show, sheets: &Sheets, juror: &str, ui: Ui) -> String {
    let sheet = sheets.sheet(juror);
    let criteria = &show.jury.criteria;
    let own = |text: &Text| label::own(text, show, ui);
    let judged = sheets
        .works(show, juror)
        .into_iter()
        .filter(|entry| !sheets.stands_out(show, juror, &entry.id));
    let row = |entry: &Entry| {
        let title = label::title(entry, show, ui);
        let cell = |criterion: &Criterion| PaperCell {
            criterion: criterion.id.clone(),
            label: format!("{} · {}", title.plain(), own(&criterion.name).bare()),
            score: sheet.and_then(|sheet| sheet.score(&entry.id, &criterion.id)),
        };
        PaperRow {
            cells: criteria.iter().map(cell).collect(),
            id: entry.id.clone(),
            number: entry.number.clone(),
            team: own(&entry.team),
            title,
        }
    };
    html(&PaperGrid {
        w: &ui.words().chair,
        has_scores: sheet.is_some_and(|sheet| sheet.has_marks()),
        criteria: criteria.iter().map(|c| own(&c.name)).collect(),
        rows: judged.map(row).collect(),
    })
}
