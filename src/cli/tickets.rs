//! `palmares tickets DIR`

use super::links::{given_base, read_links};
use super::storage::Storage;
use super::{Failure, secrets};
use crate::folder::Folder;
use crate::folder::tickets::TicketBatch;
use crate::keys::{KeyError, KeyFile, Keys};
use crate::ledger::chain::mirror::seal::MirrorSeal;
use crate::show::programme::Identity;
use crate::show::text::counted;
use crate::view::tickets::{self, Card};
use crate::voter::{Voters, new_ticket, plain_code};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Makes codes, keeps their hashes, and writes the sheet to print.
pub fn run(dir: &Path, count: u32, public_url: Option<&str>) -> Result<(), Failure> {
    let folder = Folder::at(dir);
    let show = folder.read_show().map_err(Failure::usage)?.show;
    let keys = keys(&folder)?;
    let base = match public_url {
        Some(url) => given_base("--public-url", url)?,
        None => served_at(&folder)?,
    };
    let voters = Voters::new(&keys, folder.tickets());
    let first = voters.ticket_count() + 1;
    let mut cards = Vec::new();
    let mut hashes = String::new();
    for number in first..first + count as usize {
        let code = new_ticket().map_err(Failure::other)?;
        let plain = plain_code(&code).unwrap_or_default();
        hashes.push_str(&voters.ticket_hash(&plain));
        hashes.push('\n');
        let url = format!("{base}/t/{plain}");
        cards.push(Card { number, code, url });
    }
    let sheet = folder
        .path()
        .join(format!("tickets-{first}-{}.html", first - 1 + cards.len()));
    // The hashes first: a printed card that the server does not know would be worse than a hash
    // without a card.
    append_private(&folder.tickets(), &hashes)?;
    let printed = TicketBatch {
        first,
        count: cards.len(),
        address: base.clone(),
    };
    if let Err(error) = folder.keep_ticket_batch(printed) {
        eprintln!(
            "tickets.json cannot be written ({error}): nobody will notice if {base} changes."
        );
    }
    append_private(&sheet, &tickets::page(&show, &base, &cards))?;
    println!(
        "{}: print {} on A4, cut along the marks, and delete the file.",
        counted(cards.len(), "ticket"),
        sheet.display()
    );
    println!(
        "The folder keeps only keyed hashes of the codes; a server that is running takes them at \
        once."
    );
    let asking = show
        .ballots
        .iter()
        .filter(|b| b.identity == Identity::Ticket);
    let mut asking = asking.peekable();
    let takes = asking.peek().is_some();
    if public_url.is_none() && asking.any(|ballot| !ballot.reach.is_hall()) {
        println!(
            "These cards lead to {base}, which is the hall's. People outside vote at the nodes: \
            print theirs with --public-url and the nodes' address."
        );
    }
    if !takes {
        println!(
            "No ballot of this show asks for tickets yet: set identity = \"ticket\" in its \
            [[ballot]]."
        );
    }
    Ok(())
}

/// The keys of the folder, also while a server holds it. Codes of other keys would open nothing on
/// the night.
fn keys(folder: &Folder) -> Result<Keys, Failure> {
    let shown = folder.path().display();
    let mut file = match KeyFile::lock(folder.path()) {
        Ok(file) => file,
        Err(KeyError::Locked) => {
            return KeyFile::peek(folder.path()).map_err(|error| secrets::told(folder, &error));
        }
        Err(KeyError::ReadOnly(error)) => {
            return Err(Failure::other(format!(
                "{shown} cannot be written ({error}), and the server learns of tickets from a \
                file in it. Nothing was made. Make the folder writable, or make the tickets where \
                the show is served."
            )));
        }
        Err(error) => return Err(secrets::told(folder, &error)),
    };
    let keys = secrets::keys(folder, &mut file, false)?;
    if folder.was_served() {
        Storage::of(folder, Some(MirrorSeal::of(&keys.ballot_key))).journal()?;
    }
    Ok(keys)
}

fn served_at(folder: &Folder) -> Result<String, Failure> {
    let links = read_links(folder).ok();
    links
        .map(|links| links.audience.trim_end_matches('/').to_owned())
        .filter(|base| !base.is_empty())
        .ok_or_else(|| {
            Failure::usage(
                "The cards need the address that phones will open. Say it with --public-url \
                http://ADDRESS:PORT, or start the server once on this folder.",
            )
        })
}

fn append_private(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || {
        let mut file = options.open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|e| Failure::other(format!("{} cannot be written: {e}.", path.display())))
}
