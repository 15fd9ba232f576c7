//! What the audience's half of the house may reach: what phones may know, the voters and a ballot
//! box. Nothing here leads to the show's state, so there is nothing to leak; it serves as well on a
//! machine that has no more than this.

use super::App;
use super::jar::Jar;
use super::origin::Origin;
use super::voter::Limits;
use crate::ballotbox::record::{RefKey, Vote, VoterRef};
use crate::ballotbox::{BallotBox, Cast, Held};
use crate::clock::Clock;
use crate::hall::Hall;
use crate::ledger::kept::StoreError;
use crate::media::Gallery;
use crate::metrics::Timings;
use crate::net::nodebox::NodeBox;
use crate::phones::Phones;
use crate::presence::Elsewhere;
use crate::voter::Voters;
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use std::sync::Arc;
use tokio::sync::watch;

/// Where guests are served.
pub struct Foyer {
    /// What they may know.
    pub news: watch::Receiver<Arc<Hall>>,
    /// Those who have the page open.
    pub phones: Arc<Phones>,
    /// Phones that may be connected at once: more would keep those out who run the show.
    pub phones_max: u64,
    /// What makes them voters.
    pub voters: Arc<Voters>,
    pub votes: Votes,
    /// From a vote in hand until it is known what has become of it.
    pub vote_times: Timings,
    /// Keys the references that stand for voters.
    pub ref_key: RefKey,
    /// Keeps a single voter or a script from taking everybody's time.
    pub limits: Limits,
    /// The clock that the show runs on.
    pub clock: Arc<dyn Clock>,
    /// The show's files, as screens are sent them.
    pub gallery: Arc<Gallery>,
    /// The names of this show's cookies.
    pub jar: Jar,
    /// Whether this server speaks HTTPS itself, to everybody.
    pub tls: bool,
    /// The origin of the public address, where a proxy or tunnel stands in front.
    pub public_origin: Option<Origin>,
    /// The origin of the jury's pages, where they have an address of their own.
    pub jury_origin: Option<Origin>,
    /// The address of those who run the show, for whoever asks for no host at all.
    pub house: String,
    /// Pages at addresses that are not the show's.
    pub elsewhere: Arc<Elsewhere>,
    /// Called when the operator has to hear of one.
    pub alarm: Box<dyn Fn() + Send + Sync>,
}

/// Where votes go: into the hall's box, or into the log that nodes write to.
pub enum Votes {
    Hall(Arc<BallotBox>),
    Node(Arc<NodeBox>),
}

impl Votes {
    /// Whether votes can be taken, and what is held is known.
    pub fn is_ready(&self) -> bool {
        match self {
            Votes::Hall(_) => true,
            Votes::Node(node) => node.is_ready(),
        }
    }

    /// Whether the phones here are those of the hall.
    pub fn is_hall(&self) -> bool {
        matches!(self, Votes::Hall(_))
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

impl Foyer {
    /// What phones may know now.
    pub fn hall(&self) -> Arc<Hall> {
        self.news.borrow().clone()
    }

    /// Counts a request that was refused for its origin; when there are many, whoever runs the
    /// server is told of it once.
    pub(super) fn note_elsewhere(&self, headers: &HeaderMap) {
        let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
        let Some(origin) = origin.and_then(Origin::of_header) else {
            return;
        };
        if !self.elsewhere.refused(origin.as_str()) {
            return;
        }
        tracing::warn!(
            "pages at {origin} send votes or commands, and all are refused: it is not this show's \
             address. If your audience opens it, start again with --public-url {origin}; if you \
             do not know it, nothing needs to be done"
        );
        (self.alarm)();
    }
}

/// What a request to any of our routes finds.
pub trait Served {
    /// Where guests are served.
    fn foyer(&self) -> &Foyer;
}

impl Served for Arc<Foyer> {
    fn foyer(&self) -> &Foyer {
        self
    }
}

impl Served for Arc<App> {
    fn foyer(&self) -> &Foyer {
        &self.foyer
    }
}
