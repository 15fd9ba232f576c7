//! The wrong envelope: card, correction, and the award announced again.

use super::play::*;
use super::support::shows::gala;
use palmares::show::award::Wrong;
use palmares::show::event::Move::{Go, Goto};
use palmares::show::event::{By, Event};
use palmares::show::refusal::Refusal;

fn wrong(award: &str) -> Event {
    Event::WrongEnvelope {
        award: award.into(),
    }
}

/// The stage stands on the winner of `best`, which the hall has seen, and it was the wrong
/// envelope.
fn raised() -> Play {
    given(gala()).after([goto("best/winner"), on_wall("best"), wrong_envelope()])
}

fn mended() -> Play {
    raised()
        .by(By::Producer)
        .after([correct("best", &["echo"], " read from the wrong card ")])
        .by(By::Mc)
}

#[test]
fn the_wrong_envelope_covers_the_stage_at_once() {
    let play = given(gala()).after([goto("best/winner")]);
    let play = play
        .when(wrong_envelope())
        .then([covered(true), wrong("best")]);
    assert_eq!(play.award("best").wrong, Some(Wrong::Raised));
    play.when(wrong_envelope()).nothing();
}

#[test]
fn under_the_card_only_the_alarm_is_raised() {
    let play = given(gala()).after([goto("best/winner"), card(true)]);
    play.when(wrong_envelope()).then([wrong("best")]);
}

#[test]
fn with_nothing_revealed_there_is_no_wrong_envelope() {
    given(gala())
        .when(wrong_envelope())
        .refused(Refusal::NothingRevealed);
}

#[test]
fn the_wrong_envelope_of_an_award_that_is_still_sealed_is_refused() {
    use palmares::show::command::Command::WrongEnvelope;
    let award = |id: &str| WrongEnvelope {
        award: Some(id.into()),
    };
    let play = given(gala());
    let play = play
        .when(award("best"))
        .refused(Refusal::NotRevealed("best".into()));
    play.when(award("none"))
        .refused(Refusal::NoSuchAward("none".into()));
}

#[test]
fn a_wrong_announcement_is_taken_back_from_the_public() {
    let play = given(gala()).after([goto("best/winner"), on_wall("best")]);
    assert_eq!(play.public("best"), Some(ids(&["mirror"])));
    let play = play.after([wrong_envelope()]);
    assert_eq!(play.public("best"), None);
}

#[test]
fn until_it_is_corrected_the_award_is_not_announced_again() {
    let play = raised().after([card(false)]);
    for cue in ["best/winner", "best/photo", "best/work"] {
        let refusal = Refusal::AwaitingCorrection("best".into());
        play.clone().when(goto(cue)).refused(refusal);
    }
}

#[test]
fn the_evening_may_go_on_elsewhere_while_the_producer_looks_into_it() {
    let play = raised();
    let play = play
        .when(goto("craft/award"))
        .then([fired("craft/award", Goto)]);
    assert!(play.state.card);
}

#[test]
fn it_was_the_right_one_after_all() {
    let play = raised()
        .when(envelope_stands("best"))
        .then([Event::EnvelopeStands {
            award: "best".into(),
        }]);
    assert_eq!(play.public("best"), Some(ids(&["mirror"])));
    let play = play.when(envelope_stands("best")).nothing();
    let play = play.after([card(false)]).wait_ms(1_000);
    play.when(go()).then([fired("best/photo", Go)]);
}

#[test]
fn one_that_stands_but_never_was_complete_on_the_wall_still_waits_for_it() {
    let play = given(gala()).after([goto("best/winner"), wrong_envelope()]);
    let play = play.when(envelope_stands("best")).accepted();
    assert_eq!(play.public("best"), None);
    let play = play.when(on_wall("best")).accepted();
    assert_eq!(play.public("best"), Some(ids(&["mirror"])));
}

#[test]
fn a_correction_puts_the_awards_title_on_deck_with_a_hold() {
    let play = raised()
        .by(By::Producer)
        .when(correct("best", &["echo"], " read from the wrong card "))
        .then([corrected("best", &["echo"], "read from the wrong card")]);
    assert_eq!(play.on_deck(), Some("best/award"));
    assert!(play.state.on_deck_holds());
    assert_eq!(play.award("best").wrong, Some(Wrong::Mended));
    assert_eq!(play.public("best"), None);
}

#[test]
fn the_second_announcement_is_title_then_winner_then_photo() {
    let play = mended().wait_ms(1_000);
    let play = play
        .when(go())
        .then([fired("best/award", Go), covered(false)]);
    assert_eq!(play.on_deck(), Some("best/winner"));
    assert!(play.state.on_deck_holds());
    let play = play.wait_ms(1_000);
    let play = play
        .when(go())
        .then([fired("best/winner", Go), revealed("best", &["echo"])]);
    assert_eq!(play.award("best").wrong, None);
    play.wait_ms(1_000)
        .when(go())
        .then([fired("best/photo", Go)]);
}

#[test]
fn the_public_learns_the_corrected_winner_from_the_wall_again() {
    let play = mended().after([go(), go()]);
    assert_eq!(play.public("best"), None);
    let play = play.after([on_wall("best")]);
    assert_eq!(play.public("best"), Some(ids(&["echo"])));
    let correction = play.award("best").correction.expect("kept for the record");
    assert_eq!(correction.reason, "read from the wrong card");
}

#[test]
fn a_jump_elsewhere_gives_up_the_second_announcement_but_not_the_correction() {
    let play = mended().after([goto("craft/award")]);
    assert_eq!(play.on_deck(), Some("craft/suspense"));
    let play = play.after([card(false)]).when(goto("best/winner"));
    play.then([fired("best/winner", Goto), revealed("best", &["echo"])]);
}

#[test]
fn a_correction_needs_a_reason_of_a_sensible_length() {
    let long = "x".repeat(501);
    for reason in ["", "  \n", &long] {
        raised()
            .when(correct("best", &["echo"], reason))
            .refused(Refusal::NoReason);
    }
    raised()
        .when(correct("best", &["echo"], &"字".repeat(500)))
        .accepted();
}

#[test]
fn a_correction_names_finalists() {
    let wrong = [
        (&[][..], Refusal::BadWinners),
        (&["nobody"], Refusal::NoSuchEntry("nobody".into())),
        (&["early"], Refusal::NotAFinalist("early".into())),
    ];
    for (winners, refusal) in wrong {
        raised()
            .when(correct("best", winners, "why"))
            .refused(refusal);
    }
}

#[test]
fn only_what_was_revealed_can_be_corrected() {
    let refusal = Refusal::NotRevealed("best".into());
    given(gala())
        .when(correct("best", &["echo"], "why"))
        .refused(refusal);
}

#[test]
fn a_correction_without_an_alarm_covers_a_stage_that_tells_of_the_award() {
    for cue in ["best/winner", "best/photo", "results"] {
        let play = given(gala()).after([goto("best/winner"), goto(cue)]);
        let play = play
            .when(correct("best", &["echo"], "why"))
            .then([covered(true), corrected("best", &["echo"], "why")]);
        assert_eq!(play.revealed("best"), Some(ids(&["echo"])));
        assert_eq!(play.on_deck(), Some("best/award"));
    }
}

#[test]
fn a_correction_of_an_award_long_gone_leaves_the_stage_as_it_is() {
    let play = given(gala()).after([goto("best/winner"), goto("craft/award")]);
    let play = play
        .when(correct("best", &["echo"], "why"))
        .then([corrected("best", &["echo"], "why")]);
    assert_eq!(
        (play.cue(), play.on_deck()),
        ("craft/award", Some("best/award"))
    );
}

#[test]
fn a_correction_can_be_corrected() {
    let play = mended().after([correct("best", &["river"], "again"), go(), go()]);
    assert_eq!(play.revealed("best"), Some(ids(&["river"])));
}
