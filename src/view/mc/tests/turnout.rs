//! How many have voted.

use super::*;

#[test]
fn a_vote_is_safe_to_close_only_after_somebody_has_voted() {
    let mut evening = PanelEvening::of(show(3, [&["e0"], &["e1"]]));
    evening.goto("vote/open");
    let turnout = |voted: u64| {
        let mut live = evening.live();
        live.turnout.insert("vote".into(), voted);
        frame(&evening.state, &live, Ui::En).regions["turnout"].clone()
    };
    let safe = Ui::En.words().mc.ballot.safe_to_close;
    assert!(!turnout(0).contains(safe));
    assert!(turnout(1).contains(safe));
}
