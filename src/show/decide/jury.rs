//! What the jury's chair decides, alone or together with the producer.

use super::envelope::{
    corrected, hall_has_spoken, known_award, reason, seal, valid_honours, valid_winners,
};
use crate::show::event::Event;
use crate::show::halves::{Against, Conclusion, HalfPaper, Side};
use crate::show::jury::Ranking;
use crate::show::programme::DecidedBy;
use crate::show::refusal::Refusal;
use crate::show::state::State;

/// A decision of one side. `ranking` is the announced rule's; none where it is not complete. `half`
/// is how it is written down where two decide.
pub(super) fn decide(
    state: &State,
    (award, by): (&str, Side),
    conclusion: &Conclusion,
    ranking: Option<&Ranking>,
    half: Option<&HalfPaper>,
) -> Result<Vec<Event>, Refusal> {
    let paper = known_award(state, award)?;
    let announced = state.award(award).revealed.is_some();
    match paper.decided_by {
        DecidedBy::Organiser => return Err(Refusal::OrganiserDecides(award.to_owned())),
        DecidedBy::Audience if announced => {
            return Err(Refusal::AudienceDecides(award.to_owned()));
        }
        // The chair breaks the hall's tie, as the producer does.
        DecidedBy::Audience => return seal(state, award, conclusion),
        DecidedBy::Jury | DecidedBy::Blend => {}
    }
    valid_winners(&state.show, paper, &conclusion.winners)?;
    valid_honours(&state.show, &conclusion.winners, &conclusion.honours)?;
    hall_has_spoken(state, paper)?;
    let conclusion = Conclusion {
        reason: reason(conclusion)?,
        ..conclusion.clone()
    };
    if by == Side::Chair {
        let winners = &conclusion.winners;
        let follows = ranking.is_none_or(|ranking| ranking.agrees(winners, paper.most));
        // All of those who are tied for the last place may share it.
        if winners.len() > paper.most as usize && !(ranking.is_some() && follows) {
            return Err(Refusal::TooMany(award.to_owned()));
        }
        if conclusion.reason.is_none() && (announced || !follows) {
            return Err(Refusal::ReasonNeeded(award.to_owned()));
        }
    }
    if by == Side::Producer && announced && conclusion.reason.is_none() {
        return Err(Refusal::NoReason);
    }
    match (state.show.sealed_by_two(award), half) {
        (false, _) => Ok(written(state, award, conclusion)),
        (true, Some(half)) => say(state, (award, by), conclusion, half),
        (true, None) => Err(Refusal::SealedByTwo(award.to_owned())),
    }
}

/// The decision as what it is now: a sealed envelope, or a correction.
fn written(state: &State, award: &str, conclusion: Conclusion) -> Vec<Event> {
    let Conclusion {
        winners,
        honours,
        reason,
    } = conclusion;
    match state.award(award).revealed {
        Some(_) => corrected(state, award, winners, honours, reason.unwrap_or_default()),
        None => vec![Event::EnvelopeSealed {
            award: award.to_owned(),
            winners,
            honours,
            reason,
        }],
    }
}

/// One side speaks. Where the other has, they are the same or they are not.
fn say(
    state: &State,
    (award, by): (&str, Side),
    conclusion: Conclusion,
    half: &HalfPaper,
) -> Result<Vec<Event>, Refusal> {
    let halves = state.award(award).halves;
    let theirs = halves.of(by.other()).map(|half| half.commitment.as_str());
    if theirs != half.against.as_ref().map(|against| against.theirs.as_str()) {
        // The other has spoken, or spoken again, since this was held against it.
        return Err(Refusal::Stale);
    }
    let mut events = vec![Event::HalfSealed {
        award: award.to_owned(),
        by,
        commitment: half.commitment.clone(),
        closed: half.closed.clone(),
    }];
    match &half.against {
        None => {}
        Some(against) if against.mine == against.theirs => {
            events.extend(written(state, award, together(by, conclusion, against)));
        }
        Some(_) => events.push(Event::HalvesDiffer {
            award: award.to_owned(),
        }),
    }
    Ok(events)
}

/// The words of the chair stand, where the chair has given any.
fn together(by: Side, mut conclusion: Conclusion, against: &Against) -> Conclusion {
    let own = (conclusion.honours.citation.take(), conclusion.reason.take());
    let other = (against.citation.clone(), against.reason.clone());
    let (chairs, producers) = match by {
        Side::Chair => (own, other),
        Side::Producer => (other, own),
    };
    conclusion.honours.citation = chairs.0.or(producers.0);
    conclusion.reason = chairs.1.or(producers.1);
    conclusion
}

/// A half dies with the key of whoever said it.
pub(super) fn voided(state: &State, is_void: impl Fn(Side) -> bool) -> Vec<Event> {
    let awards = state.awards.iter();
    let halves = awards.flat_map(|(id, award)| Side::BOTH.map(|side| (id, &award.halves, side)));
    let void = halves.filter(|(_, halves, side)| halves.of(*side).is_some() && is_void(*side));
    void.map(|(award, _, by)| Event::HalfVoided {
        award: award.clone(),
        by,
    })
    .collect()
}
