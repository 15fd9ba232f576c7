//! Back to the top: a run-through never becomes the show.

use crate::desk::{Disk, Evening, START, approve, go, goto, seal};
use crate::support::ledgers::{events_of, journal_at, journal_file};
use crate::support::shows::gala;
use palmares::evening::Rejection;
use palmares::show::command::Command;
use palmares::show::event::By;
use palmares::show::refusal::Refusal;
use tempfile::TempDir;

fn rehearsed() -> Evening {
    let evening = Evening::begin();
    evening
        .ask(seal("craft", "echo"), By::Producer)
        .expect("sealed");
    evening
        .ask(seal("best", "river"), By::Producer)
        .expect("sealed");
    evening
        .presence
        .joined("main-wall", None, &Default::default());
    evening
        .ask(approve("main-wall"), By::Producer)
        .expect("approved");
    for command in [go(), goto("best/winner"), go()] {
        evening.mc(command);
    }
    evening
}

#[test]
fn the_clean_evening_stands_on_its_first_cue_with_nothing_revealed() {
    let evening = rehearsed();
    let epoch = evening.snapshot().epoch;
    let done = evening.rewind("gala").expect("rewound");
    assert_eq!((done.cue.as_str(), done.stored), ("welcome", true));
    let state = evening.state();
    assert!(state.awards.values().all(|award| award.revealed.is_none()));
    assert!(state.skipped().is_empty() && state.began_at.is_none());
    assert!(
        evening.snapshot().epoch > epoch,
        "screens would think it old"
    );
    assert_eq!(evening.disk.stored(), evening.log());
}

#[test]
fn what_was_sealed_by_hand_stays_sealed_and_screens_stay_approved() {
    let evening = rehearsed();
    evening.rewind("gala").expect("rewound");
    let state = evening.state();
    for (award, winner, by) in [
        ("craft", Some("echo"), Some(By::Producer)),
        ("best", Some("river"), Some(By::Producer)),
        ("held", Some("echo"), Some(By::File)),
        ("hall", None, None),
    ] {
        let envelope = state.award(award).envelope;
        let first = envelope.as_ref().map(|e| e.winners[0].as_str());
        assert_eq!(first, winner, "{award}");
        assert_eq!(envelope.as_ref().map(|e| e.by), by, "{award}");
    }
    assert_eq!(state.screens["main-wall"], "Main wall");
}

#[test]
fn a_correction_of_the_run_through_does_not_reach_the_show() {
    let evening = rehearsed();
    let correct = Command::Correct {
        award: "best".into(),
        winners: vec!["echo".into()],
        reason: "only a rehearsal".into(),
        honours: Default::default(),
    };
    evening.ask(correct, By::Producer).expect("corrected");
    evening.rewind("gala").expect("rewound");
    let award = evening.state().award("best");
    assert_eq!(award.correction, None);
    assert_eq!(
        award.envelope.map(|e| e.winners),
        Some(vec!["mirror".to_owned()])
    );
}

#[test]
fn it_asks_for_the_shows_id() {
    let evening = rehearsed();
    let before = evening.log();
    let answer = evening.rewind("galo");
    assert_eq!(answer, Err(Rejection::Refused(Refusal::NotConfirmed)));
    assert_eq!(evening.log(), before);
}

#[test]
fn it_is_locked_once_the_doors_are_open() {
    let evening = rehearsed();
    evening
        .ask(Command::Doors { open: true }, By::Producer)
        .expect("open");
    let answer = evening.rewind("gala");
    assert_eq!(answer, Err(Rejection::Refused(Refusal::DoorsOpen)));
}

#[test]
fn a_disk_that_fails_leaves_the_evening_as_it_is() {
    let evening = rehearsed();
    let before = evening.log();
    evening.disk.fill();
    let answer = evening.rewind("gala");
    assert!(matches!(answer, Err(Rejection::NotStored(_))), "{answer:?}");
    assert_eq!(evening.log(), before);
    // It is a failed write like any other: the screens say so, and one press mends it.
    assert!(evening.snapshot().degraded);
    evening.disk.free();
    evening.resume().expect("resumed");
    assert!(evening.mc(go()).stored);
}

#[test]
fn on_a_real_disk_the_run_through_is_kept_under_a_dated_name() {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("show.db");
    let evening = Evening::on(journal_file(&file), Disk::default(), Some(gala()), START);
    evening.mc(goto("best/winner"));
    let before = evening.log();
    evening.rewind("gala").expect("rewound");
    evening.mc(go());
    let after = evening.log();
    evening.stop();

    let files = std::fs::read_dir(folder.path())
        .expect("a folder")
        .flatten();
    let mut names: Vec<String> = files
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(
        names[0].starts_with("show-20") && names[0].ends_with(".db"),
        "{names:?}"
    );
    let read = |name: &str| {
        let journal = journal_at(&folder.path().join(name));
        events_of(&mut journal.expect("good"))
    };
    assert_eq!(read(&names[0]), before);
    assert_eq!(read("show.db"), after);
}
