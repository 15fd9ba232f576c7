//! What a ballot box holds, as text that anyone can read and count again.
//!
//! ```text
//! open people 1
//! vote people 3f9a…16 bytes in hexadecimal… 1 hide-and-seek
//! exclude people 3f9a…
//! close people 1
//! ```

use foldhash::fast::RandomState;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// A voter as the box knows one: 16 bytes of a keyed hash of the token, in which no identity can be
/// found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VoterRef(pub [u8; 16]);

/// What references are made with. Working it out takes longer than making one.
#[derive(Clone)]
pub struct RefKey([u8; 32]);

impl RefKey {
    /// The key of an evening whose ballots have this one.
    pub fn of(ballot_key: &str) -> Self {
        let context = "palmares voter reference 1";
        RefKey(blake3::derive_key(context, ballot_key.as_bytes()))
    }

    /// The key that [`RefKey::bytes`] gave.
    pub fn from_bytes(key: [u8; 32]) -> Self {
        RefKey(key)
    }

    /// It, for a machine that has no `ballot_key`.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Something about each voter. Whoever sends an export to be verified may choose its references,
/// but not the seed of this hash.
pub type OfVoters<T> = HashMap<VoterRef, T, RandomState>;

pub type SomeVoters = HashSet<VoterRef, RandomState>;

/// Characters of a receipt: no letter that looks like another.
const RECEIPT_ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const RECEIPT_BASE: u64 = RECEIPT_ALPHABET.len() as u64;

/// Characters of a receipt without its hyphen.
const RECEIPT_CHARS: usize = 10;

impl VoterRef {
    /// The reference of a token's voter in one ballot. Other ballots of the evening have other
    /// references, so that nobody can follow a voter through them.
    pub fn of(key: &RefKey, ballot: &str, token: &str) -> Self {
        let mut hash = blake3::Hasher::new_keyed(&key.0);
        for part in [ballot, "\n", token] {
            hash.update(part.as_bytes());
        }
        let hash = hash.finalize();
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        VoterRef(short)
    }

    /// What the voter keeps: about 50 bits of the reference as `ABCDE-FGHJK`, the same across
    /// retries and changes.
    pub fn receipt(&self) -> String {
        let mut number = self.number();
        let mut text = String::with_capacity(RECEIPT_CHARS + 1);
        for place in 0..RECEIPT_CHARS {
            if place == RECEIPT_CHARS / 2 {
                text.push('-');
            }
            text.push(RECEIPT_ALPHABET[(number % RECEIPT_BASE) as usize] as char);
            number /= RECEIPT_BASE;
        }
        text
    }

    /// The receipt as a number, which is quicker to look for.
    pub fn number(&self) -> u64 {
        let hash = blake3::hash(&self.0);
        let bits = u64::from_be_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default());
        bits % RECEIPT_BASE.pow(RECEIPT_CHARS as u32)
    }

    /// Reads what `Display` writes.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let (high, low) = (DIGITS[pair[0] as usize], DIGITS[pair[1] as usize]);
            if high.max(low) > 15 {
                return None;
            }
            *byte = (high << 4) | low;
        }
        Some(VoterRef(bytes))
    }
}

/// What each byte stands for as a hexadecimal digit; more than 15 where it is none.
const DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut value = 0;
    while value < 16 {
        digits[b"0123456789abcdef"[value] as usize] = value as u8;
        digits[b"0123456789ABCDEF"[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

/// The number of a receipt that somebody typed, with or without hyphen and capitals; none if it
/// cannot be a receipt.
pub fn receipt_number(typed: &str) -> Option<u64> {
    let typed = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let place = |c: char| {
        let c = c.to_ascii_uppercase();
        RECEIPT_ALPHABET
            .iter()
            .position(|known| *known as char == c)
    };
    let places: Vec<usize> = typed.map(place).collect::<Option<_>>()?;
    let number = |sum: u64, place: &usize| sum * RECEIPT_BASE + *place as u64;
    (places.len() == RECEIPT_CHARS).then(|| places.iter().rev().fold(0, number))
}

impl fmt::Display for VoterRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
        let mut text = [0; 32];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 15)]);
        }
        f.write_str(str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for VoterRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// "My choice is X."
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Ballot id.
    pub ballot: String,
    pub voter: VoterRef,
    /// The phone numbers its changes, so that a delayed one never overwrites a later one; none
    /// means the next number.
    pub change: Option<u32>,
    /// Entry ids, at least one, without repeats.
    pub choices: Vec<String>,
}

/// Something that is not a vote but stands in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Votes count from here.
    Open {
        /// Ballot id.
        ballot: String,
        /// How often it has been opened.
        round: u32,
    },
    /// Votes before here count.
    Close {
        /// Ballot id.
        ballot: String,
        /// How often it has been opened.
        round: u32,
    },
    /// This voter's vote does not count; the reason is in the show's journal.
    Exclude {
        /// Ballot id.
        ballot: String,
        voter: VoterRef,
    },
}

/// One line of a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A vote that was taken, with its number.
    Vote {
        /// Ballot id.
        ballot: String,
        voter: VoterRef,
        /// The number of this change.
        change: u32,
        /// Entry ids.
        choices: Vec<String>,
    },
    Mark(Mark),
}

impl Mark {
    pub fn ballot(&self) -> &str {
        let (Mark::Open { ballot, .. } | Mark::Close { ballot, .. } | Mark::Exclude { ballot, .. }) =
            self;
        ballot
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mark::Open { ballot, round } => write!(f, "open {ballot} {round}"),
            Mark::Close { ballot, round } => write!(f, "close {ballot} {round}"),
            Mark::Exclude { ballot, voter } => write!(f, "exclude {ballot} {voter}"),
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Record::Vote {
                ballot,
                voter,
                change,
                choices,
            } => {
                write!(f, "vote {ballot} {voter} {change} ")?;
                for (index, choice) in choices.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{choice}")?;
                }
                Ok(())
            }
            Record::Mark(mark) => mark.fmt(f),
        }
    }
}

/// A vote's line, read without copying any of it: a start reads a million of them before anybody
/// sees anything.
#[derive(Clone, Copy, Debug)]
pub struct VoteLine<'a> {
    /// Ballot id.
    pub ballot: &'a str,
    pub voter: VoterRef,
    /// The number of this change.
    pub change: u32,
    choices: &'a str,
}

impl<'a> VoteLine<'a> {
    /// Reads one line; none if it is not a vote's.
    pub fn read(line: &'a str) -> Option<Self> {
        let mut words = line.strip_prefix("vote ")?.split(' ');
        let vote = VoteLine {
            ballot: words.next().filter(|id| !id.is_empty())?,
            voter: VoterRef::read(words.next()?)?,
            change: words.next()?.parse().ok()?,
            choices: words.next()?,
        };
        words.next().is_none().then_some(vote)
    }

    /// Entry ids.
    pub fn choices(&self) -> impl Iterator<Item = &'a str> {
        self.choices.split(',')
    }
}

impl Record {
    pub fn ballot(&self) -> &str {
        match self {
            Record::Vote { ballot, .. } => ballot,
            Record::Mark(mark) => mark.ballot(),
        }
    }

    /// Reads one line; none if it is not one of ours.
    pub fn read(line: &str) -> Option<Record> {
        if let Some(vote) = VoteLine::read(line) {
            return Some(Record::Vote {
                ballot: vote.ballot.to_owned(),
                voter: vote.voter,
                change: vote.change,
                choices: vote.choices().map(str::to_owned).collect(),
            });
        }
        let mut words = line.split(' ');
        let kind = words.next()?;
        let ballot = words.next().filter(|id| !id.is_empty())?.to_owned();
        let record = match kind {
            "open" => Record::Mark(Mark::Open {
                ballot,
                round: words.next()?.parse().ok()?,
            }),
            "close" => Record::Mark(Mark::Close {
                ballot,
                round: words.next()?.parse().ok()?,
            }),
            "exclude" => Record::Mark(Mark::Exclude {
                ballot,
                voter: VoterRef::read(words.next()?)?,
            }),
            _ => return None,
        };
        words.next().is_none().then_some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        let voter = VoterRef::of(&RefKey::of("key"), "people", "token");
        let records = [
            Record::Vote {
                ballot: "people".into(),
                voter,
                change: 7,
                choices: vec!["a".into(), "b".into()],
            },
            Record::Mark(Mark::Open {
                ballot: "people".into(),
                round: 1,
            }),
            Record::Mark(Mark::Exclude {
                ballot: "people".into(),
                voter,
            }),
        ];
        for record in records {
            assert_eq!(Record::read(&record.to_string()), Some(record));
        }
    }

    #[test]
    fn a_receipt_is_read_however_it_is_typed() {
        for n in 0..200u8 {
            let voter = VoterRef([n; 16]);
            let receipt = voter.receipt();
            let sloppy = format!(" {} ", receipt.replace('-', " ").to_lowercase());
            assert_eq!(receipt_number(&receipt), Some(voter.number()), "{receipt}");
            assert_eq!(receipt_number(&sloppy), Some(voter.number()), "{sloppy}");
        }
        for nonsense in [
            "",
            "ABCDE",
            "ABCDE-FGHJO",
            "ABCDE-FGHJKM",
            "投票投票投票投票投票",
        ] {
            assert_eq!(receipt_number(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_receipt_is_the_same_for_the_same_voter_and_other_for_another_ballot() {
        let voter = VoterRef::of(&RefKey::of("key"), "people", "token");
        assert_eq!(
            voter.receipt(),
            VoterRef::of(&RefKey::of("key"), "people", "token").receipt()
        );
        assert_ne!(
            voter.receipt(),
            VoterRef::of(&RefKey::of("key"), "other", "token").receipt()
        );
        assert_eq!(voter.receipt().len(), 11);
    }

    #[test]
    fn a_line_with_anything_too_much_or_too_little_is_not_a_record() {
        assert_eq!(Record::read("open people 1 2"), None);
        assert_eq!(Record::read("vote people xyz 1 a"), None);
        assert_eq!(Record::read(""), None);
    }
}
