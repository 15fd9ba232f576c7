//! Only an award's own winner cue reveals it.

use super::play::*;
use super::support::shows::gala;
use palmares::show::event::Move::{Go, Goto};
use palmares::show::refusal::Refusal;

#[test]
fn go_on_the_winner_cue_reveals_what_is_sealed() {
    let play = given(gala()).after([goto("best/suspense")]).wait_ms(1_000);
    let play = play
        .when(go())
        .then([fired("best/winner", Go), revealed("best", &["mirror"])]);
    assert_eq!(play.state.last_revealed.as_deref(), Some("best"));
}

#[test]
fn a_jump_to_the_winner_cue_fires_it_as_go_would() {
    given(gala()).when(goto("held/winner")).then([
        fired("held/winner", Goto),
        revealed("held", &["echo", "river"]),
    ]);
}

#[test]
fn a_jump_past_an_award_reveals_nothing() {
    let play = given(gala()).after([goto("results")]);
    assert!(
        play.state
            .awards
            .values()
            .all(|award| award.revealed.is_none())
    );
}

#[test]
fn the_wall_of_winners_reveals_nothing() {
    let play = given(gala()).after([goto("hall/award")]);
    let play = play.when(goto("results")).then([fired("results", Goto)]);
    assert_eq!(play.revealed("best"), None);
}

#[test]
fn a_winner_without_an_envelope_is_refused_and_the_stage_stays() {
    let play = given(gala()).after([goto("craft/suspense")]).wait_ms(1_000);
    let play = play.when(go()).refused(Refusal::NoEnvelope("craft".into()));
    assert_eq!(play.cue(), "craft/suspense");
}

#[test]
fn photo_and_work_before_the_winner_are_refused() {
    for step in ["best/photo", "best/work"] {
        let refusal = Refusal::NotRevealed("best".into());
        given(gala()).when(goto(step)).refused(refusal);
    }
}

#[test]
fn photo_and_work_after_the_winner_are_shown() {
    let play = given(gala()).after([goto("best/winner")]).wait_ms(1_000);
    let play = play.when(go()).then([fired("best/photo", Go)]);
    play.wait_ms(1_000)
        .when(go())
        .then([fired("best/work", Go)]);
}

#[test]
fn a_revealed_award_is_shown_again_without_a_second_reveal() {
    let play = given(gala()).after([goto("best/winner"), goto("welcome")]);
    play.when(goto("best/winner"))
        .then([fired("best/winner", Goto)]);
}

#[test]
fn a_new_seal_cannot_change_what_was_announced() {
    let play = given(gala()).after([goto("best/winner")]);
    let refusal = Refusal::AlreadyRevealed("best".into());
    let play = play.when(seal("best", &["echo"])).refused(refusal);
    assert_eq!(play.revealed("best"), Some(ids(&["mirror"])));
}

#[test]
fn a_refused_winner_does_not_start_the_guard_against_a_second_go() {
    let play = given(gala()).after([goto("craft/suspense")]).wait_ms(1_000);
    let play = play.when(go()).refused(Refusal::NoEnvelope("craft".into()));
    let play = play.when(seal("craft", &["echo"])).accepted();
    play.when(go())
        .then([fired("craft/winner", Go), revealed("craft", &["echo"])]);
}
