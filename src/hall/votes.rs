//! Where a hall's votes go.

use crate::ballotbox::record::{Vote, VoterRef};
use crate::ballotbox::{BallotBox, Cast, Held};
use crate::ledger::kept::StoreError;
use crate::net::nodebox::{NodeBox, NodeLack};
use crate::show::programme::Reach;
use std::sync::Arc;

/// Where votes go: into the hall's box, or into the log that nodes write to.
pub enum Votes {
    Hall(Arc<BallotBox>),
    Node(Arc<NodeBox>),
}

impl Votes {
    /// Whether votes can be taken, and what is held is known.
    pub fn is_ready(&self) -> bool {
        self.lack().is_none()
    }

    /// Why a node takes no votes.
    pub fn lack(&self) -> Option<NodeLack> {
        match self {
            Votes::Hall(_) => None,
            Votes::Node(node) => node.lack(),
        }
    }

    /// Whether the phones here are those of the hall.
    pub fn is_hall(&self) -> bool {
        matches!(self, Votes::Hall(_))
    }

    /// Which ballots nobody votes in here: in the hall those of people outside, and at a node those
    /// of the hall.
    pub fn never(&self) -> Reach {
        match self {
            Votes::Hall(_) => Reach::Net,
            Votes::Node(_) => Reach::Hall,
        }
    }

    /// Takes a vote.
    ///
    /// # Errors
    /// It is not stored, or nothing is known of it.
    pub async fn cast(&self, vote: Vote) -> Result<Cast, StoreError> {
        match self {
            Votes::Hall(ballots) => ballots.cast(vote).await,
            // Its timer would make every vote of a hall larger.
            Votes::Node(node) => Box::pin(node.cast(vote)).await,
        }
    }

    /// What is held under a voter's reference.
    pub fn held(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        match self {
            Votes::Hall(ballots) => ballots.held(ballot, voter),
            Votes::Node(node) => node.held(ballot, voter),
        }
    }

    /// Whether this voter's choice was excluded from the count, whatever it is.
    pub fn excludes(&self, ballot: &str, voter: &VoterRef) -> bool {
        match self {
            Votes::Hall(ballots) => ballots.excludes(ballot, voter),
            Votes::Node(node) => node.excludes(ballot, voter),
        }
    }

    /// The voters with this receipt, however it is typed.
    pub fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<VoterRef> {
        match self {
            Votes::Hall(ballots) => ballots.voters_of(ballot, receipt),
            Votes::Node(node) => node.voters_of(ballot, receipt),
        }
    }
}
