//! A correction is as secret as an envelope until the award is announced again.

use crate::evenings::{Evening, base, go, goto};
use crate::outputs::{Outputs, same};
use palmares::show::command::Command;
use palmares::show::event::By;

/// The wrong envelope was announced, and the producer has said who it is.
fn corrected_to(winners: &[&str]) -> Evening {
    let mut evening = Evening::of(base());
    let correct = Command::Correct {
        award: "first-prize".into(),
        winners: winners.iter().map(|id| (*id).to_owned()).collect(),
        reason: "the envelopes were swapped".into(),
        honours: Default::default(),
    };
    let alarm = Command::WrongEnvelope { award: None };
    let steps = [
        (goto("first-prize/winner"), By::Mc),
        (alarm, By::Mc),
        (correct, By::Producer),
    ];
    for (command, by) in steps {
        evening.ask(&command, by).expect("obeyed");
    }
    evening
}

/// What the hall, the public and the MC are sent; the producer has written the correction and may
/// know.
fn sent(evening: &Evening) -> Outputs {
    let mut sent = evening.sent();
    sent.retain(|name, _| !name.starts_with("producer"));
    sent
}

#[test]
fn nobody_but_the_producer_can_tell_to_whom_an_award_was_corrected() {
    let mut one = corrected_to(&["optimal"]);
    let mut other = corrected_to(&["cyberport", "neon-echoes"]);
    same(&sent(&one), &sent(&other), "under the card");
    for evening in [&mut one, &mut other] {
        evening.ask(&go(), By::Mc).expect("the title again");
        assert_eq!(evening.state.cue().id, "first-prize/award");
    }
    same(&sent(&one), &sent(&other), "at the title");
    for jump in ["results", "first-prize/suspense", "thanks"] {
        let (answer, sent) = one.if_asked(&goto(jump));
        let (others_answer, others_sent) = other.if_asked(&goto(jump));
        assert_eq!(answer, others_answer);
        let veil = |mut sent: Outputs| {
            sent.retain(|name, _| !name.starts_with("producer"));
            sent
        };
        same(&veil(sent), &veil(others_sent), jump);
    }
    for evening in [&mut one, &mut other] {
        evening.ask(&go(), By::Mc).expect("announced again");
    }
    assert_ne!(sent(&one), sent(&other));
}

#[test]
fn after_the_alarm_the_hall_and_the_public_see_no_trace_of_who_was_announced() {
    let alarm = Command::WrongEnvelope { award: None };
    let mut evenings = ["hide-and-seek", "optimal"].map(|winner| {
        let mut show = base();
        for award in show.awards.iter_mut().filter(|a| a.id == "first-prize") {
            award.winner = vec![winner.into()];
        }
        let mut evening = Evening::of(show);
        evening
            .ask(&goto("first-prize/winner"), By::Mc)
            .expect("revealed");
        evening.let_the_wall_speak();
        evening.ask(&alarm, By::Mc).expect("covered");
        evening
    });
    same(&evenings[0].told(), &evenings[1].told(), "under the card");
    // Even if somebody takes the card away, or shows the wall of winners.
    let light = Command::Card {
        on: false,
        expect: None,
    };
    for command in [light, goto("results")] {
        for evening in &mut evenings {
            evening.ask(&command, By::Mc).expect("obeyed");
        }
        let when = format!("after {command:?}");
        same(&evenings[0].told(), &evenings[1].told(), &when);
    }
}
