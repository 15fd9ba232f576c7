//! A receipt leads to its vote.

use crate::urn::{BALLOT, PAPER, Urn, close, open, vote, voter};

fn found(urn: &Urn, receipt: &str) -> usize {
    urn.ballots.voters_of(BALLOT, receipt).len()
}

#[test]
fn every_receipt_finds_its_own_voter_also_after_more_have_come_and_after_a_restart() {
    let urn = Urn::open();
    urn.cast((0..500).map(|n| vote(n, None, &[PAPER[0]])));
    let receipt = |n| voter(n).receipt();
    for n in 0..500 {
        assert_eq!(urn.ballots.voters_of(BALLOT, &receipt(n)), [voter(n)]);
    }
    assert_eq!(found(&urn, &receipt(500)), 0);
    urn.cast([vote(500, None, &[PAPER[1]])]);
    assert_eq!(found(&urn, &receipt(500)), 1);
    urn.mark(close(1));
    let urn = urn.reopened();
    assert_eq!(found(&urn, &receipt(500)), 1);
    assert_eq!(
        found(&urn, &receipt(500).replace('-', "").to_lowercase()),
        1
    );
    assert_eq!(found(&urn, "no receipt"), 0);
    assert_eq!(urn.ballots.voters_of("other", &receipt(1)), []);
}

#[test]
fn a_box_that_begins_anew_forgets_the_receipts_of_the_evening_before() {
    let urn = Urn::open();
    urn.cast([vote(1, None, &[PAPER[0]])]);
    assert_eq!(found(&urn, &voter(1).receipt()), 1);
    urn.archive();
    urn.mark(open(1));
    urn.cast([vote(2, None, &[PAPER[0]])]);
    assert_eq!(found(&urn, &voter(1).receipt()), 0);
    assert_eq!(found(&urn, &voter(2).receipt()), 1);
}
