//! A start-up asks again for marks that a power cut may have kept from being set, or from being
//! heard of.

use crate::support::ledgers::box_at;
use crate::support::wait::until;
use palmares::ballotbox::record::{Mark, Record, Vote, VoterRef};
use palmares::ballotbox::{BallotBox, Cast, Counted};
use palmares::ledger::kept::AnyKept;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use tempfile::TempDir;

fn file() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("votes.db");
    (folder, file)
}

fn open(file: &Path) -> BallotBox {
    box_at(file).expect("a good box")
}

fn opened(ballot: &str, round: u32) -> Mark {
    let ballot = ballot.into();
    Mark::Open { ballot, round }
}

fn closed(ballot: &str, round: u32) -> Mark {
    let ballot = ballot.into();
    Mark::Close { ballot, round }
}

fn set(ballots: &BallotBox, mark: Mark) -> Counted {
    let (told, counted) = channel();
    let paper = vec!["mirror".to_owned(), "echo".to_owned()];
    ballots.mark(
        mark,
        paper,
        Box::new(move |count| told.send(count).expect("heard")),
    );
    until("the mark is set", || counted.try_recv().ok())
}

async fn cast(ballots: &BallotBox, ballot: &str, voter: u8) -> Cast {
    let vote = Vote {
        ballot: ballot.into(),
        voter: VoterRef([voter; 16]),
        change: Some(1),
        choices: vec!["echo".into()],
    };
    ballots.cast(vote).await.expect("an answer")
}

async fn records(ballots: &BallotBox) -> Vec<Record> {
    let batches = ballots.records().await.expect("records");
    let lines = batches.iter().flat_map(|batch| batch.lines());
    lines
        .map(|line| Record::read(line).expect("a record"))
        .collect()
}

#[tokio::test]
async fn a_count_that_was_not_heard_is_the_same_when_asked_for_again_though_another_ballot_has_opened()
 {
    let (_folder, file) = file();
    let ballots = open(&file);
    set(&ballots, opened("people", 1));
    assert_eq!(
        cast(&ballots, "people", 1).await,
        Cast::Counted { change: 1 }
    );
    let first = set(&ballots, closed("people", 1));
    set(&ballots, opened("second", 1));
    assert_eq!(
        cast(&ballots, "second", 2).await,
        Cast::Counted { change: 1 }
    );
    assert_eq!(set(&ballots, closed("people", 1)), first);
    drop(ballots);
    let ballots = open(&file);
    assert_eq!(set(&ballots, closed("people", 1)), first);
}

#[tokio::test]
async fn a_ballot_whose_opening_was_lost_with_the_power_still_closes_with_a_mark() {
    let (_folder, file) = file();
    let ballots = open(&file);
    let counted = set(&ballots, closed("people", 1));
    assert_eq!(records(&ballots).await, [Record::Mark(closed("people", 1))]);
    assert_eq!(counted.position, 1);
    // Should its opening still come, it comes too late.
    set(&ballots, opened("people", 1));
    assert_eq!(cast(&ballots, "people", 1).await, Cast::Late);
    set(&ballots, opened("people", 2));
    assert_eq!(
        cast(&ballots, "people", 1).await,
        Cast::Counted { change: 1 }
    );
}

#[tokio::test]
async fn a_vote_that_comes_right_behind_the_opening_is_not_too_late() {
    let (_folder, file) = file();
    let ballots = open(&file);
    for round in 1..=100 {
        ballots.mark(opened("people", round), Vec::new(), Box::new(|_| {}));
        // Another voter each time, so that no vote is a retry of one that counted.
        let voter = round as u8;
        assert_eq!(
            cast(&ballots, "people", voter).await,
            Cast::Counted { change: 1 },
            "{round}"
        );
        set(&ballots, closed("people", round));
    }
}
