//! Nodes and servers are killed while phones vote at two nodes.

use super::{
    ANSWERED_MAX, Venue, close, counted, entries, in_phase, open_ballot, signal, tally, votes_for,
    well,
};
use crate::cluster::Cluster;
use crate::support::server::Server;
use crate::support::voters::join;
use crate::support::wait::until_within;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Phones that vote at once.
const PHONES: usize = 8;

/// Phones that vote at both nodes in turn, each as somebody new and until it is answered, for as
/// long as `during` lasts; the receipts that they were given. The second node stays.
fn crowd(nodes: [&Server; 2], choice: &str, during: impl FnOnce(&AtomicU64)) -> BTreeSet<String> {
    let (ends, answered) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let phone = |number: usize| {
            let (ends, answered, stays) = (&ends, &answered, nodes[1]);
            let mut nodes = nodes;
            nodes.rotate_left(number % 2);
            scope.spawn(move || {
                let mut receipts = BTreeSet::new();
                while !ends.load(Ordering::SeqCst) {
                    let told = counted(&nodes, &join(stays), choice);
                    receipts.insert(told["receipt"].to_string());
                    answered.fetch_add(1, Ordering::SeqCst);
                }
                receipts
            })
        };
        let phones: Vec<_> = (0..PHONES).map(phone).collect();
        during(&answered);
        ends.store(true, Ordering::SeqCst);
        let joined = phones.into_iter().map(|phone| phone.join());
        joined
            .flat_map(|receipts| receipts.expect("a phone"))
            .collect()
    })
}

/// Until so many more were answered.
fn go_on(answered: &AtomicU64, more: u64) {
    let wanted = answered.load(Ordering::SeqCst) + more;
    until_within(ANSWERED_MAX, "votes to be answered", || {
        (answered.load(Ordering::SeqCst) >= wanted).then_some(())
    });
}

#[test]
fn a_killed_node_loses_and_doubles_no_answered_vote_and_its_phones_go_to_the_next() {
    let venue = Venue::open();
    let hall = venue.hall();
    let (first, second) = (venue.node("n1"), venue.node("n2"));
    [&first, &second].into_iter().for_each(well);
    open_ballot(&hall, &[&first, &second]);
    let choice = entries(&first).remove(0);
    let answered = crowd([&first, &second], &choice, |answered| {
        go_on(answered, 20);
        signal(&first, "-KILL");
        go_on(answered, 20);
    });
    // It starts anew, from nothing but the log.
    let again = venue.node("n1");
    well(&again);
    in_phase(&again, "open");
    let voter = join(&again);
    counted(&[&again], &voter, &choice);
    close(&hall);
    assert_eq!(votes_for(&tally(&hall), &choice), answered.len() as u64 + 1);
}

#[test]
fn servers_that_are_killed_under_two_nodes_lose_and_double_no_answered_vote() {
    let mut venue = Venue::open();
    let hall = venue.hall();
    let (first, second) = (venue.node("n1"), venue.node("n2"));
    [&first, &second].into_iter().for_each(well);
    open_ballot(&hall, &[&first, &second]);
    let choice = entries(&first).remove(0);
    let evening = venue.evening();
    let cluster = &mut venue.cluster;
    let answered = crowd([&first, &second], &choice, |answered| {
        for part in [leader, follower, everybody] {
            let killed = part(cluster, &evening);
            killed.iter().for_each(|number| cluster.kill(*number));
            if killed.len() < 3 {
                go_on(answered, 10);
            }
            killed.iter().for_each(|number| cluster.revive(*number));
            go_on(answered, 10);
        }
    });
    close(&hall);
    assert_eq!(votes_for(&tally(&hall), &choice), answered.len() as u64);
}

fn leader(cluster: &Cluster, evening: &str) -> Vec<usize> {
    vec![Cluster::number(&cluster.whole(evening).leader)]
}

fn follower(cluster: &Cluster, evening: &str) -> Vec<usize> {
    let facts = cluster.whole(evening);
    let first = facts.followers.keys().next();
    vec![Cluster::number(first.expect("a follower"))]
}

fn everybody(_: &Cluster, _: &str) -> Vec<usize> {
    vec![0, 1, 2]
}
