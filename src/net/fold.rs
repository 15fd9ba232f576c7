//! The pure fold of the log outside: whose messages count, until when, and what they say.
//!
//! A message counts if the lane that it names has signed it, its counter is higher than the lane's
//! last, and all of its lines are what that lane may write. Then the rules of a ballot box hold.
//! A vote is late after the close mark, and once the servers' stamp of it is further from that of
//! the opening than the round lasts: nobody's clock has to be right for that, and where one server
//! takes over from another whose clock differs, the hall says anew how long.

use super::LAYOUT;
use super::record::{NetMark, NetPaper};
use crate::ballotbox::Cast;
use crate::ballotbox::fold::Polls;
use crate::ballotbox::record::{Mark, Vote, VoteLine};
use crate::ledger::jetstream::signed::{Bytes32, HALL, Logged, Signed, subject_of};
use crate::ledger::kept::Fold;
use crate::ledger::{Head, Layout};
use crate::show::event::At;
use std::collections::BTreeMap;

/// Everything that a log says.
#[derive(Default)]
pub struct NetPolls {
    polls: Polls,
    /// The evening's name and the hall's key, which its first message tells.
    evening: Option<(String, Bytes32)>,
    lanes: BTreeMap<String, NetLane>,
    papers: BTreeMap<String, NetPaper>,
    spans: BTreeMap<String, NetSpan>,
    skipped: Skipped,
    /// The last message that was taken in, or skipped.
    head: Head,
    stamp_ms: i64,
}

/// What is known of a lane; the hall is one, too.
#[derive(Clone, PartialEq, Eq)]
pub struct NetLane {
    pub key: Bytes32,
    /// Of its last message that counted; 0 before the first.
    pub counter: u64,
    /// Nothing of it counts any more.
    pub stopped: bool,
    /// How many of its messages counted.
    pub messages: u64,
}

/// How long the round of a ballot lasts.
#[derive(Default)]
struct NetSpan {
    round: u32,
    /// By the servers' clocks.
    opened_ms: i64,
    /// By the hall's.
    opened_at: Option<At>,
    span_ms: Option<i64>,
}

impl NetSpan {
    /// Another opening's word is none of this round's.
    fn is_of(&self, round: u32, opened_at: Option<At>) -> bool {
        let both = self.opened_at.zip(opened_at);
        self.round == round && both.is_none_or(|(known, said)| known == said)
    }
}

/// What no reader counts: messages, and votes in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Not signed by the lane that it names.
    pub forged: u64,
    /// Of a lane that the hall does not list, or written to another one's subject.
    pub foreign: u64,
    /// Not written as a message is.
    pub malformed: u64,
    /// Of a lane that was stopped.
    pub stopped: u64,
    /// A counter that the lane has passed already: sent again, as a rule, and harmless.
    pub repeated: u64,
    /// Votes, not messages: for what their ballot does not offer.
    pub unlisted: u64,
}

impl Skipped {
    /// Those that somebody should look into.
    pub fn suspicious(&self) -> u64 {
        self.forged + self.foreign + self.malformed + self.unlisted
    }
}

impl Fold for NetPolls {
    type Asked = Vote;
    type Mark = NetMark;
    type Answer = Cast;

    const LAYOUT: Layout = LAYOUT;

    fn whose(vote: &Vote) -> u64 {
        Polls::whose(vote)
    }

    fn judge(&self, vote: Vote, alone: bool, line: &mut String) -> Option<Cast> {
        self.polls.judge(vote, alone, line)
    }

    fn stands(&self, mark: &NetMark) -> Option<Head> {
        let lane = |name: &str| self.lanes.get(name);
        let stands = match mark {
            NetMark::Box(mark) => return self.polls.stands(mark),
            NetMark::Evening { .. } => self.evening.is_some(),
            NetMark::Node { lane: name, key } => lane(name).is_some_and(|lane| lane.key == *key),
            NetMark::Stop { lane: name } => self.is_stopped(name),
            NetMark::Paper(paper) => self.papers.get(&paper.ballot) == Some(paper),
            NetMark::Lasts {
                ballot,
                round,
                span_ms,
                opened_at,
            } => {
                let span = self.spans.get(ballot).filter(|span| span.round == *round);
                span.is_some_and(|s| (s.span_ms, s.opened_at) == (Some(*span_ms), *opened_at))
            }
        };
        stands.then_some(self.head)
    }

    fn check(body: &str) -> Result<(), String> {
        match Logged::read(body) {
            Some(_) => Ok(()),
            None => Err("it holds no message of a log".to_owned()),
        }
    }

    fn apply(&mut self, at: Head, body: &str, hear: &mut dyn FnMut(Cast)) -> Result<(), String> {
        let logged = Logged::read(body).ok_or("it holds no message of a log")?;
        self.stamp_ms = logged.stamp_ms;
        match self.counts(&logged) {
            Ok(signed) if signed.lane == HALL => self.decree(signed.text, at),
            Ok(signed) => self.batch(signed.text, hear),
            Err(skip) => *skip(&mut self.skipped) += 1,
        }
        self.head = at;
        // The polls tell where they stand, too.
        self.polls.apply(at, "", &mut |_| {})
    }
}

/// Which count of skipped messages one belongs to.
type Skip = fn(&mut Skipped) -> &mut u64;

const FORGED: Skip = |skipped| &mut skipped.forged;
const FOREIGN: Skip = |skipped| &mut skipped.foreign;
const MALFORMED: Skip = |skipped| &mut skipped.malformed;
const STOPPED: Skip = |skipped| &mut skipped.stopped;
const REPEATED: Skip = |skipped| &mut skipped.repeated;

impl NetPolls {
    /// The votes, counted.
    pub fn polls(&self) -> &Polls {
        &self.polls
    }

    /// The evening's name and the hall's key; none before the log's first message.
    pub fn evening(&self) -> Option<(&str, &Bytes32)> {
        self.evening
            .as_ref()
            .map(|(name, key)| (name.as_str(), key))
    }

    /// Who has ever written, and the hall.
    pub fn lanes(&self) -> &BTreeMap<String, NetLane> {
        &self.lanes
    }

    /// Whether nothing of this lane counts any more.
    pub fn is_stopped(&self, lane: &str) -> bool {
        self.lanes.get(lane).is_some_and(|lane| lane.stopped)
    }

    pub fn skipped(&self) -> Skipped {
        self.skipped
    }

    /// When the servers took the last message, by their clocks, in milliseconds since 1970.
    pub fn stamp_ms(&self) -> i64 {
        self.stamp_ms
    }

    /// The last message that was taken in, or skipped.
    pub fn head(&self) -> Head {
        self.head
    }

    /// When the servers took the opening of this round, by their clocks, in milliseconds since
    /// 1970, and how long it lasts from there, in milliseconds, if the hall has said so.
    pub fn span(&self, ballot: &str, round: u32) -> Option<(i64, Option<i64>)> {
        let span = self.spans.get(ballot).filter(|span| span.round == round)?;
        Some((span.opened_ms, span.span_ms))
    }

    /// When the hall had opened this round, by the hall's clock, if the log says so.
    pub fn opened_at(&self, ballot: &str, round: u32) -> Option<At> {
        let span = self.spans.get(ballot).filter(|span| span.round == round)?;
        span.opened_at
    }

    /// What may be chosen in a ballot, as the hall said last.
    pub fn paper(&self, ballot: &str) -> Option<&NetPaper> {
        self.papers.get(ballot)
    }

    /// The message, if every reader takes it; then its counter is used up.
    fn counts<'a>(&mut self, logged: &Logged<'a>) -> Result<Signed<'a>, Skip> {
        let signed = Signed::read(logged.message).ok_or(MALFORMED)?;
        if logged.subject != subject_of(signed.lane) {
            return Err(FOREIGN);
        }
        if self.evening.is_none() {
            self.begin(&signed)?;
        }
        let (evening, _) = self.evening.as_ref().ok_or(FOREIGN)?;
        let lane = self.lanes.get_mut(signed.lane).ok_or(FOREIGN)?;
        // What does not count anyway needs no proof.
        if lane.stopped {
            return Err(STOPPED);
        }
        if !signed.is_of(evening, &lane.key) {
            return Err(FORGED);
        }
        if signed.counter <= lane.counter {
            return Err(REPEATED);
        }
        lane.counter = signed.counter;
        let ours = |line| match signed.lane == HALL {
            true => NetMark::read(line).is_some(),
            false => VoteLine::read(line).is_some(),
        };
        if !signed.text.lines().all(ours) {
            return Err(MALFORMED);
        }
        if let Some(lane) = self.lanes.get_mut(signed.lane) {
            lane.messages += 1;
        }
        Ok(signed)
    }

    /// The first message proves itself: whoever reads the log knows which key it has to name.
    fn begin(&mut self, signed: &Signed<'_>) -> Result<(), Skip> {
        let first = signed.text.lines().next().and_then(NetMark::read);
        let Some(NetMark::Evening { evening, hall }) = first else {
            return Err(FOREIGN);
        };
        if signed.lane != HALL || !signed.is_of(&evening, &hall) {
            return Err(FORGED);
        }
        self.evening = Some((evening, hall));
        self.list(HALL.to_owned(), hall);
        Ok(())
    }

    fn list(&mut self, name: String, key: Bytes32) {
        let lane = NetLane {
            key,
            counter: 0,
            stopped: false,
            messages: 0,
        };
        // A lane keeps its first key and never begins anew: its counter would be worth nothing.
        self.lanes.entry(name).or_insert(lane);
    }

    /// Whether a vote chooses what its ballot offers: as many as it may, and none twice.
    fn may_be(&self, vote: &VoteLine<'_>) -> bool {
        let Some(paper) = self.papers.get(vote.ballot) else {
            return false;
        };
        let chosen: Vec<&str> = vote.choices().take(paper.choices_max + 1).collect();
        let offered = |(at, entry): (usize, &&str)| {
            paper.entries.iter().any(|e| e == entry) && !chosen[..at].contains(entry)
        };
        chosen.len() <= paper.choices_max && chosen.iter().enumerate().all(offered)
    }

    /// Takes in what the hall says.
    fn decree(&mut self, text: &str, at: Head) {
        for mark in text.lines().filter_map(NetMark::read) {
            match mark {
                NetMark::Evening { .. } => {}
                NetMark::Node { lane, key } => self.list(lane, key),
                NetMark::Stop { lane } => {
                    if let Some(lane) = self.lanes.get_mut(&lane) {
                        lane.stopped = true;
                    }
                }
                NetMark::Paper(paper) => {
                    self.papers.insert(paper.ballot.clone(), paper);
                }
                NetMark::Lasts {
                    ballot,
                    round,
                    span_ms,
                    opened_at,
                } => {
                    let span = self.spans.get_mut(&ballot);
                    if let Some(span) = span.filter(|span| span.is_of(round, opened_at)) {
                        span.span_ms = Some(span_ms);
                        span.opened_at = span.opened_at.or(opened_at);
                    }
                }
                NetMark::Box(mark) => self.set(&mark, at),
            }
        }
    }

    fn set(&mut self, mark: &Mark, at: Head) {
        if let Mark::Open { ballot, round } = mark
            && self.polls.stands(mark).is_none()
        {
            let span = NetSpan {
                round: *round,
                opened_ms: self.stamp_ms,
                ..NetSpan::default()
            };
            self.spans.insert(ballot.clone(), span);
        }
        // A mark of ours is a record of a box: nothing in it can be refused.
        let _ = self.polls.apply(at, &mark.to_string(), &mut |_| {});
    }

    /// Takes in what a node says.
    fn batch(&mut self, text: &str, hear: &mut dyn FnMut(Cast)) {
        for vote in text.lines().filter_map(VoteLine::read) {
            if !self.may_be(&vote) {
                // The ballot does not take it; nothing else of the batch suffers.
                self.skipped.unlisted += 1;
                hear(Cast::Late);
                continue;
            }
            let span = self.spans.get(vote.ballot);
            let ends_ms = span.and_then(|span| Some(span.opened_ms.saturating_add(span.span_ms?)));
            let in_time = ends_ms.is_none_or(|ends_ms| self.stamp_ms <= ends_ms);
            hear(self.polls.take(&vote, in_time));
        }
    }
}

#[cfg(test)]
mod tests;
