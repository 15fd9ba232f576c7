//! Where GO would be refused, and what is said when the wrong envelope was opened.

use super::*;
use crate::view::NetSight;
use crate::view::ready::MachineFacts;

/// Why GO would be refused, as the panel's script is told.
fn barred(evening: &PanelEvening, live: &Live) -> bool {
    let deck = frame(&evening.state, live, Ui::En).regions["deck"].clone();
    deck.contains("data-refused=\"")
}

#[test]
fn go_says_that_it_would_be_refused_wherever_it_would_be_and_nowhere_else() {
    let winners: [&[&str]; 2] = [&["e0"], &["e1"]];
    let evening = at_story("suspense", winners);
    assert!(!barred(&evening, &evening.live()), "a sealed winner");

    for cover in ["card", "blackout"] {
        let mut evening = at_story("suspense", winners);
        let (on, expect) = (true, None);
        let command = match cover {
            "card" => Command::Card { on, expect },
            _ => Command::Blackout { on, expect },
        };
        evening.run(command).expect("the stage can be covered");
        assert!(barred(&evening, &evening.live()), "a winner under {cover}");
        evening.goto("story/award");
        assert!(!barred(&evening, &evening.live()), "a title under {cover}");
    }

    let unsealed = at_story("suspense", [&[], &["e1"]]);
    assert!(barred(&unsealed, &unsealed.live()), "no envelope");

    let mut wrong = at_story("winner", winners);
    let raise = Command::WrongEnvelope { award: None };
    wrong.run(raise).expect("something is revealed");
    assert!(barred(&wrong, &wrong.live()), "a photo of the wrong winner");

    let mut voting = PanelEvening::of(show(3, winners));
    voting.goto("vote/open");
    // A jump past the close leaves the ballot open.
    let result = voting.state.rundown.position("vote/result");
    voting.state.position = result.expect("a result") - 1;
    assert!(
        barred(&voting, &voting.live()),
        "a result while people vote"
    );

    let mut end = PanelEvening::of(show(3, winners));
    end.goto("thanks");
    assert!(!barred(&end, &end.live()), "the last cue is the end");
}

#[test]
fn a_ballot_that_would_open_is_barred_while_nothing_is_recorded_and_other_cues_are_not() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    let opens = evening.state.rundown.position("vote/open");
    let before = opens.expect("a ballot") - 1;
    let before = evening.state.rundown.at(before).id.clone();
    evening.goto(&before);
    let degraded = Live {
        degraded: true,
        ..evening.live()
    };
    assert!(!barred(&evening, &evening.live()));
    assert!(barred(&evening, &degraded));
    evening.goto("welcome");
    assert!(!barred(&evening, &degraded));
}

#[test]
fn the_mc_is_given_a_line_in_every_language_of_the_show_until_the_award_is_announced_again() {
    let mut evening = at_story("winner", [&["e0"], &["e1"]]);
    let spoken = |evening: &PanelEvening| evening.region("script", Ui::ZhHans);
    assert!(!spoken(&evening).contains("sorry"));
    let raise = Command::WrongEnvelope { award: None };
    evening.run(raise).expect("something is revealed");
    let says = spoken(&evening);
    // Spoken Cantonese whatever the panel's own language is: the hall hears the show's.
    for ui in [Ui::ZhHant, Ui::En] {
        assert!(says.contains(ui.words().mc.sorry), "{says}");
    }
    assert!(says.contains("我哋") && says.contains("lang=\"zh-Hant-HK\""));

    let correct = Command::Correct {
        award: "story".into(),
        winners: vec!["e1".into()],
        reason: "讀錯".into(),
        honours: Default::default(),
    };
    evening.run(correct).expect("the producer may correct it");
    assert!(spoken(&evening).contains(Ui::ZhHant.words().mc.sorry_again));
    let lift = Command::Card {
        on: false,
        expect: None,
    };
    evening.run(lift).expect("the card can be lifted");
    evening.goto("story/award");
    assert!(!spoken(&evening).contains("sorry"));
}

#[test]
fn an_envelope_that_was_right_after_all_takes_the_line_away() {
    let mut evening = at_story("winner", [&["e0"], &["e1"]]);
    let raise = Command::WrongEnvelope { award: None };
    evening.run(raise).expect("something is revealed");
    let award = "story".into();
    evening
        .run(Command::EnvelopeStands { award })
        .expect("it was right");
    assert!(!evening.region("script", Ui::En).contains("sorry"));
}

#[test]
fn a_server_without_a_log_outside_says_before_go_that_nobody_could_vote() {
    let mut show = show(3, [&["e0"], &["e1"]]);
    show.ballots[0].reach = Reach::Net;
    let mut evening = PanelEvening::of(show);
    let opens = evening.state.rundown.position("vote/open");
    let before = opens.expect("a ballot") - 1;
    let before = evening.state.rundown.at(before).id.clone();
    evening.goto(&before);
    let served = MachineFacts {
        served: true,
        ..MachineFacts::default()
    };
    let alone = Live {
        machine: Arc::new(served),
        ..evening.live()
    };
    let reached = Live {
        net: Some(NetSight::default()),
        ..alone.clone()
    };
    assert!(barred(&evening, &alone));
    assert!(!barred(&evening, &reached));
    let next = frame(&evening.state, &alone, Ui::En).regions["next"].clone();
    assert!(next.contains("Only people at home vote in"), "{next}");
}
