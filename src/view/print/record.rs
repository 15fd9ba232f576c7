//! The record of the jury, to be printed and signed.

use super::scores::{ScoreTable, score_tables};
use crate::scorebox::fold::Sheets;
use crate::show::event::At;
use crate::show::halves::Conclusion;
use crate::show::judging::JuryAct;
use crate::show::programme::{Award, SheetNames, Show};
use crate::show::state::State;
use crate::show::text::{Lang, Run};
use crate::view::chair::{ChairSight, JurorStanding};
use crate::view::decided::{alike, first_round, rule_changes};
use crate::view::jury::html;
use crate::view::label::{self, Moment, Title};
use crate::view::producer::journal::acted;
use crate::words::Ui;
use crate::words::chair::{DecideWords, RecordWords};
use askama::Template;
use std::collections::BTreeMap;

/// What stands on it.
pub struct RecordPaper<'a> {
    pub decided: Vec<DecidedAward>,
    /// When it is printed.
    pub at: At,
    /// Whether the scores stand on it.
    pub scores: bool,
    pub sight: &'a ChairSight,
}

/// An award with what was decided of it; none where it is open.
pub struct DecidedAward {
    pub award: String,
    pub conclusion: Option<Conclusion>,
}

#[derive(Template)]
#[template(path = "print/record.html", whitespace = "minimize")]
struct RecordPage {
    w: &'static RecordWords,
    d: &'static DecideWords,
    ui: Ui,
    show: Run,
    date: Option<String>,
    now: Moment,
    position: String,
    closed: bool,
    /// How each award is decided, in the show's languages, the reader's first.
    how: Vec<Vec<Run>>,
    awards: Vec<RecordedAward>,
    jurors: Vec<RecordedJuror>,
    tables: Vec<ScoreTable>,
    acts: Vec<RecordedAct>,
}

struct RecordedAward {
    name: Run,
    decided: bool,
    winners: Vec<RecordedWinner>,
    mention: Vec<Title>,
    second: Option<Title>,
    /// By language, each under its label.
    citation: Vec<(String, Run)>,
    reason: Option<String>,
}

struct RecordedWinner {
    title: Title,
    team: Run,
}

struct RecordedJuror {
    name: Run,
    office: Option<Run>,
    says: String,
}

struct RecordedAct {
    says: String,
    at: Moment,
}

/// The whole page.
pub fn record(state: &State, sheets: &Sheets, paper: &RecordPaper, ui: Ui) -> String {
    let show = &state.show;
    let words = &ui.words().chair;
    let awards = paper.decided.iter().filter_map(|decided| {
        let award = show.award(&decided.award)?;
        Some(recorded(show, award, decided.conclusion.as_ref(), ui))
    });
    let tables = match paper.scores {
        true => score_tables(state, sheets, paper.sight.scores, ui),
        false => Vec::new(),
    };
    let jurors = paper.sight.jurors.iter();
    html(&RecordPage {
        w: &words.record,
        d: &words.decide,
        ui,
        show: label::own(&show.title, show, ui),
        date: show.date.as_ref().map(|day| label::date(day, ui)),
        now: Moment::of(paper.at),
        position: (words.record.position)(paper.sight.position),
        closed: paper.sight.closed,
        how: how(show, paper, ui),
        awards: awards.collect(),
        jurors: jurors.filter_map(|of| juror(show, of, ui)).collect(),
        tables,
        acts: acts(state, ui),
    })
}

fn how(show: &Show, paper: &RecordPaper, ui: Ui) -> Vec<Vec<Run>> {
    let awards = paper
        .decided
        .iter()
        .filter_map(|decided| show.award(&decided.award));
    let order = label::reading_order(&show.languages, ui);
    let runs = |said: BTreeMap<Lang, String>| {
        let mut runs: Vec<Run> = said
            .into_iter()
            .map(|(lang, text)| Run { lang, text })
            .collect();
        runs.sort_by_key(|run| order.iter().position(|lang| *lang == run.lang));
        runs
    };
    let said = first_round(show).into_iter().chain(alike(show, awards));
    said.map(runs).collect()
}

fn recorded(show: &Show, award: &Award, of: Option<&Conclusion>, ui: Ui) -> RecordedAward {
    let title = |id: &String| Some(label::title(show.entry(id)?, show, ui));
    let winner = |id: &String| {
        let entry = show.entry(id)?;
        Some(RecordedWinner {
            title: label::title(entry, show, ui),
            team: label::own(&entry.team, show, ui),
        })
    };
    let label = ui.words().chair.decide.citation;
    let cited = |run: Run| {
        let language = Ui::of_tag(&run.lang).map_or(run.lang.as_str(), |ui| ui.name());
        (label(language), run)
    };
    let honours = of
        .map(|conclusion| conclusion.honours.clone())
        .unwrap_or_default();
    let citation = honours.citation.iter();
    let citation = citation.flat_map(|text| text.runs(&show.languages));
    let winners = of.iter().flat_map(|conclusion| &conclusion.winners);
    RecordedAward {
        name: label::own(&award.name, show, ui),
        decided: of.is_some(),
        winners: winners.filter_map(winner).collect(),
        mention: honours.mention.iter().filter_map(title).collect(),
        second: honours.second.as_ref().and_then(title),
        citation: citation.map(cited).collect(),
        reason: of.and_then(|conclusion| conclusion.reason.clone()),
    }
}

fn juror(show: &Show, of: &JurorStanding, ui: Ui) -> Option<RecordedJuror> {
    let w = &ui.words().chair.sheets;
    let juror = show.jury.juror(&of.juror)?;
    let says = match (of.absent, of.submitted) {
        (true, _) => w.states[2],
        (false, true) => w.states[1],
        (false, false) => w.states[0],
    };
    let paper = of.on_paper.as_deref().map(w.on_paper);
    let parts = [Some(says.to_owned()), paper].into_iter().flatten();
    Some(RecordedJuror {
        name: label::own(&juror.name, show, ui),
        office: juror
            .title
            .as_ref()
            .map(|title| label::own(title, show, ui)),
        says: parts.collect::<Vec<_>>().join(ui.words().writing.comma),
    })
}

/// What happened, in its order. Whoever stands out of a work has a gap in the sheet, so that an act
/// with a name, or the reason for it, would tell whose an anonymous sheet is.
fn acts(state: &State, ui: Ui) -> Vec<RecordedAct> {
    let show = &state.show;
    let colon = ui.words().writing.colon;
    let told = state.jury.acts.iter().map(|dated| {
        let says = acted(&ui.words().producer.journal.jury, &dated.act);
        let juror = dated.act.juror().and_then(|id| show.jury.juror(id));
        let juror = juror.filter(|_| show.jury.sheets == SheetNames::Named);
        let says = match juror {
            Some(juror) => {
                let name = label::own(&juror.name, show, ui);
                let more = more(show, &dated.act, ui);
                let more: String = more.iter().map(|part| format!(" · {part}")).collect();
                format!("{}{colon}{says}{more}", name.bare())
            }
            None => says.to_owned(),
        };
        (dated.at, says)
    });
    let mut all: Vec<(At, String)> = told.collect();
    all.extend(rule_changes(&state.jury, ui));
    all.sort_by_key(|(at, _)| *at);
    let line = |(at, says)| RecordedAct {
        says,
        at: Moment::of(at),
    };
    all.into_iter().map(line).collect()
}

/// Of which work an act is, whose a sheet became, and why.
fn more(show: &Show, act: &JuryAct, ui: Ui) -> Vec<String> {
    let work = |id: &String| {
        let entry = show.entry(id);
        entry.map_or(id.clone(), |entry| label::title(entry, show, ui).plain())
    };
    let name = |id: &String| {
        let juror = show.jury.juror(id);
        juror.map_or(id.clone(), |juror| {
            label::own(&juror.name, show, ui).bare().into_owned()
        })
    };
    match act {
        JuryAct::Recused { entry, reason, .. } => vec![work(entry), reason.clone()],
        JuryAct::Conflict { entry, .. } => vec![work(entry)],
        JuryAct::Reopened { reason, .. } | JuryAct::Voided { reason, .. } => vec![reason.clone()],
        JuryAct::Moved { to, reason, .. } => vec![format!("→ {}", name(to)), reason.clone()],
        JuryAct::Paper { read_back_by, .. } => {
            let (w, colon) = (&ui.words().chair.paper, ui.words().writing.colon);
            vec![format!("{}{colon}{read_back_by}", w.read_back)]
        }
        JuryAct::Signed { .. }
        | JuryAct::Unsigned { .. }
        | JuryAct::Absent { .. }
        | JuryAct::RoundBegun { .. }
        | JuryAct::Closed { .. } => Vec::new(),
    }
}
