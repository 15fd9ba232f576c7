//! The hall's own copy of the log: there without a line, whole again with it, and never another's.

use crate::cluster::{Cluster, WELL};
use crate::evening::{BACK_MAX, EVENING, Party, closing, opening};
use crate::support::wait::{until, until_within};
use palmares::ballotbox::Cast;
use palmares::ledger::chain::{ChainFile, Keeping};
use palmares::ledger::damage::Damage;
use palmares::ledger::kept::{AnyKept, Fold, StoreError};
use palmares::ledger::{Ledger, read_after};
use palmares::net::LAYOUT;
use palmares::net::record::NetMark;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const COUNTED: Result<Cast, StoreError> = Ok(Cast::Counted { change: 1 });

/// A hall with an open ballot, which keeps `net.db` in the folder.
fn hall_with_copy() -> (Cluster, TempDir, Party) {
    let cluster = Cluster::start(WELL);
    cluster.prepare(EVENING);
    let folder = tempfile::tempdir().expect("a folder");
    let hall = Party::hall_with(&cluster, &folder.path().join("net.db")).expect("a log");
    hall.open();
    (cluster, folder, hall)
}

#[test]
fn a_hall_opens_its_copy_without_a_line_and_its_marks_are_set_once_the_line_is_back() {
    let (mut cluster, folder, hall) = hall_with_copy();
    let file = folder.path().join("net.db");
    // Somebody prepares another node meanwhile, with the same key: two halls write marks.
    let other = Party::hall(&cluster);
    other.mark(NetMark::Stop {
        lane: "n2".to_owned(),
    });
    hall.mark(NetMark::Lasts {
        ballot: "people".to_owned(),
        round: 1,
        span_ms: 3_600_000,
        opened_at: None,
    });
    let node = Party::node(&cluster, "n1", 11);
    assert_eq!(node.cast(1, "a"), COUNTED);
    until("the vote in the copy", || {
        (hall.votes() == [1, 0]).then_some(())
    });
    drop(hall);

    (0..3).for_each(|number| cluster.kill(number));
    let began = Instant::now();
    let hall = Party::hall_with(&cluster, &file).expect("its copy");
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "it waits for nobody"
    );
    assert_eq!(hall.votes(), [1, 0]);
    let (sender, stands) = std::sync::mpsc::sync_channel(1);
    let then = Box::new(move |_: &palmares::net::fold::NetPolls, at| {
        let _ = sender.try_send(at);
    });
    hall.log.mark(closing(1), then);
    let records = hall
        .log
        .records()
        .wait()
        .expect("the copy is read without a line");
    assert_eq!(records.len(), 8);
    assert!(!hall.log.failed(), "a cut line puts nothing out of use");

    (0..3).for_each(|number| cluster.revive(number));
    let closed = stands.recv_timeout(BACK_MAX).expect("the close");
    until_within(BACK_MAX, "the node to be told", || {
        let at = node.log.fold().stands(&closing(1))?;
        assert_eq!(at, closed);
        Some(())
    });
    drop(hall);
    let mut copy = ChainFile::at(&file, LAYOUT, Keeping::default());
    let head = copy
        .open(&mut |_, _| Ok(()))
        .expect("a chain like any other");
    assert!(head.revision >= closed.revision);
    let mut bodies = 0;
    read_after(&mut copy, 0, &mut |_, _| {
        bodies += 1;
        Ok(())
    })
    .expect("records");
    assert_eq!(bodies, head.revision);
}

#[test]
fn a_copy_that_says_otherwise_than_the_servers_is_named() {
    let (mut cluster, folder, hall) = hall_with_copy();
    let file = folder.path().join("net.db");
    drop(hall);
    // Servers that were set up anew, with the same names and other records.
    cluster.empty();
    cluster.prepare(EVENING);
    let other = Party::hall(&cluster);
    other.open();
    other.mark(opening(2));
    let hall = Party::hall_with(&cluster, &file);
    let failed = match hall {
        Ok(hall) => {
            until("the difference", || hall.log.failed().then_some(()));
            true
        }
        Err(damage) => matches!(damage, Damage::Record { .. }),
    };
    assert!(failed);
}
