//! A decision that two have to make: each says it alone, and only equality seals it.
//!
//! What one of them has said is kept so that nobody can read it: a commitment, keyed by a secret
//! of the folder, and an encrypted text. The producer's exports hold every event, so this is all
//! that an event may hold.

use super::award::Honours;
use super::event::At;
use super::text::Text;
use serde::{Deserialize, Serialize};

/// Unequal tries after which both begin anew: what is tried more often is a guess.
pub const UNEQUAL_MAX: u32 = 2;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Chair,
    Producer,
}

impl Side {
    pub const BOTH: [Side; 2] = [Side::Chair, Side::Producer];

    pub fn other(self) -> Side {
        match self {
            Side::Chair => Side::Producer,
            Side::Producer => Side::Chair,
        }
    }

    /// The role whose key it is.
    pub fn role(self) -> &'static str {
        match self {
            Side::Chair => "chair",
            Side::Producer => "producer",
        }
    }
}

/// What somebody decides of an award.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conclusion {
    /// Entry ids; none for no award.
    pub winners: Vec<String>,
    pub honours: Honours,
    /// Why it differs from the ranking, or corrects what was announced.
    pub reason: Option<String>,
}

impl From<Vec<String>> for Conclusion {
    fn from(winners: Vec<String>) -> Self {
        Conclusion {
            winners,
            ..Conclusion::default()
        }
    }
}

/// What one of the two has said, as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    /// A salt and a keyed hash over the award, the winners, the mention and the second choice.
    pub commitment: String,
    /// Citation and reason, encrypted.
    pub closed: String,
    /// When it was said.
    pub at: At,
}

/// The same on its way in, from whoever holds the folder's secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfPaper {
    /// See [`Half::commitment`].
    pub commitment: String,
    /// See [`Half::closed`].
    pub closed: String,
    /// How it compares with the other's; none if the other has said nothing.
    pub against: Option<Against>,
}

/// One's own decision, held against what the other has said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// The other's commitment at that moment.
    pub theirs: String,
    /// One's own decision, committed to under the other's salt: equal where the decisions are.
    pub mine: String,
    /// The other's citation.
    pub citation: Option<Text>,
    /// The other's reason.
    pub reason: Option<String>,
}

/// How far the two are with an award.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Halves {
    pub chair: Option<Half>,
    pub producer: Option<Half>,
    /// Tries that were not the same, since both began.
    pub unequal: u32,
    /// Whether both had to begin anew, and neither has spoken since.
    pub anew: bool,
    /// Whose half a revoked key has voided, until they speak again.
    pub voided: Option<Side>,
}

/// What both may know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Nobody has spoken.
    Open,
    /// This one has; the other has not.
    Waiting(Side),
    /// Both have, and not the same.
    Unequal,
    /// They were not the same twice: both begin anew.
    Anew,
}

impl Halves {
    pub fn of(&self, side: Side) -> Option<&Half> {
        match side {
            Side::Chair => self.chair.as_ref(),
            Side::Producer => self.producer.as_ref(),
        }
    }

    pub fn agreement(&self) -> Agreement {
        match (&self.chair, &self.producer) {
            (Some(_), Some(_)) => Agreement::Unequal,
            (Some(_), None) => Agreement::Waiting(Side::Chair),
            (None, Some(_)) => Agreement::Waiting(Side::Producer),
            (None, None) if self.anew => Agreement::Anew,
            (None, None) => Agreement::Open,
        }
    }

    fn place(&mut self, side: Side) -> &mut Option<Half> {
        match side {
            Side::Chair => &mut self.chair,
            Side::Producer => &mut self.producer,
        }
    }

    /// One's last word stands until it is changed.
    pub(super) fn say(&mut self, side: Side, half: Half) {
        *self.place(side) = Some(half);
        self.anew = false;
        self.voided = self.voided.filter(|voided| *voided != side);
    }

    /// The two were not the same.
    pub(super) fn differ(&mut self) {
        self.unequal += 1;
        if self.unequal >= UNEQUAL_MAX {
            *self = Halves {
                anew: true,
                ..Halves::default()
            };
        }
    }

    pub(super) fn void(&mut self, side: Side) {
        *self.place(side) = None;
        self.voided = Some(side);
    }
}
