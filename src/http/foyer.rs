//! What the audience's half of the house may reach: what phones may know, the voters and the boxes
//! that hold votes. Nothing here leads to the show's state, so there is nothing to leak; it serves
//! as well on a machine that has no more than this.

use super::App;
use super::jar::Jar;
use super::origin::Origin;
use super::voter::Limits;
use crate::ballotbox::record::RefKey;
use crate::clock::Clock;
use crate::hall::Hall;
pub use crate::hall::Votes;
use crate::media::Gallery;
use crate::metrics::Timings;
use crate::net::link::NetLink;
use crate::phones::Phones;
use crate::presence::Elsewhere;
use crate::show::vote::VoteError;
use crate::view::audience::{Paper, ReceiptHeld, ReceiptLook};
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
    /// What makes them voters, but for a rehearsal.
    pub voters: Arc<Voters>,
    /// Where they vote, but for a rehearsal.
    pub votes: Votes,
    /// The log outside as the hall reads it: what is recorded there is found in the hall, too.
    pub outside: Option<Arc<NetLink>>,
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

impl Foyer {
    /// What phones may know now.
    pub fn hall(&self) -> Arc<Hall> {
        self.news.borrow().clone()
    }

    /// What makes voters in this hall.
    pub fn voters<'h>(&'h self, hall: &'h Hall) -> &'h Voters {
        let rehearsal = hall.rehearsal.as_ref();
        rehearsal.map_or(&self.voters, |meanwhile| &meanwhile.voters)
    }

    /// Why a token is nobody's in this hall.
    pub fn unknown(&self, token: &str) -> VoteError {
        match self.voters.is_rehearsed(token) {
            true => VoteError::Rehearsed,
            false => VoteError::NoVoter,
        }
    }

    /// Where its votes go.
    pub fn votes<'h>(&'h self, hall: &'h Hall) -> &'h Votes {
        let rehearsal = hall.rehearsal.as_ref();
        rehearsal.map_or(&self.votes, |meanwhile| &meanwhile.votes)
    }

    /// What is recorded under a receipt of this ballot, in the boxes that this machine has.
    pub fn look_up(&self, hall: &Hall, paper: &Paper, receipt: &str) -> ReceiptLook {
        let (votes, id) = (self.votes(hall), &paper.id);
        let outside = self.outside.as_ref().filter(|_| !paper.reach.is_hall());
        let outside = outside.filter(|link| link.log().is_some());
        let mut voters = votes.voters_of(id, receipt);
        let there = outside.map(|link| link.voters_of(id, receipt));
        for voter in there.unwrap_or_default() {
            if !voters.contains(&voter) {
                voters.push(voter);
            }
        }
        let here = votes.is_hall();
        let held = voters.iter().map(|voter| {
            let (own, other) = (
                votes.held(id, voter),
                outside.and_then(|link| link.held_of(id, voter)),
            );
            match here {
                true => ReceiptHeld {
                    hall: own,
                    net: other,
                },
                false => ReceiptHeld {
                    hall: None,
                    net: own,
                },
            }
        });
        ReceiptLook {
            voters: held.collect(),
            hall: here,
            net: !here || outside.is_some(),
        }
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
