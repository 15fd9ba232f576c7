//! What GO would meet. It asks the rules themselves, and takes of their answer only what the veiled
//! MC may know.

use crate::show::command::Command;
use crate::show::decide::{decide, without_net};
use crate::show::event::Event;
use crate::show::refusal::Refusal;
use crate::show::rundown::Cue;
use crate::show::scene::AwardStep;
use crate::show::state::State;
use crate::view::{Live, label};
use crate::words::Ui;
use crate::words::mc::McWords;

/// The winner's cue of the award that is on stage, while its suspense still lies between. It asks
/// the rules whether it would be taken.
pub(super) fn resolve(state: &State, live: &Live) -> Option<String> {
    let (award, step) = state.cue().scene.award()?;
    let deck = state.rundown.at(state.on_deck()?).scene.award();
    let ahead = deck.is_some_and(|(next, to)| next == award && to <= AwardStep::Suspense);
    if step >= AwardStep::Suspense || !ahead {
        return None;
    }
    let winner = state.rundown.award_step(award, AwardStep::Winner)?;
    let goto = Command::Goto {
        cue: state.rundown.at(winner).id.clone(),
        expect: Some(state.revision),
    };
    match asked(state, live, &goto) {
        Err(why) if !is_withdrawal(state, &why) => None,
        _ => Some(state.rundown.at(winner).id.clone()),
    }
}

/// Why GO would be refused, or why the award that it leads to cannot be revealed later. It asks the
/// rules themselves, and of their answer takes only the refusal: that an envelope is missing, never
/// what is in one.
pub(super) fn warning(
    state: &State,
    live: &Live,
    deck: &Cue,
    words: &'static McWords,
    ui: Ui,
) -> Option<String> {
    if let Some(why) = refused(state, live, words, ui) {
        return Some(why);
    }
    let (award, step) = deck.scene.award()?;
    let by_ballot = state.show.ballot_for(award).is_some();
    let missing = state.award(award).envelope.is_none() && state.award(award).revealed.is_none();
    let refusal = Refusal::NoEnvelope(award.to_owned());
    (step < AwardStep::Winner && missing && !by_ballot)
        .then(|| label::refused(&refusal, &state.show, ui))
}

/// Why GO would be refused now. Without the disk a ballot cannot be opened: the rules do not know
/// of disks, the director does.
pub(super) fn refused(state: &State, live: &Live, words: &McWords, ui: Ui) -> Option<String> {
    let go = Command::Go {
        expect: Some(state.revision),
    };
    let why = match asked(state, live, &go) {
        Err(why) if is_withdrawal(state, &why) => return None,
        Err(Refusal::NoEnvelope(_)) => return Some(words.no_envelope.to_owned()),
        // The banner says the rest, and has the button.
        Err(Refusal::AwaitingCorrection(_)) => return Some(words.would_refuse.to_owned()),
        Err(refusal) => label::refused(&refusal, &state.show, ui),
        Ok(events) => {
            let opens = |event: &Event| matches!(event, Event::BallotOpened { .. });
            let opens = live.degraded && events.iter().any(opens);
            opens.then(|| words.no_ballot.to_owned())?
        }
    };
    Some(format!("{} {why}", words.would_refuse))
}

/// What the rules make of a command on this server.
fn asked(state: &State, live: &Live, command: &Command) -> Result<Vec<Event>, Refusal> {
    let alone = live.lacks_net();
    let alone = alone.then(|| without_net(state, command, live.at));
    match alone.flatten() {
        Some(why) => Err(why),
        None => decide(state, command, live.at),
    }
}

/// Whether this would be refused because a winner has withdrawn: there is no decision any more, or
/// the count is a tie since. To know it would be to know who that was: only GO itself tells.
fn is_withdrawal(state: &State, why: &Refusal) -> bool {
    let sealed = |award: &str| state.award(award).envelope.is_some();
    match why {
        Refusal::NoEnvelope(award) => sealed(award),
        Refusal::Tie(award) => {
            let ballot = state.show.ballot_for(award);
            sealed(award) || ballot.is_some_and(|ballot| state.left_since_count(&ballot.id))
        }
        _ => false,
    }
}
