//! Sealing, opening, correcting and releasing an award's decision.

use super::{REASON_CHARS_MAX, change};
use crate::show::award::{Honours, Wrong};
use crate::show::ballot::BallotStage;
use crate::show::command::Command;
use crate::show::event::Event;
use crate::show::halves::Conclusion;
use crate::show::programme::{Award, DecidedBy, Release, Show, Ties};
use crate::show::refusal::Refusal;
use crate::show::state::State;

pub(super) fn known_award<'a>(state: &'a State, award: &str) -> Result<&'a Award, Refusal> {
    let known = state.show.award(award);
    known.ok_or_else(|| Refusal::NoSuchAward(award.to_owned()))
}

/// The longest citation in one language, in characters.
pub const CITATION_CHARS_MAX: usize = 1_000;

fn repeated(entries: &[String]) -> bool {
    let mut numbered = entries.iter().enumerate();
    numbered.any(|(index, entry)| entries[..index].contains(entry))
}

fn finalists<'a>(
    show: &Show,
    entries: impl IntoIterator<Item = &'a String>,
) -> Result<(), Refusal> {
    for id in entries {
        match show.entry(id) {
            None => return Err(Refusal::NoSuchEntry(id.clone())),
            Some(entry) if !entry.finalist => return Err(Refusal::NotAFinalist(id.clone())),
            Some(_) => {}
        }
    }
    Ok(())
}

/// A jury may find that nobody has earned it.
pub(super) fn valid_winners(show: &Show, award: &Award, winners: &[String]) -> Result<(), Refusal> {
    let may_be_nobody = show.is_judged(award);
    if (winners.is_empty() && !may_be_nobody) || repeated(winners) {
        return Err(Refusal::BadWinners);
    }
    finalists(show, winners)
}

pub(super) fn valid_honours(
    show: &Show,
    winners: &[String],
    honours: &Honours,
) -> Result<(), Refusal> {
    let Honours {
        citation,
        mention,
        second,
    } = honours;
    finalists(show, mention.iter().chain(second))?;
    if repeated(mention) || mention.iter().any(|entry| winners.contains(entry)) {
        return Err(Refusal::BadMention);
    }
    if second
        .iter()
        .any(|entry| winners.is_empty() || winners.contains(entry))
    {
        return Err(Refusal::BadSecond);
    }
    let Some(citation) = citation else {
        return Ok(());
    };
    if let Some(other) = citation.foreign(&show.languages) {
        return Err(Refusal::NoSuchLanguage(other.to_owned()));
    }
    let unfit = |text: &&str| {
        text.chars().count() > CITATION_CHARS_MAX
            || text.chars().any(|c| c.is_control() && c != '\n')
    };
    match winners.is_empty() || citation.is_empty() || citation.all().iter().any(unfit) {
        true => Err(Refusal::BadCitation),
        false => Ok(()),
    }
}

pub(super) fn seal(
    state: &State,
    award: &str,
    conclusion: &Conclusion,
) -> Result<Vec<Event>, Refusal> {
    let paper = known_award(state, award)?;
    let Conclusion {
        winners, honours, ..
    } = conclusion;
    if state.award(award).revealed.is_some() {
        return Err(Refusal::AlreadyRevealed(award.to_owned()));
    }
    if state.show.sealed_by_two(award) {
        return Err(Refusal::SealedByTwo(award.to_owned()));
    }
    valid_winners(&state.show, paper, winners)?;
    valid_honours(&state.show, winners, honours)?;
    hall_has_spoken(state, paper)?;
    if paper.decided_by == DecidedBy::Audience {
        let leaders = state
            .show
            .ballot_for(award)
            .and_then(|ballot| state.result(&ballot.id))
            .map(|tally| tally.leaders())
            .unwrap_or_default();
        if paper.ties != Ties::Chair || leaders.len() < 2 {
            return Err(Refusal::AudienceDecides(award.to_owned()));
        }
        if let Some(other) = winners.iter().find(|winner| !leaders.contains(winner)) {
            return Err(Refusal::NotTied(other.clone()));
        }
    }
    Ok(vec![Event::EnvelopeSealed {
        award: award.to_owned(),
        winners: winners.to_vec(),
        honours: honours.clone(),
        reason: reason(conclusion)?,
    }])
}

/// A blend is decided by jury and hall: nobody seals it before the hall's votes are counted.
pub(super) fn hall_has_spoken(state: &State, award: &Award) -> Result<(), Refusal> {
    let ballot = state.show.ballot_with(&award.id);
    let Some(ballot) = ballot.filter(|_| award.decided_by == DecidedBy::Blend) else {
        return Ok(());
    };
    match state.ballots.get(&ballot.id).map(|ballot| &ballot.stage) {
        Some(BallotStage::Closed { .. }) => Ok(()),
        Some(BallotStage::Open { .. }) => Err(Refusal::BallotOpen(ballot.id.clone())),
        Some(BallotStage::Closing { .. }) => Err(super::ballot::counting(state, &ballot.id)),
        Some(BallotStage::Waiting) | None => Err(Refusal::BallotWaiting(ballot.id.clone())),
    }
}

/// The look at a count that a command is in itself, unless one is on record: a ruling is held
/// against a count that is still secret, so that its answer, yes or no, tells something of who is
/// tied. It has to be on record before that answer is given.
pub fn look_within(state: &State, command: &Command) -> Option<Command> {
    let (award, winners) = match command {
        Command::Seal { award, conclusion }
        | Command::Decide {
            award, conclusion, ..
        } => (award, &conclusion.winners),
        _ => return None,
    };
    let paper = state.show.award(award)?;
    let ballot = &state.show.ballot_for(award)?.id;
    let counted = state.ballots.get(ballot)?;
    let tied = state.result(ballot)?.leaders().len() > 1;
    let secret = state.award(award).revealed.is_none();
    let held_against = paper.ties == Ties::Chair && tied && secret;
    let well_formed = valid_winners(&state.show, paper, winners).is_ok();
    (held_against && well_formed && !counted.looked).then(|| Command::LookAtTally {
        ballot: ballot.clone(),
    })
}

pub(super) fn open_envelope(state: &State, award: &str) -> Result<Vec<Event>, Refusal> {
    known_award(state, award)?;
    let award_state = state.award(award);
    if award_state.envelope.is_none() {
        return Err(Refusal::NoEnvelope(award.to_owned()));
    }
    let secret = award_state.revealed.is_none();
    Ok(change(
        secret,
        Event::EnvelopeOpened {
            award: award.to_owned(),
        },
    ))
}

pub(super) fn wrong_envelope(state: &State, award: Option<&str>) -> Result<Vec<Event>, Refusal> {
    let award = award.or(state.last_revealed.as_deref());
    let award = award.ok_or(Refusal::NothingRevealed)?;
    known_award(state, award)?;
    let award_state = state.award(award);
    if award_state.revealed.is_none() {
        return Err(Refusal::NotRevealed(award.to_owned()));
    }
    let mut events = change(!state.card, Event::CardSet { on: true });
    events.extend(change(
        award_state.wrong.is_none(),
        Event::WrongEnvelope {
            award: award.to_owned(),
        },
    ));
    Ok(events)
}

pub(super) fn envelope_stands(state: &State, award: &str) -> Result<Vec<Event>, Refusal> {
    known_award(state, award)?;
    let award_state = state.award(award);
    Ok(change(
        award_state.wrong == Some(Wrong::Raised),
        Event::EnvelopeStands {
            award: award.to_owned(),
        },
    ))
}

pub(super) fn correct(
    state: &State,
    award: &str,
    winners: &[String],
    honours: &Honours,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let paper = known_award(state, award)?;
    if state.award(award).revealed.is_none() {
        return Err(Refusal::NotRevealed(award.to_owned()));
    }
    if state.show.sealed_by_two(award) {
        return Err(Refusal::SealedByTwo(award.to_owned()));
    }
    valid_winners(&state.show, paper, winners)?;
    valid_honours(&state.show, winners, honours)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        return Err(Refusal::NoReason);
    }
    let (winners, honours) = (winners.to_vec(), honours.clone());
    Ok(corrected(state, award, winners, honours, reason.to_owned()))
}

/// Why it is decided so, where somebody said so.
pub(super) fn reason(conclusion: &Conclusion) -> Result<Option<String>, Refusal> {
    let reason = conclusion.reason.as_deref().unwrap_or_default().trim();
    if reason.chars().count() > REASON_CHARS_MAX {
        return Err(Refusal::NoReason);
    }
    Ok((!reason.is_empty()).then(|| reason.to_owned()))
}

/// A correction takes what it corrects off the stage.
pub(super) fn corrected(
    state: &State,
    award: &str,
    winners: Vec<String>,
    honours: Honours,
    reason: String,
) -> Vec<Event> {
    let mut events = Vec::new();
    if state.stage_tells_of(award) {
        events.extend(change(!state.card, Event::CardSet { on: true }));
    }
    events.push(Event::AwardCorrected {
        award: award.to_owned(),
        winners,
        honours,
        reason,
    });
    events
}

pub(super) fn release(state: &State, award: &str) -> Result<Vec<Event>, Refusal> {
    let paper = known_award(state, award)?;
    let award_state = state.award(award);
    if award_state.revealed.is_none() {
        return Err(Refusal::NotRevealed(award.to_owned()));
    }
    if paper.release == Release::Live || award_state.released {
        return Err(Refusal::AlreadyReleased(award.to_owned()));
    }
    Ok(vec![Event::AwardReleased {
        award: award.to_owned(),
    }])
}
