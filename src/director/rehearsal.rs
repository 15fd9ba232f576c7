//! Another evening beside the one of the folder: the crew moves it, and it is kept in memory alone.

use super::Done;
use super::thread::DirectorThread;
use crate::ballotbox::{self, BallotBox};
use crate::evening::{Beginning, Evening, Rejection, StartError};
use crate::fanout::{Rehearsed, Whose};
use crate::journal::{self, Journal};
use crate::ledger::damage::Damage;
use crate::ledger::memory::MemoryLedger;
use crate::scorebox::{self, ScoreBox};
use crate::show::command::Command;
use crate::show::decide::may_rewind;
use crate::show::event::{At, By};
use crate::show::programme::Show;
use crate::show::rehearsal::{may_begin, rehearsed};
use crate::show::state::State;
use crate::voter::Voters;
use crate::words::made_up_citation;
use std::sync::Arc;

/// Which evening a command moves while there is a rehearsal: the one place that says so. What is
/// decided, judged, edited and keyed is the evening's; what screens and phones show is the
/// rehearsal's.
pub fn moves(command: &Command, by: By) -> Whose {
    match command {
        Command::Go { .. }
        | Command::Back { .. }
        | Command::Goto { .. }
        | Command::Blackout { .. }
        | Command::Card { .. }
        | Command::Message { .. }
        | Command::WrongEnvelope { .. }
        | Command::EnvelopeStands { .. }
        // What was announced is put right where it was announced.
        | Command::Correct { .. }
        | Command::OpenBallot { .. }
        | Command::ExtendBallot { .. }
        | Command::CloseBallot { .. }
        | Command::ReopenBallot { .. }
        | Command::LookAtTally { .. }
        | Command::Exclude { .. }
        | Command::AnnounceHall { .. }
        | Command::OnWall { .. }
        | Command::ApproveScreen { .. }
        | Command::Rehearse { .. } => Whose::Stage,
        // Whoever stands at the rehearsal sees none of the evening's.
        Command::OpenEnvelope { .. } if by == By::Mc => Whose::Stage,
        Command::OpenEnvelope { .. }
        | Command::Seal { .. }
        | Command::Decide { .. }
        | Command::Release { .. }
        | Command::Simulate { .. }
        | Command::Counted { .. }
        | Command::NetCounted { .. }
        | Command::Doors { .. }
        | Command::NoteRevocation { .. }
        | Command::GoOnWithKeys { .. }
        | Command::TellJury { .. }
        | Command::FixRule
        | Command::SetDevice { .. }
        | Command::OpenMatrix
        | Command::ReadMatrix
        | Command::CompareRules
        | Command::Shortlist { .. }
        | Command::Reread { .. }
        | Command::Tick => Whose::Evening,
    }
}

/// Whether it moves the evening, too, when it moves a rehearsal: the screens are the same devices
/// on the night.
pub(super) fn is_for_both(command: &Command) -> bool {
    matches!(command, Command::ApproveScreen { .. })
}

/// A rehearsal that goes on.
pub(super) struct Rehearsal {
    pub(super) evening: Evening,
    ballots: Arc<BallotBox>,
    voters: Arc<Voters>,
}

impl Rehearsal {
    /// Beside an evening of this show. Its revisions begin at the epoch, so that no number of one
    /// evening is good in another, and it draws its dummies by that.
    fn begin(show: &Show, voters: &Voters, epoch: i64, at: At) -> Result<Rehearsal, Rejection> {
        let first = u64::try_from(epoch).unwrap_or_default();
        let journal = Journal::open(MemoryLedger::after(journal::LAYOUT, first));
        let ballots = BallotBox::open(MemoryLedger::of(ballotbox::LAYOUT));
        let scores = ScoreBox::open(MemoryLedger::of(scorebox::LAYOUT));
        let ballots = Arc::new(ballots.map_err(damaged)?);
        let evening = Evening::begin(Beginning {
            journal: journal.map_err(damaged)?,
            ballots: ballots.clone(),
            scores: Arc::new(scores.map_err(damaged)?),
            show: Some(Arc::new(rehearsed(show))),
            fingerprint: None,
            at,
        });
        let evening = evening.map_err(|e: StartError| Rejection::NotStored(e.to_string()))?;
        let mut rehearsal = Rehearsal {
            evening,
            ballots,
            voters: Arc::new(voters.rehearsing()),
        };
        rehearsal.seal(first, at)?;
        Ok(rehearsal)
    }

    /// Seals a dummy for each award that lacks one.
    fn seal(&mut self, seed: u64, at: At) -> Result<(), Rejection> {
        let citation = made_up_citation(&self.evening.state().show.languages);
        let dummies = Command::Rehearse { seed, citation };
        self.evening.obey(&dummies, By::Server, at).map(drop)
    }

    /// What was there before counts in it, too: screens, and a simulated crowd.
    fn take_over(&mut self, before: &State, at: At) {
        let screens = before.screens.iter();
        let screens = screens.map(|(screen, name)| Command::ApproveScreen {
            screen: screen.clone(),
            name: name.clone(),
            approved: true,
        });
        let phones = before.simulated;
        for command in screens.chain([Command::Simulate { phones }]) {
            // Neither is ever refused.
            let _ = self.evening.obey(&command, By::Producer, at);
        }
    }

    /// After whatever moved it: a ballot that opens takes the envelope of its award away.
    pub(super) fn reseal(&mut self, at: At) {
        let _ = self.seal(0, at);
    }

    pub(super) fn told(&self) -> Rehearsed {
        Rehearsed {
            state: Arc::new(self.evening.state().clone()),
            ballots: self.ballots.clone(),
            voters: self.voters.clone(),
        }
    }
}

fn damaged(damage: Damage) -> Rejection {
    Rejection::NotStored(damage.to_string())
}

impl DirectorThread {
    /// The evening that screens and phones show.
    pub(super) fn on_stage(&self) -> &Evening {
        let rehearsal = self.rehearsal.as_ref();
        rehearsal.map_or(&self.evening, |rehearsal| &rehearsal.evening)
    }

    /// One of the two.
    pub(super) fn of(&self, whose: Whose) -> &Evening {
        match whose {
            Whose::Evening => &self.evening,
            Whose::Stage => self.on_stage(),
        }
    }

    /// Each evening that there is, once.
    pub(super) fn all(&self) -> impl Iterator<Item = (Whose, &Evening)> {
        let rehearsal = self.rehearsal.iter();
        let rehearsal = rehearsal.map(|rehearsal| (Whose::Stage, &rehearsal.evening));
        [(Whose::Evening, &self.evening)]
            .into_iter()
            .chain(rehearsal)
    }

    /// Begins a rehearsal, or ends it: nothing of it is left then.
    pub(super) fn rehearse(&mut self, on: bool) -> Result<Done, Rejection> {
        match (on, self.rehearsal.is_some()) {
            (true, false) => {
                may_begin(self.evening.state()).map_err(Rejection::Refused)?;
                self.rehearse_anew()?;
            }
            (false, true) => {
                self.rehearsal = None;
                self.enter(self.next_epoch());
            }
            _ => {}
        }
        Ok(self.done(Whose::Stage))
    }

    /// From the top, with other dummies.
    fn rehearse_anew(&mut self) -> Result<(), Rejection> {
        let (epoch, now) = (self.next_epoch(), self.clock.now());
        let show = &self.evening.state().show;
        let mut rehearsal = Rehearsal::begin(show, &self.voters, epoch, now)?;
        rehearsal.take_over(self.on_stage().state(), now);
        self.rehearsal = Some(rehearsal);
        self.enter(epoch);
        Ok(())
    }

    /// Back to the top of a rehearsal.
    pub(super) fn rewind_rehearsal(&mut self, typed: &str) -> Result<Done, Rejection> {
        may_rewind(self.on_stage().state(), typed).map_err(Rejection::Refused)?;
        self.rehearse_anew()?;
        Ok(self.done(Whose::Stage))
    }

    /// The rehearsal goes on with the show as it reads now; from the top, where it has used what is
    /// not in it any more.
    pub(super) fn reread_rehearsal(&mut self) {
        let now = self.clock.now();
        let Some(rehearsal) = self.rehearsal.as_mut() else {
            return;
        };
        let show = Arc::new(rehearsed(&self.evening.state().show));
        match rehearsal
            .evening
            .obey(&Command::Reread { show }, By::File, now)
        {
            Ok(_) => rehearsal.reseal(now),
            Err(_) => {
                if let Err(error) = self.rehearse_anew() {
                    tracing::warn!(?error, "the rehearsal goes on with the show as it was");
                }
            }
        }
    }

    /// Later than everything that was told before.
    pub(super) fn next_epoch(&self) -> i64 {
        self.clock.now().0.max(self.epoch + 1)
    }

    /// Everything that screens show is another evening's from here on.
    pub(super) fn enter(&mut self, epoch: i64) {
        self.epoch = epoch;
        let (rehearses, screens) = (self.rehearsal.is_some(), &self.evening.state().screens);
        self.presence.enter(epoch, rehearses, screens);
        self.publish();
    }
}
