//! Servers are killed and cut off while two nodes write: what was answered is in the log once, for
//! all.
//!
//! `PALMARES_LONG=1` kills each part twenty times, and cuts for a minute.

use crate::cluster::{Cluster, Shape, WELL};
use crate::evening::{EVENING, Party, closing, vote, voter_ref};
use crate::support::dice::form;
use crate::support::wait::{until, until_within};
use palmares::ballotbox::Cast;
use palmares::ledger::jetstream::NetFacts;
use palmares::ledger::kept::StoreError;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Votes that a node's phones send at once.
const AT_ONCE: u32 = 64;

/// An election takes four to nine seconds, and what was not confirmed is asked again.
const AGAIN_MAX: Duration = Duration::from_secs(40);

/// New voters come.
const GOING: u8 = 0;

/// Nobody comes any more; those who wait for an answer still do.
const ENDING: u8 = 1;

/// The test has failed.
const GIVEN_UP: u8 = 2;

/// Ends the phones, whatever becomes of the test.
struct Ends<'a>(&'a AtomicU8);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        let failed = std::thread::panicking();
        let how = if failed { GIVEN_UP } else { ENDING };
        self.0.store(how, Ordering::SeqCst);
    }
}

/// The phones of a node: each votes once, and again for as long as nobody confirms it.
fn phones(node: &Party, first: u32, phase: &AtomicU8, answered: &AtomicU64) -> BTreeSet<u32> {
    let mut counted = BTreeSet::new();
    let mut next = first;
    let mut waiting: Vec<u32> = Vec::new();
    loop {
        let phase = phase.load(Ordering::SeqCst);
        if phase == GIVEN_UP || phase == ENDING && waiting.is_empty() {
            return counted;
        }
        if waiting.is_empty() {
            waiting = (next..next + AT_ONCE).collect();
            next += AT_ONCE;
        }
        let asked: Vec<_> = waiting
            .iter()
            .map(|voter| (*voter, node.log.ask(vote(*voter, "a"))))
            .collect();
        waiting.clear();
        for (voter, answer) in asked {
            match answer.wait() {
                Ok(Cast::Counted { .. }) => {
                    counted.insert(voter);
                    answered.fetch_add(1, Ordering::SeqCst);
                }
                Err(StoreError::NotStored | StoreError::Unknown) => waiting.push(voter),
                Ok(other) => panic!("voter {voter}: {other:?}"),
            }
        }
    }
}

fn leader(cluster: &Cluster) -> usize {
    Cluster::number(&cluster.whole(EVENING).leader)
}

fn follower(cluster: &Cluster) -> usize {
    let facts = cluster.whole(EVENING);
    let first = facts.followers.keys().next().expect("a follower");
    Cluster::number(first)
}

/// Two nodes whose phones vote while `trouble` lasts: what they were told is counted, once.
fn voting_through(
    cluster: &mut Cluster,
    hall: &Party,
    nodes: &[Party; 2],
    trouble: impl FnOnce(&mut Cluster, &AtomicU64),
) {
    let (phase, answered) = (AtomicU8::new(GOING), AtomicU64::new(0));
    let counted: BTreeSet<u32> = std::thread::scope(|scope| {
        let writers: Vec<_> = nodes
            .iter()
            .zip([0, 1_000_000_000])
            .map(|(node, first)| {
                let (phase, answered) = (&phase, &answered);
                scope.spawn(move || phones(node, first, phase, answered))
            })
            .collect();
        let done = Ends(&phase);
        trouble(cluster, &answered);
        drop(done);
        let joined = writers.into_iter().map(|writer| writer.join());
        joined
            .flat_map(|counted| counted.expect("a writer"))
            .collect()
    });
    let closed = hall.mark(closing(1));
    let late = Party::reader(cluster);
    for party in [hall, &late, &nodes[0], &nodes[1]] {
        until("the close", || {
            use palmares::ledger::kept::Fold;
            let at = party.log.fold().stands(&closing(1))?;
            assert_eq!(at, closed, "one position, one digest");
            Some(())
        });
        let fold = party.log.fold();
        let held = |voter: &u32| fold.polls().held("people", &voter_ref(*voter)).is_some();
        let lost: Vec<_> = counted.iter().filter(|voter| !held(voter)).collect();
        assert!(lost.is_empty(), "{} lost", lost.len());
        assert_eq!(
            fold.polls().votes("people"),
            counted.len() as u64,
            "none twice"
        );
        assert_eq!(fold.skipped().suspicious(), 0);
    }
    println!("{} votes, each of them in the log once", counted.len());
}

#[test]
fn a_killed_leader_follower_and_all_three_lose_and_double_no_answered_vote() {
    let rounds = form(1, 20);
    let mut cluster = Cluster::start(WELL);
    cluster.prepare(EVENING);
    let hall = Party::hall(&cluster);
    hall.open();
    let nodes = [("n1", 11), ("n2", 12)].map(|(lane, n)| Party::node(&cluster, lane, n));
    voting_through(&mut cluster, &hall, &nodes, |cluster, answered| {
        (0..rounds).for_each(|_| kill_each_part(cluster, answered));
    });
}

/// How long the leader is cut off, in seconds.
const CUT_SECS: [u64; 2] = [12, 60];

#[test]
fn a_leader_that_is_cut_off_loses_and_doubles_no_answered_vote() {
    let mut cluster = Cluster::start(Shape {
        wired: true,
        ..WELL
    });
    cluster.prepare(EVENING);
    let hall = Party::hall(&cluster);
    hall.open();
    let leader = leader(&cluster);
    // Which server a node is connected to is left to chance: in seven runs of ten somebody is with
    // the leader.
    let nodes = [("n1", 11), ("n2", 12)].map(|(lane, n)| Party::node(&cluster, lane, n));
    voting_through(&mut cluster, &hall, &nodes, |cluster, answered| {
        going_on(answered, "votes before");
        let cut_at = Instant::now();
        cluster.isolate(leader, true);
        let other = cluster.options_by((leader + 1) % 3, EVENING);
        until_within(
            AGAIN_MAX,
            "the others to have a leader of their own",
            || {
                let facts = NetFacts::ask(&other).ok()?;
                (Cluster::number(&facts.leader) != leader).then_some(())
            },
        );
        println!(
            "cut off: {:?} until there is another leader",
            cut_at.elapsed()
        );
        going_on(answered, "votes without it");
        println!("cut off: {:?} until votes were answered", cut_at.elapsed());
        let ends = cut_at + Duration::from_secs(form(CUT_SECS[0], CUT_SECS[1]));
        while Instant::now() < ends {
            going_on(answered, "votes all the while");
        }
        cluster.isolate(leader, false);
        going_on(answered, "votes afterwards");
        cluster.whole(EVENING);
    });
}

fn kill_each_part(cluster: &mut Cluster, answered: &AtomicU64) {
    for name in ["leader", "follower", "all three"] {
        let part = match name {
            "leader" => vec![leader(cluster)],
            "follower" => vec![follower(cluster)],
            _ => vec![0, 1, 2],
        };
        going_on(answered, "votes before");
        let killed_at = Instant::now();
        part.iter().for_each(|number| cluster.kill(*number));
        if part.len() == 1 {
            going_on(answered, "votes without it");
            println!(
                "{name}: {:?} until votes were answered",
                killed_at.elapsed()
            );
        }
        part.iter().for_each(|number| cluster.revive(*number));
        going_on(answered, "votes afterwards");
        cluster.whole(EVENING);
    }
}

/// Waits until more votes were answered than were in hand.
fn going_on(answered: &AtomicU64, what: &str) {
    let enough = answered.load(Ordering::SeqCst) + u64::from(3 * AT_ONCE);
    until_within(AGAIN_MAX, what, || {
        (answered.load(Ordering::SeqCst) >= enough).then_some(())
    });
}
