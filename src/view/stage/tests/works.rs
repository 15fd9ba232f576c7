//! Works on the stage: the still, the poster, or type alone.

use super::*;
use crate::show::fault::Fault;
use crate::show::programme::Focus;

/// A night on which every work has a still and a poster, and these have the best screenplay.
fn pictured(winners: &[&str]) -> StageEvening {
    let mut show = final_night();
    let mut awards = show.awards.iter_mut();
    let award = awards.find(|award| award.id == "best-screenplay");
    award.expect("the award").winner = winners.iter().map(|&id| id.to_owned()).collect();
    for entry in &mut show.entries {
        entry.still = Some(format!("media/{}.jpg", entry.id));
        entry.poster = Some("media/poster.jpg".into());
        entry.focus = Some(Focus {
            across: 38,
            down: 100,
        });
        entry.synopsis = Some("貓不見了。".into());
    }
    StageEvening::of(show)
}

const STILL: &str = r#"<img class="x4 y10" src="/media/empowering-data.jpg""#;

#[test]
fn a_still_fills_the_finalists_page_and_the_poster_stays_away() {
    let mut night = pictured(&[]);
    let ids: Vec<String> = night
        .state
        .show
        .finalists()
        .map(|entry| entry.id.clone())
        .collect();
    let at = ids.iter().position(|id| id == "empowering-data");
    night.goto(&format!("finalists/{}", at.expect("a finalist") + 1));
    let scene = night.scene();
    assert!(scene.contains(STILL), "{scene}");
    assert!(!scene.contains("poster"), "{scene}");
    assert!(scene.contains("貓不見了"), "{scene}");
}

#[test]
fn the_winners_still_is_in_no_frame_before_its_reveal() {
    let mut night = pictured(&["empowering-data"]);
    for step in ["award", "suspense"] {
        night.goto(&format!("best-screenplay/{step}"));
        assert!(!night.scene().contains("backdrop"), "{step}");
    }
    night.goto("best-screenplay/winner");
    assert!(night.scene().contains(STILL));
    night.goto("best-screenplay/work");
    let work = night.scene();
    assert!(work.contains(STILL) && work.contains("貓不見了"), "{work}");
}

#[test]
fn winners_that_share_stand_in_type_each_as_large_as_the_other() {
    let mut night = pictured(&["hide-and-seek", "optimal"]);
    night.goto("best-screenplay/suspense");
    for step in ["winner", "work"] {
        night.goto(&format!("best-screenplay/{step}"));
        assert!(!night.scene().contains("backdrop"), "{step}");
        assert_eq!(night.scene().matches("<article").count(), 2, "{step}");
    }
}

#[test]
fn a_still_that_cannot_be_shown_leaves_the_poster_in_its_place() {
    let mut night = pictured(&[]);
    let fault = Fault::Unreadable;
    let stills = night.state.show.entries.iter();
    let stills: Vec<String> = stills.filter_map(|entry| entry.still.clone()).collect();
    night.live.faults = stills
        .into_iter()
        .map(|still| (still, fault.clone()))
        .collect();
    night.goto("finalists/2");
    let scene = night.scene();
    assert!(!scene.contains("backdrop"), "{scene}");
    assert!(
        scene.contains(r#"<img class="poster" src="/media/poster.jpg""#),
        "{scene}"
    );
}

#[test]
fn no_finalist_has_a_number_on_the_stage() {
    let mut night = StageEvening::of(final_night());
    night.goto("finalists/7");
    let scene = night.scene();
    let text: String = scene
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|p| p.1)
        .collect();
    assert!(!text.contains('7') && !text.contains("10"), "{text}");
    assert_eq!(scene.matches("<li").count(), 10);
    assert_eq!(scene.matches(r#"class="now""#).count(), 1);
}
