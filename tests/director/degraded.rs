//! The disk has failed and the show goes on.

use crate::desk::{Disk, Evening, START, approve, blackout, go, goto, open_ballot, seal};
use palmares::director::QUEUE_MAX;
use palmares::evening::{PENDING_MAX, Rejection};
use palmares::show::command::Command;
use palmares::show::event::{At, By, Event, Stamped};
use palmares::show::message::RaisedMessage;

fn not_stored<T: std::fmt::Debug>(answer: Result<T, Rejection>) {
    assert!(matches!(answer, Err(Rejection::NotStored(_))), "{answer:?}");
}

#[test]
fn the_stage_goes_on_and_every_answer_says_that_it_is_not_stored() {
    let evening = Evening::begin();
    evening.disk.fill();
    let moves = [
        go(),
        Command::Back { expect: None },
        goto("craft/award"),
        blackout(true),
        blackout(false),
        Command::Card {
            on: true,
            expect: None,
        },
        Command::Message {
            message: Some(RaisedMessage {
                id: Some("evacuation".into()),
                text: "Please leave calmly".into(),
            }),
        },
        Command::Message { message: None },
    ];
    for (count, command) in (2..).zip(moves) {
        let done = evening.mc(command);
        assert_eq!((done.revision, done.stored), (count, false));
        assert_eq!(evening.state().revision, count);
    }
    assert!(evening.snapshot().degraded);
    assert_eq!(evening.disk.stored().len(), 1);
}

#[test]
fn a_winner_is_revealed_and_a_wrong_envelope_covered_without_the_disk() {
    let evening = Evening::begin();
    evening.disk.fill();
    let done = evening.mc(goto("best/winner"));
    assert!(!done.stored);
    assert!(evening.state().public_winners("best").is_some());
    evening.mc(Command::WrongEnvelope { award: None });
    let state = evening.state();
    assert!(state.card && state.public_winners("best").is_none());
}

#[test]
fn opening_sealing_and_rereading_wait_for_the_disk() {
    let evening = Evening::begin();
    evening.disk.fill();
    let edited = crate::support::shows::gala_with("Craft", "Craftsmanship");
    let refused = [
        open_ballot(),
        seal("craft", "echo"),
        Command::Reread { show: edited },
        Command::Doors { open: true },
        approve("a-screen"),
    ];
    for command in refused {
        not_stored(evening.ask(command, By::Producer));
    }
    assert_eq!(evening.state().revision, 1);
    assert_eq!(evening.state().award("craft").envelope, None);
}

#[test]
fn a_go_that_would_open_a_ballot_is_refused_and_the_stage_stays() {
    let evening = Evening::begin();
    evening.mc(goto("finalists/3"));
    evening.disk.fill();
    not_stored(evening.ask(go_after_a_second(&evening), By::Mc));
    let state = evening.state();
    assert_eq!(state.cue().id, "finalists/3");
    assert!(state.open_ballot().is_none());
    // The jump past it is the way on.
    evening.mc(goto("best/award"));
}

fn go_after_a_second(evening: &Evening) -> Command {
    evening.clock.advance_ms(1_000);
    go()
}

#[test]
fn a_deadline_closes_its_ballot_without_the_disk_and_the_count_follows_on_resume() {
    let evening = Evening::begin();
    evening.mc(open_ballot());
    evening.disk.fill();
    evening.clock.advance_ms(60_000);
    let state = evening.until("the ballot is closing", |state| {
        state.ballots["people"].is_closing()
    });
    assert_eq!(
        state.ballots["people"].closes_at(),
        Some(START.plus_ms(61_000))
    );
    evening.disk.free();
    evening.resume().expect("resumed");
    evening.until("the ballot is counted", |state| {
        state.ballots["people"].tally().is_some()
    });
}

#[test]
fn once_failed_the_disk_is_not_tried_again_until_somebody_says_so() {
    let evening = Evening::begin();
    evening.disk.fill();
    evening.mc(go());
    evening.disk.free();
    assert!(!evening.mc(go()).stored);
    assert_eq!(evening.disk.stored().len(), 1);
}

#[test]
fn resume_stores_what_waits_and_leaves_the_mode() {
    let evening = Evening::begin();
    evening.disk.fill();
    evening.mc(go());
    evening.mc(blackout(true));
    not_stored(evening.resume());
    evening.disk.free();
    let done = evening.resume().expect("resumed");
    assert_eq!((done.revision, done.stored), (3, true));
    assert!(!evening.snapshot().degraded);
    assert_eq!(evening.disk.stored(), evening.log());
    assert!(evening.mc(go()).stored);
    evening.mc(seal("craft", "echo"));
    assert_eq!(evening.disk.stored(), evening.log());
}

#[test]
fn resume_without_a_failure_changes_nothing() {
    let evening = Evening::begin();
    let done = evening.resume().expect("nothing to do");
    assert_eq!((done.revision, done.stored), (1, true));
}

#[test]
fn a_failed_append_that_survived_after_all_is_not_stored_twice() {
    let evening = Evening::begin();
    evening.disk.lie();
    assert!(!evening.mc(goto("best/winner")).stored);
    evening.mc(blackout(true));
    evening.disk.free();
    let done = evening.resume().expect("resumed");
    assert!(done.stored);
    let stored = evening.disk.stored();
    assert_eq!(stored, evening.log());
    let revisions: Vec<u64> = stored.iter().map(|event| event.revision).collect();
    assert_eq!(revisions, (1..=stored.len() as u64).collect::<Vec<_>>());
}

#[test]
fn a_refused_command_whose_append_survived_after_all_is_taken_over_with_what_waits() {
    let evening = Evening::begin();
    evening.disk.lie();
    not_stored(evening.ask(seal("craft", "echo"), By::Producer));
    assert_eq!(evening.state().award("craft").envelope, None);
    evening.mc(go());
    evening.disk.free();
    let done = evening.resume().expect("resumed");
    assert_eq!(
        (done.revision, done.cue.as_str(), done.stored),
        (3, "finalists/1", true)
    );
    assert!(evening.state().award("craft").envelope.is_some());
    assert_eq!(evening.disk.stored(), evening.log());
    let before = evening.state();
    let again = Evening::with(evening.stop(), None, START.plus_ms(60_000));
    assert_eq!(*again.state(), *before);
}

#[test]
fn a_ballot_that_was_opened_after_all_is_open_once_the_disk_is_back() {
    let evening = Evening::begin();
    evening.disk.lie();
    not_stored(evening.ask(open_ballot(), By::Mc));
    evening.disk.free();
    evening.resume().expect("resumed");
    assert!(evening.state().open_ballot().is_some());
    assert_eq!(evening.disk.stored(), evening.log());
}

#[test]
fn a_journal_that_somebody_else_wrote_into_is_not_taken_over() {
    let evening = Evening::begin();
    evening.disk.fill();
    evening.mc(go());
    evening.disk.free();
    evening.disk.meddle(Stamped {
        revision: 2,
        at: At(0),
        by: By::Server,
        event: Event::DoorsOpened,
    });
    not_stored(evening.resume());
    assert!(!evening.mc(blackout(true)).stored);
}

#[test]
fn what_waits_in_memory_has_a_limit_and_past_it_the_answer_is_no() {
    let evening = Evening::begin();
    evening.disk.fill();
    for turn in 0..PENDING_MAX {
        let answer = evening.ask(blackout(turn % 2 == 0), By::Mc);
        assert!(answer.is_ok(), "turn {turn}: {answer:?}");
    }
    not_stored(evening.ask(blackout(true), By::Mc));
    evening.disk.free();
    let done = evening.resume().expect("resumed");
    assert_eq!((done.revision, done.stored), (PENDING_MAX as u64 + 1, true));
}

#[test]
fn what_the_server_owes_by_itself_happens_past_the_limit() {
    let evening = Evening::begin();
    evening.mc(open_ballot());
    evening.disk.fill();
    for turn in 0..PENDING_MAX {
        assert!(evening.ask(blackout(turn % 2 == 0), By::Mc).is_ok());
    }
    not_stored(evening.ask(blackout(true), By::Mc));
    evening.clock.advance_ms(60_000);
    evening.until("the ballot is closing", |state| {
        state.ballots["people"].is_closing()
    });
}

#[test]
fn a_count_that_comes_while_the_queue_is_full_holds_nobody_up() {
    let evening = Evening::begin();
    evening.mc(open_ballot());
    evening.disk.fill();
    evening.mc(Command::CloseBallot {
        ballot: "people".into(),
    });
    evening.disk.free();
    // The director stands in the journal while everyone presses; then the count of the close comes
    // to a full queue.
    let hurdle = evening.disk.reopens_slowly();
    let resumed = evening.in_background(|director| async move { director.resume().await });
    hurdle.reached();
    let press = || {
        evening
            .in_background(|director| async move { director.command(blackout(true), By::Mc).await })
    };
    let crowd: Vec<_> = (0..QUEUE_MAX).map(|_| press()).collect();
    crate::support::wait::until("the queue is full", || {
        let answer = press().soon();
        matches!(answer, Some(Err(Rejection::Busy))).then_some(())
    });
    hurdle.lift();
    resumed.wait("resumed").expect("resumed");
    for press in crowd {
        press.wait("every press is answered").ok();
    }
    evening.until("the ballot is counted", |state| {
        state.ballots["people"].tally().is_some()
    });
}

#[test]
fn a_run_through_is_not_archived_while_part_of_it_is_only_in_memory() {
    let evening = Evening::begin();
    evening.disk.fill();
    evening.mc(go());
    evening.disk.free();
    not_stored(evening.rewind("gala"));
    assert_eq!(evening.state().cue().id, "finalists/1");
    evening.resume().expect("resumed");
    evening.rewind("gala").expect("archived");
}

#[test]
fn an_evening_that_cannot_store_its_first_event_does_not_begin() {
    let disk = Disk::default();
    disk.fill();
    let begun = std::panic::catch_unwind(|| {
        Evening::with(disk, Some(crate::support::shows::gala()), START);
    });
    assert!(begun.is_err());
}
