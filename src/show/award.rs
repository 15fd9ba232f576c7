//! Where an award stands: sealed, announced, seen by the hall, and put right where it was wrong.

use super::event::{At, By};
use super::halves::Halves;
use super::programme::Release;
use super::text::Text;
use serde::{Deserialize, Serialize};

/// Where an award stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AwardState {
    /// The sealed decision.
    pub envelope: Option<Envelope>,
    /// Where two seal together: how far they are.
    pub halves: Halves,
    /// What was announced.
    pub revealed: Option<Revealed>,
    /// Whether the hall has seen it in full, so that phones and the public may know.
    pub on_wall: bool,
    /// When the hall saw it last, or the producer released it: phones in the hall know it since.
    pub told_at: At,
    /// When the public was first told of it; whatever was put right since came later.
    pub public_since: Option<At>,
    /// Whether the producer has released it (needed only where the file holds it back).
    pub released: bool,
    /// Set from the wrong announcement to the right one.
    pub wrong: Option<Wrong>,
    /// The last correction.
    pub correction: Option<Correction>,
}

/// How far the mending of a wrong announcement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The stage is covered; the producer has to say who won.
    Raised,
    /// The producer has said so; the award has to be announced again.
    Mended,
}

/// What is decided beside who wins. It is as secret as the winner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Honours {
    /// Why the winners win, to be shown with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Text>,
    /// Entry ids: works with a special mention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mention: Vec<String>,
    /// Entry id: who wins should a winner withdraw. Nobody is told but those who hold the envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<String>,
}

/// A sealed decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Entry ids; none if nobody gets the award.
    pub winners: Vec<String>,
    pub honours: Honours,
    /// Why it differs from the ranking, where it does.
    pub reason: Option<String>,
    /// Who sealed it.
    pub by: By,
    /// When.
    pub at: At,
}

/// What was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revealed {
    /// Entry ids; none if nobody won.
    pub winners: Vec<String>,
    /// As it was sealed with these winners.
    pub honours: Honours,
    /// When.
    pub at: At,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// For the record.
    pub reason: String,
    /// When.
    pub at: At,
}

impl AwardState {
    /// Whether the stage may show winners now: revealed, and not known to be wrong.
    pub fn stands(&self) -> bool {
        self.revealed.is_some() && self.wrong.is_none()
    }

    /// The public is told now, if this was all that was missing.
    pub(super) fn note_public(&mut self, release: Release, at: At) {
        let released = release == Release::Live || self.released;
        if self.stands() && self.on_wall && released {
            self.public_since.get_or_insert(at);
        }
    }

    /// Whether the public still waits for the wall.
    pub fn waits_for_wall(&self) -> bool {
        self.stands() && !self.on_wall
    }
}
