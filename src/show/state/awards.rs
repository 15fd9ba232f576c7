//! What the events of an award make of it.

use super::State;
use crate::show::award::{Correction, Envelope, Honours, Revealed, Wrong};
use crate::show::event::{Event, Stamped};
use crate::show::halves::{Half, Halves};
use crate::show::programme::Release;
use crate::show::scene::AwardStep;

impl State {
    pub(super) fn apply_to_award(&mut self, event: &Event, stamped: &Stamped) {
        let award = match event {
            Event::EnvelopeSealed { award, .. }
            | Event::HalfSealed { award, .. }
            | Event::HalvesDiffer { award }
            | Event::HalfVoided { award, .. }
            | Event::AwardRevealed { award, .. }
            | Event::AwardOnWall { award }
            | Event::AwardReleased { award }
            | Event::WrongEnvelope { award }
            | Event::EnvelopeStands { award }
            | Event::AwardCorrected { award, .. } => award,
            _ => return,
        };
        let release = self.show.award(award).map(|paper| paper.release);
        let Some(state) = self.awards.get_mut(award) else {
            return;
        };
        let sealed = |winners: &[String], honours: &Honours, reason: Option<&String>| Envelope {
            winners: winners.to_vec(),
            honours: honours.clone(),
            reason: reason.cloned(),
            by: stamped.by,
            at: stamped.at,
        };
        let revealed = |winners: &[String], honours: Honours| Revealed {
            winners: winners.to_vec(),
            honours,
            at: stamped.at,
            revision: stamped.revision,
        };
        match event {
            Event::EnvelopeSealed {
                winners,
                honours,
                reason,
                ..
            } => {
                state.envelope = Some(sealed(winners, honours, reason.as_ref()));
                state.halves = Halves::default();
            }
            Event::HalfSealed {
                by,
                commitment,
                closed,
                ..
            } => {
                let half = Half {
                    commitment: commitment.clone(),
                    closed: closed.clone(),
                    at: stamped.at,
                };
                state.halves.say(*by, half);
            }
            Event::HalvesDiffer { .. } => state.halves.differ(),
            Event::HalfVoided { by, .. } => state.halves.void(*by),
            Event::AwardRevealed { winners, .. } => {
                let opened = state.envelope.as_ref();
                let honours = opened.and_then(|e| e.honours_of(winners, &self.show));
                let honours = honours.unwrap_or_default();
                state.revealed = Some(revealed(winners, honours));
                (state.on_wall, state.wrong) = (false, None);
                // What was said of an envelope is no correction.
                state.halves = Halves::default();
                self.last_revealed = Some(award.clone());
            }
            Event::AwardOnWall { .. } => (state.on_wall, state.told_at) = (true, stamped.at),
            Event::AwardReleased { .. } => (state.released, state.told_at) = (true, stamped.at),
            // Whether the hall had seen it in full is remembered: if it stands after all, the wall
            // still comes first.
            Event::WrongEnvelope { .. } => state.wrong = Some(Wrong::Raised),
            Event::EnvelopeStands { .. } => state.wrong = None,
            Event::AwardCorrected {
                winners,
                honours,
                reason,
                ..
            } => {
                state.envelope = Some(sealed(winners, honours, None));
                state.halves = Halves::default();
                state.correction = Some(Correction {
                    reason: reason.clone(),
                    at: stamped.at,
                });
                if state.wrong.is_some() {
                    state.wrong = Some(Wrong::Mended);
                } else {
                    state.revealed = Some(revealed(winners, honours.clone()));
                    state.on_wall = false;
                }
                self.redo = Some((award.clone(), AwardStep::Award));
            }
            _ => {}
        }
        state.note_public(release.unwrap_or(Release::Live), stamped.at);
    }
}
