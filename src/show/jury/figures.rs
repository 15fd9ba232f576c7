//! One figure for each entry, by each rule.

use super::{Exact, Matrix};
use crate::show::programme::Rule;
use num_bigint::BigInt;

/// With fewer sheets nothing is left out: the trimmed mean is the plain one.
pub const TRIMMED_SHEETS_MIN: usize = 4;

impl Rule {
    /// A figure for each entry of the matrix; none for one that nobody scored. More is better.
    pub fn figures(self, matrix: &Matrix) -> Vec<Option<Exact>> {
        let entries = 0..matrix.entries().len();
        let plain = |entry| matrix.column(entry).cloned().collect::<Vec<_>>();
        match self {
            Rule::Mean => entries.map(|entry| mean(&plain(entry))).collect(),
            Rule::Trimmed => entries.map(|entry| trimmed(plain(entry))).collect(),
            Rule::Ranks => of_sheets(matrix, ranks),
            Rule::Centred => of_sheets(matrix, centred),
        }
    }
}

/// The place of each figure, from 1: equal figures share the lower number (1, 1, 3).
pub fn places(figures: &[Option<Exact>]) -> Vec<Option<usize>> {
    let place = |figure: &Exact| 1 + figures.iter().flatten().filter(|f| *f > figure).count();
    figures
        .iter()
        .map(|figure| figure.as_ref().map(place))
        .collect()
}

fn mean(figures: &[Exact]) -> Option<Exact> {
    let sum: Exact = figures.iter().sum();
    (!figures.is_empty()).then(|| sum / number(figures.len()))
}

fn trimmed(mut figures: Vec<Exact>) -> Option<Exact> {
    figures.sort();
    match figures.as_slice() {
        [_, rest @ .., _] if figures.len() >= TRIMMED_SHEETS_MIN => mean(rest),
        all => mean(all),
    }
}

/// The means, by entry, of what each sheet becomes.
fn of_sheets(
    matrix: &Matrix,
    become_of: impl Fn(&[Option<Exact>]) -> Vec<Option<Exact>>,
) -> Vec<Option<Exact>> {
    let sheets: Vec<Vec<Option<Exact>>> = matrix.sheets().map(become_of).collect();
    let column = |entry: usize| -> Vec<Exact> {
        let column = sheets.iter().filter_map(|sheet| sheet[entry].clone());
        column.collect()
    };
    let entries = 0..matrix.entries().len();
    entries.map(|entry| mean(&column(entry))).collect()
}

/// 1 for the first of a sheet and 0 for the last; those that are equal share the middle of their
/// ranks. One alone is neither first nor last: it gets a half.
fn ranks(sheet: &[Option<Exact>]) -> Vec<Option<Exact>> {
    let scored = sheet.iter().flatten().count();
    let normalised = |x: &Exact| {
        let above = sheet.iter().flatten().filter(|other| *other > x).count();
        let equal = sheet.iter().flatten().filter(|other| *other == x).count();
        if scored == 1 {
            return Exact::new(BigInt::from(1), BigInt::from(2));
        }
        // Twice the number of ranks between this one and the last.
        let below = 2 * (scored - above) - equal - 1;
        number(below) / number(2 * (scored - 1))
    };
    sheet.iter().map(|x| x.as_ref().map(normalised)).collect()
}

/// How far above or below the mean of the sheet.
fn centred(sheet: &[Option<Exact>]) -> Vec<Option<Exact>> {
    let scored: Vec<Exact> = sheet.iter().flatten().cloned().collect();
    let Some(middle) = mean(&scored) else {
        return sheet.to_vec();
    };
    sheet
        .iter()
        .map(|x| x.as_ref().map(|x| x - &middle))
        .collect()
}

pub(super) fn number(count: usize) -> Exact {
    Exact::from(BigInt::from(count))
}
