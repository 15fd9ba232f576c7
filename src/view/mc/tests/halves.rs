//! What the panel says of an award that two seal together.

use super::*;
use crate::show::halves::{Half, Side};

/// The award's title is on stage, and these two have entered something that is not sealed yet.
fn entered(by: &[(Side, &str)]) -> PanelEvening {
    let mut evening = PanelEvening::of(show(3, [&[], &[]]));
    evening.goto("story/award");
    let award = evening.state.awards.entry("story".to_owned()).or_default();
    for (side, commitment) in by {
        let half = Some(Half {
            commitment: (*commitment).to_owned(),
            closed: (*commitment).to_owned(),
            at: At(1_000),
        });
        match side {
            Side::Chair => award.halves.chair = half,
            Side::Producer => award.halves.producer = half,
        }
    }
    evening
}

#[test]
fn the_mc_reads_that_the_second_half_is_missing_and_not_whose_nor_what_the_first_one_says() {
    let one = entered(&[(Side::Chair, "one")]);
    for ui in Ui::ALL {
        let waits = (ui.words().mc.banner.half)("story");
        let (before, _) = waits.split_once("story").expect("it names the award");
        assert!(one.region("banner", ui).contains(before));
        assert!(!entered(&[]).region("banner", ui).contains(before));
        for other in [
            &[(Side::Chair, "other")][..],
            &[(Side::Producer, "one")],
            &[(Side::Chair, "one"), (Side::Producer, "other")],
        ] {
            assert_eq!(one.frame(ui), entered(other).frame(ui), "{other:?}");
        }
    }
}
