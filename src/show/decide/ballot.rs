//! A ballot's clock, with and without its cues.

use super::{REASON_CHARS_MAX, change};
use crate::show::ballot::{BALLOT_SECONDS_MAX, BallotStage, BallotState};
use crate::show::command::Command;
use crate::show::event::{At, Event};
use crate::show::programme::Reach;
use crate::show::refusal::Refusal;
use crate::show::state::State;

/// The ballot's length in milliseconds, given or from the file.
fn length_ms(state: &State, ballot: &str, seconds: Option<u32>) -> Result<i64, Refusal> {
    let paper = state.show.ballot(ballot);
    let paper = paper.ok_or_else(|| Refusal::NoSuchBallot(ballot.to_owned()))?;
    let seconds = seconds.unwrap_or(paper.seconds);
    if seconds == 0 || seconds > BALLOT_SECONDS_MAX {
        return Err(Refusal::BadSeconds);
    }
    Ok(i64::from(seconds) * 1000)
}

fn none_open(state: &State, ballot: &str) -> Result<(), Refusal> {
    match state.open_ballot() {
        Some((open, _)) if open != ballot => Err(Refusal::AnotherBallotOpen(open.to_owned())),
        _ => Ok(()),
    }
}

pub(super) fn open(
    state: &State,
    ballot: &str,
    seconds: Option<u32>,
    at: At,
) -> Result<Vec<Event>, Refusal> {
    let length_ms = length_ms(state, ballot, seconds)?;
    none_open(state, ballot)?;
    match state.ballots.get(ballot).map(|b| &b.stage) {
        Some(BallotStage::Open { .. }) => Ok(Vec::new()),
        Some(BallotStage::Closing { .. } | BallotStage::Closed { .. }) => {
            Err(Refusal::BallotClosed(ballot.to_owned()))
        }
        _ => Ok(vec![Event::BallotOpened {
            ballot: ballot.to_owned(),
            closes_at: at.plus_ms(length_ms),
        }]),
    }
}

pub(super) fn extend(
    state: &State,
    ballot: &str,
    seconds: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    let length_ms = length_ms(state, ballot, seconds)?;
    match state.ballots.get(ballot).map(|b| &b.stage) {
        Some(BallotStage::Open { closes_at }) => Ok(vec![Event::BallotExtended {
            ballot: ballot.to_owned(),
            closes_at: closes_at.plus_ms(length_ms),
        }]),
        Some(BallotStage::Waiting) => Err(Refusal::BallotWaiting(ballot.to_owned())),
        _ => Err(Refusal::BallotClosed(ballot.to_owned())),
    }
}

pub(super) fn close(state: &State, ballot: &str, at: At) -> Result<Vec<Event>, Refusal> {
    length_ms(state, ballot, None)?;
    match state.ballots.get(ballot).map(|b| &b.stage) {
        Some(BallotStage::Open { closes_at }) => Ok(vec![Event::BallotClosing {
            ballot: ballot.to_owned(),
            as_of: at.min(*closes_at),
        }]),
        Some(BallotStage::Waiting) => Err(Refusal::BallotWaiting(ballot.to_owned())),
        _ => Ok(Vec::new()),
    }
}

pub(super) fn reopen(
    state: &State,
    ballot: &str,
    seconds: Option<u32>,
    at: At,
) -> Result<Vec<Event>, Refusal> {
    let length_ms = length_ms(state, ballot, seconds)?;
    none_open(state, ballot)?;
    let award = state
        .show
        .ballot(ballot)
        .map(|b| b.award.clone())
        .unwrap_or_default();
    if state.award(&award).revealed.is_some() {
        return Err(Refusal::AlreadyRevealed(award));
    }
    match state.ballots.get(ballot) {
        Some(b) if b.is_open() => Ok(Vec::new()),
        Some(b) if b.is_closing() => Err(counting(state, ballot)),
        Some(b) if b.result_shown => Err(Refusal::ResultShown(ballot.to_owned())),
        Some(b) if b.tally().is_some() => Ok(vec![Event::BallotReopened {
            ballot: ballot.to_owned(),
            closes_at: at.plus_ms(length_ms),
        }]),
        _ => Err(Refusal::BallotWaiting(ballot.to_owned())),
    }
}

/// A count of a round that is over comes too late for the next one. Where the hall alone was
/// announced it is put on record, and changes nothing.
pub(super) fn net_counted(state: &State, command: &Command) -> Vec<Event> {
    let Command::NetCounted {
        ballot,
        round,
        position,
        tally,
        digest,
        together,
        inside,
        readers,
    } = command
    else {
        return Vec::new();
    };
    let waits = |b: &BallotState| {
        let counting = b.awaits_net() || b.counts.hall_alone;
        b.round == *round && counting && b.counts.net.is_none()
    };
    let counted = Event::NetCounted {
        ballot: ballot.clone(),
        position: *position,
        tally: tally.clone(),
        digest: digest.clone(),
        together: together.clone(),
        inside: inside.clone(),
        readers: *readers,
    };
    change(state.ballots.get(ballot).is_some_and(waits), counted)
}

/// Only while nothing but the count from outside is missing: a result that is there stays.
pub(super) fn announce_hall(state: &State, ballot: &str) -> Result<Vec<Event>, Refusal> {
    length_ms(state, ballot, None)?;
    let paper = state.show.ballot(ballot);
    match paper.map_or(Reach::Hall, |paper| paper.reach) {
        Reach::Hall => return Err(Refusal::HallOnly(ballot.to_owned())),
        Reach::Net => return Err(Refusal::NetOnly(ballot.to_owned())),
        Reach::Both => {}
    }
    let Some(stands) = state.ballots.get(ballot) else {
        return Err(Refusal::NoSuchBallot(ballot.to_owned()));
    };
    match &stands.stage {
        BallotStage::Waiting => Err(Refusal::BallotWaiting(ballot.to_owned())),
        BallotStage::Open { .. } => Err(Refusal::BallotOpen(ballot.to_owned())),
        BallotStage::Closing { .. } if stands.counts.hall.is_none() => {
            Err(Refusal::Counting(ballot.to_owned()))
        }
        BallotStage::Closed { .. } if !stands.counts.hall_alone => {
            Err(Refusal::BothCounted(ballot.to_owned()))
        }
        BallotStage::Closing { .. } | BallotStage::Closed { .. } => Ok(change(
            !stands.counts.hall_alone,
            Event::HallAnnounced {
                ballot: ballot.to_owned(),
            },
        )),
    }
}

/// Why a ballot that closes has no result yet.
pub(super) fn counting(state: &State, ballot: &str) -> Refusal {
    let paper = state.show.ballot(ballot);
    match paper.is_some_and(|paper| !paper.reach.is_hall()) {
        true => Refusal::NetCounting(ballot.to_owned()),
        false => Refusal::Counting(ballot.to_owned()),
    }
}

pub(super) fn look(state: &State, ballot: &str) -> Result<Vec<Event>, Refusal> {
    let paper = state.show.ballot(ballot);
    let paper = paper.ok_or_else(|| Refusal::NoSuchBallot(ballot.to_owned()))?;
    let secret = state.award(&paper.award).revealed.is_none();
    Ok(change(
        secret,
        Event::TallyOpened {
            ballot: ballot.to_owned(),
        },
    ))
}

/// Only while people vote: a count that has been made stays what it is, unless the ballot is opened
/// again.
pub(super) fn exclude(
    state: &State,
    ballot: &str,
    receipt: &str,
    voter: &str,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    length_ms(state, ballot, None)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        return Err(Refusal::NoReason);
    }
    let Some(paper) = state.ballots.get(ballot).filter(|b| b.is_open()) else {
        return Err(Refusal::BallotClosed(ballot.to_owned()));
    };
    let already = paper.excluded.iter().any(|known| known.voter == voter);
    let excluded = Event::VoterExcluded {
        ballot: ballot.to_owned(),
        receipt: receipt.to_owned(),
        voter: voter.to_owned(),
        reason: reason.to_owned(),
    };
    Ok(change(!already, excluded))
}
