//! What a vote through the log is answered, and what every reader makes of it.

use crate::cluster::{Cluster, WELL};
use crate::evening::{EVENING, Party, closing, opening, signer, vote, voter_ref};
use crate::support::wait::until;
use palmares::ballotbox::Cast;
use palmares::ledger::kept::StoreError;
use palmares::net::record::NetMark;

const COUNTED: Result<Cast, StoreError> = Ok(Cast::Counted { change: 1 });

#[test]
fn votes_of_two_nodes_are_one_count_with_one_close_and_who_is_not_listed_is_skipped() {
    let cluster = Cluster::start(WELL);
    cluster.prepare(EVENING);
    let hall = Party::hall(&cluster);
    hall.open();
    let first = Party::node(&cluster, "n1", 11);
    let second = Party::node(&cluster, "n2", 12);
    assert_eq!(first.cast(1, "a"), COUNTED);
    assert_eq!(second.cast(2, "b"), COUNTED);
    assert_eq!(
        second.cast(1, "a"),
        COUNTED,
        "the same vote on another node is the same vote"
    );

    forged_messages_are_skipped(&cluster, &first);

    let stop = |lane: &str| NetMark::Stop {
        lane: lane.to_owned(),
    };
    hall.mark(stop("n1"));
    assert_eq!(
        first.cast(6, "a"),
        Err(StoreError::NotStored),
        "its lane is stopped"
    );

    let closed = hall.mark(closing(1));
    assert_eq!(second.cast(7, "a"), Ok(Cast::Late));
    assert_eq!(second.cast(2, "b"), COUNTED, "asked again after the close");

    // A round that the servers' own time ends: its close mark has not come.
    hall.mark(opening(2));
    hall.mark(NetMark::Lasts {
        ballot: "people".to_owned(),
        round: 2,
        span_ms: 0,
        opened_at: None,
    });
    assert_eq!(second.cast(8, "a"), Ok(Cast::Late));

    let reader = Party::reader(&cluster);
    for party in [&hall, &first, &second, &reader] {
        until("the last message", || {
            let stamp = |party: &Party| party.log.fold().stamp_ms();
            (stamp(party) == stamp(&second)).then_some(())
        });
        assert_eq!(party.votes(), [1, 2]);
        let at = |mark: &NetMark| {
            use palmares::ledger::kept::Fold;
            party.log.fold().stands(mark)
        };
        assert_eq!(
            at(&closing(1)),
            Some(closed),
            "position and digest of the close"
        );
        let skipped = party.log.fold().skipped();
        assert_eq!(
            (skipped.forged, skipped.foreign, skipped.malformed),
            (2, 2, 1)
        );
        assert_eq!(skipped.stopped, 1);
    }
}

/// A node that was broken into signs as others, writes where it may not, closes the ballot.
fn forged_messages_are_skipped(cluster: &Cluster, first: &Party) {
    let text = format!("vote people {} 1 a\n", voter_ref(3));
    let as_other = signer("n2", 11).message(50, &text);
    let as_hall = signer("hall", 11).message(50, "close people 1\n");
    let not_listed = signer("n3", 13).message(1, &text);
    let elsewhere = signer("n2", 12).message(51, &text);
    let a_mark = signer("n2", 12).message(1_000, "close people 1\n");
    for (subject, message) in [
        ("lane.n2", as_other),
        ("hall", as_hall),
        ("lane.n3", not_listed),
        ("lane.n1", elsewhere),
        ("lane.n2", a_mark),
    ] {
        cluster.write(EVENING, subject, message);
    }
    // Its own lane was used by another: the next batch takes a higher counter.
    let theirs = format!("vote people {} 1 b\n", voter_ref(4));
    cluster.write(EVENING, "lane.n1", signer("n1", 11).message(2, &theirs));
    assert_eq!(first.cast(4, "b"), COUNTED);
    let answers = [vote(4, "b")].map(|vote| first.log.ask(vote).wait());
    assert_eq!(answers, [COUNTED]);
    until("the forged ones", || {
        (first.log.fold().skipped().suspicious() == 5).then_some(())
    });
}
