//! Starts of the real server that may be refused, and mirrors as somebody else would write them.

use crate::support::server::{Room, Server, program};
use palmares::ledger::Head;
use palmares::ledger::chain::mirror::seal::MirrorSeal;
use palmares::ledger::chain::mirror::text::{self, SealContext};
use std::fs;
use std::path::Path;

/// Serves the room's show with more arguments: the server, or what it said when it refused.
pub fn start(room: &Room, more: &[&str]) -> Result<Server, String> {
    let _ = fs::remove_file(room.path().join("err"));
    let mut command = program();
    command.arg("serve").arg(room.show());
    command.args(["--listen", "127.0.0.1:0"]).args(more);
    Server::attempt(room, &room.show(), command, &[]).map_err(|_| room.err())
}

/// What was refused.
pub fn refused(room: &Room, more: &[&str]) -> String {
    match start(room, more) {
        Ok(_) => panic!("it started"),
        Err(said) => said,
    }
}

/// Every body of a mirror, and the head after the last.
pub fn bodies(mirror: &Path, context: &str) -> (Vec<String>, Head) {
    let bytes = fs::read(mirror).expect("a mirror");
    let mut at = bytes.iter().position(|b| *b == b'\n').expect("a title") + 1;
    let (mut all, mut head) = (Vec::new(), Head::default());
    while let Some(line) = text::read(&bytes, at) {
        head = head.next(context, line.body);
        assert_eq!(line.link, head.link, "record {}", line.number);
        all.push(line.body.to_owned());
        let end = bytes[at..]
            .iter()
            .position(|b| *b == b'\n')
            .expect("a line");
        at += end + 1 + line.body.len() + 1;
    }
    (all, head)
}

/// Whose hand a record is written in.
pub enum Hand<'a> {
    /// Format 1: anybody's.
    Plain,
    /// Somebody else's keys.
    Key(&'a str),
}

/// Appends a record whose link is right.
pub fn append(mirror: &Path, noun: &str, context: &str, body: &str, hand: &Hand<'_>) {
    let (_, head) = bodies(mirror, context);
    let next = head.next(context, body);
    let mut file = fs::read(mirror).expect("a mirror");
    match hand {
        Hand::Plain => plain(&mut file, next, body),
        Hand::Key(key) => {
            let seal = MirrorSeal::of(key);
            let proof = SealContext {
                seal: &seal,
                noun,
                evening: evening(mirror),
            };
            text::write(&mut file, &proof, next.revision, &next.link, body);
        }
    }
    fs::write(mirror, file).expect("written");
}

/// A record of format 1.
pub fn plain(file: &mut Vec<u8>, at: Head, body: &str) {
    let head = format!("{} {} {}", at.revision, at.digest(), body.len());
    let mut hasher = blake3::Hasher::new_derive_key("palmares mirror checksum 1");
    hasher.update(format!("{head}\n{body}").as_bytes());
    let sum = hasher.finalize().to_hex();
    file.extend_from_slice(format!("{head} {}\n{body}\n", &sum[..16]).as_bytes());
}

/// A whole mirror, as format 1 had it.
pub fn downgrade(mirror: &Path, noun: &str, context: &str) {
    let (all, _) = bodies(mirror, context);
    let mut file = format!("palmares mirror 1 {noun}\n").into_bytes();
    let mut head = Head::default();
    for body in &all {
        head = head.next(context, body);
        plain(&mut file, head, body);
    }
    fs::write(mirror, file).expect("written");
}

/// The link of the first record of the journal's mirror in the same folder.
fn evening(mirror: &Path) -> [u8; 32] {
    let journal = mirror.with_file_name("show.mirror");
    let bytes = fs::read(journal).unwrap_or_default();
    text::first(&bytes, "event").map_or([0; 32], |line| line.link)
}
