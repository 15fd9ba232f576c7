//! `palmares net status DIR`

use super::{damaged, prepared, signer, tell_servers};
use crate::cli::{Failure, secrets};
use crate::folder::Folder;
use crate::keys::KeyFile;
use crate::ledger::jetstream::signed::HALL;
use crate::ledger::jetstream::{Net, NetFacts, NetFiles, NetOptions};
use crate::ledger::kept::Kept;
use crate::net::fold::NetPolls;
use crate::show::text::counted;

/// Tells how the servers are, and counts all of the log.
pub(super) fn status(folder: &Folder, urls: &[String], files: &NetFiles) -> Result<(), Failure> {
    let known = prepared(folder)?;
    let urls = match urls.is_empty() {
        true => std::slice::from_ref(&known.servers),
        false => urls,
    };
    let options = NetOptions::of(urls, files, &known.evening)?;
    let facts = NetFacts::ask(&options)?;
    let keys = KeyFile::peek(folder.path()).map_err(|error| secrets::told(folder, &error))?;
    let hall = signer(&keys, &known.evening)?.public();
    tell_servers(&facts);
    println!("Leader: {}.", facts.leader);
    let behind: Vec<&str> = facts
        .followers
        .iter()
        .filter_map(|(name, current)| (!current).then_some(name.as_str()))
        .collect();
    println!(
        "Log: {}, {} bytes.",
        counted(facts.messages, "message"),
        facts.bytes
    );
    let net = Net::start(&options)?;
    let log: Kept<NetPolls> = Kept::open(net.reader(hall)).map_err(|damage| damaged(&damage))?;
    let fold = log.fold();
    tell_log(&fold);
    let skipped = fold.skipped();
    if skipped.suspicious() > 0 || !behind.is_empty() {
        let what = match behind.is_empty() {
            true => "something in the log was written by nobody that the hall lists".to_owned(),
            false => format!("{} does not keep up", behind.join(", ")),
        };
        return Err(Failure::other(format!("Not all is well: {what}.")));
    }
    println!("All is well.");
    Ok(())
}

fn tell_log(fold: &NetPolls) {
    for (name, lane) in fold.lanes().iter().filter(|(name, _)| *name != HALL) {
        let stopped = if lane.stopped { ", stopped" } else { "" };
        println!(
            "Node {name}: {}{stopped}.",
            counted(lane.messages, "message")
        );
    }
    for (ballot, voters, votes) in fold.polls().turnout() {
        println!(
            "Ballot {ballot}: {}, {} taken.",
            counted(voters, "voter"),
            counted(votes, "vote")
        );
    }
    let skipped = fold.skipped();
    println!(
        "Skipped: {} forged, {} foreign, {} malformed, {} not on the ballot, {} of stopped nodes, \
        {} repeated.",
        skipped.forged,
        skipped.foreign,
        skipped.malformed,
        skipped.unlisted,
        skipped.stopped,
        skipped.repeated
    );
}
