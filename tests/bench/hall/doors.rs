//! The doors open: everybody loads the page and opens the live line at once.

use crate::Scale;
use crate::fanout::props;
use crate::figures::{Section, at, in_ms, median, ms, times};
use crate::floors::{self, Floor};
use crate::house::House;
use crate::phones::{Admission, Phones};
use std::net::SocketAddr;

/// Phones that come at the same moment.
pub const AT_ONCE: usize = 1_000;

/// The whole rush, over the floor's.
const MOST: f64 = 2.0;

#[derive(Default)]
struct Rush {
    took_ms: Vec<f64>,
    p99_ms: Vec<f64>,
    failed: usize,
}

impl Rush {
    fn at(&mut self, server: SocketAddr, phones: usize) {
        let Admission {
            took,
            failed,
            waits,
        } = Phones::before(server).admit(phones, AT_ONCE, true);
        self.took_ms.push(ms(took));
        self.p99_ms.push(ms(at(&waits, 99.0)));
        self.failed += failed;
    }
}

/// A rush at the doors.
pub fn doors(scale: &Scale) -> Section {
    let said = "Each phone connects, loads the whole page, connects again, opens its line and is sent its first frame; a thousand are under way at any moment. The floor answers with the same bytes and does the same handshakes.";
    let header = [
        "phones",
        "all are in after",
        "floor",
        "ratio (at most 2)",
        "p99 of a phone",
        "floor",
        "phones a second",
        "failed (none)",
    ];
    let mut section = Section::new("Doors", said, &header);
    let (mut ours, mut floor) = (Rush::default(), Rush::default());
    for _ in 0..scale.turns {
        let house = House::voting();
        let props = props(&house);
        let bare = Floor::start(floors::HALL, props.path());
        floor.at(bare.address, scale.hall);
        drop(bare);
        ours.at(house.address, scale.hall);
    }
    let (took, took_floor) = (median(&ours.took_ms), median(&floor.took_ms));
    let slower = took / took_floor;
    let slower = section.at_most("the rush", slower, MOST, times(slower));
    let failed = section.at_most("failed", ours.failed as f64, 0.0, ours.failed.to_string());
    section.row([
        scale.hall.to_string(),
        in_ms(took),
        in_ms(took_floor),
        slower,
        in_ms(median(&ours.p99_ms)),
        in_ms(median(&floor.p99_ms)),
        format!("{:.0}", scale.hall as f64 * 1e3 / took),
        failed,
    ]);
    section
}
