//! What can be asked of the evening.

use super::{State, WALL_WAIT_MS};
use crate::show::award::AwardState;
use crate::show::ballot::{BallotStage, Phase};
use crate::show::event::At;
use crate::show::programme::Release;
use crate::show::rundown::Cue;
use crate::show::scene::{AwardStep, Scene};
use crate::show::text::Text;

impl State {
    /// The cue on stage.
    pub fn cue(&self) -> &Cue {
        self.rundown.at(self.position)
    }

    /// The position that GO would fire; none at the end.
    pub fn on_deck(&self) -> Option<usize> {
        let again = self
            .redo
            .as_ref()
            .and_then(|(award, step)| self.rundown.award_step(award, *step));
        again.or_else(|| self.rundown.next(self.position))
    }

    /// Whether GO asks for a long press: a reveal, or the second announcement of an award.
    pub fn on_deck_holds(&self) -> bool {
        self.redo.is_some()
            || self
                .on_deck()
                .is_some_and(|position| self.rundown.at(position).hold())
    }

    /// Where an award stands; the default for an id that the show does not have.
    pub fn award(&self, id: &str) -> AwardState {
        self.awards.get(id).cloned().unwrap_or_default()
    }

    /// The phase of a ballot, none if the show has no such ballot.
    pub fn phase(&self, ballot: &str) -> Option<Phase> {
        let paper = self.show.ballot(ballot)?;
        let revealed = self
            .awards
            .get(&paper.award)
            .is_some_and(|a| a.revealed.is_some());
        Some(match self.ballots.get(ballot)?.stage {
            BallotStage::Waiting => Phase::Waiting,
            BallotStage::Open { .. } => Phase::Open,
            BallotStage::Closing { .. } => Phase::Closing,
            BallotStage::Closed { .. } if revealed => Phase::Revealed,
            BallotStage::Closed { .. } => Phase::Closed,
        })
    }

    /// The ballot that is open, if one is.
    pub fn open_ballot(&self) -> Option<(&str, At)> {
        self.ballots
            .iter()
            .find_map(|(id, ballot)| match ballot.stage {
                BallotStage::Open { closes_at } => Some((id.as_str(), closes_at)),
                _ => None,
            })
    }

    /// Awards whose winner cue was passed without a reveal, in the order of the rundown; not those
    /// that are passed over by intent.
    pub fn skipped(&self) -> Vec<&str> {
        self.rundown.cues()[..=self.position]
            .iter()
            .filter(|cue| !cue.skip)
            .filter_map(|cue| match cue.scene.award() {
                Some((award, AwardStep::Winner)) => Some(award),
                _ => None,
            })
            .filter(|award| self.awards.get(*award).is_none_or(|a| a.revealed.is_none()))
            .collect()
    }

    /// What the public may know of an award: revealed, seen by the hall, right, and released.
    pub fn public_winners(&self, award: &str) -> Option<&[String]> {
        let paper = self.show.award(award)?;
        let state = self.awards.get(award)?;
        let released = paper.release == Release::Live || state.released;
        (state.on_wall && state.wrong.is_none() && released)
            .then(|| state.revealed.as_ref().map(|r| r.winners.as_slice()))
            .flatten()
    }

    /// Why the announced winners win: as it was sealed with them, else as the file says, which
    /// praises only the winners that it knew.
    pub fn citation(&self, award: &str) -> Option<&Text> {
        let paper = self.show.award(award)?;
        let state = self.awards.get(award)?;
        let announced = state.revealed.as_ref().filter(|r| !r.winners.is_empty())?;
        let meant = paper.winner.is_empty() || announced.winners == paper.winner;
        let filed = paper.citation.as_ref();
        let filed = filed.filter(|_| meant && state.correction.is_none());
        announced.honours.citation.as_ref().or(filed)
    }

    /// The next moment at which something is due by itself.
    pub fn next_due(&self) -> Option<At> {
        let deadline = self.open_ballot().map(|(_, closes_at)| closes_at);
        let walls = self.awards.values().filter(|award| award.waits_for_wall());
        let wall = walls
            .filter_map(|award| award.revealed.as_ref())
            .map(|revealed| revealed.at.plus_ms(WALL_WAIT_MS))
            .min();
        deadline.into_iter().chain(wall).min()
    }

    /// Whether the stage shows something of this award's winners right now.
    pub fn stage_tells_of(&self, award: &str) -> bool {
        match &self.cue().scene {
            Scene::Award { award: shown, step } => shown == award && *step >= AwardStep::Winner,
            Scene::Results => true,
            _ => false,
        }
    }
}
