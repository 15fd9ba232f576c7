//! The wall comes first: the public learns a winner once the hall has seen the plate, or after six
//! seconds.

use super::play::*;
use super::support::shows::gala;
use palmares::show::command::Command;
use palmares::show::effect::{Effect, effects, unfinished};
use palmares::show::state::WALL_WAIT_MS;

fn announced() -> Play {
    given(gala()).after([goto("best/winner")])
}

#[test]
fn the_public_knows_nothing_before_the_wall_has_shown_it() {
    let play = announced();
    assert_eq!(play.public("best"), None);
    let play = play.when(on_wall("best")).then([seen_by_the_hall("best")]);
    assert_eq!(play.public("best"), Some(ids(&["mirror"])));
    play.when(on_wall("best")).nothing();
}

#[test]
fn a_screen_cannot_publish_what_was_not_announced() {
    let play = given(gala()).when(on_wall("best")).nothing();
    play.when(on_wall("none")).nothing();
}

#[test]
fn a_wall_that_stays_silent_is_waited_for_six_seconds_to_the_millisecond() {
    assert_eq!(WALL_WAIT_MS, 6_000);
    let play = announced();
    assert_eq!(play.state.next_due(), Some(play.at.plus_ms(6_000)));
    let play = play.wait_ms(5_999).when(Command::Tick).nothing();
    let play = play.wait_ms(1).when(Command::Tick);
    let play = play.then([seen_by_the_hall("best")]);
    assert_eq!(play.state.next_due(), None);
}

#[test]
fn two_awards_may_wait_at_once_each_for_its_own_six_seconds() {
    let play = announced().wait_ms(2_000);
    let play = play.when(goto("held/winner")).accepted();
    let play = play.wait_ms(4_000).when(Command::Tick);
    let play = play.then([seen_by_the_hall("best")]);
    let play = play.wait_ms(2_000).when(Command::Tick);
    play.then([seen_by_the_hall("held")]);
}

#[test]
fn nothing_comes_out_by_itself_while_an_announcement_is_known_to_be_wrong() {
    let play = announced().after([wrong_envelope()]);
    assert_eq!(play.state.next_due(), None);
    play.wait_ms(60_000).when(Command::Tick).nothing();
}

#[test]
fn a_held_award_stays_back_until_the_producer_releases_it() {
    let play = given(gala()).after([goto("held/winner"), on_wall("held")]);
    assert_eq!(play.public("held"), None);
    let play = play.after([release("held")]);
    assert_eq!(play.public("held"), Some(ids(&["echo", "river"])));
}

#[test]
fn a_release_does_not_overtake_the_wall() {
    let play = given(gala()).after([goto("held/winner"), release("held")]);
    assert_eq!(play.public("held"), None);
    let play = play.after([on_wall("held")]);
    assert_eq!(play.public("held"), Some(ids(&["echo", "river"])));
}

#[test]
fn a_correction_waits_for_the_wall_as_a_reveal_does() {
    let play = announced().after([on_wall("best"), correct("best", &["echo"], "why")]);
    assert_eq!(play.public("best"), None);
    let play = play.wait_ms(6_000).when(Command::Tick).accepted();
    assert_eq!(play.public("best"), Some(ids(&["echo"])));
}

#[test]
fn a_reveal_asks_for_the_wall_and_a_restart_asks_again() {
    let wall = Effect::AwaitWall {
        award: "best".into(),
    };
    let asks = [
        revealed("best", &["mirror"]),
        corrected("best", &["echo"], "why"),
    ];
    for event in asks {
        assert_eq!(effects(&event), *std::slice::from_ref(&wall));
    }
    assert_eq!(unfinished(&announced().state), [wall]);
    let play = announced().after([on_wall("best")]);
    assert_eq!(unfinished(&play.state), []);
}
