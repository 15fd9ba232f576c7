//! How soon a node that starts with nothing is ready, and the hall beside it.

use super::{Node, Venue, wait};
use crate::Scale;
use crate::evening::paper;
use crate::figures::{Section, in_ms, ms};
use crate::screen::grouped;
use crate::voters::{cast, tokens, vote};
use crate::wire::Caller;
use std::time::{Duration, Instant};

/// Connections that vote at a time.
const CONNECTIONS: usize = 256;

/// Voters that are made at a time.
const CHUNK: usize = 50_000;

/// Up to a million votes in the log, and at each stop a node and the hall that start again.
pub fn restart(scale: &Scale) -> Section {
    let said = "So many votes go into the log at one node. At each stop a second node is started, which knows nothing: it reads all of the log from the servers, checks every signature and counts, until its /healthz answers 200. Then the hall is killed as a power cut would and started again on its copy, until it has read all messages.";
    let header = [
        "votes",
        "votes a second",
        "node until it is ready",
        "a vote",
        "node's memory",
        "hall until it has read all",
    ];
    let mut section = Section::new("Restart with votes outside", said, &header);
    let mut venue = Venue::voting();
    let node = venue.node("n1");
    let mut voted = 0;
    for stop in scale.ballots.iter().copied() {
        let took = vote_up_to(&venue, &node, voted, stop);
        let more = (stop - voted) as f64;
        voted = stop;
        let began = Instant::now();
        let fresh = Node::start(&venue, "n2");
        fresh.wait_until_well();
        let ready = began.elapsed();
        let memory = fresh.memory();
        drop(fresh);
        let hall = hall_again(&mut venue);
        section.row([
            grouped(stop),
            format!("{:.0}", more / took.as_secs_f64()),
            in_ms(ms(ready)),
            format!("{:.2} µs", ms(ready) * 1e3 / stop as f64),
            format!("{:.1} MiB", memory as f64 / f64::from(1 << 20)),
            in_ms(ms(hall)),
        ]);
    }
    section
}

fn vote_up_to(venue: &Venue, node: &Node, from: usize, to: usize) -> Duration {
    let (voters, paper) = (venue.hall.voters(), paper());
    let mut took = Duration::ZERO;
    for chunk in (from..to).step_by(CHUNK) {
        let tokens = tokens(&voters, CHUNK.min(to - chunk));
        let mut next = tokens.iter().zip(chunk..);
        let began = Instant::now();
        let load = cast(node.address, CONNECTIONS, Duration::ZERO, || {
            let (token, number) = next.next()?;
            Some(vote(token, &paper[number % paper.len()]))
        });
        took += began.elapsed();
        assert_eq!((load.counted, load.refused), (tokens.len(), 0), "all count");
    }
    took
}

/// A power cut at the hall; from the start after it until it has read as much as before.
fn hall_again(venue: &mut Venue) -> Duration {
    let before = messages(venue).expect("a hall");
    let began = venue.hall.killed_and_started();
    wait("the hall to have read all", || {
        messages(venue).is_some_and(|read| read >= before)
    });
    began.elapsed()
}

/// Messages of the log that the hall has read.
fn messages(venue: &Venue) -> Option<u64> {
    let (_, told) = Caller::new(venue.hall.address)
        .ok()?
        .get("", "/metrics")
        .ok()?;
    let mut lines = told.lines();
    let line = lines.find_map(|line| line.strip_prefix("palmares_net_messages "))?;
    line.parse().ok()
}
