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
fn what_only_a_server_knows_is_amber_without_one() {
    let report = with(|facts| {
        facts.served = false;
        facts.copy = CopyStands::Unknown;
        facts.keys = KeysStand::NotMade;
        facts.ledgers = LedgersStand::NotBegun;
        facts.address.audience = None;
    });
    assert!(report.ready);
    let subjects = open(&report);
    let subjects: Vec<&str> = subjects.iter().map(|row| row.0).collect();
    assert_eq!(subjects, ["address", "screens", "copy", "keys"]);
    assert!(open(&report).iter().all(|row| row.1 == Light::Amber));
}

#[test]
fn each_lack_of_the_machine_has_a_row() {
    type Change = fn(&mut MachineFacts);
    let cases: [(Change, &str, Light); 11] = [
        (|f| f.room = Some(DiskRoom::Little), "room", Light::Amber),
        (|f| f.room = Some(DiskRoom::Gone), "room", Light::Red),
        (|f| f.room = None, "room", Light::Amber),
        (|f| f.copy = CopyStands::Away, "copy", Light::Amber),
        (|f| f.copy = CopyStands::SameDisk, "copy", Light::Amber),
        (
            |f| f.ledgers = LedgersStand::Mended,
            "journal",
            Light::Amber,
        ),
        (|f| f.keys = KeysStand::Others, "keys", Light::Red),
        (|f| f.keys = KeysStand::Open, "keys", Light::Amber),
        (|f| f.clock_ahead_minutes = -7, "clock", Light::Amber),
        (|f| f.today = "1999-12-31".into(), "clock", Light::Red),
        (|f| f.today = "2026-03-06".into(), "clock", Light::Amber),
    ];
    for (number, (change, subject, light)) in cases.into_iter().enumerate() {
        let report = with(change);
        let rows = open(&report);
        let found: Vec<_> = rows.iter().map(|row| (row.0, row.1)).collect();
        assert_eq!(found, [(subject, light)], "case {number}");
    }
}

#[test]
fn a_disk_that_fails_while_the_show_runs_is_red_and_a_mirror_that_lags_amber() {
    let mut live = live_on(machine());
    live.mirror_failing = true;
    let rows = judged(show(), &live);
    assert_eq!(open(&rows)[0].0, "copy");
    (live.degraded, live.mirror_failing) = (true, false);
    let rows = judged(show(), &live);
    assert_eq!(
        (open(&rows)[0].0, open(&rows)[0].1),
        ("journal", Light::Red)
    );
}

fn printed(address: &str) -> Vec<PrintedAddress> {
    vec![PrintedAddress {
        count: 500,
        address: address.into(),
    }]
}

#[test]
fn an_address_that_changed_after_tickets_were_printed_is_one_red_row_with_old_new_and_what_to_set()
{
    let report = with(|facts| {
        facts.address.printed = printed("http://192.168.1.7:8080");
    });
    let row = &report.rows[0];
    assert_eq!(open(&report).len(), 1, "{:?}", open(&report));
    assert_eq!((row.subject.as_str(), row.light), ("address", Light::Red));
    assert_eq!(
        row.says,
        "500 printed tickets say http://192.168.1.7:8080, and this machine is at \
         http://192.168.1.20:8080."
    );
    assert_eq!(
        row.mend,
        "Give this machine the address 192.168.1.7 again and start with --public-url \
         http://192.168.1.7:8080, or print new tickets."
    );
    // At the door's own name nobody's address matters.
    let named = with(|facts| facts.address.printed = printed("https://vote.example"));
    assert_eq!(
        named.rows[0].mend,
        "Start with --public-url https://vote.example, or print new tickets."
    );
    let same = with(|facts| facts.address.printed = printed("http://192.168.1.20:8080"));
    assert!(same.ready);
}

#[test]
fn a_machine_that_moved_while_the_server_runs_is_told_once_also_with_tickets() {
    let moved = |facts: &mut MachineFacts| facts.address.own = vec!["10.0.0.5".into()];
    let report = with(moved);
    assert_eq!(
        open(&report),
        [(
            "address",
            Light::Red,
            "Phones are told http://192.168.1.20:8080, and this machine is at 10.0.0.5 now."
        )]
    );
    let report = with(|facts| {
        moved(facts);
        facts.address.printed = printed("http://192.168.1.20:8080");
    });
    let rows = open(&report);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].2.contains("500 printed tickets") && rows[0].2.contains("10.0.0.5"));
    // Behind a router or a tunnel it may be right.
    let given = with(|facts| {
        moved(facts);
        facts.address.given = true;
    });
    assert_eq!(open(&given)[0].1, Light::Amber);
}

#[test]
fn a_folder_at_rest_knows_what_its_tickets_need() {
    let at_rest = |address: &str| {
        with(|facts| {
            facts.served = false;
            facts.address.audience = None;
            facts.address.printed = printed(address);
        })
    };
    let gone = at_rest("http://192.168.1.7:8080");
    assert_eq!(
        (gone.ready, gone.rows[0].subject.as_str()),
        (false, "address")
    );
    let named = at_rest("https://vote.example");
    assert!(named.ready, "{:?}", open(&named));
    assert!(
        named.rows[0]
            .mend
            .contains("--public-url https://vote.example")
    );
    // An earlier version wrote nothing down.
    let unknown = with(|facts| facts.address.unknown_tickets = 40);
    assert_eq!(open(&unknown)[0].1, Light::Amber);
}

#[test]
fn an_address_that_no_phone_reaches_is_red() {
    let alone = with(|facts| facts.address.audience = Some("http://127.0.0.1:8080".into()));
    assert_eq!(
        (open(&alone)[0].0, open(&alone)[0].1),
        ("address", Light::Red)
    );
    let named = with(|facts| facts.address.audience = Some("https://vote.example".into()));
    assert!(named.ready);
    let six = with(|facts| {
        facts.address.audience = Some("http://[fd00::1]:8080".into());
        facts.address.own = vec!["fd00::1".into()];
    });
    assert!(six.ready, "{:?}", open(&six));
}

#[test]
fn the_code_is_held_against_the_depth_of_the_hall() {
    let at = |depth: Option<u32>, screen, identity| {
        let mut show = show();
        show.ballots[0].identity = identity;
        show.hall = Some(Auditorium {
            seats: None,
            depth,
            screen,
        });
        let report = judged(show, &live_on(machine()));
        let row = report.rows.into_iter().find(|row| row.subject == "code");
        row.expect("a row")
    };
    let device = Identity::Device;
    // 25 modules and the light around them, 40 % of six metres.
    let row = at(Some(18), Some(6), device);
    assert_eq!(row.says, "The code on stage is read from 18 m.");
    assert_eq!(at(Some(19), Some(6), device).light, Light::Amber);
    // A code that rotates has more modules.
    assert_eq!(
        at(Some(18), Some(6), Identity::Presence).light,
        Light::Amber
    );
    let row = at(None, Some(6), device);
    assert_eq!(
        (row.light, row.place.as_str()),
        (Light::Amber, "#prepare/show")
    );
    let mut silent = show();
    silent.ballots.clear();
    let report = judged(silent, &live_on(machine()));
    assert!(
        report
            .rows
            .iter()
            .all(|row| row.subject != "code" && row.subject != "ties")
    );
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
