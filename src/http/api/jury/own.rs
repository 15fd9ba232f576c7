//! A juror's own sheet, for programs.

use super::{Acting, juror};
use crate::scorebox::fold::Sheets;
use crate::show::programme::{Criterion, Entry, Show};
use crate::show::text::Text;
use crate::view::jury::Screener;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a juror has given so far.
#[derive(Serialize, ToSchema)]
pub struct OwnSheet {
    /// Juror id.
    juror: String,
    /// `open` or `closed`.
    phase: &'static str,
    /// Whether it is submitted.
    signed: bool,
    /// The highest score.
    scale: u32,
    /// The number of the last change.
    change: u32,
    criteria: Vec<CriterionOnSheet>,
    /// In the juror's own order.
    entries: Vec<EntryOnSheet>,
}

/// What is judged.
#[derive(Serialize, ToSchema)]
pub struct CriterionOnSheet {
    id: String,
    #[schema(value_type = Object)]
    name: Text,
    weight: f64,
}

/// A work, with what the juror has given it.
#[derive(Serialize, ToSchema)]
pub struct EntryOnSheet {
    /// Entry id.
    entry: String,
    /// Whether the juror does not judge it.
    recused: bool,
    /// By criterion; null where there is none yet.
    scores: BTreeMap<String, Option<u32>>,
    /// Private.
    note: Option<String>,
    /// Left out where the juror does not judge it.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<WorkOnSheet>,
}

/// What a juror sees of a work.
#[derive(Serialize, ToSchema)]
pub struct WorkOnSheet {
    /// The catalogue number.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[schema(value_type = Object)]
    title: Text,
    #[schema(value_type = Object)]
    team: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    synopsis: Option<Text>,
    /// Path below the show folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    poster: Option<String>,
    /// Path below the show folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    clip: Option<String>,
    /// Where jurors alone may watch it.
    #[serde(skip_serializing_if = "Option::is_none")]
    screener: Option<ScreenerOnSheet>,
}

/// Where jurors alone may watch a work.
#[derive(Serialize, ToSchema)]
pub struct ScreenerOnSheet {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

impl ScreenerOnSheet {
    fn of(screener: &Screener) -> Self {
        ScreenerOnSheet {
            url: screener.url.clone(),
            password: screener.password.clone(),
        }
    }
}

/// The sheet of this juror.
pub(super) fn sheet(
    acting: &Acting,
    show: &Show,
    screeners: &BTreeMap<String, Screener>,
) -> OwnSheet {
    let (app, juror) = (&acting.app, juror(acting));
    let sheets = app.sources.scores.fold();
    let own = sheets.sheet(juror);
    let works = sheets.works(show, juror);
    let entries = works.into_iter().map(|work| {
        let note = own.and_then(|sheet| sheet.notes.get(&work.id));
        let opened = note.and_then(|(_, text)| app.sources.scores.note(text));
        let mut line = on_sheet(&sheets, show, juror, work, opened);
        if let Some(work) = &mut line.work {
            work.screener = screeners.get(&line.entry).map(ScreenerOnSheet::of);
        }
        line
    });
    OwnSheet {
        juror: juror.to_owned(),
        phase: match sheets.is_closed_for(juror) {
            true => "closed",
            false => "open",
        },
        signed: own.is_some_and(|sheet| sheet.signed.is_some()),
        scale: show.jury.scale,
        change: own.map_or(0, |sheet| sheet.change),
        criteria: show.jury.criteria.iter().map(criterion).collect(),
        entries: entries.collect(),
    }
}

fn criterion(criterion: &Criterion) -> CriterionOnSheet {
    CriterionOnSheet {
        id: criterion.id.clone(),
        name: criterion.name.clone(),
        weight: criterion.weight.as_float(),
    }
}

fn on_sheet(
    sheets: &Sheets,
    show: &Show,
    juror: &str,
    work: &Entry,
    note: Option<String>,
) -> EntryOnSheet {
    let own = sheets.sheet(juror);
    let recused = sheets.stands_out(show, juror, &work.id);
    let score = |criterion: &Criterion| {
        let score = own.and_then(|sheet| sheet.score(&work.id, &criterion.id));
        (criterion.id.clone(), score.filter(|_| !recused))
    };
    EntryOnSheet {
        entry: work.id.clone(),
        recused,
        scores: show.jury.criteria.iter().map(score).collect(),
        note: note.filter(|note| !note.is_empty() && !recused),
        work: (!recused).then(|| WorkOnSheet {
            number: work.number.clone(),
            title: work.title.clone(),
            team: work.team.clone(),
            synopsis: work.synopsis.clone(),
            poster: work.poster.clone(),
            clip: work.clip.clone(),
            screener: None,
        }),
    }
}
