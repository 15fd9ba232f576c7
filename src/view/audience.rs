//! The audience's phone: where the hall's vote stands, the frame that tells phones so, and the
//! pages that hold it all.
//!
//! A phone is sent its page once, with every panel in it, and after that only [`frame`]s that flip
//! them. All finalists are on the page alike; which of them won is first said by a frame, or by a
//! page that is built after the wall.

mod page;
mod paper;
mod side;
#[cfg(test)]
mod tests;
mod text;

pub use page::{page, voter_page};
pub use paper::proof;
pub use side::{Swap, join_page, receipt_page, refused_page, swap_page};

use crate::ballotbox::Held;
use crate::show::ballot::BallotStage;
use crate::show::event::At;
use crate::show::programme::{Ballot, BallotStep, Identity, Release, Show};
use crate::show::rundown::Scene;
use crate::show::state::State;
use serde::Serialize;

/// The most that a phone is ever sent for a change of state.
pub const FRAME_BYTES_MAX: usize = 128;

/// What a phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// What tonight is; the ballot is still to come.
    Before,
    /// The ballot paper.
    Open,
    /// Closed, being counted.
    Closing,
    /// Counted, not yet told.
    Closed,
    /// Told on stage, and now on the phone.
    Result,
    /// The show has no ballot.
    None,
}

impl Phase {
    /// The word in the frame and in the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Phase::Before => "before",
            Phase::Open => "open",
            Phase::Closing => "closing",
            Phase::Closed => "closed",
            Phase::Result => "result",
            Phase::None => "none",
        }
    }
}

/// The ballot that phones show, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// Its index in the show's ballots.
    pub ballot: usize,
    /// What phones show of it.
    pub phase: Phase,
    /// The deadline of an open ballot, in milliseconds since the Unix epoch.
    pub closes_at: Option<i64>,
    /// Who won, as indexes among the finalists; only in [`Phase::Result`].
    pub winners: Vec<usize>,
    /// How many won: more than `winners` has if the show was re-read and one of them is no finalist
    /// any more.
    pub won: usize,
    /// Whether the result was corrected.
    pub corrected: bool,
    /// Whether the hall has seen a result that is being corrected.
    pub correcting: bool,
}

/// An HTML page, whole. The Content-Security-Policy allows its style and its script by their
/// hashes, so they come along as they stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The document.
    pub html: String,
    /// The exact text inside `<style>`.
    pub style: String,
    /// The exact text inside `<script>`; empty for a page without one.
    pub script: String,
}

/// Who looks at [`voter_page`].
#[derive(Clone, Debug)]
pub struct Voter<'a> {
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
    /// The ballot was not open.
    Late,
    /// It may or may not be stored.
    NotConfirmed,
    /// It is not on the ballot.
    BadChoice,
    /// The ballot asks for a ticket.
    NeedsTicket,
    /// The ballot asks for the code on stage.
    NeedsPresence,
    /// Nothing was chosen.
    ChooseOne,
    /// More was chosen than the ballot takes.
    TooMany(u32),
}

/// Why a browser's request leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// The page is known to be another voter's.
    OtherPhone,
    /// It comes from a page at an address that is not the show's.
    Elsewhere,
    /// It is no form of ours.
    Unreadable,
    /// It did not arrive in time.
    CutOff,
    /// The page is none of tonight's.
    Outdated,
    /// Receipts of a ballot that is none of tonight's.
    NoBallot,
    /// Nobody else can be let in at this moment.
    Busy,
}

/// What became of a code that was typed or scanned before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// There was none.
    Nothing,
    /// It does not fit.
    Wrong,
    /// It was scanned, and is not the one on stage.
    Stale,
    /// It fits, and too many have joined with it.
    Full,
    /// Nobody looked at it: too many were tried at once.
    TooMany,
}

/// What a phone is asked for before it may vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The code on the ticket.
    Ticket,
    /// The four digits on stage.
    Presence,
}

/// The ballot that phones show: the open one, else the one that closes, else the one closed last in
/// the rundown, else the next to come.
pub fn current(state: &State) -> Option<Current> {
    let order = in_rundown_order(state);
    let stage = |at: usize| {
        let ballot = state.ballots.get(&state.show.ballots[at].id);
        ballot
            .map(|ballot| &ballot.stage)
            .unwrap_or(&BallotStage::Waiting)
    };
    let first =
        |wanted: fn(&BallotStage) -> bool| order.iter().copied().find(|&at| wanted(stage(at)));
    let last_closed = || {
        let closed = order.iter().copied().enumerate();
        let closed = closed.filter(|&(_, at)| matches!(stage(at), BallotStage::Closed { .. }));
        let newest = closed.max_by_key(|&(place, at)| (last_news(state, at), place));
        newest.map(|(_, at)| at)
    };
    let ballot = first(|s| matches!(s, BallotStage::Open { .. }))
        .or_else(|| first(|s| matches!(s, BallotStage::Closing { .. })))
        .or_else(last_closed)
        .or_else(|| first(|_| true))?;
    let mut current = Current {
        ballot,
        phase: Phase::Before,
        closes_at: None,
        winners: Vec::new(),
        won: 0,
        corrected: false,
        correcting: false,
    };
    match stage(ballot) {
        BallotStage::Open { closes_at } => {
            (current.phase, current.closes_at) = (Phase::Open, Some(closes_at.0));
        }
        BallotStage::Closing { .. } => current.phase = Phase::Closing,
        BallotStage::Closed { .. } => tell(state, &mut current),
        BallotStage::Waiting => {}
    }
    Some(current)
}

/// When phones last had a reason to look at a closed ballot: it was closed, or the hall has seen
/// who won.
fn last_news(state: &State, at: usize) -> At {
    let ballot = &state.show.ballots[at];
    let closed = match state.ballots.get(&ballot.id).map(|ballot| &ballot.stage) {
        Some(BallotStage::Closed { as_of, .. }) => *as_of,
        _ => At::default(),
    };
    let award = state
        .awards
        .get(&ballot.award)
        .filter(|award| award.on_wall);
    let told = award.and_then(|award| award.revealed.as_ref());
    told.map_or(closed, |told| told.at.max(closed))
}

/// A ballot that is counted: closed until the wall has shown who won.
fn tell(state: &State, current: &mut Current) {
    let award = &state.show.ballots[current.ballot].award;
    let Some(winners) = state.public_winners(award) else {
        current.phase = Phase::Closed;
        current.correcting = correcting(state, award);
        return;
    };
    current.phase = Phase::Result;
    current.winners = finalists_at(&state.show, winners);
    current.won = winners.len();
    current.corrected = state.award(award).correction.is_some();
}

/// From the alarm until the hall has seen the award announced again. An alarm that came before the
/// plate was complete took nothing back from phones, so they hear nothing of it until the right
/// winner is announced.
fn correcting(state: &State, award: &str) -> bool {
    let held_back = state
        .show
        .award(award)
        .is_none_or(|paper| paper.release == Release::Hold);
    let stands = state.award(award);
    let seen = match stands.wrong {
        Some(_) => stands.on_wall,
        None => stands.correction.is_some(),
    };
    stands.revealed.is_some() && seen && (!held_back || stands.released)
}

/// The indexes of these entries among the finalists, in the order of the page.
fn finalists_at(show: &Show, entries: &[String]) -> Vec<usize> {
    let finalists = show.finalists().enumerate();
    finalists
        .filter(|(_, finalist)| entries.contains(&finalist.id))
        .map(|(index, _)| index)
        .collect()
}

/// Indexes of the show's ballots as they come up in the evening; those that no cue opens come last.
fn in_rundown_order(state: &State) -> Vec<usize> {
    let opens = |ballot: &Ballot| {
        let mut cues = state.rundown.cues().iter();
        cues.position(|cue| match &cue.scene {
            Scene::Ballot { ballot: id, step } => *id == ballot.id && *step == BallotStep::Open,
            _ => false,
        })
    };
    let ballots = &state.show.ballots;
    let mut order: Vec<usize> = (0..ballots.len()).collect();
    order.sort_by_key(|&at| opens(&ballots[at]).unwrap_or(usize::MAX));
    order
}

/// The keys are short because ten thousand phones are sent them.
#[derive(Serialize)]
struct Wire<'a> {
    /// Phase.
    p: Phase,
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
    w: Option<Vec<usize>>,
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
pub fn frame(state: &State) -> String {
    let edition = page::edition(&state.show);
    let mut wire = Wire {
        p: Phase::None,
        v: &edition,
        b: None,
        c: None,
        w: None,
        n: None,
        x: None,
        m: None,
    };
    let encode = |wire: &Wire| serde_json::to_string(wire).unwrap_or_default();
    let Some(current) = current(state) else {
        return encode(&wire);
    };
    (wire.p, wire.b, wire.c) = (current.phase, Some(current.ballot), current.closes_at);
    wire.m = current.correcting.then_some(1);
    if current.phase == Phase::Result {
        wire.x = current.corrected.then_some(1);
        wire.n = Some(current.won).filter(|won| *won > current.winners.len());
        wire.w = Some(current.winners);
    }
    let whole = encode(&wire);
    if whole.len() <= FRAME_BYTES_MAX {
        return whole;
    }
    // A tie of dozens: a phone has no room for so many plates either.
    (wire.w, wire.n) = (Some(Vec::new()), Some(current.won));
    encode(&wire)
}
