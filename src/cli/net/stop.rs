//! Nodes whose messages count no more.

use super::{damaged, keys, prepared, set, signer};
use crate::cli::Failure;
use crate::folder::Folder;
use crate::keys::{KeyFile, Keys};
use crate::ledger::jetstream::signed::{HALL, Signer};
use crate::ledger::jetstream::{Net, NetFacts, NetFiles, NetOptions};
use crate::ledger::kept::Kept;
use crate::net::fold::NetPolls;
use crate::net::record::NetMark;

/// Writes into the log that nothing of these nodes counts any more.
pub(super) fn stop(
    folder: &Folder,
    urls: &[String],
    names: &[String],
    files: &NetFiles,
) -> Result<(), Failure> {
    let known = prepared(folder)?;
    let options = NetOptions::of(urls, files, &known.evening)?;
    let hall = signer(&keys(folder)?, &known.evening)?;
    for lane in halt(&options, hall, Some(names))? {
        println!("Nothing that {lane} writes counts from here on. What it wrote before stands.");
    }
    Ok(())
}

/// A node that still has a file of the former evening reads a log that no hall follows: it is
/// stopped there, so that nothing sends phones to it.
pub(super) fn retire(
    folder: &Folder,
    keys: &Keys,
    former: &str,
    (urls, files): (&[String], &NetFiles),
) {
    if KeyFile::is_held(folder.path()) {
        eprintln!(
            "Note: the server on this folder goes on with the former log until it is started \
            again, and so do the nodes that have its files."
        );
        return;
    }
    let stopped = NetOptions::of(urls, files, former)
        .map_err(Failure::from)
        .and_then(|options| halt(&options, signer(keys, former)?, None));
    match stopped {
        Ok(names) if names.is_empty() => {}
        Ok(names) => println!(
            "Stopped in the former log, until they have their new files: {}.",
            names.join(", ")
        ),
        Err(error) => eprintln!(
            "Note: the nodes of the former log were not stopped. {} Each needs its new file.",
            error.text
        ),
    }
}

/// Stops these nodes in a log, or all that it lists; tells which.
fn halt(
    options: &NetOptions,
    hall: Signer,
    names: Option<&[String]>,
) -> Result<Vec<String>, Failure> {
    NetFacts::ask(options)?;
    let net = Net::start(options)?;
    let log: Kept<NetPolls> = Kept::open(net.hall_ledger(hall, None)).map_err(|d| damaged(&d))?;
    let names = match names {
        Some(names) => names.to_vec(),
        None => {
            let fold = log.fold();
            let listed = fold.lanes().iter().filter(|(name, _)| *name != HALL);
            let going = listed.filter(|(_, lane)| !lane.stopped);
            going.map(|(name, _)| name.clone()).collect()
        }
    };
    for lane in &names {
        if !log.fold().lanes().contains_key(lane) {
            return Err(Failure::usage(format!(
                "The log lists no node {lane}. Look at its name: palmares net status tells them."
            )));
        }
    }
    for lane in &names {
        set(&log, NetMark::Stop { lane: lane.clone() })?;
    }
    Ok(names)
}
