//! The rundown, and the marks in it.

use super::*;

#[test]
fn a_rundown_of_two_hundred_entries_renders() {
    let evening = PanelEvening::of(show(200, [&["e0"], &["e1"]]));
    let rundown = evening.region("rundown", Ui::En);
    assert_eq!(rundown.matches("data-jump=\"finalists/").count(), 200);
    let marks = evening.region("marks", Ui::En);
    assert!(
        marks.contains("data-current=\"0\" data-deck=\"1\""),
        "{marks}"
    );
}

#[test]
fn a_reveal_on_deck_asks_for_a_hold_in_the_rundown_too() {
    let marks = at_story("suspense", [&["e0"], &["e1"]]).region("marks", Ui::En);
    assert!(marks.contains(" data-hold data-corrected=\"\""), "{marks}");
}

#[test]
fn a_press_draws_the_rundown_anew_only_where_the_file_has_changed() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    let before = evening.region("rundown", Ui::En);
    evening.goto("story/winner");
    assert_eq!(evening.region("rundown", Ui::En), before);
    let drawn = |change| {
        let live = evening.live();
        let frame = frame_since(change, &evening.state, &live, Ui::En);
        frame.regions.into_keys().collect::<Vec<_>>()
    };
    let (all, event, beat) = (
        drawn(Redraw::Show),
        drawn(Redraw::Event),
        drawn(Redraw::Beat),
    );
    assert_eq!(all.len(), event.len() + 1);
    assert!(!event.iter().any(|name| name == "rundown"));
    assert_eq!(beat, ["banner", "deck", "next", "status", "turnout"]);
}
