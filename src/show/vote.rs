//! Why a vote, or the way to one, comes to nothing: said once, for programs, pages and addresses.

use super::programme::{Identity, Reach};

/// Why nothing of what a guest sent was counted, or why a guest was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteError {
    NoBallot,
    /// The paper asks for something that this voter has not shown.
    Lacks(Identity),
    /// Nothing chosen.
    ChooseOne,
    /// More than the paper takes, which is so many.
    TooMany(u32),
    /// Unknown or repeated.
    BadChoice,
    /// The ballot is not open.
    Closed,
    /// Whoever votes in this ballot does so elsewhere.
    NotHere(Reach),
    /// Maybe stored, maybe not.
    NotConfirmed,
    /// Too many votes from one voter.
    SlowDown,
    /// No voter's token, or one that was not made here.
    NoVoter,
    /// A voter's token of a rehearsal that is over.
    Rehearsed,
    /// The page is known to be another voter's.
    OtherPhone,
    /// Receipts of a ballot that is none of tonight's.
    NoReceipts,
    /// Nobody else can be let in at this moment.
    Busy,
    /// What was shown does not fit.
    WrongCode(Identity),
    /// It was scanned, and is not the one on stage any more.
    StaleCode,
    /// It fits, and too many have joined with it.
    FullCode,
    /// Nobody looked at it: too many were tried at once.
    TooManyCodes,
    /// It comes from a page at an address that is not the show's.
    Elsewhere,
    /// It did not arrive in time.
    CutOff,
    /// It is no form of ours.
    Unreadable,
}

impl VoteError {
    /// What can become of a vote that a form sent, for a paper that takes `most` choices.
    pub fn of_a_form(most: u32) -> impl Iterator<Item = VoteError> {
        let lacks = Identity::ALL
            .into_iter()
            .filter(|kind| kind.proof().is_some());
        let others = [
            VoteError::Closed,
            VoteError::NotConfirmed,
            VoteError::ChooseOne,
            VoteError::TooMany(most),
            VoteError::BadChoice,
        ];
        lacks.map(VoteError::Lacks).chain(others)
    }

    /// The word that programs rely on.
    pub fn word(self) -> &'static str {
        match self {
            VoteError::NoBallot | VoteError::NoReceipts => "no-such-ballot",
            VoteError::Lacks(kind) => kind.proof().map_or("", |proof| proof.missing),
            VoteError::ChooseOne | VoteError::TooMany(_) | VoteError::BadChoice => "bad-choice",
            VoteError::Closed | VoteError::NotHere(_) => "ballot-closed",
            VoteError::NotConfirmed => "not-confirmed",
            VoteError::SlowDown | VoteError::TooManyCodes => "slow-down",
            VoteError::NoVoter => "no-voter",
            VoteError::Rehearsed => "rehearsal-over",
            VoteError::OtherPhone => "other-phone",
            VoteError::Busy | VoteError::FullCode => "busy",
            VoteError::WrongCode(_) | VoteError::StaleCode => "wrong-code",
            VoteError::Elsewhere => "foreign-origin",
            VoteError::CutOff => "too-slow",
            VoteError::Unreadable => "bad-form",
        }
    }

    /// The status of HTTP that goes with it.
    pub fn status(self) -> u16 {
        match self {
            VoteError::NoVoter | VoteError::Rehearsed => 401,
            VoteError::Lacks(_)
            | VoteError::OtherPhone
            | VoteError::WrongCode(_)
            | VoteError::StaleCode
            | VoteError::Elsewhere => 403,
            VoteError::NoBallot | VoteError::NoReceipts => 404,
            VoteError::CutOff => 408,
            VoteError::Closed | VoteError::NotHere(_) => 409,
            VoteError::Unreadable => 415,
            VoteError::ChooseOne | VoteError::TooMany(_) | VoteError::BadChoice => 422,
            VoteError::SlowDown | VoteError::TooManyCodes => 429,
            VoteError::NotConfirmed | VoteError::Busy | VoteError::FullCode => 503,
        }
    }

    /// In the address of the page that says what became of a form.
    pub fn notice(self) -> &'static str {
        match self {
            VoteError::Closed | VoteError::NotHere(_) => "late",
            VoteError::ChooseOne => "choose-one",
            VoteError::TooMany(_) => "too-many",
            VoteError::SlowDown => "not-confirmed",
            other => other.word(),
        }
    }
}
