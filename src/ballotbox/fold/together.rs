//! One result over two boxes: the hall's, and the log of those outside.

use super::{Poll, Polls, Stored};
use crate::ballotbox::record::VoterRef;
use crate::show::tally::Tally;

/// The count of this ballot paper over both boxes. Whoever is in both counts once, by the higher
/// change, and by the hall's where the changes are equal; whoever is excluded in one counts in
/// neither.
///
/// It looks through the smaller box and asks the larger one, so that ten million outside cost no
/// more than the hall does.
pub fn together(hall: &Polls, net: &Polls, ballot: &str, paper: &[&str]) -> Tally {
    let [mut tally, outside] = parts(hall, net, ballot, paper);
    for (sum, count) in tally.0.iter_mut().zip(outside.0) {
        sum.votes += count.votes;
    }
    tally
}

/// The same, with what counts of the hall and what counts of those outside apart.
pub fn parts(hall: &Polls, net: &Polls, ballot: &str, paper: &[&str]) -> [Tally; 2] {
    let [mut inside, mut outside] = [hall, net].map(|b| b.tally(ballot, paper.iter().copied()));
    let (Some(hall), Some(net)) = (hall.poll(ballot), net.poll(ballot)) else {
        return [inside, outside];
    };
    let smaller = if hall.votes.len() < net.votes.len() {
        hall
    } else {
        net
    };
    for voter in smaller.votes.keys() {
        if let (Some(here), Some(there)) = (hall.votes.get(voter), net.votes.get(voter)) {
            let counts = [hall, net].map(|poll| !poll.excluded.contains(voter));
            match counts {
                [true, true] if here.change >= there.change => net.leave_out(there, &mut outside),
                [true, _] => hall.leave_out(here, &mut inside),
                [false, true] => net.leave_out(there, &mut outside),
                [false, false] => {}
            }
        }
    }
    for (one, other, counted) in [(hall, net, &mut outside), (net, hall, &mut inside)] {
        for voter in &one.excluded {
            if let Some(stored) = other.only_here(voter, one) {
                other.leave_out(stored, counted);
            }
        }
    }
    [inside, outside]
}

impl Poll {
    /// What counts here of a voter who has no choice in the other box.
    fn only_here(&self, voter: &VoterRef, other: &Poll) -> Option<&Stored> {
        let counts = !self.excluded.contains(voter) && !other.votes.contains_key(voter);
        self.votes.get(voter).filter(|_| counts)
    }

    fn leave_out(&self, stored: &Stored, tally: &mut Tally) {
        for number in stored.choices.numbers() {
            let entry = &self.entries[usize::from(*number)];
            if let Some(count) = tally.0.iter_mut().find(|count| count.entry == *entry) {
                count.votes -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Head;
    use crate::ledger::kept::Fold;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    const PAPER: [&str; 3] = ["echo", "mirror", "river"];

    /// A voter, the change, what is chosen; or that the voter is excluded.
    type Line = (u8, u32, Option<usize>);

    fn body(lines: &[Line]) -> String {
        let line = |(voter, change, choice): &Line| {
            let voter = VoterRef([*voter; 16]);
            match choice {
                Some(choice) => format!("vote people {voter} {change} {}\n", PAPER[*choice]),
                None => format!("exclude people {voter}\n"),
            }
        };
        let lines: String = lines.iter().map(line).collect();
        format!("open people 1\n{lines}close people 1\n")
    }

    fn polls(lines: &[Line]) -> Polls {
        let mut polls = Polls::default();
        let read = polls.apply(Head::default(), &body(lines), &mut |_| {});
        read.expect("lines of ours");
        polls
    }

    /// The highest change of each voter; of equal ones the last.
    fn held(lines: &[Line]) -> BTreeMap<u8, (u32, usize)> {
        let mut held = BTreeMap::new();
        for (voter, change, choice) in lines {
            let Some(choice) = choice else { continue };
            let stands = held.get(voter).is_some_and(|(last, _)| last > change);
            if !stands {
                held.insert(*voter, (*change, *choice));
            }
        }
        held
    }

    fn modelled(hall: &[Line], net: &[Line]) -> Vec<u64> {
        let mut all = held(net);
        for (voter, here) in held(hall) {
            let higher = all.get(&voter).is_none_or(|there| here.0 >= there.0);
            if higher {
                all.insert(voter, here);
            }
        }
        let out = hall.iter().chain(net).filter(|line| line.2.is_none());
        let out: BTreeSet<u8> = out.map(|line| line.0).collect();
        let mut counts = vec![0; PAPER.len()];
        let kept = all.iter().filter(|(voter, _)| !out.contains(voter));
        kept.for_each(|(_, (_, choice))| counts[*choice] += 1);
        counts
    }

    fn lines() -> impl Strategy<Value = Vec<Line>> {
        let line = (
            0u8..12,
            1u32..5,
            prop::option::weighted(0.9, 0..PAPER.len()),
        );
        prop::collection::vec(line, 0..40)
    }

    proptest! {
        #[test]
        fn a_voter_in_both_boxes_counts_once_and_an_excluded_one_not_at_all(
            hall in lines(), net in lines(),
        ) {
            let counted = together(&polls(&hall), &polls(&net), "people", &PAPER);
            let counted: Vec<u64> = counted.0.iter().map(|count| count.votes).collect();
            prop_assert_eq!(counted, modelled(&hall, &net));
        }
    }

    #[test]
    fn a_box_that_holds_nothing_of_the_ballot_changes_nothing() {
        let hall = polls(&[(1, 1, Some(0)), (2, 1, Some(2))]);
        let alone = hall.tally("people", PAPER);
        for (one, other) in [(&hall, &Polls::default()), (&Polls::default(), &hall)] {
            assert_eq!(together(one, other, "people", &PAPER), alone);
        }
    }
}
