//! What a ballot's identity asks of a voter. Whatever differs between the kinds of identity, and is
//! no sentence, is answered here.

use super::programme::Identity;

/// What a voter has to show before a paper is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The problem of whoever has not shown it.
    pub missing: &'static str,
    /// The address of the page that takes it.
    pub page: &'static str,
    /// The field of a form that carries it along.
    pub field: &'static str,
    /// Whether the stage shows it, as four digits that change now and then.
    pub on_stage: bool,
}

impl Identity {
    /// All of them; none but the first asks for a proof.
    pub const ALL: [Identity; 3] = [Identity::Device, Identity::Ticket, Identity::Presence];

    /// As the show file writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Identity::Device => "device",
            Identity::Ticket => "ticket",
            Identity::Presence => "presence",
        }
    }

    /// What has to be shown; none for a paper that every device may send.
    pub fn proof(self) -> Option<Proof> {
        match self {
            Identity::Device => None,
            Identity::Ticket => Some(Proof {
                missing: "needs-ticket",
                page: "/t",
                field: "ticket",
                on_stage: false,
            }),
            Identity::Presence => Some(Proof {
                missing: "needs-presence",
                page: "/p",
                field: "digits",
                on_stage: true,
            }),
        }
    }

    /// What a voter of this kind has shown, as pages and programs call it; empty for nothing.
    pub fn proved(self) -> &'static str {
        self.proof().map_or("", |_| self.as_str())
    }

    /// Whether the stage shows the code of a ballot with this identity.
    pub fn is_on_stage(self) -> bool {
        self.proof().is_some_and(|proof| proof.on_stage)
    }

    /// Whether a paper with this identity takes a voter who has shown `shown`.
    pub fn takes(self, shown: Identity) -> bool {
        self.proof().is_none() || shown == self
    }

    /// The first letter of the tokens of such voters.
    pub fn letter(self) -> char {
        match self {
            Identity::Device => 'd',
            Identity::Ticket => 't',
            Identity::Presence => 'p',
        }
    }
}
