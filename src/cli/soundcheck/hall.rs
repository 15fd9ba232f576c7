//! What all phones share.

use super::proof::Evidence;
use super::tape::{NEVER, Tape, Timed};
use super::wire::Door;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;

/// A frame that has not come by then is taken as one that never comes. The page itself asks again
/// by then.
const FRAME_MAX: Duration = Duration::from_secs(5);

/// The ballot that the hall votes in.
#[derive(Clone, Debug)]
pub struct CheckedBallot {
    /// Its id.
    pub ballot: String,
    /// How frames call it.
    pub index: usize,
    /// The ids of those whom one may vote for.
    pub entries: Vec<String>,
    /// What a voter has to show.
    pub asks: Asks,
}

/// What a ballot asks a voter to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    Nothing,
    /// A printed ticket.
    Ticket,
    /// The code that the stage shows.
    Code,
}

/// Everything that a phone needs to know.
pub struct Simulation {
    /// Where the phones go, in turn.
    pub gates: Vec<Gate>,
    /// None where nobody can vote.
    pub poll: Option<CheckedBallot>,
    /// Where the phones have it from.
    pub proof: Evidence,
    /// Requests that may be under way at once.
    pub requests: Semaphore,
    /// What is measured.
    pub tape: Tape,
    /// When it all began.
    pub start: Instant,
    /// Set once everybody may go home.
    pub over: watch::Sender<bool>,
    calls: RwLock<Vec<Call>>,
}

/// A server that phones go to.
#[derive(Clone)]
pub struct Gate {
    pub door: Door,
    /// How much later the ballot closes there, in milliseconds.
    pub delay_ms: i64,
}

/// A change of the deadline that the phones will hear of.
#[derive(Clone, Copy, Debug)]
struct Call {
    /// The deadline, by which the frame is known.
    closes_at: i64,
    /// When the producer asked for it.
    at: Instant,
}

impl Simulation {
    /// Before anybody has come.
    pub fn new(
        gates: Vec<Gate>,
        poll: Option<CheckedBallot>,
        proof: Evidence,
        phones: u32,
        requests: usize,
    ) -> Simulation {
        Simulation {
            gates,
            poll,
            proof,
            requests: Semaphore::new(requests),
            tape: Tape::new(phones),
            start: Instant::now(),
            over: watch::Sender::new(false),
            calls: RwLock::default(),
        }
    }

    /// Where this phone goes, always to the same.
    pub fn gate(&self, phone: u32) -> &Gate {
        &self.gates[phone as usize % self.gates.len()]
    }

    /// The same without its deadline.
    pub fn door(&self, phone: u32) -> &Door {
        &self.gate(phone).door
    }

    /// The producer is about to ask for this deadline.
    pub fn calls(&self, closes_at: i64) {
        let at = Instant::now();
        let mut calls = self.calls.write().unwrap_or_else(PoisonError::into_inner);
        calls.push(Call { closes_at, at });
    }

    /// It was refused, and no phone will hear of it.
    pub fn takes_back(&self, closes_at: i64) {
        let mut calls = self.calls.write().unwrap_or_else(PoisonError::into_inner);
        calls.retain(|call| call.closes_at != closes_at);
    }

    fn read<T>(&self, look: impl FnOnce(&[Call]) -> T) -> T {
        look(&self.calls.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A live line that is up: it ends when this is dropped, however that comes.
pub struct Listening<'a> {
    hall: &'a Simulation,
    since: Instant,
    /// Deadlines up to this one were heard of.
    heard: i64,
}

impl<'a> Listening<'a> {
    /// With the first frame.
    pub fn begin(hall: &'a Simulation) -> Listening<'a> {
        hall.tape.line(true);
        Listening {
            hall,
            since: Instant::now(),
            heard: i64::MIN,
        }
    }

    /// A frame came. One that tells of a later deadline stands for those that it has overtaken.
    pub fn hears(&mut self, closes_at: i64) {
        let now = Instant::now();
        let (since, heard) = (self.since, self.heard);
        let times: Vec<Duration> = self.hall.read(|calls| {
            let recent = calls.iter().rev().take_while(|call| call.at >= since);
            let due = recent.filter(|call| call.closes_at > heard && call.closes_at <= closes_at);
            due.map(|call| now - call.at).collect()
        });
        for time in times {
            self.hall.tape.took(Timed::Frame, time);
        }
        self.heard = self.heard.max(closes_at);
    }
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        self.hall.tape.line(false);
        let (now, since, heard) = (Instant::now(), self.since, self.heard);
        let late =
            |call: &&Call| call.at >= since && call.closes_at > heard && now - call.at > FRAME_MAX;
        let late = self.hall.read(|calls| calls.iter().filter(late).count());
        for _ in 0..late {
            self.hall.tape.took(Timed::Frame, NEVER);
        }
    }
}
