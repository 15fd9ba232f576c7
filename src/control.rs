//! The one door to the show: who may wish what, and the looks at what is secret.
//!
//! Whoever brings wishes, over HTTP or otherwise, only parses them. Votes do not come by here, and
//! what the stage and the server themselves cause does not either.

use crate::ballotbox::BallotBox;
use crate::director::{Director, Done, moves};
use crate::evening::Rejection;
use crate::fanout::{Fanout, Snapshot, Whose};
use crate::show::award::Honours;
use crate::show::command::Command;
use crate::show::event::{By, Stamped};
use crate::show::halves::Side;
use crate::show::programme::Show;
use crate::show::refusal::Refusal;
use crate::show::state::State;
use crate::show::tally::Tally;
use crate::show::who::Who;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What somebody may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Read the running order, and when it ran.
    Read,
    /// Read where a ballot stands.
    ReadBallot,
    /// Move the stage, darken it, cover it.
    MoveStage,
    /// Put a message over everything, and away.
    RaiseMessage,
    /// Tell the MC something, and take it back.
    GiveNote,
    /// Say that such a note is understood.
    AnswerNote,
    /// Open, extend, close and reopen a ballot.
    RunBallot,
    /// Say that the wrong winner was announced, or that it was the right one.
    RaiseAlarm,
    /// Archive the evening so far and begin anew.
    Rewind,
    /// Begin a rehearsal, and end it.
    Rehearse,
    /// Try the disk again.
    Resume,
    /// Look into a sealed envelope.
    OpenEnvelope,
    /// Look at a count.
    LookAtTally,
    /// Take everything of the evening out.
    Export,
    /// Seal, correct and release what was decided.
    Decide,
    /// Decide for the jury.
    DecideAsChair,
    /// Leave a voter out of a count.
    Exclude,
    /// Declare the doors open.
    Doors,
    /// Read whether the doors may be opened.
    SeeReadiness,
    /// See the show file, change it, take it over as somebody has edited it.
    Reread,
    /// Say which screens count, light up their names, start them.
    RunScreens,
    /// Revoke a key.
    ReplaceKey,
    /// Fill in a score sheet of one's own, and submit it.
    Score,
    /// Reopen, move and close score sheets, and say who takes part.
    LeadJury,
    /// Say which works come into the final.
    Shortlist,
    /// Look at all score sheets together.
    SeeMatrix,
    /// Look at all that the jury has decided.
    OpenDecisions,
    /// Print score sheets, without a score on them.
    PrintSheets,
    /// Let a browser open a juror's page, and end that.
    RunDevices,
    ReadProcess,
}

impl Act {
    /// What it takes to wish this. None for what nobody wishes: the server's own.
    fn of(command: &Command) -> Option<Act> {
        Some(match command {
            Command::Go { .. }
            | Command::Back { .. }
            | Command::Goto { .. }
            | Command::Blackout { .. }
            | Command::Card { .. } => Act::MoveStage,
            Command::Message { .. } => Act::RaiseMessage,
            Command::OpenBallot { .. }
            | Command::ExtendBallot { .. }
            | Command::CloseBallot { .. }
            | Command::ReopenBallot { .. } => Act::RunBallot,
            Command::AnnounceHall { .. } => Act::Decide,
            Command::WrongEnvelope { .. } | Command::EnvelopeStands { .. } => Act::RaiseAlarm,
            Command::Seal { .. } | Command::Correct { .. } | Command::Release { .. } => Act::Decide,
            Command::Decide { by, .. } => match by {
                Side::Chair => Act::DecideAsChair,
                Side::Producer => Act::Decide,
            },
            Command::OpenEnvelope { .. } => Act::OpenEnvelope,
            Command::LookAtTally { .. } => Act::LookAtTally,
            Command::Exclude { .. } => Act::Exclude,
            Command::ApproveScreen { .. } => Act::RunScreens,
            Command::Doors { .. } => Act::Doors,
            Command::NoteRevocation { .. } => Act::ReplaceKey,
            Command::Reread { .. } => Act::Reread,
            Command::Shortlist { .. } => Act::Shortlist,
            Command::SetDevice { .. } => Act::RunDevices,
            Command::OpenMatrix | Command::ReadMatrix | Command::CompareRules => Act::SeeMatrix,
            Command::Simulate { .. }
            | Command::Counted { .. }
            | Command::NetCounted { .. }
            | Command::TellJury { .. }
            | Command::FixRule
            | Command::OnWall { .. }
            | Command::GoOnWithKeys { .. }
            | Command::Rehearse { .. }
            | Command::Tick => return None,
        })
    }

    /// Whether it is a look at what is secret. Somebody who is several looks as the one who answers
    /// for the secret, and not as the MC.
    pub fn is_look(self) -> bool {
        matches!(
            self,
            Act::OpenEnvelope
                | Act::OpenDecisions
                | Act::LookAtTally
                | Act::Export
                | Act::SeeMatrix
        )
    }
}

/// Who may do what in this show.
pub fn may(show: &Show, who: &Who, act: Act) -> bool {
    let [mc, producer, chair, juror] = match act {
        Act::MoveStage | Act::AnswerNote => [true, false, false, false],
        Act::RaiseMessage
        | Act::Read
        | Act::ReadBallot
        | Act::RunBallot
        | Act::RaiseAlarm
        | Act::Rewind
        | Act::Resume => [true, true, false, false],
        Act::OpenEnvelope => [show.peek, true, false, false],
        Act::Score => [false, false, false, true],
        Act::LeadJury | Act::SeeMatrix | Act::DecideAsChair | Act::Shortlist => {
            [false, false, true, false]
        }
        Act::PrintSheets | Act::OpenDecisions => [false, true, true, false],
        Act::RunDevices => [false, false, true, true],
        Act::LookAtTally
        | Act::Export
        | Act::Decide
        | Act::Exclude
        | Act::GiveNote
        | Act::Doors
        | Act::Rehearse
        | Act::SeeReadiness
        | Act::Reread
        | Act::RunScreens
        | Act::ReplaceKey
        | Act::ReadProcess => [false, true, false, false],
    };
    match who {
        Who::Mc => mc,
        Who::Producer => producer,
        // Without jurors there is no chair, whoever still has the key.
        Who::Chair => chair && show.has_jury(),
        Who::Juror(id) => juror && show.jury.jurors.iter().any(|known| known.id == *id),
        Who::Crew => act == Act::Read,
    }
}

/// What nobody sees without a record of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Secret {
    /// What is in an award's envelope.
    Envelope(String),
    /// A ballot's count.
    Count(String),
    /// All score sheets together, while one is missing.
    Matrix,
    /// The same with every sheet in.
    FullMatrix,
    /// What the other rules would say.
    OtherRules,
}

impl Secret {
    /// What goes on record.
    fn look(&self) -> Command {
        match self.clone() {
            Secret::Envelope(award) => Command::OpenEnvelope { award },
            Secret::Count(ballot) => Command::LookAtTally { ballot },
            Secret::Matrix => Command::OpenMatrix,
            Secret::FullMatrix => Command::ReadMatrix,
            Secret::OtherRules => Command::CompareRules,
        }
    }
}

/// Every envelope, every count, and the score sheets.
fn looks_at_everything(state: &State) -> Vec<Command> {
    let sealed = state.awards.iter().filter(|(_, a)| a.envelope.is_some());
    let polled = state.ballots.iter().filter(|(_, ballot)| ballot.round > 0);
    let sealed = sealed.map(|(award, _)| Secret::Envelope(award.clone()));
    let polled = polled.map(|(ballot, _)| Secret::Count(ballot.clone()));
    let judged = (!state.jury.rules.is_empty()).then_some(Secret::Matrix);
    let secrets = sealed.chain(polled).chain(judged);
    secrets.map(|secret| secret.look()).collect()
}

/// What a look shows.
pub struct Sight {
    /// Where the evening stands, with the look on record.
    pub state: Arc<State>,
    /// The winners in the envelope that was opened.
    pub winners: Vec<String>,
    /// What lies in it beside them.
    pub honours: Honours,
    /// The count that was looked at.
    pub tally: Tally,
}

/// Why a wish was not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlError {
    /// It takes somebody else.
    Forbidden,
    /// The show or its disk stands against it.
    Rejected(Rejection),
}

pub struct Control {
    director: Director,
    fanout: Arc<Fanout>,
    ballots: Arc<BallotBox>,
    obeyed: AtomicU64,
}

impl Control {
    /// The door to this director's show.
    pub fn new(director: Director, ballots: Arc<BallotBox>) -> Self {
        Control {
            fanout: director.fanout().clone(),
            director,
            ballots,
            obeyed: AtomicU64::new(0),
        }
    }

    /// Whether they may do this now.
    pub fn may(&self, who: &Who, act: Act) -> bool {
        may(&self.fanout.state().show, who, act)
    }

    /// Follows a wish. What moves the stage is stale where its sender saw another evening there, by
    /// this epoch, if one is given.
    pub async fn act(
        &self,
        who: &Who,
        command: Command,
        epoch: Option<i64>,
    ) -> Result<Done, ControlError> {
        let act = Act::of(&command).ok_or(ControlError::Forbidden)?;
        let by = self.let_in(who, act)?;
        let epoch = epoch.filter(|_| moves(&command, by) == Whose::Stage);
        self.done(match epoch {
            Some(epoch) => self.director.command_at(epoch, command, by).await,
            None => self.director.command(command, by).await,
        })
    }

    /// Puts the evening so far away and begins a clean one. `typed` must be the show's id, and
    /// `epoch`, if given, what is on stage.
    pub async fn rewind(
        &self,
        who: &Who,
        typed: String,
        epoch: Option<i64>,
    ) -> Result<Done, ControlError> {
        self.let_in(who, Act::Rewind)?;
        self.done(self.director.rewind(typed, epoch).await)
    }

    /// Begins a rehearsal beside the evening, or ends it.
    pub async fn rehearse(&self, who: &Who, on: bool) -> Result<Done, ControlError> {
        self.let_in(who, Act::Rehearse)?;
        self.done(self.director.rehearse(on).await)
    }

    /// Tries the disk again after a failure.
    pub async fn resume(&self, who: &Who) -> Result<Done, ControlError> {
        self.let_in(who, Act::Resume)?;
        self.done(self.director.resume().await)
    }

    /// Takes out every event of the evening, once the looks that this is are on record.
    pub async fn everything(&self, who: &Who) -> Result<Vec<Stamped>, ControlError> {
        let by = self.let_in(who, Act::Export)?;
        let all = self.director.everything(looks_at_everything, by).await;
        self.done(all)
    }

    /// The evening with all that the jury has sealed, once each of these looks is on record.
    pub async fn decisions(&self, who: &Who) -> Result<Arc<State>, ControlError> {
        let by = self.let_in(who, Act::OpenDecisions)?;
        let shot = self.fanout.snapshot();
        let (before, epoch) = (shot.state, shot.epoch);
        let jurys = before
            .show
            .awards
            .iter()
            .filter(|a| before.show.is_judged(a));
        let sealed = jurys.filter(|award| before.award(&award.id).envelope.is_some());
        for award in sealed {
            let award = award.id.clone();
            let look = Command::OpenEnvelope { award };
            self.done(self.director.command(look, by).await)?;
        }
        Ok(self.shot_at(epoch)?.state)
    }

    /// What is shown after a look, if it is still what was looked at: no look at another evening is
    /// on record.
    fn shot_at(&self, epoch: i64) -> Result<Snapshot, ControlError> {
        let shot = self.fanout.snapshot();
        match shot.epoch == epoch {
            true => Ok(shot),
            false => Err(ControlError::Rejected(Rejection::Refused(Refusal::Stale))),
        }
    }

    fn let_in(&self, who: &Who, act: Act) -> Result<By, ControlError> {
        let may = self.may(who, act).then(|| who.by());
        may.flatten().ok_or(ControlError::Forbidden)
    }

    fn done<T>(&self, done: Result<T, Rejection>) -> Result<T, ControlError> {
        let done = done.map_err(ControlError::Rejected)?;
        self.obeyed.fetch_add(1, Ordering::Relaxed);
        Ok(done)
    }

    /// Shows a secret, once the look is on record. `epoch` as in [`Control::act`].
    pub async fn look(
        &self,
        who: &Who,
        secret: &Secret,
        epoch: Option<i64>,
    ) -> Result<Sight, ControlError> {
        let look = secret.look();
        let whose = who.by().map_or(Whose::Evening, |by| moves(&look, by));
        let done = self.act(who, look, epoch).await?;
        let shot = self.shot_at(done.epoch)?;
        let state = shot.of(whose).clone();
        let mut sight = Sight {
            winners: Vec::new(),
            honours: Honours::default(),
            tally: Tally::default(),
            state: state.clone(),
        };
        match secret {
            Secret::Envelope(award) => {
                let envelope = state.award(award).envelope;
                let opened = envelope.map(|envelope| (envelope.winners, envelope.honours));
                (sight.winners, sight.honours) = opened.unwrap_or_default();
            }
            Secret::Count(ballot) => {
                let counted = state.ballots.get(ballot).and_then(|b| b.tally()).cloned();
                sight.tally = counted.unwrap_or_else(|| {
                    let stood = state.show.all_who_stood();
                    let paper: Vec<&str> = stood.map(|entry| entry.id.as_str()).collect();
                    let rehearsal = shot.rehearsal.as_ref();
                    let ballots = rehearsal.map_or(&self.ballots, |there| &there.ballots);
                    ballots.tally(ballot, &paper)
                });
            }
            Secret::Matrix | Secret::FullMatrix | Secret::OtherRules => {}
        }
        Ok(sight)
    }

    /// How many wishes were followed since the start.
    pub fn obeyed(&self) -> u64 {
        self.obeyed.load(Ordering::Relaxed)
    }
}
