//! GO, back and goto.

use super::play::*;
use super::support::shows::{gala, gala_with};
use palmares::show::event::Move::{Back, Go, Goto};
use palmares::show::refusal::Refusal;

#[test]
fn a_fresh_evening_stands_on_its_first_cue() {
    let play = given(gala());
    assert_eq!(
        (play.cue(), play.on_deck()),
        ("welcome", Some("finalists/1"))
    );
    assert_eq!(play.state.began_at, None);
}

#[test]
fn go_fires_the_cue_on_deck() {
    let play = given(gala()).when(go()).then([fired("finalists/1", Go)]);
    assert_eq!(
        (play.cue(), play.on_deck()),
        ("finalists/1", Some("finalists/2"))
    );
    assert_eq!(play.state.began_at, Some(START));
}

#[test]
fn go_at_the_end_is_refused_and_the_show_stays_on_its_last_cue() {
    let play = given(gala()).after([goto("thanks")]);
    assert_eq!(play.on_deck(), None);
    let play = play.when(go()).refused(Refusal::End);
    assert_eq!(play.cue(), "thanks");
}

#[test]
fn a_second_go_within_499_ms_is_one_finger() {
    let play = given(gala()).when(go()).accepted();
    play.wait_ms(499).when(go()).refused(Refusal::TooSoon);
}

#[test]
fn a_second_go_after_500_ms_is_meant() {
    let play = given(gala()).when(go()).accepted();
    play.wait_ms(500)
        .when(go())
        .then([fired("finalists/2", Go)]);
}

#[test]
fn a_second_go_in_the_same_millisecond_is_refused() {
    let play = given(gala()).when(go()).accepted();
    play.when(go()).refused(Refusal::TooSoon);
}

#[test]
fn the_guard_of_500_ms_counts_from_the_last_go_that_was_obeyed() {
    let play = given(gala()).when(go()).accepted();
    let play = play.wait_ms(400).when(go()).refused(Refusal::TooSoon);
    play.wait_ms(100).when(go()).accepted();
}

#[test]
fn a_go_that_names_the_revision_it_saw_needs_no_pause() {
    let play = given(gala()).when(go()).accepted();
    let seen = play.state.revision;
    play.when(go_seeing(seen)).then([fired("finalists/2", Go)]);
}

#[test]
fn two_tablets_that_saw_the_same_revision_make_one_move() {
    let play = given(gala());
    let seen = play.state.revision;
    let play = play.when(go_seeing(seen)).accepted().wait_ms(5_000);
    let play = play.when(go_seeing(seen)).refused(Refusal::Stale);
    assert_eq!(play.cue(), "finalists/1");
}

#[test]
fn a_retry_after_a_lost_reply_makes_no_second_move_however_late() {
    let play = given(gala()).after([go()]);
    let seen = play.state.revision;
    let play = play.wait_ms(1_000).when(go_seeing(seen)).accepted();
    play.wait_ms(3_600_000)
        .when(go_seeing(seen))
        .refused(Refusal::Stale);
}

#[test]
fn an_expectation_is_stale_after_blackout_and_after_card() {
    let play = given(gala());
    let seen = play.state.revision;
    for change in [blackout(true), card(true)] {
        let play = play.clone().after([change]);
        play.when(go_seeing(seen)).refused(Refusal::Stale);
    }
}

#[test]
fn what_does_not_move_the_stage_leaves_an_expectation_fresh() {
    let play = given(gala());
    let seen = play.state.revision;
    let play = play.after([seal("craft", &["echo"]), open_ballot("people"), doors(true)]);
    assert_eq!(play.state.revision, seen + 3);
    play.when(go_seeing(seen)).then([fired("finalists/1", Go)]);
}

#[test]
fn an_expectation_from_the_future_is_stale() {
    let play = given(gala());
    let ahead = play.state.revision + 1;
    play.when(go_seeing(ahead)).refused(Refusal::Stale);
}

#[test]
fn an_expectation_at_the_end_is_told_that_it_is_the_end() {
    let play = given(gala()).after([goto("thanks")]);
    let seen = play.state.revision;
    play.when(go_seeing(seen)).refused(Refusal::End);
}

#[test]
fn every_move_honours_the_revision_that_was_seen() {
    use palmares::show::command::Command;
    let play = given(gala()).after([go(), go()]);
    let expect = Some(1);
    let late = [
        Command::Back { expect },
        Command::Goto {
            cue: "thanks".into(),
            expect,
        },
        Command::Blackout { on: true, expect },
        Command::Card { on: true, expect },
    ];
    for command in late {
        play.clone().when(command).refused(Refusal::Stale);
    }
}

#[test]
fn goto_fires_any_cue() {
    let play = given(gala()).when(goto("craft/suspense"));
    let play = play.then([fired("craft/suspense", Goto)]);
    assert_eq!(play.on_deck(), Some("craft/winner"));
}

#[test]
fn goto_an_unknown_cue_is_refused() {
    let play = given(gala());
    for unknown in ["", "nowhere", "best", "best/WINNER", "finalists/0"] {
        let refusal = Refusal::NoSuchCue(unknown.into());
        play.clone().when(goto(unknown)).refused(refusal);
    }
}

#[test]
fn goto_is_a_deliberate_choice_and_needs_no_pause() {
    given(gala())
        .when(go())
        .accepted()
        .when(goto("results"))
        .accepted();
}

#[test]
fn back_at_the_start_is_refused() {
    given(gala()).when(back()).refused(Refusal::Start);
}

#[test]
fn back_returns_to_the_cue_before() {
    let play = given(gala()).after([go(), go()]);
    play.when(back()).then([fired("finalists/1", Back)]);
}

#[test]
fn back_and_go_in_one_breath_are_not_taken_for_a_bounce() {
    let play = given(gala()).after([go(), go()]);
    let play = play.wait_ms(600).when(back()).accepted();
    play.when(go()).then([fired("finalists/2", Go)]);
}

#[test]
fn back_from_a_revealed_winner_goes_to_the_awards_title_never_to_its_suspense() {
    let play = given(gala()).after([goto("best/winner")]);
    let play = play.when(back()).then([fired("best/award", Back)]);
    assert_eq!(play.revealed("best"), Some(ids(&["mirror"])));
}

#[test]
fn back_from_the_photo_shows_the_winner_again_without_a_second_reveal() {
    let play = given(gala()).after([goto("best/winner"), go()]);
    assert_eq!(play.cue(), "best/photo");
    let play = play.when(back()).then([fired("best/winner", Back)]);
    play.when(back()).then([fired("best/award", Back)]);
}

#[test]
fn back_passes_over_a_winner_photo_and_work_that_were_never_revealed() {
    let play = given(gala()).after([goto("craft/award")]);
    play.when(back()).then([fired("best/suspense", Back)]);
}

#[test]
fn back_passes_over_the_suspense_of_a_revealed_award() {
    let play = given(gala()).after([goto("best/winner"), goto("best/award"), goto("craft/award")]);
    let play = play.when(back()).then([fired("best/work", Back)]);
    let steps = ["best/photo", "best/winner", "best/award"];
    let play = steps.iter().fold(play, |play, step| {
        play.when(back()).then([fired(step, Back)])
    });
    play.when(back()).then([fired("people/open", Back)]);
}

#[test]
fn back_from_the_suspense_goes_to_the_presenter() {
    let play = given(gala()).after([goto("best/suspense")]);
    play.when(back()).then([fired("best/presenter", Back)]);
}

#[test]
fn back_fires_nothing_not_even_a_ballot() {
    let play = given(gala()).after([goto("best/award")]);
    let play = play.when(back()).then([fired("people/open", Back)]);
    assert!(play.state.open_ballot().is_none());
}

#[test]
fn back_passes_over_a_result_that_was_never_counted() {
    let play = given(gala()).after([goto("hall/award")]);
    play.when(back()).then([fired("people/close", Back)]);
}

#[test]
fn back_returns_to_a_result_that_was_counted() {
    let counting = [
        open_ballot("people"),
        close_ballot("people"),
        counted("people", &[("mirror", 1)]),
        goto("hall/award"),
    ];
    let play = given(gala()).after(counting);
    play.when(back()).then([fired("people/result", Back)]);
}

#[test]
fn awards_that_were_passed_by_are_listed_until_they_are_revealed() {
    let play = given(gala()).after([goto("held/suspense")]);
    assert_eq!(play.state.skipped(), ["best", "craft"]);
    let play = play.after([goto("best/winner"), goto("held/suspense")]);
    assert_eq!(play.state.skipped(), ["craft"]);
}

#[test]
fn nothing_is_skipped_before_its_winner_cue_was_passed() {
    let play = given(gala()).after([goto("best/suspense")]);
    assert!(play.state.skipped().is_empty());
    let play = play.after([goto("results")]);
    assert_eq!(
        play.state.skipped(),
        ["best", "craft", "held", "hall", "tied"]
    );
}

#[test]
fn a_reveal_asks_for_a_hold_and_other_cues_do_not() {
    let play = given(gala()).after([goto("best/presenter")]);
    assert!(!play.state.on_deck_holds());
    let play = play.after([go()]);
    assert!(play.state.on_deck_holds());
}

/// The gala on `finalists/1`, re-read with a change, and a GO of somebody who saw it before that.
fn pressed_after(old: &str, new: &str) -> Then {
    let play = given(gala()).when(go()).accepted().wait_ms(500);
    let seen = play.state.revision;
    let play = play.when(reread(gala_with(old, new))).accepted();
    play.when(go_seeing(seen))
}

#[test]
fn an_edit_further_down_makes_no_go_stale() {
    for (old, new) in [
        (
            "title = { zh = \"河\", en = \"River\" }",
            "title = \"The River\"",
        ),
        ("name = \"Craft\"", "name = \"Crafts\""),
        ("winner = \"mirror\"", "winner = \"echo\""),
        (
            "id = \"chan\"\nname = \"陳大文\"",
            "id = \"chan\"\nname = \"陳小文\"",
        ),
    ] {
        pressed_after(old, new).then([fired("finalists/2", Go)]);
    }
}

#[test]
fn an_edit_of_the_cue_on_stage_or_on_deck_makes_an_older_go_stale() {
    for (old, new) in [
        ("title = \"鏡\"", "title = \"鏡中\""),
        ("team = \"Team B\"", "team = \"Team C\""),
        ("[\"zh-Hant-HK\", \"en\"]", "[\"en\", \"zh-Hant-HK\"]"),
    ] {
        pressed_after(old, new).refused(Refusal::Stale);
    }
}

#[test]
fn a_go_towards_an_award_does_not_tell_that_its_envelope_was_changed() {
    let play = given(gala()).when(goto("best/suspense")).accepted();
    let seen = play.state.revision;
    let other = gala_with(
        "winner = \"mirror\"\ncitation = \"Because it looks back.\"",
        "winner = \"echo\"",
    );
    let play = play.wait_ms(500).when(reread(other)).accepted();
    play.when(go_seeing(seen)).accepted();
}
