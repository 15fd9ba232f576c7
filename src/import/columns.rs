//! Which column of a table is what.

use super::ImportError;
use super::headers::{compared, guess};
use super::memory::ImportMemory;
use super::table::{CellRow, CellTable, column_of, letter};
use crate::show::text::Lang;
use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

/// Rows from the top among which the header is looked for.
const HEADER_ROWS: usize = 30;

const NO_TITLE: &str = "\
    no row says which column is the title: write a first row with headers such as 作品, 隊伍, 簡介 or \
    title, team, synopsis, or say it with --column B=title";

/// In which language a column is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnLanguage {
    /// It does not say.
    Any,
    /// In the language of whoever sent the work in.
    Original,
    /// In this one: a BCP 47 tag.
    Tag(Lang),
}

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Title(ColumnLanguage),
    Team(ColumnLanguage),
    Synopsis(ColumnLanguage),
    Origin(ColumnLanguage),
    Say,
    Number,
    /// The work's id in the file.
    Source,
    /// Whether the work was sent in, and still competes.
    Status,
    /// Whether it is in the final.
    Selected,
    /// Somebody who made it, where there is no column for the team: the lowest come first; the
    /// last two are the halves of one name.
    Maker(u8),
    /// Nobody's business.
    Private,
    /// Left alone.
    Nothing,
}

/// The key of the show file that a column fills, with its language.
impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (key, tongue) = match self {
            Meaning::Title(tongue) => ("title", tongue),
            Meaning::Team(tongue) => ("team", tongue),
            Meaning::Synopsis(tongue) => ("synopsis", tongue),
            Meaning::Origin(tongue) => ("origin", tongue),
            Meaning::Say => ("say", &ColumnLanguage::Any),
            Meaning::Number => ("number", &ColumnLanguage::Any),
            Meaning::Source => ("source", &ColumnLanguage::Any),
            Meaning::Status => ("status", &ColumnLanguage::Any),
            Meaning::Selected => ("selected", &ColumnLanguage::Any),
            Meaning::Maker(_) => ("maker", &ColumnLanguage::Any),
            Meaning::Private => ("private", &ColumnLanguage::Any),
            Meaning::Nothing => ("none", &ColumnLanguage::Any),
        };
        match tongue {
            ColumnLanguage::Any => f.write_str(key),
            ColumnLanguage::Original => write!(f, "{key}.original"),
            ColumnLanguage::Tag(tag) => write!(f, "{key}.{tag}"),
        }
    }
}

impl FromStr for Meaning {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (key, tongue) = match text.split_once('.') {
            None => (text, ColumnLanguage::Any),
            Some((key, "original")) => (key, ColumnLanguage::Original),
            Some((key, tag)) => (key, ColumnLanguage::Tag(tag.to_owned())),
        };
        let meaning = match key {
            "title" => Meaning::Title(tongue),
            "team" => Meaning::Team(tongue),
            "synopsis" => Meaning::Synopsis(tongue),
            "origin" => Meaning::Origin(tongue),
            _ if tongue != ColumnLanguage::Any => return Err(unknown(text)),
            "say" => Meaning::Say,
            "number" => Meaning::Number,
            "source" => Meaning::Source,
            "status" => Meaning::Status,
            "selected" => Meaning::Selected,
            "private" => Meaning::Private,
            "none" => Meaning::Nothing,
            _ => return Err(unknown(text)),
        };
        Ok(meaning)
    }
}

fn unknown(text: &str) -> String {
    format!(
        "{text:?} is nothing that a column can be: write title, team, synopsis, origin (each also \
        with a language: title.en), say, number, source, status, selected or none"
    )
}

/// A column as whoever imports says it: `B=title`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenColumn {
    /// From 0.
    pub column: usize,
    pub meaning: Meaning,
}

impl FromStr for ChosenColumn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write a column's letter and what it is, as B=title".to_owned();
        let (letter, meaning) = text.split_once('=').ok_or_else(wrong)?;
        Ok(ChosenColumn {
            column: column_of(letter.trim()).ok_or_else(wrong)?,
            meaning: meaning.trim().parse()?,
        })
    }
}

/// Where the header of a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderRow {
    /// Wherever the most headers are known.
    #[default]
    Guessed,
    /// The row with this number.
    At(u32),
    /// Nowhere: the first row is a work already.
    Absent,
}

/// What whoever imports says of a table and its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnChoices {
    pub columns: Vec<ChosenColumn>,
    pub header: HeaderRow,
    /// The only sheet that is looked into.
    pub sheet: Option<String>,
}

impl ColumnChoices {
    fn reads(&self, table: &CellTable) -> bool {
        self.sheet.is_none() || self.sheet == table.sheet
    }
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadedColumn {
    /// From 0.
    pub at: usize,
    /// As the table has it, on one line.
    pub header: String,
    pub meaning: Meaning,
    /// Whether somebody said so, now or at an earlier import.
    pub said: bool,
}

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Which of the file's tables.
    pub table: usize,
    /// The number of the header's row; none where the table has no header.
    pub header: Option<u32>,
    pub all: Vec<HeadedColumn>,
}

impl Columns {
    /// The columns of the first table with a header that names a title.
    ///
    /// # Errors
    /// No table has one.
    pub fn find(
        tables: &[CellTable],
        memory: &ImportMemory,
        choices: &ColumnChoices,
        languages: &[Lang],
    ) -> Result<Self, ImportError> {
        let named = tables.iter().enumerate();
        let named = named.filter(|(_, table)| choices.reads(table));
        let found = named.filter_map(|(at, table)| headed(at, table, memory, choices));
        let found = found
            .filter(|_| choices.header != HeaderRow::Absent)
            .chain(said(tables, memory, choices).filter(Columns::is_titled))
            .next()
            .ok_or(ImportError::NoTitle(NO_TITLE))?;
        Ok(found.spoken_in(languages))
    }

    /// The columns of a table in which none is known for the title, as far as they are known;
    /// none where there is no row.
    pub fn untitled(
        tables: &[CellTable],
        memory: &ImportMemory,
        choices: &ColumnChoices,
        languages: &[Lang],
    ) -> Option<Self> {
        Some(said(tables, memory, choices)?.spoken_in(languages))
    }

    fn is_titled(&self) -> bool {
        self.of("title").next().is_some()
    }

    /// Leaves out the languages that the show is not given in, where it is given in another.
    fn spoken_in(mut self, languages: &[Lang]) -> Self {
        let fits = |tag: &str| languages.iter().any(|lang| serves(tag, lang));
        let kinds: Vec<String> = self.all.iter().map(|column| column.kind()).collect();
        for (at, column) in self.all.iter_mut().enumerate() {
            let alone = kinds.iter().filter(|kind| **kind == kinds[at]).count() == 1;
            let (Meaning::Title(tongue)
            | Meaning::Team(tongue)
            | Meaning::Synopsis(tongue)
            | Meaning::Origin(tongue)) = &mut column.meaning
            else {
                continue;
            };
            match tongue {
                ColumnLanguage::Tag(_) | ColumnLanguage::Original if alone => {
                    *tongue = ColumnLanguage::Any
                }
                ColumnLanguage::Tag(tag) if !fits(tag) => column.meaning = Meaning::Nothing,
                _ => {}
            }
        }
        self
    }

    /// The columns of a meaning, in any language.
    pub fn of<'c>(&'c self, kind: &'c str) -> impl Iterator<Item = &'c HeadedColumn> {
        self.all.iter().filter(move |column| column.kind() == kind)
    }
}

impl HeadedColumn {
    /// Its meaning without the language.
    pub fn kind(&self) -> String {
        let whole = self.meaning.to_string();
        whole.split('.').next().unwrap_or_default().to_owned()
    }

    /// `B (作品)`.
    pub fn called(&self) -> String {
        match self.header.is_empty() {
            true => letter(self.at),
            false => format!("{} ({})", letter(self.at), self.header),
        }
    }
}

/// Whether a text in the language of one tag serves a show in the other.
pub fn serves(tag: &str, lang: &str) -> bool {
    let (tag, lang) = (tag.to_lowercase(), lang.to_lowercase());
    let within = |long: &str, short: &str| {
        long.strip_prefix(short)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    within(&lang, &tag) || within(&tag, &lang)
}

/// The row with the most headers that are known.
fn headed(
    table: usize,
    cells: &CellTable,
    memory: &ImportMemory,
    choices: &ColumnChoices,
) -> Option<Columns> {
    let (only, among) = match choices.header {
        HeaderRow::At(number) => (Some(number), cells.rows.len()),
        _ => (None, HEADER_ROWS),
    };
    let rows = cells.rows.iter().take(among);
    let rows = rows.filter(|row| only.is_none_or(|number| row.number == number));
    let read = rows.map(|row| (assigned(row, memory, &choices.columns, true), row.number));
    let titled = read.filter(|(all, _)| all.iter().any(|column| column.kind() == "title"));
    let known = |all: &[HeadedColumn]| {
        let known = all.iter().filter(|column| {
            let read = || guess(&column.header).is_some();
            memory.column(&compared(&column.header)).is_some() || read()
        });
        known.count()
    };
    let sure = titled.filter(|(all, _)| known(all) > 0);
    // Of two rows alike the upper one is the header.
    let (all, number) = sure.min_by_key(|(all, _)| Reverse(known(all)))?;
    Some(Columns {
        table,
        header: Some(number),
        all,
    })
}

/// Columns of a table whose headers nobody knows, or that has none: what they are, whoever imports
/// has to say.
fn said(tables: &[CellTable], memory: &ImportMemory, choices: &ColumnChoices) -> Option<Columns> {
    let read = |table: &CellTable| choices.reads(table) && !table.rows.is_empty();
    let table = tables.iter().position(read)?;
    let rows = &tables[table].rows;
    let row = match choices.header {
        HeaderRow::At(number) => rows.iter().find(|row| row.number == number),
        _ => None,
    };
    let row = row.unwrap_or(&rows[0]);
    let is_headed = choices.header != HeaderRow::Absent;
    Some(Columns {
        table,
        header: is_headed.then_some(row.number),
        all: assigned(row, memory, &choices.columns, is_headed),
    })
}

/// What each column of a row is: as it was said, as it was the last time, or as it reads. A private
/// one stays so, whatever was said: nothing of it comes into a show.
fn assigned(
    row: &CellRow,
    memory: &ImportMemory,
    chosen: &[ChosenColumn],
    is_headed: bool,
) -> Vec<HeadedColumn> {
    let mut guesses = Vec::new();
    let mut all: Vec<HeadedColumn> = Vec::new();
    for at in 0..row.cells.len() {
        let header = if is_headed { row.cell(at) } else { "" };
        let read = guess(header);
        let is_private = matches!(read, Some((Meaning::Private, _)));
        let said = chosen.iter().rev().find(|one| one.column == at);
        let said = said.map(|one| one.meaning.clone());
        let known = said.or_else(|| memory.column(&compared(header)));
        let known = known.filter(|_| !is_private);
        if known.is_none()
            && let Some((meaning, rank)) = read
        {
            guesses.push((rank, at, meaning));
        }
        all.push(HeadedColumn {
            at,
            header: header.split_whitespace().collect::<Vec<_>>().join(" "),
            said: known.is_some(),
            meaning: known.unwrap_or(Meaning::Nothing),
        });
    }
    guesses.sort_by_key(|(rank, at, _)| (*rank, *at));
    for (_, at, meaning) in guesses {
        let taken = all.iter().any(|column| column.meaning == meaning);
        if meaning == Meaning::Private || !taken {
            all[at].meaning = meaning;
        }
    }
    all.retain(|column| {
        let is_said = column.said && !is_headed;
        !column.header.is_empty() || column.meaning != Meaning::Nothing || is_said
    });
    all
}
