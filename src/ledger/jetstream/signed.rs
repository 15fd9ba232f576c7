//! What several write to one log carries the signature of whoever wrote it.
//!
//! ```text
//! n1 17 5f0c…64 bytes in hexadecimal…
//! vote people 3f9a… 1 hide-and-seek
//! ```
//!
//! The first line names the lane, counts its messages, and signs the rest together with the
//! evening: a message of one lane or evening fits into no other.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write};

/// The lane of the hall, whose word stands above the others'.
pub const HALL: &str = "hall";

/// Letters of a lane's name.
const LANE_CHARS_MAX: usize = 32;

/// Whether a lane may have this name: lower-case letters, digits and hyphens, as in a file's name
/// and a subject.
pub fn is_lane(name: &str) -> bool {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    (1..=LANE_CHARS_MAX).contains(&name.len()) && name.bytes().all(plain)
}

/// 32 bytes, written in hexadecimal: a public key or what a key pair is made from.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes32(pub [u8; 32]);

impl Bytes32 {
    /// New random ones.
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(Bytes32(bytes))
    }

    /// Reads what `Display` writes.
    pub fn read(text: &str) -> Option<Self> {
        let hash = blake3::Hash::from_hex(text).ok()?;
        Some(Bytes32(*hash.as_bytes()))
    }
}

impl fmt::Display for Bytes32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl From<Bytes32> for String {
    fn from(bytes: Bytes32) -> String {
        bytes.to_string()
    }
}

impl TryFrom<String> for Bytes32 {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Bytes32::read(&text).ok_or("64 hexadecimal digits are expected")
    }
}

/// Signs the messages of one lane in one evening. It has no `Debug`: it holds the secret.
pub struct Signer {
    evening: String,
    lane: String,
    pair: Ed25519KeyPair,
}

impl Signer {
    /// Of the lane whose secret this is; none of it can be worked out from its public key.
    pub fn of(evening: &str, lane: &str, secret: &Bytes32) -> Option<Self> {
        Some(Signer {
            evening: evening.to_owned(),
            lane: lane.to_owned(),
            pair: Ed25519KeyPair::from_seed_unchecked(&secret.0).ok()?,
        })
    }

    pub fn evening(&self) -> &str {
        &self.evening
    }

    pub fn lane(&self) -> &str {
        &self.lane
    }

    /// What others tell its messages by.
    pub fn public(&self) -> Bytes32 {
        let mut key = [0; 32];
        key.copy_from_slice(self.pair.public_key().as_ref());
        Bytes32(key)
    }

    /// The whole message.
    pub fn message(&self, counter: u64, text: &str) -> String {
        let signed = to_sign(&self.evening, &self.lane, counter, text);
        let signature = self.pair.sign(signed.as_bytes());
        let mut message = format!("{} {counter} ", self.lane);
        for byte in signature.as_ref() {
            let _ = write!(message, "{byte:02x}");
        }
        message.push('\n');
        message.push_str(text);
        message
    }
}

fn to_sign(evening: &str, lane: &str, counter: u64, text: &str) -> String {
    format!("palmares signed message 1\n{evening}\n{lane}\n{counter}\n{text}")
}

/// A message as somebody has written it: what it claims is not proved yet.
pub struct Signed<'a> {
    pub lane: &'a str,
    /// Ascending within the lane, from 1.
    pub counter: u64,
    signature: [u8; 64],
    pub text: &'a str,
}

impl<'a> Signed<'a> {
    /// Reads a message; none if it is not written like one.
    pub fn read(message: &'a str) -> Option<Self> {
        let (line, text) = message.split_once('\n')?;
        let mut words = line.split(' ');
        let lane = words.next().filter(|lane| is_lane(lane))?;
        let digits = words.next()?;
        let counter = digits.parse().ok()?;
        let signature = words.next().filter(|hex| hex.len() == 128)?;
        let (first, second) = signature.split_at_checked(64)?;
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&Bytes32::read(first)?.0);
        bytes[32..].copy_from_slice(&Bytes32::read(second)?.0);
        let message = Signed {
            lane,
            counter,
            signature: bytes,
            text,
        };
        // One way of writing a number: the same message never has two texts.
        (words.next().is_none() && digits == counter.to_string()).then_some(message)
    }

    /// Whether the holder of this key has written it, for this evening.
    pub fn is_of(&self, evening: &str, key: &Bytes32) -> bool {
        let signed = to_sign(evening, self.lane, self.counter, self.text);
        let key = UnparsedPublicKey::new(&ED25519, key.0);
        key.verify(signed.as_bytes(), &self.signature).is_ok()
    }
}

/// A message as it stands in the log, with what the servers have added: the body of its record.
pub struct Logged<'a> {
    /// When the servers took it, by their clocks, in milliseconds since 1970: the same for every
    /// reader.
    pub stamp_ms: i64,
    /// Where it was written to, within the log.
    pub subject: &'a str,
    pub message: &'a str,
}

impl<'a> Logged<'a> {
    /// Reads the body of a record; none if it is not one.
    pub fn read(body: &'a str) -> Option<Self> {
        let (line, message) = body.split_once('\n')?;
        let (stamp, subject) = line.split_once(' ')?;
        Some(Logged {
            stamp_ms: stamp.parse().ok()?,
            subject,
            message,
        })
    }
}

/// The body of a record. Of bytes that are no text only the hash is kept.
pub fn body(stamp_ms: i64, subject: &str, message: &[u8]) -> String {
    match str::from_utf8(message) {
        Ok(text) => format!("{stamp_ms} {subject}\n{text}"),
        Err(_) => format!("{stamp_ms} {subject}\n{}", blake3::hash(message).to_hex()),
    }
}

/// Where a lane writes to, within the log.
pub fn subject_of(lane: &str) -> String {
    match lane {
        HALL => HALL.to_owned(),
        node => format!("lane.{node}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(lane: &str) -> Signer {
        Signer::of("evening", lane, &Bytes32([7; 32])).expect("a key")
    }

    #[test]
    fn a_message_reads_back_and_is_of_whoever_signed_it() {
        let signer = signer("n1");
        let message = signer.message(17, "vote people x 1 a\n");
        let read = Signed::read(&message).expect("a message");
        assert_eq!((read.lane, read.counter), ("n1", 17));
        assert_eq!(read.text, "vote people x 1 a\n");
        assert!(read.is_of("evening", &signer.public()));
    }

    #[test]
    fn a_message_fits_into_no_other_evening_lane_or_place_and_under_no_other_key() {
        let signer = signer("n1");
        let message = signer.message(17, "text\n");
        let read = |text: &str| Signed::read(text).map(|m| m.is_of("evening", &signer.public()));
        assert!(
            !Signed::read(&message)
                .unwrap()
                .is_of("other", &signer.public())
        );
        let other = Signer::of("evening", "n1", &Bytes32([8; 32])).unwrap();
        assert!(
            !Signed::read(&message)
                .unwrap()
                .is_of("evening", &other.public())
        );
        assert_eq!(read(&message.replacen("n1", "n2", 1)), Some(false));
        assert_eq!(read(&message.replacen("17", "18", 1)), Some(false));
        assert_eq!(read(&message.replace("text", "taxt")), Some(false));
    }

    #[test]
    fn what_is_written_otherwise_is_no_message() {
        let message = signer("n1").message(17, "text\n");
        for wrong in [
            message.replacen("17", "+17", 1),
            message.replacen("17", "017", 1),
            message.replacen("n1", "N1", 1),
            message.replacen("n1 ", "n1  ", 1),
            message.replacen('\n', "", 2),
            String::new(),
        ] {
            assert!(Signed::read(&wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_body_tells_when_and_where_and_holds_the_message() {
        let text = body(12, "lane.n1", b"n1 1 x\ntext\n");
        let logged = Logged::read(&text).expect("a body");
        assert_eq!((logged.stamp_ms, logged.subject), (12, "lane.n1"));
        assert_eq!(logged.message, "n1 1 x\ntext\n");
        assert!(Logged::read(&body(12, "lane.n1", &[0xff])).is_some());
    }
}
