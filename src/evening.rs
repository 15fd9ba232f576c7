//! One evening as a value: its ledgers, its events, where it stands, and how storage stands.
//!
//! Whoever holds it decides, stores and applies, in that order. The director moves the one that all
//! see. One on memory knows no screen, no clock and no file: tests run whole shows on it.

mod anew;
mod counts;
mod dealing;
mod log;
mod storing;

use crate::ballotbox::record::{Mark, VoterRef};
use crate::ballotbox::{BallotBox, Counted};
use crate::journal::{Journal, Opened};
use crate::ledger::kept::AnyKept;
use crate::ledger::{Head, Health};
use crate::scorebox::ScoreBox;
use crate::scorebox::fold::SheetAct;
use crate::scorebox::record::SheetRecord;
use crate::show::command::Command;
use crate::show::decide::{decide, scores_stand};
use crate::show::effect::{Effect, effects};
use crate::show::event::{At, By, Event, Stamped};
use crate::show::programme::{Reach, Show};
use crate::show::refusal::Refusal;
use crate::show::state::State;
use counts::Counts;
use dealing::LotsDrawn;
pub use log::EventLog;
use std::sync::Arc;
use storing::Storing;

pub use storing::{PENDING_MAX, PENDING_OWN_MAX};

/// What counts beside the journal: whatever is done with one is done with all.
pub type Boxes = Arc<[Arc<dyn AnyKept>]>;

/// Why a command did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The show's rules.
    Refused(Refusal),
    /// The journal could not be written, and this is not a command that goes on without it.
    NotStored(String),
    /// The queue is full, or the server is ending.
    Busy,
}

/// Why an evening could not begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Neither a journal nor a show.
    #[error("there is no show to begin")]
    NoShow,
    /// The first event could not be stored.
    #[error("show.db cannot be written: {0}")]
    NotStored(String),
}

pub struct Beginning {
    /// What its journal holds.
    pub journal: Opened,
    pub ballots: Arc<BallotBox>,
    pub scores: Arc<ScoreBox>,
    /// What it begins with where the journal is empty.
    pub show: Option<Arc<Show>>,
    /// Of its keys; none where nobody votes by them.
    pub fingerprint: Option<String>,
    /// Now.
    pub at: At,
}

pub struct Evening {
    journal: Journal,
    /// Where the journal ends; behind the state while storage fails.
    head: Head,
    log: EventLog,
    state: State,
    storing: Storing,
    ballots: Arc<BallotBox>,
    scores: Arc<ScoreBox>,
    boxes: Boxes,
    /// What the ballot box has counted, until it is taken.
    counts: Arc<Counts>,
    dealing: LotsDrawn,
}

impl Evening {
    /// Goes on where the journal ends, or begins with the show.
    pub fn begin(beginning: Beginning) -> Result<Evening, StartError> {
        let (mut journal, mut head, mut log) = beginning.journal;
        if log.is_empty() {
            let show = beginning.show.ok_or(StartError::NoShow)?;
            let fingerprint = beginning.fingerprint;
            let first = Stamped {
                revision: head.revision + 1,
                at: beginning.at,
                by: By::File,
                event: Event::ShowLoaded { show, fingerprint },
            };
            let stored = journal.append(head, std::slice::from_ref(&first));
            head = stored.map_err(|e| StartError::NotStored(e.to_string()))?;
            log.push(first);
        }
        let state = fold(&log).ok_or(StartError::NoShow)?;
        Ok(Evening {
            journal,
            head,
            log: log.into_iter().collect(),
            state,
            storing: Storing::Well,
            boxes: Arc::new([beginning.scores.kept(), beginning.ballots.kept()]),
            ballots: beginning.ballots,
            scores: beginning.scores,
            counts: Arc::default(),
            dealing: LotsDrawn::default(),
        })
    }

    /// Where it stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    pub fn log(&self) -> &EventLog {
        &self.log
    }

    pub fn boxes(&self) -> &Boxes {
        &self.boxes
    }

    pub fn ballots(&self) -> &BallotBox {
        &self.ballots
    }

    /// What the jury did and the journal does not tell yet, as commands that say so, with who did
    /// it. A power cut between a record and its event loses nothing: it is told at the next start.
    pub fn jury_news(&self) -> Vec<(Command, By)> {
        let (sheets, show) = (self.scores.fold(), &self.state.show);
        let news = sheets.untold(self.state.jury.told).iter();
        let open = sheets.round() == self.state.jury.round && !self.state.jury.is_fixed();
        let first = sheets.begun().filter(|_| open);
        let first = first.map(|_| (Command::FixRule, By::Server));
        let tell = |act: &SheetAct| {
            let (at, act) = (act.at, act.told(show)?);
            let by = act.by();
            let tell = Command::TellJury {
                act,
                position: at.revision,
                digest: at.digest(),
            };
            Some((tell, by))
        };
        first.into_iter().chain(news.filter_map(tell)).collect()
    }

    /// Whether the last write of a box failed.
    pub fn box_fails(&self) -> bool {
        self.boxes.iter().any(|kept| kept.failed())
    }

    /// Whether any ledger is in this state.
    pub fn any_ledger(&self, is: fn(&Health) -> bool) -> bool {
        is(&self.journal.health()) || self.boxes.iter().any(|kept| is(kept.health()))
    }

    /// Packs events that can be told no other way any more.
    pub fn pack(&mut self) {
        // What was not stored may have to be told anew.
        if !self.journal_fails() {
            self.log.pack();
        }
    }

    /// Decides, stores and applies. What it leads to is told, for whoever carries it out; none
    /// where it changes nothing.
    pub fn obey(
        &mut self,
        command: &Command,
        by: By,
        at: At,
    ) -> Result<Option<Vec<Effect>>, Rejection> {
        if let Command::Reread { .. } | Command::Shortlist { .. } = command {
            let scored = self.scores.fold().scored_on();
            scores_stand(&self.state, command, &scored).map_err(Rejection::Refused)?;
        }
        let events = decide(&self.state, command, at).map_err(Rejection::Refused)?;
        if events.is_empty() {
            return Ok(None);
        }
        let stamp = |(revision, event)| Stamped {
            revision,
            at,
            by,
            event,
        };
        let first = self.state.revision + 1;
        let stamped: Vec<Stamped> = (first..).zip(events).map(stamp).collect();
        let opens = |event: &Stamped| {
            matches!(
                event.event,
                Event::BallotOpened { .. } | Event::BallotReopened { .. }
            )
        };
        let opening = stamped.iter().any(opens);
        if opening && self.ballots.failed() {
            return Err(Rejection::NotStored("votes cannot be stored".to_owned()));
        }
        self.store(&stamped, !opening && storing::goes_on_without_disk(command))?;
        let mut wanted = Vec::new();
        for event in &stamped {
            self.state.apply(event);
            wanted.extend(effects(&event.event));
        }
        self.log.extend(stamped);
        if let Command::Reread { .. } = command {
            let _ = self.deal_and_wait();
        }
        Ok(Some(wanted))
    }

    /// Carries out what the boxes have to do. What is counted comes back through
    /// [`Evening::counted`], after a call of `wake`: nobody waits for it.
    pub fn carry_out(&self, effect: Effect, wake: impl FnOnce() + Send + 'static) {
        match effect {
            // The hall's phones have no part in it.
            Effect::OpenBallot { ballot } if self.reach(&ballot) == Reach::Net => {}
            Effect::OpenBallot { ballot } => {
                let round = self.round(&ballot);
                self.mark(Mark::Open { ballot, round });
            }
            Effect::CountBallot { ballot } => {
                let stood = self.state.show.all_who_stood();
                let paper = stood.map(|entry| entry.id.clone()).collect();
                let (id, counts, round) =
                    (ballot.clone(), self.counts.clone(), self.round(&ballot));
                let then = move |counted: Counted| {
                    counts.put(id, counted);
                    wake();
                };
                let mark = Mark::Close { ballot, round };
                self.ballots.mark(mark, paper, Box::new(then));
            }
            Effect::ExcludeVoter { ballot, voter } => {
                if let Some(voter) = VoterRef::read(&voter) {
                    self.mark(Mark::Exclude { ballot, voter });
                }
            }
            Effect::BeginRound { round } => {
                self.scores
                    .mark(SheetRecord::Round { round }, Box::new(|_, _| {}));
            }
            Effect::AwaitWall { .. } => {}
        }
    }

    fn mark(&self, mark: Mark) {
        self.ballots.mark(mark, Vec::new(), Box::new(|_| {}));
    }

    fn reach(&self, ballot: &str) -> Reach {
        let paper = self.state.show.ballot(ballot);
        paper.map(|paper| paper.reach).unwrap_or_default()
    }

    fn round(&self, ballot: &str) -> u32 {
        self.state.ballots.get(ballot).map_or(0, |b| b.round)
    }

    /// What was counted since the last call, as the commands that say so.
    pub fn counted(&self) -> impl Iterator<Item = Command> + use<> {
        let counts = self.counts.take().into_iter();
        counts.map(|(ballot, counted)| Command::Counted {
            ballot,
            position: counted.position,
            tally: counted.tally,
            digest: counted.digest,
        })
    }
}

/// The state after all of these events; none if they do not begin with a show.
pub fn fold(log: &[Stamped]) -> Option<State> {
    let (first, rest) = log.split_first()?;
    let mut state = State::begin(first)?;
    rest.iter().for_each(|event| state.apply(event));
    Some(state)
}

/// The name under which an evening that ended at this moment is put away.
pub fn archive_label(at: At) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    let local = moment.to_zoned(jiff::tz::TimeZone::system());
    local.strftime("%Y-%m-%d-%H%M%S").to_string()
}
