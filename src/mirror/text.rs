//! A mirror as text: a title, then each record with its number, its link, its length and a checksum on one line, and its body on the next.
//!
//! ```text
//! palmares mirror 1 event
//! 1 2f0c…64 hexadecimal digits… 412 9d3e5a…16…
//! {"revision":1,…}
//! ```

/// The longest first line of a record: a number, a link, a length, a checksum.
const LINE_MAX: usize = 160;

/// The first line of a mirror.
pub fn title(noun: &str) -> String {
    format!("palmares mirror 1 {noun}\n")
}

/// A record as it stands in a mirror.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number.
    pub number: u64,
    /// The chain's link at it.
    pub link: [u8; 32],
    /// What it says.
    pub body: &'a str,
    head: &'a str,
    checksum: &'a str,
    end: usize,
}

impl Line<'_> {
    /// Whether number, link, length and body are as they were written.
    pub fn is_whole(&self) -> bool {
        checksum(self.head, self.body) == self.checksum
    }
}

/// Writes a record at the end of `into`.
pub fn write(into: &mut Vec<u8>, number: u64, link: &[u8; 32], body: &str) {
    let link = blake3::Hash::from_bytes(*link).to_hex();
    let head = format!("{number} {link} {}", body.len());
    let sum = checksum(&head, body);
    for part in [&head, " ", &sum, "\n", body, "\n"] {
        into.extend_from_slice(part.as_bytes());
    }
}

/// How many bytes [`write`] writes.
pub fn length(number: u64, body: &str) -> usize {
    let digits = |n: u64| n.checked_ilog10().unwrap_or(0) as usize + 1;
    digits(number) + 1 + 64 + 1 + digits(body.len() as u64) + 1 + 16 + 1 + body.len() + 1
}

fn checksum(head: &str, body: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("palmares mirror checksum 1");
    hasher.update(head.as_bytes());
    hasher.update(b"\n");
    hasher.update(body.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The record that begins at `at`, if its first line can be read and its length fits. Whether it is whole is another question.
pub fn read(bytes: &[u8], at: usize) -> Option<Line<'_>> {
    let rest = bytes.get(at..)?;
    let line_end = rest.iter().take(LINE_MAX).position(|b| *b == b'\n')?;
    let line = std::str::from_utf8(&rest[..line_end]).ok()?;
    let (head, checksum) = line.rsplit_once(' ')?;
    let mut words = head.split(' ');
    let number = words.next()?.parse().ok()?;
    let link = blake3::Hash::from_hex(words.next()?).ok()?;
    let length: usize = words.next()?.parse().ok()?;
    let body_end = (line_end + 1).checked_add(length)?;
    if words.next().is_some() || rest.get(body_end) != Some(&b'\n') {
        return None;
    }
    Some(Line {
        number,
        link: *link.as_bytes(),
        body: std::str::from_utf8(&rest[line_end + 1..body_end]).ok()?,
        head,
        checksum,
        end: at + body_end + 1,
    })
}

/// Walks through a mirror's records, over what is damaged to the next that is whole.
pub struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What stands next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// A record, ending at this byte. One with the number that was asked for has not been looked at further.
    Record(Line<'a>, usize),
    /// So many bytes that are no record.
    Rubble(usize),
    /// Nothing.
    End,
}

impl<'a> Lines<'a> {
    /// From the first record on. The second value tells whether the title was there.
    pub fn of(bytes: &'a [u8], noun: &str) -> (Self, bool) {
        let title = title(noun);
        let titled = bytes.starts_with(title.as_bytes());
        // Where the title is damaged, the records still stand behind it.
        let at = title.len().min(bytes.len());
        (Lines { bytes, at }, titled)
    }

    /// What stands next, looking for the record with this number.
    pub fn next(&mut self, number: u64) -> Next<'a> {
        if self.at >= self.bytes.len() {
            return Next::End;
        }
        match read(self.bytes, self.at) {
            Some(line) if line.number == number || line.is_whole() => {
                self.at = line.end;
                Next::Record(line, line.end)
            }
            _ => Next::Rubble(self.skip(self.at)),
        }
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Takes `line` back, which turned out to be damaged, and goes to the next record that is whole. Tells how many bytes that was.
    pub fn damaged(&mut self, line: Line<'a>) -> usize {
        let start = line.end - line.head.len() - line.body.len() - line.checksum.len() - 3;
        self.skip(start)
    }

    fn skip(&mut self, start: usize) -> usize {
        let bytes = self.bytes;
        // The end of the line before may be what is damaged: any place with a number is looked at.
        let numbers = (start + 1..bytes.len())
            .filter(|at| bytes[*at].is_ascii_digit() && !bytes[*at - 1].is_ascii_digit());
        let whole = |at: &usize| read(bytes, *at).is_some_and(|line| line.is_whole());
        self.at = numbers.into_iter().find(whole).unwrap_or(bytes.len());
        self.at - start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Vec<u8> {
        let mut bytes = title("event").into_bytes();
        for (number, body) in [(1, "one"), (2, "vote a\nvote b\n"), (3, "")] {
            let before = bytes.len();
            write(&mut bytes, number, &[number as u8; 32], body);
            assert_eq!(bytes.len() - before, length(number, body));
        }
        bytes
    }

    #[test]
    fn records_read_back_as_they_were_written() {
        let bytes = three();
        let (mut lines, titled) = Lines::of(&bytes, "event");
        assert!(titled);
        for (number, body) in [(1, "one"), (2, "vote a\nvote b\n"), (3, "")] {
            let Next::Record(line, _) = lines.next(number) else {
                panic!("record {number} is there");
            };
            assert_eq!((line.number, line.body), (number, body));
            assert!(line.is_whole());
        }
        assert_eq!(lines.next(4), Next::End);
    }

    #[test]
    fn any_flipped_bit_costs_one_record_and_never_another() {
        let good = three();
        for at in title("event").len()..good.len() {
            for bit in 0..8 {
                let mut bytes = good.clone();
                bytes[at] ^= 1 << bit;
                let (mut lines, _) = Lines::of(&bytes, "event");
                let mut whole = 0;
                let mut number = 1;
                loop {
                    match lines.next(number) {
                        Next::Record(line, _) if line.is_whole() => {
                            assert!((1..=3).contains(&line.number));
                            whole += 1;
                            number = line.number + 1;
                        }
                        Next::Record(line, _) => {
                            lines.damaged(line);
                            number += 1;
                        }
                        Next::Rubble(_) => number += 1,
                        Next::End => break,
                    }
                }
                assert_eq!(whole, 2, "byte {at}, bit {bit}");
            }
        }
    }
}
