//! An award that jury and hall decide together, on the night.

use super::play::*;
use super::support::shows::{GALA, parse};
use palmares::show::jury::{Matrix, order};
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use std::sync::Arc;

/// The gala, whose jury has a share in the hall's award.
fn blended() -> Arc<Show> {
    let shares = "decided_by = \"blend\"\nblend = { jury = 75, hall = 25 }\n";
    let gala = GALA.replacen("decided_by = \"audience\"\n", shares, 1);
    parse(&format!(
        "{gala}[jury]\n[[jury.criterion]]\nid = \"story\"\nname = \"Story\"\n\
         [[jury.juror]]\nid = \"ng\"\nname = \"Ng\"\n"
    ))
}

fn voted() -> Play {
    given(blended()).after([
        open_ballot("people"),
        close_ballot("people"),
        counted("people", &[("mirror", 1), ("echo", 3), ("river", 6)]),
    ])
}

/// Eight, seven and nothing for the three finalists.
fn sheets(show: &Show) -> Matrix {
    Matrix::of_finalists(show, |_, entry, _| match entry {
        "mirror" => Some(8),
        "echo" => Some(7),
        _ => Some(0),
    })
}

#[test]
fn the_count_alone_reveals_no_winner_of_a_blend() {
    let play = voted().after([goto("people/result")]);
    let play = play.when(goto("hall/winner"));
    let play = play.refused(Refusal::NoEnvelope("hall".into()));
    let play = play.after([seal("hall", &["mirror"]), goto("hall/winner")]);
    assert_eq!(play.revealed("hall"), Some(ids(&["mirror"])));
}

#[test]
fn nobody_seals_a_blend_before_the_hall_has_spoken() {
    let play = given(blended()).when(seal("hall", &["mirror"]));
    let play = play.refused(Refusal::BallotWaiting("people".into()));
    let play = play.after([open_ballot("people")]);
    let play = play.when(seal("hall", &["mirror"]));
    let play = play.refused(Refusal::BallotOpen("people".into()));
    let play = play.after([close_ballot("people")]);
    let play = play.when(seal("hall", &["mirror"]));
    play.refused(Refusal::Counting("people".into()));
}

#[test]
fn its_order_is_there_once_the_hall_is_counted() {
    let play = voted();
    let show = &play.state.show;
    let award = |id| show.award(id).expect("an award");
    let blend = order(&play.state, award("hall"), &sheets(show)).expect("an order");
    assert_eq!(blend.groups, [["mirror"], ["echo"], ["river"]]);
    let figures: Vec<_> = blend.figures.iter().map(|f| f.1.to_string()).collect();
    assert_eq!(figures, ["11", "10", "9"]);
    let before = given(blended());
    assert_eq!(order(&before.state, award("hall"), &sheets(show)), None);
    assert!(order(&before.state, award("best"), &sheets(show)).is_some());
    assert_eq!(order(&play.state, award("tied"), &sheets(show)), None);
}
