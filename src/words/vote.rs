//! What is said where a vote comes to nothing, and of what a ballot asks for first.

use super::Ui;
use super::audience::AudienceWords;
use crate::show::programme::{Identity, Reach};
use crate::show::vote::VoteError;

/// The words around what has to be shown before a paper may be sent.
#[derive(Debug)]
pub struct Asking {
    /// The ballot is open and asks for it.
    pub needs: &'static str,
    /// Before the ballot opens.
    pub ready: &'static str,
    /// Before its field, on a page of its own.
    pub label: &'static str,
    pub more: &'static str,
    /// What was shown does not fit.
    pub wrong: &'static str,
}

impl AudienceWords {
    /// The words of what this identity asks for; none for one that asks for nothing.
    pub fn asking(&self, kind: Identity) -> Option<&Asking> {
        match kind {
            Identity::Device => None,
            Identity::Ticket => Some(&self.ticket),
            Identity::Presence => Some(&self.presence),
        }
    }

    /// What each kind of ballot says to whoever has shown nothing yet, by the name of the kind.
    pub fn needs(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let kinds = Identity::ALL.into_iter();
        kinds.filter_map(|kind| Some((kind.as_str(), self.asking(kind)?.needs)))
    }

    /// What a guest reads on the page that they stand on; none for what has no words there.
    pub fn said(&self, why: VoteError) -> Option<String> {
        let said = match why {
            VoteError::Lacks(kind) => self.asking(kind)?.needs,
            VoteError::ChooseOne => self.choose_first,
            VoteError::TooMany(most) => return Some((self.too_many)(most as usize)),
            VoteError::BadChoice => self.bad_choice,
            VoteError::Closed => self.late,
            VoteError::NotHere(Reach::Net) => self.net_votes,
            VoteError::NotHere(_) => self.hall_votes,
            VoteError::NotConfirmed => self.not_confirmed,
            VoteError::WrongCode(kind) => self.asking(kind)?.wrong,
            VoteError::StaleCode => self.presence_stale,
            VoteError::FullCode | VoteError::Busy => self.presence_full,
            VoteError::TooManyCodes => self.too_many_codes,
            _ => return None,
        };
        Some(said.to_owned())
    }

    /// Heading and text of the page that sends a guest back to the ballot.
    pub fn turned_away(&self, why: VoteError) -> (&'static str, &'static str) {
        match why {
            VoteError::OtherPhone => (self.other_phone, self.other_phone_more),
            VoteError::Elsewhere => (self.elsewhere, self.elsewhere_more),
            VoteError::CutOff => (self.cut_off, self.cut_off_more),
            VoteError::NoVoter | VoteError::NoBallot => (self.outdated, self.outdated_more),
            VoteError::Rehearsed => (self.rehearsed, self.rehearsed_more),
            VoteError::NoReceipts => (self.no_ballot, self.no_ballot_more),
            VoteError::Busy => (self.busy, self.busy_more),
            _ => (self.unreadable, self.unreadable_more),
        }
    }
}

/// What a program is told, which sees no page.
pub fn for_programs(why: VoteError) -> String {
    let said = match why {
        VoteError::NoBallot => "There is no such ballot. GET /api/show lists the ballots.",
        VoteError::SlowDown => "Too many votes from this voter. Wait ten seconds.",
        VoteError::NoVoter => {
            "No voter's token, or one that was not made here. POST /api/join gives one."
        }
        VoteError::Rehearsed => {
            "This token is of a rehearsal, which is over: its votes and receipts mean nothing any \
            more. POST /api/join gives another."
        }
        VoteError::Busy => "Too many are joining at once. Try again in a moment.",
        VoteError::WrongCode(_) | VoteError::StaleCode => {
            "No such code. Check it and try again; a code on the stage is good for half a minute."
        }
        VoteError::FullCode => {
            "Too many have joined with this code. The stage shows another one within 15 seconds: \
             join with that."
        }
        VoteError::TooManyCodes => "Too many codes tried. Wait ten seconds.",
        VoteError::Unreadable => {
            "Send the page's own form (application/x-www-form-urlencoded, at most 16 KB)."
        }
        other => return Ui::En.words().audience.said(other).unwrap_or_default(),
    };
    said.to_owned()
}
