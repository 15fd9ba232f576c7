//! `palmares verify FILE`

mod ballots;
mod difference;
mod log;
mod reading;
mod scores;

use super::Failure;
use crate::evening::fold;
use crate::show::event::{At, Stamped};
use crate::show::programme::SheetNames;
use crate::show::state::State;
use crate::view::export::{self, AnonymousJuror, Exported, Format};
use ballots::{read, recount};
use difference::difference;
use log::NetRecount;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What a recount needs of an export: the journal says what was claimed, the box what was cast.
#[derive(Deserialize)]
struct Recountable {
    events: Vec<Stamped>,
    #[serde(rename = "box")]
    records: Vec<String>,
    #[serde(default)]
    jury: JuryPart,
}

/// The score box, in one of two forms.
#[derive(Default, Deserialize)]
#[serde(default)]
struct JuryPart {
    records: Vec<String>,
    /// Where the sheets are anonymous.
    veiled_records: Vec<String>,
    jurors: Vec<AnonymousJuror>,
}

impl JuryPart {
    /// The records, and whose they are where that is not the show's jury.
    fn told(self, names: SheetNames) -> (Vec<String>, Option<Vec<AnonymousJuror>>) {
        match names {
            SheetNames::Named => (self.records, None),
            SheetNames::Anonymous => (self.veiled_records, Some(self.jurors)),
        }
    }
}

/// Recounts an export from its records alone, and holds everything that it says against its own
/// journal.
pub fn run(file: &Path) -> Result<(), Failure> {
    let shown = file.display();
    let no_export = |why: String| {
        Failure::usage(format!(
            "{shown} is not an export with ballots: {why}. Make one with: palmares export DIR \
            --format json -o FILE"
        ))
    };
    let unreadable = |e| Failure::usage(format!("{shown} cannot be read: {e}."));
    let opened = File::open(file).map_err(unreadable)?;
    let parts = reading::read(BufReader::new(opened));
    let (said, outside) = parts.map_err(|e| no_export(e.to_string()))?;
    let Recountable {
        events,
        records,
        jury,
    } = Recountable::deserialize(&said).map_err(|e| no_export(e.to_string()))?;
    let state = fold(&events).ok_or_else(|| no_export("its journal begins with no show".into()))?;
    let (scores, jurors) = jury.told(state.show.jury.sheets);
    let exported = Exported::read(events, records, scores, jurors);
    let (events, records) = (exported.log(), exported.votes());

    let mut wrong = Vec::new();
    wrong.extend(out_of_order(events));
    wrong.extend(outside.as_ref().and_then(NetRecount::damage));
    wrong.extend(contradiction(&said, &state, &exported));
    let judged = scores::recount(&state.show, &exported);
    let chain = read(records, &state).unwrap_or_else(|why| {
        wrong.push(why);
        Vec::new()
    });
    let (mut recounted, mut counted_at_most) = (0, state.show.ballots.len());
    match scores::rule_changes(events, &state) {
        Ok(Some(said)) => println!("jury: {said}"),
        Ok(None) => {}
        Err(why) => wrong.push(format!("jury: {why}")),
    }
    match judged {
        Ok(Some(said)) => {
            println!("jury: {said}");
            (recounted, counted_at_most) = (recounted + 1, counted_at_most + 1);
        }
        Ok(None) => {}
        Err(why) => wrong.push(format!("jury: {why}")),
    }
    for ballot in &state.show.ballots {
        let Some(stands) = state.ballots.get(&ballot.id) else {
            continue;
        };
        match recount(&chain, outside.as_ref(), events, (&ballot.id, stands)) {
            Ok(Some(said)) => {
                println!("{}: {said}", ballot.id);
                recounted += 1;
            }
            Ok(None) => println!("{}: not closed yet, nothing to recount", ballot.id),
            Err(why) => wrong.push(format!("{}: {why}", ballot.id)),
        }
    }
    if !wrong.is_empty() {
        let wrong = wrong.join("\n");
        return Err(Failure::other(format!("{wrong}\n{shown} does not hold.")));
    }
    verdict(&shown.to_string(), recounted, counted_at_most)
}

fn verdict(shown: &str, recounted: usize, all: usize) -> Result<(), Failure> {
    if recounted == 0 {
        // Silence is not proof: whoever asks whether it holds must not read "yes" where nothing was
        // counted.
        return Err(Failure::other(format!(
            "{shown}: nothing was recounted, because no ballot in it is closed. Export again \
            after the close."
        )));
    }
    let what = match recounted < all {
        true => "what is closed",
        false => "everything",
    };
    println!("{shown}: {what} holds.");
    Ok(())
}

/// The first event that is not the one after the event before it: one was taken out, put in or
/// moved.
fn out_of_order(events: &[Stamped]) -> Option<String> {
    let mut before = At::default();
    for (number, event) in (1..).zip(events) {
        if event.revision != number {
            let revision = event.revision;
            return Some(format!(
                "event {number} of the journal calls itself {revision}"
            ));
        }
        if event.at < before {
            return Some(format!(
                "event {number} of the journal is older than the one before it"
            ));
        }
        before = event.at;
    }
    None
}

/// The first thing in the file that does not follow from its own journal and box: results, winners,
/// phases, tallies, all of it is derived.
fn contradiction(said: &Value, state: &State, exported: &Exported) -> Option<String> {
    let mut derived = Vec::new();
    // Into memory nothing can fail.
    let _ = export::write(Format::Json, state, exported, None, &mut derived);
    let derived: Value = serde_json::from_slice(&derived).unwrap_or_default();
    let place = difference(&derived, said, "")?;
    Some(format!("{place} is not what the journal in this file says"))
}
