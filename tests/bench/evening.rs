//! The built-in final, from the doors to the thanks, as both benches need it.
#![allow(dead_code)]

use palmares::demo;
use palmares::show::command::Command;
use palmares::show::decide::decide;
use palmares::show::event::{At, By, Event, Stamped};
use palmares::show::file::{Media, Resolved, read};
use palmares::show::programme::Show;
use palmares::show::state::State;
use palmares::show::tally::{Count, Tally};
use std::sync::Arc;

/// When it begins, in milliseconds since the Unix epoch.
const BEGINS_MS: i64 = 1_772_712_000_000;

/// The ballot of the built-in final.
pub const BALLOT: &str = "people";

struct NoFiles;

impl Media for NoFiles {
    fn resolve(&self, _: &str) -> Resolved {
        Resolved::Missing
    }
}

/// The built-in final.
pub fn show() -> Arc<Show> {
    match read("show.toml", demo::SHOW, &NoFiles) {
        Ok((show, _)) => Arc::new(show),
        Err(mistakes) => panic!("the built-in final has {} mistakes", mistakes.len()),
    }
}

/// The entries that can be voted for.
pub fn paper() -> Vec<String> {
    show().finalists().map(|entry| entry.id.clone()).collect()
}

/// An evening so far.
#[derive(Clone)]
pub struct Evening {
    pub state: State,
    pub log: Vec<Stamped>,
}

impl Evening {
    /// On its first cue.
    pub fn begin() -> Evening {
        let event = Event::ShowLoaded {
            show: show(),
            fingerprint: None,
        };
        let first = stamped(1, event, By::File);
        let state = State::begin(&first).expect("a show begins an evening");
        Evening {
            state,
            log: vec![first],
        }
    }

    /// When the next thing happens: a second after the last.
    pub fn at(&self) -> At {
        At(BEGINS_MS + 1_000 * (self.state.revision as i64 + 1))
    }

    /// Does what somebody asks for; a refusal moves nothing.
    pub fn ask(&mut self, command: &Command) -> bool {
        let Ok(events) = decide(&self.state, command, self.at()) else {
            return false;
        };
        for event in events {
            let next = stamped(self.state.revision + 1, event, By::Mc);
            self.state.apply(&next);
            self.log.push(next);
        }
        true
    }

    /// Fires the cue on deck; what is due before it comes first.
    pub fn go(&mut self) -> bool {
        self.ask(&Command::Tick);
        self.ask(&Command::Go { expect: None })
    }

    /// Goes on until a cue of this id is on stage.
    pub fn until(mut self, cue: &str) -> Evening {
        while self.state.cue().id != cue {
            assert!(self.step(), "{} is the end", self.state.cue().id);
        }
        self
    }

    /// To the last cue.
    pub fn whole(mut self) -> Evening {
        while self.step() {}
        self
    }

    /// One GO; a ballot that has closed is counted before the next.
    fn step(&mut self) -> bool {
        let moved = self.go();
        let waits = self.state.ballots.get(BALLOT).is_some_and(|ballot| {
            matches!(
                ballot.stage,
                palmares::show::ballot::BallotStage::Closing { .. }
            )
        });
        if waits {
            self.ask(&counted());
        }
        moved
    }
}

fn stamped(revision: u64, event: Event, by: By) -> Stamped {
    Stamped {
        revision,
        at: At(BEGINS_MS + 1_000 * revision as i64),
        by,
        event,
    }
}

/// A count in which nobody ties.
fn counted() -> Command {
    let votes = |(at, entry): (usize, String)| Count {
        entry,
        votes: 100 - at as u64,
    };
    Command::Counted {
        ballot: BALLOT.into(),
        position: 7,
        tally: Tally(paper().into_iter().enumerate().map(votes).collect()),
        digest: "d1".into(),
    }
}
