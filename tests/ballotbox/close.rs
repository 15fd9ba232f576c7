//! The close is a mark in the order of the votes.

use crate::urn::{PAPER, Urn, close, vote};
use palmares::ballotbox::Cast;
use palmares::ledger::kept::Answer;
use std::sync::mpsc::channel;
use std::time::Duration;

/// More than the box stores at once, so that many of them still wait when the close comes.
const RUSH: u32 = 9_000;

#[test]
fn every_vote_that_came_before_the_close_counts_however_many_wait_for_the_disk() {
    let urn = Urn::open();
    let send = |number| urn.ballots.cast(vote(number, Some(1), &[PAPER[0]]));
    let sent: Vec<Answer<Cast>> = (0..RUSH).map(send).collect();
    let (tell, told) = channel();
    let paper = PAPER.map(str::to_owned).to_vec();
    let then = Box::new(move |counted| drop(tell.send(counted)));
    urn.ballots.mark(close(1), paper, then);

    let answers = urn.answers(sent);
    let late = answers
        .iter()
        .filter(|answer| **answer != Ok(Cast::Counted { change: 1 }));
    assert_eq!(late.count(), 0, "of {RUSH} that came before the close");
    let counted = told.recv_timeout(Duration::from_secs(30)).expect("closed");
    assert_eq!(counted.tally.0[0].votes, u64::from(RUSH));
    let after = urn.cast([vote(RUSH, Some(1), &[PAPER[0]])]);
    assert_eq!(after, [Ok(Cast::Late)]);
}

#[test]
fn closing_twice_counts_the_same() {
    let urn = Urn::open();
    urn.cast([vote(1, None, &[PAPER[0]]), vote(2, None, &[PAPER[1]])]);
    let first = urn.mark(close(1));
    let stored = urn.records().len();
    let again = urn.mark(close(1));
    assert_eq!(first, again, "a start-up repeats what it cannot be sure of");
    assert_eq!(urn.records().len(), stored);
}
