//! What stands against a command on a server that has no log outside: the rules themselves count
//! on one, because a server may be started again with it.

use super::decide;
use crate::show::command::Command;
use crate::show::event::{At, Event};
use crate::show::programme::Reach;
use crate::show::refusal::Refusal;
use crate::show::state::State;

/// Why a command would come to nothing where no log outside is read: a cue would show a ballot of
/// those outside as open in which nobody can vote, and a count that is waited for never comes. None
/// where the rules' own answer holds; whoever opens such a ballot by hand has read what is said
/// there.
pub fn without_net(state: &State, command: &Command, at: At) -> Option<Refusal> {
    let ballots = &state.show.ballots;
    if ballots.iter().all(|ballot| ballot.reach.is_hall()) {
        return None;
    }
    let is_net = |ballot: &str| {
        let paper = state.show.ballot(ballot);
        paper.is_some_and(|paper| paper.reach == Reach::Net)
    };
    let is_cue = matches!(command, Command::Go { .. } | Command::Goto { .. });
    match decide(state, command, at) {
        Ok(events) => events.into_iter().find_map(|event| match event {
            Event::BallotOpened { ballot, .. } if is_cue && is_net(&ballot) => {
                Some(Refusal::NetNobody(ballot))
            }
            _ => None,
        }),
        Err(Refusal::NetCounting(ballot)) if !is_net(&ballot) => Some(Refusal::NetAbsent(ballot)),
        Err(Refusal::NetCounting(ballot) | Refusal::NetOnly(ballot)) => {
            Some(Refusal::NetNobody(ballot))
        }
        Err(_) => None,
    }
}
