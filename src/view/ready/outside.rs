//! The log outside, where a ballot takes votes from there.

use super::{Inspection, name};
use crate::words::ready::ReadyFinding;

/// None for a show whose ballots are the hall's alone.
pub(super) fn outside(of: &Inspection) -> Vec<ReadyFinding> {
    let (live, ballots) = (of.live, &of.state.show.ballots);
    if ballots.iter().all(|ballot| ballot.reach.is_hall()) {
        return Vec::new();
    }
    let Some(net) = &live.net else {
        return vec![match (live.machine.net_prepared, live.machine.served) {
            (false, _) => ReadyFinding::OutsideNotPrepared,
            (true, true) => ReadyFinding::OutsideAbsent,
            (true, false) => ReadyFinding::OutsideUnknown,
        }];
    };
    let mut found = Vec::new();
    if net.trouble {
        found.push(ReadyFinding::OutsideTrouble);
    } else if !net.up {
        found.push(ReadyFinding::OutsideDown);
    } else if !net.fresh {
        found.push(ReadyFinding::OutsideStale);
    }
    let differing = net.differing.iter().map(|server| name(server));
    let differing = of.list(differing.collect());
    found.extend(differing.map(ReadyFinding::OutsideDiffers));
    if net.one_reader {
        found.push(ReadyFinding::OutsideOneReader);
    }
    match found.is_empty() {
        true => vec![ReadyFinding::OutsideRead],
        false => found,
    }
}
