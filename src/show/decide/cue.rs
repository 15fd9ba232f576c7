//! GO, back and goto: what firing a cue does.

use super::{GO_GUARD_MS, ballot, change, fresh};
use crate::show::award::Wrong;
use crate::show::ballot::BallotStage;
use crate::show::event::{At, Event, Move};
use crate::show::programme::{DecidedBy, Ties};
use crate::show::refusal::Refusal;
use crate::show::rundown::Cue;
use crate::show::scene::{AwardStep, BallotStep, Scene};
use crate::show::state::State;

pub(super) fn go(state: &State, expect: Option<u64>, at: At) -> Result<Vec<Event>, Refusal> {
    fresh(state, expect)?;
    let since_ms = state.last_go.map(|last| at.since_ms(last));
    if expect.is_none() && since_ms.is_some_and(|ms| (0..GO_GUARD_MS).contains(&ms)) {
        return Err(Refusal::TooSoon);
    }
    fire(state, state.on_deck().ok_or(Refusal::End)?, Move::Go, at)
}

/// Back shows an earlier cue again and fires nothing: it passes over what would reveal and what has
/// nothing to show.
pub(super) fn back(state: &State, expect: Option<u64>) -> Result<Vec<Event>, Refusal> {
    fresh(state, expect)?;
    let cue = state.cue();
    let title = match cue.scene.award() {
        Some((award, AwardStep::Winner)) if state.award(award).revealed.is_some() => {
            state.rundown.award_step(award, AwardStep::Award)
        }
        _ => None,
    };
    let before = || {
        (0..state.position)
            .rev()
            .find(|&p| !state.rundown.at(p).skip && can_return_to(state, state.rundown.at(p)))
    };
    let position = title.or_else(before).ok_or(Refusal::Start)?;
    Ok(vec![fired(state.rundown.at(position), Move::Back)])
}

fn can_return_to(state: &State, cue: &Cue) -> bool {
    match &cue.scene {
        Scene::Award { award, step } => {
            let award = state.award(award);
            match step {
                AwardStep::Award | AwardStep::Presenter => true,
                AwardStep::Suspense => award.revealed.is_none(),
                _ => award.stands(),
            }
        }
        Scene::Ballot {
            ballot,
            step: BallotStep::Result,
        } => state
            .ballots
            .get(ballot)
            .is_some_and(|b| b.tally().is_some()),
        _ => true,
    }
}

fn fired(cue: &Cue, by: Move) -> Event {
    Event::CueFired {
        cue: cue.id.clone(),
        by,
    }
}

/// A work that has withdrawn is not shown, not even by a jump.
pub(super) fn still_takes_part(state: &State, position: usize) -> Result<(), Refusal> {
    match &state.rundown.at(position).scene {
        Scene::Finalist { entry, .. } | Scene::Clip { entry } if state.show.has_left(entry) => {
            Err(Refusal::Withdrawn(entry.clone()))
        }
        _ => Ok(()),
    }
}

pub(super) fn fire(
    state: &State,
    position: usize,
    by: Move,
    at: At,
) -> Result<Vec<Event>, Refusal> {
    let cue = state.rundown.at(position);
    let mut events = vec![fired(cue, by)];
    match &cue.scene {
        Scene::Award { award, step } => match step {
            AwardStep::Winner => events.extend(reveal(state, award)?),
            step if *step > AwardStep::Winner => {
                let award_state = state.award(award);
                if award_state.revealed.is_none() {
                    return Err(Refusal::NotRevealed(award.clone()));
                }
                if award_state.wrong.is_some() {
                    return Err(Refusal::AwaitingCorrection(award.clone()));
                }
            }
            AwardStep::Award if state.redo.as_ref().is_some_and(|(a, _)| a == award) => {
                // The second announcement starts from a clear stage.
                events.extend(change(state.card, Event::CardSet { on: false }));
            }
            _ => {}
        },
        Scene::Ballot { ballot, step } => events.extend(fire_ballot(state, ballot, *step, at)?),
        _ => {}
    }
    Ok(events)
}

fn reveal(state: &State, award: &str) -> Result<Vec<Event>, Refusal> {
    if state.blackout || state.card || state.message.is_some() {
        return Err(Refusal::Covered);
    }
    let award_state = state.award(award);
    if award_state.wrong == Some(Wrong::Raised) {
        return Err(Refusal::AwaitingCorrection(award.to_owned()));
    }
    if award_state.stands() {
        return Ok(Vec::new());
    }
    let winners = outcome(state, award)?;
    Ok(vec![Event::AwardRevealed {
        award: award.to_owned(),
        winners,
    }])
}

/// Who has won, by envelope or by count.
fn outcome(state: &State, award: &str) -> Result<Vec<String>, Refusal> {
    let sealed = state.sealed_winners(award);
    let no_envelope = || Refusal::NoEnvelope(award.to_owned());
    let paper = state.show.award(award);
    let by_hall = paper.is_some_and(|paper| paper.decided_by == DecidedBy::Audience);
    let Some(ballot) = state.show.ballot_for(award).filter(|_| by_hall) else {
        return sealed.ok_or_else(no_envelope);
    };
    if let Some(ruled) = sealed {
        return Ok(ruled);
    }
    // What was put right by hand is not put right by a count.
    if state.award(award).wrong.is_some() {
        return Err(no_envelope());
    }
    match state.ballots.get(&ballot.id).map(|b| &b.stage) {
        Some(BallotStage::Closed { tally, .. }) => {
            let leaders = state.standing(tally).leaders();
            let ties = paper.map_or(Ties::Shared, |a| a.ties);
            if leaders.len() > 1 && ties == Ties::Chair {
                return Err(Refusal::Tie(award.to_owned()));
            }
            Ok(leaders)
        }
        Some(BallotStage::Open { .. }) => Err(Refusal::BallotOpen(ballot.id.clone())),
        Some(BallotStage::Closing { .. }) => Err(ballot::counting(state, &ballot.id)),
        _ => Err(Refusal::BallotWaiting(ballot.id.clone())),
    }
}

fn fire_ballot(
    state: &State,
    ballot: &str,
    step: BallotStep,
    at: At,
) -> Result<Vec<Event>, Refusal> {
    let stage = state.ballots.get(ballot).map(|b| &b.stage);
    match (step, stage) {
        (BallotStep::Open, Some(BallotStage::Waiting)) => ballot::open(state, ballot, None, at),
        (BallotStep::Close, Some(BallotStage::Open { .. })) => ballot::close(state, ballot, at),
        (BallotStep::Result, Some(BallotStage::Open { .. })) => {
            Err(Refusal::BallotOpen(ballot.to_owned()))
        }
        (BallotStep::Result, Some(BallotStage::Closing { .. })) => {
            match ballot::counting(state, ballot) {
                // The hall's own count takes a moment, and the stage says so.
                Refusal::Counting(_) => Ok(Vec::new()),
                pending => Err(pending),
            }
        }
        (BallotStep::Result, Some(BallotStage::Waiting) | None) => {
            Err(Refusal::BallotWaiting(ballot.to_owned()))
        }
        _ => Ok(Vec::new()),
    }
}
