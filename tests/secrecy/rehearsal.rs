//! Nothing of the sealed envelopes is in a rehearsal, and nothing of a rehearsal is in the show.

use crate::evenings::{base, goto, variants};
use crate::interference::{House, LIVE, frame};
use crate::wire::ask;
use palmares::evening::Rejection;
use palmares::show::command::Command;
use palmares::show::event::By;
use serde_json::Value;
use std::collections::BTreeMap;

impl House {
    fn rehearse(&self, on: bool) {
        let done = self.runtime.block_on(self.director.rehearse(on));
        done.expect("the switch is free");
    }

    fn command(&self, command: &Command) -> Result<String, Rejection> {
        let done = self.director.command(command.clone(), By::Mc);
        self.runtime.block_on(done).map(|done| done.cue)
    }

    /// From the first cue to the last, winners and all.
    fn play(&self) {
        for cue in self.cues() {
            let _ = self.command(&goto(&cue));
        }
    }

    /// But for a ballot's, whose counting takes a moment of its own.
    fn cues(&self) -> Vec<String> {
        let state = self.director.fanout().on_stage();
        let cues = state.rundown.cues().iter();
        let cues = cues.filter(|cue| cue.scene.ballot().is_none());
        cues.map(|cue| cue.id.clone()).collect()
    }

    /// All that the evening leaves behind.
    fn left(&self) -> Vec<(String, Vec<u8>)> {
        let all = self.director.everything(|_| Vec::new(), By::Producer);
        let all = self.runtime.block_on(all).expect("it is well");
        let journal = serde_json::to_vec(&all).expect("JSON");
        let files = [
            "/api/results",
            "/results",
            "/api/asrun",
            "/api/export?format=json",
            "/api/export?format=csv",
            "/api/export?format=markdown",
        ];
        let told = files.map(|path| {
            let headers = [("authorization", "Bearer the-producer")];
            let heard = ask(&self.host, &format!("GET {path}"), &headers);
            assert!(
                heard.head.starts_with("HTTP/1.1 200"),
                "{path} {}",
                heard.head
            );
            (path.to_owned(), self.portless(&heard.body))
        });
        [("journal".to_owned(), journal)]
            .into_iter()
            .chain(told)
            .collect()
    }
}

/// What a screen has taken in so far.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    revision: u64,
    scene: String,
    regions: BTreeMap<String, String>,
}

impl Shown {
    /// A panel is sent what changed.
    fn take(&mut self, frame: &str) {
        let frame: Value = serde_json::from_str(&frame.replacen(",,", ",", 1)).expect("JSON");
        self.revision = frame["revision"].as_u64().expect("a number");
        self.scene = frame["scene"].as_str().expect("a name").to_owned();
        for (name, html) in frame["regions"].as_object().expect("regions") {
            let html = html.as_str().expect("HTML").to_owned();
            self.regions.insert(name.clone(), html);
        }
    }
}

#[test]
fn shows_that_differ_in_winners_rehearse_to_the_same_bytes_reveals_and_all() {
    for (number, show) in variants(&base(), "first-prize").into_iter().enumerate() {
        let houses = [House::open(base()), House::open(show)];
        houses.iter().for_each(|house| house.rehearse(true));
        let mut sockets = houses
            .each_ref()
            .map(|house| LIVE.map(|path| (house.socket(path), Shown::default())));
        let mut reveals = 0;
        for cue in houses[0].cues() {
            let answers = houses.each_ref().map(|house| house.command(&goto(&cue)));
            assert_eq!(answers[0], answers[1], "variant {number}, {cue}");
            if answers[0].is_err() {
                continue;
            }
            reveals += usize::from(cue.ends_with("/winner"));
            let mut heard = Vec::new();
            for (house, sockets) in houses.iter().zip(&mut sockets) {
                let revision = house.director.fanout().on_stage().revision;
                let live = LIVE.iter().zip(sockets);
                let live = live.filter(|(path, _)| **path != "/live/audience");
                let shown = live.map(|(path, (socket, shown))| {
                    // The wall follows a reveal at once: some hear of both together.
                    while shown.revision < revision {
                        shown.take(&frame(socket, shown.revision + 1));
                    }
                    (*path, shown.clone())
                });
                heard.push(shown.collect::<Vec<_>>());
            }
            assert!(heard[0] == heard[1], "variant {number} differs at {cue}");
            for (path, shown) in &heard[0] {
                let regions = format!("{:?}", shown.regions);
                let mut marks = ["綵排", "彩排", "Rehearsal"].into_iter();
                assert!(marks.any(|mark| regions.contains(mark)), "{path} at {cue}");
            }
        }
        assert!(reveals > 5, "{reveals} winners were shown");
        let [pages, theirs] = houses.each_ref().map(House::pages);
        for ((name, head, body), (_, their_head, their_body)) in pages.iter().zip(&theirs) {
            assert_eq!(head, their_head, "{name}");
            assert!(body == their_body, "{name} tells variant {number} apart");
        }
    }
}

#[test]
fn an_evening_that_was_rehearsed_twice_leaves_the_same_bytes_as_one_that_never_was() {
    let houses = [House::open(base()), House::open(base())];
    let before = houses.each_ref().map(House::left);
    assert_eq!(before[0], before[1]);
    for _ in 0..2 {
        houses[0].rehearse(true);
        houses[0].play();
        let rehearsed = houses[0].director.fanout().on_stage();
        assert!(
            rehearsed
                .awards
                .values()
                .any(|award| award.revealed.is_some())
        );
        // While it goes on, too.
        let meanwhile = houses.each_ref().map(House::left);
        for (there, plain) in meanwhile[0].iter().zip(&meanwhile[1]) {
            assert!(there == plain, "{} tells of the rehearsal", there.0);
        }
        houses[0].rehearse(false);
    }
    houses.iter().for_each(House::play);
    let [one, other] = houses.each_ref().map(House::left);
    for (there, plain) in one.iter().zip(&other) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(&there.1), text(&plain.1), "{}", there.0);
    }
}
