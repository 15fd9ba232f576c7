//! The plug was pulled: at the next start the show stands where it stood.

use crate::desk::{Disk, Evening, START, approve, blackout, go, goto, open_ballot, seal};
use crate::support::ledgers::{journal_file, journal_in_memory};
use crate::support::shows::{gala, gala_with};
use palmares::director::Director;
use palmares::evening::StartError;
use palmares::show::ballot::Phase;
use palmares::show::event::{At, By, Event, Stamped};
use tempfile::TempDir;

#[test]
fn a_restart_stands_on_the_same_cue_and_revision() {
    let evening = Evening::begin();
    for command in [
        go(),
        goto("best/winner"),
        blackout(true),
        seal("craft", "echo"),
    ] {
        evening.mc(command);
    }
    let before = evening.state();
    let disk = evening.stop();
    let evening = Evening::with(disk, None, START.plus_ms(900_000));
    assert_eq!(*evening.state(), *before);
}

#[test]
fn the_journal_stands_above_an_edited_file() {
    let disk = Evening::begin().stop();
    let edited = gala_with("Craft", "Craftsmanship");
    let evening = Evening::with(disk, Some(edited), START);
    assert_eq!(evening.state().show, gala());
}

#[test]
fn a_real_file_holds_the_evening_too() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("show.db");
    let open = || journal_file(&file);
    let evening = Evening::on(open(), Disk::default(), Some(gala()), START);
    evening.mc(goto("best/winner"));
    let before = evening.state();
    evening.stop();
    let evening = Evening::on(open(), Disk::default(), None, START.plus_ms(5));
    assert_eq!(*evening.state(), *before);
    assert!(evening.mc(go()).stored);
}

#[test]
fn a_deadline_that_passed_while_away_closes_at_the_start_as_of_the_deadline() {
    let evening = Evening::begin();
    evening.mc(open_ballot());
    let disk = evening.stop();
    let evening = Evening::with(disk, None, START.plus_ms(3_600_000));
    let state = evening.until("the ballot is counted", |state| {
        state.phase("people") == Some(Phase::Closed)
    });
    assert_eq!(
        state.ballots["people"].closes_at(),
        Some(START.plus_ms(61_000))
    );
}

#[test]
fn the_first_command_after_the_start_already_finds_it_closed() {
    let evening = Evening::begin();
    evening.mc(open_ballot());
    let disk = evening.stop();
    let evening = Evening::with(disk, None, START.plus_ms(3_600_000));
    let answer = evening.ask(open_ballot(), By::Mc);
    assert!(answer.is_err(), "{answer:?}");
    assert_ne!(evening.state().phase("people"), Some(Phase::Open));
}

#[test]
fn a_ballot_that_was_being_counted_is_counted_after_the_start() {
    let disk = Evening::begin().stop();
    let events = [
        Event::BallotOpened {
            ballot: "people".into(),
            closes_at: START.plus_ms(60_000),
        },
        Event::BallotClosing {
            ballot: "people".into(),
            as_of: START.plus_ms(30_000),
        },
    ];
    for (revision, event) in (2..).zip(events) {
        let by = By::Mc;
        disk.meddle(Stamped {
            revision,
            at: START,
            by,
            event,
        });
    }
    let evening = Evening::with(disk, None, START.plus_ms(40_000));
    evening.until("the ballot is counted", |state| {
        state.phase("people") == Some(Phase::Closed)
    });
}

fn revealed_and_not_told() -> Disk {
    let evening = Evening::begin();
    evening
        .presence
        .joined("main-wall", None, &Default::default());
    evening.mc(approve("main-wall"));
    evening.mc(goto("best/winner"));
    assert!(evening.state().public_winners("best").is_none());
    evening.stop()
}

#[test]
fn a_reveal_that_still_waited_for_the_wall_is_told_after_the_start() {
    let evening = Evening::with(revealed_and_not_told(), None, START.plus_ms(3_000));
    evening.until("no screen is there to wait for", |state| {
        state.public_winners("best").is_some()
    });
}

#[test]
fn a_clean_evening_needs_a_show() {
    let clock = std::sync::Arc::new(palmares::clock::ManualClock::at(At(0)));
    let journal = journal_in_memory();
    let sources = Evening::begin().sources();
    let started = Director::start(journal, None, clock, sources);
    assert!(matches!(started, Err(StartError::NoShow)));
}
