//! What counts, whatever arrives in whatever order, twice or late.

use super::*;
use crate::ledger::jetstream::signed::{Signer, body};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

const EVENING: &str = "evening";

fn signer(lane: &str, secret: u8) -> Signer {
    Signer::of(EVENING, lane, &Bytes32([secret; 32])).expect("a key")
}

fn hall() -> Signer {
    signer(HALL, 1)
}

/// A log as the servers hold it, and its fold.
#[derive(Default)]
struct Log {
    fold: NetPolls,
    decrees: u64,
}

impl Log {
    /// One in which two nodes are listed and the ballot is open for a minute from second 10.
    fn open() -> Log {
        let mut log = Log::begun();
        log.decree(10_000, "paper people 1 a,b\nopen people 1\n");
        log.decree(10_001, "lasts people 1 60000\n");
        log
    }

    fn begun() -> Log {
        let mut log = Log::default();
        log.decree(1, &format!("evening {EVENING} {}\n", hall().public()));
        for (name, secret) in [("n1", 11), ("n2", 12)] {
            let key = signer(name, secret).public();
            log.decree(2, &format!("node {name} {key}\n"));
        }
        log
    }

    fn decree(&mut self, stamp_ms: i64, text: &str) {
        self.decrees += 1;
        let message = hall().message(self.decrees, text);
        assert_eq!(self.message(stamp_ms, HALL, &message), []);
    }

    fn message(&mut self, stamp_ms: i64, subject: &str, message: &str) -> Vec<Cast> {
        let body = body(stamp_ms, subject, message.as_bytes());
        let at = self.fold.head.next(LAYOUT.context, &body);
        let mut heard = Vec::new();
        NetPolls::check(&body).expect("a body");
        let applied = self.fold.apply(at, &body, &mut |answer| heard.push(answer));
        applied.expect("a body");
        heard
    }

    /// A batch of the first node.
    fn batch(&mut self, stamp_ms: i64, counter: u64, text: &str) -> Vec<Cast> {
        let message = signer("n1", 11).message(counter, text);
        self.message(stamp_ms, "lane.n1", &message)
    }

    fn votes(&self) -> Vec<u64> {
        let tally = self.fold.polls.tally("people", ["a", "b"]);
        tally.0.iter().map(|count| count.votes).collect()
    }
}

fn vote(voter: u8, change: u32, choice: &str) -> String {
    format!(
        "vote people {} {change} {choice}\n",
        format!("{voter:02x}").repeat(16)
    )
}

const COUNTED: Cast = Cast::Counted { change: 1 };

#[test]
fn a_batch_of_a_listed_node_counts_once() {
    let mut log = Log::open();
    let text = vote(1, 1, "a") + &vote(2, 1, "b");
    assert_eq!(log.batch(20_000, 1, &text), [COUNTED, COUNTED]);
    assert_eq!(log.batch(20_001, 1, &text), []);
    assert_eq!(log.votes(), [1, 1]);
    assert_eq!(log.fold.skipped().repeated, 1);
    assert_eq!(log.fold.skipped().suspicious(), 0);
}

#[test]
fn what_is_forged_foreign_or_malformed_is_skipped_and_counted() {
    let mut log = Log::open();
    let text = vote(1, 1, "a");
    let ours = signer("n1", 11).message(1, &text);
    let forged = signer("n1", 99).message(1, &text);
    let unlisted = signer("n3", 11).message(1, &text);
    let mark = signer("n1", 11).message(2, "close people 1\n");
    let as_hall = signer(HALL, 11).message(99, "close people 1\n");
    for (subject, message) in [
        ("lane.n1", &forged),
        ("lane.n2", &ours),
        ("lane.n3", &unlisted),
        ("lane.n1", &mark),
        (HALL, &as_hall),
        ("lane.n1", &"anything".to_owned()),
    ] {
        assert_eq!(log.message(20_000, subject, message), []);
    }
    let skipped = log.fold.skipped();
    assert_eq!(
        (skipped.forged, skipped.foreign, skipped.malformed),
        (2, 2, 2)
    );
    assert_eq!(log.votes(), [0, 0]);
    assert_eq!(log.batch(20_001, 3, &text), [COUNTED]);
}

#[test]
fn a_forged_counter_costs_the_lane_nothing() {
    let mut log = Log::open();
    let forged = signer("n1", 99).message(u64::MAX, &vote(1, 1, "a"));
    log.message(20_000, "lane.n1", &forged);
    assert_eq!(log.batch(20_001, 1, &vote(2, 1, "b")), [COUNTED]);
}

#[test]
fn a_batch_is_late_after_the_close_mark_and_after_the_span_by_the_servers_stamps() {
    let mut log = Log::open();
    assert_eq!(log.batch(70_000, 1, &vote(1, 1, "a")), [COUNTED]);
    assert_eq!(log.batch(70_001, 2, &vote(2, 1, "a")), [Cast::Late]);
    log.decree(70_002, "lasts people 1 90000\n");
    assert_eq!(log.batch(70_003, 3, &vote(3, 1, "a")), [COUNTED]);
    log.decree(70_004, "close people 1\n");
    assert_eq!(log.batch(70_005, 4, &vote(4, 1, "a")), [Cast::Late]);
    // Sent again after it was counted: it still is.
    assert_eq!(log.batch(99_999, 5, &vote(1, 1, "a")), [COUNTED]);
    assert_eq!(log.votes(), [2, 0]);
}

#[test]
fn how_long_a_round_lasts_is_taken_of_the_opening_that_said_so_first() {
    let mut log = Log::begun();
    log.decree(10_000, "paper people 1 a,b\nopen people 1\n");
    log.decree(10_001, "lasts people 1 60000 7\n");
    assert_eq!(log.fold.opened_at("people", 1), Some(At(7)));
    log.decree(10_002, "lasts people 1 90000 8\n");
    assert_eq!(log.batch(70_001, 1, &vote(1, 1, "a")), [Cast::Late]);
    log.decree(70_002, "lasts people 1 90000 7\n");
    assert_eq!(log.batch(70_003, 2, &vote(1, 1, "a")), [COUNTED]);
    assert_eq!(log.fold.opened_at("people", 2), None);
}

#[test]
fn nothing_of_a_stopped_lane_counts_from_there_on_and_what_came_before_stands() {
    let mut log = Log::open();
    log.batch(20_000, 1, &vote(1, 1, "a"));
    log.decree(20_001, "stop n1\n");
    assert_eq!(log.batch(20_002, 2, &vote(2, 1, "a")), []);
    // Not even under a new key: the lane's name is spent.
    log.decree(20_003, &format!("node n1 {}\n", signer("n1", 13).public()));
    let anew = signer("n1", 13).message(3, &vote(3, 1, "a"));
    assert_eq!(log.message(20_004, "lane.n1", &anew), []);
    assert_eq!(log.votes(), [1, 0]);
    assert_eq!(log.fold.skipped().stopped, 2);
}

#[test]
fn a_vote_for_what_the_ballot_does_not_offer_changes_nothing_and_harms_no_other() {
    let mut log = Log::open();
    let text = vote(1, 1, "z") + &vote(2, 1, "a,b") + &vote(3, 1, "a,a") + &vote(4, 1, "a");
    let elsewhere = text.replace("people", "other");
    let late = Cast::Late;
    let heard = log.batch(20_000, 1, &text);
    assert_eq!(heard, [late.clone(), late.clone(), late, COUNTED]);
    log.batch(20_001, 2, &elsewhere);
    assert_eq!(log.votes(), [1, 0]);
    assert_eq!(log.fold.skipped().unlisted, 7);
    assert_eq!(
        log.fold.polls.turnout().count(),
        1,
        "no ballot comes up by itself"
    );
}

#[test]
fn a_log_that_does_not_begin_with_its_evening_counts_nothing() {
    let mut log = Log::default();
    let text = "paper people 1 a,b\nopen people 1\n";
    log.message(1, HALL, &hall().message(1, text));
    assert!(log.fold.evening().is_none());
    assert_eq!(log.batch(2, 1, &vote(1, 1, "a")), []);
    assert_eq!(log.votes(), [0, 0]);
}

/// What somebody writes, and how often it arrives: a counter may come again or late.
#[derive(Clone, Debug)]
enum Written {
    Batch {
        node: usize,
        votes: Vec<(u8, u32, &'static str)>,
    },
    Open(u32),
    Close(u32),
    Stop(usize),
}

fn written() -> impl Strategy<Value = Written> {
    let votes = prop::collection::vec((0u8..5, 1u32..4, select(vec!["a", "b"])), 1..4);
    prop_oneof![
        8 => (0usize..2, votes).prop_map(|(node, votes)| Written::Batch { node, votes }),
        2 => (1u32..4).prop_map(Written::Open),
        2 => (1u32..4).prop_map(Written::Close),
        1 => (0usize..2).prop_map(Written::Stop),
    ]
}

/// The tally by the rules alone, of what counts: each lane's batches once and ascending.
#[derive(Default)]
struct Model {
    counters: [u64; 2],
    stopped: BTreeSet<usize>,
    open: Option<u32>,
    round: u32,
    closed: u32,
    stands: BTreeMap<u8, (u32, &'static str)>,
}

impl Model {
    fn take(&mut self, written: &Written, counter: u64) {
        match written {
            Written::Open(round) if *round > self.round => {
                (self.open, self.round) = (Some(*round), *round);
            }
            Written::Close(round) if *round > self.closed => {
                self.open = self.open.filter(|open| open > round);
                (self.round, self.closed) = (self.round.max(*round), *round);
            }
            Written::Stop(node) => drop(self.stopped.insert(*node)),
            Written::Batch { node, votes } => {
                if self.stopped.contains(node) || counter <= self.counters[*node] {
                    return;
                }
                self.counters[*node] = counter;
                for (voter, change, choice) in votes.iter().filter(|_| self.open.is_some()) {
                    let before = self.stands.get(voter).map_or(0, |(change, _)| *change);
                    if before <= *change {
                        self.stands.insert(*voter, (*change, choice));
                    }
                }
            }
            Written::Open(_) | Written::Close(_) => {}
        }
    }

    fn votes(&self) -> Vec<u64> {
        let count = |entry| {
            self.stands
                .values()
                .filter(|(_, choice)| *choice == entry)
                .count()
        };
        vec![count("a") as u64, count("b") as u64]
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_delayed_or_sent_twice_among_marks_counts_as_by_the_rules(
        all in prop::collection::vec((written(), 0usize..6, any::<bool>()), 0..24),
    ) {
        let (mut log, mut model, mut counters) = (Log::begun(), Model::default(), [0; 2]);
        log.decree(3, "paper people 1 a,b\n");
        let signers = [signer("n1", 11), signer("n2", 12)];
        // What arrives, by when: a batch may be held up behind what is written after it, and come
        // twice.
        let mut arrivals = Vec::new();
        for (at, (written, delay, twice)) in all.iter().enumerate() {
            let counter = match written {
                Written::Batch { node, .. } => {
                    counters[*node] += 1;
                    counters[*node]
                }
                _ => 0,
            };
            let delay = if counter > 0 { *delay } else { 0 };
            arrivals.push((at + delay, written, counter));
            if *twice && counter > 0 {
                arrivals.push((at + 2 * delay + 1, written, counter));
            }
        }
        arrivals.sort_by_key(|(at, ..)| *at);
        for (at, written, counter) in arrivals {
            let stamp_ms = 10 + at as i64;
            match written {
                Written::Batch { node, votes } => {
                    let text: String = votes.iter().map(|(v, n, c)| vote(*v, *n, c)).collect();
                    let message = signers[*node].message(counter, &text);
                    log.message(stamp_ms, &subject_of(signers[*node].lane()), &message);
                }
                Written::Open(round) => log.decree(stamp_ms, &format!("open people {round}\n")),
                Written::Close(round) => log.decree(stamp_ms, &format!("close people {round}\n")),
                Written::Stop(node) => {
                    log.decree(stamp_ms, &format!("stop {}\n", signers[*node].lane()));
                }
            }
            model.take(written, counter);
        }
        prop_assert_eq!(log.votes(), model.votes());
        prop_assert_eq!(log.fold.skipped().suspicious(), 0);
    }
}
