//! Walks along a chain from the first record to the last, through the database and its mirrors side by side.
//!
//! Each link covers all that came before it, so a record that fits after the one before is the one that was written, wherever it was found. What one
//! file has lost, another gives. Where none has it, and any of them shows that something stood there, the record is named and nothing is used.

use super::source::{Kept, Source};
use super::table::{Row, next_row, prepare};
use super::{Damage, Head, Known, Layout, Reader, unreadable};
use crate::mirror::text::{self, Line, Lines, Next};
use rusqlite::{Connection, Rows};

/// The end of a walk.
pub(super) struct Walked {
    pub(super) head: Head,
    pub(super) table: Kept,
    /// One for each source.
    pub(super) mirrors: Vec<Kept>,
    /// The mirror that gave what the table had lost.
    pub(super) from: Option<String>,
}

/// What a file says about the next record.
enum Piece {
    /// It is this.
    Holds(String, Head),
    /// It is the same as the one before it said.
    Same,
    /// It is another one, and both fit.
    Fork,
    /// Something stood here that is not the record any more.
    Broken(String),
    /// The chain ends before it.
    Ends,
    /// Nothing can be known.
    Silent,
}

/// What is known about the chain before it is walked.
pub(super) struct Facts<'a> {
    pub(super) connection: Option<&'a Connection>,
    pub(super) doubt: Option<&'a Damage>,
    pub(super) sources: &'a [Source],
    pub(super) known: &'a [Known],
    /// Another file says that there has been a record.
    pub(super) begun: bool,
}

/// Walks to the end, handing every record to `each`.
pub(super) fn walk(facts: &Facts<'_>, layout: Layout, each: Reader<'_>) -> Result<Walked, Damage> {
    let mut doubt = facts.doubt.cloned();
    let mut statement = match facts.connection.map(|c| prepare(c, layout)).transpose() {
        Ok(statement) => statement,
        Err(damage) => {
            doubt.get_or_insert(damage);
            None
        }
    };
    let rows = match statement.as_mut().map(|s| s.query([])).transpose() {
        Ok(rows) => rows,
        Err(error) => {
            doubt.get_or_insert(unreadable(error));
            None
        }
    };
    let mut table = Table {
        rows,
        next: None,
        doubt,
        hurt_at: None,
        kept: Kept::default(),
    };
    let mut mirrors: Vec<Text> = facts.sources.iter().map(|s| Text::of(s, layout)).collect();
    let mut head = Head::default();
    let mut from = None;
    loop {
        let number = head.revision + 1;
        let mut truth = None;
        let first = table.piece(head, layout);
        let mut pieces = Vec::with_capacity(mirrors.len() + 1);
        take(first, &mut truth, &mut pieces);
        for mirror in &mut mirrors {
            let had = truth.is_some();
            let piece = mirror.piece(head, layout, truth.as_ref());
            if matches!(piece, Piece::Fork) {
                if mirror.source.home {
                    return Err(Damage::Forked {
                        noun: layout.table,
                        number,
                        mirror: mirror.source.name(),
                    });
                }
                mirror.kept.foreign = true;
            }
            take(piece, &mut truth, &mut pieces);
            if !had && truth.is_some() {
                from.get_or_insert_with(|| mirror.source.name());
            }
        }
        let Some((body, next)) = truth else {
            ends(&pieces, head, &table, &mirrors, facts, layout)?;
            break;
        };
        for mirror in &mut mirrors {
            mirror.accept(number, &body);
        }
        let damaged = |what: String| Damage::Record {
            noun: layout.table,
            number,
            what,
        };
        let wrong = |known: &&Known| known.number == number && known.link != next.link;
        if let Some(known) = facts.known.iter().find(wrong) {
            return Err(damaged(format!("it is not the one that {}", known.said)));
        }
        each(number, &body).map_err(damaged)?;
        head = next;
    }
    Ok(Walked {
        head,
        table: table.kept,
        mirrors: mirrors.into_iter().map(|mirror| mirror.kept).collect(),
        from,
    })
}

fn take(piece: Piece, truth: &mut Option<(String, Head)>, pieces: &mut Vec<Piece>) {
    match piece {
        Piece::Holds(body, next) => *truth = Some((body, next)),
        other => pieces.push(other),
    }
}

/// Whether the chain really ends after `head`, where no file holds another record.
fn ends(
    pieces: &[Piece],
    head: Head,
    table: &Table<'_>,
    mirrors: &[Text<'_>],
    facts: &Facts<'_>,
    layout: Layout,
) -> Result<(), Damage> {
    let number = head.revision + 1;
    let record = |what: String| {
        Err(Damage::Record {
            noun: layout.table,
            number,
            what,
        })
    };
    // Nobody holds the record, so there is one piece for the table and one for each mirror.
    let (first, others) = pieces.split_first().unwrap_or((&Piece::Silent, &[]));
    let mut others = others.iter().zip(mirrors);
    let home = others.clone().find(|(_, mirror)| mirror.source.home);
    let home_ends = home.is_some_and(|(piece, _)| matches!(piece, Piece::Ends));
    let agreed = matches!(first, Piece::Ends) && home_ends;
    let complete = others.clone().any(|(piece, mirror)| {
        let all = mirror.kept.hurt.is_none() && mirror.kept.held == head.revision;
        all && matches!(piece, Piece::Ends)
    });
    if let Piece::Broken(what) = first {
        // What looks like one more record in a table that was damaged before is more of the damage, if a mirror has everything.
        let hurt_before = table.doubt.is_some() || table.hurt_at.is_some_and(|at| at < number);
        if !(complete && hurt_before) {
            return record(what.clone());
        }
    }
    let broken = others.find_map(|(piece, mirror)| match piece {
        Piece::Broken(what) if mirror.source.home || !agreed => {
            Some(format!("in {} {what}", mirror.source.name()))
        }
        _ => None,
    });
    if let Some(what) = broken {
        return record(what);
    }
    if let Some(known) = facts.known.iter().find(|k| k.number > head.revision) {
        let Known { number, said, .. } = known;
        return record(format!("it is missing: {said} {} {number}", layout.table));
    }
    let certain = agreed && facts.connection.is_some();
    if facts.begun && head.revision == 0 && !certain {
        return record("it is missing, and show.db says that a ballot was opened".to_owned());
    }
    match &table.doubt {
        // The mirrors give all of it; without them, nothing is known of a file that cannot be read.
        Some(doubt) if !complete || head.revision == 0 => Err(doubt.clone()),
        _ => Ok(()),
    }
}

struct Table<'a> {
    rows: Option<Rows<'a>>,
    next: Option<Row>,
    doubt: Option<Damage>,
    /// The first record that it should hold and does not.
    hurt_at: Option<u64>,
    kept: Kept,
}

impl Table<'_> {
    fn peek(&mut self) -> Option<Row> {
        if self.next.is_none() {
            let rows = self.rows.as_mut()?;
            match next_row(rows) {
                Ok(row) => self.next = row,
                Err(damage) => {
                    self.rows = None;
                    self.doubt.get_or_insert(damage);
                }
            }
        }
        self.next.take()
    }

    fn piece(&mut self, head: Head, layout: Layout) -> Piece {
        let number = head.revision + 1;
        loop {
            let Some((stored, record)) = self.peek() else {
                return match self.doubt {
                    Some(_) => Piece::Silent,
                    None => Piece::Ends,
                };
            };
            if stored < number as i64 && stored > 0 {
                self.hurt(number, "another one stands twice");
                continue;
            }
            let what = if stored > number as i64 {
                self.next = Some((stored, record));
                "it is missing"
            } else {
                match record {
                    Ok((body, link)) => {
                        let next = head.next(layout.context, &body);
                        if next.link == link {
                            self.kept.hold(number, 0);
                            return Piece::Holds(body, next);
                        }
                        "its link does not match"
                    }
                    Err(what) => what,
                }
            };
            self.hurt(number, what);
            return Piece::Broken(what.to_owned());
        }
    }

    fn hurt(&mut self, number: u64, what: &str) {
        self.hurt_at.get_or_insert(number);
        self.kept.hurt(number, what);
    }
}

struct Text<'a> {
    source: &'a Source,
    lines: Option<Lines<'a>>,
    next: Option<(Line<'a>, usize)>,
    /// Bytes that were records and are not any more.
    rubble: usize,
    kept: Kept,
}

impl<'a> Text<'a> {
    fn of(source: &'a Source, layout: Layout) -> Self {
        let mut kept = Kept::default();
        let bytes = source.bytes.as_deref();
        let lines = bytes.map(|bytes| Lines::of(bytes, layout.table));
        if let Some((_, titled)) = &lines {
            match (titled, bytes.map_or(0, <[u8]>::len)) {
                (true, _) => kept.good = text::title(layout.table).len() as u64,
                (false, 0) => {}
                (false, _) => kept.hurt = Some("its first line".to_owned()),
            }
        }
        Text {
            source,
            lines: lines.map(|(lines, _)| lines),
            next: None,
            rubble: 0,
            kept,
        }
    }

    fn piece(&mut self, head: Head, layout: Layout, truth: Option<&(String, Head)>) -> Piece {
        let number = head.revision + 1;
        let Some(lines) = self.lines.as_mut().filter(|_| !self.kept.foreign) else {
            return Piece::Silent;
        };
        if self.rubble > 0 {
            return Piece::Broken("it is damaged".to_owned());
        }
        loop {
            let next = match self.next.take() {
                Some((line, end)) => Next::Record(line, end),
                None => lines.next(number),
            };
            let (line, end) = match next {
                Next::End => return Piece::Ends,
                Next::Rubble(bytes) => {
                    self.rubble = bytes;
                    let torn = lines.is_at_end();
                    return self.broken(number, torn);
                }
                Next::Record(line, end) => (line, end),
            };
            if line.number < number {
                self.kept.hurt(number, "another one stands twice");
                continue;
            }
            if line.number > number {
                self.next = Some((line, end));
                self.kept.hurt(number, "it is missing");
                return Piece::Broken("it is missing".to_owned());
            }
            if truth.is_some_and(|(body, next)| line.body == body && line.link == next.link) {
                self.kept.hold(number, end);
                return Piece::Same;
            }
            let next = head.next(layout.context, line.body);
            if next.link == line.link {
                if truth.is_some() {
                    return Piece::Fork;
                }
                self.kept.hold(number, end);
                return Piece::Holds(line.body.to_owned(), next);
            }
            let mut torn = false;
            if !line.is_whole() {
                self.rubble = lines.damaged(line);
                torn = lines.is_at_end();
            }
            return self.broken(number, torn);
        }
    }

    fn broken(&mut self, number: u64, torn: bool) -> Piece {
        match torn && self.kept.hurt.is_none() {
            true => self.kept.torn = true,
            false => self.kept.hurt(number, "it is damaged"),
        }
        Piece::Broken("it is damaged".to_owned())
    }

    /// The record is known, from wherever: so much of the rubble was this one.
    fn accept(&mut self, number: u64, body: &str) {
        self.rubble = self.rubble.saturating_sub(text::length(number, body));
    }
}
