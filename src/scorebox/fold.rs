//! The pure fold of a box's records: every juror's sheet, and what was done with it.
//!
//! A score with a lower number than what stands changes nothing; of equal numbers the later in the
//! order stands. A submitted sheet, a work that the juror does not judge and a closed jury take no
//! score.

mod act;
mod included;
mod round;
mod sheet;

pub use act::SheetAct;
pub use included::Included;
pub use round::PastRound;
pub use sheet::{Cell, Sheet};

use super::record::SheetRecord;
use super::{Entered, LAYOUT, SheetRefusal};
use crate::ledger::kept::Fold;
use crate::ledger::{Head, Layout};
use crate::show::decide::ScoredOn;
use crate::show::judging::{RoundNumber, ToldUpTo};
use crate::show::jury::Deal;
use crate::show::programme::Show;
use included::{Judged, mark, stands_out};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

/// All sheets of a box.
#[derive(Debug, Default)]
pub struct Sheets {
    sheets: BTreeMap<String, Sheet>,
    acts: Vec<SheetAct>,
    closed: Option<Head>,
    round: RoundNumber,
    /// The rounds before.
    past: Vec<PastRound>,
    /// Who looks at which works in a first round.
    dealt: Deal,
    /// The first record of this round that holds a score.
    begun: Option<Head>,
    /// The last record that was taken in.
    head: Head,
}

/// What is wrong with a body that somebody else has written.
const NO_RECORD: &str = "it holds a line that is no record";

impl Fold for Sheets {
    type Asked = SheetRecord;
    /// Whatever the jury does is asked for.
    type Mark = SheetRecord;
    type Answer = Entered;

    const LAYOUT: Layout = LAYOUT;

    fn whose(asked: &SheetRecord) -> u64 {
        let mut hasher = DefaultHasher::new();
        asked.juror().hash(&mut hasher);
        hasher.finish()
    }

    fn judge(&self, asked: SheetRecord, alone: bool, line: &mut String) -> Option<Entered> {
        let refused = || self.forbids(&asked).filter(|_| alone);
        let answer = self
            .stands_already(&asked)
            .or_else(|| refused().map(Entered::Refused));
        if answer.is_some() {
            return answer;
        }
        let sheet = asked.juror().and_then(|juror| self.sheet(juror));
        let next = sheet.map_or(1, |sheet| sheet.change.saturating_add(1));
        let _ = writeln!(line, "{}", asked.numbered(next));
        None
    }

    fn stands(&self, mark: &SheetRecord) -> Option<Head> {
        match self.stands_already(mark) {
            Some(Entered::Done(at)) => Some(at),
            _ => None,
        }
    }

    fn check(body: &str) -> Result<(), String> {
        match body.lines().all(|line| SheetRecord::read(line).is_some()) {
            true => Ok(()),
            false => Err(NO_RECORD.to_owned()),
        }
    }

    fn apply(&mut self, at: Head, body: &str, hear: &mut dyn FnMut(Entered)) -> Result<(), String> {
        self.head = at;
        for line in body.lines() {
            let record = SheetRecord::read(line).ok_or(NO_RECORD)?;
            let refused = || self.forbids(&record).map(Entered::Refused);
            let answer = self.stands_already(&record).or_else(refused);
            hear(answer.unwrap_or_else(|| self.take(record, at)));
        }
        Ok(())
    }
}

impl Sheets {
    /// A juror's sheet; none before anything was done with it.
    pub fn sheet(&self, juror: &str) -> Option<&Sheet> {
        self.sheets.get(juror)
    }

    /// Everybody with whose sheet anything was done, by id.
    pub fn jurors(&self) -> impl Iterator<Item = &String> {
        self.sheets.keys()
    }

    /// Where the judging was closed last.
    pub fn closed(&self) -> Option<Head> {
        self.closed
    }

    /// Whether this juror's sheet is closed: one that the chair has given back is not.
    pub fn is_closed_for(&self, juror: &str) -> bool {
        self.closed.is_some() && !self.sheet(juror).is_some_and(|sheet| sheet.reopened)
    }

    /// Where the first score stands.
    pub fn begun(&self) -> Option<Head> {
        self.begun
    }

    /// The last record.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Every act, in order.
    pub fn acts(&self) -> &[SheetAct] {
        &self.acts
    }

    /// The acts that the journal does not tell yet. A journal that tells of more than there is
    /// speaks of a box that was lost: then all are news.
    pub fn untold(&self, told: ToldUpTo) -> &[SheetAct] {
        let told = if told.0 > self.head.revision {
            (0, 0)
        } else {
            told
        };
        let first = self
            .acts
            .partition_point(|act| (act.at.revision, act.nth) <= told);
        &self.acts[first..]
    }

    /// Whether this juror does not judge this work: recused, or in a conflict that the file names
    /// or the chair has confirmed, and has not waved through.
    pub fn stands_out(&self, show: &Show, juror: &str, entry: &str) -> bool {
        stands_out(self.sheet(juror), show, juror, entry)
    }

    /// The mark that counts towards a ranking.
    pub fn mark(&self, show: &Show, juror: &str, entry: &str, criterion: &str) -> Option<u32> {
        mark(self.sheet(juror), show, [juror, entry, criterion])
    }

    /// What scores hang on.
    pub fn scored_on(&self) -> ScoredOn {
        let mut on = ScoredOn::default();
        let cells = self.sheets.values().flat_map(|sheet| &sheet.cells);
        for ((work, criterion), _) in cells.filter(|(_, cell)| cell.score.is_some()) {
            on.works.insert(work.clone());
            on.criteria.insert(criterion.clone());
        }
        on
    }

    fn judged(&self) -> Judged<'_> {
        Judged {
            sheets: &self.sheets,
            dealt: &self.dealt,
        }
    }

    /// What is certain of a score: the same stands, or a later one, or it comes from the round
    /// before.
    fn score_stands(&self, record: &SheetRecord) -> Option<Entered> {
        let SheetRecord::Score {
            juror,
            entry,
            criterion,
            change,
            score,
        } = record
        else {
            return None;
        };
        let sheet = self.sheet(juror)?;
        if let Some(cell) = sheet.cells.get(&(entry.clone(), criterion.clone())) {
            return cell.answer(*change, cell.score == *score);
        }
        let since = sheet.since;
        // A first round has none before it, and a device may count from nought.
        let is_old = since > 0 && change.is_some_and(|change| change <= since);
        is_old.then_some(Entered::Superseded {
            score: None,
            change: since,
        })
    }

    /// What is certain already: it is so, or something later stands.
    fn stands_already(&self, record: &SheetRecord) -> Option<Entered> {
        use SheetRecord::*;
        let sheet = record.juror().and_then(|juror| self.sheet(juror));
        let so = |is: bool| is.then_some(Entered::Done(self.head));
        match record {
            Score { .. } => self.score_stands(record),
            Note {
                entry,
                change,
                text,
                ..
            } => {
                let (number, known) = sheet?.notes.get(entry)?;
                let cell = Cell {
                    change: *number,
                    score: None,
                };
                cell.answer(*change, known == text)
            }
            Sign { juror } if self.is_closed_for(juror) => None,
            Sign { .. } => sheet?.signed.map(Entered::Done),
            Unsign { juror } if self.is_closed_for(juror) => None,
            Unsign { .. } => so(sheet.is_none_or(|sheet| sheet.signed.is_none())),
            Recuse { entry, .. } => so(sheet?.recused.contains_key(entry)),
            Reopen { juror, .. } => {
                let open = sheet.is_none_or(|sheet| sheet.signed.is_none());
                so(open && !self.is_closed_for(juror))
            }
            Absent { on, .. } => so(sheet.is_some_and(|sheet| sheet.absent) == *on),
            Conflict {
                entry, confirmed, ..
            } => {
                let sheet = sheet?;
                let same = sheet.conflicts.get(entry) == Some(confirmed);
                so(same && (*confirmed || !sheet.recused.contains_key(entry)))
            }
            Void { .. } => {
                so(sheet.is_none_or(|sheet| !sheet.has_marks() && sheet.signed.is_none()))
            }
            Close => {
                let reopened = self.sheets.values().any(|sheet| sheet.reopened);
                self.closed.filter(|_| !reopened).map(Entered::Done)
            }
            Deal { dealt } => {
                let known = |(juror, work): &(String, String)| {
                    self.dealt
                        .get(juror)
                        .is_some_and(|works| works.contains(work))
                };
                so(dealt.iter().all(known))
            }
            Round { round } => so(self.round.0 >= *round),
            Paper { .. } | Move { .. } => None,
        }
    }

    /// What stands against it.
    fn forbids(&self, record: &SheetRecord) -> Option<SheetRefusal> {
        use SheetRecord::*;
        let juror = record.juror()?;
        let blank = Sheet::default();
        let sheet = self.sheet(juror).unwrap_or(&blank);
        let when = |is: bool, refusal| is.then_some(refusal);
        let closed = || when(self.is_closed_for(juror), SheetRefusal::Closed);
        let signed = || when(sheet.signed.is_some(), SheetRefusal::Signed);
        match record {
            Score { entry, .. } => closed()
                .or_else(|| when(sheet.is_out_of(entry), SheetRefusal::Recused))
                .or_else(signed),
            Note { entry, .. } => when(sheet.is_out_of(entry), SheetRefusal::Recused),
            Recuse { .. } => closed().or_else(signed),
            Sign { .. } | Unsign { .. } | Absent { .. } | Conflict { .. } | Void { .. } => closed(),
            Paper { .. } => {
                let own = sheet.has_marks() && sheet.by_hand;
                let signed = || when(sheet.on_paper.is_none(), SheetRefusal::Signed);
                closed()
                    .or_else(|| when(own, SheetRefusal::HasMarks))
                    .or_else(|| sheet.signed.and_then(|_| signed()))
            }
            Move { to, .. } => {
                let taken = self.sheet(to).is_some_and(Sheet::has_marks);
                closed()
                    .or_else(|| when(self.is_closed_for(to), SheetRefusal::Closed))
                    .or_else(|| when(taken, SheetRefusal::HasMarks))
                    .or_else(|| when(!sheet.has_marks(), SheetRefusal::NoMarks))
            }
            Reopen { .. } | Deal { .. } | Round { .. } | Close => None,
        }
    }

    /// Takes in what nothing stands against.
    fn take(&mut self, record: SheetRecord, at: Head) -> Entered {
        let juror = record.juror().map(str::to_owned);
        let sheet = juror.map(|juror| self.sheets.entry(juror).or_default());
        match (&record, sheet) {
            (
                SheetRecord::Score {
                    entry,
                    criterion,
                    change,
                    score,
                    ..
                },
                Some(sheet),
            ) => {
                let change = change.unwrap_or_default();
                sheet.set(entry, criterion, change, *score);
                sheet.by_hand = true;
                self.begun.get_or_insert(at);
                let score = *score;
                return Entered::Kept { score, change };
            }
            (
                SheetRecord::Note {
                    entry,
                    change,
                    text,
                    ..
                },
                Some(sheet),
            ) => {
                let change = change.unwrap_or_default();
                sheet.change = sheet.change.max(change);
                sheet.notes.insert(entry.clone(), (change, text.clone()));
                let score = None;
                return Entered::Kept { score, change };
            }
            (SheetRecord::Move { to, .. }, Some(sheet)) => {
                let moved = sheet.taken_out();
                let to = self.sheets.entry(to.clone()).or_default();
                to.take_over(moved, at);
            }
            (SheetRecord::Deal { dealt }, _) => {
                for (juror, work) in dealt {
                    let works = self.dealt.entry(juror.clone()).or_default();
                    works.insert(work.clone());
                }
                return Entered::Done(at);
            }
            (SheetRecord::Round { round }, _) => self.begin_round(RoundNumber(*round)),
            (SheetRecord::Close, _) => {
                self.closed = Some(at);
                self.sheets.values_mut().for_each(|s| s.reopened = false);
            }
            (_, Some(sheet)) => {
                sheet.act(&record, at, self.closed.is_some());
                if let SheetRecord::Paper { .. } = record {
                    self.begun.get_or_insert(at);
                }
            }
            (_, None) => {}
        }
        self.push(record, at);
        Entered::Done(at)
    }

    fn push(&mut self, record: SheetRecord, at: Head) {
        let before = self.acts.last().filter(|act| act.at == at);
        let nth = before.map_or(0, |act| act.nth) + 1;
        let then = match record {
            SheetRecord::Close => (self.sheets.clone(), self.dealt.clone()),
            _ => Default::default(),
        };
        self.acts.push(SheetAct::of(at, nth, record, then));
    }
}

#[cfg(test)]
mod tests;
