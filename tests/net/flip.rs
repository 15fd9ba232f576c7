//! A bit that flips in one server's store: the second reading sees it, whoever reads from there.

use crate::cluster::{Cluster, WELL};
use crate::evening::{BACK_MAX, EVENING, Party, closing, voter_ref};
use crate::support::wait::until_within;
use palmares::ledger::Head;
use palmares::ledger::jetstream::{Net, Witnessed};

#[test]
fn a_bit_that_flips_in_one_servers_store_is_seen_and_the_two_others_decide() {
    let mut cluster = Cluster::start(WELL);
    cluster.prepare(EVENING);
    let hall = Party::hall(&cluster);
    hall.open();
    let node = Party::node(&cluster, "n1", 11);
    for voter in 1..=3 {
        node.cast(voter, "a").expect("counted");
    }
    let closed = hall.mark(closing(1));
    let facts = cluster.whole(EVENING);
    let bad = Cluster::number(facts.followers.keys().next().expect("a follower"));
    cluster.kill(bad);
    let line = format!("vote people {} 1 a", voter_ref(2));
    assert!(
        cluster.flip(bad, line.as_bytes()),
        "the vote is in its store"
    );
    cluster.revive(bad);

    // The server finds it at its start and fetches what it lacks, or hands something else out:
    // which server is read is chance, and nobody is taken in.
    let net = Net::start(&cluster.options("show", EVENING)).expect("a thread");
    let other = Head {
        link: [7; 32],
        ..closed
    };
    for _ in 0..6 {
        let witness = net.witness().expect("a thread").expect("three addresses");
        until_within(BACK_MAX, "servers that hold the same", || {
            (witness.says(closed) == Witnessed::Same).then_some(())
        });
        let differing = witness.differing();
        assert!(
            differing.iter().all(|name| *name == format!("n{bad}")),
            "{differing:?}"
        );
    }
    // A hall that has read something else is told so, and never that it is the same.
    let witness = net.witness().expect("a thread").expect("three addresses");
    let mut named = Vec::new();
    until_within(BACK_MAX, "all three to be heard", || {
        assert_ne!(witness.says(other), Witnessed::Same);
        named = witness.differing();
        (named.len() == 3).then_some(())
    });
    assert_eq!(named, ["n0", "n1", "n2"]);
    let own = cluster.options_by(0, EVENING);
    let alone = Net::start(&own)
        .expect("a thread")
        .witness()
        .expect("a thread");
    assert!(alone.is_none(), "one address is one reader");
}
