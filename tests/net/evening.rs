//! A prepared evening: its hall, its nodes, and readers of its log.

use crate::cluster::Cluster;
use crate::support::wait::until_within;
use palmares::ballotbox::Cast;
use palmares::ballotbox::record::{Mark, Vote, VoterRef};
use palmares::ledger::Head;
use palmares::ledger::chain::{ChainFile, Keeping};
use palmares::ledger::damage::Damage;
use palmares::ledger::jetstream::Net;
use palmares::ledger::jetstream::signed::{Bytes32, HALL, Signer};
use palmares::ledger::kept::{Kept, StoreError};
use palmares::net::LAYOUT;
use palmares::net::fold::NetPolls;
use palmares::net::record::{NetMark, NetPaper};
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

/// An election, and the next try after it.
pub const BACK_MAX: Duration = Duration::from_secs(60);

pub const EVENING: &str = "evening";

pub fn signer(lane: &str, secret: u8) -> Signer {
    Signer::of(EVENING, lane, &Bytes32([secret; 32])).expect("a key")
}

pub fn hall_key() -> Bytes32 {
    signer(HALL, 1).public()
}

/// Somebody with the log.
pub struct Party {
    pub log: Kept<NetPolls>,
}

impl Party {
    pub fn hall(cluster: &Cluster) -> Party {
        let net = Net::start(&cluster.options("show", EVENING)).expect("a thread");
        let log = Kept::open(net.hall_ledger(signer(HALL, 1), None)).expect("a log");
        Party { log }
    }

    /// With a copy in this file.
    pub fn hall_with(cluster: &Cluster, copy: &Path) -> Result<Party, Damage> {
        let net = Net::start(&cluster.options("show", EVENING)).expect("a thread");
        let copy = ChainFile::at(copy, LAYOUT, Keeping::default());
        let log = Kept::open(net.hall_ledger(signer(HALL, 1), Some(Box::new(copy))))?;
        Ok(Party { log })
    }

    pub fn node(cluster: &Cluster, lane: &str, secret: u8) -> Party {
        let net = Net::start(&cluster.options("show", EVENING)).expect("a thread");
        let log = Kept::open(net.node_ledger(signer(lane, secret), hall_key())).expect("a log");
        Party { log }
    }

    pub fn reader(cluster: &Cluster) -> Party {
        let net = Net::start(&cluster.options("show", EVENING)).expect("a thread");
        let log = Kept::open(net.reader(hall_key())).expect("a log");
        Party { log }
    }

    /// Sets a mark and waits until it stands; tells where.
    pub fn mark(&self, mark: NetMark) -> Head {
        let (sender, stands) = sync_channel(1);
        let then = Box::new(move |_: &NetPolls, at| {
            let _ = sender.try_send(at);
        });
        self.log.mark(mark, then);
        stands.recv_timeout(BACK_MAX).expect("the mark stands")
    }

    /// Lists two nodes and opens the ballot.
    pub fn open(&self) {
        self.mark(NetMark::Evening {
            evening: EVENING.to_owned(),
            hall: hall_key(),
        });
        for (lane, secret) in [("n1", 11), ("n2", 12)] {
            self.mark(NetMark::Node {
                lane: lane.to_owned(),
                key: signer(lane, secret).public(),
            });
        }
        self.mark(NetMark::Paper(NetPaper {
            ballot: "people".to_owned(),
            choices_max: 1,
            entries: vec!["a".to_owned(), "b".to_owned()],
        }));
        self.mark(opening(1));
    }

    /// Votes, and asks again while nothing is known of it, as phones do.
    pub fn cast(&self, voter: u32, choice: &str) -> Result<Cast, StoreError> {
        let ask = || self.log.ask(vote(voter, choice)).wait();
        until_within(BACK_MAX, "an answer", || {
            Some(ask()).filter(|answer| *answer != Err(StoreError::Unknown))
        })
    }

    pub fn votes(&self) -> Vec<u64> {
        let tally = self.log.fold().polls().tally("people", ["a", "b"]);
        tally.0.iter().map(|count| count.votes).collect()
    }
}

pub fn opening(round: u32) -> NetMark {
    let ballot = "people".to_owned();
    NetMark::Box(Mark::Open { ballot, round })
}

pub fn closing(round: u32) -> NetMark {
    let ballot = "people".to_owned();
    NetMark::Box(Mark::Close { ballot, round })
}

pub fn voter_ref(voter: u32) -> VoterRef {
    let mut bytes = [0; 16];
    bytes[..4].copy_from_slice(&voter.to_be_bytes());
    VoterRef(bytes)
}

pub fn vote(voter: u32, choice: &str) -> Vote {
    Vote {
        ballot: "people".to_owned(),
        voter: voter_ref(voter),
        change: Some(1),
        choices: vec![choice.to_owned()],
    }
}
