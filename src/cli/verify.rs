//! `palmares verify FILE`

use super::Failure;
use crate::ballotbox::fold::Fold;
use crate::ballotbox::local::CONTEXT;
use crate::ballotbox::record::{Mark, Record};
use crate::chain::Head;
use crate::show::tally::Tally;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// What a recount needs of an export.
#[derive(Deserialize)]
struct Export {
    ballots: Vec<Claim>,
    #[serde(rename = "box")]
    records: Vec<String>,
}

/// What an export says of a ballot.
#[derive(Deserialize)]
struct Claim {
    #[serde(rename = "ballot")]
    id: String,
    #[serde(default)]
    position: Option<u64>,
    #[serde(default)]
    digest: Option<String>,
    #[serde(default)]
    tally: Option<Tally>,
    #[serde(default)]
    excluded: Vec<Excluded>,
}

/// A vote that the export says was left out.
#[derive(Deserialize)]
struct Excluded {
    voter: String,
}

/// Recounts an export from its records alone.
pub fn run(file: &Path) -> Result<(), Failure> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|e| Failure::usage(format!("{shown} cannot be read: {e}.")))?;
    let export: Export = serde_json::from_str(&text).map_err(|e| {
        Failure::usage(format!(
            "{shown} is not an export with ballots: {e}. Make one with: palmares export DIR --format json -o FILE"
        ))
    })?;
    let (mut recounted, mut wrong) = (0, Vec::new());
    for claim in &export.ballots {
        match recount(&export.records, claim) {
            Ok(Some(said)) => {
                println!("{}: {said}", claim.id);
                recounted += 1;
            }
            Ok(None) => println!("{}: not closed yet, nothing to recount", claim.id),
            Err(why) => wrong.push(format!("{}: {why}", claim.id)),
        }
    }
    if !wrong.is_empty() {
        let wrong = wrong.join("\n");
        return Err(Failure::other(format!("{wrong}\n{shown} does not hold.")));
    }
    match (recounted, export.ballots.len()) {
        // Silence is not proof: whoever asks whether it holds must not read "yes" where nothing was counted.
        (0, _) => Err(Failure::other(format!(
            "{shown}: nothing was recounted, because no ballot in it is closed. Export again after the close."
        ))),
        (some, all) if some < all => {
            println!("{shown}: what is closed holds.");
            Ok(())
        }
        _ => {
            println!("{shown}: everything holds.");
            Ok(())
        }
    }
}

/// What was recounted; nothing for a ballot that is not closed.
fn recount(records: &[String], claim: &Claim) -> Result<Option<String>, String> {
    let (position, digest, tally) = match (claim.position, &claim.digest, &claim.tally) {
        (Some(position), Some(digest), Some(tally)) => (position, digest, tally),
        (None, None, None) => return Ok(None),
        _ => return Err("its position, digest and tally do not come together".to_owned()),
    };
    let mut head = Head::default();
    let mut fold = Fold::default();
    let mut closed = false;
    let mut left_out = BTreeSet::new();
    for body in records {
        if head.revision == position {
            break;
        }
        head = head.next(CONTEXT, body);
        for line in body.lines() {
            let record = Record::read(line)
                .ok_or_else(|| format!("batch {} holds a line that is no record", head.revision))?;
            closed =
                matches!(&record, Record::Mark(Mark::Close { ballot, .. }) if *ballot == claim.id);
            if let Record::Mark(Mark::Exclude { ballot, voter }) = &record
                && *ballot == claim.id
            {
                left_out.insert(voter.to_string());
            }
            fold.apply(head.revision, &record);
        }
    }
    if head.revision != position {
        return Err(format!(
            "the box ends at batch {}, before the close mark at {position}",
            head.revision
        ));
    }
    if !closed {
        return Err(format!("batch {position} does not end with the close mark"));
    }
    if head.digest() != *digest {
        return Err("the chain of records does not lead to the digest".to_owned());
    }
    let counted = fold.tally(&claim.id, tally.0.iter().map(|count| count.entry.as_str()));
    if counted != *tally {
        return Err("the recount differs from the tally".to_owned());
    }
    let told: BTreeSet<String> = claim.excluded.iter().map(|e| e.voter.clone()).collect();
    if let Some(voter) = left_out.symmetric_difference(&told).next() {
        return Err(format!(
            "the records and the list of excluded votes differ: {voter} stands in only one of them"
        ));
    }
    let votes: u64 = tally.0.iter().map(|count| count.votes).sum();
    let voters = fold.voter_count(&claim.id);
    Ok(Some(format!(
        "{votes} votes recounted ({voters} voters, {} excluded), chain and digest hold up to batch {position}",
        told.len()
    )))
}
