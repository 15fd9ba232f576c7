//! Who gave what to whom.

use super::{Exact, SORTING_ID};
use crate::show::programme::{Jury, Show};
use num_bigint::BigInt;

/// The weighted scores of every juror's sheet, in the order of the file. A sheet that leaves a
/// criterion of an entry open does not score that entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    jurors: Vec<String>,
    entries: Vec<String>,
    /// Each criterion and its weight.
    criteria: Vec<(String, Exact)>,
    /// By juror, then by entry: a score for each criterion.
    marks: Vec<Vec<Option<Vec<u32>>>>,
    /// By juror, then by entry.
    cells: Vec<Vec<Option<Exact>>>,
}

impl Matrix {
    /// `mark` tells what a juror gave an entry on a criterion: none where they do not count, stand
    /// out of that entry or have not scored it.
    pub fn of<'a>(
        jury: &Jury,
        jurors: impl IntoIterator<Item = &'a str>,
        entries: impl IntoIterator<Item = &'a str>,
        mark: impl Fn(&str, &str, &str) -> Option<u32>,
    ) -> Matrix {
        let jurors: Vec<String> = jurors.into_iter().map(str::to_owned).collect();
        let entries: Vec<String> = entries.into_iter().map(str::to_owned).collect();
        let criteria = jury.criteria.iter();
        let criteria: Vec<_> = criteria
            .map(|criterion| (criterion.id.clone(), criterion.weight.exact()))
            .collect();
        let marks = |juror: &String, entry: &String| {
            let marks = criteria.iter().map(|(id, _)| mark(juror, entry, id));
            marks.collect::<Option<Vec<u32>>>()
        };
        let sheet = |juror| entries.iter().map(|entry| marks(juror, entry)).collect();
        let marks = jurors.iter().map(sheet).collect();
        Matrix::filled(jurors, entries, criteria, marks)
    }

    /// All jurors and finalists of a show.
    pub fn of_finalists(show: &Show, mark: impl Fn(&str, &str, &str) -> Option<u32>) -> Matrix {
        let jurors = show.jury.jurors.iter().map(|juror| juror.id.as_str());
        let finalists = show.finalists().map(|entry| entry.id.as_str());
        Matrix::of(&show.jury, jurors, finalists, mark)
    }

    /// The same sheets, on one criterion alone. Without such a criterion nobody scored anything.
    pub fn on(&self, criterion: &str) -> Matrix {
        let at = self.criteria.iter().position(|(id, _)| id == criterion);
        let of = |marks: &Option<Vec<u32>>| Some(vec![*marks.as_ref()?.get(at?)?]);
        let sheet = |sheet: &Vec<_>| sheet.iter().map(of).collect();
        let marks = self.marks.iter().map(sheet).collect();
        let criteria = at.map(|at| self.criteria[at].clone()).into_iter().collect();
        let (jurors, entries) = (self.jurors.clone(), self.entries.clone());
        Matrix::filled(jurors, entries, criteria, marks)
    }

    fn filled(
        jurors: Vec<String>,
        entries: Vec<String>,
        criteria: Vec<(String, Exact)>,
        marks: Vec<Vec<Option<Vec<u32>>>>,
    ) -> Matrix {
        let whole: Exact = criteria.iter().map(|(_, weight)| weight).sum();
        let weighted = |marks: &Vec<u32>| {
            let weighed = criteria.iter().zip(marks);
            let sum: Exact = weighed
                .map(|((_, w), score)| w * BigInt::from(*score))
                .sum();
            sum / &whole
        };
        // Where nothing is judged, nothing is scored.
        let cell = |marks: &Option<Vec<u32>>| {
            marks
                .as_ref()
                .filter(|marks| !marks.is_empty())
                .map(weighted)
        };
        let sheet = |sheet: &Vec<_>| sheet.iter().map(cell).collect();
        let cells = marks.iter().map(sheet).collect();
        Matrix {
            jurors,
            entries,
            criteria,
            marks,
            cells,
        }
    }

    /// Whether a first round sorts: the figures are answers.
    pub fn sorts(&self) -> bool {
        matches!(self.criteria.as_slice(), [(id, _)] if id == SORTING_ID)
    }

    pub fn jurors(&self) -> &[String] {
        &self.jurors
    }

    pub fn entries(&self) -> &[String] {
        &self.entries
    }

    /// What each juror gave, in the order of the entries.
    pub fn sheets(&self) -> impl Iterator<Item = &[Option<Exact>]> {
        self.cells.iter().map(Vec::as_slice)
    }

    /// What the jurors who scored this entry gave it. Both count from 0.
    pub fn column(&self, entry: usize) -> impl Iterator<Item = &Exact> {
        self.cells
            .iter()
            .filter_map(move |sheet| sheet.get(entry)?.as_ref())
    }

    pub fn cell(&self, juror: usize, entry: usize) -> Option<&Exact> {
        self.cells.get(juror)?.get(entry)?.as_ref()
    }
}
