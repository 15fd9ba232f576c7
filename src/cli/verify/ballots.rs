//! The hall's box, counted once more from its own records.

use super::log::NetRecount;
use crate::ballotbox::fold::Polls;
use crate::ballotbox::record::{Mark, Record};
use crate::ballotbox::{CONTEXT, Cast};
use crate::ledger::Head;
use crate::ledger::kept::Fold;
use crate::show::ballot::{BallotStage, BallotState};
use crate::show::event::Stamped;
use crate::show::state::State;
use crate::show::tally::Tally;
use crate::show::text::counted;
use std::collections::BTreeSet;

/// A batch of the box, and the head of the chain after it.
pub(super) struct Batch<'a> {
    head: Head,
    body: &'a str,
    records: Vec<Record>,
}

/// Every batch, also those after the last close: a line that cannot be read, or a ballot that
/// nobody knows, might hide anything.
pub(super) fn read<'a>(bodies: &'a [String], state: &State) -> Result<Vec<Batch<'a>>, String> {
    let mut head = Head::default();
    let mut chain = Vec::new();
    for body in bodies {
        head = head.next(CONTEXT, body);
        let mut records = Vec::new();
        for line in body.lines() {
            let record = Record::read(line)
                .ok_or_else(|| format!("batch {} holds a line that is no record", head.revision))?;
            let ballot = record.ballot();
            if !state.ballots.contains_key(ballot) {
                return Err(format!(
                    "batch {} holds a record of {ballot}, which is no ballot of this show",
                    head.revision
                ));
            }
            records.push(record);
        }
        chain.push(Batch {
            head,
            body,
            records,
        });
    }
    Ok(chain)
}

/// What was recounted; nothing for a ballot that is not closed.
pub(super) fn recount(
    chain: &[Batch<'_>],
    outside: Option<&NetRecount>,
    events: &[Stamped],
    (id, stands): (&str, &BallotState),
) -> Result<Option<String>, String> {
    let BallotStage::Closed {
        position,
        digest,
        tally,
        ..
    } = &stands.stage
    else {
        return Ok(None);
    };
    let Some(hall) = &stands.counts.hall else {
        let (said, _) = recount_box(chain, id, stands, (*position, digest, tally))?;
        return Ok(Some(said));
    };
    let count = (hall.position, hall.digest.as_str(), &hall.tally);
    let (said, fold) = recount_box(chain, id, stands, count)?;
    if stands.counts.hall_alone && *tally != hall.tally {
        return Err("the result is not the hall's, which was announced alone".to_owned());
    }
    let more = match outside {
        Some(outside) => outside.recount(id, stands, events, &fold)?,
        None if stands.counts.net.is_some() => {
            return Err("the votes outside were counted, and the file does not hold them".into());
        }
        None => "the votes outside were not counted".to_owned(),
    };
    Ok(Some(format!("{said}; {more}")))
}

/// What was recounted of the hall's box, and the box as it counts.
fn recount_box(
    chain: &[Batch<'_>],
    id: &str,
    stands: &BallotState,
    (position, digest, tally): (u64, &str, &Tally),
) -> Result<(String, Polls), String> {
    let before = up_to_mark(chain, id, position, digest)?;
    let Replayed {
        fold,
        left_out,
        without,
    } = replayed(before, id)?;
    let paper = tally.0.iter().map(|count| count.entry.as_str());
    if fold.tally(id, paper) != *tally {
        return Err("the recount differs from the tally".to_owned());
    }
    let votes: u64 = tally.0.iter().map(|count| count.votes).sum();
    if fold.votes(id) != votes {
        return Err(
            "there are votes for works that the tally leaves out or names twice".to_owned(),
        );
    }
    let told: BTreeSet<String> = stands.excluded.iter().map(|e| e.voter.clone()).collect();
    if let Some(voter) = left_out.symmetric_difference(&told).next() {
        return Err(format!(
            "the records and the list of excluded votes differ: {voter} stands in only one of them"
        ));
    }
    let without = match without {
        0 => String::new(),
        1 => ", 1 vote late or replaced before it came".to_owned(),
        votes => format!(", {votes} votes late or replaced before they came"),
    };
    let said = format!(
        "{} recounted ({}, {} excluded{without}), chain and digest hold up to batch {position}",
        counted(votes, "vote"),
        counted(fold.voter_count(id), "voter"),
        told.len()
    );
    Ok((said, fold))
}

/// What stands up to a ballot's close mark, which has to be where the journal says.
fn up_to_mark<'c, 'a>(
    chain: &'c [Batch<'a>],
    id: &str,
    position: u64,
    digest: &str,
) -> Result<&'c [Batch<'a>], String> {
    let ends = || {
        format!(
            "the box ends at batch {}, before the close mark at {position}",
            chain.len()
        )
    };
    let upto = usize::try_from(position).map_err(|_| ends())?;
    let (before, after) = chain.split_at_checked(upto).ok_or_else(ends)?;
    let last = before.last().ok_or_else(ends)?;
    let closes = |record: &Record| match record {
        Record::Mark(Mark::Close { ballot, .. }) => ballot == id,
        _ => false,
    };
    if !last.records.last().is_some_and(closes) {
        return Err(format!("batch {position} does not end with the close mark"));
    }
    if last.head.digest() != digest {
        return Err("the chain of records does not lead to the digest".to_owned());
    }
    let mut later = after.iter().flat_map(|batch| &batch.records);
    if later.any(|record| record.ballot() == id) {
        return Err(format!(
            "the box goes on with this ballot after the close mark at {position}. Export again, \
            if it was open again meanwhile"
        ));
    }
    Ok(before)
}

/// The box counted once more.
struct Replayed {
    fold: Polls,
    /// Voters of the ballot who were excluded.
    left_out: BTreeSet<String>,
    /// Votes of the ballot that came late, or were replaced before they came. A server that judges
    /// before it stores holds none of these.
    without: u64,
}

fn replayed(before: &[Batch<'_>], id: &str) -> Result<Replayed, String> {
    let (mut fold, mut left_out, mut without) = (Polls::default(), BTreeSet::new(), 0);
    for batch in before {
        let mut answers = Vec::new();
        fold.apply(batch.head, batch.body, &mut |answer| answers.push(answer))?;
        let mut answers = answers.into_iter();
        for record in &batch.records {
            match record {
                Record::Mark(Mark::Exclude { ballot, voter }) if ballot == id => {
                    left_out.insert(voter.to_string());
                }
                Record::Mark(_) => {}
                Record::Vote { ballot, .. } => {
                    let counts = matches!(answers.next(), Some(Cast::Counted { .. }));
                    without += u64::from(ballot == id && !counts);
                }
            }
        }
    }
    Ok(Replayed {
        fold,
        left_out,
        without,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::event::At;
    use crate::show::tally::Count;

    /// What a store that judges nothing would hold: the first vote is late, the third is an older
    /// change than the second.
    const STORED: [&str; 6] = [
        "open people 1\nclose people 1\n",
        "vote people 01010101010101010101010101010101 1 echo\n",
        "open people 2\n",
        "vote people 02020202020202020202020202020202 5 mirror\n",
        "vote people 02020202020202020202020202020202 4 echo\n",
        "close people 2\n",
    ];

    fn chain() -> Vec<Batch<'static>> {
        let mut head = Head::default();
        let batch = |body: &&'static str| {
            head = head.next(CONTEXT, body);
            let records = body.lines().filter_map(Record::read).collect();
            let body = *body;
            Batch {
                head,
                body,
                records,
            }
        };
        STORED.iter().map(batch).collect()
    }

    fn closed(chain: &[Batch<'_>], votes: [(&str, u64); 2]) -> BallotState {
        let last = chain.last().expect("a close mark").head;
        let count = |(entry, votes): (&str, u64)| Count {
            entry: entry.to_owned(),
            votes,
        };
        BallotState {
            stage: BallotStage::Closed {
                as_of: At(0),
                position: last.revision,
                tally: Tally(votes.map(count).into()),
                digest: last.digest(),
            },
            round: 2,
            ..BallotState::default()
        }
    }

    #[test]
    fn a_vote_that_is_late_or_older_than_what_stands_is_told_and_does_not_count() {
        let chain = chain();
        let stands = closed(&chain, [("mirror", 1), ("echo", 0)]);
        let said = recount(&chain, None, &[], ("people", &stands)).expect("it holds");
        let said = said.expect("it is closed");
        assert!(
            said.starts_with("1 vote recounted (1 voter, 0 excluded"),
            "{said}"
        );
        assert!(
            said.contains("2 votes late or replaced before they came"),
            "{said}"
        );
        let claimed = closed(&chain, [("mirror", 1), ("echo", 1)]);
        let said = recount(&chain, None, &[], ("people", &claimed));
        assert_eq!(said, Err("the recount differs from the tally".to_owned()));
    }
}
