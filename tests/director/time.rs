//! What happens by itself: the wall that is waited for, and the deadline of a ballot.

use crate::desk::{Disk, Evening, START, approve, go, goto, open_ballot};
use crate::support::shows::gala_with;
use crate::support::wait::until;
use palmares::evening::Rejection;
use palmares::fanout::{Channel, Edition};
use palmares::show::ballot::Phase;
use palmares::show::command::Command;
use palmares::show::event::By;
use palmares::show::refusal::Refusal;
use palmares::words::Ui;
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// An approved screen is connected, and `best` has just been revealed.
fn watched() -> Evening {
    let evening = Evening::begin();
    evening
        .presence
        .joined("main-wall", None, &Default::default());
    evening.mc(approve("main-wall"));
    evening.mc(goto("best/winner"));
    evening
}

fn told(evening: &Evening) -> bool {
    evening.state().public_winners("best").is_some()
}

/// A command that changes nothing, so that the director has looked at the clock when it is
/// answered.
fn look_at_the_clock(evening: &Evening) {
    evening.ask(Command::Tick, By::Server).expect("obeyed");
}

#[test]
fn without_an_approved_screen_the_public_learns_at_once() {
    let evening = Evening::begin();
    evening.mc(goto("best/winner"));
    assert!(told(&evening));
}

#[test]
fn a_connected_screen_that_nobody_approved_is_not_waited_for() {
    let evening = Evening::begin();
    evening
        .presence
        .joined("a-phone", None, &Default::default());
    evening.mc(goto("best/winner"));
    assert!(told(&evening));
}

#[test]
fn an_approved_screen_that_is_gone_is_not_waited_for() {
    let evening = Evening::begin();
    let presence = &evening.presence;
    let connection = presence.joined("main-wall", None, &Default::default());
    evening.mc(approve("main-wall"));
    evening.presence.left("main-wall", connection);
    evening.mc(goto("best/winner"));
    assert!(told(&evening));
}

#[test]
fn with_one_the_public_learns_once_the_plate_is_complete() {
    let evening = watched();
    assert!(!told(&evening));
    let on_wall = Command::OnWall {
        award: "best".into(),
    };
    evening.ask(on_wall, By::Stage).expect("obeyed");
    assert!(told(&evening));
}

#[test]
fn a_silent_wall_is_waited_for_six_seconds_and_no_longer() {
    let evening = watched();
    evening.clock.advance_ms(5_999);
    look_at_the_clock(&evening);
    assert!(!told(&evening));
    evening.clock.advance_ms(1);
    evening.until("the wall was waited for", |state| {
        state.public_winners("best").is_some()
    });
}

#[test]
fn a_deadline_closes_the_ballot_by_itself_and_it_is_counted() {
    let evening = Evening::begin();
    evening.mc(open_ballot());
    evening.clock.advance_ms(59_999);
    look_at_the_clock(&evening);
    assert_eq!(evening.state().phase("people"), Some(Phase::Open));
    evening.clock.advance_ms(1);
    let state = evening.until("the ballot is counted", |state| {
        state.phase("people") == Some(Phase::Closed)
    });
    assert_eq!(
        state.ballots["people"].closes_at(),
        Some(START.plus_ms(61_000))
    );
    assert!(
        state.ballots["people"]
            .tally()
            .is_some_and(|t| t.is_empty())
    );
}

#[test]
fn a_command_that_comes_after_the_deadline_finds_the_ballot_closed() {
    let evening = Evening::begin();
    evening.mc(open_ballot());
    evening.clock.advance_ms(60_000);
    let late = Command::ExtendBallot {
        ballot: "people".into(),
        seconds: Some(60),
    };
    let answer = evening.ask(late, By::Mc);
    let why = Refusal::BallotClosed("people".into());
    assert_eq!(answer, Err(Rejection::Refused(why)));
}

#[test]
fn two_plates_are_waited_for_each_on_its_own() {
    let evening = watched();
    evening.clock.advance_ms(2_000);
    let done = evening.ask(goto("held/winner"), By::Mc);
    assert!(done.is_ok());
    evening.clock.advance_ms(4_000);
    evening.until("the first is told", |state| state.award("best").on_wall);
    assert!(!evening.state().award("held").on_wall);
    evening.clock.advance_ms(2_000);
    evening.until("the second is told", |state| state.award("held").on_wall);
}

#[test]
fn an_alarm_that_was_false_waits_for_the_wall_again() {
    let evening = watched();
    evening.mc(Command::WrongEnvelope { award: None });
    evening.clock.advance_ms(60_000);
    look_at_the_clock(&evening);
    assert!(!told(&evening));
    let stands = Command::EnvelopeStands {
        award: "best".into(),
    };
    evening.ask(stands, By::Producer).expect("obeyed");
    // The six seconds are long over.
    evening.until("it is told", |state| state.public_winners("best").is_some());
}

/// Opens the ballot and waits until the screens are told that its box has it: at another moment,
/// that would be a beat among those that are counted.
fn open_and_tell(evening: &Evening) {
    evening.mc(open_ballot());
    let fanout = evening.director.fanout();
    until("the box to have the ballot", || {
        (!fanout.now().1.turnout.is_empty()).then_some(())
    });
    look_at_the_clock(evening);
}

/// Times that screens were told of something without an event, and what has come since is due so
/// long after the last.
fn beats_after(evening: &Evening, first_ms: i64, then_ms: i64) -> [u64; 2] {
    open_and_tell(evening);
    let fanout = evening.director.fanout();
    let beats = || {
        look_at_the_clock(evening);
        fanout.now().1.beat
    };
    // A phone that comes changes what the screens say.
    let _one = fanout.phones().frames();
    evening.clock.advance_ms(1_000);
    let before = beats();
    let _another = fanout.phones().frames();
    [first_ms, then_ms].map(|ms| {
        evening.clock.advance_ms(ms);
        beats() - before
    })
}

#[test]
fn screens_are_told_of_votes_so_often_that_each_is_on_stage_within_half_a_second() {
    let evening = Evening::begin();
    assert_eq!(beats_after(&evening, 390, 10), [0, 1]);
}

#[test]
fn a_beat_for_another_reason_tells_of_votes_and_the_time_to_the_next_begins_with_it() {
    let evening = Evening::begin();
    open_and_tell(&evening);
    let fanout = evening.director.fanout();
    let beats = || {
        look_at_the_clock(&evening);
        fanout.now().1.beat
    };
    evening.clock.advance_ms(1_000);
    let before = beats();
    let _one = fanout.phones().frames();
    evening.clock.advance_ms(399);
    evening.director.beat();
    assert_eq!(beats() - before, 1);
    let told = [(1, 1), (398, 1), (1, 1)].map(|(ms, told)| {
        evening.clock.advance_ms(ms);
        (beats() - before, told)
    });
    assert!(told.iter().all(|(beats, told)| beats == told), "{told:?}");
    let _another = fanout.phones().frames();
    evening.clock.advance_ms(250);
    assert_eq!(beats() - before, 2);
}

#[test]
fn bars_that_the_hall_watches_move_at_most_twice_a_second() {
    let show = gala_with("seconds = 60", "seconds = 60\nresults = \"live\"");
    let evening = Evening::with(Disk::default(), Some(show), START);
    assert_eq!(beats_after(&evening, 490, 10), [0, 1]);
}

/// Whether something new was sent since this was asked last.
fn has_news(channel: &mut Receiver<Arc<Edition>>) -> bool {
    let news = channel.has_changed().expect("a running evening");
    channel.mark_unchanged();
    news
}

#[test]
fn however_often_a_beat_is_asked_for_five_a_second_are_sent() {
    let evening = Evening::begin();
    let fanout = evening.director.fanout();
    let beats = || {
        look_at_the_clock(&evening);
        fanout.now().1.beat
    };
    let flood = || (0..1_000).for_each(|_| evening.director.beat());
    let before = beats();
    flood();
    assert_eq!(beats() - before, 1, "the first is sent at once");
    for (ms, sent) in [(100, 1), (99, 1), (1, 2), (199, 2), (1, 3)] {
        evening.clock.advance_ms(ms);
        flood();
        assert_eq!(beats() - before, sent);
    }
}

#[test]
fn an_event_goes_out_at_once_and_takes_with_it_the_beat_that_waits() {
    let evening = Evening::begin();
    let fanout = evening.director.fanout();
    evening.director.beat();
    look_at_the_clock(&evening);
    evening.director.beat();
    evening.ask(go(), By::Mc).expect("obeyed");
    assert_eq!(fanout.snapshot().state.position, 1);
    evening.clock.advance_ms(10_000);
    look_at_the_clock(&evening);
    assert_eq!(fanout.now().1.beat, 0, "nothing is left to tell");
}

#[test]
fn a_channel_whose_frame_says_the_same_is_not_sent() {
    let evening = Evening::begin();
    evening.mc(approve("main-wall"));
    let fanout = evening.director.fanout();
    let languages = evening.state().show.languages.clone();
    let mut stage = fanout.subscribe(Channel::Stage(languages));
    let mut panel = fanout.subscribe(Channel::Mc(Ui::En));
    evening.director.beat();
    look_at_the_clock(&evening);
    assert!(!has_news(&mut stage) && !has_news(&mut panel));
    // The MC sees how many screens show what they should; a stage does not.
    let screens = &evening.state().screens;
    evening.presence.joined("main-wall", None, screens);
    evening.shows("main-wall");
    evening.clock.advance_ms(200);
    evening.director.beat();
    look_at_the_clock(&evening);
    assert!(!has_news(&mut stage) && has_news(&mut panel));
}

#[test]
fn strangers_reach_the_producer_once_a_second_and_nobody_else() {
    let evening = Evening::begin();
    let fanout = evening.director.fanout();
    let mut panel = fanout.subscribe(Channel::Mc(Ui::En));
    let mut desk = fanout.subscribe(Channel::Producer(Ui::En));
    let mut told = Vec::new();
    for visit in 0..30 {
        let id = format!("stranger-{visit}");
        evening.presence.joined(&id, None, &Default::default());
        evening.presence.strangers_changed();
        look_at_the_clock(&evening);
        told.extend(has_news(&mut desk).then_some(visit));
        evening.clock.advance_ms(100);
    }
    assert_eq!(told, [0, 10, 20]);
    assert!(!has_news(&mut panel));
}
