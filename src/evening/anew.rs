//! Back to the top: the evening so far is put away, and a clean one begins. What the jury judged
//! before it stays judged.

use super::{Evening, Rejection, archive_label, fold};
use crate::ledger::kept::AnyKept;
use crate::show::decide::may_rewind;
use crate::show::event::{At, By, Event, Stamped};
use crate::show::halves::Side;
use crate::show::judging::{DatedRule, JuryState, RoundNumber};
use crate::show::state::State;

impl Evening {
    /// Puts the evening so far away and begins a clean one. `typed` must be the show's id.
    pub fn rewind(&mut self, typed: &str, at: At) -> Result<(), Rejection> {
        may_rewind(&self.state, typed).map_err(Rejection::Refused)?;
        if self.journal_fails() || self.box_fails() {
            // What waits in memory would be missing from the archive, and a mark that waits would
            // fall into the next evening's box.
            let reason = "the journal cannot be written";
            return Err(Rejection::NotStored(reason.to_owned()));
        }
        let log = clean(&self.state, at);
        let empty = || Rejection::NotStored("the show is empty".into());
        let state = fold(&log).ok_or_else(empty)?;
        let label = archive_label(at);
        // The votes go first: should the power fail in between, none of the run-through is left to
        // count in the show. Scores stay where they are, and what the jury did is told anew.
        let archived = self.ballots.archive(&label).wait();
        archived.map_err(|error| Rejection::NotStored(error.to_string()))?;
        let archived = self.journal.archive(&label, &log);
        self.head = archived.map_err(|error| {
            // The run-through goes on, with the box that it has now: resuming opens its ballot
            // there again.
            self.fail(&error.to_string(), Vec::new());
            Rejection::NotStored(error.to_string())
        })?;
        (self.log, self.state) = (log.into_iter().collect(), state);
        Ok(())
    }
}

/// The first events of a clean evening. What people decided before the run-through stays decided:
/// sealed envelopes, approved screens and jurors' browsers go into it.
fn clean(state: &State, at: At) -> Vec<Stamped> {
    let stamp = |revision, by, event| Stamped {
        revision,
        at,
        by,
        event,
    };
    let loaded = Event::ShowLoaded {
        show: state.show.clone(),
        fingerprint: state.fingerprint.clone(),
    };
    let mut log = vec![stamp(1, By::File, loaded)];
    let sealed = state.awards.iter().filter_map(|(id, award)| {
        let envelope = award.envelope.as_ref().filter(|e| e.by != By::File)?;
        // What the hall had a part in is voted on anew.
        let by_votes = state.show.ballot_with(id).is_some();
        let event = || Event::EnvelopeSealed {
            award: id.clone(),
            winners: envelope.winners.clone(),
            honours: envelope.honours.clone(),
            reason: envelope.reason.clone(),
        };
        (!by_votes && award.correction.is_none()).then(|| (envelope.by, event()))
    });
    let screens = state.screens.iter();
    let screens = screens.map(|(id, name)| Event::ScreenApproved {
        screen: id.clone(),
        name: name.clone(),
    });
    let crowd = (state.simulated > 0).then_some(Event::CrowdSimulated {
        phones: state.simulated,
    });
    // A key that was revoked stays dead in the clean evening, too.
    let revoked = state.revoked.iter().map(|(key, role)| Event::KeyRevoked {
        role: role.clone(),
        revoked: Some(key.clone()),
    });
    // A browser that was ended opens nothing in the clean evening, either.
    let devices = state.jury.devices.iter();
    let devices = devices.map(|(id, device)| Event::JurorDevice {
        juror: device.juror.clone(),
        device: id.clone(),
        on: device.on,
        label: device.label.clone(),
    });
    let producers = screens.chain(crowd).chain(revoked);
    let producers = producers.chain(devices).chain(rules(&state.jury));
    let producers = producers.map(|event| (By::Producer, event));
    // A chair who has seen the others' scores has seen them.
    let looked = state.jury.looked.map(|_| (By::Chair, Event::MatrixRead));
    let kept = sealed.chain(halves(state)).chain(producers).chain(looked);
    for (revision, (by, event)) in (2..).zip(kept) {
        log.push(stamp(revision, by, event));
    }
    log
}

/// The announced rule, round by round, with its changes.
fn rules(judging: &JuryState) -> Vec<Event> {
    let (mut told, mut before): (Vec<Event>, Option<&DatedRule>) = (Vec::new(), None);
    let mut round = RoundNumber::default();
    let begun = |round: &mut RoundNumber, to: RoundNumber| {
        let next = std::mem::replace(round, to).0 + 1..=to.0;
        next.map(|round| Event::FinalBegun { round })
            .collect::<Vec<_>>()
    };
    for dated in &judging.rules {
        told.extend(begun(&mut round, dated.round));
        let rule = Box::new(dated.rule.clone());
        told.push(match before.filter(|before| before.round == dated.round) {
            None => Event::RuleFixed { rule },
            Some(before) => Event::RuleChanged {
                from: Box::new(before.rule.clone()),
                to: rule,
            },
        });
        before = Some(dated);
    }
    told.extend(begun(&mut round, judging.round));
    told
}

/// What one of two has said already, for awards that are not announced.
fn halves(state: &State) -> impl Iterator<Item = (By, Event)> {
    let awards = state
        .awards
        .iter()
        .filter(|(_, award)| award.revealed.is_none());
    let said = awards.flat_map(|(id, award)| Side::BOTH.map(|side| (id, award, side)));
    said.filter_map(|(id, award, side)| {
        let half = award.halves.of(side)?;
        let said = Event::HalfSealed {
            award: id.clone(),
            by: side,
            commitment: half.commitment.clone(),
            closed: half.closed.clone(),
        };
        let by = match side {
            Side::Chair => By::Chair,
            Side::Producer => By::Producer,
        };
        Some((by, said))
    })
}
