//! A mirror as text: a title, then each record with its number, its link, its length and its seal
//! on one line, and its body on the next.
//!
//! ```text
//! palmares mirror 2 event
//! 1 2f0c…64 hexadecimal digits… 412 9d3e5a…32…
//! {"revision":1,…}
//! ```
//!
//! Format 1 had a checksum of 16 digits in the seal's place, which anyone can make. It is still
//! read and compared, and proves nothing.

use super::seal::{self, MirrorSeal};

/// The longest first line of a record: a number, a link, a length, a seal.
const LINE_MAX: usize = 160;

/// How many digits a checksum of format 1 has.
const CHECKSUM_DIGITS: usize = 16;

/// The first line of a mirror.
pub fn title(noun: &str) -> String {
    format!("palmares mirror 2 {noun}\n")
}

/// The same in format 1, as long as today's.
fn plain_title(noun: &str) -> String {
    format!("palmares mirror 1 {noun}\n")
}

/// What proves a record: whose keys, which kind of file, which evening.
#[derive(Clone, Copy)]
pub struct SealContext<'a> {
    pub seal: &'a MirrorSeal,
    /// What the file holds.
    pub noun: &'a str,
    /// The link of the evening's first event.
    pub evening: [u8; 32],
}

/// A record as it stands in a mirror.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mirrored<'a> {
    pub number: u64,
    /// The chain's link at it.
    pub link: [u8; 32],
    pub body: &'a str,
    head: &'a str,
    mark: &'a str,
    end: usize,
}

impl Mirrored<'_> {
    /// Whether number, link, length and body are as they were written, by whomever.
    pub fn is_whole(&self, proof: &SealContext<'_>) -> bool {
        match self.is_plain() {
            true => checksum(self.head, self.body) == self.mark,
            false => self.is_sealed(proof),
        }
    }

    /// Whether a holder of the keys wrote it for this evening.
    pub fn is_sealed(&self, proof: &SealContext<'_>) -> bool {
        self.alike(proof) == seal::DIGITS
    }

    /// Whether it carries the seal of other keys or of another evening: one that is only damaged is
    /// still much like what it should be.
    pub fn is_others(&self, proof: &SealContext<'_>) -> bool {
        self.alike(proof) < seal::DIGITS / 2
    }

    /// How many digits of its seal are as they should be.
    fn alike(&self, proof: &SealContext<'_>) -> usize {
        let SealContext {
            seal,
            noun,
            evening,
        } = proof;
        let wanted = seal.mark(noun, evening, (self.number, &self.link), self.body);
        let pairs = wanted.bytes().zip(self.mark.bytes());
        match self.mark.len() == wanted.len() {
            true => pairs.filter(|(wanted, found)| wanted == found).count(),
            false => 0,
        }
    }

    /// Whether it is of format 1, which anyone can write.
    pub fn is_plain(&self) -> bool {
        self.mark.len() == CHECKSUM_DIGITS
    }
}

/// Writes a record at the end of `into`.
pub fn write(
    into: &mut Vec<u8>,
    proof: &SealContext<'_>,
    number: u64,
    link: &[u8; 32],
    body: &str,
) {
    let SealContext {
        seal,
        noun,
        evening,
    } = proof;
    let mark = seal.mark(noun, evening, (number, link), body);
    let link = blake3::Hash::from_bytes(*link).to_hex();
    let head = format!("{number} {link} {}", body.len());
    for part in [&head, " ", &mark, "\n", body, "\n"] {
        into.extend_from_slice(part.as_bytes());
    }
}

/// How many bytes a record takes; in format 1 if it is `plain`.
pub fn length(number: u64, body: &str, plain: bool) -> usize {
    let digits = |n: u64| n.checked_ilog10().unwrap_or(0) as usize + 1;
    let head = digits(number) + 1 + 64 + 1 + digits(body.len() as u64);
    let mark = if plain { CHECKSUM_DIGITS } else { seal::DIGITS };
    head + 1 + mark + 1 + body.len() + 1
}

fn checksum(head: &str, body: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("palmares mirror checksum 1");
    hasher.update(head.as_bytes());
    hasher.update(b"\n");
    hasher.update(body.as_bytes());
    hasher.finalize().to_hex()[..CHECKSUM_DIGITS].to_owned()
}

/// Whether a mirror holds no record at all.
pub fn is_empty(bytes: &[u8], noun: &str) -> bool {
    bytes.len() <= title(noun).len()
}

/// The first record of a mirror, as it stands there, whoever wrote it.
pub fn first<'a>(bytes: &'a [u8], noun: &str) -> Option<Mirrored<'a>> {
    read(bytes, title(noun).len()).filter(|line| line.number == 1)
}

/// The record that begins at `at`, if its first line can be read and its length fits. Whether it is
/// whole is another question.
pub fn read(bytes: &[u8], at: usize) -> Option<Mirrored<'_>> {
    let rest = bytes.get(at..)?;
    let line_end = rest.iter().take(LINE_MAX).position(|b| *b == b'\n')?;
    let line = std::str::from_utf8(&rest[..line_end]).ok()?;
    let (head, mark) = line.rsplit_once(' ')?;
    let mut words = head.split(' ');
    let number = words.next()?.parse().ok()?;
    let link = blake3::Hash::from_hex(words.next()?).ok()?;
    let length: usize = words.next()?.parse().ok()?;
    let body_end = (line_end + 1).checked_add(length)?;
    if words.next().is_some() || rest.get(body_end) != Some(&b'\n') {
        return None;
    }
    Some(Mirrored {
        number,
        link: *link.as_bytes(),
        body: std::str::from_utf8(&rest[line_end + 1..body_end]).ok()?,
        head,
        mark,
        end: at + body_end + 1,
    })
}

/// What is to be said of a mirror that is no beginning of ours.
pub fn verdict(bytes: &[u8], proof: &SealContext<'_>) -> &'static str {
    let (mut lines, title) = Lines::of(bytes, proof.noun);
    let (mut sealed, mut strange, mut hurt) = (false, false, title == FirstLine::Damaged);
    let mut number = 1;
    loop {
        match lines.next(number, proof) {
            Ahead::End => break,
            Ahead::Rubble(_) => hurt = true,
            Ahead::Record(line, _) => {
                let fits = line.is_sealed(proof);
                let others = line.is_plain() || line.is_others(proof);
                sealed |= fits;
                strange |= !fits && others;
                hurt |= line.number != number || !fits && !others;
                number = line.number;
            }
        }
        number += 1;
    }
    match (sealed, hurt, strange) {
        (false, ..) => "was another evening's, or an earlier version's",
        (true, _, true) => "was of this evening, and damaged or written to by somebody else",
        (true, true, false) => "was of this evening, and damaged",
        (true, false, false) => "was of this evening, and went on without this folder",
    }
}

/// Walks through a mirror's records, over what is damaged to the next that is whole.
pub struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What a mirror's first line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstLine {
    Sealed,
    /// Format 1's.
    Plain,
    /// None that can be read.
    Damaged,
}

/// What stands next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead<'a> {
    /// A record, ending at this byte. One with the number that was asked for has not been looked at
    /// further.
    Record(Mirrored<'a>, usize),
    /// So many bytes that are no record.
    Rubble(usize),
    /// Nothing.
    End,
}

impl<'a> Lines<'a> {
    /// From the first record on, and what stands before it.
    pub fn of(bytes: &'a [u8], noun: &str) -> (Self, FirstLine) {
        let title = title(noun);
        let found = match bytes {
            _ if bytes.starts_with(title.as_bytes()) => FirstLine::Sealed,
            _ if bytes.starts_with(plain_title(noun).as_bytes()) => FirstLine::Plain,
            _ => FirstLine::Damaged,
        };
        // Where the title is damaged, the records still stand behind it.
        let at = title.len().min(bytes.len());
        (Lines { bytes, at }, found)
    }

    /// What stands next, looking for the record with this number.
    pub fn next(&mut self, number: u64, proof: &SealContext<'_>) -> Ahead<'a> {
        if self.at >= self.bytes.len() {
            return Ahead::End;
        }
        match read(self.bytes, self.at) {
            Some(line) if line.number == number || line.is_whole(proof) => {
                self.at = line.end;
                Ahead::Record(line, line.end)
            }
            _ => Ahead::Rubble(self.skip(self.at, proof)),
        }
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Takes `line` back, which turned out to be damaged, and goes to the next record that is
    /// whole. Tells how many bytes that was.
    pub fn damaged(&mut self, line: Mirrored<'a>, proof: &SealContext<'_>) -> usize {
        let start = line.end - line.head.len() - line.body.len() - line.mark.len() - 3;
        self.skip(start, proof)
    }

    fn skip(&mut self, start: usize, proof: &SealContext<'_>) -> usize {
        let bytes = self.bytes;
        // The end of the line before may be what is damaged: any place with a number is looked at.
        let numbers = (start + 1..bytes.len())
            .filter(|at| bytes[*at].is_ascii_digit() && !bytes[*at - 1].is_ascii_digit());
        let whole = |at: &usize| read(bytes, *at).is_some_and(|line| line.is_whole(proof));
        self.at = numbers.into_iter().find(whole).unwrap_or(bytes.len());
        self.at - start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(seal: &MirrorSeal) -> SealContext<'_> {
        SealContext {
            seal,
            noun: "event",
            evening: [3; 32],
        }
    }

    fn three() -> Vec<u8> {
        let seal = MirrorSeal::of("key");
        let proof = proof(&seal);
        let mut bytes = title("event").into_bytes();
        for (number, body) in [(1, "one"), (2, "vote a\nvote b\n"), (3, "")] {
            let before = bytes.len();
            write(&mut bytes, &proof, number, &[number as u8; 32], body);
            assert_eq!(bytes.len() - before, length(number, body, false));
        }
        bytes
    }

    #[test]
    fn records_read_back_as_they_were_written() {
        let bytes = three();
        let seal = MirrorSeal::of("key");
        let proof = proof(&seal);
        let (mut lines, titled) = Lines::of(&bytes, "event");
        assert_eq!(titled, FirstLine::Sealed);
        for (number, body) in [(1, "one"), (2, "vote a\nvote b\n"), (3, "")] {
            let Ahead::Record(line, _) = lines.next(number, &proof) else {
                panic!("record {number} is there");
            };
            assert_eq!((line.number, line.body), (number, body));
            assert!(line.is_whole(&proof) && line.is_sealed(&proof));
        }
        assert_eq!(lines.next(4, &proof), Ahead::End);
    }

    #[test]
    fn any_flipped_bit_costs_one_record_and_never_another() {
        let good = three();
        let seal = MirrorSeal::of("key");
        let proof = proof(&seal);
        for at in title("event").len()..good.len() {
            for bit in 0..8 {
                let mut bytes = good.clone();
                bytes[at] ^= 1 << bit;
                let (mut lines, _) = Lines::of(&bytes, "event");
                let mut whole = 0;
                let mut number = 1;
                loop {
                    match lines.next(number, &proof) {
                        Ahead::Record(line, _) if line.is_whole(&proof) => {
                            assert!((1..=3).contains(&line.number));
                            whole += 1;
                            number = line.number + 1;
                        }
                        Ahead::Record(line, _) => {
                            lines.damaged(line, &proof);
                            number += 1;
                        }
                        Ahead::Rubble(_) => number += 1,
                        Ahead::End => break,
                    }
                }
                assert_eq!(whole, 2, "byte {at}, bit {bit}");
            }
        }
    }
}
