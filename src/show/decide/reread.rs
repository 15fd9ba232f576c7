//! An edited show file, and what of it an evening that has begun cannot take over.

use crate::show::award::{AwardState, Envelope, Honours};
use crate::show::ballot::{BallotStage, BallotState};
use crate::show::command::Command;
use crate::show::event::{By, Event};
use crate::show::judging::AnnouncedRule;
use crate::show::programme::{Ballot, Show};
use crate::show::refusal::Refusal;
use crate::show::state::State;
use crate::show::withdrawal::as_taken_over;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What scores hang on, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoredOn {
    pub works: BTreeSet<String>,
    pub criteria: BTreeSet<String>,
}

/// Whether scores keep their meaning under the show that a command brings: once somebody has
/// scored, no work and no criterion goes. A file that is edited is answered alike whatever has been
/// scored, because nobody but the chair may learn that. The chair's cut may drop what has no score;
/// the end of a first round takes its scores away anyway.
pub fn scores_stand(state: &State, command: &Command, on: &ScoredOn) -> Result<(), Refusal> {
    let (Command::Shortlist { show } | Command::Reread { show }) = command else {
        return Ok(());
    };
    let show = &as_taken_over(state, show);
    let is_cut = matches!(command, Command::Shortlist { .. });
    if on.works.is_empty() || begins_final(state, show) || is_cut && ends_first_round(state, show) {
        return Ok(());
    }
    let lost_work = match is_cut {
        true => {
            // The chair may cut more than once before so few are left that the final begins.
            let stays = |id: &str| match state.show.in_first_round() {
                true => show.entry(id).is_some(),
                false => is_finalist(show, id),
            };
            on.works.iter().find(|id| !stays(id))
        }
        false => lost_finalist(state, show),
    };
    let mut criteria = state
        .show
        .jury
        .criteria
        .iter()
        .map(|criterion| &criterion.id);
    let lost = lost_work.or_else(|| criteria.find(|id| show.jury.criterion(id).is_none()));
    lost.map_or(Ok(()), |id| Err(Refusal::ScoresStand(id.clone())))
}

/// A work that withdraws stays one here: what is sealed, counted or scored stands without it.
fn is_finalist(show: &Show, id: &str) -> bool {
    show.stood(id)
}

/// The first of those who stood in the final that does so no more in `show`. Who has withdrawn is
/// kept as everybody else: what is sealed may still name it.
fn lost_finalist<'a>(state: &'a State, show: &Show) -> Option<&'a String> {
    let mut stood = state.show.all_who_stood().map(|entry| &entry.id);
    stood.find(|id| !is_finalist(show, id))
}

/// While a decision of the jury is sealed that whoever edits the file may not know, no finalist
/// goes, whoever it is: refusing only those who are in an envelope would tell who is.
fn finalists_stand(state: &State, show: &Show) -> Result<(), Refusal> {
    let is_unknown = |(id, award): (&String, &AwardState)| {
        let theirs = |e: &Envelope| e.by == By::Chair || state.show.sealed_by_two(id);
        let unseen = award.revealed.is_none() || award.wrong.is_some();
        unseen && award.envelope.as_ref().is_some_and(theirs)
    };
    match lost_finalist(state, show) {
        Some(_) if state.awards.iter().any(is_unknown) => Err(Refusal::FinalistsStand),
        _ => Ok(()),
    }
}

/// Once somebody has scored, every juror stays of the jury (who does not come is marked absent),
/// and every score stays on the scale. A first round that is over does not come back.
fn judged_stands(state: &State, show: &Show) -> Result<(), Refusal> {
    let judging = &state.jury;
    if judging.round.0 > 1 && show.in_first_round() {
        return Err(Refusal::RereadConflict("[jury.round] keep".to_owned()));
    }
    if judging.rules.is_empty() {
        return Ok(());
    }
    let mut jurors = state.show.jury.jurors.iter();
    if let Some(gone) = jurors.find(|juror| show.jury.juror(&juror.id).is_none()) {
        return Err(Refusal::ScoresStand(gone.id.clone()));
    }
    match judging.is_fixed() && show.jury.scale < state.show.jury.scale {
        true => Err(Refusal::ScoresStand("[jury] scale".to_owned())),
        false => Ok(()),
    }
}

/// The chair's finalists. Where they end a first round, the final begins.
pub(super) fn shortlist(state: &State, show: &Arc<Show>) -> Result<Vec<Event>, Refusal> {
    let show = &as_taken_over(state, show);
    match ends_first_round(state, show) {
        true => begin_final(state, show),
        false => take_over(state, show),
    }
}

/// With fresh sheets; its rule is fixed by its own first score.
fn begin_final(state: &State, show: &Arc<Show>) -> Result<Vec<Event>, Refusal> {
    taken_over(state, show)?;
    let round = state.jury.round.0 + 1;
    Ok(vec![
        Event::ShowReread { show: show.clone() },
        Event::FinalBegun { round },
    ])
}

fn ends_first_round(state: &State, show: &Show) -> bool {
    state.show.has_jury() && state.show.in_first_round() && !show.in_first_round()
}

/// Whether an edited file ends a first round in which somebody has judged: by hand, or by a
/// shortlist that a power cut kept from being told. Before that it is a file in the making.
fn begins_final(state: &State, show: &Show) -> bool {
    let has_judged = state.jury.is_fixed() || !state.jury.acts.is_empty();
    ends_first_round(state, show) && show.has_jury() && has_judged
}

/// A file that somebody edited.
pub(super) fn reread(state: &State, show: &Arc<Show>) -> Result<Vec<Event>, Refusal> {
    let show = &as_taken_over(state, show);
    finalists_stand(state, show)?;
    take_over(state, show)
}

fn take_over(state: &State, show: &Arc<Show>) -> Result<Vec<Event>, Refusal> {
    if show == &state.show {
        return Ok(Vec::new());
    }
    if begins_final(state, show) {
        return begin_final(state, show);
    }
    taken_over(state, show)?;
    let mut events = vec![Event::ShowReread { show: show.clone() }];
    let to = AnnouncedRule::of(show);
    let fixed = state.jury.rules.last().filter(|_| state.jury.is_fixed());
    if let Some(fixed) = fixed {
        // What an earlier version did not write down is as the show in force says.
        let from = fixed.rule.clone().with_terms_of(&state.show);
        if !from.parts_changed(&to).is_empty() {
            let (from, to) = (Box::new(from), Box::new(to));
            events.push(Event::RuleChanged { from, to });
        }
    }
    Ok(events)
}

/// A decision that is not the file's own word.
fn by_hand(award: &AwardState) -> Option<&Envelope> {
    award.envelope.as_ref().filter(|e| e.by != By::File)
}

/// Whom an award still needs. Once it is announced and stands, that is those who were named then:
/// nobody needs a second choice any more, or a winner that withdrew before, and nobody is to learn
/// of either.
fn named(award: &AwardState) -> impl Iterator<Item = &String> {
    let told = award.revealed.iter();
    let told = told.flat_map(|told| told.winners.iter().chain(&told.honours.mention));
    let sealed = by_hand(award).filter(|_| !award.stands());
    let sealed = sealed.into_iter().flat_map(|sealed| {
        let Honours {
            mention, second, ..
        } = &sealed.honours;
        let second = second.iter().filter(|_| award.revealed.is_none());
        sealed.winners.iter().chain(mention).chain(second)
    });
    told.chain(sealed)
}

/// An edited file may change anything but what the evening has used: revealed awards with their
/// winners, and ballots that were opened, with everyone who stood on their paper, who may vote and
/// for how many: nobody votes a second time under other terms.
fn taken_over(state: &State, show: &Show) -> Result<(), Refusal> {
    for (id, award) in &state.awards {
        let used = award.revealed.is_some() || by_hand(award).is_some();
        if used && show.award(id).is_none() {
            return Err(Refusal::RereadConflict(id.clone()));
        }
        if let Some(lost) = named(award).find(|id| !is_finalist(show, id)) {
            return Err(Refusal::RereadConflict(lost.clone()));
        }
    }
    let opened = |ballot: &&BallotState| ballot.stage != BallotStage::Waiting;
    for (id, _) in state.ballots.iter().filter(|(_, b)| opened(b)) {
        let terms = |ballot: &Ballot| {
            let Ballot { award, reach, .. } = ballot;
            (award.clone(), ballot.identity, ballot.choices, *reach)
        };
        if show.ballot(id).map(terms) != state.show.ballot(id).map(terms) {
            return Err(Refusal::RereadConflict(id.clone()));
        }
    }
    // Whoever stood on a ballot paper may have votes.
    let voted = state.ballots.values().any(|ballot| opened(&ballot));
    match lost_finalist(state, show) {
        Some(lost) if voted => return Err(Refusal::RereadConflict(lost.clone())),
        _ => {}
    }
    judged_stands(state, show)
}
