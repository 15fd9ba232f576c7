use super::*;
use crate::show::command::Command;
use crate::show::decide::decide;
use crate::show::event::{At, By, Event, Stamped};
use crate::view::sample;
use std::sync::Arc;

struct OverlayEvening {
    state: State,
    at: At,
}

impl OverlayEvening {
    fn begun() -> Self {
        let first = Stamped {
            revision: 1,
            at: At(1_000_000),
            by: By::File,
            event: Event::ShowLoaded {
                show: Arc::new(sample::show()),
                fingerprint: None,
            },
        };
        let state = State::begin(&first).expect("the first event loads a show");
        OverlayEvening {
            state,
            at: At(1_000_000),
        }
    }

    fn act(&mut self, command: Command) -> &mut Self {
        self.at = self.at.plus_ms(1000);
        for event in decide(&self.state, &command, self.at).expect("the command is taken") {
            let revision = self.state.revision + 1;
            self.state.apply(&Stamped {
                revision,
                at: self.at,
                by: By::Mc,
                event,
            });
        }
        self
    }

    fn goto(&mut self, cue: &str) -> &mut Self {
        let cue = cue.to_owned();
        self.act(Command::Goto { cue, expect: None })
    }

    fn strap(&self) -> String {
        let frame = frame(&self.state, &Live::default(), &self.state.show.languages);
        frame.regions["strap"].clone()
    }

    /// The first award that the file names a winner for: its id and the winner's title.
    fn decided(&self) -> (String, String) {
        let show = &self.state.show;
        let award = show.awards.iter().find(|a| !a.winner.is_empty());
        let award = award.expect("an award with a winner");
        let entry = show.entry(&award.winner[0]).expect("an entry");
        (
            award.id.clone(),
            entry.title.first(&show.languages).to_owned(),
        )
    }
}

#[test]
fn the_stream_learns_a_winner_when_the_public_does_and_no_sooner() {
    let mut evening = OverlayEvening::begun();
    let (award, winner) = evening.decided();
    evening.goto(&format!("{award}/suspense"));
    assert!(!evening.strap().contains(&winner));
    evening.goto(&format!("{award}/winner"));
    let waiting = evening.strap();
    assert!(
        !waiting.is_empty() && !waiting.contains(&winner),
        "{waiting}"
    );
    evening.act(Command::OnWall { award });
    assert!(evening.strap().contains(&winner));
}

#[test]
fn under_a_cover_the_cameras_are_alone() {
    let mut evening = OverlayEvening::begun();
    let (award, _) = evening.decided();
    evening.goto(&format!("{award}/award"));
    assert!(!evening.strap().is_empty());
    evening.act(Command::Blackout {
        on: true,
        expect: None,
    });
    assert_eq!(evening.strap(), "");
}

#[test]
fn a_finalist_is_named_with_its_team_and_number() {
    let mut evening = OverlayEvening::begun();
    evening.goto("finalists/3");
    let entry = evening.state.show.finalists().nth(2).expect("a third");
    let strap = evening.strap();
    assert!(
        strap.contains(entry.title.first(&evening.state.show.languages)),
        "{strap}"
    );
    assert!(strap.contains("3/"), "{strap}");
}
