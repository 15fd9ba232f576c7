//! The tables of scores on the record: the final's, and those of the first round.

use crate::scorebox::fold::{PastRound, Sheets};
use crate::show::judging::AnnouncedRule;
use crate::show::jury::Matrix;
use crate::show::programme::{Criterion, Entry, Jury, SheetNames, Show};
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::chair::ScoresSeen;
use crate::view::chair::matrix::{Gap, MatrixRow, counted, gaps, ranked_rows, rule_name};
use crate::view::label;
use crate::words::Ui;

/// What each juror gave each work, in the order of the rule.
pub(super) struct ScoreTable {
    pub heading: &'static str,
    pub jurors: Vec<Run>,
    pub rule: &'static str,
    /// With their places.
    pub rows: Vec<(Option<usize>, MatrixRow)>,
}

/// The final's once every sheet is in, and before it the first round's. Anonymous sheets stand in
/// an order that tells nothing of whose they are: that of the scores on them.
pub(super) fn score_tables(
    state: &State,
    sheets: &Sheets,
    seen: ScoresSeen,
    ui: Ui,
) -> Vec<ScoreTable> {
    let past = sheets
        .past()
        .iter()
        .map(|past| first_round(state, sheets, past, ui));
    let mut tables: Vec<ScoreTable> = past.filter(|table| !table.rows.is_empty()).collect();
    if seen == ScoresSeen::Ready {
        tables.push(last_round(&state.show, sheets, ui));
    }
    if state.show.jury.sheets == SheetNames::Anonymous {
        veil(&mut tables, ui);
    }
    tables
}

fn last_round(show: &Show, sheets: &Sheets, ui: Ui) -> ScoreTable {
    let (rule, words) = (show.jury.rule, &ui.words().chair);
    let matrix = counted(show, sheets);
    ScoreTable {
        heading: words.record.sheets,
        jurors: named(show, ui),
        rule: rule_name(rule, &words.matrix),
        rows: ranked_rows(show, rule, &gaps(show, sheets), &matrix, ui),
    }
}

/// Every work that was dealt or scored, by the rule that was announced for that round.
fn first_round(state: &State, sheets: &Sheets, past: &PastRound, ui: Ui) -> ScoreTable {
    let (show, words) = (&*state.show, &ui.words().chair);
    let mut announced = state.jury.rules.iter().rev();
    let then = announced.find(|dated| dated.round == past.round);
    let AnnouncedRule { rule, criteria, .. } =
        then.map_or_else(|| AnnouncedRule::of(show), |dated| dated.rule.clone());
    let criterion = |(id, weight): (String, _)| Criterion {
        name: id.as_str().into(),
        id,
        weight,
        levels: Vec::new(),
    };
    let jury = Jury {
        criteria: criteria.into_iter().map(criterion).collect(),
        ..Jury::default()
    };
    let jurors = show.jury.jurors.iter().map(|juror| juror.id.as_str());
    let looked_at = |entry: &&Entry| {
        let mut cells = past.sheets.values().flat_map(|sheet| sheet.cells.keys());
        sheets
            .dealt()
            .values()
            .any(|works| works.contains(&entry.id))
            || cells.any(|(work, _)| *work == entry.id)
    };
    let works = show.entries.iter().filter(looked_at);
    let matrix = Matrix::of(
        &jury,
        jurors,
        works.map(|entry| entry.id.as_str()),
        |j, e, c| past.mark(show, j, e, c),
    );
    let dealt = sheets.dealt();
    let holds = |juror: &str, entry: &str| {
        dealt.is_empty() || dealt.get(juror).is_some_and(|works| works.contains(entry))
    };
    let why = |juror: &str, entry: &str| {
        if past.stands_out(show, juror, entry) {
            Gap::StandsOut
        } else if holds(juror, entry) {
            Gap::NotScored
        } else {
            Gap::NotDealt
        }
    };
    ScoreTable {
        heading: words.record.first_round,
        jurors: named(show, ui),
        rule: rule_name(rule, &words.matrix),
        rows: ranked_rows(show, rule, &why, &matrix, ui),
    }
}

fn named(show: &Show, ui: Ui) -> Vec<Run> {
    let jurors = show.jury.jurors.iter();
    jurors
        .map(|juror| label::own(&juror.name, show, ui))
        .collect()
}

/// One order for all tables, so that a number means the same sheet in each.
fn veil(tables: &mut [ScoreTable], ui: Ui) {
    let jurors = tables.first().map_or(0, |table| table.jurors.len());
    let mut order: Vec<usize> = (0..jurors).collect();
    order.sort_by_cached_key(|at| {
        let rows = tables.iter().flat_map(|table| &table.rows);
        rows.map(|(_, row)| row.cells[*at].clone())
            .collect::<Vec<_>>()
    });
    for table in tables {
        for (_, row) in &mut table.rows {
            row.cells = order.iter().map(|at| row.cells[*at].clone()).collect();
        }
        let numbered = (1..=jurors).map(ui.words().chair.record.juror);
        let lang = ui.tag();
        let run = |text| Run {
            lang: lang.into(),
            text,
        };
        table.jurors = numbered.map(run).collect();
    }
}
