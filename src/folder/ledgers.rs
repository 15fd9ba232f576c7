//! The ledgers of a show folder. Another one is another row here.

use crate::ballotbox::fold::Polls;
use crate::journal;
use crate::ledger::Layout;
use crate::ledger::kept::Fold;
use crate::net::fold::NetPolls;
use crate::scorebox::fold::Sheets;
use crate::show::event::Event;

/// A kind of box beside the journal.
#[derive(Clone, Copy)]
pub struct Kind {
    /// What it holds.
    pub layout: Layout,
    /// What an event of the journal says of it.
    pub told: fn(&Event) -> Option<Testimony>,
    /// Whether it stays through a return to the top: then its mirrors are of no single evening.
    pub lasts: bool,
    /// The argument of somebody who goes on without what it held; empty where its servers hold the
    /// same.
    pub without: &'static str,
    /// Says what is wrong with a record, without counting it.
    pub check: fn(&str) -> Result<(), String>,
}

/// What the journal says of a box.
pub enum Testimony {
    /// It has a record; the sentence says how.
    Begun(&'static str),
    /// It was counted up to a record.
    Counted {
        /// The record's number.
        number: u64,
        /// The link at it, in hexadecimal.
        digest: String,
        said: String,
    },
}

/// The boxes of a folder.
///
/// Every folder has all of them, also one without jurors: an edited file may bring some in
/// mid-evening. Votes are last, because the last box is not read twice at a start.
pub const BOXES: [Kind; 2] = [
    Kind {
        layout: Sheets::LAYOUT,
        told: told_of_scores,
        lasts: true,
        without: "--without-scores",
        check: Sheets::check,
    },
    Kind {
        layout: Polls::LAYOUT,
        told: told_of_votes,
        lasts: false,
        without: "--without-votes",
        check: Polls::check,
    },
];

/// The copy of the log outside, in a folder that was served with one. It is opened when the hall is
/// served already, and nobody waits for it: its servers hold the same.
pub const NET: Kind = Kind {
    layout: NetPolls::LAYOUT,
    told: told_of_net,
    lasts: true,
    without: "",
    check: NetPolls::check,
};

/// What each ledger of a folder holds, the journal's first.
pub fn layouts() -> impl Iterator<Item = Layout> + Clone {
    own().chain(std::iter::once(NET.layout))
}

/// Those that every folder has.
fn own() -> impl Iterator<Item = Layout> + Clone {
    std::iter::once(journal::LAYOUT).chain(BOXES.iter().map(|kind| kind.layout))
}

/// Files of a folder's own ledgers in a sentence: `show.db`, `votes.db`.
pub fn files(ends: &[&str]) -> Vec<String> {
    let of = |layout: Layout| ends.iter().map(move |end| format!("{}.{end}", layout.stem));
    own().flat_map(of).collect()
}

fn told_of_scores(event: &Event) -> Option<Testimony> {
    match event {
        Event::RuleFixed { .. } => Some(Testimony::Begun("show.db says that a score was given")),
        Event::JuryActed {
            position, digest, ..
        } => Some(Testimony::Counted {
            number: *position,
            digest: digest.clone(),
            said: "show.db tells an act of the jury at".to_owned(),
        }),
        _ => None,
    }
}

fn told_of_votes(event: &Event) -> Option<Testimony> {
    match event {
        Event::BallotOpened { .. } => {
            Some(Testimony::Begun("show.db says that a ballot was opened"))
        }
        Event::BallotClosed {
            ballot,
            position,
            digest,
            ..
        } => Some(Testimony::Counted {
            number: *position,
            digest: digest.clone(),
            said: format!("show.db counted the ballot {ballot} at"),
        }),
        _ => None,
    }
}

fn told_of_net(event: &Event) -> Option<Testimony> {
    match event {
        Event::NetCounted {
            ballot,
            position,
            digest,
            ..
        } => Some(Testimony::Counted {
            number: *position,
            digest: digest.clone(),
            said: format!("show.db counted the ballot {ballot} outside at"),
        }),
        _ => None,
    }
}
