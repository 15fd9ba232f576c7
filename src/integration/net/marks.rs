//! The hall's marks in the log outside, worked out from where the evening stands: whatever was
//! written before a restart or a cut is not written again, and whatever was missed comes.

use super::clock::NetClock;
use crate::ballotbox::record::{Mark, VoterRef};
use crate::ledger::kept::Fold;
use crate::net::fold::NetPolls;
use crate::net::record::{NetMark, NetPaper};
use crate::show::ballot::BallotState;
use crate::show::event::At;
use crate::show::programme::{Ballot, Show};
use crate::show::state::State;

/// The marks that the log lacks now, in the order in which it has to hold them.
pub fn lacking(state: &State, log: &NetPolls, clock: &NetClock, now: At) -> Vec<NetMark> {
    let ballots = state.show.ballots.iter();
    let stands = |ballot: &Ballot| state.ballots.get(&ballot.id);
    let due = ballots.filter_map(|ballot| {
        let stands = stands(ballot)?;
        Some((ballot, stands, stands.closes_outside(ballot)?))
    });
    let wanted = due.flat_map(|(ballot, stands, closes_at)| {
        // More time may be on its way to the disk: while it stands open, nothing closes it.
        if now < closes_at || stands.is_open() {
            let said = log.span(&ballot.id, stands.round);
            let span_ms = clock.span_ms(said, stands.opened_at, closes_at);
            opening(&state.show, ballot, stands, span_ms)
        } else {
            closing(ballot, stands)
        }
    });
    wanted.filter(|mark| log.stands(mark).is_none()).collect()
}

/// Whether the log has an opening that is not the journal's: of a rehearsal, or of another evening.
pub fn is_used_elsewhere(state: &State, log: &NetPolls) -> bool {
    let other = |ballot: &Ballot| {
        let stands = state.ballots.get(&ballot.id);
        let round = stands.map_or(0, |stands| stands.round);
        let next = NetMark::Box(Mark::Open {
            ballot: ballot.id.clone(),
            round: round.saturating_add(1),
        });
        let opened_at = log.opened_at(&ballot.id, round);
        let same = |at| stands.is_some_and(|stands| stands.opened_at == at);
        log.stands(&next).is_some() || opened_at.is_some_and(|at| !same(at))
    };
    state.show.ballots.iter().any(other)
}

/// How long a round lasts is all that the hall says of the time: it is added to the moment at which
/// the servers took the opening, by their clocks.
fn opening(show: &Show, ballot: &Ballot, stands: &BallotState, span_ms: i64) -> Vec<NetMark> {
    let (id, round) = (&ballot.id, stands.round);
    let paper = NetMark::Paper(NetPaper {
        ballot: id.clone(),
        choices_max: ballot.choices as usize,
        entries: show.finalists().map(|entry| entry.id.clone()).collect(),
    });
    let open = NetMark::Box(Mark::Open {
        ballot: id.clone(),
        round,
    });
    let lasts = NetMark::Lasts {
        ballot: id.clone(),
        round,
        span_ms,
        opened_at: Some(stands.opened_at),
    };
    let mut marks = vec![paper, open, lasts];
    marks.extend(excluding(ballot, stands));
    marks
}

/// A round that the log never saw open is closed as well: what comes behind the mark is late.
fn closing(ballot: &Ballot, stands: &BallotState) -> Vec<NetMark> {
    let close = NetMark::Box(Mark::Close {
        ballot: ballot.id.clone(),
        round: stands.round,
    });
    excluding(ballot, stands).chain([close]).collect()
}

fn excluding(ballot: &Ballot, stands: &BallotState) -> impl Iterator<Item = NetMark> {
    let voters = stands.excluded.iter();
    let voters = voters.filter_map(|out| VoterRef::read(&out.voter));
    voters.map(|voter| {
        NetMark::Box(Mark::Exclude {
            ballot: ballot.id.clone(),
            voter,
        })
    })
}
