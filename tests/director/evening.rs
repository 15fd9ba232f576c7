//! An evening is a value: it runs on memory, without a director, a screen or a file.

use crate::desk::{START, go, goto, open_ballot};
use crate::support::ledgers::{box_in_memory, journal_in_memory, scores_in_memory};
use crate::support::shows::gala;
use palmares::ballotbox::BallotBox;
use palmares::ballotbox::record::{Vote, VoterRef};
use palmares::evening::{Beginning, Evening, Rejection};
use palmares::show::command::Command;
use palmares::show::effect::Effect;
use palmares::show::event::{At, By};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// A rehearsal: whoever holds it moves it.
struct Rehearsal {
    evening: Evening,
    ballots: Arc<BallotBox>,
    at: At,
    wake: Sender<()>,
    woken: Receiver<()>,
}

impl Rehearsal {
    fn begin() -> Rehearsal {
        let (wake, woken) = channel();
        let ballots = box_in_memory();
        let evening = Evening::begin(Beginning {
            journal: journal_in_memory(),
            ballots: ballots.clone(),
            scores: scores_in_memory(),
            show: Some(gala()),
            fingerprint: None,
            at: START,
        });
        Rehearsal {
            evening: evening.expect("it begins"),
            ballots,
            at: START,
            wake,
            woken,
        }
    }

    /// Two seconds later, and with nobody's screen to wait for.
    fn ask(&mut self, command: &Command) {
        self.at = self.at.plus_ms(2_000);
        let wanted = self.evening.obey(command, By::Mc, self.at);
        for effect in wanted.expect("obeyed").into_iter().flatten() {
            if let Effect::AwaitWall { award } = effect {
                self.ask(&Command::OnWall { award });
                continue;
            }
            let wake = self.wake.clone();
            self.evening
                .carry_out(effect, move || wake.send(()).expect("heard"));
        }
    }

    fn vote(&self, voter: u8, choice: &str) {
        let vote = Vote {
            ballot: "people".into(),
            voter: VoterRef([voter; 16]),
            change: None,
            choices: vec![choice.into()],
        };
        self.ballots.cast(vote).wait().expect("counted");
    }
}

#[test]
fn a_whole_evening_runs_on_memory_and_can_begin_anew() {
    let mut rehearsal = Rehearsal::begin();
    rehearsal.ask(&go());
    rehearsal.ask(&open_ballot());
    for (voter, choice) in [(1, "mirror"), (2, "mirror"), (3, "echo")] {
        rehearsal.vote(voter, choice);
    }
    let ballot = || "people".to_owned();
    rehearsal.ask(&Command::CloseBallot { ballot: ballot() });
    rehearsal.woken.recv().expect("it is counted");
    for counted in rehearsal.evening.counted() {
        rehearsal.ask(&counted);
    }
    let people = &rehearsal.evening.state().ballots["people"];
    let votes = |entry: &str| {
        let mut lines = people.tally().expect("counted").0.iter();
        lines
            .find(|line| line.entry == entry)
            .map(|line| line.votes)
    };
    assert_eq!((votes("mirror"), votes("echo")), (Some(2), Some(1)));
    rehearsal.ask(&goto("best/winner"));
    let state = rehearsal.evening.state();
    assert!(state.public_winners("best").is_some());
    assert_eq!(rehearsal.evening.pending(), 0);

    let at = rehearsal.at.plus_ms(1_000);
    rehearsal.evening.rewind("gala", at).expect("begun anew");
    let state = rehearsal.evening.state();
    assert_eq!((state.cue().id.as_str(), state.revision), ("welcome", 1));
    assert!(rehearsal.ballots.turnout().is_empty());
    rehearsal.ask(&go());
}

#[test]
fn what_is_refused_moves_nothing() {
    let mut rehearsal = Rehearsal::begin();
    let refused = rehearsal
        .evening
        .obey(&goto("nowhere"), By::Mc, rehearsal.at);
    assert!(matches!(refused, Err(Rejection::Refused(_))));
    assert_eq!(rehearsal.evening.state().revision, 1);
    assert_eq!(rehearsal.evening.log().newest().len(), 1);
}
