//! A rehearsal: the show without what is decided, with dummies for winners.
//!
//! Nothing here reads an envelope. A dummy hangs on the seed, on the award's id and on the
//! finalists: shows that differ only in winners rehearse alike, and a dummy that is the winner is
//! as likely as any other.

use super::award::Honours;
use super::event::Event;
use super::programme::{Award, DecidedBy, Reach, Seal, Show, Ties};
use super::refusal::Refusal;
use super::state::State;
use super::text::Text;

/// Whether a rehearsal may begin beside this evening: not once the audience comes in, and not while
/// people vote.
pub fn may_begin(state: &State) -> Result<(), Refusal> {
    if state.doors_open {
        return Err(Refusal::DoorsOpen);
    }
    let mut voting = state.ballots.iter();
    let voting = voting.find(|(_, ballot)| ballot.is_open() || ballot.is_closing());
    match voting {
        Some((id, ballot)) if ballot.is_open() => Err(Refusal::BallotOpen(id.clone())),
        Some((id, _)) => Err(Refusal::Counting(id.clone())),
        None => Ok(()),
    }
}

/// The show as it is rehearsed: without winners and citations, and so that it needs nobody but the
/// crew. Only the hall votes, no jury seals, and a tie needs no ruling.
pub fn rehearsed(show: &Show) -> Show {
    let mut show = show.clone();
    for award in &mut show.awards {
        (award.winner, award.citation) = (Vec::new(), None);
        award.ties = Ties::Shared;
    }
    for ballot in &mut show.ballots {
        (ballot.reach, ballot.net_delay) = (Reach::Hall, 0);
    }
    show.jury.seal = Seal::One;
    show
}

/// Makes this evening a rehearsal with dummies of this seed; one that is a rehearsal gets those
/// that it lacks, by the seed that it began with.
pub(super) fn dummies(state: &State, seed: u64, citation: &Text) -> Vec<Event> {
    let begins = state
        .rehearsal
        .is_none()
        .then_some(Event::RehearsalBegan { seed });
    let seed = state.rehearsal.unwrap_or(seed);
    let awards = state.show.awards.iter();
    let lacking = awards.filter(|award| {
        let stands = state.award(&award.id);
        // What the hall alone decides is voted on.
        let decided = award.decided_by == DecidedBy::Audience;
        !decided && stands.envelope.is_none() && stands.revealed.is_none()
    });
    let sealed = lacking.filter_map(|award| dummy(&state.show, award, seed, citation));
    begins.into_iter().chain(sealed).collect()
}

/// None where nobody is in the final.
fn dummy(show: &Show, award: &Award, seed: u64, citation: &Text) -> Option<Event> {
    let finalists: Vec<&str> = show.finalists().map(|entry| entry.id.as_str()).collect();
    let drawn = (lot(seed, &award.id) % finalists.len().max(1) as u64) as usize;
    let winner = *finalists.get(drawn)?;
    let next = finalists[(drawn + 1) % finalists.len()];
    let mention = (award.mention_cue && next != winner).then(|| next.to_owned());
    Some(Event::EnvelopeSealed {
        award: award.id.clone(),
        winners: vec![winner.to_owned()],
        honours: Honours {
            citation: Some(citation.clone()),
            mention: mention.into_iter().collect(),
            second: None,
        },
        reason: None,
    })
}

/// A number that any two seeds share as rarely as any two awards do.
fn lot(seed: u64, award: &str) -> u64 {
    let mixed = |number: u64| {
        let mixed = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    };
    let bytes = award.bytes();
    bytes.fold(mixed(seed), |number, byte| {
        mixed(number.wrapping_add(0x9E37_79B9_7F4A_7C15) ^ u64::from(byte))
    })
}
