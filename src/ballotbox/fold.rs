//! The pure fold of a box's records: who has chosen what, and how many chose each.

use super::record::{Mark, OfVoters, Record, SomeVoters, Vote, VoteLine, VoterRef};
use super::{Cast, Held, Position};
use crate::show::tally::{Count, Tally};
use std::collections::HashMap;

/// All ballots of a box.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    /// By ballot: an evening has too few of them for anything cleverer.
    polls: Vec<(String, Poll)>,
}

/// One ballot.
#[derive(Clone, Debug, Default)]
struct Poll {
    /// The round that is open.
    open: Option<u32>,
    /// The last round that was opened, or that closed without ever having been open here.
    round: u32,
    /// The last round that was closed, and where its mark stands.
    closed: Option<(u32, Position)>,
    entries: Vec<String>,
    numbers: HashMap<String, u16>,
    votes: OfVoters<Stored>,
    excluded: SomeVoters,
    counts: Vec<u64>,
}

/// A voter's choice; entries by number, because a hall has many voters and few entries.
#[derive(Clone, Debug)]
struct Stored {
    change: u32,
    choices: Chosen,
}

/// As a rule everybody chooses one, and that takes no room of its own.
#[derive(Clone, Debug)]
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

/// What a vote would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has to be stored as this record.
    Store(Record),
    /// Nothing has to be stored; this is the answer.
    Answer(Cast),
}

impl Fold {
    /// What this vote would do now.
    pub fn judge(&self, vote: Vote) -> Verdict {
        let poll = self.poll(&vote.ballot);
        let held = poll.and_then(|poll| Some((poll, poll.votes.get(&vote.voter)?)));
        if let Some((poll, stored)) = held {
            let same = poll.names(stored) == vote.choices;
            // A retry whose answer was lost: counted once, also after the close. A higher number is
            // news, and news can be late: answered "counted" without being stored, a delayed lower
            // one could overwrite it once the ballot is open again.
            if same && vote.change.is_none_or(|change| change <= stored.change) {
                let change = stored.change;
                return Verdict::Answer(Cast::Counted { change });
            }
            if vote.change.is_some_and(|change| change < stored.change) {
                return Verdict::Answer(Cast::Superseded {
                    choices: poll.names(stored),
                    change: stored.change,
                });
            }
        }
        if poll.is_none_or(|poll| poll.open.is_none()) {
            return Verdict::Answer(Cast::Late);
        }
        let next = held.map_or(1, |(_, stored)| stored.change.saturating_add(1));
        Verdict::Store(Record::Vote {
            ballot: vote.ballot,
            voter: vote.voter,
            change: vote.change.unwrap_or(next),
            choices: vote.choices,
        })
    }

    /// Whether this mark still has to be stored: marks are idempotent per round.
    pub fn needs(&self, mark: &Mark) -> bool {
        match mark {
            Mark::Open { ballot, round } => {
                self.poll(ballot).is_none_or(|poll| poll.round < *round)
            }
            // Also for a round whose opening was lost with the power: a count without a mark could
            // never be proved.
            Mark::Close { .. } => self.close_mark(mark).is_none(),
            Mark::Exclude { ballot, voter } => {
                let poll = self.poll(ballot);
                poll.is_none_or(|poll| !poll.excluded.contains(voter))
            }
        }
    }

    /// Where this close mark, or one of a later round, stands already.
    pub fn close_mark(&self, mark: &Mark) -> Option<Position> {
        let Mark::Close { ballot, round } = mark else {
            return None;
        };
        let (last, position) = self.poll(ballot)?.closed?;
        (last >= *round).then_some(position)
    }

    /// Takes the record at this position in.
    pub fn apply(&mut self, position: Position, record: &Record) {
        match record {
            Record::Mark(Mark::Open { ballot, round }) => {
                let poll = self.poll_mut(ballot);
                poll.round = *round;
                poll.open = Some(*round);
            }
            Record::Mark(Mark::Close { ballot, round }) => {
                let poll = self.poll_mut(ballot);
                if poll.open.is_some_and(|open| open <= *round) {
                    poll.open = None;
                }
                poll.round = poll.round.max(*round);
                poll.closed = Some((*round, position));
            }
            Record::Mark(Mark::Exclude { ballot, voter }) => self.poll_mut(ballot).exclude(*voter),
            Record::Vote {
                ballot,
                voter,
                change,
                choices,
            } => {
                let choices = choices.iter().map(String::as_str);
                self.poll_mut(ballot).set(*voter, *change, choices);
            }
        }
    }

    /// Takes the record in that a line holds; none if it holds none.
    pub fn apply_line(&mut self, position: Position, line: &str) -> Option<()> {
        match VoteLine::read(line) {
            Some(vote) => {
                let poll = self.poll_mut(vote.ballot);
                poll.set(vote.voter, vote.change, vote.choices());
            }
            None => self.apply(position, &Record::read(line)?),
        }
        Some(())
    }

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

    /// How many voters have a choice in each ballot.
    pub fn voters(&self) -> impl Iterator<Item = (&str, u64)> {
        let voters = |poll: &Poll| poll.votes.len() as u64;
        self.polls
            .iter()
            .map(move |(id, poll)| (id.as_str(), voters(poll)))
    }

    /// What is held under a voter's reference.
    pub fn held(&self, ballot: &str, voter: &VoterRef) -> Option<Held> {
        let poll = self.poll(ballot)?;
        let stored = poll.votes.get(voter)?;
        Some(Held {
            choices: poll.names(stored),
            change: stored.change,
            excluded: poll.excluded.contains(voter),
        })
    }

    /// Whether this voter does not count, whatever the choice is.
    pub fn excludes(&self, ballot: &str, voter: &VoterRef) -> bool {
        let poll = self.poll(ballot);
        poll.is_some_and(|poll| !poll.excluded.is_empty() && poll.excluded.contains(voter))
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

impl Poll {
    fn names(&self, stored: &Stored) -> Vec<String> {
        let name = |number: &u16| self.entries[usize::from(*number)].clone();
        stored.choices.numbers().iter().map(name).collect()
    }

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

    fn set<'a>(&mut self, voter: VoterRef, change: u32, choices: impl Iterator<Item = &'a str>) {
        let mut choices = choices.map(|entry| self.number(entry)).peekable();
        let first = choices.next();
        let choices = match (first, choices.peek()) {
            (Some(one), None) => Chosen::One([one]),
            _ => Chosen::Several(first.into_iter().chain(choices).collect()),
        };
        let counts = self.excluded.is_empty() || !self.excluded.contains(&voter);
        if counts {
            for number in choices.numbers() {
                self.counts[usize::from(*number)] += 1;
            }
        }
        let before = self.votes.insert(voter, Stored { change, choices });
        for stored in before.iter().filter(|_| counts) {
            for number in stored.choices.numbers() {
                self.counts[usize::from(*number)] -= 1;
            }
        }
    }

    fn exclude(&mut self, voter: VoterRef) {
        if !self.excluded.insert(voter) {
            return;
        }
        let stored = self.votes.get(&voter);
        for number in stored.iter().flat_map(|s| s.choices.numbers()) {
            self.counts[usize::from(*number)] -= 1;
        }
    }
}

#[cfg(test)]
mod tests;
