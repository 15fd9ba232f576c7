//! What phones may know, written down and read by a machine that is sent nothing else.

use crate::evenings::{Evening, base, go};
use crate::outputs::{phones, read_elsewhere};
use palmares::show::event::By;
use palmares::view::audience::{Bulletin, frame};
use palmares::view::results;
use palmares::words::Ui;

#[test]
fn whoever_is_sent_only_the_bulletin_sends_phones_the_same_frame_and_pages() {
    let mut evening = Evening::of(base());
    let mut told = Vec::new();
    loop {
        let own = Bulletin::of(&evening.state, 1, false);
        let read = read_elsewhere(&evening.state);
        assert_eq!(own, read);
        assert_eq!(frame(&own), frame(&read));
        for ui in Ui::ALL {
            assert_eq!(phones(&own, ui), phones(&read, ui));
            assert_eq!(results::page(&own, ui), results::page(&read, ui));
        }
        told.push(frame(&own));
        if evening.ask(&go(), By::Mc).is_err() {
            break;
        }
        evening.let_the_wall_speak();
    }
    assert_eq!(evening.state.cue().id, "thanks");
    told.dedup();
    assert!(told.len() > 3, "phones heard nothing of the evening");
}

#[test]
fn nothing_is_added_to_what_phones_may_know_without_a_word_here() {
    let bulletin = serde_json::to_value(read_elsewhere(&Evening::of(base()).state));
    let bulletin = bulletin.expect("it is sent as JSON");
    let names = |path: &str| -> Vec<String> {
        let part = bulletin.pointer(path).and_then(|part| part.as_object());
        let mut names: Vec<_> = part.expect("an object").keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(
        names(""),
        ["announced", "current", "degraded", "now", "playbill"]
    );
    assert_eq!(
        names("/playbill"),
        [
            "awards",
            "ballots",
            "date",
            "edition",
            "id",
            "languages",
            "partners",
            "seats",
            "theme",
            "title",
            "venue",
            "works"
        ]
    );
    assert_eq!(
        names("/playbill/works/0"),
        ["id", "origin", "team", "title"]
    );
    assert_eq!(
        names("/playbill/ballots/0"),
        ["award", "choices", "id", "identity", "name"]
    );
    // The message is what every stage shows at this moment.
    assert_eq!(
        names("/now"),
        [
            "ballots", "blackout", "card", "cue", "epoch", "message", "revision"
        ]
    );
}
