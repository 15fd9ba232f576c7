//! The audience's phone: where the hall's vote stands, the frame that tells phones so, and the
//! pages that hold it all.
//!
//! A phone is sent its page once, with every panel in it, and after that only [`frame`]s that flip
//! them. All finalists are on the page alike; which of them won is first said by a frame, or by a
//! page that is built after the wall. All is made from a [`Bulletin`], never from the state.

mod bulletin;
mod current;
mod page;
mod paper;
mod receipt;
mod side;
#[cfg(test)]
mod tests;
mod text;

pub use bulletin::{Bulletin, Finalist, Paper, Playbill};
pub use current::{Current, PhonePhase};
pub use page::{page, voter_page};
pub use receipt::{ReceiptHeld, ReceiptLook, ResultOf, receipt_page};
pub use side::{Swap, join_page, refused_page, swap_page};

use crate::ballotbox::Held;
use crate::show::event::At;
use crate::show::programme::Identity;
use crate::show::vote::VoteError;
use serde::Serialize;

/// The most that a phone is ever sent for a change of state.
pub const FRAME_BYTES_MAX: usize = 128;

/// An HTML page, whole. The Content-Security-Policy allows its style and its script by their
/// hashes, so they come along as they stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub html: String,
    /// The exact text inside `<style>`.
    pub style: String,
    /// The exact text inside `<script>`; empty for a page without one.
    pub script: String,
}

/// Who looks at [`voter_page`].
#[derive(Clone, Debug)]
pub struct Viewer<'a> {
    /// The token that the page's form carries.
    pub token: &'a str,
    /// What it was given for.
    pub identity: Identity,
    /// What the box holds under it.
    pub held: Option<Held>,
    /// What the voter keeps.
    pub receipt: String,
    /// Choices that wait to be confirmed.
    pub asked: Vec<String>,
    /// Choices that are on the paper, though nothing of them counts.
    pub ticked: Vec<String>,
    /// When the page is built: without script it stands still.
    pub at: At,
    /// What became of the last vote.
    pub notice: Option<Notice>,
}

/// What became of a vote that a form sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It is stored.
    Counted,
    /// A later choice stands.
    Superseded,
    /// It came to nothing.
    Failed(VoteError),
}

impl Notice {
    /// What this word in an address says; `most`: how many choices the paper takes.
    pub fn read(word: &str, most: u32) -> Option<Notice> {
        let failed = || VoteError::of_a_form(most).find(|why| why.notice() == word);
        match word {
            "counted" => Some(Notice::Counted),
            "superseded" => Some(Notice::Superseded),
            _ => failed().map(Notice::Failed),
        }
    }
}

/// The keys are short because ten thousand phones are sent them.
#[derive(Serialize)]
struct PhoneFrame<'a> {
    /// Phase.
    p: PhonePhase,
    /// Edition: a page of another edition loads itself anew, because its indexes mean other works.
    v: &'a str,
    /// The ballot's index.
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<usize>,
    /// The deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<i64>,
    /// Winners; empty where nobody won.
    #[serde(skip_serializing_if = "Option::is_none")]
    w: Option<&'a [usize]>,
    /// How many won, where `w` cannot name them all.
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<usize>,
    /// 1 for a corrected result.
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<u8>,
    /// 1 while the result is being corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    m: Option<u8>,
}

/// What phones are told, at most [`FRAME_BYTES_MAX`] bytes of JSON. It has no revision in it: a GO
/// that does not concern phones leaves it as it was, and equal frames need not be sent.
pub fn frame(bulletin: &Bulletin) -> String {
    let mut wire = PhoneFrame {
        p: PhonePhase::None,
        v: &bulletin.playbill.edition,
        b: None,
        c: None,
        w: None,
        n: None,
        x: None,
        m: None,
    };
    let encode = |wire: &PhoneFrame| serde_json::to_string(wire).unwrap_or_default();
    let Some(current) = &bulletin.current else {
        return encode(&wire);
    };
    (wire.p, wire.b, wire.c) = (current.phase, Some(current.ballot), current.closes_at);
    wire.m = current.correcting.then_some(1);
    if current.phase == PhonePhase::Result {
        wire.x = current.corrected.then_some(1);
        wire.n = Some(current.won).filter(|won| *won > current.winners.len());
        wire.w = Some(&current.winners);
    }
    let whole = encode(&wire);
    if whole.len() <= FRAME_BYTES_MAX {
        return whole;
    }
    // A tie of dozens: a phone has no room for so many plates either.
    (wire.w, wire.n) = (Some(&[][..]), Some(current.won));
    encode(&wire)
}
