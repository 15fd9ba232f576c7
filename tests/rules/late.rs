//! The running order changed while the show is under way: what is passed over, what is history.

use super::play::*;
use super::support::shows::{GALA, OPENING, parse};
use palmares::show::command::Command;
use palmares::show::decide::{history_stands, is_under_way};
use palmares::show::event::Move;
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use std::sync::Arc;

const LINES: &str = r#"[[cue]]
kind = "speech"
id = "words"
person = "chan"
[[cue]]
kind = "award"
award = "best"
[[cue]]
kind = "message"
id = "last"
title = "Last"
"#;

/// The gala with a running order of its own, changed.
fn lined(old: &str, new: &str) -> Arc<Show> {
    let text = format!("{GALA}{OPENING}{LINES}");
    assert!(text.contains(old), "it does not say {old:?}");
    parse(&text.replacen(old, new, 1))
}

fn show() -> Arc<Show> {
    lined("", "")
}

fn skipping(id: &str) -> Arc<Show> {
    let line = format!("id = \"{id}\"\n");
    lined(&line, &format!("{line}skip = true\n"))
}

#[test]
fn go_and_back_pass_over_what_is_skipped_and_it_stays_in_the_list() {
    let play = given(skipping("one"));
    let ids: Vec<&str> = play.state.rundown.cues().iter().map(|c| &*c.id).collect();
    assert_eq!(ids[..4], ["hello", "one", "two", "words"]);
    assert_eq!(play.on_deck(), Some("two"));
    let play = play.when(go()).then([fired("two", Move::Go)]);
    play.when(back()).then([fired("hello", Move::Back)]);
}

#[test]
fn a_fresh_show_stands_on_the_first_cue_that_is_not_skipped() {
    assert_eq!(given(skipping("hello")).cue(), "one");
}

#[test]
fn skipping_the_cue_on_deck_selects_its_successor_and_bringing_it_back_it() {
    let play = given(show()).after([go()]);
    assert_eq!(play.on_deck(), Some("two"));
    let seen = play.state.revision;
    let play = play.after([reread(skipping("two"))]);
    assert_eq!((play.cue(), play.on_deck()), ("one", Some("words")));
    // Whoever pressed GO for the other one is told.
    let play = play.when(go_seeing(seen)).refused(Refusal::Stale);
    let play = play.after([reread(show())]);
    assert_eq!(play.on_deck(), Some("two"));
}

#[test]
fn a_skip_further_down_makes_no_go_stale() {
    let play = given(show()).after([go()]);
    let seen = play.state.revision;
    let play = play.after([reread(skipping("last"))]);
    play.when(go_seeing(seen)).then([fired("two", Move::Go)]);
}

#[test]
fn behind_the_last_cue_that_is_not_skipped_the_show_is_at_its_end() {
    let play = given(skipping("last")).after([goto("best/winner"), go(), go()]);
    assert_eq!((play.cue(), play.on_deck()), ("best/work", None));
    play.wait_ms(1_000).when(go()).refused(Refusal::End);
}

#[test]
fn an_award_that_is_skipped_is_not_among_those_that_were_forgotten() {
    let line = "award = \"best\"\n[[cue]]\nkind = \"message\"\nid = \"last\"";
    let show = lined(line, &format!("skip = true\n{line}"));
    let play = given(show).after([goto("words"), go()]);
    assert_eq!(play.cue(), "last");
    assert!(play.state.skipped().is_empty());
}

#[test]
fn a_speaker_who_is_absent_is_passed_over_unless_somebody_replaces_them() {
    let name = "name = \"陳大文\"";
    let absent = lined(name, &format!("{name}\nabsent = true"));
    let play = given(absent).after([goto("two")]);
    assert_eq!(play.on_deck(), Some("best/award"));
    let presenter = play.state.rundown.position("best/presenter");
    assert!(
        play.state
            .rundown
            .at(presenter.expect("its cue stays"))
            .skip
    );
    let replaced = format!("{name}\nabsent = true\nreplaced_by = \"Lee\"");
    let play = given(lined(name, &replaced)).after([goto("two")]);
    assert_eq!(play.on_deck(), Some("words"));
}

#[test]
fn the_show_is_under_way_with_its_first_cue_or_its_doors() {
    let play = given(show());
    assert!(!is_under_way(&play.state));
    assert!(is_under_way(&play.clone().after([go()]).state));
    assert!(is_under_way(&play.after([doors(true)]).state));
}

/// What an edit would be told while "two" is on stage.
#[track_caller]
fn told(edited: Arc<Show>, expected: Option<&str>) {
    let play = given(show()).after([go(), go()]);
    let told = history_stands(&play.state, &edited);
    let expected = expected.map(|id| Refusal::AlreadyFired(id.into()));
    assert_eq!(told.err(), expected);
}

#[test]
fn what_has_been_on_stage_is_neither_skipped_nor_moved_nor_removed() {
    let [one, two] = [("one", "One"), ("two", "Two")].map(|(id, title)| {
        format!("[[cue]]\nkind = \"message\"\nid = \"{id}\"\ntitle = \"{title}\"\n")
    });
    told(skipping("two"), Some("two"));
    told(lined(&two, ""), Some("two"));
    told(
        lined(&format!("{one}{two}"), &format!("{two}{one}")),
        Some("two"),
    );
    let words = "[[cue]]\nkind = \"speech\"\nid = \"words\"\nperson = \"chan\"\n";
    // What is to come does not slip into the past, and what is on stage does not get behind it.
    told(
        lined(&format!("{two}{words}"), &format!("{words}{two}")),
        Some("two"),
    );
}

#[test]
fn all_else_may_change() {
    told(show(), None);
    told(skipping("words"), None);
    told(lined("id = \"last\"", "id = \"end\""), None);
    told(lined("title = \"Two\"", "title = \"Second\""), None);
    let award = "[[cue]]\nkind = \"award\"\naward = \"best\"\n";
    let words = "[[cue]]\nkind = \"speech\"\nid = \"words\"\nperson = \"chan\"\n";
    told(
        lined(&format!("{words}{award}"), &format!("{award}{words}")),
        None,
    );
    told(
        lined(
            "[[cue]]\nkind = \"message\"\nid = \"one\"",
            "[[cue]]\nkind = \"results\"\n[[cue]]\nkind = \"message\"\nid = \"one\"",
        ),
        None,
    );
}

#[test]
fn before_the_first_cue_was_fired_nothing_is_history() {
    let play = given(show());
    let without = lined("[[cue]]\nkind = \"card\"\nid = \"hello\"\n", "");
    assert_eq!(history_stands(&play.state, &without), Ok(()));
}

#[test]
fn the_award_on_stage_is_not_moved_behind_what_is_to_come() {
    let play = given(show()).after([goto("best/award")]);
    let award = "[[cue]]\nkind = \"award\"\naward = \"best\"\n";
    let last = "[[cue]]\nkind = \"message\"\nid = \"last\"\ntitle = \"Last\"\n";
    let moved = lined(&format!("{award}{last}"), &format!("{last}{award}"));
    let told = history_stands(&play.state, &moved);
    assert_eq!(told, Err(Refusal::AlreadyFired("best/award".into())));
}

#[test]
fn a_goto_may_still_play_what_is_skipped() {
    let play = given(skipping("two"));
    let jump = Command::Goto {
        cue: "two".into(),
        expect: None,
    };
    play.when(jump).then([fired("two", Move::Goto)]);
}

#[test]
fn who_is_missed_once_they_have_been_on_stage_strikes_nothing_that_was_played() {
    let name = "name = \"陳大文\"";
    let absent = lined(name, &format!("{name}\nabsent = true"));
    let skips = |play: &Play, id: &str| {
        let place = play.state.rundown.position(id).expect("its cue stays");
        play.state.rundown.at(place).skip
    };
    let play = given(show()).after([goto("words"), reread(absent.clone())]);
    assert_eq!(play.cue(), "words");
    assert!(!skips(&play, "words") && skips(&play, "best/presenter"));
    // Whoever was passed over stays so.
    let play = given(absent).after([goto("words"), reread(show())]);
    assert!(!skips(&play, "best/presenter"));
}

/// The cues that an edit has changed, and whether the MC is asked to read what is on deck.
fn changes(play: &Play) -> (Vec<&str>, bool) {
    let cues = play.state.late.cues.keys();
    let asks = play.state.deck_changed().is_some();
    (cues.map(String::as_str).collect(), asks)
}

#[test]
fn before_the_show_is_under_way_no_change_is_late() {
    let play = given(show()).after([reread(skipping("one"))]);
    assert_eq!(changes(&play), (vec![], false));
}

#[test]
fn what_an_edit_has_changed_is_known_and_only_one_of_the_cue_on_deck_is_to_be_read_first() {
    let title = |id: &str| {
        let old = format!("title = \"{id}\"");
        lined(&old, "title = \"New\"")
    };
    let play = given(show()).after([go()]);
    let further = play.clone().after([reread(title("Last"))]);
    assert_eq!(changes(&further), (vec!["last"], false));
    // Also once it is on deck: it is there to be read.
    let further = further.after([goto("best/winner"), go(), go()]);
    assert_eq!(further.on_deck(), Some("last"));
    assert!(!changes(&further).1);
    let next = play.clone().after([reread(title("Two"))]);
    assert_eq!(changes(&next), (vec!["two"], true));
    // A later edit further down takes nothing of it back; a cue does.
    let next = next.after([reread(lined("title = \"Two\"", "title = \"New\""))]);
    assert!(changes(&next).1);
    assert!(!changes(&next.after([go()])).1);
    // A line that takes the place of the next one is one that nobody has read.
    let gone = play.after([reread(skipping("two"))]);
    assert_eq!(changes(&gone), (vec!["two"], true));
}

#[test]
fn a_line_that_was_moved_is_changed_and_those_around_it_are_not() {
    let words = "[[cue]]\nkind = \"speech\"\nid = \"words\"\nperson = \"chan\"\n";
    let award = "[[cue]]\nkind = \"award\"\naward = \"best\"\n";
    let swapped = lined(&format!("{words}{award}"), &format!("{award}{words}"));
    let play = given(show()).after([go(), reread(swapped)]);
    assert_eq!(changes(&play), (vec!["words"], false));
}

#[test]
fn what_is_in_an_envelope_changes_no_line() {
    let sealed = lined("winner = \"mirror\"", "winner = \"echo\"");
    let play = given(show()).after([goto("best/award"), reread(sealed)]);
    assert_eq!(changes(&play), (vec![], false));
    // A presenter is named at one step alone.
    let name = lined("陳大文", "陳大民");
    let play = given(show()).after([go(), reread(name)]);
    assert_eq!(changes(&play), (vec!["best/presenter", "words"], false));
}
