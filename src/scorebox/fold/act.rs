//! What the jury did beside scoring, as the journal tells it.

use super::Sheet;
use super::included::{Included, Judged, included};
use crate::ledger::Head;
use crate::scorebox::record::SheetRecord;
use crate::show::judging::JuryAct;
use crate::show::jury::Deal;
use crate::show::programme::Show;
use std::collections::BTreeMap;

/// Something that is no score and no note, with its place.
#[derive(Clone, Debug)]
pub struct SheetAct {
    pub at: Head,
    /// Its place among the acts of the same record, from 1.
    pub nth: usize,
    record: SheetRecord,
    /// The sheets at a close, and what was dealt.
    then: (BTreeMap<String, Sheet>, Deal),
}

impl SheetAct {
    pub(super) fn of(
        at: Head,
        nth: usize,
        record: SheetRecord,
        then: (BTreeMap<String, Sheet>, Deal),
    ) -> SheetAct {
        SheetAct {
            at,
            nth,
            record,
            then,
        }
    }

    /// As the journal tells it. What a close counts is told as of the close. None for a score or a
    /// note, which are no acts.
    pub fn told(&self, show: &Show) -> Option<JuryAct> {
        use SheetRecord as R;
        Some(match self.record.clone() {
            R::Score { .. } | R::Note { .. } | R::Deal { .. } => return None,
            R::Sign { juror } => JuryAct::Signed { juror },
            R::Unsign { juror } => JuryAct::Unsigned { juror },
            R::Recuse {
                juror,
                entry,
                reason,
            } => JuryAct::Recused {
                juror,
                entry,
                reason,
            },
            R::Reopen { juror, reason } => JuryAct::Reopened { juror, reason },
            R::Absent { juror, on } => JuryAct::Absent { juror, on },
            R::Conflict {
                juror,
                entry,
                confirmed,
            } => JuryAct::Conflict {
                juror,
                entry,
                confirmed,
            },
            R::Paper {
                juror,
                read_back_by,
                ..
            } => JuryAct::Paper {
                juror,
                read_back_by,
            },
            R::Move { from, to, reason } => JuryAct::Moved { from, to, reason },
            R::Void { juror, reason } => JuryAct::Voided { juror, reason },
            R::Round { round } => JuryAct::RoundBegun { round },
            R::Close => {
                let Included {
                    counted,
                    unsubmitted,
                    left_out,
                } = included(
                    Judged {
                        sheets: &self.then.0,
                        dealt: &self.then.1,
                    },
                    show,
                );
                JuryAct::Closed {
                    counted,
                    unsubmitted,
                    left_out,
                }
            }
        })
    }
}
