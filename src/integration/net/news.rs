//! What the hall makes public, as nodes read it: signed, because whoever reaches the servers could
//! write it otherwise.

use crate::ledger::jetstream::signed::{Bytes32, HALL, Signed, Signer};
use crate::net::key::public_name;
use crate::show::event::At;
use crate::view::audience::Bulletin;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Where the news are put; the latest alone is there.
pub const SUBJECT: &str = "state";

/// The news are put again after this, also when nothing has changed: in milliseconds.
pub const EVERY_MS: i64 = 5_000;

/// Hashes of tickets in a message: servers take a megabyte.
const TICKETS_MAX: usize = 8_192;

/// What nodes are told of the evening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetNews {
    /// When it was sent, by the hall's clock.
    pub at: At,
    /// How many messages hold the hashes of printed tickets.
    pub tickets: usize,
    /// What phones outside may know.
    pub bulletin: Bulletin,
}

impl NetNews {
    /// The message. `counter` is higher than that of every one before it.
    pub fn message(&self, signer: &Signer, counter: u64) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        signer.message(counter, &text)
    }

    /// Reads a message of this evening that this hall has signed, with its counter: one that is not
    /// higher than the last was sent before it, and is no news.
    pub fn read(message: &[u8], evening: &str, hall: &Bytes32) -> Option<(u64, NetNews)> {
        let signed = signed(message, evening, hall)?;
        Some((signed.counter, serde_json::from_str(signed.text).ok()?))
    }
}

fn signed<'a>(message: &'a [u8], evening: &str, hall: &Bytes32) -> Option<Signed<'a>> {
    let signed = Signed::read(str::from_utf8(message).ok()?)?;
    let ours = signed.lane == HALL && signed.is_of(&public_name(evening), hall);
    ours.then_some(signed)
}

/// Where a part of the tickets' hashes is put.
pub fn tickets_subject(part: usize) -> String {
    format!("tickets.{part}")
}

fn tickets_head(part: usize) -> String {
    format!("tickets {part}\n")
}

/// The messages that hold these hashes, part by part.
pub fn ticket_messages(hashes: &HashSet<String>, signer: &Signer, counter: u64) -> Vec<String> {
    let mut hashes: Vec<&str> = hashes.iter().map(String::as_str).collect();
    hashes.sort_unstable();
    let parts = hashes.chunks(TICKETS_MAX).enumerate();
    let message = |(part, hashes): (usize, &[&str])| {
        signer.message(counter, &(tickets_head(part) + &hashes.join("\n")))
    };
    parts.map(message).collect()
}

/// Reads the hashes of a part.
pub fn tickets(
    message: &[u8],
    evening: &str,
    hall: &Bytes32,
    part: usize,
) -> Option<HashSet<String>> {
    let signed = signed(message, evening, hall)?;
    let hashes = signed.text.strip_prefix(&tickets_head(part))?;
    Some(hashes.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;
    use crate::net::key::{hall_signer, public_signer};
    use crate::view::sample::{SampleEvening, show};

    fn keys() -> Keys {
        Keys::random().expect("keys")
    }

    #[test]
    fn news_read_back_under_the_halls_key_and_no_other() {
        let keys = keys();
        let signer = public_signer(&keys, "evening").expect("a key");
        let news = NetNews {
            at: At(7),
            tickets: 2,
            bulletin: Bulletin::of(&SampleEvening::of(show()).state, 1, false),
        };
        let message = news.message(&signer, 9);
        let hall = signer.public();
        let read = |key: &Bytes32, evening: &str| NetNews::read(message.as_bytes(), evening, key);
        assert!(read(&hall, "evening").is_some_and(|(counter, n)| counter == 9 && n == news));
        assert!(read(&hall, "another").is_none());
        assert!(read(&Bytes32([1; 32]), "evening").is_none());
        // A log would take it for no mark of the hall.
        let marks = hall_signer(&keys, "evening").expect("a key");
        assert!(marks.public() == hall);
        let signed = Signed::read(&message).expect("a message");
        assert!(!signed.is_of("evening", &hall));
    }

    #[test]
    fn tickets_go_out_in_parts_and_each_reads_back_as_itself() {
        let signer = public_signer(&keys(), "evening").expect("a key");
        let all: HashSet<String> = (0..TICKETS_MAX + 5).map(|n| format!("{n:064x}")).collect();
        let parts = ticket_messages(&all, &signer, 1);
        assert_eq!(parts.len(), 2);
        assert!(parts.iter().all(|part| part.len() < 1_000_000));
        let read =
            |at: usize, part| tickets(parts[at].as_bytes(), "evening", &signer.public(), part);
        let both: HashSet<String> = (0..2).flat_map(|n| read(n, n).expect("hashes")).collect();
        assert!(both == all);
        assert!(read(0, 1).is_none(), "a part is no other one");
        assert!(ticket_messages(&HashSet::new(), &signer, 1).is_empty());
    }
}
