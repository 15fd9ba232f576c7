//! Whose works are whose to judge, and what of the sheets counts.

use super::{Sheet, Sheets};
use crate::show::judging::{LeftOut, in_own_order};
use crate::show::jury::{Deal, looks_at};
use crate::show::programme::{Entry, Show};
use std::collections::{BTreeMap, BTreeSet};

/// What counts, and what does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Included {
    /// Jurors with at least one work that counts.
    pub counted: Vec<String>,
    /// Those of them who have not submitted.
    pub unsubmitted: Vec<String>,
    /// Works with a criterion missing.
    pub left_out: Vec<LeftOut>,
}

/// Sheets, and what was dealt.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    pub sheets: &'a BTreeMap<String, Sheet>,
    pub dealt: &'a Deal,
}

impl Sheets {
    /// Who does not take part.
    pub fn absent(&self) -> BTreeSet<&str> {
        let absent = self.sheets.iter().filter(|(_, sheet)| sheet.absent);
        absent.map(|(juror, _)| juror.as_str()).collect()
    }

    /// Who looks at which works in a first round.
    pub fn dealt(&self) -> &Deal {
        &self.dealt
    }

    /// Each juror with each work that they have scored, by id; once for each criterion.
    pub fn scored(&self) -> impl Iterator<Item = (String, String)> {
        let sheets = self.sheets.iter();
        sheets.flat_map(|(juror, sheet)| {
            let cells = sheet.cells.keys();
            cells.map(|(work, _)| (juror.clone(), work.clone()))
        })
    }

    /// Whether this work is this juror's to look at: after the first round all are.
    pub fn looks_at(&self, show: &Show, juror: &str, entry: &str) -> bool {
        looks_at(show, &self.dealt, juror, entry)
    }

    /// The works that this juror judges, in the juror's own order.
    pub fn works<'a>(&self, show: &'a Show, juror: &str) -> Vec<&'a Entry> {
        let mut works: Vec<&Entry> = show.finalists().collect();
        works.retain(|entry| self.looks_at(show, juror, &entry.id));
        in_own_order(show, juror, works)
    }

    /// What counts now, and what does not.
    pub fn included(&self, show: &Show) -> Included {
        included(self.judged(), show)
    }
}

pub(super) fn stands_out(sheet: Option<&Sheet>, show: &Show, juror: &str, entry: &str) -> bool {
    if sheet.is_some_and(|sheet| sheet.is_out_of(entry)) {
        return true;
    }
    let ruled = sheet.is_some_and(|sheet| sheet.conflicts.contains_key(entry));
    let named = show.jury.juror(juror);
    !ruled && named.is_some_and(|juror| juror.conflicts.iter().any(|id| id == entry))
}

pub(super) fn mark(
    sheet: Option<&Sheet>,
    show: &Show,
    [juror, entry, criterion]: [&str; 3],
) -> Option<u32> {
    let score = sheet.filter(|sheet| !sheet.absent)?.score(entry, criterion);
    score.filter(|_| !stands_out(sheet, show, juror, entry))
}

pub(super) fn included(judged: Judged<'_>, show: &Show) -> Included {
    let mut included = Included::default();
    for juror in &show.jury.jurors {
        let sheet = judged.sheets.get(&juror.id);
        if sheet.is_some_and(|sheet| sheet.absent) {
            continue;
        }
        let works = show
            .finalists()
            .filter(|entry| looks_at(show, judged.dealt, &juror.id, &entry.id))
            .filter(|entry| !stands_out(sheet, show, &juror.id, &entry.id));
        let full = |entry: &str| sheet.is_some_and(|sheet| sheet.is_complete_for(show, entry));
        let (counts, misses): (Vec<_>, Vec<_>) = works.partition(|entry| full(&entry.id));
        if !counts.is_empty() {
            included.counted.push(juror.id.clone());
            if sheet.is_none_or(|sheet| sheet.signed.is_none()) {
                included.unsubmitted.push(juror.id.clone());
            }
        }
        let misses = misses.into_iter().map(|entry| LeftOut {
            juror: juror.id.clone(),
            entry: entry.id.clone(),
        });
        included.left_out.extend(misses);
    }
    included
}
