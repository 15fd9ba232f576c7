//! The announced rule: everything in the file that changes who wins by the same scores.

use super::RoundNumber;
use crate::show::event::At;
use crate::show::programme::{
    Award, DecidedBy, Electorate, JuryTie, Round, Rule, Seal, Show, Weight,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Earlier versions told none of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<RuleTerms>,
}

/// What makes a winner beside the figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleTerms {
    /// Who judges, each with the works that the file keeps from them.
    pub jurors: Vec<(String, Vec<String>)>,
    pub chair: Option<String>,
    pub seal: Seal,
    pub round: Option<Round>,
    /// Awards of the jury: who decides, how many win, and which prize of an order it is.
    pub prizes: Vec<(String, DecidedBy, u32, Option<u32>)>,
}

/// A rule, and since when the file announces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedRule {
    pub at: At,
    pub round: RoundNumber,
    pub rule: AnnouncedRule,
}

/// A part of the rule that can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulePart {
    Scale,
    Rule,
    Ties,
    Minimum,
    Criteria,
    Awards,
    Jurors,
    Seal,
    Round,
}

impl RulePart {
    /// Its name for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            RulePart::Scale => "scale",
            RulePart::Rule => "rule",
            RulePart::Ties => "ties",
            RulePart::Minimum => "minimum",
            RulePart::Criteria => "criteria",
            RulePart::Awards => "awards",
            RulePart::Jurors => "jurors",
            RulePart::Seal => "seal",
            RulePart::Round => "round",
        }
    }
}

impl AnnouncedRule {
    /// What this show announces.
    pub fn of(show: &Show) -> AnnouncedRule {
        let jury = &show.jury;
        let judged = show.awards.iter();
        let judged = judged.filter(|a| matches!(a.decided_by, DecidedBy::Jury | DecidedBy::Blend));
        let judged: Vec<&Award> = judged.collect();
        let awards = judged.iter();
        let awards = awards.map(|a| (a.id.clone(), a.criterion.clone(), a.blend.clone()));
        let prizes = judged.iter();
        let prizes = prizes.map(|a| (a.id.clone(), a.decided_by, a.most, a.rank));
        let jurors = jury.jurors.iter();
        let criteria = jury.criteria.iter();
        AnnouncedRule {
            scale: jury.scale,
            rule: jury.rule,
            ties: jury.ties.clone(),
            minimum: jury.minimum,
            criteria: criteria.map(|c| (c.id.clone(), c.weight)).collect(),
            awards: awards.collect(),
            terms: Some(RuleTerms {
                jurors: jurors
                    .map(|j| (j.id.clone(), j.conflicts.clone()))
                    .collect(),
                chair: jury.chair.clone(),
                seal: jury.seal,
                round: jury.round.clone(),
                prizes: prizes.collect(),
            }),
        }
    }

    /// The same, with what an earlier version did not write down as this show has it.
    pub fn with_terms_of(mut self, show: &Show) -> AnnouncedRule {
        self.terms = self.terms.or_else(|| AnnouncedRule::of(show).terms);
        self
    }

    /// What another rule has otherwise. Of what an earlier version did not tell nothing is known.
    pub fn parts_changed(&self, to: &AnnouncedRule) -> Vec<RulePart> {
        let terms = self.terms.as_ref().zip(to.terms.as_ref());
        let other = |differs: fn((&RuleTerms, &RuleTerms)) -> bool| terms.is_some_and(differs);
        let all = [
            (RulePart::Scale, self.scale != to.scale),
            (RulePart::Rule, self.rule != to.rule),
            (RulePart::Ties, self.ties != to.ties),
            (RulePart::Minimum, self.minimum != to.minimum),
            (RulePart::Criteria, self.criteria != to.criteria),
            (
                RulePart::Awards,
                self.awards != to.awards || other(|(one, two)| one.prizes != two.prizes),
            ),
            (
                RulePart::Jurors,
                other(|(one, two)| (&one.jurors, &one.chair) != (&two.jurors, &two.chair)),
            ),
            (RulePart::Seal, other(|(one, two)| one.seal != two.seal)),
            (RulePart::Round, other(|(one, two)| one.round != two.round)),
        ];
        let changed = all.into_iter().filter(|(_, is)| *is);
        changed.map(|(part, _)| part).collect()
    }
}
