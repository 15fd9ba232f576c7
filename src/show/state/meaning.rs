//! What a press means: the cue on stage and the one that GO would fire, as they read.
//!
//! A press that was meant for an older show still means the same after an edit further down.

use super::State;
use crate::show::programme::{Award, Show};
use crate::show::rundown::Cue;
use crate::show::scene::About;
use std::sync::Arc;

/// The cues that a press was meant for, and the show that they were of.
pub(super) struct Meant {
    show: Arc<Show>,
    cues: [Option<Cue>; 2],
}

impl State {
    pub(super) fn meant(&self) -> Meant {
        let next = self.on_deck().map(|place| self.rundown.at(place).clone());
        Meant {
            show: self.show.clone(),
            cues: [Some(self.cue().clone()), next],
        }
    }

    /// Whether the same cues are on stage and on deck, and read the same.
    pub(super) fn still_meant(&self, then: &Meant) -> bool {
        let now = self.meant();
        let cues = now.cues.iter().flatten().zip(then.cues.iter().flatten());
        let mut alike = cues.map(|(now, _)| reads_alike(&then.show, &self.show, now));
        now.cues == then.cues && then.show.languages == self.show.languages && alike.all(|a| a)
    }
}

/// Whether what a cue tells of reads the same in both shows. What is in an envelope is no part of
/// it: nobody may learn from a refused GO that it was changed.
fn reads_alike(then: &Show, now: &Show, cue: &Cue) -> bool {
    match cue.scene.about() {
        About::Show => then.title == now.title,
        About::Person(id) => then.person(id) == now.person(id),
        About::Entry(id) => then.entry(id) == now.entry(id),
        About::Award(id) => award_reads_alike(then, now, id),
        About::Ballot(id) => {
            let awards = [then, now].map(|show| show.ballot(id).map(|ballot| &ballot.award));
            let named = awards[0].is_none_or(|award| award_reads_alike(then, now, award));
            then.ballot(id) == now.ballot(id) && named
        }
        About::Said(_) | About::Nothing => true,
    }
}

fn award_reads_alike(then: &Show, now: &Show, id: &str) -> bool {
    let read = |show: &Show| {
        let award = show.award(id)?;
        let presenter = award.presenter.as_ref().and_then(|id| show.person(id));
        let unsealed = Award {
            winner: Vec::new(),
            citation: None,
            ..award.clone()
        };
        Some((unsealed, presenter.cloned()))
    };
    read(then) == read(now)
}
