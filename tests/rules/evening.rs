//! The evening as a whole: an edited file, the doors, back to the top, and the screens that count.

use super::play::*;
use super::support::shows::{GALA, gala, gala_with, parse};
use palmares::show::command::Command;
use palmares::show::decide::may_rewind;
use palmares::show::event::Event;
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use std::sync::Arc;

const CRAFT: &str = "[[award]]\nid = \"craft\"\nname = \"Craft\"\ndecided_by = \"organiser\"\n";
const BEST: &str = "[[award]]\nid = \"best\"";
const RIVER: &str =
    "[[entry]]\nid = \"river\"\ntitle = { zh = \"河\", en = \"River\" }\nteam = \"丙隊\"\n";

/// The gala in which the award `held` names no winner, so that `river` is used by nobody.
fn calm_gala() -> String {
    GALA.replacen("winner = [\"echo\", \"river\"]", "", 1)
}

fn edited(old: &str, new: &str) -> Arc<Show> {
    let calm = calm_gala();
    assert!(calm.contains(old), "the gala does not say {old:?}");
    parse(&calm.replacen(old, new, 1))
}

#[test]
fn a_file_that_says_the_same_changes_nothing() {
    given(gala()).when(reread(gala())).nothing();
}

#[test]
fn the_position_follows_the_cue_when_something_is_put_in_before_it() {
    let play = given(gala()).after([goto("craft/suspense")]);
    let before = play.state.position;
    let more = gala_with(
        BEST,
        "[[award]]\nid = \"new\"\nname = \"New\"\ndecided_by = \"jury\"\n\n[[award]]\nid = \"best\"",
    );
    let event = Event::ShowReread { show: more.clone() };
    let play = play.when(reread(more)).then([event]);
    assert_eq!(
        (play.cue(), play.state.position),
        ("craft/suspense", before + 5)
    );
}

#[test]
fn where_the_cue_is_gone_the_nearest_one_before_it_is_on_stage() {
    let play = given(gala()).after([goto("craft/suspense")]);
    let play = play.when(reread(gala_with(CRAFT, ""))).accepted();
    assert_eq!(play.cue(), "best/work");
    assert_eq!(play.on_deck(), Some("held/award"));
}

#[test]
fn where_every_cue_before_is_gone_too_the_show_stands_on_its_first() {
    let other = gala_with("[[award]]", "[[cue]]\nkind = \"results\"\n[[award]]");
    let play = given(gala()).after([goto("best/award"), reread(other)]);
    assert_eq!((play.cue(), play.state.position), ("results", 0));
}

#[test]
fn a_move_that_did_not_see_the_edit_is_stale() {
    let play = given(gala());
    let seen = play.state.revision;
    let play = play.after([reread(gala_with("title = \"鏡\"", "title = \"鏡中\""))]);
    play.when(go_seeing(seen)).refused(Refusal::Stale);
}

#[test]
fn what_was_announced_and_seen_survives_an_edit() {
    let play = given(gala()).after([goto("best/winner"), on_wall("best")]);
    let play = play.after([reread(gala_with(
        "winner = \"mirror\"",
        "winner = \"echo\"",
    ))]);
    assert_eq!(play.public("best"), Some(ids(&["mirror"])));
}

#[test]
fn a_revealed_award_cannot_be_edited_away() {
    let play = given(gala()).after([seal("craft", &["echo"]), goto("craft/winner")]);
    play.when(reread(gala_with(CRAFT, "")))
        .refused(Refusal::RereadConflict("craft".into()));
}

#[test]
fn an_award_sealed_by_hand_cannot_be_edited_away() {
    let play = given(gala()).after([seal("craft", &["echo"])]);
    play.when(reread(gala_with(CRAFT, "")))
        .refused(Refusal::RereadConflict("craft".into()));
}

#[test]
fn an_award_that_only_the_file_sealed_may_go() {
    let held = "[[award]]\nid = \"held\"\nname = \"Held back\"\ndecided_by = \"jury\"\nwinner = [\"echo\", \"river\"]\nrelease = \"hold\"\n";
    let play = given(gala()).after([reread(gala_with(held, ""))]);
    assert!(!play.state.awards.contains_key("held"));
}

#[test]
fn a_winner_cannot_be_edited_away_or_out_of_the_final() {
    let begin = || given(parse(&calm_gala()));
    let out = edited("team = \"丙隊\"", "team = \"丙隊\"\nfinalist = false");
    for gone in [edited(RIVER, ""), out] {
        let conflict = || Refusal::RereadConflict("river".into());
        let sealed = begin().after([seal("craft", &["river"])]);
        let sealed = sealed.when(reread(gone.clone())).refused(conflict());
        let shown = sealed.after([goto("craft/winner")]);
        shown.when(reread(gone.clone())).refused(conflict());
        begin().when(reread(gone)).accepted();
    }
}

#[test]
fn a_ballot_that_was_opened_keeps_its_award_and_its_paper() {
    let open = || given(parse(&calm_gala())).after([open_ballot("people")]);
    let swapped = calm_gala()
        .replacen("award = \"hall\"", "award = \"x\"", 1)
        .replacen("award = \"tied\"", "award = \"hall\"", 1)
        .replacen("award = \"x\"", "award = \"tied\"", 1);
    let conflict = |id: &str| Refusal::RereadConflict(id.into());
    open()
        .when(reread(parse(&swapped)))
        .refused(conflict("people"));
    open()
        .when(reread(edited(RIVER, "")))
        .refused(conflict("river"));
    let later = edited("seconds = 60", "seconds = 90");
    open().when(reread(later)).accepted();
}

#[test]
fn nobody_votes_a_second_time_under_other_terms() {
    for terms in ["identity = \"ticket\"", "choices = 2"] {
        let other = || edited("seconds = 60", &format!("seconds = 60\n{terms}"));
        let play = given(parse(&calm_gala()));
        play.when(reread(other())).accepted();
        let play = given(parse(&calm_gala())).after([open_ballot("people")]);
        play.when(reread(other()))
            .refused(Refusal::RereadConflict("people".into()));
    }
}

#[test]
fn a_ballot_that_waits_may_change_as_it_likes() {
    let play = given(parse(&calm_gala()));
    play.when(reread(edited(RIVER, ""))).accepted();
}

#[test]
fn the_doors_open_once_and_close_only_while_nothing_was_revealed() {
    let play = given(gala()).when(doors(true)).then([Event::DoorsOpened]);
    let play = play.when(doors(true)).nothing();
    let play = play.when(doors(false)).then([Event::DoorsClosed]);
    let play = play.when(doors(false)).nothing();
    let play = play.after([doors(true), goto("best/winner")]);
    play.when(doors(false)).refused(Refusal::DoorsOpen);
}

#[test]
fn back_to_the_top_asks_for_the_shows_id() {
    let play = given(gala());
    for typed in ["", "GALA", "gala2", "aigc-2026"] {
        let answer = may_rewind(&play.state, typed);
        assert_eq!(answer, Err(Refusal::NotConfirmed), "{typed:?}");
    }
    assert_eq!(may_rewind(&play.state, " gala\n"), Ok(()));
}

#[test]
fn back_to_the_top_is_locked_once_the_doors_are_open() {
    let play = given(gala()).after([doors(true)]);
    assert_eq!(may_rewind(&play.state, "gala"), Err(Refusal::DoorsOpen));
    let play = play.after([doors(false)]);
    assert_eq!(may_rewind(&play.state, "gala"), Ok(()));
}

#[test]
fn a_screen_is_approved_renamed_and_dismissed() {
    let wish = |name: &str, approved| Command::ApproveScreen {
        screen: "left-wall".into(),
        name: name.into(),
        approved,
    };
    let approved = |name: &str| Event::ScreenApproved {
        screen: "left-wall".into(),
        name: name.into(),
    };
    let dismissed = Event::ScreenDismissed {
        screen: "left-wall".into(),
    };
    let play = given(gala()).when(wish("Left", false)).nothing();
    let play = play.when(wish("Left", true)).then([approved("Left")]);
    let play = play.when(wish("Left", true)).nothing();
    let play = play.when(wish("Main", true)).then([approved("Main")]);
    play.when(wish("", false)).then([dismissed]);
}
