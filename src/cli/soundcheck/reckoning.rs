//! What the phones were told, held against what the server says that it has counted. Pure.

use super::desk::Recalled;
use super::tape::PhoneLog;
use std::collections::BTreeMap;

/// A tally, before and after.
pub struct BallotSums {
    /// Votes for each entry when it began.
    pub before: BTreeMap<String, u64>,
    /// And when it was over.
    pub after: BTreeMap<String, u64>,
}

impl BallotSums {
    fn of(&self, entry: &str) -> u64 {
        let at = |count: &BTreeMap<String, u64>| count.get(entry).copied().unwrap_or(0);
        at(&self.after).saturating_sub(at(&self.before))
    }

    /// Votes for anybody.
    pub fn total(&self) -> u64 {
        self.after.keys().map(|entry| self.of(entry)).sum()
    }
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// Voters who were told that they count.
    pub voters: u64,
    /// Voters whose only vote was never answered: it may count or not.
    pub unsure: u64,
    /// Votes that were answered with "counted" and do not count; none where nothing could be asked.
    pub lost: Option<u64>,
    /// Votes that count although nobody was told so, or count more than once; none where nothing
    /// could be asked.
    pub twice: Option<u64>,
    /// Voters of whom the server did not say what it holds.
    pub unasked: u64,
}

/// Compares. `count` is for a ballot in which nobody else votes.
pub fn reckon(
    records: &[PhoneLog],
    entries: &[String],
    held: Option<&[Recalled]>,
    count: Option<&BallotSums>,
) -> Reckoning {
    let told = records.iter().filter(|record| record.told.is_some());
    let voters = told.count() as u64;
    let silent = |record: &&PhoneLog| record.told.is_none() && record.asked.is_some();
    let unsure = records.iter().filter(silent).count() as u64;
    let by_held = held.map(|held| by_held(records, entries, held));
    let by_count = count.map(|count| by_count(records, entries, count, (voters, unsure)));
    let worse = |one: Option<u64>, other: Option<u64>| one.max(other);
    Reckoning {
        voters,
        unsure,
        lost: worse(by_held.map(|h| h.0), by_count.map(|c| c.0)),
        // That each voter's own vote is right says nothing of a tally that nobody could see.
        twice: by_count.map(|c| c.1.max(by_held.map_or(0, |h| h.1))),
        unasked: by_held.map_or(0, |h| h.2),
    }
}

/// Lost, counted uninvited, and not said, voter by voter.
fn by_held(records: &[PhoneLog], entries: &[String], held: &[Recalled]) -> (u64, u64, u64) {
    let (mut lost, mut uninvited, mut unasked) = (0, 0, 0);
    for (record, held) in records.iter().zip(held).filter(|(r, _)| r.sent > 0) {
        let mut allowed = [record.told, record.asked].into_iter().flatten();
        match held {
            Recalled::Unknown => unasked += 1,
            Recalled::Nothing => lost += u64::from(record.told.is_some()),
            Recalled::Choices(choices) => {
                let meant = allowed.any(|choice| match &choices[..] {
                    [only] => entries.get(choice.entry) == Some(only),
                    _ => false,
                });
                let refused = record.told.is_none() && record.asked.is_none();
                uninvited += u64::from(refused);
                lost += u64::from(!meant && !refused);
            }
        }
    }
    (lost, uninvited, unasked)
}

/// Lost and too many, by the sums. What a voter was not told either way may stand in two places or
/// in none.
fn by_count(
    records: &[PhoneLog],
    entries: &[String],
    count: &BallotSums,
    (voters, unsure): (u64, u64),
) -> (u64, u64) {
    let mut certain = vec![0u64; entries.len()];
    let mut possible = vec![0u64; entries.len()];
    for record in records {
        match (record.told, record.asked) {
            (Some(told), None) => certain[told.entry] += 1,
            (told, asked) => {
                let places = [told, asked].into_iter().flatten();
                places.for_each(|choice| possible[choice.entry] += 1);
            }
        }
    }
    let (mut lost, mut many) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        let counted = count.of(entry);
        lost += certain[at].saturating_sub(counted);
        many += counted.saturating_sub(certain[at] + possible[at]);
    }
    let total = count.total();
    let lost = lost.max(voters.saturating_sub(total));
    (lost, many.max(total.saturating_sub(voters + unsure)))
}

#[cfg(test)]
mod tests {
    use super::super::tape::Tap;
    use super::*;

    fn entries() -> Vec<String> {
        ["a", "b", "c"].map(str::to_owned).to_vec()
    }

    fn choice(entry: usize, change: u32) -> Option<Tap> {
        Some(Tap { entry, change })
    }

    fn record(told: Option<Tap>, asked: Option<Tap>) -> PhoneLog {
        PhoneLog {
            told,
            asked,
            sent: 1,
            ..PhoneLog::default()
        }
    }

    fn count(a: u64, b: u64, c: u64) -> BallotSums {
        let after = [("a", a), ("b", b), ("c", c)];
        BallotSums {
            before: BTreeMap::new(),
            after: after.map(|(id, n)| (id.to_owned(), n)).into(),
        }
    }

    fn holds(ids: &[&str]) -> Vec<Recalled> {
        let one = |id: &&str| Recalled::Choices(vec![(*id).to_owned()]);
        ids.iter().map(one).collect()
    }

    fn reckoned(
        records: &[PhoneLog],
        held: &[Recalled],
        count: &BallotSums,
    ) -> (Option<u64>, Option<u64>) {
        let found = reckon(records, &entries(), Some(held), Some(count));
        (found.lost, found.twice)
    }

    fn three() -> [PhoneLog; 3] {
        [
            record(choice(0, 1), None),
            record(choice(0, 2), None),
            record(choice(1, 1), None),
        ]
    }

    #[test]
    fn what_was_told_and_is_counted_is_neither_lost_nor_twice() {
        let right = reckoned(&three(), &holds(&["a", "a", "b"]), &count(2, 1, 0));
        assert_eq!(right, (Some(0), Some(0)));
    }

    #[test]
    fn each_fault_is_found_by_whoever_can_see_it() {
        let held = holds(&["a", "a", "b"]);
        assert_eq!(
            reckoned(&three(), &held, &count(1, 1, 0)),
            (Some(1), Some(0))
        );
        assert_eq!(
            reckoned(&three(), &held, &count(3, 1, 0)),
            (Some(0), Some(1))
        );
        // A vote that went to another entry is lost here and too many there.
        assert_eq!(
            reckoned(&three(), &held, &count(1, 2, 0)),
            (Some(1), Some(1))
        );
        assert_eq!(
            reckoned(&three(), &held, &count(2, 1, 5)),
            (Some(0), Some(5))
        );
        let other = holds(&["a", "c", "b"]);
        assert_eq!(
            reckoned(&three(), &other, &count(2, 1, 0)),
            (Some(1), Some(0))
        );
        let mut gone = held.clone();
        gone[2] = Recalled::Nothing;
        assert_eq!(
            reckoned(&three(), &gone, &count(2, 1, 0)),
            (Some(1), Some(0))
        );
    }

    #[test]
    fn an_unanswered_vote_may_count_or_not_and_is_no_fault_either_way() {
        let records = [
            record(choice(0, 1), None),
            record(None, choice(1, 1)),
            record(choice(0, 1), choice(2, 2)),
        ];
        for (held, sums) in [
            (holds(&["a", "b", "a"]), count(2, 1, 0)),
            (holds(&["a", "b", "c"]), count(1, 1, 1)),
            (
                [holds(&["a"]), vec![Recalled::Nothing], holds(&["c"])].concat(),
                count(1, 0, 1),
            ),
        ] {
            assert_eq!(reckoned(&records, &held, &sums), (Some(0), Some(0)));
        }
        let held = holds(&["a", "b", "a"]);
        // The third voter counts, wherever that is.
        assert_eq!(
            reckoned(&records, &held, &count(1, 0, 0)),
            (Some(1), Some(0))
        );
        assert_eq!(
            reckoned(&records, &held, &count(2, 1, 1)),
            (Some(0), Some(1))
        );
    }

    #[test]
    fn a_refused_vote_that_counts_is_one_too_many() {
        let refused = [record(None, None)];
        assert_eq!(
            reckoned(&refused, &holds(&["a"]), &count(1, 0, 0)).1,
            Some(1)
        );
        assert_eq!(
            reckoned(&refused, &[Recalled::Nothing], &count(0, 0, 0)).1,
            Some(0)
        );
    }

    #[test]
    fn what_could_not_be_asked_is_not_called_well() {
        let found = reckon(&three(), &entries(), None, None);
        assert_eq!((found.lost, found.twice, found.voters), (None, None, 3));
        let held = vec![Recalled::Unknown; 3];
        let found = reckon(&three(), &entries(), Some(&held), None);
        assert_eq!((found.unasked, found.twice), (3, None));
    }
}
