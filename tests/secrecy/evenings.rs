//! Evenings that differ only in what is sealed.

use crate::outputs::{Outputs, everything, frames, public};
use crate::support::shows::demo;
use palmares::show::command::Command;
use palmares::show::decide::decide;
use palmares::show::event::{At, By, Event, Stamped};
use palmares::show::programme::{Award, DecidedBy, Show};
use palmares::show::refusal::Refusal;
use palmares::show::state::State;
use palmares::show::tally::{Count, Tally};
use palmares::show::text::Text;
use std::sync::Arc;

/// A citation that stands nowhere else.
pub const CANARY: &str = "canary-7f3e9a1c";

/// An evening on its way.
#[derive(Clone)]
pub struct Evening {
    pub state: State,
    pub log: Vec<Stamped>,
    pub at: At,
}

impl Evening {
    pub fn of(show: Show) -> Evening {
        let first = Stamped {
            revision: 1,
            at: At(1_772_700_000_000),
            by: By::File,
            event: Event::ShowLoaded {
                show: Arc::new(show),
                fingerprint: None,
            },
        };
        Evening {
            state: State::begin(&first).expect("a show"),
            at: first.at,
            log: vec![first],
        }
    }

    /// Asks a second later; whatever follows by itself follows.
    pub fn ask(&mut self, command: &Command, by: By) -> Result<(), Refusal> {
        self.at = self.at.plus_ms(1_000);
        self.obey(command, by)?;
        let counting: Vec<String> = self
            .state
            .ballots
            .iter()
            .filter(|(_, ballot)| ballot.is_closing())
            .map(|(id, _)| id.clone())
            .collect();
        for ballot in counting {
            let entries = self.state.show.finalists().enumerate();
            let count = |(index, entry): (usize, &palmares::show::programme::Entry)| Count {
                entry: entry.id.clone(),
                votes: index as u64,
            };
            let counted = Command::Counted {
                tally: Tally(entries.map(count).collect()),
                ballot,
                position: 9,
                digest: "d".into(),
            };
            self.obey(&counted, By::Server)?;
        }
        Ok(())
    }

    fn obey(&mut self, command: &Command, by: By) -> Result<(), Refusal> {
        for event in decide(&self.state, command, self.at)? {
            self.take(event, by);
        }
        Ok(())
    }

    /// It has happened.
    pub fn take(&mut self, event: Event, by: By) {
        let stamped = Stamped {
            revision: self.state.revision + 1,
            at: self.at,
            by,
            event,
        };
        self.state.apply(&stamped);
        self.log.push(stamped);
    }

    /// Six seconds pass, so that the wall has been waited for.
    pub fn let_the_wall_speak(&mut self) {
        self.at = self.at.plus_ms(6_000);
        self.obey(&Command::Tick, By::Server).expect("time passes");
    }

    fn recent(&self) -> &[Stamped] {
        &self.log[self.log.len().saturating_sub(40)..]
    }

    /// What everybody is sent now.
    pub fn sent(&self) -> Outputs {
        everything(&self.state, self.recent(), self.at)
    }

    /// What follows at once on every screen.
    pub fn frames(&self) -> Outputs {
        frames(&self.state, self.recent(), self.at)
    }

    /// What the public is sent now.
    pub fn told(&self) -> Outputs {
        public(&self.state, self.at)
    }

    /// What every screen would show after one more command.
    pub fn if_asked(&self, command: &Command) -> (Result<(), Refusal>, Outputs) {
        let mut later = self.clone();
        let answer = later.ask(command, By::Mc);
        (answer, later.frames())
    }
}

pub fn go() -> Command {
    Command::Go { expect: None }
}

pub fn goto(cue: &str) -> Command {
    Command::Goto {
        cue: cue.into(),
        expect: None,
    }
}

/// The built-in final with a presenter for one award and one held back, so that every kind of cue
/// is met.
pub fn base() -> Show {
    let mut show = (*demo()).clone();
    let award = |show: &mut Show, id: &str, change: fn(&mut Award)| {
        let award = show.awards.iter_mut().find(|award| award.id == id);
        change(award.expect("an award of the final"));
    };
    award(&mut show, "second-prize", |a| {
        a.presenter = Some("cyberport-ceo".into());
    });
    award(&mut show, "best-visuals", |a| {
        a.release = palmares::show::programme::Release::Hold;
    });
    show
}

/// The awards whose decision is sealed.
pub fn sealed_awards(show: &Show) -> Vec<String> {
    let sealed = show
        .awards
        .iter()
        .filter(|a| a.decided_by != DecidedBy::Audience);
    sealed.map(|award| award.id.clone()).collect()
}

/// What else may be in an envelope: others, several, more than one stage can hold, and a citation.
pub fn variants(show: &Show, award: &str) -> Vec<Show> {
    let ids: Vec<String> = show.finalists().map(|entry| entry.id.clone()).collect();
    let last = ids.last().cloned().unwrap_or_default();
    let contents: [(Vec<String>, Option<Text>); 4] = [
        (vec![last], None),
        (ids[..2].to_vec(), None),
        (ids.iter().rev().cloned().collect(), Some(CANARY.into())),
        (vec![ids[3].clone()], Some(long_citation())),
    ];
    contents
        .into_iter()
        .map(|(winner, citation)| {
            let mut show = show.clone();
            for a in show.awards.iter_mut().filter(|a| a.id == award) {
                a.winner = winner.clone();
                a.citation = citation.clone();
            }
            show
        })
        .collect()
}

fn long_citation() -> Text {
    let zh = format!("{CANARY} {}", "以細膩的光影寫盡離別。".repeat(12));
    let en = format!("{CANARY} {}", "For light that remembers. ".repeat(12));
    Text::ByLang([("zh".to_owned(), zh), ("en".to_owned(), en)].into())
}
