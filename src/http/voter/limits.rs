//! How much a single voter, and all together, may ask for within a window.

use crate::ballotbox::record::{OfVoters, VoterRef};
use crate::voter::Voter;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Votes that one voter may send within [`WINDOW`].
const VOTES_MAX: u32 = 30;

/// Joins that all together may make within [`WINDOW`]: more than this program could answer. A token
/// costs nothing to make and nothing to keep, and a cap that could be reached would be a weapon:
/// whoever uses it up keeps everybody else out.
const JOINS_MAX: u32 = 1_000_000;

/// Wrong codes that one device may type within [`WINDOW`].
const WRONG_CODES_MAX: u32 = 10;

/// Wrong digits that all phones may type together within [`WINDOW`]: tokens are free, so whoever
/// tries all ten thousand has many of them.
const ALL_WRONG_CODES_MAX: u32 = 200;

/// The span that limits count over.
const WINDOW: Duration = Duration::from_secs(10);

/// Voters that room is kept for from one window to the next: some two megabytes.
const KEPT_VOTERS_MAX: usize = 65_536;

/// Counts per voter and for all, forgotten after each window.
#[derive(Default)]
pub struct Limits(Mutex<RequestCounts>);

#[derive(Default)]
struct RequestCounts {
    since: Option<Instant>,
    joins: u32,
    votes: OfVoters<u32>,
    wrong_codes: HashMap<String, u32>,
    all_wrong_codes: u32,
}

impl RequestCounts {
    /// A new window. What a rush needed is kept for the next one, within reason.
    fn begin(&mut self) {
        let mut votes = std::mem::take(&mut self.votes);
        votes.clear();
        votes.shrink_to(KEPT_VOTERS_MAX);
        *self = RequestCounts {
            since: Some(Instant::now()),
            votes,
            ..RequestCounts::default()
        };
    }
}

impl Limits {
    fn count<T>(&self, change: impl FnOnce(&mut RequestCounts) -> T) -> T {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.since.is_none_or(|since| since.elapsed() > WINDOW) {
            counts.begin();
        }
        change(&mut counts)
    }

    pub(super) fn join(&self) -> bool {
        self.count(|counts| {
            counts.joins += 1;
            counts.joins <= JOINS_MAX
        })
    }

    pub(super) fn vote(&self, voter: &VoterRef) -> bool {
        self.count(|counts| {
            let votes = counts.votes.entry(*voter).or_default();
            *votes += 1;
            *votes <= VOTES_MAX
        })
    }

    /// Whether this device may try other digits.
    pub fn may_try_code(&self, device: Option<&Voter>) -> bool {
        self.count(|counts| {
            let known = device.and_then(|voter| counts.wrong_codes.get(&voter.token));
            counts.all_wrong_codes < ALL_WRONG_CODES_MAX
                && known.is_none_or(|tries| *tries < WRONG_CODES_MAX)
        })
    }

    /// Counts wrong digits.
    pub fn wrong_code(&self, device: Option<&Voter>) {
        self.count(|counts| {
            counts.all_wrong_codes += 1;
            if let Some(voter) = device {
                *counts.wrong_codes.entry(voter.token.clone()).or_default() += 1;
            }
        });
    }
}
