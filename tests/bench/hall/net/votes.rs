//! Durable, answered votes a second through three servers, beside the local box.

use super::{Node, Venue};
use crate::Scale;
use crate::figures::{Section, at, in_ms, median, ms, times};
use crate::house::House;
use crate::voters::{Load, tokens};
use crate::votes::{VOTERS_OF_SECOND, load};
use std::net::SocketAddr;
use std::time::Duration;

/// Connections to each server at a time.
const CONNECTIONS: usize = 256;

/// Votes a second, over the local box's.
const RATE_LEAST: f64 = 0.5;

/// The p99 of a vote, in milliseconds.
const P99_MOST: f64 = 60.0;

#[derive(Default)]
struct Rates {
    per_second: Vec<f64>,
    p50_ms: Vec<f64>,
    p99_ms: Vec<f64>,
}

impl Rates {
    fn add(&mut self, loads: Vec<Load>) {
        self.per_second
            .push(loads.iter().map(|load| load.per_second).sum());
        let mut waits: Vec<Duration> = loads.into_iter().flat_map(|load| load.waits).collect();
        waits.sort_unstable();
        self.p50_ms.push(ms(at(&waits, 50.0)));
        self.p99_ms.push(ms(at(&waits, 99.0)));
    }
}

/// At each of these at once, from a thread each.
fn at_once(servers: &[SocketAddr], voters: &[String], seconds: u64) -> Vec<Load> {
    let share = voters.len() / servers.len();
    std::thread::scope(|scope| {
        let part = |(server, voters): (&SocketAddr, _)| {
            let server = *server;
            scope.spawn(move || load(server, voters, CONNECTIONS, seconds))
        };
        let parts: Vec<_> = servers.iter().zip(voters.chunks(share)).map(part).collect();
        let loads = parts.into_iter().map(|part| part.join().expect("a load"));
        loads.collect()
    })
}

/// Votes a second through one node and through two.
pub fn votes(scale: &Scale) -> Section {
    let said = "Every vote is a new voter's. At a node it is answered once it was read back from the log of three servers, each of which has synced it; at the hall's box once it is on disk. Everything runs on this one machine and its one disk. With two nodes there are 256 connections to each, and the box has as many from as many threads.";
    let header = [
        "nodes",
        "votes a second",
        "local box",
        "ratio (at least 0.5)",
        "p50",
        "local box",
        "p99 (at most 60 ms)",
        "local box",
    ];
    let mut section = Section::new("Votes through three servers", said, &header);
    for nodes in [1, 2] {
        let (mut outside, mut inside) = (Rates::default(), Rates::default());
        for _ in 0..scale.turns {
            let house = House::voting();
            let count = nodes * (scale.seconds as usize + 1) * VOTERS_OF_SECOND;
            let voters = tokens(&house.voters(), count);
            let doors = vec![house.address; nodes];
            inside.add(at_once(&doors, &voters, scale.seconds));
            drop(house);
            let venue = Venue::voting();
            let voters = tokens(&venue.hall.voters(), count);
            let names = ["n1", "n2"].into_iter().take(nodes);
            let running: Vec<Node> = names.map(|name| venue.node(name)).collect();
            let doors: Vec<SocketAddr> = running.iter().map(|node| node.address).collect();
            outside.add(at_once(&doors, &voters, scale.seconds));
        }
        report(&mut section, nodes, &outside, &inside);
    }
    section
}

fn report(section: &mut Section, nodes: usize, outside: &Rates, inside: &Rates) {
    let middle = |of: fn(&Rates) -> &Vec<f64>| (median(of(outside)), median(of(inside)));
    let (rate, rate_inside) = middle(|rates| &rates.per_second);
    let (p50, p50_inside) = middle(|rates| &rates.p50_ms);
    let (p99, p99_inside) = middle(|rates| &rates.p99_ms);
    let ratio = rate / rate_inside;
    let ratio = section.at_least(&format!("{nodes}"), ratio, RATE_LEAST, times(ratio));
    let p99 = section.at_most(&format!("p99 of {nodes}"), p99, P99_MOST, in_ms(p99));
    section.row([
        nodes.to_string(),
        format!("{rate:.0}"),
        format!("{rate_inside:.0}"),
        ratio,
        in_ms(p50),
        in_ms(p50_inside),
        p99,
        in_ms(p99_inside),
    ]);
}
