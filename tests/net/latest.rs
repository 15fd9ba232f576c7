//! The public value: the latest under a subject, and nothing before it.

use crate::cluster::{Cluster, WELL};
use crate::evening::{BACK_MAX, EVENING};
use crate::support::wait::{until, until_within};
use bytes::Bytes;
use palmares::ledger::jetstream::Net;

#[test]
fn whoever_comes_later_sees_the_latest_alone_and_what_is_put_while_all_are_away_comes_through() {
    let mut cluster = Cluster::start(WELL);
    cluster.prepare(EVENING);
    let start = || Net::start(&cluster.options("show", EVENING)).expect("a thread");
    let (hall, node) = (start(), start());
    let early = node.watch("state");
    assert!(early.borrow().is_none());
    for number in 0..50 {
        hall.put("state", Bytes::from(format!("{number}")));
    }
    let is = |watched: &tokio::sync::watch::Receiver<_>, text: &str| {
        let watched: &Option<(_, Bytes)> = &watched.borrow();
        watched
            .as_ref()
            .is_some_and(|(_, bytes)| bytes == text)
            .then_some(())
    };
    until("the latest", || is(&early, "49"));
    let late = start();
    until("the latest for somebody later", || {
        is(&late.watch("state"), "49")
    });
    assert!(late.health().up);

    (0..3).for_each(|number| cluster.kill(number));
    until("the line to be down", || (!hall.health().up).then_some(()));
    hall.put("state", Bytes::from("while away"));
    assert!(is(&early, "49").is_some(), "what a node has it keeps");
    (0..3).for_each(|number| cluster.revive(number));
    until_within(BACK_MAX, "what was put while all were away", || {
        is(&early, "while away")
    });
    // A second hall, started anew, knows nothing of what was put before.
    let again = Net::start(&cluster.options("show", EVENING)).expect("a thread");
    again.put("state", Bytes::from("anew"));
    until("what the new one has put", || is(&early, "anew"));
}
