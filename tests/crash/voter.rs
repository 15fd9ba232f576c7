//! A phone in the hall: sends its vote until it is answered, changes its mind, and remembers what
//! it was told.

use crate::evening::{Lines, Power};
use crate::support::client::{Client, word};
use crate::support::dice::Dice;
use rand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// What may be chosen: the finalists of the gala.
pub const ENTRIES: [&str; 3] = ["mirror", "echo", "river"];

/// What was heard of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing yet: it may be stored, or not.
    Nothing,
    Counted,
    /// A later one stands.
    Superseded,
    /// The ballot was not open.
    Late,
}

/// A vote that was sent at least once.
#[derive(Clone, Debug)]
pub struct Said {
    pub ballot: String,
    pub change: u32,
    pub choice: &'static str,
    pub heard: Heard,
}

/// A phone and its memory.
pub struct Voter {
    pub token: String,
    pub said: Vec<Said>,
    pub receipts: BTreeMap<String, String>,
    pub dice: Dice,
    pub client: Client,
}

impl Voter {
    /// Votes until the evening is over.
    pub async fn run(mut self, mut lines: Lines) -> Voter {
        loop {
            let power = lines.power.borrow_and_update().clone();
            match power {
                Power::Over => return self,
                Power::Off => drop(lines.power.changed().await),
                Power::On(base) => {
                    let open = lines.open.borrow().clone();
                    if let Some(ballot) = open {
                        self.vote(&base, &ballot).await;
                    }
                    let thought = Duration::from_millis(self.dice.random_range(50..400));
                    let _ = tokio::time::timeout(thought, lines.power.changed()).await;
                }
            }
        }
    }

    /// Sends the vote that is not answered yet, or a new one, or an old one again, as a bad network
    /// does.
    async fn vote(&mut self, base: &str, ballot: &str) {
        let mine = |said: &Said| said.ballot == ballot;
        let last = self.said.iter().rposition(mine);
        let waits = last.filter(|&at| self.said[at].heard == Heard::Nothing);
        let told: Vec<usize> = (0..self.said.len())
            .filter(|&at| mine(&self.said[at]) && self.said[at].heard == Heard::Counted)
            .collect();
        let at = match waits {
            Some(at) if self.dice.random_bool(0.7) => at,
            _ if !told.is_empty() && self.dice.random_bool(0.1) => {
                told[self.dice.random_range(0..told.len())]
            }
            _ => {
                self.said.push(Said {
                    ballot: ballot.to_owned(),
                    change: last.map_or(1, |at| self.said[at].change + 1),
                    choice: ENTRIES[self.dice.random_range(0..ENTRIES.len())],
                    heard: Heard::Nothing,
                });
                self.said.len() - 1
            }
        };
        let vote = json!({
            "ballot": ballot, "choices": [self.said[at].choice], "change": self.said[at].change,
        });
        let url = format!("{base}/api/vote");
        if let Some((status, answer)) = self.client.post(&url, &self.token, &vote).await {
            self.answered(at, status, &answer);
        }
    }

    fn answered(&mut self, at: usize, status: u16, answer: &Value) {
        let said = &mut self.said[at];
        let again = said.heard == Heard::Counted;
        let heard = match (status, word(answer)) {
            (200, _) if answer["status"] == "counted" => Heard::Counted,
            (200, _) => Heard::Superseded,
            (409, "ballot-closed") => Heard::Late,
            (429, _) | (503, _) => return,
            _ => panic!("{status} {answer}"),
        };
        if again {
            // It was counted before: it stands, or a later one does, and nobody is told otherwise.
            assert_ne!(heard, Heard::Late, "counted, then late: {said:?}");
        } else {
            said.heard = heard;
        }
        if heard == Heard::Late {
            return;
        }
        let receipt = answer["receipt"].as_str().expect("a receipt").to_owned();
        let kept = self
            .receipts
            .entry(said.ballot.clone())
            .or_insert(receipt.clone());
        assert_eq!(*kept, receipt, "another receipt for {said:?}");
        if heard == Heard::Counted {
            assert_eq!(answer["choices"], json!([said.choice]));
        } else {
            assert!(
                answer["change"].as_u64() > Some(said.change.into()),
                "{answer}"
            );
        }
    }
}
