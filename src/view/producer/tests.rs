use super::*;
use crate::show::event::{At, By, Event};
use crate::view::sample::{self, SampleEvening};
use crate::view::{Joins, Screen};

fn links() -> Links {
    let url = |path: &str| format!("http://192.168.1.20:8080{path}");
    Links {
        stage: url("/stage"),
        audience: url("/"),
        mc: url("/mc?key=mmmm"),
        producer: url("/producer?key=pppp"),
        results: url("/results"),
        ..Links::default()
    }
}

/// Everything that the desk is sent: the page and a frame.
fn page_of(evening: &SampleEvening, ui: Ui) -> String {
    let frame = frame(&evening.state, &Live::default(), &evening.log, ui);
    format!(
        "{}{}",
        page(&evening.state, &links(), &Way::default(), ui),
        serde_json::to_string(&frame).unwrap()
    )
}

fn frame_of(evening: &SampleEvening) -> Frame {
    frame(&evening.state, &Live::default(), &evening.log, Ui::ZhHant)
}

/// An evening in which everything has happened that can happen without telling a secret.
fn busy(show: Show) -> SampleEvening {
    let ballot = || "hall".to_owned();
    SampleEvening::of(show)
        .then(
            By::Mc,
            Event::CueFired {
                cue: "first/suspense".into(),
                by: crate::show::event::Move::Go,
            },
        )
        .then(
            By::Producer,
            Event::EnvelopeOpened {
                award: "first".into(),
            },
        )
        .then(
            By::Mc,
            Event::BallotOpened {
                ballot: ballot(),
                closes_at: At(sample::EIGHT + 9),
            },
        )
        .reveal("third", &["sweet"])
}

#[test]
fn desks_of_shows_that_differ_only_in_envelopes_get_the_same_bytes() {
    let mut other = sample::show();
    other.awards[0].winner = vec!["neon".into(), "data".into()];
    let (one, other) = (busy(sample::show()), busy(other));
    for ui in Ui::ALL {
        assert_eq!(page_of(&one, ui), page_of(&other, ui));
    }
    assert_eq!(frame_of(&one), frame_of(&other));
}

#[test]
fn a_decision_sealed_by_hand_is_nowhere_on_the_desk() {
    let seal = |winners: &[&str]| {
        busy(sample::show()).then(By::Producer, sample::sealed("second", winners))
    };
    assert_eq!(
        page_of(&seal(&["hide"]), Ui::En),
        page_of(&seal(&["neon", "data"]), Ui::En)
    );
}

#[test]
fn a_correction_that_the_hall_has_not_heard_is_nowhere_on_the_desk() {
    let mend = |winners: &[&str]| {
        busy(sample::show())
            .then(
                By::Mc,
                Event::WrongEnvelope {
                    award: "third".into(),
                },
            )
            .then(
                By::Producer,
                sample::corrected("third", winners, winners[0]),
            )
    };
    assert_eq!(
        page_of(&mend(&["hide"]), Ui::En),
        page_of(&mend(&["neon"]), Ui::En)
    );
}

#[test]
fn a_wrong_envelope_stands_at_the_top_with_what_was_announced() {
    let evening = busy(sample::show()).then(
        By::Mc,
        Event::WrongEnvelope {
            award: "third".into(),
        },
    );
    let alert = &frame_of(&evening).regions["alert"];
    assert!(alert.contains("data-alarm=\"/api/envelopes/third\""));
    assert!(alert.contains("Home Sweet Home"));
}

#[test]
fn the_journal_names_the_award_and_never_the_winner() {
    let evening = busy(sample::show()).then(By::Producer, sample::sealed("second", &["hide"]));
    let journal = whole("journal", &frame_of(&evening).regions);
    assert!(journal.contains("信封已密封") && journal.contains("二等獎"));
    assert!(!journal.contains("躲貓貓") && !journal.contains("Home Sweet Home"));
}

#[test]
fn a_running_turnout_replaces_no_button() {
    let evening = busy(sample::show());
    let frame_with = |voted: u64| {
        let live = Live {
            turnout: [("hall".to_owned(), voted)].into(),
            ..Live::default()
        };
        frame(&evening.state, &live, &evening.log, Ui::En).regions
    };
    let (before, after) = (frame_with(7), frame_with(8));
    let changed: Vec<_> = before
        .keys()
        .filter(|name| before[*name] != after[*name])
        .collect();
    assert_eq!(changed, ["turnout"]);
}

#[test]
fn only_a_screen_that_waits_can_be_approved() {
    let evening = busy(sample::show());
    let screen = |approved| Screen {
        id: "a/b".into(),
        approved,
        connected: true,
        ..Screen::default()
    };
    let region = |approved| {
        let live = Live {
            screens: vec![screen(approved)],
            ..Live::default()
        };
        whole(
            "screens",
            &frame(&evening.state, &live, &evening.log, Ui::En).regions,
        )
    };
    assert!(region(false).contains("data-form=\"approve\" data-url=\"/api/screens/a%2Fb\""));
    assert!(region(true).contains("Dismiss"));
}

#[test]
fn a_key_is_veiled_on_the_page() {
    let page = page_of(&busy(sample::show()), Ui::En);
    assert!(page.contains("/mc?key=******"));
    assert!(!page.contains("style=") && !page.contains(" onclick"));
}

#[test]
fn links_are_the_ones_of_the_contract() {
    let json = serde_json::to_value(links()).unwrap();
    let mut names: Vec<&String> = json.as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(
        names,
        [
            "audience", "jury", "keys", "mc", "producer", "results", "stage"
        ]
    );
    assert!(json["keys"]["jury"].is_object());
}

#[test]
fn a_hall_that_sends_more_than_it_seats_is_flagged() {
    let evening = busy(sample::show());
    let mut state = evening.state.clone();
    let mut live = Live {
        phones_opened: 100,
        ..Live::default()
    };
    live.turnout.insert("hall".into(), 101);
    live.arrivals.insert("hall".into(), 51);
    let turnout = |state: &State, live: &Live| {
        let frame = frame(state, live, &[], Ui::En);
        frame.regions["turnout"].clone()
    };
    let unknown = turnout(&state, &live);
    assert!(unknown.contains("Votes in the last 10 s: 51") && !unknown.contains("<strong>"));
    let mut show = (*state.show).clone();
    show.hall = Some(crate::show::programme::Auditorium {
        seats: Some(100),
        ..Default::default()
    });
    state.show = show.into();
    assert_eq!(turnout(&state, &live).matches("<strong>").count(), 2);
    live.turnout.insert("hall".into(), 100);
    live.arrivals.insert("hall".into(), 50);
    assert!(!turnout(&state, &live).contains("<strong>"));
}

#[test]
fn a_rush_that_joins_by_script_is_flagged_before_it_has_voted() {
    let evening = busy(sample::show());
    let mut state = evening.state.clone();
    let mut show = (*state.show).clone();
    show.hall = Some(crate::show::programme::Auditorium {
        seats: Some(100),
        ..Default::default()
    });
    state.show = show.into();
    let flags = |most_by_one_code: u64, turned_away: u64, phones_opened: u64| {
        let mut live = Live {
            phones_opened,
            ..Live::default()
        };
        let joins = Joins {
            all: most_by_one_code + 10,
            most_by_one_code,
            turned_away,
        };
        live.joins.insert("hall".into(), joins);
        let frame = frame(&state, &live, &[], Ui::En);
        frame.regions["turnout"].clone()
    };
    assert!(!flags(100, 0, 40).contains("<strong>"));
    let joined = flags(101, 0, 40);
    assert!(joined.contains("101 people joined with one code"));
    assert!(joined.contains("111 people joined with the stage’s code lately"));
    assert_eq!(joined.matches("<strong>").count(), 2);
    assert!(flags(100, 7, 40).contains("7 more had to wait"));
}

#[test]
fn votes_that_come_without_phones_are_flagged_also_where_no_seats_are_known() {
    let evening = busy(sample::show());
    let flagged = |voted: u64, phones_opened: u64| {
        let mut live = Live {
            phones_opened,
            ..Live::default()
        };
        live.turnout.insert("hall".into(), voted);
        let frame = frame(&evening.state, &live, &[], Ui::En);
        frame.regions["turnout"].contains("<strong>")
    };
    assert!(!flagged(30, 0), "a few without script");
    assert!(flagged(31, 0));
    assert!(!flagged(230, 100));
    assert!(flagged(231, 100));
    let frame = frame(&evening.state, &Live::default(), &[], Ui::En);
    assert!(frame.regions["ballots"].contains("Fill in the seats"));
}

#[test]
fn how_unusual_votes_can_be_flagged_is_said_once_however_many_ballots_there_are() {
    let mut show = sample::show();
    let mut second = show.ballots[0].clone();
    second.id = "second".into();
    show.ballots.push(second);
    let frame = frame(&busy(show).state, &Live::default(), &[], Ui::En);
    let ballots = whole("ballots", &frame.regions);
    assert_eq!(ballots.matches("<article").count(), 2);
    assert_eq!(ballots.matches("Fill in the seats").count(), 1);
}

#[test]
fn strangers_are_listed_after_the_screens_that_count_and_no_more_than_a_few() {
    let evening = busy(sample::show());
    let stranger = |n: usize| Screen {
        id: format!("stranger-{n}"),
        connected: true,
        shown: n as u64,
        ..Screen::default()
    };
    let wall = Screen {
        id: "wall".into(),
        approved: true,
        ..Screen::default()
    };
    let live = |screens_more| Live {
        screens: [wall.clone()]
            .into_iter()
            .chain((0..20).map(stranger))
            .collect(),
        screens_more,
        ..Live::default()
    };
    for (ui, more) in [
        (Ui::ZhHant, "另有 16 個熒幕待核准"),
        (Ui::ZhHans, "另有 16 个屏幕待核准"),
        (Ui::En, "and 16 more"),
    ] {
        let regions = frame(&evening.state, &live(4), &[], ui).regions;
        let screens = whole("screens", &regions);
        assert_eq!(screens.matches("data-form=\"approve\"").count(), 8);
        assert!(screens.contains(more), "{screens}");
        assert!(regions["screens/0"].contains("/api/screens/wall"));
    }
}

#[test]
fn one_envelope_that_changes_is_one_row_and_one_line_of_the_journal() {
    let before = busy(sample::show());
    let after = busy(sample::show()).then(By::Producer, sample::sealed("second", &["hide"]));
    let (before, after) = (frame_of(&before).regions, frame_of(&after).regions);
    let changed: Vec<_> = after
        .keys()
        .filter(|name| before.get(*name) != after.get(*name))
        .collect();
    let [envelope, journal, line] = &changed[..] else {
        panic!("{changed:?}");
    };
    assert!(envelope.starts_with("envelopes/") && line.starts_with("journal/"));
    assert_eq!(**journal, "journal");
}
