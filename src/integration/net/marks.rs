//! The hall's marks in the log outside, worked out from where the evening stands: whatever was
//! written before a restart or a cut is not written again, and whatever was missed comes.

use crate::ballotbox::record::{Mark, VoterRef};
use crate::ledger::kept::Fold;
use crate::net::fold::NetPolls;
use crate::net::record::{NetMark, NetPaper};
use crate::show::ballot::BallotState;
use crate::show::event::At;
use crate::show::programme::{Ballot, Show};
use crate::show::state::State;

/// A round's end that differs by no more is the same: clocks are compared over a line.
const SAME_END_MS: u64 = 500;

/// The marks that the log lacks now, in the order in which it has to hold them. `ahead_ms`: the
/// servers' clocks less the hall's, once it is known.
pub fn lacking(state: &State, log: &NetPolls, now: At, ahead_ms: Option<i64>) -> Vec<NetMark> {
    let ballots = state.show.ballots.iter();
    let stands = |ballot: &Ballot| state.ballots.get(&ballot.id);
    let due = ballots.filter_map(|ballot| {
        let stands = stands(ballot)?;
        Some((ballot, stands, stands.closes_outside(ballot)?))
    });
    let wanted = due.flat_map(|(ballot, stands, closes_at)| {
        // More time may be on its way to the disk: while it stands open, nothing closes it.
        if now < closes_at || stands.is_open() {
            opening(&state.show, ballot, stands, log, closes_at, ahead_ms)
        } else {
            closing(ballot, stands)
        }
    });
    wanted.filter(|mark| log.stands(mark).is_none()).collect()
}

/// Whether the log has a ballot opened that the journal has not, or more often: at a rehearsal.
pub fn is_used_elsewhere(state: &State, log: &NetPolls) -> bool {
    let known = |ballot: &Ballot| state.ballots.get(&ballot.id).map_or(0, |now| now.round);
    let next = |ballot: &Ballot| {
        NetMark::Box(Mark::Open {
            ballot: ballot.id.clone(),
            round: known(ballot).saturating_add(1),
        })
    };
    let mut ballots = state.show.ballots.iter();
    ballots.any(|ballot| log.stands(&next(ballot)).is_some())
}

fn opening(
    show: &Show,
    ballot: &Ballot,
    stands: &BallotState,
    log: &NetPolls,
    closes_at: At,
    ahead_ms: Option<i64>,
) -> Vec<NetMark> {
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
    let mut marks = vec![paper, open];
    if let Some((opened_ms, told_ms)) = log.span(id, round)
        && let Some(ahead_ms) = ahead_ms
    {
        let ends_ms = closes_at.0.saturating_add(ahead_ms);
        let span_ms = u64::try_from(ends_ms.saturating_sub(opened_ms)).unwrap_or(0);
        let same = |told_ms: u64| told_ms.abs_diff(span_ms) <= SAME_END_MS;
        if !told_ms.is_some_and(same) {
            marks.push(NetMark::Lasts {
                ballot: id.clone(),
                round,
                span_ms,
            });
        }
    }
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
