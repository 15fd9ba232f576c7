//! `palmares verify FILE`

use super::Failure;
use crate::ballotbox::fold::Fold;
use crate::ballotbox::local::CONTEXT;
use crate::ballotbox::record::{Mark, Record};
use crate::chain::Head;
use crate::show::tally::Tally;
use serde::Deserialize;
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
    let mut wrong = Vec::new();
    for claim in &export.ballots {
        match recount(&export.records, claim) {
            Ok(said) => println!("{}: {said}", claim.id),
            Err(why) => wrong.push(format!("{}: {why}", claim.id)),
        }
    }
    if wrong.is_empty() {
        println!("{shown}: everything holds.");
        return Ok(());
    }
    Err(Failure::other(format!(
        "{}\n{shown} does not hold.",
        wrong.join("\n")
    )))
}

fn recount(records: &[String], claim: &Claim) -> Result<String, String> {
    let (Some(position), Some(digest), Some(tally)) = (claim.position, &claim.digest, &claim.tally)
    else {
        return Ok("not closed yet, nothing to recount".to_owned());
    };
    let mut head = Head::default();
    let mut fold = Fold::default();
    let mut closed = false;
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
    let votes: u64 = tally.0.iter().map(|count| count.votes).sum();
    Ok(format!(
        "{votes} votes recounted, chain and digest hold up to batch {position}"
    ))
}
