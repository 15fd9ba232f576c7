//! A box in a folder of its own, asked step by step.

use palmares::ballotbox::record::{Mark, RefKey, Vote, VoterRef};
use palmares::ballotbox::{BallotBox, Cast, Counted, LAYOUT};
use palmares::ledger::chain::{ChainFile, Keeping};
use palmares::ledger::kept::{Answer, AnyKept, StoreError};
use std::sync::mpsc::channel;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// The ballot that everything here is about.
pub const BALLOT: &str = "people";

/// What stands on its paper.
pub const PAPER: [&str; 3] = ["hide", "general", "home"];

pub struct Urn {
    folder: TempDir,
    runtime: Runtime,
    pub ballots: BallotBox,
}

fn in_file(folder: &TempDir) -> BallotBox {
    let path = folder.path().join("votes.db");
    let ledger = ChainFile::at(&path, LAYOUT, Keeping::default());
    BallotBox::open(ledger).expect("a good box")
}

impl Urn {
    pub fn new() -> Urn {
        let folder = TempDir::new().expect("a temporary folder");
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let ballots = in_file(&folder);
        Urn {
            folder,
            runtime,
            ballots,
        }
    }

    /// An empty box that takes votes.
    pub fn open() -> Urn {
        let urn = Urn::new();
        urn.mark(open(1));
        urn
    }

    /// As after a restart of the server.
    pub fn reopened(self) -> Urn {
        let Urn {
            folder,
            runtime,
            ballots,
        } = self;
        drop(ballots);
        let ballots = in_file(&folder);
        Urn {
            folder,
            runtime,
            ballots,
        }
    }

    /// Sends all of these before it waits for the first answer.
    pub fn cast(&self, votes: impl IntoIterator<Item = Vote>) -> Vec<Result<Cast, StoreError>> {
        let sent: Vec<Answer<Cast>> = votes.into_iter().map(|v| self.ballots.cast(v)).collect();
        self.answers(sent)
    }

    pub fn answers(&self, sent: Vec<Answer<Cast>>) -> Vec<Result<Cast, StoreError>> {
        let wait = async {
            let mut answers = Vec::new();
            for answer in sent {
                answers.push(answer.await);
            }
            answers
        };
        self.runtime.block_on(wait)
    }

    /// Sets a mark and waits until it stands.
    pub fn mark(&self, mark: Mark) -> Counted {
        let (tell, told) = channel();
        let paper = PAPER.map(str::to_owned).to_vec();
        let then = Box::new(move |counted| drop(tell.send(counted)));
        self.ballots.mark(mark, paper, then);
        let patience = Duration::from_secs(30);
        told.recv_timeout(patience).expect("the mark is set")
    }

    /// Puts everything away and begins anew.
    pub fn archive(&self) {
        let archived = self.runtime.block_on(self.ballots.archive("before"));
        archived.expect("archived");
    }

    pub fn tally(&self) -> [u64; 3] {
        let tally = self.ballots.tally(BALLOT, &PAPER);
        [0, 1, 2].map(|at| tally.0[at].votes)
    }

    /// Every batch, as an export carries it.
    pub fn records(&self) -> Vec<String> {
        let records = self.runtime.block_on(self.ballots.records());
        records.expect("a readable box")
    }
}

pub fn open(round: u32) -> Mark {
    Mark::Open {
        ballot: BALLOT.into(),
        round,
    }
}

pub fn close(round: u32) -> Mark {
    Mark::Close {
        ballot: BALLOT.into(),
        round,
    }
}

pub fn voter(number: u32) -> VoterRef {
    VoterRef::of(&RefKey::of("key"), BALLOT, &number.to_string())
}

pub fn vote(number: u32, change: Option<u32>, choices: &[&str]) -> Vote {
    Vote {
        ballot: BALLOT.into(),
        voter: voter(number),
        change,
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
    }
}
