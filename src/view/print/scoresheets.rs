//! Score sheets for a jury whose tablets failed: A4, each in its juror's own order.

use crate::show::programme::{Entry, Juror, Show};
use crate::show::text::Run;
use crate::view::jury::{JurorSight, html};
use crate::view::label::{self, Title};
use crate::words::Ui;
use crate::words::jury::PaperSheetWords;
use askama::Template;

#[derive(Template)]
#[template(path = "print/scoresheets.html", whitespace = "minimize")]
struct ScoreSheets {
    w: &'static PaperSheetWords,
    ui: Ui,
    colon: &'static str,
    show: Run,
    how: String,
    criteria: Vec<Run>,
    sheets: Vec<PaperSheet>,
}

struct PaperSheet {
    name: Run,
    office: Option<Run>,
    works: Vec<PaperWork>,
}

struct PaperWork {
    number: Option<String>,
    title: Title,
    team: Run,
}

/// One sheet for each of these jurors: the works that are theirs to judge, and no score.
pub fn scoresheets(show: &Show, sights: &[JurorSight], ui: Ui) -> String {
    let w = &ui.words().jury.paper;
    let sheet = |sight: &JurorSight| {
        let juror = show.jury.juror(&sight.juror)?;
        Some(paper_sheet(show, juror, sight, ui))
    };
    html(&ScoreSheets {
        w,
        ui,
        colon: ui.words().writing.colon,
        show: label::own(&show.title, show, ui),
        how: (w.how)(show.jury.scale),
        criteria: show
            .jury
            .criteria
            .iter()
            .map(|criterion| label::own(&criterion.name, show, ui))
            .collect(),
        sheets: sights.iter().filter_map(sheet).collect(),
    })
}

fn paper_sheet(show: &Show, juror: &Juror, sight: &JurorSight, ui: Ui) -> PaperSheet {
    let out =
        |entry: &&Entry| sight.withheld.contains(&entry.id) || sight.recused.contains(&entry.id);
    let work = |entry: &Entry| PaperWork {
        number: entry.number.clone(),
        title: label::title(entry, show, ui),
        team: label::own(&entry.team, show, ui),
    };
    let order = sight.works.iter().filter_map(|id| show.entry(id));
    PaperSheet {
        name: label::own(&juror.name, show, ui),
        office: juror
            .title
            .as_ref()
            .map(|title| label::own(title, show, ui)),
        works: order.filter(|entry| !out(entry)).map(work).collect(),
    }
}
