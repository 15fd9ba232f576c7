//! Decide, append, apply, publish.

use crate::desk::{Evening, blackout, go, goto, seal};
use palmares::evening::Rejection;
use palmares::fanout::Channel;
use palmares::show::event::{By, Event};
use palmares::show::refusal::Refusal;
use palmares::words::Ui;
use serde_json::Value;
use std::thread;
use tokio::runtime;

#[test]
fn no_screen_shows_what_a_restart_would_forget() {
    let evening = Evening::begin();
    for command in [go(), blackout(true), goto("craft/award"), blackout(false)] {
        evening.mc(command);
    }
    let seen = evening.disk.seen();
    assert_eq!(seen.len(), 4);
    for (after, shown) in seen {
        assert_eq!(after, shown, "shown before it was stored");
    }
}

#[test]
fn whoever_was_answered_finds_it_stored_and_shown() {
    let evening = Evening::begin();
    let done = evening.mc(go());
    assert_eq!(
        (done.revision, done.cue.as_str(), done.stored),
        (2, "finalists/1", true)
    );
    assert_eq!(evening.state().revision, 2);
    assert_eq!(evening.disk.stored(), evening.log());
    assert_eq!(evening.disk.stored().last().map(|e| e.by), Some(By::Mc));
}

#[test]
fn whoever_is_sent_a_frame_finds_the_public_value_as_new() {
    const LAST: u64 = 400;
    let evening = Evening::begin();
    let sources = evening.director.fanout();
    let mut stage = sources.subscribe(Channel::Stage(Vec::new()));
    // Other screens, whose frames are drawn between the stage's and the end.
    let _panels = Ui::ALL.map(|ui| sources.subscribe(Channel::Mc(ui)));
    let hall = sources.hall();
    let screen = thread::spawn(move || {
        let waiting = runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        loop {
            waiting.block_on(stage.changed()).expect("a frame");
            let frame: Value =
                serde_json::from_str(&stage.borrow_and_update().whole()).expect("JSON");
            let told = hall.borrow().bulletin.now.revision;
            let shown = frame["revision"].as_u64().expect("a number");
            assert!(told >= shown, "revision {shown} is shown, {told} is told");
            if shown >= LAST {
                return;
            }
        }
    });
    for revision in evening.state().revision..LAST {
        evening.mc(blackout(revision % 2 == 1));
    }
    screen.join().expect("no frame before what it names");
}

#[test]
fn a_refusal_stores_and_shows_nothing() {
    let evening = Evening::begin();
    let refused = evening.ask(goto("nowhere"), By::Mc);
    let why = Refusal::NoSuchCue("nowhere".into());
    assert_eq!(refused, Err(Rejection::Refused(why)));
    assert_eq!(evening.disk.seen(), []);
    assert_eq!(evening.state().revision, 1);
}

#[test]
fn what_is_so_already_is_answered_without_an_event() {
    let evening = Evening::begin();
    let done = evening.mc(blackout(false));
    assert_eq!((done.revision, done.stored), (1, true));
    assert_eq!(evening.disk.seen(), []);
}

#[test]
fn the_events_of_one_command_are_stored_together() {
    let evening = Evening::begin();
    evening.mc(goto("best/winner"));
    let stored = evening.disk.stored();
    assert!(matches!(stored[1].event, Event::CueFired { .. }));
    assert!(matches!(stored[2].event, Event::AwardRevealed { .. }));
    assert_eq!(stored[1].at, stored[2].at);
    assert_eq!(evening.disk.seen()[0], (1, 1));
}

#[test]
fn every_event_says_whose_hand_it_was() {
    let evening = Evening::begin();
    let sealed = evening.ask(seal("craft", "echo"), By::Producer);
    assert!(sealed.is_ok());
    evening.mc(go());
    let by: Vec<By> = evening.log().iter().map(|event| event.by).collect();
    assert_eq!(by, [By::File, By::Producer, By::Mc]);
}

#[test]
fn two_gos_that_come_at_once_make_one_move() {
    let evening = Evening::begin();
    let first = evening.ask(go(), By::Mc);
    let second = evening.ask(go(), By::Mc);
    assert!(first.is_ok());
    assert_eq!(second, Err(Rejection::Refused(Refusal::TooSoon)));
    assert_eq!(evening.state().cue().id, "finalists/1");
}

#[test]
fn a_director_that_has_ended_answers_busy_and_nothing_hangs() {
    let evening = Evening::begin();
    let director = evening.director.clone();
    evening.stop();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let answer = runtime
        .expect("a runtime")
        .block_on(director.command(go(), By::Mc));
    assert_eq!(answer, Err(Rejection::Busy));
}
