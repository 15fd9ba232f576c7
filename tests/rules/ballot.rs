//! A ballot's clock: beneath other cues, one at a time, closed as of its deadline.

use super::play::*;
use super::support::shows::gala;
use palmares::show::ballot::Phase;
use palmares::show::command::Command;
use palmares::show::effect::{Effect, effects, unfinished};
use palmares::show::event::Event;
use palmares::show::event::Move::Goto;
use palmares::show::refusal::Refusal;

/// `people` is open; the file gives it a minute.
fn open() -> Play {
    given(gala()).when(open_ballot("people")).accepted()
}

fn closed() -> Play {
    open().after([
        close_ballot("people"),
        counted("people", &[("mirror", 2), ("echo", 1)]),
    ])
}

fn phase(play: &Play) -> Phase {
    play.state
        .phase("people")
        .expect("the gala has this ballot")
}

#[test]
fn a_ballot_opens_beneath_any_cue_without_moving_the_stage() {
    let play = given(gala()).after([goto("best/award")]);
    let deadline = play.at.plus_ms(60_000);
    let play = play
        .when(open_ballot("people"))
        .then([opened("people", deadline)]);
    assert_eq!((play.cue(), phase(&play)), ("best/award", Phase::Open));
    assert_eq!(play.state.next_due(), Some(deadline));
}

#[test]
fn its_cue_opens_it_too() {
    let deadline = START.plus_ms(60_000);
    given(gala())
        .when(goto("people/open"))
        .then([fired("people/open", Goto), opened("people", deadline)]);
}

#[test]
fn firing_open_again_changes_nothing() {
    let play = open().wait_ms(10_000);
    let play = play.when(open_ballot("people")).nothing();
    let play = play.when(goto("people/open"));
    let play = play.then([fired("people/open", Goto)]);
    assert_eq!(
        play.state.open_ballot(),
        Some(("people", START.plus_ms(60_000)))
    );
}

#[test]
fn one_ballot_is_open_at_a_time() {
    let refusal = || Refusal::AnotherBallotOpen("people".into());
    let play = open().when(open_ballot("second")).refused(refusal());
    let play = play.when(goto("second/open")).refused(refusal());
    assert_eq!(play.cue(), "welcome");
    let counting = [counted("people", &[])];
    let play = play.after([close_ballot("people")]).after(counting);
    play.when(open_ballot("second")).accepted();
}

#[test]
fn it_may_be_opened_for_another_length_than_the_files() {
    let wish = Command::OpenBallot {
        ballot: "people".into(),
        seconds: Some(5),
    };
    let then = given(gala()).when(wish);
    then.then([opened("people", START.plus_ms(5_000))]);
}

#[test]
fn a_length_of_nothing_or_of_more_than_a_day_is_refused() {
    for seconds in [0, 86_401, u32::MAX] {
        let ballot = || "people".to_owned();
        let open_for = Command::OpenBallot {
            ballot: ballot(),
            seconds: Some(seconds),
        };
        given(gala()).when(open_for).refused(Refusal::BadSeconds);
        let more = extend_ballot("people", Some(seconds));
        open().when(more).refused(Refusal::BadSeconds);
        let again = Command::ReopenBallot {
            ballot: ballot(),
            seconds: Some(seconds),
        };
        closed().when(again).refused(Refusal::BadSeconds);
    }
}

#[test]
fn an_unknown_ballot_is_refused_whatever_is_asked_of_it() {
    let look = Command::LookAtTally {
        ballot: "none".into(),
    };
    let all = [
        open_ballot("none"),
        extend_ballot("none", None),
        close_ballot("none"),
        reopen_ballot("none"),
        look,
    ];
    for command in all {
        let refusal = Refusal::NoSuchBallot("none".into());
        given(gala()).when(command).refused(refusal);
    }
}

#[test]
fn just_before_its_deadline_nothing_is_due() {
    open().wait_ms(59_999).when(Command::Tick).nothing();
}

#[test]
fn its_deadline_closes_it() {
    let play = open().wait_ms(60_000).when(Command::Tick);
    let play = play.then([closing("people", START.plus_ms(60_000))]);
    assert_eq!(phase(&play), Phase::Closing);
}

#[test]
fn a_deadline_that_passed_while_the_server_was_away_closes_it_as_of_the_deadline() {
    let play = open().wait_ms(3_600_000).when(Command::Tick);
    let play = play.then([closing("people", START.plus_ms(60_000))]);
    let play = play.after([counted("people", &[])]);
    let closes_at = play.state.ballots["people"].closes_at();
    assert_eq!(closes_at, Some(START.plus_ms(60_000)));
}

#[test]
fn close_closes_it_early() {
    let play = open().wait_ms(20_000).when(close_ballot("people"));
    play.then([closing("people", START.plus_ms(20_000))]);
    let play = open().wait_ms(20_000).when(goto("people/close"));
    play.then([
        fired("people/close", Goto),
        closing("people", START.plus_ms(20_000)),
    ]);
}

#[test]
fn the_close_cue_of_a_closed_ballot_only_announces_it() {
    let play = closed().when(goto("people/close"));
    let play = play.then([fired("people/close", Goto)]);
    play.when(close_ballot("people")).nothing();
}

#[test]
fn a_ballot_that_never_opened_cannot_be_closed_extended_or_reopened() {
    for command in [
        close_ballot("people"),
        extend_ballot("people", None),
        reopen_ballot("people"),
    ] {
        let refusal = Refusal::BallotWaiting("people".into());
        given(gala()).when(command).refused(refusal);
    }
}

#[test]
fn more_time_is_added_to_the_deadline() {
    let play = open().wait_ms(50_000);
    let later = Event::BallotExtended {
        ballot: "people".into(),
        closes_at: START.plus_ms(90_000),
    };
    let play = play.when(extend_ballot("people", Some(30))).then([later]);
    let play = play.wait_ms(39_999).when(Command::Tick).nothing();
    let play = play.wait_ms(1).when(Command::Tick);
    play.then([closing("people", START.plus_ms(90_000))]);
}

#[test]
fn a_closed_ballot_cannot_be_extended_or_opened_only_reopened() {
    for command in [extend_ballot("people", None), open_ballot("people")] {
        let refusal = Refusal::BallotClosed("people".into());
        closed().when(command).refused(refusal);
    }
    let play = closed();
    let deadline = play.at.plus_ms(60_000);
    let reopened = Event::BallotReopened {
        ballot: "people".into(),
        closes_at: deadline,
    };
    let play = play.when(reopen_ballot("people")).then([reopened]);
    assert_eq!(play.state.ballots["people"].round, 2);
    play.when(reopen_ballot("people")).nothing();
}

#[test]
fn the_open_cue_of_a_closed_ballot_does_not_open_it_again() {
    let play = closed().when(goto("people/open"));
    let play = play.then([fired("people/open", Goto)]);
    assert_eq!(phase(&play), Phase::Closed);
}

#[test]
fn while_it_is_counted_it_is_not_reopened() {
    let play = open().after([close_ballot("people")]);
    play.when(reopen_ballot("people"))
        .refused(Refusal::Counting("people".into()));
}

#[test]
fn once_its_result_was_on_stage_it_is_not_reopened() {
    let play = closed().after([goto("people/result"), goto("welcome")]);
    play.when(reopen_ballot("people"))
        .refused(Refusal::ResultShown("people".into()));
}

#[test]
fn once_its_award_is_revealed_it_is_not_reopened() {
    let play = closed().after([goto("hall/winner")]);
    assert_eq!(phase(&play), Phase::Revealed);
    play.when(reopen_ballot("people"))
        .refused(Refusal::AlreadyRevealed("hall".into()));
}

#[test]
fn another_open_ballot_stands_in_the_way_of_reopening() {
    let play = closed().after([open_ballot("second")]);
    play.when(reopen_ballot("people"))
        .refused(Refusal::AnotherBallotOpen("second".into()));
}

#[test]
fn the_result_is_refused_before_the_ballot_and_while_it_is_open() {
    let waiting = Refusal::BallotWaiting("people".into());
    given(gala()).when(goto("people/result")).refused(waiting);
    let play = open()
        .when(goto("people/result"))
        .refused(Refusal::BallotOpen("people".into()));
    assert_eq!(play.cue(), "welcome");
    closed()
        .when(goto("people/result"))
        .then([fired("people/result", Goto)]);
}

#[test]
fn the_count_is_taken_once() {
    let play = open().after([close_ballot("people")]);
    assert_eq!(phase(&play), Phase::Closing);
    let play = play.when(counted("people", &[("echo", 3)])).accepted();
    assert_eq!(phase(&play), Phase::Closed);
    let play = play.when(counted("people", &[("mirror", 9)])).nothing();
    let tally = play.state.ballots["people"].tally().cloned();
    assert_eq!(tally.expect("counted").leaders(), ["echo"]);
}

#[test]
fn a_count_that_nobody_asked_for_changes_nothing() {
    let play = given(gala())
        .when(counted("people", &[("echo", 3)]))
        .nothing();
    let play = play.after([open_ballot("people")]);
    play.when(counted("people", &[("echo", 3)])).nothing();
}

#[test]
fn a_look_at_the_tally_is_on_the_record_until_the_reveal() {
    let look = || Command::LookAtTally {
        ballot: "people".into(),
    };
    let looked = Event::TallyOpened {
        ballot: "people".into(),
    };
    let play = closed().when(look()).then([looked.clone()]);
    let play = play.when(look()).then([looked]);
    let play = play.after([goto("hall/winner")]);
    play.when(look()).nothing();
}

#[test]
fn opening_and_closing_ask_for_the_box_and_a_restart_asks_again() {
    let ballot = || "people".to_owned();
    let begin = Effect::OpenBallot { ballot: ballot() };
    let count = Effect::CountBallot { ballot: ballot() };
    assert_eq!(
        effects(&opened("people", START)),
        *std::slice::from_ref(&begin)
    );
    assert_eq!(
        effects(&closing("people", START)),
        *std::slice::from_ref(&count)
    );
    let play = open();
    assert_eq!(unfinished(&play.state), [begin]);
    let play = play.after([close_ballot("people")]);
    assert_eq!(unfinished(&play.state), [count]);
    let play = play.after([counted("people", &[])]);
    assert_eq!(unfinished(&play.state), []);
}
