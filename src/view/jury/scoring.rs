//! The works on a juror's sheet, each with its criteria.

use super::{JurorSight, Screener, html};
use crate::show::programme::{Criterion, Entry, Jury, Show};
use crate::show::text::Run;
use crate::view::Live;
use crate::view::label::{self, Title};
use crate::words::Ui;
use crate::words::jury::JuryWords;
use askama::Template;
use std::collections::BTreeMap;

/// A work in the list, and its article beside it.
pub(super) struct WorkToScore {
    pub id: String,
    /// The article's place on the page.
    pub anchor: String,
    pub number: Option<String>,
    pub title: Title,
    pub article: String,
}

#[derive(Template)]
#[template(path = "jury/work.html", whitespace = "minimize")]
struct Article<'a> {
    w: &'static JuryWords,
    colon: &'static str,
    work: &'a WorkShown,
    criteria: &'a [Scored],
}

/// What the article shows of a work.
struct WorkShown {
    id: String,
    anchor: String,
    number: Option<String>,
    title: Title,
    team: Run,
    origin: Option<Run>,
    /// None where the juror stood aside.
    film: Option<Screening>,
    previous: Option<String>,
    next: Option<String>,
}

struct Screening {
    picture: Option<String>,
    clip: Option<String>,
    screener: Option<Screener>,
    synopsis: Vec<Run>,
}

/// A criterion with its buttons.
struct Scored {
    id: String,
    name: Run,
    weight: Option<String>,
    /// Whether each button says what it means.
    spelt: bool,
    marks: Vec<ScoreButton>,
}

struct ScoreButton {
    score: u32,
    level: Option<Run>,
}

/// All of them, in the juror's own order.
pub(super) fn works(
    show: &Show,
    live: &Live,
    sight: &JurorSight,
    screeners: &BTreeMap<String, Screener>,
    ui: Ui,
) -> Vec<WorkToScore> {
    let criteria: Vec<Scored> = show
        .jury
        .criteria
        .iter()
        .map(|c| scored(c, show, ui))
        .collect();
    let order: Vec<&Entry> = sight
        .works
        .iter()
        .filter_map(|id| show.entry(id))
        .filter(|entry| !sight.withheld.contains(&entry.id))
        .collect();
    let anchor = |at: Option<usize>| at.and_then(|at| order.get(at)).map(|e| anchor(&e.id));
    let work = |(at, entry): (usize, &&Entry)| {
        let shown = WorkShown {
            id: entry.id.clone(),
            anchor: anchor(Some(at)).unwrap_or_default(),
            number: entry.number.clone(),
            title: label::title(entry, show, ui),
            team: label::own(&entry.team, show, ui),
            origin: entry.origin.as_ref().map(|text| label::own(text, show, ui)),
            film: (!sight.recused.contains(&entry.id))
                .then(|| film(entry, show, live, screeners.get(&entry.id), ui)),
            previous: anchor(at.checked_sub(1)),
            next: anchor(Some(at + 1)),
        };
        WorkToScore {
            article: html(&Article {
                w: &ui.words().jury,
                colon: ui.words().writing.colon,
                work: &shown,
                criteria: &criteria,
            }),
            id: shown.id,
            anchor: shown.anchor,
            number: shown.number,
            title: shown.title,
        }
    };
    order.iter().enumerate().map(work).collect()
}

/// Where on the page a work stands.
fn anchor(entry: &str) -> String {
    format!("work-{entry}")
}

fn film(entry: &Entry, show: &Show, live: &Live, screener: Option<&Screener>, ui: Ui) -> Screening {
    let fit = |path: &Option<String>| {
        let path = path
            .as_ref()
            .filter(|path| !live.faults.contains_key(*path));
        path.map(|path| label::media(path))
    };
    let languages = label::reading_order(&show.languages, ui);
    let synopsis = entry.synopsis.as_ref();
    Screening {
        picture: fit(&entry.picture().cloned()),
        clip: fit(&entry.clip),
        screener: screener.cloned(),
        synopsis: synopsis.map_or(Vec::new(), |text| text.runs(&languages)),
    }
}

fn scored(criterion: &Criterion, show: &Show, ui: Ui) -> Scored {
    let own = |text| label::own(text, show, ui);
    let scale = show.jury.scale;
    let levels: Vec<Run> = criterion.levels.iter().map(own).collect();
    let mark = |score: u32| ScoreButton {
        score,
        level: levels.get(score as usize).cloned(),
    };
    Scored {
        id: criterion.id.clone(),
        name: own(&criterion.name),
        weight: weight(criterion, &show.jury).map(|share| (ui.words().jury.weight)(&share)),
        marks: (0..=scale).map(mark).collect(),
        spelt: !levels.is_empty(),
    }
}

/// As in the file; none where all weigh the same.
fn weight(criterion: &Criterion, jury: &Jury) -> Option<String> {
    let mut all = jury.criteria.iter();
    let even = all.all(|other| other.weight == criterion.weight);
    (!even).then(|| criterion.weight.to_string())
}
