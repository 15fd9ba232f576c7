//! The one small frame that every phone is sent.

use super::*;

#[test]
fn a_cue_that_does_not_concern_phones_leaves_the_frame_as_it_was() {
    let evening = PhoneEvening::of(demo()).open("people");
    let before = frame(&evening.0);
    let evening = evening.then(Event::CueFired {
        cue: "best-screenplay/award".into(),
        by: crate::show::event::Move::Go,
    });
    assert_eq!(frame(&evening.0), before);
}

#[test]
fn a_frame_is_never_longer_than_128_bytes() {
    for finalists in [1, 10, 30, 31, 60, 200, 1200] {
        let show = crowded(finalists);
        let ids: Vec<String> = show.entries.iter().map(|entry| entry.id.clone()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let told = PhoneEvening::of(show)
            .closed("people", &vec![3; finalists])
            .revealed("peoples-choice", &ids)
            .on_wall("peoples-choice");
        let told = told.then(Event::AwardCorrected {
            award: "peoples-choice".into(),
            winners: ids.iter().map(|id| (*id).to_owned()).collect(),
            reason: "again".into(),
            honours: Default::default(),
        });
        let frame = frame(&told.on_wall("peoples-choice").0);
        assert!(
            frame.len() <= FRAME_BYTES_MAX,
            "{} bytes: {frame}",
            frame.len()
        );
        assert_eq!(frame.contains(r#""n":"#), finalists > 30, "{frame}");
    }
    assert!(frame(&PhoneEvening::of(crowded(1200)).open("people").0).len() <= FRAME_BYTES_MAX);
}
