//! What is wrong with a show file, where, and how to mend it: written for whoever reads it at two
//! in the morning.

use super::super::text::is_wide;
use super::Flaw;
use super::edit::Field;
use super::unseen;
use super::veil::SPOKEN;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;
use toml::de::DeTable;

/// Columns of the source line that a terminal shows at most; a longer line is clipped around the
/// spot.
const EXCERPT_COLUMNS_MAX: usize = 96;
/// Columns kept before the spot when a long line is clipped.
const LEAD_COLUMNS: usize = 32;
const TAB_COLUMNS: usize = 4;

/// Whether a show can be loaded in spite of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The show is not loaded.
    Error,
    /// The show is loaded; somebody should look at it before the evening.
    Warning,
}

impl Severity {
    fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One thing that is wrong with a show file. Its `Display` is the whole report for a terminal,
/// without a line end after it; the first line is `show.toml:LINE:COLUMN: error: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file's name as people know it.
    pub file: String,
    /// Whether the show can be loaded in spite of it.
    pub severity: Severity,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters (not bytes).
    pub column: usize,
    /// How much of the line is meant, in characters; at least 1, and never beyond the line's end.
    pub length: usize,
    /// What is wrong.
    pub message: String,
    pub mend: String,
    /// The line as written, made safe for a terminal: tabs are expanded, control characters are
    /// pictured, a long line is clipped around the spot.
    pub excerpt: String,
    /// Spaces and carets that mark the spot beneath `excerpt` in a fixed-width font.
    pub underline: String,
    /// Whether the line may tell who wins: it holds a winner, a citation, a script, or a key that
    /// nobody knows.
    pub telling: bool,
    /// The table, row and key that it is about, where it is about one of the show file's.
    pub field: Option<Field>,
    /// Where the spot begins, in bytes.
    pub(super) at: usize,
    /// The key that is not there.
    lacks: Option<&'static str>,
}

impl Diagnostic {
    /// Whether its words may tell who wins. What is said on stage and by the MC does not: whoever
    /// edits a show reads that.
    pub fn is_veiled(&self) -> bool {
        let key = self.field.as_ref().and_then(|field| field.key.as_deref());
        let first = key.and_then(|key| key.split('.').next());
        self.telling && !first.is_some_and(|key| SPOKEN.contains(&key))
    }

    /// The report for a screen that others may read. No line of the file is in it, since a remark
    /// may stand on any, and of a line that may tell who wins only the place.
    pub fn guarded(&self) -> String {
        let (place, severity) = (self.place(), self.severity.as_str());
        if self.telling {
            return format!(
                "{place}: {severity}: something on this line needs a look, and the line may tell \
                    who wins\n  = where nobody else reads the screen, run: palmares check"
            );
        }
        format!("{place}: {severity}: {}\n  = {}", self.message, self.mend)
    }

    fn place(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, severity) = (self.place(), self.severity.as_str());
        writeln!(f, "{place}: {severity}: {}", self.message)?;
        writeln!(f, "  {}", self.excerpt)?;
        writeln!(f, "  {}", self.underline)?;
        write!(f, "  = {}", self.mend)
    }
}

/// A stretch of the source, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span {
            start: range.start,
            end: range.end,
        }
    }
}

/// Collects what is wrong, so that one run names everything.
pub(super) struct Diagnostics<'s> {
    file: &'s str,
    source: &'s str,
    line_starts: Vec<usize>,
    found: RefCell<Vec<Diagnostic>>,
    faulty: RefCell<HashSet<usize>>,
    telling: RefCell<HashSet<usize>>,
}

impl<'s> Diagnostics<'s> {
    pub fn new(file: &'s str, source: &'s str) -> Self {
        let line_starts = std::iter::once(0)
            .chain(source.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Diagnostics {
            file,
            source,
            line_starts,
            found: RefCell::default(),
            faulty: RefCell::default(),
            telling: RefCell::default(),
        }
    }

    /// Marks the lines of a stretch: they may tell who wins.
    pub fn veil(&self, at: Span) {
        let last = Span {
            start: at.end.saturating_sub(1).max(at.start),
            end: at.end,
        };
        let lines = self.line(at)..=self.line(last);
        self.telling.borrow_mut().extend(lines);
    }

    pub fn error(&self, at: Span, message: impl Into<String>, mend: impl Into<String>) {
        self.faulty.borrow_mut().insert(at.start);
        self.push(Severity::Error, at, message.into(), mend.into());
    }

    /// Logs that a table lacks a key, at its header.
    pub fn lack(&self, at: Span, key: &'static str, message: String, mend: String) {
        self.error(at, message, mend);
        if let Some(last) = self.found.borrow_mut().last_mut() {
            last.lacks = Some(key);
        }
    }

    /// Finds the field that each one is about.
    pub fn assign(&self, document: &DeTable<'_>) {
        let mut found = self.found.borrow_mut();
        for one in found.iter_mut().filter(|one| one.file == self.file) {
            let there = Field::at(document, one.at);
            one.field = match (there, one.lacks) {
                (Some(field), Some(key)) => Some(field.with(key)),
                (None, Some(table)) => Some(Field {
                    table: table.to_owned(),
                    id: None,
                    key: None,
                }),
                (there, None) => there,
            };
        }
    }

    pub fn warning(&self, at: Span, message: impl Into<String>, mend: impl Into<String>) {
        self.push(Severity::Warning, at, message.into(), mend.into());
    }

    /// Logs what is wrong in a file that this one names: the show can be given without it.
    pub fn elsewhere(&self, flaw: Flaw) {
        let other = Diagnostics::new(&flaw.file, &flaw.source);
        other.warning(flaw.at.into(), flaw.message, flaw.mend);
        self.found.borrow_mut().extend(other.into_sorted());
    }

    /// Logs an error, unless the value that it blames is known to be wrong already: what could not
    /// be read is not judged.
    pub fn broken_rule(&self, at: Span, message: impl Into<String>, mend: impl Into<String>) {
        if !self.faulty.borrow().contains(&at.start) {
            self.error(at, message, mend);
        }
    }

    /// Whether something in this stretch is known to be wrong already.
    pub fn is_faulty_within(&self, at: Span) -> bool {
        let faulty = self.faulty.borrow();
        faulty
            .iter()
            .any(|start| (at.start..at.end).contains(start))
    }

    pub fn has_errors(&self) -> bool {
        !self.faulty.borrow().is_empty()
    }

    /// Where some words stand within a value; the whole value where they are written as escapes.
    pub fn find(&self, at: Span, words: &str) -> Span {
        let value = self.source.get(at.start..at.end).unwrap_or_default();
        value.find(words).map_or(at, |offset| Span {
            start: at.start + offset,
            end: at.start + offset + words.len(),
        })
    }

    /// The line on which a span begins, counted from 1.
    pub fn line(&self, at: Span) -> usize {
        self.line_starts.partition_point(|start| *start <= at.start)
    }

    /// The text of the line on which a span begins, without its line end.
    pub fn line_text(&self, at: Span) -> &'s str {
        &self.source[self.line_range(self.line(at))]
    }

    /// Where that line begins, in bytes.
    pub fn line_start(&self, at: Span) -> usize {
        self.line_range(self.line(at)).start
    }

    /// Everything found, in the order of the file; what is wrong in others stands behind.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.found.into_inner();
        let telling = self.telling.into_inner();
        for diagnostic in &mut found {
            diagnostic.telling = diagnostic.file == self.file && telling.contains(&diagnostic.line);
        }
        let place = |found: &Diagnostic| {
            let other = (found.file != self.file).then(|| found.file.clone());
            (other, found.line, found.column)
        };
        found.sort_by_key(place);
        found
    }

    fn line_range(&self, line: usize) -> Range<usize> {
        let start = self.line_starts[line - 1];
        let end = self
            .line_starts
            .get(line)
            .map_or(self.source.len(), |next| next - 1);
        let text = &self.source[start..end];
        start..start + text.strip_suffix('\r').unwrap_or(text).len()
    }

    fn push(&self, severity: Severity, at: Span, message: String, mend: String) {
        let line = self.line(at);
        let range = self.line_range(line);
        let text = &self.source[range.clone()];
        let from = text.floor_char_boundary(at.start.saturating_sub(range.start));
        let to = text.floor_char_boundary(at.end.saturating_sub(range.start));
        let before = text[..from].chars().count();
        let length = text[from..to.max(from)].chars().count().max(1);
        let (excerpt, underline) = excerpt(text, before, length);
        self.found.borrow_mut().push(Diagnostic {
            file: self.file.to_owned(),
            severity,
            line,
            column: before + 1,
            length,
            message,
            mend,
            excerpt,
            underline,
            telling: false,
            field: None,
            at: at.start,
            lacks: None,
        });
    }
}

/// The line for a terminal, and the carets beneath its characters `before..before + length`.
fn excerpt(line: &str, before: usize, length: usize) -> (String, String) {
    let mut column = 0;
    let cells: Vec<(String, usize)> = line
        .chars()
        .map(|c| {
            let cell = cell(c, column);
            column += cell.1;
            cell
        })
        .collect();
    let width = |cells: &[(String, usize)]| cells.iter().map(|cell| cell.1).sum::<usize>();
    let mut from = 0;
    if column > EXCERPT_COLUMNS_MAX {
        let mut spare = width(&cells[..before]).saturating_sub(LEAD_COLUMNS);
        while spare > 0 && from < before {
            spare = spare.saturating_sub(cells[from].1);
            from += 1;
        }
    }
    let mut room = EXCERPT_COLUMNS_MAX;
    let mut to = from;
    while let Some((_, columns)) = cells.get(to)
        && *columns <= room
    {
        room -= columns;
        to += 1;
    }
    let (head, tail) = (
        if from > 0 { "…" } else { "" },
        if to < cells.len() { "…" } else { "" },
    );
    let shown: String = cells[from..to].iter().map(|cell| cell.0.as_str()).collect();
    let first = before.clamp(from, to);
    let last = (before + length).clamp(first, to);
    let pad = width(&cells[from..first]) + usize::from(from > 0);
    let carets = width(&cells[first..last]).max(1);
    (
        format!("{head}{shown}{tail}"),
        format!("{}{}", " ".repeat(pad), "^".repeat(carets)),
    )
}

/// What a terminal shows for a character that begins at `column`, and how many columns that takes.
fn cell(c: char, column: usize) -> (String, usize) {
    match c {
        '\t' => {
            let columns = TAB_COLUMNS - column % TAB_COLUMNS;
            (" ".repeat(columns), columns)
        }
        // What turns the rest of the terminal's line around, or is not there to the eye, is spelt
        // out.
        c if unseen::is_hidden(c) => (format!("<U+{:04X}>", c as u32), unseen::SPELT_COLUMNS),
        c if c.is_control() => (picture(c).to_string(), 1),
        c if is_combining(c) => (c.to_string(), 0),
        c => (c.to_string(), if is_wide(c) { 2 } else { 1 }),
    }
}

/// The visible stand-in for a control character (`␛` for escape).
pub(super) fn picture(c: char) -> char {
    match c {
        '\u{7F}' => '␡',
        c if c.is_control() => char::from_u32(0x2400 + c as u32)
            .filter(|_| (c as u32) < 0x20)
            .unwrap_or('\u{FFFD}'),
        c => c,
    }
}

/// Whether a character stands on the one before it and takes no column of its own.
fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670
        | 0x0E31 | 0x0E34..=0x0E3A | 0x0E47..=0x0E4E | 0x200B..=0x200F | 0x2060..=0x2064 | 0x20D0..=0x20F0 | 0xFE00..=0xFE0F
        | 0xFE20..=0xFE2F | 0xFEFF | 0xE0020..=0xE007F | 0xE0100..=0xE01EF)
}
