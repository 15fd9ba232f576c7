//! Nodes and servers are killed while phones vote at two nodes.

use super::{
    ANSWERED_MAX, Venue, close, counted, entries, in_phase, open_ballot, signal, tally, votes_for,
    well,
};
use crate::cluster::Cluster;
use crate::support::dice::form;
use crate::support::server::Server;
use crate::support::voters::join;
use crate::support::wait::until_within;
use palmares::ballotbox::record::Mark;
use palmares::ledger::jetstream::Net;
use palmares::ledger::kept::{Fold, Kept};
use palmares::net::fold::NetPolls;
use palmares::net::key::NodeKey;
use palmares::net::record::NetMark;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// Phones that vote at once.
const PHONES: usize = 8;

/// Phones that vote at both nodes in turn, each as somebody new and until it is answered, for as
/// long as `during` lasts; the receipts that they were given. One node stays.
fn crowd(
    other: &str,
    stays: &Server,
    choice: &str,
    during: impl FnOnce(&AtomicU64),
) -> BTreeSet<String> {
    let (ends, answered) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        let phone = |number: usize| {
            let (ends, answered) = (&ends, &answered);
            let mut nodes = [other, &stays.base];
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
fn a_killed_node_and_a_killed_hall_lose_and_double_no_answered_vote() {
    let venue = Venue::open();
    let mut hall = venue.hall();
    let (mut first, second) = (venue.node("n1"), venue.node("n2"));
    [&first, &second].into_iter().for_each(well);
    open_ballot(&hall, &[&first, &second]);
    let choice = entries(&first).remove(0);
    let door = first.base.clone();
    let answered = crowd(&door, &second, &choice, |answered| {
        for _ in 0..form(1, 20) {
            let began = Instant::now();
            signal(&first, "-KILL");
            go_on(answered, 20);
            // It starts anew, from nothing but the log, and its phones find it where it was.
            first = venue.node_at("n1", &door);
            well(&first);
            in_phase(&first, "open");
            println!("node: {:?} until it was well again", began.elapsed());
            go_on(answered, 10);
            let began = Instant::now();
            signal(&hall, "-KILL");
            go_on(answered, 10);
            hall = venue.hall();
            println!("hall: {:?} until it was well again", began.elapsed());
            go_on(answered, 10);
        }
    });
    counted_once(&venue, &hall, &choice, answered.len());
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
    let answered = crowd(&first.base, &second, &choice, |answered| {
        for _ in 0..form(1, 20) {
            for part in [leader, follower, everybody] {
                let killed = part(cluster, &evening);
                killed.iter().for_each(|number| cluster.kill(*number));
                if killed.len() < 3 {
                    go_on(answered, 10);
                }
                killed.iter().for_each(|number| cluster.revive(*number));
                go_on(answered, 10);
            }
        }
    });
    counted_once(&venue, &hall, &choice, answered.len());
}

/// The hall counts each answered vote once, and whoever else reads the log through any of its
/// servers has the hall's digest at the close.
fn counted_once(venue: &Venue, hall: &Server, choice: &str, answered: usize) {
    close(hall);
    assert_eq!(votes_for(&tally(hall), choice), answered as u64);
    let export = hall.get_as("producer", "/api/export?format=json").body;
    let evening = venue.evening();
    venue.cluster.whole(&evening);
    let path = NodeKey::path(&venue.room.show(), "n1");
    let key = NodeKey::read(&path).expect("a file").expect("a key");
    let close = NetMark::Box(Mark::Close {
        ballot: "people".to_owned(),
        round: 1,
    });
    let digests: BTreeSet<String> = (0..3)
        .map(|server| {
            let net = Net::start(&venue.cluster.options_by(server, &evening)).expect("a thread");
            let log = Kept::<NetPolls>::open(net.reader(key.hall)).expect("a log");
            let closed = log.fold().stands(&close).expect("the close");
            closed.digest()
        })
        .collect();
    assert_eq!(digests.len(), 1, "{digests:?}");
    let digest = digests.first().expect("a digest");
    assert!(export.contains(digest.as_str()), "the hall has {digest}");
    println!("{answered} votes, each counted once, under one digest");
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
