//! A round of judging after another: the final has fresh sheets.

use super::included::{mark, stands_out};
use super::{Sheet, Sheets};
use crate::show::judging::RoundNumber;
use crate::show::programme::Show;
use std::collections::BTreeMap;

/// How many changes of a device that was away are surely those of the round before.
const CHANGES_AWAY_MAX: u32 = 10_000;

/// A round that is over.
#[derive(Clone, Debug)]
pub struct PastRound {
    pub round: RoundNumber,
    /// As they stood at its end, by juror.
    pub sheets: BTreeMap<String, Sheet>,
}

impl PastRound {
    /// As [`Sheets::stands_out`].
    pub fn stands_out(&self, show: &Show, juror: &str, entry: &str) -> bool {
        stands_out(self.sheets.get(juror), show, juror, entry)
    }

    /// As [`Sheets::mark`].
    pub fn mark(&self, show: &Show, juror: &str, entry: &str, criterion: &str) -> Option<u32> {
        mark(self.sheets.get(juror), show, [juror, entry, criterion])
    }
}

impl Sheets {
    /// Which round it is.
    pub fn round(&self) -> RoundNumber {
        self.round
    }

    /// The rounds before this one.
    pub fn past(&self) -> &[PastRound] {
        &self.past
    }

    /// What was given, submitted and closed is the last round's. Who does not take part, what a
    /// juror does not judge and private notes go on.
    pub(super) fn begin_round(&mut self, round: RoundNumber) {
        // Whoever was dealt works may have scores on the way, though none has come yet.
        let dealt = self.dealt.keys();
        let dealt = dealt.map(|id| (id.clone(), Sheet::default().fresh()));
        let given = self.sheets.iter();
        let given = given.map(|(id, sheet)| (id.clone(), sheet.fresh()));
        let fresh = dealt.chain(given).collect();
        self.past.push(PastRound {
            round: self.round,
            sheets: std::mem::replace(&mut self.sheets, fresh),
        });
        (self.round, self.closed, self.begun) = (round, None, None);
    }
}

impl Sheet {
    fn fresh(&self) -> Sheet {
        let since = self.change.saturating_add(CHANGES_AWAY_MAX);
        Sheet {
            notes: self.notes.clone(),
            recused: self.recused.clone(),
            conflicts: self.conflicts.clone(),
            absent: self.absent,
            since,
            change: since,
            ..Sheet::default()
        }
    }
}
