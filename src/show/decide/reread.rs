//! An edited show file, and what of it an evening that has begun cannot take over.

use crate::show::ballot::{BallotStage, BallotState};
use crate::show::command::Command;
use crate::show::event::{By, Event};
use crate::show::judging::AnnouncedRule;
use crate::show::programme::{Ballot, Show};
use crate::show::refusal::Refusal;
use crate::show::state::State;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What scores hang on, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoredOn {
    pub works: BTreeSet<String>,
    pub criteria: BTreeSet<String>,
}

/// Whether scores keep their meaning under the show that a command brings: no work and no criterion
/// goes that somebody has scored. The end of a first round takes its scores away anyway.
pub fn scores_stand(state: &State, command: &Command, on: &ScoredOn) -> Result<(), Refusal> {
    let (Command::Shortlist { show } | Command::Reread { show }) = command else {
        return Ok(());
    };
    let is_cut = matches!(command, Command::Shortlist { .. });
    if begins_final(state, show) || is_cut && ends_first_round(state, show) {
        return Ok(());
    }
    let is_final = |show: &Show, id: &str| show.entry(id).is_some_and(|entry| entry.finalist);
    let is_known = |show: &Show, id: &str| show.entry(id).is_some();
    let is_criterion = |show: &Show, id: &str| show.jury.criterion(id).is_some();
    let gone = |id: &&String, stands: fn(&Show, &str) -> bool| {
        stands(&state.show, id) && !stands(show, id)
    };
    // The chair may cut more than once before so few are left that the final begins.
    let is_work = match is_cut && state.show.in_first_round() {
        true => is_known,
        false => is_final,
    };
    let work = on.works.iter().find(|id| gone(id, is_work));
    let lost = work.or_else(|| on.criteria.iter().find(|id| gone(id, is_criterion)));
    lost.map_or(Ok(()), |id| Err(Refusal::ScoresStand(id.clone())))
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
    match ends_first_round(state, show) {
        true => begin_final(state, show),
        false => reread(state, show),
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

pub(super) fn reread(state: &State, show: &Arc<Show>) -> Result<Vec<Event>, Refusal> {
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

/// An edited file may change anything but what the evening has used: revealed awards with their
/// winners, and ballots that were opened, with everyone who stood on their paper, who may vote and
/// for how many: nobody votes a second time under other terms.
fn taken_over(state: &State, show: &Show) -> Result<(), Refusal> {
    for (id, award) in &state.awards {
        let decided = award.revealed.iter().map(|r| &r.winners);
        let sealed = award.envelope.iter().filter(|e| e.by != By::File);
        let honoured = sealed.clone().map(|e| &e.honours);
        let honoured = honoured.flat_map(|h| h.mention.iter().chain(&h.second));
        let winners = decided.chain(sealed.map(|e| &e.winners)).flatten();
        let mut used = winners.chain(honoured).peekable();
        let dropped = show.award(id).is_none();
        if dropped && (award.revealed.is_some() || used.peek().is_some()) {
            return Err(Refusal::RereadConflict(id.clone()));
        }
        if let Some(lost) = used.find(|w| !show.entry(w).is_some_and(|e| e.finalist)) {
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
    let stays = |id: &str| show.entry(id).is_some_and(|entry| entry.finalist);
    match state.show.finalists().find(|entry| !stays(&entry.id)) {
        Some(lost) if voted => return Err(Refusal::RereadConflict(lost.id.clone())),
        _ => {}
    }
    judged_stands(state, show)
}
