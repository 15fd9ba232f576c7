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

/// A ballot whose result the hall's phones have just learned, and when.
fn told() -> (PhoneEvening, String, At) {
    let evening = reaching(Reach::Both).open("people").closed("people", &[1]);
    let award = evening.0.show.ballots[0].award.clone();
    let winner = evening
        .0
        .show
        .finalists()
        .next()
        .expect("a work")
        .id
        .clone();
    let evening = evening
        .then(Event::HallAnnounced {
            ballot: "people".into(),
        })
        .revealed(&award, &[&winner])
        .on_wall(&award);
    let at = evening.0.award(&award).told_at;
    (evening, award, at)
}

fn winners_of(bulletin: &Bulletin, award: &str) -> bool {
    let mut told = bulletin.announced.iter();
    told.any(|told| told.award == award && told.winners.is_some())
}

#[test]
fn nobody_outside_learns_a_winner_before_the_stream_that_runs_late_shows_it() {
    let (evening, award, at) = told();
    let hall = bulletin(&evening.0);
    assert_eq!(shown(&hall).0, PhonePhase::Result);
    for ms in [0, 19_999] {
        let home = outside(&evening, at.plus_ms(ms));
        assert_eq!(shown(&home).0, PhonePhase::Closed);
        assert!(!winners_of(&home, &award) && home.now.cue.winners.is_none());
        assert!(!super::super::frame(&home).contains("\"w\""));
    }
    let home = outside(&evening, at.plus_ms(20_000));
    assert_eq!(shown(&home).0, PhonePhase::Result);
    assert_eq!(home.announced, hall.announced);
    // Another award, which no ballot decides, is on the same stream.
    let jurys = evening.0.show.awards.iter().find(|other| other.id != award);
    let jurys = jurys.expect("another award").id.clone();
    let winner = evening
        .0
        .show
        .finalists()
        .next()
        .expect("a work")
        .id
        .clone();
    let evening = evening.revealed(&jurys, &[&winner]).on_wall(&jurys);
    let at = evening.0.award(&jurys).told_at;
    assert!(winners_of(&bulletin(&evening.0), &jurys));
    assert!(!winners_of(&outside(&evening, at.plus_ms(19_999)), &jurys));
    assert!(winners_of(&outside(&evening, at.plus_ms(20_000)), &jurys));
}

#[test]
fn a_result_that_is_put_right_at_once_is_no_news_outside_before_the_stream_shows_it() {
    let (evening, award, at) = told();
    let evening = evening.then(Event::WrongEnvelope {
        award: award.clone(),
    });
    let correcting = |bulletin: &Bulletin| {
        let current = bulletin.current.as_ref();
        current.is_some_and(|current| current.correcting)
    };
    assert!(correcting(&bulletin(&evening.0)));
    let home = outside(&evening, at.plus_ms(19_999));
    assert!(!correcting(&home) && !winners_of(&home, &award));
    let home = outside(&evening, at.plus_ms(20_000));
    assert!(correcting(&home) && !winners_of(&home, &award));
}

#[test]
fn nothing_of_an_award_is_said_outside_before_the_stream_shows_it() {
    let evening = reaching(Reach::Both).open("people").closed("people", &[1]);
    let award = evening.0.show.ballots[0].award.clone();
    let winner = evening.0.show.finalists().next().expect("a work");
    let winner = winner.id.clone();
    let evening = evening.then(Event::HallAnnounced {
        ballot: "people".into(),
    });
    let phase = |bulletin: &Bulletin| bulletin.now.ballots[0].phase.clone();
    let mention = |bulletin: &Bulletin| {
        let mut told = bulletin.announced.iter();
        told.any(|told| told.award == award)
    };
    let evening = evening.revealed(&award, &[&winner]);
    assert_eq!(phase(&bulletin(&evening.0)), "revealed");
    assert_eq!(phase(&outside(&evening, DEADLINE)), "closed");
    let evening = evening.on_wall(&award);
    let at = evening.0.award(&award).told_at;
    let evening = evening.then(Event::WrongEnvelope {
        award: award.clone(),
    });
    assert!(mention(&bulletin(&evening.0)), "it is being put right");
    let home = outside(&evening, at.plus_ms(19_999));
    assert!(!mention(&home) && phase(&home) == "closed");
    assert!(mention(&outside(&evening, at.plus_ms(20_000))));
    // Announced again, the right one is as late, and that it is put right is known by now.
    let mut evening = evening.then(Event::AwardCorrected {
        award: award.clone(),
        winners: vec![winner.clone()],
        reason: "misread".into(),
        honours: Default::default(),
    });
    let home = outside(&evening, at.plus_ms(19_999));
    assert!(!mention(&home) && phase(&home) == "closed");
    for (event, ms) in [
        (
            Event::AwardRevealed {
                award: award.clone(),
                winners: vec![winner],
            },
            30_000,
        ),
        (
            Event::AwardOnWall {
                award: award.clone(),
            },
            31_000,
        ),
    ] {
        evening.0.apply(&Stamped {
            revision: evening.0.revision + 1,
            at: at.plus_ms(ms),
            by: By::Mc,
            event,
        });
        let home = outside(&evening, at.plus_ms(ms));
        assert!(mention(&home) && !winners_of(&home, &award));
        assert!(home.current.is_some_and(|current| current.correcting));
    }
    assert!(winners_of(&outside(&evening, at.plus_ms(51_000)), &award));
}

#[test]
fn an_award_that_is_held_back_is_told_outside_as_late_after_its_release() {
    let mut evening = reaching(Reach::Both);
    let mut show = (*evening.0.show).clone();
    let award = show.awards[0].id.clone();
    show.awards[0].release = crate::show::programme::Release::Hold;
    evening.0.show = Arc::new(show);
    let winner = evening.0.show.entries[0].id.clone();
    let evening = evening.revealed(&award, &[&winner]).on_wall(&award);
    assert_eq!(evening.0.award(&award).public_since, None);
    let evening = evening.then(Event::AwardCorrected {
        award: award.clone(),
        winners: vec![winner],
        reason: "misread".into(),
        honours: Default::default(),
    });
    let evening = evening.on_wall(&award).then(Event::AwardReleased {
        award: award.clone(),
    });
    let at = evening.0.award(&award).told_at;
    assert!(winners_of(&bulletin(&evening.0), &award));
    let home = outside(&evening, at.plus_ms(19_999));
    assert!(home.announced.iter().all(|told| told.award != award));
    assert!(winners_of(&outside(&evening, at.plus_ms(20_000)), &award));
}

#[test]
fn a_page_is_another_one_where_another_ballot_reaches_outside() {
    let edition = |reaches: [Reach; 2]| {
        let mut show = demo();
        let mut second = show.ballots[0].clone();
        second.id = "second".into();
        show.ballots.truncate(1);
        show.ballots.push(second);
        let ballots = show.ballots.iter_mut().zip(reaches);
        ballots.for_each(|(ballot, reach)| ballot.reach = reach);
        let evening = PhoneEvening::of(show);
        bulletin(&evening.0).playbill.edition.clone()
    };
    let first = edition([Reach::Both, Reach::Hall]);
    assert_ne!(first, edition([Reach::Hall, Reach::Both]));
    assert_eq!(first, edition([Reach::Both, Reach::Hall]));
}

#[test]
fn a_phone_that_has_no_vote_tonight_is_told_who_has_and_is_shown_no_form() {
    let net = reaching(Reach::Net).open("people");
    let hall = reaching(Reach::Hall).open("people");
    for ui in Ui::ALL {
        let w = &ui.words().audience;
        let [inside, home] = [bulletin(&net.0), outside(&hall, DEADLINE)];
        for (bulletin, says) in [(inside, w.net_votes), (home, w.hall_votes)] {
            let page = crate::view::audience::page(&bulletin, ui).html;
            assert!(page.contains(says), "{page}");
            assert!(page.contains("<div id=\"bar\" hidden>"), "{page}");
        }
        for voting in [bulletin(&hall.0), outside(&net, DEADLINE)] {
            let page = crate::view::audience::page(&voting, ui).html;
            assert!(!page.contains(w.net_votes) && !page.contains(w.hall_votes));
        }
    }
}
