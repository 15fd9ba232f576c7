//! What a vote does, whatever came before it.

use super::*;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

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

fn opening(round: u32) -> Mark {
    let ballot = "people".into();
    Mark::Open { ballot, round }
}

fn closing(round: u32) -> Mark {
    let ballot = "people".into();
    Mark::Close { ballot, round }
}

fn excluding(n: u8) -> Mark {
    Mark::Exclude {
        ballot: "people".into(),
        voter: voter(n),
    }
}

fn open() -> Polls {
    let mut fold = Polls::default();
    set(&mut fold, &opening(1));
    fold
}

fn close(fold: &mut Polls) {
    set(fold, &closing(1));
}

fn set(fold: &mut Polls, mark: &Mark) {
    assert_eq!(stored(fold, &mark.to_string()), []);
}

/// Takes in lines of one record; what was asked for is answered.
fn stored(fold: &mut Polls, lines: &str) -> Vec<Cast> {
    let (mut answers, at) = (Vec::new(), fold.head.next("a test", lines));
    fold.apply(at, lines, &mut |answer| answers.push(answer))
        .expect("records");
    answers
}

fn cast(fold: &mut Polls, vote: &Vote) -> Cast {
    let mut line = String::new();
    if let Some(answer) = fold.judge(vote.clone(), true, &mut line) {
        assert_eq!(line, "", "nothing is stored");
        return answer;
    }
    let [answer] = &stored(fold, &line)[..] else {
        panic!("{line}");
    };
    answer.clone()
}

fn votes(fold: &Polls) -> Vec<u64> {
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
    assert_eq!(cast(&mut Polls::default(), &vote(1, None, "a")), Cast::Late);
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
    set(&mut fold, &excluding(1));
    assert_eq!(votes(&fold), [1, 0]);
    cast(&mut fold, &vote(1, None, "b"));
    assert_eq!(votes(&fold), [1, 0]);
}

#[test]
fn a_close_mark_of_an_earlier_round_does_not_close_a_later_one() {
    let mut fold = open();
    close(&mut fold);
    set(&mut fold, &opening(2));
    close(&mut fold);
    assert_eq!(
        cast(&mut fold, &vote(1, None, "a")),
        Cast::Counted { change: 1 }
    );
}

#[test]
fn of_equal_numbers_the_later_in_the_order_stands() {
    let mut fold = open();
    for choice in ["a", "b"] {
        let answer = cast(&mut fold, &vote(1, Some(3), choice));
        assert_eq!(answer, Cast::Counted { change: 3 });
    }
    assert_eq!(votes(&fold), [0, 1]);
}

/// A record as somebody who judges nothing would store it.
#[derive(Clone, Debug)]
enum Sent {
    Vote(Vote),
    Mark(Mark),
}

impl Sent {
    fn line(&self) -> String {
        match self {
            Sent::Mark(mark) => format!("{mark}\n"),
            Sent::Vote(vote) => {
                let record = Record::Vote {
                    ballot: vote.ballot.clone(),
                    voter: vote.voter,
                    change: vote.change.expect("numbered"),
                    choices: vote.choices.clone(),
                };
                format!("{record}\n")
            }
        }
    }
}

fn sent() -> impl Strategy<Value = Sent> {
    let choice = select(vec!["a", "b"]);
    prop_oneof![
        6 => (0u8..4, 1u32..4, choice).prop_map(|(n, change, c)| Sent::Vote(vote(n, Some(change), c))),
        1 => (1u32..4).prop_map(|round| Sent::Mark(opening(round))),
        1 => (1u32..4).prop_map(|round| Sent::Mark(closing(round))),
        1 => (0u8..4).prop_map(|n| Sent::Mark(excluding(n))),
    ]
}

/// Only what somebody who judges first would store.
fn judged(all: &[Sent], alone: bool) -> (Polls, Vec<Cast>) {
    let (mut fold, mut answers) = (Polls::default(), Vec::new());
    for sent in all {
        match sent {
            Sent::Vote(vote) => {
                let mut line = String::new();
                match fold.judge(vote.clone(), alone, &mut line) {
                    Some(answer) => answers.push(answer),
                    None => answers.extend(stored(&mut fold, &line)),
                }
            }
            Sent::Mark(mark) if fold.stands(mark).is_some() => {}
            Sent::Mark(mark) => set(&mut fold, mark),
        }
    }
    (fold, answers)
}

/// What stands, by the rules alone: the highest change that came while the ballot was open, and of
/// equals the last; without the excluded.
fn by_the_rules(all: &[Sent]) -> Vec<u64> {
    let (mut open, mut round, mut closed) = (None, 0, 0);
    let (mut stands, mut excluded) = (BTreeMap::new(), Vec::new());
    for sent in all {
        match sent {
            Sent::Vote(vote) if open.is_some() => {
                let before = stands.get(&vote.voter).map(|(change, _)| *change);
                if before <= vote.change {
                    let choice = vote.choices[0].clone();
                    stands.insert(vote.voter, (vote.change.unwrap_or(0), choice));
                }
            }
            Sent::Vote(_) => {}
            Sent::Mark(Mark::Open { round: next, .. }) if *next > round => {
                (open, round) = (Some(*next), *next);
            }
            Sent::Mark(Mark::Close { round: last, .. }) if *last > closed => {
                open = open.filter(|open| open > last);
                (round, closed) = (round.max(*last), *last);
            }
            Sent::Mark(Mark::Exclude { voter, .. }) => excluded.push(*voter),
            Sent::Mark(_) => {}
        }
    }
    stands.retain(|voter, _| !excluded.contains(voter));
    let counts = |entry| {
        let chosen = stands.values().filter(|(_, choice)| choice == entry);
        chosen.count() as u64
    };
    vec![counts("a"), counts("b")]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_in_whatever_order_to_judge_first_and_to_store_everything_count_alike(
        all in prop::collection::vec(sent(), 0..40),
        alone: bool,
    ) {
        let mut whole = Polls::default();
        let mut heard = Vec::new();
        for sent in &all {
            heard.extend(stored(&mut whole, &sent.line()));
        }
        let (fold, answers) = judged(&all, alone);
        prop_assert_eq!(&answers, &heard);
        prop_assert_eq!(votes(&fold), by_the_rules(&all));
        prop_assert_eq!(votes(&whole), by_the_rules(&all));
        for n in 0..4 {
            let held = |fold: &Polls| fold.held("people", &voter(n));
            prop_assert_eq!(held(&fold), held(&whole));
        }
    }
}
