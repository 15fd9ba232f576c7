//! The hall's end of the log outside: the line, what was read of the log, how old that is, and
//! whether another server holds the same.

use super::fold::NetPolls;
use crate::ballotbox::Held;
use crate::ballotbox::receipts::Receipts;
use crate::ballotbox::record::VoterRef;
use crate::ledger::Head;
use crate::ledger::damage::Damage;
use crate::ledger::jetstream::signed::HALL;
use crate::ledger::jetstream::{JetStreamLedger, Net, Witness, Witnessed};
use crate::ledger::kept::{AnyKept, Kept};
use crate::show::event::At;
use crate::view::NetSight;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// What is known of the log is as new as this, or its age is said.
pub const FRESH_MAX: Duration = Duration::from_secs(5);

/// A server that has just begun to lead may answer short once or twice.
const SHORT_MAX: u32 = 3;

/// What the hall has of the log.
pub struct NetLink {
    net: Net,
    /// None where one address alone was given.
    witness: Option<Witness>,
    /// Opened once the hall is served: nobody waits for it.
    log: OnceLock<Kept<NetPolls>>,
    receipts: Receipts,
    /// The evening has just begun, and not all of the log was read since.
    begins: AtomicBool,
    trouble: OnceLock<NetTrouble>,
    /// The servers' clocks were seen to differ.
    clocks: AtomicBool,
    asked: Mutex<EndAsked>,
    seen: Mutex<NetSeen>,
    /// Messages of the log, as the servers said last.
    end: AtomicU64,
    /// What people elsewhere open.
    home: Option<String>,
}

/// What was read of the log when it was looked at last: frames never wait for a fold.
#[derive(Clone, Default)]
struct NetSeen {
    /// Messages.
    held: u64,
    /// Voters by ballot.
    turnout: BTreeMap<String, u64>,
    suspicious: u64,
    /// Nodes whose messages count no more.
    stopped: Vec<String>,
}

/// When the servers were asked, also by the show's clock.
type AskedAt = (Instant, At);

/// What the servers were asked of the log's end.
#[derive(Default)]
struct EndAsked {
    /// The last answer that was not reached yet: the log's end, and when it was asked for.
    waits: Option<(u64, AskedAt)>,
    /// All that stood in the log at this moment was read.
    reached: Option<AskedAt>,
    /// Answers in a row that were short of what had been read before they were asked for.
    short: u32,
}

impl EndAsked {
    /// The log ends so, for somebody who had read `before` when asking and has read `held` by now.
    /// Whether it has been too short too often.
    fn hear(&mut self, (end, asked): (u64, AskedAt), before: u64, held: u64) -> bool {
        if self.waits.is_none() || end <= held {
            self.waits = Some((end, asked));
        }
        self.short = if end < before { self.short + 1 } else { 0 };
        self.short >= SHORT_MAX
    }
}

/// Why the votes from outside are not counted, until somebody mends it and starts again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetTrouble {
    #[error("{0}")]
    Damaged(String),
    #[error(
        "the log on these servers has {end} messages, and this folder has a copy of {held}: the \
        servers have lost some, or were set up anew. Put their stores back, or begin another log \
        with palmares net prepare --new-evening"
    )]
    Shorter { end: u64, held: u64 },
    #[error(
        "the log on these servers holds ballots of an evening that is not this folder's. Begin \
        another log with palmares net prepare --new-evening"
    )]
    Used,
}

impl NetLink {
    /// `home`: the nodes' public address, where they have one.
    pub fn of(net: Net, witness: Option<Witness>, home: Option<String>) -> Self {
        NetLink {
            net,
            witness,
            log: OnceLock::new(),
            receipts: Receipts::default(),
            begins: AtomicBool::new(false),
            trouble: OnceLock::new(),
            clocks: AtomicBool::new(false),
            asked: Mutex::default(),
            seen: Mutex::default(),
            end: AtomicU64::new(0),
            home,
        }
    }

    /// Reads what there is in the copy, and follows from there on. Waits for the copy alone.
    /// `new`: the evening has just begun, so that nothing of it can be in the log.
    pub fn open(&self, ledger: JetStreamLedger, new: bool) {
        self.begins.store(new, Ordering::SeqCst);
        match Kept::<NetPolls>::open(ledger) {
            Ok(log) => {
                let _ = self.log.set(log);
            }
            Err(damage) => self.note(NetTrouble::Damaged(mended(&damage))),
        }
    }

    pub fn net(&self) -> &Net {
        &self.net
    }

    /// Whether marks may be set in the log and votes counted from it. Of an evening that has just
    /// begun nothing can be in it, and whether it is so is known once all of it was read.
    pub fn is_ours(&self) -> bool {
        if self.begins.load(Ordering::SeqCst) {
            if self.age().is_none() {
                return false;
            }
            if self.is_used() {
                self.note_used();
            }
            self.begins.store(false, Ordering::SeqCst);
        }
        self.trouble().is_none()
    }

    /// The log has a ballot open that this evening has never opened.
    pub fn note_used(&self) {
        self.note(NetTrouble::Used);
    }

    /// Another server leads than before, and its clock is another one. Said once.
    pub fn note_clocks(&self) {
        if !self.clocks.swap(true, Ordering::SeqCst) {
            tracing::warn!(
                "the clocks of the NATS servers differ by more than five seconds: the deadline \
                outside was set anew. Keep them by NTP"
            );
        }
    }

    /// The log, once it is opened.
    pub fn log(&self) -> Option<&Kept<NetPolls>> {
        self.log.get()
    }

    /// The log, unless it is another evening's, or may be: nobody outside is told of its rounds.
    pub fn own_log(&self) -> Option<&Kept<NetPolls>> {
        let used = self.trouble.get() == Some(&NetTrouble::Used);
        let other = used || self.begins.load(Ordering::SeqCst);
        self.log().filter(|_| !other)
    }

    /// Why nothing is counted any more.
    pub fn trouble(&self) -> Option<&NetTrouble> {
        if self.log().is_some_and(|log| log.failed()) {
            let what = "it does not go on as this folder's copy of it. Look above for what differs";
            self.note(NetTrouble::Damaged(what.to_owned()));
        }
        self.trouble.get()
    }

    /// The first trouble stands, and is said once.
    fn note(&self, trouble: NetTrouble) {
        let known = self.trouble.get().is_some();
        let told = self.trouble.get_or_init(|| trouble);
        if !known {
            tracing::error!("the votes from outside are not counted: {told}");
        }
    }

    /// The servers, asked at this moment, said where the log ends. `before`: how many messages had
    /// been read then. What was read since says nothing against them.
    pub fn heard(&self, end: u64, asked: (Instant, At), before: u64) {
        self.end.store(end, Ordering::Relaxed);
        let held = self.held();
        let mut known = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let short = known.hear((end, asked), before, held);
        drop(known);
        if short {
            self.note(NetTrouble::Shorter { end, held: before });
        }
    }

    /// Looks at what was read of the log by now.
    pub fn look(&self) {
        let Some(log) = self.log() else {
            return;
        };
        let seen = NetSeen::of(&log.fold());
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, when)) = asked.waits.take_if(|(end, _)| *end <= seen.held) {
            asked.reached = Some(when);
        }
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }

    fn seen(&self) -> NetSeen {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }

    /// How many messages had been read when it was looked.
    pub fn held(&self) -> u64 {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.held
    }

    /// Whether as many servers hold the same up to here as can be asked; and how many they are.
    pub fn witnessed(&self, at: Head) -> Option<u32> {
        match &self.witness {
            None => Some(1),
            Some(witness) => (witness.says(at) == Witnessed::Same).then(|| witness.readers()),
        }
    }

    /// Messages that the log had when the servers were asked last and that were not read yet.
    pub fn lag(&self) -> u64 {
        self.end.load(Ordering::Relaxed).saturating_sub(self.held())
    }

    /// How old the newest news of the log can be: it may have had more since. None while nothing is
    /// known of it.
    pub fn age(&self) -> Option<Duration> {
        let (reached, _) = self.reached()?;
        Some(reached.elapsed())
    }

    fn reached(&self) -> Option<AskedAt> {
        let known = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        known.reached
    }

    /// What the screens are told of it.
    pub fn sight(&self) -> NetSight {
        let (reached, seen) = (self.reached(), self.seen());
        NetSight {
            up: self.net.health().up,
            fresh: reached.is_some_and(|(reached, _)| reached.elapsed() <= FRESH_MAX),
            as_of: reached.map(|(_, at)| at),
            turnout: seen.turnout,
            trouble: self.trouble().is_some(),
            suspicious: seen.suspicious,
            stopped: seen.stopped,
            clocks_differ: self.clocks.load(Ordering::SeqCst),
            one_reader: self.witness.is_none(),
            differing: self
                .witness
                .as_ref()
                .map_or_else(Vec::new, Witness::differing),
            home: self.home.clone(),
        }
    }

    /// Whether a ballot was opened in the log: another evening has to begin with another log.
    pub fn is_used(&self) -> bool {
        let opened = |log: &Kept<NetPolls>| log.fold().polls().turnout().next().is_some();
        self.log().is_some_and(opened)
    }

    /// What is held outside under a voter's reference.
    pub fn held_of(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        self.log()?.fold().polls().held(ballot, voter)
    }

    /// The voters outside with this receipt, however it is typed.
    pub fn voters_of(&self, ballot: &str, receipt: &str) -> Vec<VoterRef> {
        let found = self
            .log()
            .map(|log| self.receipts.find(log, NetPolls::polls, ballot, receipt));
        found.unwrap_or_default()
    }
}

impl NetSeen {
    fn of(fold: &NetPolls) -> Self {
        let turnout = fold.polls().turnout();
        let lanes = fold.lanes().iter();
        let stopped = lanes.filter(|(name, lane)| *name != HALL && lane.stopped);
        NetSeen {
            held: fold.head().revision,
            turnout: turnout
                .map(|(id, voters, _)| (id.to_owned(), voters))
                .collect(),
            suspicious: fold.skipped().suspicious(),
            stopped: stopped.map(|(name, _)| name.clone()).collect(),
        }
    }
}

fn mended(damage: &Damage) -> String {
    format!(
        "net.db: {damage}. The servers hold all of the log: move net.db and net.mirror away, and \
        start again"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_since_it_was_asked_makes_no_log_shorter() {
        let (mut known, asked) = (EndAsked::default(), (Instant::now(), At(0)));
        for end in [10, 20, 30, 40] {
            assert!(!known.hear((end, asked), end, end + 9));
        }
    }

    #[test]
    fn a_log_is_shorter_once_three_answers_in_a_row_say_so() {
        let (mut known, asked) = (EndAsked::default(), (Instant::now(), At(0)));
        let mut short = |end| known.hear((end, asked), 10, 10);
        assert!(!short(9) && !short(9));
        assert!(!short(10), "that was a leader that was behind");
        assert!(!short(9) && !short(9));
        assert!(short(9));
    }
}
