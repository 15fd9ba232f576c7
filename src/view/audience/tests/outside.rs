//! What phones outside the hall are told: the same evening, with the deadline of a stream that runs
//! late.

use super::*;
use crate::show::programme::Reach;

/// The hall's deadline in these tests.
const DEADLINE: At = At(1_795_416_501_235);

/// Twenty seconds later.
const LATER: At = At(1_795_416_521_235);

fn reaching(reach: Reach) -> PhoneEvening {
    let mut show = demo();
    for ballot in &mut show.ballots {
        (ballot.reach, ballot.net_delay) = (reach, 20);
    }
    PhoneEvening::of(show)
}

fn outside(evening: &PhoneEvening, now: At) -> Bulletin {
    bulletin(&evening.0).outside(&evening.0, now)
}

fn shown(bulletin: &Bulletin) -> (PhonePhase, Option<i64>) {
    let current = bulletin.current.as_ref();
    current.map_or((PhonePhase::None, None), |c| (c.phase, c.closes_at))
}

#[test]
fn each_phone_is_told_its_own_deadline() {
    let evening = reaching(Reach::Both).open("people");
    let home = outside(&evening, At(0));
    assert_eq!(shown(&home), (PhonePhase::Open, Some(LATER.0)));
    assert_eq!(home.now.ballots[0].closes_at, Some(LATER.0));
    let hall = bulletin(&evening.0);
    assert_eq!(shown(&hall), (PhonePhase::Open, Some(DEADLINE.0)));
    assert_eq!(hall.now.ballots[0].closes_at, Some(DEADLINE.0));
}

#[test]
fn those_outside_vote_on_while_the_hall_is_counted() {
    let evening = reaching(Reach::Both).open("people").closing("people");
    assert_eq!(shown(&bulletin(&evening.0)).0, PhonePhase::Closing);
    let home = outside(&evening, LATER.plus_ms(-1));
    assert_eq!(shown(&home), (PhonePhase::Open, Some(LATER.0)));
    assert_eq!(home.now.ballots[0].phase, "open");
    let home = outside(&evening, LATER);
    assert_eq!(shown(&home).0, PhonePhase::Closing);
    assert_eq!(home.now.ballots[0].phase, "closing");
}

#[test]
fn a_phone_is_never_shown_a_ballot_that_it_does_not_vote_in() {
    let hall = reaching(Reach::Hall).open("people");
    assert_eq!(shown(&outside(&hall, DEADLINE)), (PhonePhase::None, None));
    let net = reaching(Reach::Net).open("people");
    assert_eq!(shown(&bulletin(&net.0)), (PhonePhase::None, None));
    assert_eq!(shown(&outside(&net, DEADLINE)).0, PhonePhase::Open);
}

#[test]
fn nobody_votes_on_where_the_hall_was_announced_alone() {
    let evening = reaching(Reach::Both).open("people").closed("people", &[1]);
    let evening = evening.then(Event::HallAnnounced {
        ballot: "people".into(),
    });
    for bulletin in [bulletin(&evening.0), outside(&evening, DEADLINE)] {
        assert_eq!(shown(&bulletin).0, PhonePhase::Closed);
    }
}

#[test]
fn a_machine_that_hears_no_more_stops_at_the_deadline_that_it_was_told() {
    let evening = reaching(Reach::Both).open("people");
    let home = outside(&evening, At(0));
    assert_eq!(home.at(LATER.plus_ms(-1)), home);
    let over = home.at(LATER);
    assert_eq!(shown(&over), (PhonePhase::Closing, None));
    assert_eq!(over.now.ballots[0].phase, "closing");
    // To the byte what the hall says itself a moment later.
    let closing = outside(&evening.closing("people"), LATER);
    assert_eq!(
        crate::view::audience::frame(&over),
        crate::view::audience::frame(&closing)
    );
}
