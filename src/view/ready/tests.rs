mod outside;

use super::facts::{CopyStands, DiskRoom, KeysStand, LedgersStand, PrintedAddress};
use super::*;
use crate::show::event::{At, By, Event, Move};
use crate::show::fault::Fault;
use crate::show::programme::{Auditorium, DecidedBy, Identity, Ties};
use crate::show::tally::{Count, Tally};
use crate::view::sample::{self, SampleEvening, revealed};
use crate::view::{Screen, Sound};
use std::sync::Arc;

mod machine;

/// A machine that lacks nothing.
fn machine() -> MachineFacts {
    MachineFacts {
        served: true,
        room: Some(DiskRoom::Enough),
        copy: CopyStands::Follows,
        ledgers: LedgersStand::Well,
        keys: KeysStand::Kept,
        clock_ahead_minutes: 0,
        today: "2026-03-05".into(),
        address: facts::AddressFacts {
            audience: Some("http://192.168.1.20:8080".into()),
            own: vec!["192.168.1.20".into()],
            ..Default::default()
        },
        net_prepared: false,
    }
}

fn wall() -> Screen {
    Screen {
        id: "main-wall-1".into(),
        name: "Wall".into(),
        approved: true,
        connected: true,
        shown: 3,
        sound: Some(Sound::Ready),
    }
}

fn live_on(machine: MachineFacts) -> Live {
    Live {
        screens: vec![wall()],
        audience_url: "http://192.168.1.20:8080/".into(),
        machine: Arc::new(machine),
        ..Live::default()
    }
}

/// The sample show in a hall that was measured.
fn show() -> Show {
    let mut show = sample::show();
    show.hall = Some(Auditorium {
        seats: Some(300),
        depth: Some(18),
        screen: Some(6),
    });
    show
}

/// Without a rehearsal the evening is what is on stage.
fn both(state: &State, live: &Live, ui: Ui) -> ReadyReport {
    report([state, state], live, ui)
}

fn judged(show: Show, live: &Live) -> ReadyReport {
    both(&SampleEvening::of(show).state, live, Ui::En)
}

/// The rows that are not green: what they are about, their light, and what they say.
fn open(report: &ReadyReport) -> Vec<(&str, Light, &str)> {
    let rows = report.rows.iter().filter(|row| row.light != Light::Green);
    rows.map(|row| (row.subject.as_str(), row.light, row.says.as_str()))
        .collect()
}

/// What is open where the machine differs from one that lacks nothing.
fn with(change: impl FnOnce(&mut MachineFacts)) -> ReadyReport {
    let mut facts = machine();
    change(&mut facts);
    judged(show(), &live_on(facts))
}

#[test]
fn a_show_that_lacks_nothing_is_ready_and_every_row_says_so() {
    let report = judged(show(), &live_on(machine()));
    assert_eq!(open(&report), []);
    assert!(report.ready);
    assert_eq!(report.answer, "Ready to open");
    let subjects: Vec<&str> = report.rows.iter().map(|r| r.subject.as_str()).collect();
    let expected = [
        "address",
        "screens",
        "envelopes",
        "ties",
        "beginning",
        "rehearsal",
        "journal",
        "room",
        "copy",
        "keys",
        "clock",
        "code",
        "media",
        "glyphs",
    ];
    assert_eq!(subjects, expected);
    assert!(
        report
            .rows
            .iter()
            .all(|row| row.mend.is_empty() && row.place.is_empty())
    );
}

#[test]
fn red_comes_first_and_counts_and_whatever_is_not_green_says_what_to_do() {
    let report = with(|facts| {
        facts.room = Some(DiskRoom::Gone);
        facts.copy = CopyStands::None;
        facts.keys = KeysStand::Gone;
    });
    assert!(!report.ready);
    assert_eq!(report.answer, "2 things to mend first");
    let lights: Vec<Light> = report.rows.iter().map(|row| row.light).collect();
    assert!(lights.is_sorted());
    for ui in Ui::ALL {
        let report = both(
            &SampleEvening::of(sample::show()).state,
            &Live::default(),
            ui,
        );
        let rows = report.rows.iter().filter(|row| row.light != Light::Green);
        for row in rows {
            assert!(!row.says.is_empty() && !row.mend.is_empty(), "{row:?}");
        }
    }
}

#[test]
fn screens_have_to_be_approved_connected_and_to_have_shown_something() {
    let on = |screens: Vec<Screen>| {
        let live = Live {
            screens,
            ..live_on(machine())
        };
        let mut show = show();
        show.sound = true;
        judged(show, &live)
    };
    let stranger = Screen {
        approved: false,
        ..wall()
    };
    let report = on(vec![stranger]);
    assert_eq!(report.rows[0].place, "#ready/h-screens");
    assert_eq!(
        (open(&report)[0].0, open(&report)[0].1),
        ("screens", Light::Red)
    );
    let gone = Screen {
        connected: false,
        ..wall()
    };
    assert_eq!(open(&on(vec![gone]))[0].2, "Not connected: Wall.");
    let empty = Screen { shown: 0, ..wall() };
    assert_eq!(open(&on(vec![empty]))[0].1, Light::Amber);
    let blocked = Screen {
        sound: Some(Sound::Blocked),
        ..wall()
    };
    let report = on(vec![wall(), blocked]);
    assert_eq!(
        (open(&report)[0].0, open(&report)[0].1),
        ("sound", Light::Amber)
    );
    let silent = Screen {
        sound: None,
        ..wall()
    };
    assert_eq!(open(&on(vec![silent]))[0].0, "sound");
    assert_eq!(open(&on(vec![wall()])), []);
}

#[test]
fn a_character_that_no_font_has_and_a_file_that_cannot_be_shown_are_named() {
    let mut show = show();
    show.entries[0].team = "Team 🏆".into();
    let live = Live {
        undrawn: Arc::new(undrawn(&show)),
        faults: [("media/a.jpg".to_owned(), Fault::Unreadable)].into(),
        ..live_on(machine())
    };
    let report = judged(show, &live);
    assert_eq!(
        open(&report),
        [
            (
                "media",
                Light::Amber,
                "Cannot be shown: media/a.jpg. The title in type stands in."
            ),
            (
                "glyphs",
                Light::Amber,
                "The stage’s fonts lack: 🏆 (U+1F3C6)."
            ),
        ]
    );
}

#[test]
fn an_award_without_an_envelope_is_named_and_who_is_in_the_others_changes_nothing() {
    let with = |change: fn(&mut Show)| {
        let mut show = show();
        change(&mut show);
        judged(show, &live_on(machine()))
    };
    let report = with(|show| show.awards[1].winner.clear());
    assert_eq!(
        open(&report),
        [("envelopes", Light::Red, "No envelope yet: Second Prize.")]
    );
    let other = with(|show| {
        show.awards[1].winner.clear();
        show.awards[0].winner = vec!["neon".into(), "data".into()];
    });
    assert_eq!(report, other);
    // What the hall has a part in is decided on the night.
    let blended = with(|show| {
        show.awards[1].winner.clear();
        show.awards[1].decided_by = DecidedBy::Blend;
    });
    assert_eq!(open(&blended)[0].1, Light::Amber);
}

fn held(ties: Ties) -> SampleEvening {
    let mut show = show();
    show.awards.iter_mut().for_each(|award| award.ties = ties);
    let opened = Event::BallotOpened {
        ballot: "hall".into(),
        closes_at: At(sample::EIGHT + 9),
    };
    let count = |entry: &str| Count {
        entry: entry.into(),
        votes: 4,
    };
    let closed = Event::BallotClosed {
        ballot: "hall".into(),
        position: 9,
        tally: Tally(vec![count("hide"), count("neon")]),
        digest: "00".into(),
    };
    let evening = SampleEvening::of(show).then(By::Producer, Event::DoorsOpened);
    evening.then(By::Mc, opened).then(By::Server, closed)
}

#[test]
fn a_tie_that_waits_for_a_ruling_is_red_and_nobody_is_named_in_it() {
    let report = |ties| both(&held(ties).state, &live_on(machine()), Ui::En);
    let tied = report(Ties::Chair);
    assert_eq!((open(&tied)[0].0, open(&tied)[0].1), ("ties", Light::Red));
    let sent = serde_json::to_string(&tied).unwrap();
    assert!(!sent.contains("躲貓貓") && !sent.contains("霓虹"), "{sent}");
    assert!(report(Ties::Shared).ready);
}

#[test]
fn what_a_run_through_has_left_behind_is_red_before_the_doors_and_the_show_itself_afterwards() {
    let evening = || SampleEvening::of(show());
    let fired = Event::CueFired {
        cue: "finalists/1".into(),
        by: Move::Go,
    };
    let moved = evening().then(By::Mc, fired);
    let report = |evening: &SampleEvening| both(&evening.state, &live_on(machine()), Ui::En);
    assert_eq!(open(&report(&moved))[0].1, Light::Amber);
    let announced = evening().then(By::Mc, revealed("third", &["sweet"]));
    let rows = report(&announced);
    assert_eq!(
        (open(&rows)[0].0, open(&rows)[0].1),
        ("beginning", Light::Red)
    );
    assert_eq!(rows.rows[0].place, "#tonight/h-evening");
    let doors = announced.then(By::Producer, Event::DoorsOpened);
    assert!(report(&doors).ready);
}

#[test]
fn names_stand_apart_in_a_sentence() {
    let said = parts("Not connected: \u{2068}Wall\u{2069}, \u{2068}Foyer\u{2069}.");
    let read: Vec<(bool, &str)> = said.iter().map(|p| (p.is_name, p.text.as_str())).collect();
    let expected = [
        (false, "Not connected: "),
        (true, "Wall"),
        (false, ", "),
        (true, "Foyer"),
        (false, "."),
    ];
    assert_eq!(read, expected);
}

#[test]
fn a_rehearsal_has_to_be_over_on_every_screen() {
    let evening = SampleEvening::of(show()).state;
    let rehearsed = State {
        rehearsal: Some(7),
        ..evening.clone()
    };
    let live = live_on(machine());
    let on = report([&evening, &rehearsed], &live, Ui::En);
    let says = "A rehearsal is on stage.";
    assert_eq!(open(&on), [("rehearsal", Light::Red, says)]);
    let left = Live {
        still_rehearsing: vec!["Foyer".into()],
        ..live
    };
    let left = both(&evening, &left, Ui::En);
    let says = "Still showing a rehearsal: Foyer.";
    assert_eq!(open(&left), [("rehearsal", Light::Red, says)]);
}
