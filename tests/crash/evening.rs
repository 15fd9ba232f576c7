//! An evening with a hall, an MC, and a plug that somebody pulls.

use crate::clicker::{BALLOTS, Clicker, Heard};
use crate::proof;
use crate::support::client::Client;
use crate::support::dice::dice;
use crate::support::server::{Room, Server, run};
use crate::support::shows::GALA;
use crate::support::wait::until;
use crate::voter::Voter;
use palmares::show::command::Command;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Whether the server is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Power {
    /// At this address.
    On(String),
    Off,
    /// The evening ends.
    Over,
}

/// What voters and clickers watch.
#[derive(Clone)]
pub struct Lines {
    pub power: watch::Receiver<Power>,
    pub open: watch::Receiver<Option<String>>,
}

/// An evening under way.
pub struct Evening {
    pub room: Room,
    power: watch::Sender<Power>,
    voters: Vec<JoinHandle<Voter>>,
    clicker: JoinHandle<Clicker>,
}

/// What is left to look at when an evening is over.
pub struct Ledger {
    pub voters: Vec<Voter>,
    pub clicker: Clicker,
}

/// What an evening came to.
#[derive(Default, Debug)]
pub struct Count {
    pub kills: usize,
    pub votes: usize,
    pub unanswered: usize,
    pub commands: usize,
    pub events: usize,
    pub late_closings: usize,
}

impl Count {
    /// Both together.
    pub fn add(&mut self, other: &Count) {
        self.kills += other.kills;
        self.votes += other.votes;
        self.unanswered += other.unanswered;
        self.commands += other.commands;
        self.events += other.events;
        self.late_closings += other.late_closings;
    }
}

impl Evening {
    /// A clean start: `size` phones join, and everybody waits for the power.
    pub async fn begin(seed: u64, size: usize) -> Evening {
        let room = Room::with(GALA);
        let server = Server::start(&room);
        let (power, watch_power) = watch::channel(Power::Off);
        let (open, watch_open) = watch::channel(None);
        let lines = Lines {
            power: watch_power,
            open: watch_open,
        };
        let client = Client::new();
        let mut voters = Vec::new();
        for nth in 0..size {
            let url = format!("{}/api/join", server.base);
            let joined = client.post(&url, "", &json!({})).await;
            let (_, joined) = joined.expect("an answer");
            let voter = Voter {
                token: joined["voter"].as_str().expect("a token").to_owned(),
                said: Vec::new(),
                receipts: BTreeMap::new(),
                dice: dice(seed, 1 + nth as u64),
                client: client.clone(),
            };
            voters.push(tokio::spawn(voter.run(lines.clone())));
        }
        let rundown = server.get_as("mc", "/api/rundown").json();
        let cues = rundown["cues"].as_array().expect("cues");
        let cues = cues.iter().filter_map(|cue| cue["id"].as_str());
        let clicker = Clicker {
            key: server.key("mc"),
            sent: Vec::new(),
            dice: dice(seed, 0),
            client,
            cues: cues.map(str::to_owned).collect(),
            open,
            seen: None,
        };
        server.kill();
        Evening {
            room,
            power,
            voters,
            clicker: tokio::spawn(clicker.run(lines)),
        }
    }

    /// The hall and the MC find the server there.
    pub fn power_on(&self, server: &Server) {
        self.power.send_replace(Power::On(server.base.clone()));
    }

    /// The plug is pulled.
    pub fn power_off(&self, server: Server) {
        server.kill();
        self.power.send_replace(Power::Off);
    }

    /// Ends the evening as an evening ends, and proves what is stored from what everybody was told.
    pub async fn end(self) -> Count {
        let server = Server::start(&self.room);
        self.power.send_replace(Power::Over);
        let mut voters = Vec::new();
        for voter in self.voters {
            voters.push(voter.await.expect("a voter"));
        }
        let mut clicker = self.clicker.await.expect("the MC");
        for ballot in BALLOTS {
            let ballot = ballot.to_owned();
            clicker
                .send(&server.base, Command::CloseBallot { ballot })
                .await;
        }
        until("everything is counted", || {
            let show = server.show();
            let ballots = show["ballots"].as_array().expect("ballots");
            let counting = |b: &Value| b["phase"] == "open" || b["phase"] == "closing";
            (!ballots.iter().any(counting)).then_some(())
        });
        for voter in &voters {
            proof::receipts(&server, voter).await;
        }
        for command in [
            Command::Blackout {
                on: false,
                expect: None,
            },
            Command::Card {
                on: false,
                expect: None,
            },
            Command::Goto {
                cue: "hall/winner".into(),
                expect: None,
            },
        ] {
            let heard = clicker.send(&server.base, command).await;
            let unopened = matches!(&heard, Heard::Refused(why) if why == "ballot-waiting");
            assert!(unopened || matches!(heard, Heard::Done { .. }), "{heard:?}");
        }
        let export = server.get_as("producer", "/api/export?format=json").body;
        let (status, _) = server.terminate();
        assert!(status.success(), "{}", self.room.err());
        fs::write(self.room.path().join("export.json"), &export).expect("written");
        let said = run(&["verify", "export.json"], self.room.path());
        // An evening that was cut short may have closed nothing yet, and then says so.
        let holds = said.code == 0 || said.err.contains("nothing was recounted");
        assert!(holds, "{}{}", said.out, said.err);
        let export = serde_json::from_str(&export).expect("JSON");
        proof::of(&self.room, &export, &Ledger { voters, clicker })
    }
}
