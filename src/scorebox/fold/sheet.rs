//! One juror's sheet.

use crate::ledger::Head;
use crate::scorebox::Entered;
use crate::scorebox::record::{PaperMark, SheetRecord};
use crate::show::programme::Show;
use std::collections::BTreeMap;

/// What a juror has said of the works. Works and criteria are named by their ids.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// By entry and criterion.
    pub cells: BTreeMap<(String, String), Cell>,
    /// Private notes by entry, encrypted, each with the number of its change.
    pub notes: BTreeMap<String, (u32, String)>,
    /// Works that the juror does not judge, with the reason.
    pub recused: BTreeMap<String, String>,
    /// What the chair has said of conflicts of interest.
    pub conflicts: BTreeMap<String, bool>,
    /// Where it was submitted.
    pub signed: Option<Head>,
    /// Whether the juror does not take part.
    pub absent: bool,
    /// Who has read it back, where it was entered from paper.
    pub on_paper: Option<String>,
    /// Whether the juror's own hand is in it.
    pub by_hand: bool,
    /// Whether the chair has given it back after the close.
    pub reopened: bool,
    /// The number of the last change; the juror's devices share it.
    pub change: u32,
    /// Changes up to this number are those of the round before.
    pub since: u32,
}

/// One mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The number of the change that made it.
    pub change: u32,
    /// None where it was cleared.
    pub score: Option<u32>,
}

impl Cell {
    /// What is certain of another change of this mark: a retry whose answer was lost counts once,
    /// also after the close. A higher number is news.
    pub(super) fn answer(self, change: Option<u32>, same: bool) -> Option<Entered> {
        let Cell { change: own, score } = self;
        if change.is_some_and(|change| change > own) {
            return None;
        }
        if same {
            return Some(Entered::Kept { score, change: own });
        }
        let older = change.is_some_and(|change| change < own);
        older.then_some(Entered::Superseded { score, change: own })
    }
}

impl Sheet {
    /// The score, if there is one.
    pub fn score(&self, entry: &str, criterion: &str) -> Option<u32> {
        let cell = self.cells.get(&(entry.to_owned(), criterion.to_owned()));
        cell.and_then(|cell| cell.score)
    }

    /// Whether every criterion of this work has a score.
    pub fn is_complete_for(&self, show: &Show, entry: &str) -> bool {
        let criteria = &show.jury.criteria;
        criteria.iter().all(|c| self.score(entry, &c.id).is_some())
    }

    /// Whether it holds any score.
    pub fn has_marks(&self) -> bool {
        self.cells.values().any(|cell| cell.score.is_some())
    }

    /// Whether the juror does not judge this work, by what was said in the jury.
    pub(super) fn is_out_of(&self, entry: &str) -> bool {
        self.recused.contains_key(entry) || self.conflicts.get(entry) == Some(&true)
    }

    pub(super) fn set(&mut self, entry: &str, criterion: &str, change: u32, score: Option<u32>) {
        self.change = self.change.max(change);
        let place = (entry.to_owned(), criterion.to_owned());
        self.cells.insert(place, Cell { change, score });
    }

    /// Takes in what is done with this sheet alone.
    pub(super) fn act(&mut self, record: &SheetRecord, at: Head, closed: bool) {
        use SheetRecord::*;
        match record {
            Sign { .. } => self.submit(at),
            Unsign { .. } => self.signed = None,
            Recuse { entry, reason, .. } => {
                self.recused.insert(entry.clone(), reason.clone());
            }
            Reopen { .. } => {
                self.signed = None;
                self.reopened = closed;
            }
            Absent { on, .. } => self.absent = *on,
            Conflict {
                entry, confirmed, ..
            } => {
                self.conflicts.insert(entry.clone(), *confirmed);
                // Waved through: the juror judges the work after all.
                if !confirmed {
                    self.recused.remove(entry);
                }
            }
            Paper {
                change,
                marks,
                read_back_by,
                ..
            } => {
                self.enter(marks, change.unwrap_or_default());
                self.on_paper = Some(read_back_by.clone());
                self.submit(at);
            }
            Void { .. } => drop(self.taken_out()),
            Score { .. } | Note { .. } | Move { .. } | Deal { .. } | Round { .. } | Close => {}
        }
    }

    fn submit(&mut self, at: Head) {
        self.signed = Some(at);
        self.reopened = false;
    }

    fn enter(&mut self, marks: &[PaperMark], change: u32) {
        self.change = self.change.max(change);
        self.clear(change);
        for mark in marks {
            self.set(&mark.entry, &mark.criterion, change, Some(mark.score));
        }
        self.by_hand = false;
    }

    /// Empties every mark under this number, so that a delayed one does not come back.
    fn clear(&mut self, change: u32) {
        for cell in self.cells.values_mut() {
            let score = None;
            *cell = Cell { change, score };
        }
    }

    /// Takes what is written on it out. Whose it is, and what its juror does not judge, stays.
    pub(super) fn taken_out(&mut self) -> Sheet {
        let taken = Sheet {
            cells: self.cells.clone(),
            notes: std::mem::take(&mut self.notes),
            on_paper: self.on_paper.take(),
            signed: self.signed.take(),
            by_hand: std::mem::take(&mut self.by_hand),
            ..Sheet::default()
        };
        self.change = self.change.saturating_add(1);
        self.clear(self.change);
        taken
    }

    /// Takes over what was written on another sheet. What was submitted stays so.
    pub(super) fn take_over(&mut self, other: Sheet, at: Head) {
        self.change = self.change.saturating_add(1);
        let change = self.change;
        self.clear(change);
        for ((entry, criterion), cell) in other.cells {
            self.set(&entry, &criterion, change, cell.score);
        }
        for (entry, (_, text)) in other.notes {
            self.notes.entry(entry).or_insert((change, text));
        }
        (self.on_paper, self.by_hand) = (other.on_paper, other.by_hand);
        if other.signed.is_some() {
            self.submit(at);
        }
    }
}
