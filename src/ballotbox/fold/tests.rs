//! What a vote does, whatever came before it.

use super::*;

fn voter(n: u8) -> VoterRef {
    VoterRef([n; 16])
}

fn vote(n: u8, change: Option<u32>, choice: &str) -> Vote {
    Vote {
        ballot: "people".into(),
        voter: voter(n),
        change,
        choices: vec![choice.into()],
    }
}

fn open() -> Fold {
    let mut fold = Fold::default();
    fold.apply(
        1,
        &Record::Mark(Mark::Open {
            ballot: "people".into(),
            round: 1,
        }),
    );
    fold
}

fn close(fold: &mut Fold) {
    fold.apply(
        1,
        &Record::Mark(Mark::Close {
            ballot: "people".into(),
            round: 1,
        }),
    );
}

fn cast(fold: &mut Fold, vote: &Vote) -> Cast {
    match fold.judge(vote.clone()) {
        Verdict::Store(record) => {
            fold.apply(1, &record);
            let Record::Vote { change, .. } = record else {
                unreachable!("a vote is stored as one")
            };
            Cast::Counted { change }
        }
        Verdict::Answer(answer) => answer,
    }
}

fn votes(fold: &Fold) -> Vec<u64> {
    let tally = fold.tally("people", ["a", "b"]);
    tally.0.iter().map(|count| count.votes).collect()
}

#[test]
fn a_vote_sent_twice_counts_once() {
    let mut fold = open();
    assert_eq!(
        cast(&mut fold, &vote(1, Some(1), "a")),
        Cast::Counted { change: 1 }
    );
    assert_eq!(
        cast(&mut fold, &vote(1, Some(1), "a")),
        Cast::Counted { change: 1 }
    );
    assert_eq!(votes(&fold), [1, 0]);
}

#[test]
fn a_changed_vote_replaces_the_one_before() {
    let mut fold = open();
    cast(&mut fold, &vote(1, None, "a"));
    cast(&mut fold, &vote(1, None, "b"));
    assert_eq!(votes(&fold), [0, 1]);
}

#[test]
fn a_delayed_change_never_overwrites_a_later_one() {
    let mut fold = open();
    cast(&mut fold, &vote(1, Some(2), "b"));
    let late = cast(&mut fold, &vote(1, Some(1), "a"));
    let stands = Cast::Superseded {
        choices: vec!["b".into()],
        change: 2,
    };
    assert_eq!(late, stands);
    assert_eq!(votes(&fold), [0, 1]);
}

#[test]
fn a_vote_before_the_opening_or_after_the_close_is_told_so() {
    assert_eq!(cast(&mut Fold::default(), &vote(1, None, "a")), Cast::Late);
    let mut fold = open();
    close(&mut fold);
    assert_eq!(cast(&mut fold, &vote(1, None, "a")), Cast::Late);
}

#[test]
fn a_retry_after_the_close_of_a_vote_that_counted_hears_that_it_counted() {
    let mut fold = open();
    cast(&mut fold, &vote(1, Some(1), "a"));
    close(&mut fold);
    assert_eq!(
        cast(&mut fold, &vote(1, Some(1), "a")),
        Cast::Counted { change: 1 }
    );
    assert_eq!(cast(&mut fold, &vote(1, Some(2), "b")), Cast::Late);
}

#[test]
fn an_excluded_voter_is_not_counted_before_or_after() {
    let mut fold = open();
    cast(&mut fold, &vote(1, None, "a"));
    cast(&mut fold, &vote(2, None, "a"));
    fold.apply(
        1,
        &Record::Mark(Mark::Exclude {
            ballot: "people".into(),
            voter: voter(1),
        }),
    );
    assert_eq!(votes(&fold), [1, 0]);
    cast(&mut fold, &vote(1, None, "b"));
    assert_eq!(votes(&fold), [1, 0]);
}

#[test]
fn a_close_mark_of_an_earlier_round_does_not_close_a_later_one() {
    let mut fold = open();
    close(&mut fold);
    fold.apply(
        1,
        &Record::Mark(Mark::Open {
            ballot: "people".into(),
            round: 2,
        }),
    );
    close(&mut fold);
    assert_eq!(
        cast(&mut fold, &vote(1, None, "a")),
        Cast::Counted { change: 1 }
    );
}
