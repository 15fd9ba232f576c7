//! What a receipt is told, in the hall and at a node: never more than the machine can know.

use super::*;
use crate::show::programme::Reach;

/// How the winner of the hall's award came to be known.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    ByBoth,
    ByHallAlone,
    /// By a ruling, while the count outside is pending.
    Otherwise,
}

fn told(reach: Reach, by: Told) -> State {
    let mut show = demo();
    for ballot in &mut show.ballots {
        ballot.reach = reach;
    }
    let evening = PhoneEvening::of(show).open("people").closed("people", &[3]);
    let counted = Event::NetCounted {
        ballot: "people".into(),
        position: 9,
        tally: Tally::default(),
        digest: "n".into(),
        together: Tally::default(),
        inside: Tally::default(),
        readers: 2,
    };
    let announced = Event::HallAnnounced {
        ballot: "people".into(),
    };
    let evening = match by {
        Told::ByBoth => evening.then(counted),
        Told::ByHallAlone => evening.then(announced).then(counted),
        Told::Otherwise => evening,
    };
    let evening = evening.revealed("peoples-choice", &["optimal"]);
    evening.on_wall("peoples-choice").0
}

fn vote(choice: &str, change: u32) -> Option<Held> {
    Some(Held {
        change,
        ..hers(choice)
    })
}

/// The works that are found, each with what is said of it; or what is said where none is.
fn said(state: &State, look: &ReceiptLook) -> Vec<(String, String)> {
    let bulletin = bulletin(state);
    let html = super::super::receipt_page(&bulletin, Ui::En, "people", Some("ABCDE-FGHJK"), look);
    let cards = html.html.split("<section class=\"card\">").skip(1);
    let found: Vec<_> = cards
        .map(|card| {
            let card = card.split("</section>").next().unwrap_or_default();
            let says = card.rsplit("<p>").next().unwrap_or_default();
            let says = says.split("</p>").next().unwrap_or_default();
            let work = if card.contains("OPTIMAL") {
                "optimal"
            } else {
                "hide"
            };
            (work.to_owned(), says.to_owned())
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    let none = html.html.split("<p class=\"wrong\">").nth(1).expect("none");
    let none = none.split("</p>").next().unwrap_or_default();
    vec![(String::new(), none.to_owned())]
}

fn look([hall, net]: [Option<Held>; 2], [here, outside]: [bool; 2]) -> ReceiptLook {
    let held = hall.is_some() || net.is_some();
    ReceiptLook {
        voters: held
            .then_some(ReceiptHeld { hall, net })
            .into_iter()
            .collect(),
        hall: here,
        net: outside,
    }
}

/// The hall with the log outside, the hall without it, and a node.
const HALL: [bool; 2] = [true, true];
const ALONE: [bool; 2] = [true, false];
const NODE: [bool; 2] = [false, true];

fn words() -> &'static crate::words::audience::AudienceWords {
    &Ui::En.words().audience
}

#[test]
fn a_vote_from_outside_is_found_in_the_hall_with_what_became_of_it() {
    let w = words();
    for (by, says) in [
        (Told::ByBoth, w.receipt_counts),
        (Told::ByHallAlone, w.receipt_hall_alone),
        (Told::Otherwise, w.receipt_uncounted),
    ] {
        let net = look([None, vote("optimal", 1)], HALL);
        let found = said(&told(Reach::Both, by), &net);
        assert_eq!(found, [("optimal".to_owned(), says.to_owned())], "{by:?}");
    }
    let hall = look([vote("optimal", 1), None], HALL);
    let found = said(&told(Reach::Both, Told::ByHallAlone), &hall);
    assert_eq!(found[0].1, w.receipt_counts);
}

#[test]
fn a_node_claims_nothing_that_hangs_on_the_hall() {
    let w = words();
    for (reach, by, says) in [
        (Reach::Net, Told::ByBoth, w.receipt_counts),
        (Reach::Both, Told::ByBoth, w.receipt_one_of_two),
        (Reach::Both, Told::ByHallAlone, w.receipt_hall_alone),
        (Reach::Both, Told::Otherwise, w.receipt_uncounted),
    ] {
        let net = look([None, vote("optimal", 1)], NODE);
        let found = said(&told(reach, by), &net);
        assert_eq!(found[0].1, says, "{reach:?} {by:?}");
    }
    // So little does a hall that was started again without the log.
    let hall = look([vote("optimal", 1), None], ALONE);
    let found = said(&told(Reach::Both, Told::ByBoth), &hall);
    assert_eq!(found[0].1, w.receipt_one_of_two);
}

#[test]
fn who_voted_in_both_is_told_which_choice_counts_as_the_count_does() {
    let w = words();
    let both = told(Reach::Both, Told::ByBoth);
    for (hall, net, counts) in [(1, 1, "optimal"), (2, 1, "optimal"), (1, 2, "hide")] {
        let found = said(
            &both,
            &look([vote("optimal", hall), vote("hide-and-seek", net)], HALL),
        );
        for (work, says) in found {
            let counts = work == counts;
            let expected = if counts {
                w.receipt_counts
            } else {
                w.receipt_superseded
            };
            assert_eq!(says, expected, "{work} of {hall} and {net}");
        }
    }
    // Whatever was chosen later outside, the hall alone was announced.
    let alone = told(Reach::Both, Told::ByHallAlone);
    let found = said(
        &alone,
        &look([vote("optimal", 1), vote("hide-and-seek", 2)], HALL),
    );
    assert_eq!(found[0].1, w.receipt_counts);
    assert_eq!(found[1].1, w.receipt_hall_alone);
    let mut out = vote("optimal", 1);
    out.as_mut().expect("a vote").excluded = true;
    let found = said(&both, &look([out, vote("hide-and-seek", 2)], HALL));
    assert!(
        found.iter().all(|(_, says)| says == w.excluded),
        "{found:?}"
    );
}

#[test]
fn what_is_not_found_may_be_elsewhere_unless_all_of_it_is_here() {
    let w = words();
    let none = |reach, by, boxes| {
        said(&told(reach, by), &look([None, None], boxes))[0]
            .1
            .clone()
    };
    assert_eq!(none(Reach::Hall, Told::Otherwise, ALONE), w.receipt_none);
    assert_eq!(
        none(Reach::Hall, Told::Otherwise, NODE),
        w.receipt_none_here
    );
    assert_eq!(none(Reach::Both, Told::ByBoth, HALL), w.receipt_none);
    assert_eq!(
        none(Reach::Both, Told::ByHallAlone, HALL),
        w.receipt_none_here
    );
    assert_eq!(none(Reach::Both, Told::ByBoth, ALONE), w.receipt_none_here);
    assert_eq!(none(Reach::Both, Told::ByBoth, NODE), w.receipt_none_here);
    assert_eq!(none(Reach::Net, Told::ByBoth, NODE), w.receipt_none);
}

#[test]
fn how_a_result_was_made_is_told_once_the_winner_is_and_not_before() {
    let told = bulletin(&told(Reach::Both, Told::ByHallAlone)).results;
    assert_eq!(told.get("people"), Some(&ResultOf::Hall));
    let mut show = demo();
    show.ballots[0].reach = Reach::Both;
    let announced = Event::HallAnnounced {
        ballot: "people".into(),
    };
    let evening = PhoneEvening::of(show).open("people").closed("people", &[3]);
    let evening = evening.then(announced);
    assert!(bulletin(&evening.0).results.is_empty());
    let evening = evening.revealed("peoples-choice", &["optimal"]);
    assert!(bulletin(&evening.0).results.is_empty(), "the wall first");
}
