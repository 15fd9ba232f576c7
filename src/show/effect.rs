//! What the world has to do because of an event. Effects are repeatable: a start-up repeats the
//! unfinished ones.

use super::event::Event;
use super::state::State;

/// Work for the director.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Mark the ballot box as open, so that votes count from here.
    OpenBallot {
        /// Ballot id.
        ballot: String,
    },
    /// Mark the ballot box as closed, fold it, and come back with
    /// [`super::command::Command::Counted`].
    CountBallot {
        /// Ballot id.
        ballot: String,
    },
    /// Mark a voter in the ballot box as not counting.
    ExcludeVoter {
        /// Ballot id.
        ballot: String,
        /// The voter's reference in the box.
        voter: String,
    },
    /// Begin another round of score sheets in the score box.
    BeginRound { round: u32 },
    /// Tell when the plate is complete on the wall, with [`super::command::Command::OnWall`]; at
    /// once if no approved screen is there.
    AwaitWall {
        /// Award id.
        award: String,
    },
}

pub fn effects(event: &Event) -> Vec<Effect> {
    match event {
        Event::BallotOpened { ballot, .. } | Event::BallotReopened { ballot, .. } => {
            vec![Effect::OpenBallot {
                ballot: ballot.clone(),
            }]
        }
        Event::FinalBegun { round } => vec![Effect::BeginRound { round: *round }],
        Event::BallotClosing { ballot, .. } => vec![Effect::CountBallot {
            ballot: ballot.clone(),
        }],
        Event::VoterExcluded { ballot, voter, .. } => vec![Effect::ExcludeVoter {
            ballot: ballot.clone(),
            voter: voter.clone(),
        }],
        Event::AwardRevealed { award, .. }
        | Event::AwardCorrected { award, .. }
        | Event::EnvelopeStands { award } => {
            vec![Effect::AwaitWall {
                award: award.clone(),
            }]
        }
        _ => Vec::new(),
    }
}

/// The effects that a state is still waiting for, for a start-up.
pub fn unfinished(state: &State) -> Vec<Effect> {
    let round = state.jury.round.0;
    let round = (round > 1).then_some(Effect::BeginRound { round });
    let opened = state.open_ballot().map(|(ballot, _)| Effect::OpenBallot {
        ballot: ballot.to_owned(),
    });
    let counts = state
        .ballots
        .iter()
        .filter(|(_, ballot)| ballot.is_closing())
        .map(|(id, _)| Effect::CountBallot { ballot: id.clone() });
    let excluded = state.ballots.iter().flat_map(|(id, ballot)| {
        let voters = ballot.excluded.iter();
        voters.map(|exclusion| Effect::ExcludeVoter {
            ballot: id.clone(),
            voter: exclusion.voter.clone(),
        })
    });
    let walls = state
        .awards
        .iter()
        .filter(|(_, award)| award.waits_for_wall())
        .map(|(id, _)| Effect::AwaitWall { award: id.clone() });
    opened
        .into_iter()
        .chain(round)
        .chain(excluded)
        .chain(counts)
        .chain(walls)
        .collect()
}
