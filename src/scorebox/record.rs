//! What a score box holds, as text that anyone can read and count again.
//!
//! ```text
//! score fok hide-and-seek story 7 8
//! score fok hide-and-seek story 8 -
//! note fok hide-and-seek 9 5e12…encrypted, in hexadecimal…
//! recuse fok campus "my own student"
//! sign fok
//! paper lam 1 hide-and-seek story 7 hide-and-seek craft 9 "Mei Chan"
//! move fok lam "the tablets were swapped"
//! deal fok hide-and-seek fok campus lam campus
//! round 2
//! close
//! ```

use std::fmt;

/// A mark on a sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperMark {
    /// Entry id.
    pub entry: String,
    /// Criterion id.
    pub criterion: String,
    pub score: u32,
}

/// One line of a score box. Jurors, works and criteria are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetRecord {
    /// "My mark is N."
    Score {
        juror: String,
        entry: String,
        criterion: String,
        /// A juror's devices number the changes together, so that a delayed one never overwrites a
        /// later one; none means the next number, and a stored line has one.
        change: Option<u32>,
        /// None clears it.
        score: Option<u32>,
    },
    /// A private note to a work, encrypted.
    Note {
        juror: String,
        entry: String,
        /// As for a score.
        change: Option<u32>,
        /// In hexadecimal.
        text: String,
    },
    /// The juror submits the sheet.
    Sign { juror: String },
    /// The juror takes it back.
    Unsign { juror: String },
    /// The juror does not judge this work.
    Recuse {
        juror: String,
        entry: String,
        reason: String,
    },
    /// The chair gives a sheet back to its juror.
    Reopen { juror: String, reason: String },
    /// The juror does not take part, or does so again.
    Absent { juror: String, on: bool },
    /// A conflict of interest is confirmed, or waved through: then the juror judges the work.
    Conflict {
        juror: String,
        entry: String,
        confirmed: bool,
    },
    /// A sheet of paper is entered, in place of what was entered from paper before.
    Paper {
        juror: String,
        /// As for a score; the marks share it.
        change: Option<u32>,
        marks: Vec<PaperMark>,
        read_back_by: String,
    },
    /// A sheet was filled in under the wrong name.
    Move {
        from: String,
        to: String,
        reason: String,
    },
    /// A sheet does not count.
    Void { juror: String, reason: String },
    /// Who looks at which works in a first round, beside what was dealt before.
    Deal { dealt: Vec<(String, String)> },
    /// Another round begins with fresh sheets.
    Round { round: u32 },
    /// The judging is over.
    Close,
}

impl SheetRecord {
    /// Whose sheet it is about; of a move the one that loses its marks; none for what is about
    /// all.
    pub fn juror(&self) -> Option<&str> {
        use SheetRecord::*;
        match self {
            Score { juror, .. }
            | Note { juror, .. }
            | Sign { juror }
            | Unsign { juror }
            | Recuse { juror, .. }
            | Reopen { juror, .. }
            | Absent { juror, .. }
            | Conflict { juror, .. }
            | Paper { juror, .. }
            | Move { from: juror, .. }
            | Void { juror, .. } => Some(juror),
            Deal { .. } | Round { .. } | Close => None,
        }
    }

    /// Gives it this number, if it has a number and none yet.
    pub fn numbered(mut self, next: u32) -> SheetRecord {
        if let SheetRecord::Score { change, .. }
        | SheetRecord::Note { change, .. }
        | SheetRecord::Paper { change, .. } = &mut self
        {
            change.get_or_insert(next);
        }
        self
    }

    /// Reads one line; none if it is not one of ours.
    pub fn read(line: &str) -> Option<SheetRecord> {
        let mut line = Spelt(Some(line));
        let record = match line.word()? {
            "score" => SheetRecord::Score {
                juror: line.id()?,
                entry: line.id()?,
                criterion: line.id()?,
                change: Some(line.number()?),
                score: match line.word()? {
                    "-" => None,
                    score => Some(score.parse().ok()?),
                },
            },
            "note" => SheetRecord::Note {
                juror: line.id()?,
                entry: line.id()?,
                change: Some(line.number()?),
                text: line.id()?,
            },
            "sign" => SheetRecord::Sign { juror: line.id()? },
            "unsign" => SheetRecord::Unsign { juror: line.id()? },
            "recuse" => SheetRecord::Recuse {
                juror: line.id()?,
                entry: line.id()?,
                reason: line.said()?,
            },
            "reopen" => SheetRecord::Reopen {
                juror: line.id()?,
                reason: line.said()?,
            },
            kind @ ("absent" | "present") => SheetRecord::Absent {
                juror: line.id()?,
                on: kind == "absent",
            },
            "conflict" => SheetRecord::Conflict {
                juror: line.id()?,
                entry: line.id()?,
                confirmed: match line.word()? {
                    "yes" => true,
                    "no" => false,
                    _ => return None,
                },
            },
            "paper" => SheetRecord::Paper {
                juror: line.id()?,
                change: Some(line.number()?),
                marks: line.marks()?,
                read_back_by: line.said()?,
            },
            "move" => SheetRecord::Move {
                from: line.id()?,
                to: line.id()?,
                reason: line.said()?,
            },
            "void" => SheetRecord::Void {
                juror: line.id()?,
                reason: line.said()?,
            },
            "deal" => SheetRecord::Deal {
                dealt: line.pairs()?,
            },
            "round" => SheetRecord::Round {
                round: line.number()?,
            },
            "close" => SheetRecord::Close,
            _ => return None,
        };
        line.0.is_none().then_some(record)
    }
}

/// What of a line is still unread.
struct Spelt<'a>(Option<&'a str>);

impl<'a> Spelt<'a> {
    fn word(&mut self) -> Option<&'a str> {
        let (word, rest) = match self.0?.split_once(' ') {
            Some((word, rest)) => (word, Some(rest)),
            None => (self.0?, None),
        };
        self.0 = rest;
        Some(word).filter(|word| !word.is_empty())
    }

    fn id(&mut self) -> Option<String> {
        self.word().map(str::to_owned)
    }

    fn number(&mut self) -> Option<u32> {
        self.word()?.parse().ok()
    }

    /// What a person wrote: as JSON, and last on the line.
    fn said(&mut self) -> Option<String> {
        serde_json::from_str(self.0.take()?).ok()
    }

    fn pairs(&mut self) -> Option<Vec<(String, String)>> {
        let mut pairs = Vec::new();
        while self.0.is_some() {
            pairs.push((self.id()?, self.id()?));
        }
        Some(pairs)
    }

    fn marks(&mut self) -> Option<Vec<PaperMark>> {
        let mut marks = Vec::new();
        while !self.0?.starts_with('"') {
            marks.push(PaperMark {
                entry: self.id()?,
                criterion: self.id()?,
                score: self.number()?,
            });
        }
        Some(marks)
    }
}

/// Text of a person on one line.
fn spelt(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl fmt::Display for SheetRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use SheetRecord::*;
        match self {
            Score {
                juror,
                entry,
                criterion,
                change,
                score,
            } => {
                let change = change.unwrap_or_default();
                write!(f, "score {juror} {entry} {criterion} {change} ")?;
                match score {
                    Some(score) => write!(f, "{score}"),
                    None => f.write_str("-"),
                }
            }
            Note {
                juror,
                entry,
                change,
                text,
            } => {
                let change = change.unwrap_or_default();
                write!(f, "note {juror} {entry} {change} {text}")
            }
            Sign { juror } => write!(f, "sign {juror}"),
            Unsign { juror } => write!(f, "unsign {juror}"),
            Recuse {
                juror,
                entry,
                reason,
            } => write!(f, "recuse {juror} {entry} {}", spelt(reason)),
            Reopen { juror, reason } => write!(f, "reopen {juror} {}", spelt(reason)),
            Absent { juror, on: true } => write!(f, "absent {juror}"),
            Absent { juror, on: false } => write!(f, "present {juror}"),
            Conflict {
                juror,
                entry,
                confirmed,
            } => {
                let said = if *confirmed { "yes" } else { "no" };
                write!(f, "conflict {juror} {entry} {said}")
            }
            Paper {
                juror,
                change,
                marks,
                read_back_by,
            } => {
                write!(f, "paper {juror} {}", change.unwrap_or_default())?;
                for mark in marks {
                    write!(f, " {} {} {}", mark.entry, mark.criterion, mark.score)?;
                }
                write!(f, " {}", spelt(read_back_by))
            }
            Move { from, to, reason } => write!(f, "move {from} {to} {}", spelt(reason)),
            Void { juror, reason } => write!(f, "void {juror} {}", spelt(reason)),
            Deal { dealt } => {
                f.write_str("deal")?;
                let mut pairs = dealt.iter();
                pairs.try_for_each(|(juror, entry)| write!(f, " {juror} {entry}"))
            }
            Round { round } => write!(f, "round {round}"),
            Close => f.write_str("close"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_as_it_was_written() {
        let lines = [
            "score fok hide-and-seek story 7 8",
            "score fok hide-and-seek story 8 -",
            "note fok hide-and-seek 9 5e12",
            "sign fok",
            "unsign fok",
            r#"recuse fok campus "my \"own\" student\nof two years""#,
            r#"reopen fok "一題漏了""#,
            "absent fok",
            "present fok",
            "conflict fok campus yes",
            "conflict fok campus no",
            r#"paper lam 1 a story 7 a craft 9 "Mei Chan""#,
            r#"paper lam 1 """#,
            r#"move fok lam "the tablets were swapped""#,
            r#"void fok """#,
            "deal fok a lam a lam b",
            "round 2",
            "close",
        ];
        for line in lines {
            let record = SheetRecord::read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(record.to_string(), line);
        }
    }

    #[test]
    fn a_line_with_anything_too_much_or_too_little_is_not_a_record() {
        for line in [
            "",
            "close now",
            "sign",
            "sign fok lam",
            "sign ",
            "score fok a story 7",
            "score fok a story 7 8 9",
            "score fok a story -1 8",
            "score fok a story 7 +",
            "conflict fok a maybe",
            "deal fok a lam",
            "round",
            "reopen fok because",
            r#"reopen fok "because" and more"#,
            "paper fok 1 a story 7",
            r#"paper fok 1 a story "Mei""#,
            "vote people 00 1 a",
        ] {
            assert_eq!(SheetRecord::read(line), None, "{line}");
        }
    }
}
