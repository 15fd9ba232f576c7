//! The words that the rules are told in. Time stands still until a test moves it.

use palmares::show::award::AwardState;
use palmares::show::command::Command;
use palmares::show::decide::decide;
use palmares::show::event::{At, By, Event, Move, Stamped};
use palmares::show::programme::Show;
use palmares::show::refusal::Refusal;
use palmares::show::state::State;
use palmares::show::tally::{Count, Tally};
use std::sync::Arc;

/// When every play begins.
pub const START: At = At(1_772_700_000_000);

/// An evening in the hands of a test.
#[derive(Clone)]
pub struct Play {
    pub state: State,
    pub at: At,
    by: By,
    pub log: Vec<Stamped>,
}

/// A fresh evening.
pub fn given(show: Arc<Show>) -> Play {
    let first = Stamped {
        revision: 1,
        at: START,
        by: By::File,
        event: Event::ShowLoaded {
            show,
            fingerprint: None,
        },
    };
    let state = State::begin(&first).expect("a show begins an evening");
    Play {
        state,
        at: START,
        by: By::Mc,
        log: vec![first],
    }
}

impl Play {
    /// Moves the clock.
    pub fn wait_ms(mut self, ms: i64) -> Self {
        self.at = self.at.plus_ms(ms);
        self
    }

    /// Whose hand it is from here on.
    pub fn by(mut self, by: By) -> Self {
        self.by = by;
        self
    }

    /// These commands are obeyed one after the other, a second apart, so that no two of them are
    /// one finger.
    pub fn after(self, commands: impl IntoIterator<Item = Command>) -> Self {
        commands.into_iter().fold(self, |play, command| {
            play.wait_ms(1_000).when(command).accepted()
        })
    }

    /// Somebody asks for something now.
    pub fn when(self, command: Command) -> Then {
        let outcome = decide(&self.state, &command, self.at);
        Then {
            play: self,
            command,
            outcome,
        }
    }

    /// Takes events in, as the director does.
    pub fn take(mut self, events: Vec<Event>) -> Self {
        for event in events {
            let stamped = Stamped {
                revision: self.state.revision + 1,
                at: self.at,
                by: self.by,
                event,
            };
            self.state.apply(&stamped);
            self.log.push(stamped);
        }
        self
    }

    /// The id of the cue on stage.
    pub fn cue(&self) -> &str {
        &self.state.cue().id
    }

    /// The id of the cue that GO would fire.
    pub fn on_deck(&self) -> Option<&str> {
        let position = self.state.on_deck()?;
        Some(&self.state.rundown.at(position).id)
    }

    /// Where an award stands.
    pub fn award(&self, id: &str) -> AwardState {
        self.state.award(id)
    }

    /// Who was announced.
    pub fn revealed(&self, id: &str) -> Option<Vec<String>> {
        self.award(id).revealed.map(|revealed| revealed.winners)
    }

    /// What the public may know.
    pub fn public(&self, id: &str) -> Option<Vec<String>> {
        self.state.public_winners(id).map(<[String]>::to_vec)
    }
}

/// What came of a command.
pub struct Then {
    play: Play,
    command: Command,
    outcome: Result<Vec<Event>, Refusal>,
}

impl Then {
    /// Exactly these events.
    #[track_caller]
    pub fn then(self, expected: impl IntoIterator<Item = Event>) -> Play {
        let expected: Vec<Event> = expected.into_iter().collect();
        assert_eq!(self.outcome, Ok(expected.clone()), "{:?}", self.command);
        self.play.take(expected)
    }

    /// It is so already.
    #[track_caller]
    pub fn nothing(self) -> Play {
        self.then([])
    }

    /// Refused, and for this reason. A refusal changes nothing.
    #[track_caller]
    pub fn refused(self, why: Refusal) -> Play {
        assert_eq!(self.outcome, Err(why), "{:?}", self.command);
        self.play
    }

    /// Obeyed, whatever the events are.
    #[track_caller]
    pub fn accepted(self) -> Play {
        match self.outcome {
            Ok(events) => self.play.take(events),
            Err(why) => panic!("{:?} was refused: {why:?}", self.command),
        }
    }
}

pub fn ids(all: &[&str]) -> Vec<String> {
    all.iter().map(|id| (*id).to_owned()).collect()
}

// Commands

pub fn go() -> Command {
    Command::Go { expect: None }
}
pub fn go_seeing(revision: u64) -> Command {
    Command::Go {
        expect: Some(revision),
    }
}
pub fn back() -> Command {
    Command::Back { expect: None }
}
pub fn goto(cue: &str) -> Command {
    Command::Goto {
        cue: cue.into(),
        expect: None,
    }
}
pub fn blackout(on: bool) -> Command {
    Command::Blackout { on, expect: None }
}
pub fn card(on: bool) -> Command {
    Command::Card { on, expect: None }
}
pub fn wrong_envelope() -> Command {
    Command::WrongEnvelope { award: None }
}
pub fn envelope_stands(award: &str) -> Command {
    Command::EnvelopeStands {
        award: award.into(),
    }
}
pub fn seal(award: &str, winners: &[&str]) -> Command {
    Command::Seal {
        award: award.into(),
        conclusion: ids(winners).into(),
    }
}
pub fn open_envelope(award: &str) -> Command {
    Command::OpenEnvelope {
        award: award.into(),
    }
}
pub fn correct(award: &str, winners: &[&str], reason: &str) -> Command {
    Command::Correct {
        award: award.into(),
        winners: ids(winners),
        reason: reason.into(),
        honours: Default::default(),
    }
}
pub fn release(award: &str) -> Command {
    Command::Release {
        award: award.into(),
    }
}
pub fn open_ballot(ballot: &str) -> Command {
    Command::OpenBallot {
        ballot: ballot.into(),
        seconds: None,
    }
}
pub fn extend_ballot(ballot: &str, seconds: Option<u32>) -> Command {
    Command::ExtendBallot {
        ballot: ballot.into(),
        seconds,
    }
}
pub fn close_ballot(ballot: &str) -> Command {
    Command::CloseBallot {
        ballot: ballot.into(),
    }
}
pub fn reopen_ballot(ballot: &str) -> Command {
    Command::ReopenBallot {
        ballot: ballot.into(),
        seconds: None,
    }
}
pub fn counted(ballot: &str, votes: &[(&str, u64)]) -> Command {
    let count = |(entry, votes): &(&str, u64)| Count {
        entry: (*entry).into(),
        votes: *votes,
    };
    Command::Counted {
        ballot: ballot.into(),
        position: 7,
        tally: Tally(votes.iter().map(count).collect()),
        digest: "d1".into(),
    }
}
pub fn on_wall(award: &str) -> Command {
    Command::OnWall {
        award: award.into(),
    }
}
pub fn doors(open: bool) -> Command {
    Command::Doors { open }
}
pub fn reread(show: Arc<Show>) -> Command {
    Command::Reread { show }
}

// Events

pub fn fired(cue: &str, by: Move) -> Event {
    Event::CueFired {
        cue: cue.into(),
        by,
    }
}
pub fn dark(on: bool) -> Event {
    Event::BlackoutSet { on }
}
pub fn covered(on: bool) -> Event {
    Event::CardSet { on }
}
pub fn revealed(award: &str, winners: &[&str]) -> Event {
    Event::AwardRevealed {
        award: award.into(),
        winners: ids(winners),
    }
}
pub fn sealed(award: &str, winners: &[&str]) -> Event {
    Event::EnvelopeSealed {
        award: award.into(),
        winners: ids(winners),
        honours: Default::default(),
        reason: None,
    }
}
pub fn corrected(award: &str, winners: &[&str], reason: &str) -> Event {
    Event::AwardCorrected {
        award: award.into(),
        winners: ids(winners),
        reason: reason.into(),
        honours: Default::default(),
    }
}
pub fn seen_by_the_hall(award: &str) -> Event {
    Event::AwardOnWall {
        award: award.into(),
    }
}
pub fn opened(ballot: &str, closes_at: At) -> Event {
    Event::BallotOpened {
        ballot: ballot.into(),
        closes_at,
    }
}
pub fn closing(ballot: &str, as_of: At) -> Event {
    Event::BallotClosing {
        ballot: ballot.into(),
        as_of,
    }
}
