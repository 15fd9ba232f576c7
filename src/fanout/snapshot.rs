//! What frames are made of.

use crate::ballotbox::BallotBox;
use crate::show::event::Stamped;
use crate::show::state::State;
use crate::voter::Voters;
use std::sync::Arc;

/// What frames are made of.
#[derive(Clone)]
pub struct Snapshot {
    /// Where the evening stands.
    pub state: Arc<State>,
    /// What is on stage instead, while the crew rehearses.
    pub rehearsal: Option<Rehearsed>,
    /// The journal's last lines, oldest first.
    pub recent: Arc<Vec<Stamped>>,
    /// One start of the server, or of what is on stage.
    pub epoch: i64,
    /// Set while the journal cannot be written.
    pub degraded: bool,
    /// Set while a mirror cannot be written.
    pub mirror_failing: bool,
    /// Set while that is because a file is not where it was opened.
    pub moved: bool,
}

/// A rehearsal: another evening, which no folder knows.
#[derive(Clone)]
pub struct Rehearsed {
    /// Where it stands.
    pub state: Arc<State>,
    pub ballots: Arc<BallotBox>,
    /// Whoever votes in it.
    pub voters: Arc<Voters>,
}

/// Which of two evenings: the folder's, or the one that screens and phones show. Without a
/// rehearsal they are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Evening,
    Stage,
}

impl Snapshot {
    /// Where what is on stage stands.
    pub fn on_stage(&self) -> &Arc<State> {
        let rehearsal = self.rehearsal.as_ref();
        rehearsal.map_or(&self.state, |rehearsal| &rehearsal.state)
    }

    /// Where one of the two stands.
    pub fn of(&self, whose: Whose) -> &Arc<State> {
        match whose {
            Whose::Evening => &self.state,
            Whose::Stage => self.on_stage(),
        }
    }

    /// What of it pages tell as older and newer.
    pub(super) fn moment(&self) -> (i64, u64) {
        (self.epoch, self.on_stage().revision)
    }
}
