//! The road of a vote: who asks, whether the paper allows it, and into the ballot box.

mod limits;

pub use limits::Limits;

use super::error::Problem;
use super::foyer::Foyer;
use super::jar::{Cookie, bearer};
use super::page::set_cookie;
use crate::ballotbox::record::{Vote, VoterRef};
use crate::ballotbox::{Cast, Held};
use crate::hall::Hall;
use crate::show::programme::Identity;
use crate::show::vote::VoteError;
use crate::view::audience::{Paper, Playbill};
use crate::voter::{Voter, code_joins_max};
use crate::words::Ui;
use crate::words::vote::for_programs;
use axum::http::{HeaderMap, StatusCode};
use std::io;
use std::time::Instant;

/// What can be guessed is this long; the code that phones scan is longer, and never limited.
const TYPED_CHARS_MAX: usize = 4;

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

impl From<VoteError> for Problem {
    fn from(why: VoteError) -> Self {
        let status = StatusCode::from_u16(why.status());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Problem::new(status, why.word(), for_programs(why))
    }
}

/// The problem as the voter reads it, where the page has words for it.
pub fn told(why: VoteError, ui: Ui) -> Problem {
    let mut problem = Problem::from(why);
    if let Some(said) = ui.words().audience.said(why) {
        problem.detail = said;
    }
    problem
}

/// The voter that a request proves, by header or cookie; none for a token that was not made here.
pub fn voter_of(foyer: &Foyer, headers: &HeaderMap) -> Option<Voter> {
    voter_in(foyer, &foyer.hall(), headers)
}

fn voter_in(foyer: &Foyer, hall: &Hall, headers: &HeaderMap) -> Option<Voter> {
    let voters = foyer.voters(hall);
    match bearer(headers) {
        Some(token) => voters.verify(token),
        None => {
            let jar = &foyer.jar;
            jar.find(headers, Cookie::Voter, |token| voters.verify(token))
        }
    }
}

/// The voter that a program or a page claims to be. A cookie says nothing: pages replace it.
pub fn known(foyer: &Foyer, hall: &Hall, headers: &HeaderMap) -> Result<Voter, VoteError> {
    let unknown = || bearer(headers).map_or(VoteError::NoVoter, |token| foyer.unknown(token));
    voter_in(foyer, hall, headers).ok_or_else(unknown)
}

/// The voter that the browser's cookie proves.
pub fn kept(foyer: &Foyer, headers: &HeaderMap) -> Option<Voter> {
    let hall = foyer.hall();
    let voters = foyer.voters(&hall);
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
    held.identity.proof().is_some() || has_voted(foyer, &foyer.hall().bulletin.playbill, held)
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
pub fn new_device(foyer: &Foyer) -> Result<Voter, VoteError> {
    if !foyer.limits.join() {
        return Err(VoteError::Busy);
    }
    foyer.voters(&foyer.hall()).device().map_err(no_random)
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
    pub fn let_in(self, foyer: &Foyer) -> Result<Voter, VoteError> {
        let (ballot, turn) = match self {
            Present::Known(voter) => return Ok(voter),
            Present::New { ballot, turn } => (ballot, turn),
        };
        if !foyer.limits.join() {
            return Err(VoteError::Busy);
        }
        let hall = foyer.hall();
        let voters = foyer.voters(&hall);
        let most = code_joins_max(hall.bulletin.playbill.seats);
        if !voters.turnstile.enter(&ballot, turn, most) {
            return Err(VoteError::FullCode);
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
) -> Result<Option<Present>, VoteError> {
    if let Some(voter) = device.filter(|voter| voter.identity == Identity::Presence) {
        return Ok(Some(Present::Known(voter.clone())));
    }
    let typed = is_typed(code);
    let hall = foyer.hall();
    if typed && !foyer.votes(&hall).is_hall() {
        // No ballot that reaches outside is for those who see the stage, and digits can be guessed.
        return Err(VoteError::NoBallot);
    }
    if typed && !foyer.limits.may_try_code(device) {
        return Err(VoteError::TooManyCodes);
    }
    let now = foyer.clock.now();
    let voters = foyer.voters(&hall);
    let papers = hall.bulletin.playbill.ballots.iter();
    let mut shown = papers
        .filter(|paper| paper.identity.is_on_stage())
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
) -> Result<Option<Voter>, VoteError> {
    let shown = present(foyer, code, device)?;
    shown.map(|shown| shown.let_in(foyer)).transpose()
}

fn no_random(error: io::Error) -> VoteError {
    tracing::error!(%error, "no random numbers");
    VoteError::Busy
}

/// What the box holds for this voter in a ballot, and the receipt.
pub fn held(foyer: &Foyer, voter: &Voter, ballot: &str) -> (Option<Held>, String) {
    let reference = VoterRef::of(&foyer.ref_key, ballot, &voter.token);
    let held = foyer.votes(&foyer.hall()).held(ballot, &reference);
    (held, reference.receipt())
}

/// What this voter has to show before voting on this paper, if anything.
pub fn lacks(paper: &Paper, voter: &Voter) -> Option<VoteError> {
    let taken = paper.identity.takes(voter.identity);
    (!taken).then_some(VoteError::Lacks(paper.identity))
}

/// Why there is no such paper. A node that has not heard the hall yet says no to nothing: a phone
/// that comes again is told then.
pub fn no_paper(hall: &Hall) -> VoteError {
    match hall.bulletin.is_awaited() {
        true => VoteError::NotConfirmed,
        false => VoteError::NoBallot,
    }
}

/// Checks a vote against the paper and puts it into the box; answers once it is durable.
pub async fn cast(
    foyer: &Foyer,
    hall: &Hall,
    voter: &Voter,
    ballot: &str,
    choices: Vec<String>,
    change: Option<u32>,
) -> Result<Standing, VoteError> {
    let playbill = &hall.bulletin.playbill;
    let paper = playbill.paper(ballot).ok_or_else(|| no_paper(hall))?;
    let votes = foyer.votes(hall);
    if paper.reach == votes.never() && votes.is_ready() {
        return Err(VoteError::NotHere(paper.reach));
    }
    if let Some(lacking) = lacks(paper, voter) {
        return Err(lacking);
    }
    if choices.is_empty() {
        return Err(VoteError::ChooseOne);
    }
    if choices.len() > paper.choices as usize {
        return Err(VoteError::TooMany(paper.choices));
    }
    let bad = choices
        .iter()
        .enumerate()
        .any(|(index, choice)| !playbill.has(choice) || choices[..index].contains(choice));
    let reference = VoterRef::of(&foyer.ref_key, ballot, &voter.token);
    // What is held already may name a work that has withdrawn since: its answer was lost, and it is
    // sent again.
    let is_held = || {
        let held = foyer.votes(hall).held(ballot, &reference);
        held.is_some_and(|held| held.choices == choices)
    };
    if bad && !is_held() {
        return Err(VoteError::BadChoice);
    }
    if !foyer.limits.vote(&reference) {
        return Err(VoteError::SlowDown);
    }
    let vote = Vote {
        ballot: ballot.to_owned(),
        voter: reference,
        change,
        choices: choices.clone(),
    };
    let asked = Instant::now();
    let cast = votes.cast(vote).await;
    if hall.rehearsal.is_none() {
        foyer.vote_times.note(asked.elapsed());
    }
    let (counted, choices, change) = match cast {
        Ok(Cast::Counted { change }) => (true, choices, change),
        Ok(Cast::Superseded { choices, change }) => (false, choices, change),
        Ok(Cast::Late) => return Err(VoteError::Closed),
        Err(_) => return Err(VoteError::NotConfirmed),
    };
    // What an excluded voter sends is stored like any other, but nobody hears "counted" of what
    // does not count.
    let excluded = votes.excludes(ballot, &reference);
    Ok(Standing {
        counted: counted && !excluded,
        choices,
        change,
        receipt: reference.receipt(),
        excluded,
    })
}
