//! The MC's finger, which does not wait for a good moment, and what it was told.

use crate::evening::{Lines, Power};
use crate::support::client::{Client, word};
use crate::support::dice::Dice;
use palmares::show::command::Command;
use rand::Rng;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::watch;

/// The ballots of the gala.
pub const BALLOTS: [&str; 2] = ["people", "second"];

/// What became of a command, as far as its sender knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// It may have happened, or not.
    Nothing,
    Done {
        revision: u64,
        cue: String,
    },
    Refused(String),
}

/// A command that was sent once.
#[derive(Clone, Debug)]
pub struct Sent {
    pub command: Command,
    pub heard: Heard,
}

/// One panel; it never has two commands on their way.
pub struct Clicker {
    pub key: String,
    pub sent: Vec<Sent>,
    pub dice: Dice,
    pub client: Client,
    pub cues: Vec<String>,
    pub open: watch::Sender<Option<String>>,
    /// The cue and the revision that it last saw; none after a power cut.
    pub seen: Option<(String, u64)>,
}

impl Clicker {
    /// Clicks until the evening is over.
    pub async fn run(mut self, mut lines: Lines) -> Clicker {
        loop {
            let power = lines.power.borrow_and_update().clone();
            match power {
                Power::Over => return self,
                Power::Off => {
                    self.seen = None;
                    let _ = lines.power.changed().await;
                }
                Power::On(base) => {
                    self.click(&base).await;
                    let rest = Duration::from_millis(self.dice.random_range(1..40));
                    let _ = tokio::time::timeout(rest, lines.power.changed()).await;
                }
            }
        }
    }

    async fn click(&mut self, base: &str) {
        if self.seen.is_none() {
            let Some((200, show)) = self.client.get(&format!("{base}/api/show"), "").await else {
                return;
            };
            let cue = show["cue"]["id"].as_str().expect("a cue").to_owned();
            self.seen = Some((cue, show["revision"].as_u64().expect("a revision")));
            let ballots = show["ballots"].as_array().expect("ballots");
            let open = ballots.iter().find(|ballot| ballot["phase"] == "open");
            let open = open.and_then(|ballot| ballot["id"].as_str());
            self.open.send_replace(open.map(str::to_owned));
        }
        let command = self.wish();
        self.send(base, command).await;
    }

    /// Sends a command and notes what became of it.
    pub async fn send(&mut self, base: &str, command: Command) -> Heard {
        let (path, body) = request(&command);
        self.sent.push(Sent {
            command: command.clone(),
            heard: Heard::Nothing,
        });
        let url = format!("{base}{path}");
        let heard = match self.client.post(&url, &self.key, &body).await {
            None => {
                self.seen = None;
                Heard::Nothing
            }
            Some((200, done)) => {
                assert!(done.get("stored").is_none(), "{done}");
                let cue = done["cue"].as_str().expect("a cue").to_owned();
                let revision = done["revision"].as_u64().expect("a revision");
                self.seen = Some((cue.clone(), revision));
                self.note(&command);
                Heard::Done { revision, cue }
            }
            Some((404 | 409, problem)) => {
                if word(&problem) == "stale" {
                    self.seen = None;
                }
                Heard::Refused(word(&problem).to_owned())
            }
            Some((status, answer)) => panic!("{path} {body}: {status} {answer}"),
        };
        self.sent.last_mut().expect("just sent").heard = heard.clone();
        heard
    }

    /// The hall looks at the ballot that was opened last.
    fn note(&self, command: &Command) {
        match command {
            Command::OpenBallot { ballot, .. } | Command::ReopenBallot { ballot, .. } => {
                self.open.send_replace(Some(ballot.clone()));
            }
            _ => {}
        }
    }

    /// The people's own results wait for the end of the evening: after them nobody could vote
    /// again.
    fn may_stand_on(&self, cue: &str) -> bool {
        let told = cue.ends_with("/result") || cue == "hall/winner" || cue == "tied/winner";
        !told
    }

    fn wish(&mut self) -> Command {
        let dice = &mut self.dice;
        let expect = self.seen.as_ref().map(|(_, revision)| *revision);
        let expect = expect.filter(|_| dice.random_bool(0.9));
        let ballot = BALLOTS[dice.random_range(0..BALLOTS.len())].to_owned();
        let seconds = Some(dice.random_range(1..3));
        let on = dice.random_bool(0.3);
        let jump = self.cues[dice.random_range(0..self.cues.len())].clone();
        let command = match dice.random_range(0..20) {
            0..=5 => Command::Go { expect },
            6 => Command::Back { expect },
            7 | 8 => Command::Goto { cue: jump, expect },
            9 => Command::Goto {
                cue: "best/winner".into(),
                expect,
            },
            10 => Command::Blackout { on, expect },
            11 => Command::Card { on, expect },
            12 | 13 => Command::OpenBallot { ballot, seconds },
            14 | 15 => Command::ExtendBallot {
                ballot,
                seconds: Some(1),
            },
            16 | 17 => Command::CloseBallot { ballot },
            _ => Command::ReopenBallot { ballot, seconds },
        };
        let at = self.seen.as_ref();
        let at = at.and_then(|(cue, _)| self.cues.iter().position(|id| id == cue));
        let next = at.and_then(|at| self.cues.get(at + 1));
        let first = self.cues[0].clone();
        match &command {
            Command::Go { .. } if !next.is_some_and(|next| self.may_stand_on(next)) => {
                Command::Goto { cue: first, expect }
            }
            Command::Goto { cue, .. } if !self.may_stand_on(cue) => {
                Command::Goto { cue: first, expect }
            }
            _ => command,
        }
    }
}

fn request(command: &Command) -> (String, Value) {
    let expecting = |expect: &Option<u64>| json!({"expect": expect});
    let clock = |ballot: &str, verb: &str, seconds: &Option<u32>| {
        let body = json!({"seconds": seconds});
        (format!("/api/ballots/{ballot}/{verb}"), body)
    };
    match command {
        Command::Go { expect } => ("/api/go".into(), expecting(expect)),
        Command::Back { expect } => ("/api/back".into(), expecting(expect)),
        Command::Goto { cue, expect } => {
            ("/api/goto".into(), json!({"cue": cue, "expect": expect}))
        }
        Command::Blackout { on, expect } => {
            ("/api/blackout".into(), json!({"on": on, "expect": expect}))
        }
        Command::Card { on, expect } => ("/api/card".into(), json!({"on": on, "expect": expect})),
        Command::OpenBallot { ballot, seconds } => clock(ballot, "open", seconds),
        Command::ExtendBallot { ballot, seconds } => clock(ballot, "extend", seconds),
        Command::ReopenBallot { ballot, seconds } => clock(ballot, "reopen", seconds),
        Command::CloseBallot { ballot } => (format!("/api/ballots/{ballot}/close"), json!({})),
        other => panic!("the MC never asks for {other:?}"),
    }
}
