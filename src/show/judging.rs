//! What the journal tells of the jury's work: acts, devices and the announced rule. Never a score.

mod rule;

pub use rule::{AnnouncedRule, DatedRule, RulePart, RuleTerms};

use super::event::{At, By};
use super::programme::{Entry, Show};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What somebody of the jury did. The names are part of the journal's format; jurors and works are
/// named by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum JuryAct {
    /// The juror submitted the sheet.
    Signed { juror: String },
    /// The juror took it back.
    Unsigned { juror: String },
    /// The juror does not judge this work.
    Recused {
        juror: String,
        entry: String,
        reason: String,
    },
    /// The chair gave the sheet back to its juror.
    Reopened { juror: String, reason: String },
    /// The juror does not take part, or does so again.
    Absent { juror: String, on: bool },
    /// A conflict of interest was confirmed, or waved through.
    Conflict {
        juror: String,
        entry: String,
        confirmed: bool,
    },
    /// A sheet was entered from paper.
    Paper { juror: String, read_back_by: String },
    /// A sheet that was filled in under the wrong name was moved.
    Moved {
        from: String,
        to: String,
        reason: String,
    },
    /// A sheet was taken out.
    Voided { juror: String, reason: String },
    /// Another round began with fresh sheets.
    RoundBegun { round: u32 },
    /// The judging is over.
    Closed {
        /// Jurors with at least one work that counts.
        counted: Vec<String>,
        /// Those of them who had not submitted.
        unsubmitted: Vec<String>,
        left_out: Vec<LeftOut>,
    },
}

/// A work that does not count for a juror, because a criterion has no score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub juror: String,
    pub entry: String,
}

impl JuryAct {
    /// Who does such a thing.
    pub fn by(&self) -> By {
        match self {
            JuryAct::Signed { .. } | JuryAct::Unsigned { .. } | JuryAct::Recused { .. } => {
                By::Juror
            }
            _ => By::Chair,
        }
    }

    /// Whose sheet it is about; of a move the one that was filled in; none for what is about
    /// all.
    pub fn juror(&self) -> Option<&str> {
        use JuryAct::*;
        match self {
            Signed { juror }
            | Unsigned { juror }
            | Recused { juror, .. }
            | Reopened { juror, .. }
            | Absent { juror, .. }
            | Conflict { juror, .. }
            | Paper { juror, .. }
            | Moved { from: juror, .. }
            | Voided { juror, .. } => Some(juror),
            RoundBegun { .. } | Closed { .. } => None,
        }
    }
}

/// These works in a juror's own order: the same on every device and on paper, and of no meaning, so
/// that no work is always seen first.
pub fn in_own_order<'a>(show: &Show, juror: &str, mut works: Vec<&'a Entry>) -> Vec<&'a Entry> {
    if show.jury.shuffle {
        let place = |entry: &&Entry| {
            let place = format!("{} {juror} {}", show.id, entry.id);
            blake3::derive_key("palmares order of a juror's works 1", place.as_bytes())
        };
        works.sort_by_cached_key(place);
    }
    works
}

/// An act with its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedAct {
    pub at: At,
    pub act: JuryAct,
}

/// A browser that a juror has opened the page in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JurorDevice {
    /// Juror id.
    pub juror: String,
    /// What it is, for people: "iPad, Safari".
    pub label: String,
    /// When it came, or was ended.
    pub at: At,
    /// Whether it still opens anything.
    pub on: bool,
}

/// Which of the score box's acts the journal tells already: the record of the last one, and how
/// many of that record's.
pub type ToldUpTo = (u64, usize);

/// Which round of judging it is. It begins with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoundNumber(pub u32);

impl Default for RoundNumber {
    fn default() -> Self {
        RoundNumber(1)
    }
}

/// Where the judging stands, as far as the journal tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JuryState {
    pub told: ToldUpTo,
    /// In their order.
    pub acts: Vec<DatedAct>,
    /// The announced rule as it was with the first score of each round, and after each change.
    pub rules: Vec<DatedRule>,
    /// 1 for a first round, and where there is none.
    pub round: RoundNumber,
    /// What the journal told when the chair last looked at the scores of this round.
    pub looked: Option<ToldUpTo>,
    /// By device id.
    pub devices: BTreeMap<String, JurorDevice>,
}

impl JuryState {
    /// Takes in an act that the record at this position holds.
    pub fn acted(&mut self, at: At, act: &JuryAct, position: u64) {
        let before = if self.told.0 == position {
            self.told.1
        } else {
            0
        };
        self.told = (position, before + 1);
        self.acts.push(DatedAct {
            at,
            act: act.clone(),
        });
    }

    /// Whether a score of this round is in, which fixes the announced rule.
    pub fn is_fixed(&self) -> bool {
        let last = self.rules.last();
        last.is_some_and(|fixed| fixed.round == self.round)
    }

    /// The rule as the file announces it from this moment on.
    pub fn announced(&mut self, at: At, rule: &AnnouncedRule) {
        let (round, rule) = (self.round, rule.clone());
        self.rules.push(DatedRule { at, round, rule });
    }

    /// Another rule, in the place of one of which an earlier version may have told less.
    pub fn changed(&mut self, at: At, from: &AnnouncedRule, to: &AnnouncedRule) {
        if let Some(last) = self
            .rules
            .last_mut()
            .filter(|last| last.rule.terms.is_none())
        {
            last.rule.terms.clone_from(&from.terms);
        }
        self.announced(at, to);
    }

    /// Each change of the rule after a first score: when, and of what.
    pub fn rule_changes(&self) -> impl Iterator<Item = (At, Vec<RulePart>)> {
        let pairs = self.rules.windows(2);
        let pairs = pairs.filter(|pair| pair[0].round == pair[1].round);
        pairs.map(|pair| {
            let mut parts = pair[0].rule.parts_changed(&pair[1].rule);
            if parts.is_empty() {
                // An anonymous export withholds conflicts, and only those.
                parts.push(RulePart::Jurors);
            }
            (pair[1].at, parts)
        })
    }

    /// Whether the judging was closed; a sheet that was given back since is the box's to tell.
    pub fn is_closed(&self) -> bool {
        let mut acts = self.acts.iter().rev().map(|dated| &dated.act);
        let last =
            acts.find(|act| matches!(act, JuryAct::Closed { .. } | JuryAct::RoundBegun { .. }));
        matches!(last, Some(JuryAct::Closed { .. }))
    }

    /// Whether this browser is the juror's, and was not ended.
    pub fn opens(&self, juror: &str, device: &str) -> bool {
        let device = self.devices.get(device);
        device.is_some_and(|device| device.on && device.juror == juror)
    }
}
