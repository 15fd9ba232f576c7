//! What the journal tells of the jury's work: acts, devices and the announced rule. Never a score.

use super::event::{At, By};
use super::jury::looks_at;
use super::programme::{DecidedBy, Electorate, Entry, JuryTie, Rule, Show, Weight};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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

    /// Whose sheet it is about; of a move the one that was filled in; none for the close.
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
            Closed { .. } => None,
        }
    }
}

/// How sheets become a ranking, as the file announces it. From the first score on, a change of it
/// is on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncedRule {
    pub scale: u32,
    pub rule: Rule,
    pub ties: Vec<JuryTie>,
    pub minimum: u32,
    /// Criteria and their weights.
    pub criteria: Vec<(String, Weight)>,
    /// Awards of the jury, each with the criterion that it is judged on alone, and its blend.
    pub awards: Vec<(String, Option<String>, BTreeMap<Electorate, Weight>)>,
}

impl AnnouncedRule {
    /// What this show announces.
    pub fn of(show: &Show) -> AnnouncedRule {
        let jury = &show.jury;
        let judged = show.awards.iter();
        let judged = judged.filter(|a| matches!(a.decided_by, DecidedBy::Jury | DecidedBy::Blend));
        let award = |id: &String, criterion: &Option<String>, blend: &BTreeMap<_, _>| {
            (id.clone(), criterion.clone(), blend.clone())
        };
        AnnouncedRule {
            scale: jury.scale,
            rule: jury.rule,
            ties: jury.ties.clone(),
            minimum: jury.minimum,
            criteria: jury
                .criteria
                .iter()
                .map(|criterion| (criterion.id.clone(), criterion.weight))
                .collect(),
            awards: judged
                .map(|a| award(&a.id, &a.criterion, &a.blend))
                .collect(),
        }
    }
}

/// The works that a juror judges, in the juror's own order: the same on every device and on paper,
/// and of no meaning, so that no work is always seen first. In a first round they are those that
/// this juror is assigned; `absent` are the jurors whose works others look at as well.
pub fn works<'a>(show: &'a Show, absent: &BTreeSet<&str>, juror: &str) -> Vec<&'a Entry> {
    let mut works: Vec<&Entry> = show.finalists().collect();
    let looks_at = looks_at(show, absent);
    works.retain(|entry| looks_at(juror, &entry.id));
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

/// Where the judging stands, as far as the journal tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JuryState {
    pub told: ToldUpTo,
    /// In their order.
    pub acts: Vec<DatedAct>,
    /// The announced rule as it was with the first score, and after each change since.
    pub rules: Vec<AnnouncedRule>,
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

    /// Whether the judging was closed; a sheet that was given back since is the box's to tell.
    pub fn is_closed(&self) -> bool {
        let closes = |dated: &DatedAct| matches!(dated.act, JuryAct::Closed { .. });
        self.acts.iter().any(closes)
    }

    /// Whether this browser is the juror's, and was not ended.
    pub fn opens(&self, juror: &str, device: &str) -> bool {
        let device = self.devices.get(device);
        device.is_some_and(|device| device.on && device.juror == juror)
    }
}
