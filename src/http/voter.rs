//! The road of a vote: who asks, whether the paper allows it, and into the ballot box.

mod limits;

pub use limits::Limits;

use super::error::Problem;
use super::foyer::Foyer;
use super::jar::{Cookie, bearer};
use super::page::set_cookie;
use crate::ballotbox::record::{Vote, VoterRef};
use crate::ballotbox::{Cast, Held};
use crate::show::programme::Identity;
use crate::view::audience::{Paper, Playbill};
use crate::voter::{Voter, code_joins_max};
use crate::words::Ui;
use axum::http::{HeaderMap, StatusCode};
use std::io;

/// What can be guessed is this long; the code that phones scan is longer, and never limited.
const TYPED_CHARS_MAX: usize = 4;

/// Why a vote was not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No such ballot.
    NoBallot,
    /// It takes printed tickets.
    NeedsTicket,
    /// It takes phones that have read the stage's code.
    NeedsPresence,
    /// Nothing chosen.
    ChooseOne,
    /// More than the paper allows.
    TooMany(u32),
    /// Unknown or repeated.
    BadChoice,
    /// Not open.
    Closed,
    /// Maybe stored, maybe not.
    NotConfirmed,
    /// Too many votes from one voter.
    SlowDown,
}

/// A vote that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// False if a later change of the same voter had been counted already.
    pub counted: bool,
    /// The choices that count.
    pub choices: Vec<String>,
    /// The number of the change that made them.
    pub change: u32,
    /// What the voter keeps.
    pub receipt: String,
    /// Whether the organisers have excluded this voter: then nothing of it counts.
    pub excluded: bool,
}

impl Trouble {
    /// The problem as the voter reads it, where the page has words for it.
    pub fn told(self, ui: Ui) -> Problem {
        let w = &ui.words().audience;
        let said = match self {
            Trouble::NeedsTicket => Some(w.needs_ticket.to_owned()),
            Trouble::NeedsPresence => Some(w.needs_presence.to_owned()),
            Trouble::ChooseOne => Some(w.choose_first.to_owned()),
            Trouble::TooMany(most) => Some((w.too_many)(most as usize)),
            Trouble::BadChoice => Some(w.bad_choice.to_owned()),
            Trouble::Closed => Some(w.late.to_owned()),
            Trouble::NotConfirmed => Some(w.not_confirmed.to_owned()),
            Trouble::NoBallot | Trouble::SlowDown => None,
        };
        let mut problem = Problem::from(self);
        if let Some(said) = said {
            problem.detail = said;
        }
        problem
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
        match trouble {
            Trouble::NoBallot => Problem::new(
                StatusCode::NOT_FOUND,
                "no-such-ballot",
                "There is no such ballot. GET /api/show lists the ballots.",
            ),
            Trouble::NeedsTicket => Problem::new(
                StatusCode::FORBIDDEN,
                "needs-ticket",
                "This ballot takes printed tickets. Join with the ticket's code first.",
            ),
            Trouble::NeedsPresence => Problem::new(
                StatusCode::FORBIDDEN,
                "needs-presence",
                "This ballot is for the hall. Scan the code on the stage first.",
            ),
            Trouble::ChooseOne => Problem::new(
                unprocessable,
                "bad-choice",
                "Nothing was chosen. Send at least one entry's id.",
            ),
            Trouble::TooMany(most) => Problem::new(
                unprocessable,
                "bad-choice",
                format!("Too many choices: this ballot takes at most {most}."),
            ),
            Trouble::BadChoice => Problem::new(
                unprocessable,
                "bad-choice",
                "A choice is unknown or stands twice.",
            ),
            Trouble::Closed => Problem::new(
                StatusCode::CONFLICT,
                "ballot-closed",
                "The ballot is not open.",
            ),
            Trouble::NotConfirmed => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "not-confirmed",
                Ui::En.words().audience.not_confirmed,
            ),
            Trouble::SlowDown => Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "slow-down",
                "Too many votes from this voter. Wait ten seconds.",
            ),
        }
    }
}

/// A token that was not made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forged;

/// The voter that a request proves, by header or cookie, if it brings a token at all.
pub fn voter_of(foyer: &Foyer, headers: &HeaderMap) -> Result<Option<Voter>, Forged> {
    if let Some(token) = bearer(headers) {
        return foyer.voters.verify(token).map(Some).ok_or(Forged);
    }
    match kept(foyer, headers) {
        None if foyer.jar.holds_any(headers, Cookie::Voter) => Err(Forged),
        kept => Ok(kept),
    }
}

/// The voter that the browser's cookie proves.
pub fn kept(foyer: &Foyer, headers: &HeaderMap) -> Option<Voter> {
    let voters = &foyer.voters;
    foyer
        .jar
        .find(headers, Cookie::Voter, |token| voters.verify(token))
}

/// Whether the browser's cookie proves another voter than this one. A browser without cookies
/// proves nothing.
pub fn is_another(foyer: &Foyer, headers: &HeaderMap, voter: &Voter) -> bool {
    kept(foyer, headers).is_some_and(|held| held.token != voter.token)
}

/// Whether the browser would lose something if another voter took the place of the one that it
/// holds: the right to vote on a paper that asks for a proof, or the right to change what it has
/// sent.
pub fn is_at_stake(foyer: &Foyer, held: &Voter) -> bool {
    held.identity != Identity::Device || has_voted(foyer, &foyer.hall().bulletin.playbill, held)
}

/// Whether this voter has sent a vote tonight.
pub fn has_voted(foyer: &Foyer, playbill: &Playbill, voter: &Voter) -> bool {
    let mut papers = playbill.ballots.iter();
    papers.any(|paper| held(foyer, voter, &paper.id).0.is_some())
}

/// The cookie that remembers a voter.
pub fn voter_cookie(foyer: &Foyer, voter: &Voter) -> String {
    set_cookie(&foyer.jar.name(Cookie::Voter), &voter.token, true)
}

/// A new voter without proof.
pub fn new_device(foyer: &Foyer) -> Result<Voter, Problem> {
    if !foyer.limits.join() {
        return Err(busy());
    }
    foyer.voters.device().map_err(no_random)
}

/// Whether somebody has typed this code of the stage; the one that phones scan is longer.
pub fn is_typed(code: &str) -> bool {
    code.trim().chars().count() <= TYPED_CHARS_MAX
}

/// Somebody who has shown a good code of the stage.
pub enum Present {
    /// They had shown one before, and stay the same voter.
    Known(Voter),
    /// They count as one who joined once they are let in.
    New {
        /// The ballot whose code it is.
        ballot: String,
        /// The turn in which the stage has shown it.
        turn: i64,
    },
}

impl Present {
    /// Makes a voter of somebody new, and counts the join.
    pub fn let_in(self, foyer: &Foyer) -> Result<Voter, Problem> {
        let (ballot, turn) = match self {
            Present::Known(voter) => return Ok(voter),
            Present::New { ballot, turn } => (ballot, turn),
        };
        if !foyer.limits.join() {
            return Err(busy());
        }
        let voters = &foyer.voters;
        let most = code_joins_max(foyer.hall().bulletin.playbill.seats);
        if !voters.turnstile.enter(&ballot, turn, most) {
            return Err(used_up());
        }
        voters.present().map_err(no_random)
    }
}

/// Who shows this code, if it is good for one of the evening's ballots; none for a wrong code. It
/// lets nobody in yet.
pub fn present(
    foyer: &Foyer,
    code: &str,
    device: Option<&Voter>,
) -> Result<Option<Present>, Problem> {
    if let Some(voter) = device.filter(|voter| voter.identity == Identity::Presence) {
        return Ok(Some(Present::Known(voter.clone())));
    }
    let typed = is_typed(code);
    if typed && !foyer.limits.may_try_code(device) {
        let detail = "Too many codes tried. Wait ten seconds.";
        return Err(Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "slow-down",
            detail,
        ));
    }
    let now = foyer.clock.now();
    let hall = foyer.hall();
    let voters = &foyer.voters;
    let papers = hall.bulletin.playbill.ballots.iter();
    let mut shown = papers
        .filter(|paper| paper.identity == Identity::Presence)
        .filter_map(|paper| Some((&paper.id, voters.turn_of(&paper.id, code, now)?)));
    let Some((ballot, turn)) = shown.next() else {
        if typed {
            foyer.limits.wrong_code(device);
        }
        return Ok(None);
    };
    let ballot = ballot.clone();
    Ok(Some(Present::New { ballot, turn }))
}

/// A voter with a presence code, let in at once; none for a wrong code.
pub fn new_present(
    foyer: &Foyer,
    code: &str,
    device: Option<&Voter>,
) -> Result<Option<Voter>, Problem> {
    let shown = present(foyer, code, device)?;
    shown.map(|shown| shown.let_in(foyer)).transpose()
}

fn used_up() -> Problem {
    let detail = "Too many have joined with this code. The stage shows another one within 15 seconds: join with that.";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
}

fn busy() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "busy",
        "Too many are joining at once. Try again in a moment.",
    )
}

fn no_random(error: io::Error) -> Problem {
    tracing::error!(%error, "no random numbers");
    busy()
}

/// What the box holds for this voter in a ballot, and the receipt.
pub fn held(foyer: &Foyer, voter: &Voter, ballot: &str) -> (Option<Held>, String) {
    let reference = VoterRef::of(&foyer.ref_key, ballot, &voter.token);
    let held = foyer.ballots.held(ballot, &reference);
    (held, reference.receipt())
}

/// What this voter has to show before voting on this paper, if anything.
pub fn lacks(paper: &Paper, voter: &Voter) -> Option<Trouble> {
    match paper.identity {
        Identity::Ticket if voter.identity != Identity::Ticket => Some(Trouble::NeedsTicket),
        Identity::Presence if voter.identity != Identity::Presence => Some(Trouble::NeedsPresence),
        _ => None,
    }
}

/// Checks a vote against the paper and puts it into the box; answers once it is durable.
pub async fn cast(
    foyer: &Foyer,
    voter: &Voter,
    ballot: &str,
    choices: Vec<String>,
    change: Option<u32>,
) -> Result<Standing, Trouble> {
    let hall = foyer.hall();
    let playbill = &hall.bulletin.playbill;
    let paper = playbill.paper(ballot).ok_or(Trouble::NoBallot)?;
    if let Some(lacking) = lacks(paper, voter) {
        return Err(lacking);
    }
    if choices.is_empty() {
        return Err(Trouble::ChooseOne);
    }
    if choices.len() > paper.choices as usize {
        return Err(Trouble::TooMany(paper.choices));
    }
    let bad = choices
        .iter()
        .enumerate()
        .any(|(index, choice)| !playbill.has(choice) || choices[..index].contains(choice));
    if bad {
        return Err(Trouble::BadChoice);
    }
    let reference = VoterRef::of(&foyer.ref_key, ballot, &voter.token);
    if !foyer.limits.vote(&reference) {
        return Err(Trouble::SlowDown);
    }
    let vote = Vote {
        ballot: ballot.to_owned(),
        voter: reference,
        change,
        choices: choices.clone(),
    };
    let (counted, choices, change) = match foyer.ballots.cast(vote).await {
        Ok(Cast::Counted { change }) => (true, choices, change),
        Ok(Cast::Superseded { choices, change }) => (false, choices, change),
        Ok(Cast::Late) => return Err(Trouble::Closed),
        Err(_) => return Err(Trouble::NotConfirmed),
    };
    // What an excluded voter sends is stored like any other, but nobody hears "counted" of what
    // does not count.
    let excluded = foyer.ballots.excludes(ballot, &reference);
    Ok(Standing {
        counted: counted && !excluded,
        choices,
        change,
        receipt: reference.receipt(),
        excluded,
    })
}
