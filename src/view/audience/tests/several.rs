//! An evening with more than one ballot: which of them phones show.

use super::*;

/// The final, with another ballot after its own.
fn twice() -> Show {
    let mut show = demo();
    let mut second = show.ballots[0].clone();
    second.id = "again".into();
    second.award = "best-visuals".into();
    show.ballots.push(second);
    show
}

#[test]
fn the_next_ballot_takes_the_phones_when_it_opens() {
    let evening = PhoneEvening::of(twice())
        .open("people")
        .closed("people", &[2]);
    assert_eq!(current(&evening.0).map(|c| c.ballot), Some(0));
    let evening = evening.open("again");
    assert_eq!(
        current(&evening.0).map(|c| (c.ballot, c.phase)),
        Some((1, PhonePhase::Open))
    );
}

#[test]
fn of_two_closed_ballots_phones_show_the_one_that_the_hall_last_heard_of() {
    let on_phones = |evening: &PhoneEvening| current(&evening.0).map(|c| (c.ballot, c.phase));
    let closed_at = |evening: PhoneEvening, ballot: &str, as_of: i64| {
        let ballot = ballot.to_owned();
        let closing = Event::BallotClosing {
            ballot: ballot.clone(),
            as_of: At(as_of),
        };
        let (tally, digest) = (Tally(Vec::new()), String::new());
        evening
            .open(&ballot)
            .then(closing)
            .then(Event::BallotClosed {
                ballot,
                position: 9,
                tally,
                digest,
            })
    };
    // Against the order of the file.
    let evening = closed_at(PhoneEvening::of(twice()), "again", 1_795_415_000_000);
    let evening = closed_at(evening, "people", 1_795_415_000_001);
    assert_eq!(on_phones(&evening), Some((0, PhonePhase::Closed)));
    let evening = evening.revealed("best-visuals", &["optimal"]);
    assert_eq!(on_phones(&evening), Some((0, PhonePhase::Closed)));
    let evening = evening.on_wall("best-visuals");
    assert_eq!(on_phones(&evening), Some((1, PhonePhase::Result)));
    let evening = evening
        .revealed("peoples-choice", &["optimal"])
        .on_wall("peoples-choice");
    assert_eq!(on_phones(&evening), Some((0, PhonePhase::Result)));
}
