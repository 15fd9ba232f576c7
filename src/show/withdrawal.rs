//! A finalist that withdraws while the evening is under way.
//!
//! Whether it takes anything from it may tell nobody who won. So an edited show that says it is
//! taken over alike for every work; sealed decisions and counts stay on record as they were; and
//! what they come to without the work is found out at the reveal alone:
//!
//! - A sealed decision goes to those of its winners who stay. Where these are fewer than the award
//!   is meant for, the second choice moves up. Where nobody is left, it is no decision any more.
//! - A count leaves the work out: of those who chose it, nothing goes to another, and the ranks are
//!   those of the works that stay.

use super::award::{AwardState, Envelope, Honours};
use super::ballot::BallotStage;
use super::event::{At, By};
use super::programme::{Award, Entry, Show};
use super::scene::BallotStep;
use super::state::State;
use super::tally::Tally;
use std::sync::Arc;

/// An edited show as this evening takes it over: with those noted who leave its final. Who has left
/// it stays among them until it is back in the final, whatever else the file says of it: by a
/// work that would be struck from the final now, a refusal could tell who has won.
pub fn as_taken_over(state: &State, show: &Arc<Show>) -> Arc<Show> {
    let before = &state.show;
    let leaves = |e: &&Entry| e.withdrawn && before.stood(&e.id) && !before.in_first_round();
    let out = show.entries.iter().filter(|entry| !entry.finalist);
    let gone = out.filter(|entry| before.has_left(&entry.id) || leaves(entry));
    let left: Vec<String> = gone.map(|entry| entry.id.clone()).collect();
    if left == show.left {
        return show.clone();
    }
    Arc::new(Show {
        left,
        ..Show::clone(show)
    })
}

/// What a withdrawal has made of a sealed decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Some of its winners are left, and nobody moves up.
    Fewer,
    /// Nobody is left: it is no decision any more.
    All,
}

impl Envelope {
    /// Who wins by it now; none where that is nobody any more.
    fn winners_left(&self, show: &Show, award: Option<&Award>) -> Option<Vec<String>> {
        let mut left = self.winners.clone();
        left.retain(|winner| !show.is_withdrawn(winner));
        if left.len() == self.winners.len() {
            return Some(left);
        }
        let places = award.map_or(1, |award| award.most as usize);
        let second = self.honours.second.iter();
        if left.len() < places {
            left.extend(second.filter(|second| !show.is_withdrawn(second)).cloned());
        }
        (!left.is_empty()).then_some(left)
    }

    /// What is announced with these winners of it. Words of praise are for those alone whom they
    /// were written for.
    pub(super) fn honours_of(&self, winners: &[String], show: &Show) -> Option<Honours> {
        let same = self.winners == winners;
        let moved = self.winners.iter().any(|winner| show.is_withdrawn(winner));
        let stands = |entry: &&String| !show.is_withdrawn(entry) && !winners.contains(entry);
        (same || moved).then(|| Honours {
            citation: self.honours.citation.clone().filter(|_| same),
            mention: self
                .honours
                .mention
                .iter()
                .filter(stands)
                .cloned()
                .collect(),
            second: self.honours.second.clone().filter(|_| same),
        })
    }
}

impl State {
    /// Remembers when somebody withdrew, or came back, by the show that is taken over now.
    pub(super) fn note_left(&mut self, show: &Show, at: At) {
        if self.show.left != show.left {
            self.left_at = Some(at);
        }
    }

    /// Who wins by the sealed decision; none where there is no decision, or none any more.
    pub fn sealed_winners(&self, award: &str) -> Option<Vec<String>> {
        let envelope = self.awards.get(award)?.envelope.as_ref()?;
        envelope.winners_left(&self.show, self.show.award(award))
    }

    /// What a withdrawal has taken from a sealed decision, if it took anything. Only for those who
    /// hold the envelope.
    pub fn lack(&self, award: &str) -> Option<Lack> {
        let stands = self.awards.get(award).filter(|a| !a.stands())?;
        let sealed = &stands.envelope.as_ref()?.winners;
        match self.sealed_winners(award) {
            None => Some(Lack::All),
            Some(now) if now.len() < sealed.len() => Some(Lack::Fewer),
            Some(_) => None,
        }
    }

    /// Whether somebody has withdrawn since this was sealed, whoever wins by it. The file seals
    /// anew with each of its words, so that its decisions are always of an earlier moment.
    pub fn sealed_before_withdrawal(&self, award: &AwardState) -> bool {
        let left: Option<At> = self.left_at.filter(|_| !self.show.left.is_empty());
        let sealed = award.envelope.as_ref();
        let sealed = sealed.filter(|_| !award.stands());
        left.is_some_and(|left| sealed.is_some_and(|e| e.by == By::File || e.at <= left))
    }

    /// What a counted ballot says: the count, without the works that have withdrawn.
    pub fn result(&self, ballot: &str) -> Option<Tally> {
        let counted = self.ballots.get(ballot)?.tally()?;
        Some(self.standing(counted))
    }

    /// Whether somebody has withdrawn, or come back, since this ballot was counted: then GO alone
    /// tells what the count comes to.
    pub fn left_since_count(&self, ballot: &str) -> bool {
        let stage = self.ballots.get(ballot).map(|ballot| &ballot.stage);
        let Some(BallotStage::Closed { as_of, .. }) = stage else {
            return false;
        };
        self.left_at.is_some_and(|left| left >= *as_of)
    }

    /// A count as it can be known before the reveal: who withdraws behind it changes nothing of it,
    /// or a tie that comes or goes would tell of them.
    pub fn known_result(&self, ballot: &str) -> Option<Tally> {
        match self.left_since_count(ballot) {
            true => self.ballots.get(ballot)?.tally().cloned(),
            false => self.result(ballot),
        }
    }

    /// A count as its result cue has told it: who withdraws behind that changes nothing of it.
    pub fn told_result(&self, ballot: &str) -> Option<Tally> {
        let cue = format!("{ballot}/{}", BallotStep::Result.as_str());
        let until = self.stage_times.get(&cue).and_then(|time| time.until);
        let left_since = until.is_some_and(|until| self.left_at.is_some_and(|left| left >= until));
        match left_since {
            true => self.known_result(ballot),
            false => self.result(ballot),
        }
    }

    /// A count without the works that have withdrawn.
    pub fn standing(&self, counted: &Tally) -> Tally {
        let mut tally = counted.clone();
        tally
            .0
            .retain(|count| !self.show.is_withdrawn(&count.entry));
        tally
    }
}
