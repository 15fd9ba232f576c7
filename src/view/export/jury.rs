//! What the jury did, so that anybody can reckon it again: every sheet, the figures of every rule,
//! and the order of each award.

use super::iso;
use crate::scorebox::fold::{PastRound, Sheets};
use crate::scorebox::folded;
use crate::show::event::At;
use crate::show::judging::RulePart;
use crate::show::jury::{Exact, Matrix, Ranking, order, places};
use crate::show::programme::{Award, Juror, Rule, SheetNames, Show};
use crate::show::state::State;
use crate::show::text::Lang;
use crate::view::decided;
use serde::Serialize;
use std::collections::BTreeMap;

/// The jury's part of an export.
#[derive(Serialize)]
pub(super) struct JuryRecord<'a> {
    rule: &'static str,
    scale: u32,
    /// Sheets that an entry needs.
    minimum: u32,
    /// Whether the judging is over, and where that stands in the score box.
    closed: Option<CloseMark>,
    /// Changes of the announced rule after the first score.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rule_changes: Vec<RuleChangeLine>,
    /// How the finalists are found, in each language of the show.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_round: Option<BTreeMap<Lang, String>>,
    /// The rounds before this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<RoundTable>,
    pub jurors: Vec<ExportedJuror>,
    pub sheets: Vec<SheetLine>,
    pub matrix: MatrixTable,
    pub awards: Vec<OrderLine<'a>>,
    /// The score box, batch by batch, as stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<&'a [String]>,
    /// The same where the sheets are anonymous: linked anew, under the names that were drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    veiled_records: Option<&'a [String]>,
}

#[derive(Serialize)]
struct CloseMark {
    position: u64,
    digest: String,
}

#[derive(Serialize)]
struct RuleChangeLine {
    at: String,
    /// What was changed.
    parts: Vec<&'static str>,
}

/// A round that is over: what was given in it.
#[derive(Serialize)]
pub(super) struct RoundTable {
    pub round: u32,
    pub sheets: Vec<RoundLine>,
}

#[derive(Serialize)]
pub(super) struct RoundLine {
    pub juror: String,
    pub entry: String,
    pub scores: BTreeMap<String, u32>,
}

#[derive(Serialize)]
pub(super) struct ExportedJuror {
    pub juror: String,
    /// None where the sheets are anonymous.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether any of the sheet counts.
    pub counts: bool,
    pub submitted: bool,
    pub absent: bool,
    /// Who has read it back, where it was entered from paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_paper: Option<String>,
    /// Where the sheets are anonymous, the works that the file keeps from them: there it does not
    /// stand in the show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
}

/// What a juror gave a work.
#[derive(Serialize)]
pub(super) struct SheetLine {
    pub juror: String,
    pub entry: String,
    /// Whether the juror does not judge this work.
    pub recused: bool,
    pub scores: BTreeMap<String, Option<u32>>,
    /// What counts, exactly: `558/7`. None where a score is missing or nothing counts.
    pub weighted: Option<String>,
}

#[derive(Serialize)]
pub(super) struct MatrixTable {
    pub entries: Vec<FigureLine>,
}

/// A work's figures, exactly.
#[derive(Serialize)]
pub(super) struct FigureLine {
    pub entry: String,
    /// How many sheets score it.
    pub sheets: usize,
    #[serde(flatten)]
    pub figures: BTreeMap<&'static str, Option<String>>,
    pub place: BTreeMap<&'static str, Option<usize>>,
}

/// How an award's order came about.
#[derive(Serialize)]
pub(super) struct OrderLine<'a> {
    pub award: &'a str,
    /// How it is decided, in each language of the show.
    pub says: BTreeMap<Lang, String>,
    /// The best first; those who are tied stand together.
    pub ranking: Vec<Vec<String>>,
    pub figures: BTreeMap<String, String>,
    /// What broke a tie, and whose.
    pub broken: Vec<BrokenTie>,
    /// Entries with fewer sheets than the jury asks for.
    pub unranked: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct BrokenTie {
    pub by: String,
    pub entries: Vec<String>,
}

/// None in a show whose jury has not written anything down. `show` is the state's, with the jury
/// that the records name.
pub(super) fn record<'a>(
    state: &'a State,
    show: &Show,
    records: &'a [String],
) -> Option<JuryRecord<'a>> {
    if records.is_empty() || !state.show.has_jury() {
        return None;
    }
    let sheets = folded(records);
    let named = show.jury.sheets == SheetNames::Named;
    let mark =
        |juror: &str, entry: &str, criterion: &str| sheets.mark(show, juror, entry, criterion);
    let matrix = Matrix::of_finalists(show, mark);
    let jurors = show.jury.jurors.iter().enumerate();
    let (jurors, lines): (Vec<_>, Vec<_>) = jurors
        .map(|(at, juror)| sheet(show, &sheets, &matrix, (at, juror)))
        .unzip();
    let judged = state.show.awards.iter();
    let judged = judged.filter(|award| state.show.is_judged(award));
    Some(JuryRecord {
        rule: show.jury.rule.as_str(),
        scale: show.jury.scale,
        minimum: show.jury.minimum,
        closed: sheets.closed().map(|head| CloseMark {
            position: head.revision,
            digest: head.digest(),
        }),
        rule_changes: rule_changes(state),
        first_round: decided::first_round(show),
        rounds: sheets.past().iter().map(round).collect(),
        jurors,
        sheets: lines.into_iter().flatten().collect(),
        awards: judged
            .map(|award| order_line(state, award, &matrix))
            .collect(),
        matrix: figures(&matrix),
        records: named.then_some(records),
        veiled_records: (!named).then_some(records),
    })
}

fn sheet(
    show: &Show,
    sheets: &Sheets,
    matrix: &Matrix,
    (at, juror): (usize, &Juror),
) -> (ExportedJuror, Vec<SheetLine>) {
    let own = sheets.sheet(&juror.id);
    let counts = matrix.sheets().nth(at);
    let named = show.jury.sheets == SheetNames::Named;
    let line = ExportedJuror {
        juror: juror.id.clone(),
        name: named.then(|| juror.name.first(&show.languages).to_owned()),
        counts: counts.is_some_and(|sheet| sheet.iter().any(Option::is_some)),
        submitted: own.is_some_and(|sheet| sheet.signed.is_some()),
        absent: own.is_some_and(|sheet| sheet.absent),
        on_paper: own.and_then(|sheet| sheet.on_paper.clone()),
        conflicts: match named {
            true => Vec::new(),
            false => juror.conflicts.clone(),
        },
    };
    let works = matrix.entries().iter().enumerate().map(|(number, entry)| {
        let recused = sheets.stands_out(show, &juror.id, entry);
        let own = own.filter(|_| !recused);
        let score = |id: &str| own.and_then(|sheet| sheet.score(entry, id));
        let criteria = show.jury.criteria.iter();
        SheetLine {
            juror: juror.id.clone(),
            entry: entry.clone(),
            recused,
            scores: criteria.map(|c| (c.id.clone(), score(&c.id))).collect(),
            weighted: matrix.cell(at, number).map(Exact::to_string),
        }
    });
    (line, works.collect())
}

/// Earlier versions told a part of them, and their exports none.
fn rule_changes(state: &State) -> Vec<RuleChangeLine> {
    let told = state
        .jury
        .rules
        .iter()
        .all(|dated| dated.rule.terms.is_some());
    let changes = state.jury.rule_changes().filter(|_| told);
    let line = |(at, parts): (At, Vec<RulePart>)| RuleChangeLine {
        at: iso(at),
        parts: parts.into_iter().map(RulePart::as_str).collect(),
    };
    changes.map(line).collect()
}

/// A round that is over.
fn round(past: &PastRound) -> RoundTable {
    let mut sheets = Vec::new();
    for (juror, sheet) in &past.sheets {
        let mut works: BTreeMap<&String, BTreeMap<String, u32>> = BTreeMap::new();
        for ((entry, criterion), cell) in &sheet.cells {
            if let Some(score) = cell.score {
                works
                    .entry(entry)
                    .or_default()
                    .insert(criterion.clone(), score);
            }
        }
        sheets.extend(works.into_iter().map(|(entry, scores)| RoundLine {
            juror: juror.clone(),
            entry: entry.clone(),
            scores,
        }));
    }
    RoundTable {
        round: past.round.0,
        sheets,
    }
}

fn figures(matrix: &Matrix) -> MatrixTable {
    let rules = Rule::ALL.map(|rule| {
        let figures = rule.figures(matrix);
        let places = places(&figures);
        (rule.as_str(), figures, places)
    });
    let line = |(at, entry): (usize, &String)| FigureLine {
        entry: entry.clone(),
        sheets: matrix.column(at).count(),
        figures: rules
            .iter()
            .map(|(rule, figures, _)| (*rule, figures[at].as_ref().map(Exact::to_string)))
            .collect(),
        place: rules
            .iter()
            .map(|(rule, _, places)| (*rule, places[at]))
            .collect(),
    };
    MatrixTable {
        entries: matrix.entries().iter().enumerate().map(line).collect(),
    }
}

fn order_line<'a>(state: &State, award: &'a Award, matrix: &Matrix) -> OrderLine<'a> {
    let Ranking {
        groups,
        broken,
        figures,
        unranked,
        ..
    } = order(state, award, matrix).unwrap_or_default();
    let broken = broken.into_iter().map(|tie| BrokenTie {
        by: tie.by.as_str().to_owned(),
        entries: tie.entries,
    });
    let figures = figures.into_iter();
    OrderLine {
        award: &award.id,
        says: decided::sentences(&state.show, award),
        ranking: groups,
        figures: figures
            .map(|(entry, figure)| (entry, figure.to_string()))
            .collect(),
        broken: broken.collect(),
        unranked,
    }
}
