//! What the chair sees by a look: every juror's figures, the ranking by the announced rule, and
//! what the other rules would say.

use super::round;
use crate::scorebox::fold::Sheets;
use crate::show::jury::{Exact, Matrix, Ranking, TRIMMED_SHEETS_MIN, differing, places};
use crate::show::jury::{ranking, ranking_by};
use crate::show::programme::{Award, DecidedBy, Rule, Show};
use crate::show::text::Run;
use crate::view::jury::html;
use crate::view::label::{self, Title};
use crate::words::Ui;
use crate::words::chair::{ChairWords, MatrixWords};
use askama::Template;
use num_bigint::BigInt;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "chair/matrix.html", whitespace = "minimize")]
struct MatrixShown {
    w: &'static ChairWords,
    rule: &'static str,
    /// On all criteria, then on each that an award is judged on alone.
    rankings: Vec<RankingShown>,
    jurors: Vec<Run>,
    rows: Vec<MatrixRow>,
    /// The cut line of a first round, as markup; empty outside one.
    cut: String,
}

struct RankingShown {
    on: Option<String>,
    lines: Vec<RankingLine>,
    has_tie: bool,
    /// A trimmed mean of too few sheets is a plain one.
    plain: bool,
}

struct RankingLine {
    place: Option<usize>,
    tied: bool,
    title: Title,
    figure: String,
}

pub(in crate::view) struct MatrixRow {
    pub title: Title,
    pub cells: Vec<MatrixCell>,
    pub sheets: usize,
    /// By the announced rule.
    pub figure: String,
}

/// What a juror gave a work.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::view) struct MatrixCell {
    /// Whether it is a word or a dash, for want of a figure.
    pub is_gap: bool,
    pub says: String,
}

/// Why there is no figure.
pub(in crate::view) enum Gap {
    StandsOut,
    /// In a first round others look at the work.
    NotDealt,
    NotScored,
}

/// Why there is none, by juror and work.
pub(in crate::view) type WhyGap<'a> = dyn Fn(&str, &str) -> Gap + 'a;

/// Scores and ranking, by the announced rule.
pub fn matrix(show: &Show, sheets: &Sheets, ui: Ui) -> String {
    let w = &ui.words().chair;
    let matrix = counted(show, sheets);
    let jurors = show.jury.jurors.iter();
    html(&MatrixShown {
        w,
        rule: rule_name(show.jury.rule, &w.matrix),
        rankings: match show.in_first_round() {
            // The cut is the ranking, with a line through it.
            true => Vec::new(),
            false => rankings(show, &matrix, ui),
        },
        jurors: jurors
            .map(|juror| label::own(&juror.name, show, ui))
            .collect(),
        rows: rows(show, show.jury.rule, &gaps(show, sheets), &matrix, ui),
        cut: round::cut(show, &matrix, ui),
    })
}

pub(in crate::view) fn counted(show: &Show, sheets: &Sheets) -> Matrix {
    Matrix::of_finalists(show, |juror, entry, criterion| {
        sheets.mark(show, juror, entry, criterion)
    })
}

pub(in crate::view) fn rule_name(rule: Rule, w: &MatrixWords) -> &'static str {
    let at = Rule::ALL.iter().position(|known| *known == rule);
    w.rules[at.unwrap_or_default()]
}

/// The jury's awards, one for each way of judging.
fn judged_ways(show: &Show) -> Vec<&Award> {
    let jurys = |award: &&Award| matches!(award.decided_by, DecidedBy::Jury | DecidedBy::Blend);
    let mut known = BTreeSet::new();
    let awards = show.awards.iter().filter(jurys);
    let mut ways: Vec<&Award> = awards
        .filter(|award| known.insert(award.criterion.clone()))
        .collect();
    ways.sort_by_key(|award| award.criterion.is_some());
    ways
}

fn rankings(show: &Show, matrix: &Matrix, ui: Ui) -> Vec<RankingShown> {
    let w = &ui.words().chair.matrix;
    let few = (0..matrix.entries().len())
        .any(|entry| (1..TRIMMED_SHEETS_MIN).contains(&matrix.column(entry).count()));
    let shown = |award: &&Award| {
        let ranking = ranking(show, award, matrix);
        let criterion = award.criterion.as_deref();
        let criterion = criterion.and_then(|id| show.jury.criterion(id));
        RankingShown {
            on: criterion.map(|c| (w.on_one)(&label::own(&c.name, show, ui).bare())),
            lines: lines(show, &ranking, ui),
            has_tie: ranking.groups.iter().any(|group| group.len() > 1),
            plain: show.jury.rule == Rule::Trimmed && few,
        }
    };
    judged_ways(show).iter().map(shown).collect()
}

fn lines(show: &Show, ranking: &Ranking, ui: Ui) -> Vec<RankingLine> {
    let line = |id: &String, place: Option<usize>, tied| {
        let figure = ranking.figures.iter().find(|(entry, _)| entry == id);
        Some(RankingLine {
            place,
            tied,
            title: label::title(show.entry(id)?, show, ui),
            figure: figure.map_or(String::new(), |(_, figure)| decimal(figure)),
        })
    };
    let mut lines = Vec::new();
    for group in &ranking.groups {
        let place = lines.len() + 1;
        let tied = group.len() > 1;
        lines.extend(group.iter().filter_map(|id| line(id, Some(place), tied)));
    }
    let unranked = ranking.unranked.iter();
    lines.extend(unranked.filter_map(|id| line(id, None, false)));
    lines
}

pub(in crate::view) fn gaps<'a>(
    show: &'a Show,
    sheets: &'a Sheets,
) -> impl Fn(&str, &str) -> Gap + 'a {
    |juror, entry| match (
        sheets.stands_out(show, juror, entry),
        sheets.looks_at(show, juror, entry),
    ) {
        (true, _) => Gap::StandsOut,
        (false, false) => Gap::NotDealt,
        (false, true) => Gap::NotScored,
    }
}

/// What each juror gave each work.
fn rows(show: &Show, rule: Rule, why: &WhyGap, matrix: &Matrix, ui: Ui) -> Vec<MatrixRow> {
    let w = &ui.words().chair.matrix;
    let figures = rule.figures(matrix);
    let cell = |juror: usize, entry: usize, id: &str| {
        let figure = matrix.cell(juror, entry);
        let gap = || match why(&matrix.jurors()[juror], id) {
            Gap::StandsOut => w.recused,
            Gap::NotDealt => "–",
            Gap::NotScored => w.gap,
        };
        MatrixCell {
            is_gap: figure.is_none(),
            says: figure.map_or_else(|| gap().to_owned(), |figure| given(matrix, figure, ui)),
        }
    };
    let row = |(at, id): (usize, &String)| {
        let jurors = 0..matrix.jurors().len();
        Some(MatrixRow {
            title: label::title(show.entry(id)?, show, ui),
            cells: jurors.map(|juror| cell(juror, at, id)).collect(),
            sheets: matrix.column(at).count(),
            figure: figures[at].as_ref().map_or(String::new(), decimal),
        })
    };
    let entries = matrix.entries().iter().enumerate();
    entries.filter_map(row).collect()
}

/// The same in the order of the rule, with their places.
pub(in crate::view) fn ranked_rows(
    show: &Show,
    rule: Rule,
    why: &WhyGap,
    matrix: &Matrix,
    ui: Ui,
) -> Vec<(Option<usize>, MatrixRow)> {
    let places = places(&rule.figures(matrix));
    let rows = rows(show, rule, why, matrix, ui);
    let mut ranked: Vec<_> = places.into_iter().zip(rows).collect();
    ranked.sort_by_key(|(place, _)| (place.is_none(), *place));
    ranked
}

/// What a juror gave: an answer, where the works are sorted.
fn given(matrix: &Matrix, figure: &Exact, ui: Ui) -> String {
    let mut answers = (0..).zip(answers(ui));
    let said = answers.find(|(worth, _)| *figure == Exact::from(BigInt::from(*worth)));
    match said.filter(|_| matrix.sorts()) {
        Some((_, answer)) => answer.to_owned(),
        None => decimal(figure),
    }
}

/// What a juror may answer where the works are sorted, from the lowest.
pub(super) fn answers(ui: Ui) -> [&'static str; 3] {
    let [_, answers @ ..] = ui.words().sorting;
    answers
}

/// For eyes: at most two decimals, rounded half up. What decides is the figure itself.
pub(in crate::view) fn decimal(figure: &Exact) -> String {
    let hundredths = (figure * BigInt::from(100)).round().to_integer();
    let sign = if hundredths < BigInt::from(0) {
        "−"
    } else {
        ""
    };
    let digits = hundredths.magnitude().to_string();
    let digits = format!("{digits:0>3}");
    let (whole, part) = digits.split_at(digits.len() - 2);
    match part {
        "00" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

#[derive(Template)]
#[template(path = "chair/rules.html", whitespace = "minimize")]
struct RulesShown {
    w: &'static ChairWords,
    verdict: String,
    /// One for each award and rule that would crown another.
    lines: Vec<String>,
    rows: Vec<RulesRow>,
}

struct RulesRow {
    title: Title,
    cells: Vec<RuleCell>,
}

struct RuleCell {
    place: String,
    figure: String,
}

/// What the other rules say.
pub fn rules(show: &Show, sheets: &Sheets, ui: Ui) -> String {
    let w = &ui.words().chair;
    let matrix = counted(show, sheets);
    let differing = differing(show, &matrix);
    let by_rule: Vec<_> = Rule::ALL
        .iter()
        .map(|rule| {
            let figures = rule.figures(&matrix);
            (places(&figures), figures)
        })
        .collect();
    let cell = |(places, figures): &(Vec<Option<usize>>, Vec<Option<Exact>>), at: usize| RuleCell {
        place: places[at].map_or(String::new(), w.matrix.place),
        figure: figures[at].as_ref().map_or(String::new(), decimal),
    };
    let row = |(at, id): (usize, &String)| {
        Some(RulesRow {
            title: label::title(show.entry(id)?, show, ui),
            cells: by_rule.iter().map(|rule| cell(rule, at)).collect(),
        })
    };
    html(&RulesShown {
        w,
        verdict: match differing.len() {
            0 => w.matrix.agree.to_owned(),
            awards => (w.matrix.differ)(awards),
        },
        lines: differing
            .iter()
            .filter_map(|id| show.award(id))
            .flat_map(|award| instead(show, award, &matrix, ui))
            .collect(),
        rows: matrix
            .entries()
            .iter()
            .enumerate()
            .filter_map(row)
            .collect(),
    })
}

/// Which works lead an award by the rules that crown others than the announced one.
fn instead(show: &Show, award: &Award, matrix: &Matrix, ui: Ui) -> Vec<String> {
    let w = &ui.words().chair.matrix;
    let leading = |rule: Rule| {
        let ranking = ranking_by(rule, show, award, matrix);
        let leading = ranking.leading(award.most as usize);
        leading
            .into_iter()
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    let announced = leading(show.jury.rule);
    let said = |rule: &Rule| {
        let others = Some(leading(*rule)).filter(|others| *others != announced)?;
        let entries = others.iter().filter_map(|id| show.entry(id));
        let titles: Vec<String> = entries.map(|e| label::title(e, show, ui).plain()).collect();
        let name = label::own(&award.name, show, ui);
        let works = titles.join(ui.words().writing.comma);
        Some((w.instead)(&name.bare(), rule_name(*rule, w), &works))
    };
    Rule::ALL.iter().filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_with_two_decimals_at_most_rounded_half_up() {
        let of = |n: i32, d: i32| decimal(&Exact::new(n.into(), d.into()));
        assert_eq!(of(83, 1), "83");
        assert_eq!(of(558, 7), "79.71");
        assert_eq!(of(68, 7), "9.71");
        assert_eq!(of(5, 8), "0.63");
        assert_eq!(of(-9, 8), "−1.13");
        assert_eq!(of(1, 20), "0.05");
    }
}
