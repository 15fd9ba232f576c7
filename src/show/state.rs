//! Where the evening stands: the fold of all events so far.

mod awards;
mod late;
mod meaning;
mod questions;
mod stage_times;

use super::award::{AwardState, Envelope, Honours};
use super::ballot::{BallotStage, BallotState, BothCounts, BoxCount, Exclusion};
use super::event::{At, By, Event, Move, Stamped};
use super::halves::Halves;
use super::judging::{JurorDevice, JuryState, RoundNumber};
use super::message::RaisedMessage;
use super::programme::{DecidedBy, Show};
use super::rundown::Rundown;
use super::scene::{AwardStep, BallotStep};
pub use late::LateChanges;
pub use stage_times::StageTime;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long the public waits for the wall when no screen says that the plate is complete.
pub const WALL_WAIT_MS: i64 = 6_000;

/// Where the evening stands.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The show as loaded or re-read.
    pub show: Arc<Show>,
    pub rundown: Arc<Rundown>,
    /// The number of the last event.
    pub revision: u64,
    /// The last revision that changed the position, the blackout or the card.
    pub stage_revision: u64,
    /// The current cue, counted from 0.
    pub position: usize,
    /// When it was fired.
    pub cue_at: At,
    /// When the last GO was taken.
    pub last_go: Option<At>,
    /// When the first cue was fired; none before.
    pub began_at: Option<At>,
    /// When cues were on stage, by id. The first cue's time begins with the show or, if they are
    /// declared open before the evening begins, with the doors.
    pub stage_times: Arc<BTreeMap<String, StageTime>>,
    /// Whether the stage is dark.
    pub blackout: bool,
    /// Whether the safe card covers the stage.
    pub card: bool,
    /// What is over everything on stage, if something is.
    pub message: Option<RaisedMessage>,
    /// Every award of the show, by id.
    pub awards: BTreeMap<String, AwardState>,
    /// Every ballot of the show, by id.
    pub ballots: BTreeMap<String, BallotState>,
    /// An award that is to be announced again, and the step that is on deck for it.
    pub redo: Option<(String, AwardStep)>,
    /// The award revealed last.
    pub last_revealed: Option<String>,
    /// Approved screens: name by id.
    pub screens: BTreeMap<String, String>,
    /// Simulated phones that take part; 0 for a real evening.
    pub simulated: u32,
    /// Whether the producer has declared the doors open.
    pub doors_open: bool,
    /// The last revision that gave a role a new key; 0 for none.
    pub keys_revision: u64,
    /// Of the `ballot_key` that the evening goes on with; none until an earlier version's journal
    /// is told of it.
    pub fingerprint: Option<String>,
    /// The fingerprints of keys that open nothing any more, with their roles.
    pub revoked: BTreeMap<String, String>,
    /// Where the judging stands.
    pub jury: Arc<JuryState>,
    /// What the dummies of a rehearsal are drawn by; none for the evening itself.
    pub rehearsal: Option<u64>,
    /// When a finalist withdrew last, or came back.
    pub left_at: Option<At>,
    pub late: Arc<LateChanges>,
}

impl State {
    /// The state after the first event, which must be the loading of a show.
    pub fn begin(first: &Stamped) -> Option<State> {
        let Event::ShowLoaded { show, fingerprint } = &first.event else {
            return None;
        };
        let mut state = State {
            show: show.clone(),
            position: Rundown::of(show).first(),
            rundown: Arc::new(Rundown::of(show)),
            revision: first.revision,
            stage_revision: first.revision,
            cue_at: first.at,
            last_go: None,
            began_at: None,
            stage_times: Arc::default(),
            blackout: false,
            card: false,
            message: None,
            awards: BTreeMap::new(),
            ballots: BTreeMap::new(),
            redo: None,
            last_revealed: None,
            screens: BTreeMap::new(),
            simulated: 0,
            doors_open: false,
            keys_revision: 0,
            fingerprint: fingerprint.clone(),
            revoked: BTreeMap::new(),
            jury: Arc::default(),
            rehearsal: None,
            left_at: (!show.left.is_empty()).then_some(first.at),
            late: Arc::default(),
        };
        state.first_on_stage(first.at);
        state.take_over(show, first.at);
        Some(state)
    }

    /// Takes an event in. Total: an event that does not fit changes only the revision.
    pub fn apply(&mut self, stamped: &Stamped) {
        self.revision = stamped.revision;
        match &stamped.event {
            Event::ShowLoaded { show, .. } => {
                self.reread(show, stamped.at);
                self.stage_revision = stamped.revision;
            }
            Event::ShowReread { show } => self.edited(show, stamped),
            Event::CueFired { cue, by } => self.cue_fired(cue, *by, stamped),
            Event::BlackoutSet { on } => {
                self.blackout = *on;
                self.stage_revision = stamped.revision;
            }
            Event::CardSet { on } => {
                self.card = *on;
                self.stage_revision = stamped.revision;
            }
            Event::MessageRaised { message } => self.message = Some(message.clone()),
            Event::MessageLowered => self.message = None,
            Event::ScreenApproved { screen, name } => {
                self.screens.insert(screen.clone(), name.clone());
            }
            Event::ScreenDismissed { screen } => {
                self.screens.remove(screen);
            }
            Event::CrowdSimulated { phones } => self.simulated = *phones,
            Event::DoorsOpened => {
                self.doors_open = true;
                if self.began_at.is_none() {
                    self.first_on_stage(stamped.at);
                }
            }
            Event::DoorsClosed => self.doors_open = false,
            Event::KeyRevoked { role, revoked } => {
                self.keys_revision = stamped.revision;
                let revoked = revoked.iter().cloned();
                self.revoked.extend(revoked.map(|key| (key, role.clone())));
            }
            Event::KeysNoted { fingerprint } => self.fingerprint = Some(fingerprint.clone()),
            Event::KeysReplaced { fingerprint } => {
                self.fingerprint = Some(fingerprint.clone());
                self.keys_revision = stamped.revision;
            }
            Event::JuryActed { act, position, .. } => {
                Arc::make_mut(&mut self.jury).acted(stamped.at, act, *position);
            }
            Event::RuleFixed { rule } => {
                Arc::make_mut(&mut self.jury).announced(stamped.at, rule);
            }
            Event::RuleChanged { from, to } => {
                Arc::make_mut(&mut self.jury).changed(stamped.at, from, to);
            }
            Event::JurorDevice {
                juror,
                device,
                on,
                label,
            } => {
                let device_now = JurorDevice {
                    juror: juror.clone(),
                    label: label.clone(),
                    at: stamped.at,
                    on: *on,
                };
                let devices = &mut Arc::make_mut(&mut self.jury).devices;
                devices.insert(device.clone(), device_now);
            }
            Event::MatrixOpened | Event::MatrixRead | Event::RulesCompared => {
                if stamped.by == By::Chair {
                    let jury = Arc::make_mut(&mut self.jury);
                    jury.looked = Some(jury.told);
                }
            }
            Event::FinalBegun { round } => {
                let jury = Arc::make_mut(&mut self.jury);
                (jury.round, jury.looked) = (RoundNumber(*round), None);
            }
            Event::RehearsalBegan { seed } => self.rehearsal = Some(*seed),
            Event::EnvelopeOpened { .. } => {}
            event => {
                self.apply_to_award(event, stamped);
                self.apply_to_ballot(event, stamped.at);
            }
        }
    }

    fn cue_fired(&mut self, cue: &str, by: Move, stamped: &Stamped) {
        let Some(position) = self.rundown.position(cue) else {
            return;
        };
        let before = self.cue().id.clone();
        self.position = position;
        self.cue_at = stamped.at;
        self.stage_revision = stamped.revision;
        self.began_at.get_or_insert(stamped.at);
        self.takes_the_stage(&before, stamped.at);
        if by == Move::Go {
            self.last_go = Some(stamped.at);
        }
        let scene = &self.rundown.at(position).scene;
        self.redo = match (self.redo.take(), scene.award()) {
            (Some((again, AwardStep::Award)), Some((award, AwardStep::Award)))
                if again == award =>
            {
                Some((again, AwardStep::Winner))
            }
            _ => None,
        };
        if let Some((ballot, BallotStep::Result)) = scene.ballot()
            && let Some(state) = self.ballots.get_mut(ballot)
        {
            state.result_shown = true;
        }
    }

    fn apply_to_ballot(&mut self, event: &Event, at: At) {
        let ballot = match event {
            Event::BallotOpened { ballot, .. }
            | Event::BallotExtended { ballot, .. }
            | Event::BallotClosing { ballot, .. }
            | Event::BallotClosed { ballot, .. }
            | Event::NetCounted { ballot, .. }
            | Event::HallAnnounced { ballot }
            | Event::VoterExcluded { ballot, .. }
            | Event::TallyOpened { ballot }
            | Event::BallotReopened { ballot, .. } => ballot,
            _ => return,
        };
        let outside = self.show.ballot(ballot).map(|b| b.reach);
        let outside = outside.is_some_and(|reach| !reach.is_hall());
        let Some(state) = self.ballots.get_mut(ballot) else {
            return;
        };
        match event {
            Event::BallotOpened { closes_at, .. } | Event::BallotReopened { closes_at, .. } => {
                // A ruling on a tie is void once people vote again.
                if let Some(award) = self
                    .show
                    .ballot(ballot)
                    .and_then(|b| self.awards.get_mut(&b.award))
                {
                    award.envelope = None;
                    award.halves = Halves::default();
                }
                state.round += 1;
                state.opened_at = at;
                state.counts = BothCounts::default();
                state.stage = BallotStage::Open {
                    closes_at: *closes_at,
                };
            }
            Event::VoterExcluded {
                receipt,
                voter,
                reason,
                ..
            } => state.excluded.push(Exclusion {
                receipt: receipt.clone(),
                voter: voter.clone(),
                reason: reason.clone(),
            }),
            Event::BallotExtended { closes_at, .. } => {
                state.stage = BallotStage::Open {
                    closes_at: *closes_at,
                };
            }
            Event::BallotClosing { as_of, .. } => {
                state.stage = BallotStage::Closing { as_of: *as_of };
            }
            Event::TallyOpened { .. } => state.looked = true,
            Event::BallotClosed {
                position,
                tally,
                digest,
                ..
            } => {
                // What was seen while people voted is not what was counted.
                state.looked = false;
                let hall = BoxCount {
                    position: *position,
                    digest: digest.clone(),
                    tally: tally.clone(),
                };
                match outside {
                    true => state.counts.hall = Some(hall),
                    false => state.close(&hall, tally),
                }
            }
            Event::NetCounted {
                position,
                tally,
                digest,
                together,
                inside,
                readers,
                ..
            } => {
                state.counts.readers = *readers;
                state.counts.inside = Some(inside.clone()).filter(|inside| !inside.0.is_empty());
                state.counts.net = Some(BoxCount {
                    position: *position,
                    digest: digest.clone(),
                    tally: tally.clone(),
                });
                if let Some(hall) = state.counts.hall.clone().filter(|_| state.is_closing()) {
                    state.looked = false;
                    state.close(&hall, together);
                }
            }
            Event::HallAnnounced { .. } => {
                if let Some(hall) = state.counts.hall.clone() {
                    state.counts.hall_alone = true;
                    state.close(&hall, &hall.tally);
                }
            }
            _ => {}
        }
    }

    /// Position follows the cue's id; where the cue is gone, the nearest one before it that is
    /// still there.
    fn reread(&mut self, show: &Arc<Show>, at: At) {
        let rundown = self.order_of(show);
        let on_stage = self.cue().id.clone();
        let before = &self.rundown.cues()[..=self.position.min(self.rundown.last())];
        self.position = before
            .iter()
            .rev()
            .find_map(|cue| rundown.position(&cue.id))
            .unwrap_or(0);
        self.rundown = Arc::new(rundown);
        self.takes_the_stage(&on_stage, at);
        let keyed = |show: &Show| -> Vec<String> {
            let jurors = show.jury.jurors.iter();
            jurors.map(|juror| juror.id.clone()).collect()
        };
        if keyed(&self.show) != keyed(show) {
            self.keys_revision = self.revision;
        }
        self.note_left(show, at);
        self.show = show.clone();
        if let Some((award, step)) = &self.redo
            && self.rundown.award_step(award, *step).is_none()
        {
            self.redo = None;
        }
        self.take_over(show, at);
    }

    /// Gives every award and ballot of the show a state, and seals what the file names; a decision
    /// sealed by hand stands above the file's.
    fn take_over(&mut self, show: &Show, at: At) {
        for award in &show.awards {
            let state = self.awards.entry(award.id.clone()).or_default();
            if !show.sealed_by_two(&award.id) {
                state.halves = Halves::default();
            }
            let by_hand = state.envelope.as_ref().is_some_and(|e| e.by != By::File);
            if by_hand || state.revealed.is_some() || award.decided_by == DecidedBy::Audience {
                continue;
            }
            state.envelope = (!award.winner.is_empty()).then(|| Envelope {
                winners: award.winner.clone(),
                honours: Honours::default(),
                reason: None,
                by: By::File,
                at,
            });
        }
        for ballot in &show.ballots {
            self.ballots.entry(ballot.id.clone()).or_default();
        }
        self.awards.retain(|id, _| show.award(id).is_some());
        self.ballots.retain(|id, _| show.ballot(id).is_some());
    }
}
