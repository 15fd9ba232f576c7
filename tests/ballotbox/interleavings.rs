//! Votes, changes, retries, exclusions and closes in any order that a network can bring them.

use crate::urn::{BALLOT, PAPER, Urn, close, open, vote, voter};
use palmares::ballotbox::fold::Polls;
use palmares::ballotbox::record::Mark;
use palmares::ballotbox::{CONTEXT, Cast};
use palmares::ledger::Head;
use palmares::ledger::kept::Fold;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One arrival: who, the number of the change (none from a plain form), and the choices as a set of
/// the paper's places.
#[derive(Clone, Debug)]
struct Arrival {
    voter: u32,
    change: Option<u32>,
    choices: Vec<&'static str>,
}

#[derive(Clone, Debug)]
enum Step {
    /// All of these are under way at once.
    Votes(Vec<Arrival>),
    Open,
    Close,
    Exclude(u32),
    Restart,
}

/// Even voters have script, and number their changes; the others send plain forms. Few voters and
/// few numbers make for many retries.
fn arrival() -> impl Strategy<Value = Arrival> {
    (0u32..8, 1u32..5, 1usize..8).prop_map(|(voter, change, set)| Arrival {
        voter,
        change: (voter % 2 == 0).then_some(change),
        choices: (0..3)
            .filter(|at| set & (1 << at) != 0)
            .map(|at| PAPER[at])
            .collect(),
    })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => prop::collection::vec(arrival(), 1..12).prop_map(Step::Votes),
        2 => Just(Step::Open),
        2 => Just(Step::Close),
        1 => (0u32..8).prop_map(Step::Exclude),
        1 => Just(Step::Restart),
    ];
    prop::collection::vec(step, 1..14)
}

/// What an onlooker with a notebook knows: who came while the box was open, and what each was
/// answered.
#[derive(Default)]
struct Notebook {
    open: bool,
    round: u32,
    /// The arrivals of each voter that could count, in their order.
    in_time: BTreeMap<u32, Vec<Arrival>>,
    excluded: BTreeSet<u32>,
}

impl Notebook {
    /// The choice that stands: the highest change, and of those the one that came last; of plain
    /// forms simply the last.
    fn stands(&self, voter: u32) -> Option<&Arrival> {
        let arrivals = self.in_time.get(&voter)?;
        arrivals.iter().max_by_key(|arrival| arrival.change)
    }

    fn tally(&self) -> [u64; 3] {
        let mut votes = [0; 3];
        let voters = (0..8).filter(|voter| !self.excluded.contains(voter));
        for arrival in voters.filter_map(|voter| self.stands(voter)) {
            for (at, entry) in PAPER.iter().enumerate() {
                votes[at] += u64::from(arrival.choices.contains(entry));
            }
        }
        votes
    }

    /// Nobody hears "counted" and is not, nor "late" and is.
    fn note(&mut self, arrival: Arrival, answer: &Cast) {
        if self.open {
            let arrivals = self.in_time.entry(arrival.voter).or_default();
            arrivals.push(arrival.clone());
        }
        let stands = self.stands(arrival.voter).map(|a| &a.choices);
        match answer {
            Cast::Counted { .. } => assert_eq!(stands, Some(&arrival.choices)),
            Cast::Superseded { choices, .. } => {
                assert_ne!(stands, Some(&arrival.choices));
                assert!(
                    stands.is_some_and(|s| s == choices),
                    "{stands:?} {choices:?}"
                );
            }
            Cast::Late => {
                assert!(!self.open, "{arrival:?} came in time");
                let stands = self.stands(arrival.voter);
                let known = stands
                    .is_some_and(|a| a.choices == arrival.choices && a.change >= arrival.change);
                assert!(!known, "{arrival:?} counts");
            }
        }
    }
}

/// Does it, and writes it down.
fn play(steps: Vec<Step>) -> (Urn, Notebook) {
    let (mut urn, mut notebook) = (Urn::new(), Notebook::default());
    for step in steps {
        match step {
            Step::Votes(arrivals) => {
                let votes = arrivals.iter().map(|a| vote(a.voter, a.change, &a.choices));
                let answers = urn.cast(votes);
                for (arrival, answer) in arrivals.into_iter().zip(answers) {
                    notebook.note(arrival, &answer.expect("a good disk"));
                }
            }
            Step::Open if !notebook.open => {
                notebook.round += 1;
                notebook.open = true;
                urn.mark(open(notebook.round));
            }
            Step::Close if notebook.open => {
                notebook.open = false;
                let counted = urn.mark(close(notebook.round));
                let votes: Vec<u64> = counted.tally.0.iter().map(|count| count.votes).collect();
                assert_eq!(votes, notebook.tally(), "at the close mark");
            }
            Step::Exclude(number) => {
                notebook.excluded.insert(number);
                urn.mark(Mark::Exclude {
                    ballot: BALLOT.into(),
                    voter: voter(number),
                });
            }
            Step::Restart => urn = urn.reopened(),
            Step::Open | Step::Close => {}
        }
    }
    (urn, notebook)
}

/// What anyone counts who has nothing but the records.
fn recounted(records: &[String]) -> Vec<u64> {
    let (mut fold, mut at) = (Polls::default(), Head::default());
    for batch in records {
        at = at.next(CONTEXT, batch);
        let mut count = |answer| assert!(matches!(answer, Cast::Counted { .. }), "{batch}");
        fold.apply(at, batch, &mut count).expect("records");
    }
    let tally = fold.tally(BALLOT, PAPER);
    tally.0.iter().map(|count| count.votes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_interleaving_counts_every_voters_last_choice_once(steps in steps()) {
        let (urn, notebook) = play(steps);
        prop_assert_eq!(urn.tally(), notebook.tally());
        prop_assert_eq!(recounted(&urn.records()), notebook.tally());
        let voters = urn.ballots.turnout().get(BALLOT).map_or(0, |turnout| turnout.voters);
        prop_assert_eq!(voters, notebook.in_time.len() as u64);
        let urn = urn.reopened();
        prop_assert_eq!(urn.tally(), notebook.tally());
    }
}
