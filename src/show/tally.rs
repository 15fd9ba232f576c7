//! The counted result of a ballot.

use serde::{Deserialize, Serialize};

/// Votes per entry, in the order of the ballot paper, entries without votes included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally(pub Vec<Count>);

/// One line of a tally.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Entry id.
    pub entry: String,
    /// How many voters chose it.
    pub votes: u64,
}

impl Tally {
    /// A tally of nothing for this ballot paper.
    pub fn empty<'a>(paper: impl IntoIterator<Item = &'a str>) -> Self {
        let count = |entry: &str| Count {
            entry: entry.to_owned(),
            votes: 0,
        };
        Tally(paper.into_iter().map(count).collect())
    }

    /// What is left without a part of it.
    pub fn without(&self, part: &Tally) -> Tally {
        let of_part = |entry: &str| {
            let mut counts = part.0.iter();
            counts
                .find(|count| count.entry == entry)
                .map_or(0, |c| c.votes)
        };
        let rest = |count: &Count| Count {
            votes: count.votes.saturating_sub(of_part(&count.entry)),
            ..count.clone()
        };
        Tally(self.0.iter().map(rest).collect())
    }

    /// Whether nobody voted.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|count| count.votes == 0)
    }

    /// Rank of a line among all, counted from 1; equal votes share a rank and the next rank is
    /// skipped (1, 2, 2, 4).
    pub fn rank(&self, votes: u64) -> usize {
        1 + self.0.iter().filter(|count| count.votes > votes).count()
    }

    /// The entries in first place: several on a tie, none if nobody voted.
    pub fn leaders(&self) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        self.ranked_up_to(1)
    }

    /// The entries that `result` leaves breathing: everyone on rank 1 or 2 who has a vote, in the
    /// order of the paper, which tells nothing about who is ahead. One alone would be the winner's
    /// name before its time: then everyone keeps breathing.
    pub fn contenders(&self) -> Vec<String> {
        let open = self.ranked_up_to(2);
        if open.len() != 1 {
            return open;
        }
        self.0.iter().map(|count| count.entry.clone()).collect()
    }

    fn ranked_up_to(&self, rank: usize) -> Vec<String> {
        self.0
            .iter()
            .filter(|count| count.votes > 0 && self.rank(count.votes) <= rank)
            .map(|count| count.entry.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(votes: &[u64]) -> Tally {
        Tally(
            votes
                .iter()
                .enumerate()
                .map(|(index, &votes)| Count {
                    entry: index.to_string(),
                    votes,
                })
                .collect(),
        )
    }

    #[test]
    fn a_tie_for_first_has_several_leaders() {
        assert_eq!(tally(&[3, 1, 3]).leaders(), ["0", "2"]);
    }

    #[test]
    fn no_votes_have_no_leader_and_no_contender() {
        assert!(tally(&[0, 0]).leaders().is_empty());
        assert!(tally(&[0, 0]).contenders().is_empty());
    }

    #[test]
    fn contenders_stand_in_the_order_of_the_paper_not_of_the_count() {
        assert_eq!(tally(&[5, 1, 9, 2]).contenders(), ["0", "2"]);
    }

    #[test]
    fn a_tie_for_second_leaves_three_breathing() {
        assert_eq!(tally(&[5, 5, 9, 2]).contenders(), ["0", "1", "2"]);
    }
}
