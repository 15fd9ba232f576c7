//! The pure fold of a box's records: who has chosen what, and how many chose each.
//!
//! A vote that comes while its ballot is not open is late. One with a lower number than what stands
//! changes nothing; of equal numbers the later in the order stands. An excluded voter never counts.

mod together;

use super::record::{Mark, OfVoters, Record, SomeVoters, Vote, VoteLine, VoterRef};
use super::{Cast, Held, LAYOUT};
use crate::ledger::kept::Fold;
use crate::ledger::{Head, Layout};
use crate::show::tally::{Count, Tally};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write;

pub use together::{parts, together};

/// All ballots of a box.
#[derive(Debug, Default)]
pub struct Polls {
    /// By ballot: an evening has too few of them for anything cleverer.
    polls: Vec<(String, Poll)>,
    /// The last record that was taken in.
    head: Head,
}

#[derive(Debug, Default)]
struct Poll {
    /// The round that is open.
    open: Option<u32>,
    /// The last round that was opened, or that closed without ever having been open here.
    round: u32,
    /// The last round that was closed, and where its mark stands.
    closed: Option<(u32, Head)>,
    entries: Vec<String>,
    numbers: HashMap<String, u16, RandomState>,
    votes: OfVoters<Stored>,
    excluded: SomeVoters,
    counts: Vec<u64>,
    /// How many votes were taken, changes too.
    taken: u64,
}

/// A voter's choice; entries by number, because a hall has many voters and few entries.
#[derive(Debug)]
struct Stored {
    change: u32,
    choices: Chosen,
}

/// As a rule everybody chooses one, and that takes no room of its own.
#[derive(Debug, PartialEq)]
enum Chosen {
    One([u16; 1]),
    Several(Box<[u16]>),
}

impl Chosen {
    fn numbers(&self) -> &[u16] {
        match self {
            Chosen::One(one) => one,
            Chosen::Several(several) => several,
        }
    }
}

/// What is wrong with a body that somebody else has written.
const NO_RECORD: &str = "it holds a line that is no record";

impl Fold for Polls {
    type Asked = Vote;
    type Mark = Mark;
    type Answer = Cast;

    const LAYOUT: Layout = LAYOUT;

    fn whose(vote: &Vote) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = vote.voter.0;
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }

    fn judge(&self, vote: Vote, alone: bool, line: &mut String) -> Option<Cast> {
        let poll = self.poll(&vote.ballot);
        let held = poll.and_then(|poll| Some((poll, poll.votes.get(&vote.voter)?)));
        if let Some((poll, stored)) = held {
            let same = || stored.names(&poll.entries) == vote.choices;
            let answer = match vote.change {
                Some(change) => stored.answer(&poll.entries, change, same),
                None => same().then(|| stored.counted()),
            };
            if answer.is_some() {
                return answer;
            }
        }
        if alone && poll.is_none_or(|poll| poll.open.is_none()) {
            return Some(Cast::Late);
        }
        let next = held.map_or(1, |(_, stored)| stored.change.saturating_add(1));
        let record = Record::Vote {
            ballot: vote.ballot,
            voter: vote.voter,
            change: vote.change.unwrap_or(next),
            choices: vote.choices,
        };
        let _ = writeln!(line, "{record}");
        None
    }

    /// Marks are idempotent per round. A close is one also for a round whose opening was lost with
    /// the power: a count without a mark could never be proved.
    fn stands(&self, mark: &Mark) -> Option<Head> {
        let poll = self.poll(mark.ballot())?;
        match mark {
            Mark::Open { round, .. } => (poll.round >= *round).then_some(self.head),
            // What came after it belongs to another ballot, and not to this one's digest.
            Mark::Close { round, .. } => {
                let (_, at) = poll.closed.filter(|(last, _)| last >= round)?;
                Some(at)
            }
            Mark::Exclude { voter, .. } => poll.excluded.contains(voter).then_some(self.head),
        }
    }

    fn check(body: &str) -> Result<(), String> {
        let is_record = |line| VoteLine::read(line).is_some() || Record::read(line).is_some();
        match body.lines().all(is_record) {
            true => Ok(()),
            false => Err(NO_RECORD.to_owned()),
        }
    }

    fn apply(&mut self, at: Head, body: &str, hear: &mut dyn FnMut(Cast)) -> Result<(), String> {
        for line in body.lines() {
            if let Some(vote) = VoteLine::read(line) {
                hear(self.take(&vote, true));
                continue;
            }
            let record = Record::read(line);
            let Some(Record::Mark(mark)) = record else {
                return Err(NO_RECORD.to_owned());
            };
            if self.stands(&mark).is_none() {
                self.poll_mut(mark.ballot()).set(mark, at);
            }
        }
        self.head = at;
        Ok(())
    }
}

impl Polls {
    fn poll(&self, ballot: &str) -> Option<&Poll> {
        let (_, poll) = self.polls.iter().find(|(known, _)| known == ballot)?;
        Some(poll)
    }

    fn poll_mut(&mut self, ballot: &str) -> &mut Poll {
        let known = self.polls.iter().position(|(known, _)| known == ballot);
        let at = known.unwrap_or_else(|| {
            self.polls.push((ballot.to_owned(), Poll::default()));
            self.polls.len() - 1
        });
        &mut self.polls[at].1
    }

    /// Takes a vote in, if it counts. One that is not `in_time` is late, whatever is open.
    pub fn take(&mut self, vote: &VoteLine<'_>, in_time: bool) -> Cast {
        self.poll_mut(vote.ballot).take(vote, in_time)
    }

    /// The count for this ballot paper; entries that are not on it are left out.
    pub fn tally<'a>(&self, ballot: &str, paper: impl IntoIterator<Item = &'a str>) -> Tally {
        let poll = self.poll(ballot);
        let votes = |entry: &str| {
            let poll = poll?;
            Some(poll.counts[usize::from(*poll.numbers.get(entry)?)])
        };
        let count = |entry: &str| Count {
            entry: entry.to_owned(),
            votes: votes(entry).unwrap_or(0),
        };
        Tally(paper.into_iter().map(count).collect())
    }

    /// Each ballot, with how many voters have a choice in it and how many votes were taken.
    pub fn turnout(&self) -> impl Iterator<Item = (&str, u64, u64)> {
        let polls = self.polls.iter();
        polls.map(|(id, poll)| (id.as_str(), poll.votes.len() as u64, poll.taken))
    }

    /// What is held under a voter's reference.
    pub fn held(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        let poll = self.poll(ballot)?;
        let stored = poll.votes.get(voter)?;
        Some(Held {
            choices: stored.names(&poll.entries),
            change: stored.change,
            excluded: poll.excluded.contains(voter),
        })
    }

    /// Whether this voter does not count, whatever the choice is.
    pub fn excludes(&self, ballot: &str, voter: &VoterRef) -> bool {
        let poll = self.poll(ballot);
        poll.is_some_and(|poll| !poll.excluded.is_empty() && poll.excluded.contains(voter))
    }

    /// Who does not count in this ballot, in no order.
    pub fn excluded_in(&self, ballot: &str) -> impl Iterator<Item = &VoterRef> {
        self.poll(ballot)
            .into_iter()
            .flat_map(|poll| &poll.excluded)
    }

    /// All votes that count in this ballot, whatever they are for.
    pub fn votes(&self, ballot: &str) -> u64 {
        let poll = self.poll(ballot);
        poll.map_or(0, |poll| poll.counts.iter().sum())
    }

    /// How many voters have a choice in this ballot.
    pub fn voter_count(&self, ballot: &str) -> usize {
        self.poll(ballot).map_or(0, |poll| poll.votes.len())
    }

    /// Who has a choice in this ballot, in no order.
    pub fn voters_in(&self, ballot: &str) -> Vec<VoterRef> {
        let poll = self.poll(ballot);
        poll.map_or_else(Vec::new, |poll| poll.votes.keys().copied().collect())
    }
}

impl Stored {
    fn names(&self, entries: &[String]) -> Vec<String> {
        let name = |number: &u16| entries[usize::from(*number)].clone();
        self.choices.numbers().iter().map(name).collect()
    }

    fn counted(&self) -> Cast {
        let change = self.change;
        Cast::Counted { change }
    }

    /// What is certain of another vote of this voter, with this number. A retry whose answer was
    /// lost counts once, also after the close. A higher number is news, and news can be late:
    /// answered "counted" without being stored, a delayed lower one could overwrite it once the
    /// ballot is open again.
    fn answer(&self, entries: &[String], change: u32, same: impl FnOnce() -> bool) -> Option<Cast> {
        if change > self.change {
            return None;
        }
        if same() {
            return Some(self.counted());
        }
        (change < self.change).then(|| Cast::Superseded {
            choices: self.names(entries),
            change: self.change,
        })
    }
}

impl Poll {
    fn number(&mut self, entry: &str) -> u16 {
        if let Some(number) = self.numbers.get(entry) {
            return *number;
        }
        let number = self.entries.len() as u16;
        self.entries.push(entry.to_owned());
        self.numbers.insert(entry.to_owned(), number);
        self.counts.push(0);
        number
    }

    fn take(&mut self, vote: &VoteLine<'_>, in_time: bool) -> Cast {
        let VoteLine { voter, change, .. } = *vote;
        let mut choices = vote.choices().map(|entry| self.number(entry)).peekable();
        let first = choices.next();
        let choices = match (first, choices.peek()) {
            (Some(one), None) => Chosen::One([one]),
            _ => Chosen::Several(first.into_iter().chain(choices).collect()),
        };
        let place = self.votes.entry(voter);
        if let Entry::Occupied(place) = &place {
            let stored = place.get();
            let same = || stored.choices == choices;
            if let Some(answer) = stored.answer(&self.entries, change, same) {
                return answer;
            }
        }
        if !in_time || self.open.is_none() {
            return Cast::Late;
        }
        self.taken += 1;
        if self.excluded.is_empty() || !self.excluded.contains(&voter) {
            if let Entry::Occupied(place) = &place {
                for number in place.get().choices.numbers() {
                    self.counts[usize::from(*number)] -= 1;
                }
            }
            for number in choices.numbers() {
                self.counts[usize::from(*number)] += 1;
            }
        }
        place.insert_entry(Stored { change, choices });
        Cast::Counted { change }
    }

    /// Takes in a mark that does not stand yet.
    fn set(&mut self, mark: Mark, at: Head) {
        match mark {
            Mark::Open { round, .. } => {
                self.round = round;
                self.open = Some(round);
            }
            Mark::Close { round, .. } => {
                if self.open.is_some_and(|open| open <= round) {
                    self.open = None;
                }
                self.round = self.round.max(round);
                self.closed = Some((round, at));
            }
            Mark::Exclude { voter, .. } => self.exclude(voter),
        }
    }

    fn exclude(&mut self, voter: VoterRef) {
        self.excluded.insert(voter);
        let stored = self.votes.get(&voter);
        for number in stored.iter().flat_map(|s| s.choices.numbers()) {
            self.counts[usize::from(*number)] -= 1;
        }
    }
}

#[cfg(test)]
mod tests;
