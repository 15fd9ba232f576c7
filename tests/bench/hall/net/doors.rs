//! The doors open at two nodes at once.

use super::{Node, Venue};
use crate::Scale;
use crate::doors::AT_ONCE;
use crate::figures::{Section, at, in_ms, median, ms, times};
use crate::house::House;
use crate::machine;
use crate::phones::{Admission, Phones};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// The whole rush at two nodes, over as many at the hall alone.
const MOST: f64 = 2.0;

#[derive(Default)]
struct Rush {
    took_ms: Vec<f64>,
    p99_ms: Vec<f64>,
    failed: usize,
    /// Bytes of memory for each phone.
    each: Vec<f64>,
}

impl Rush {
    /// So many at each of these; `memory` is of all servers together.
    fn at(&mut self, servers: &[SocketAddr], phones: usize, memory: impl Fn() -> i64) {
        let (before, began) = (memory(), Instant::now());
        let halls: Vec<(Phones, Admission)> = std::thread::scope(|scope| {
            let come = |server: &SocketAddr| {
                let mut hall = Phones::before(*server);
                scope.spawn(move || {
                    let admission = hall.admit(phones, AT_ONCE / servers.len(), true);
                    (hall, admission)
                })
            };
            let all: Vec<_> = servers.iter().map(come).collect();
            all.into_iter()
                .map(|one| one.join().expect("a rush"))
                .collect()
        });
        self.took_ms.push(ms(began.elapsed()));
        let held = (memory() - before) as f64;
        self.each.push(held / (phones * servers.len()) as f64);
        let admissions = halls.iter().map(|(_, admission)| admission);
        let mut waits: Vec<Duration> = Vec::new();
        for admission in admissions {
            self.failed += admission.failed;
            waits.extend(&admission.waits);
        }
        waits.sort_unstable();
        self.p99_ms.push(ms(at(&waits, 99.0)));
    }
}

/// A rush at the doors of two nodes.
pub fn doors(scale: &Scale) -> Section {
    let said = "As at the hall's doors: each phone connects, loads the whole page, connects again, opens its line and is sent its first frame; a thousand are under way at any moment, half of them at each node. Beside it the same number of phones at the hall alone.";
    let header = [
        "phones",
        "all are in after",
        "the hall alone",
        "ratio (at most 2)",
        "p99 of a phone",
        "the hall alone",
        "memory, a phone",
        "failed (none)",
    ];
    let mut section = Section::new("Doors of two nodes", said, &header);
    // The client holds a file for each phone, and for each page that is under way.
    let room = machine::files_max().saturating_sub(AT_ONCE) / 2;
    let phones = scale.at_node.min(room);
    let (mut nodes, mut alone) = (Rush::default(), Rush::default());
    for _ in 0..scale.turns {
        let house = House::voting();
        let memory = || machine::memory(house.pid()).pss;
        alone.at(&[house.address], 2 * phones, memory);
        drop(house);
        let venue = Venue::voting();
        let running = ["n1", "n2"].map(|name| venue.node(name));
        let doors = running.each_ref().map(|node| node.address);
        nodes.at(&doors, phones, || running.iter().map(Node::memory).sum());
    }
    let (took, took_alone) = (median(&nodes.took_ms), median(&alone.took_ms));
    let slower = took / took_alone;
    let slower = section.at_most("the rush", slower, MOST, times(slower));
    let failed = nodes.failed + alone.failed;
    let failed = section.at_most("failed", failed as f64, 0.0, failed.to_string());
    section.row([
        format!("2 × {phones}"),
        in_ms(took),
        in_ms(took_alone),
        slower,
        in_ms(median(&nodes.p99_ms)),
        in_ms(median(&alone.p99_ms)),
        format!("{:.0} B", median(&nodes.each)),
        failed,
    ]);
    section
}
