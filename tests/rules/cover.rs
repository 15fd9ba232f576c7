//! Blackout and card.

use super::play::*;
use super::support::shows::gala;
use palmares::show::event::Move::Go;
use palmares::show::refusal::Refusal;

#[test]
fn blackout_comes_and_goes_and_said_twice_changes_nothing() {
    let play = given(gala()).when(blackout(true)).then([dark(true)]);
    let play = play.when(blackout(true)).nothing();
    let play = play.when(blackout(false)).then([dark(false)]);
    play.when(blackout(false)).nothing();
}

#[test]
fn the_card_comes_and_goes_and_said_twice_changes_nothing() {
    let play = given(gala()).when(card(true)).then([covered(true)]);
    let play = play.when(card(true)).nothing();
    let play = play.when(card(false)).then([covered(false)]);
    play.when(card(false)).nothing();
}

#[test]
fn blackout_and_card_are_independent_of_each_other() {
    let play = given(gala()).after([blackout(true), card(true), blackout(false)]);
    assert!(play.state.card && !play.state.blackout);
}

#[test]
fn under_blackout_other_cues_advance_in_the_dark() {
    let play = given(gala()).after([blackout(true)]).wait_ms(1_000);
    let play = play.when(go()).then([fired("finalists/1", Go)]);
    assert!(play.state.blackout);
}

#[test]
fn a_winner_is_refused_under_blackout_and_under_card_and_the_stage_stays() {
    for cover in [blackout(true), card(true)] {
        let play = given(gala()).after([goto("best/suspense"), cover]);
        let play = play.wait_ms(1_000).when(go()).refused(Refusal::Covered);
        let play = play.when(goto("best/winner")).refused(Refusal::Covered);
        assert_eq!((play.cue(), play.revealed("best")), ("best/suspense", None));
    }
}

#[test]
fn a_revealed_winner_is_not_shown_anew_under_blackout_either() {
    let play = given(gala()).after([goto("best/winner"), goto("craft/award"), blackout(true)]);
    play.when(goto("best/winner")).refused(Refusal::Covered);
}

#[test]
fn back_works_in_the_dark() {
    let play = given(gala()).after([go(), go(), blackout(true)]);
    let play = play.when(back()).accepted();
    assert_eq!(play.cue(), "finalists/1");
}
