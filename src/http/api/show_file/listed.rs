//! What would become of a list of works, as data.

mod book;

use super::problem::found_bodies;
use crate::editor::import::{ListRead, SeenList};
use crate::folder::ShowError;
use crate::import::Import;
use crate::import::columns::{Columns, Meaning};
use crate::import::compare::{Difference, Fate, FateKind, HeldEntry};
use crate::import::table::{CellTable, letter};
use crate::import::works::WrongCell;
use crate::show::file::Severity;
use crate::words::Ui;
use crate::words::import::said;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Characters of a value in the answer.
const SHOWN_CHARS_MAX: usize = 200;

/// What would become of a list. Nothing is written.
#[derive(Serialize, ToSchema)]
pub struct ImportPreview {
    /// Of the show file that it is held against: `apply` names it.
    version: String,
    /// Whether it is the whole show as a workbook: then a row names its sheet, and a difference the
    /// header of its column.
    book: bool,
    /// Columns of such a workbook that are not read, with their sheets.
    unread: Vec<String>,
    /// How a text was read, and whether that is a guess; null for a workbook.
    #[schema(example = "Big5")]
    encoding: Option<&'static str>,
    guessed: bool,
    /// The sheet that was read, and all that could be.
    sheet: Option<String>,
    sheets: Vec<String>,
    /// The number of the row with the headers; null where there is none.
    header: Option<u32>,
    columns: Vec<ColumnBody>,
    /// The headers of the private columns, which are left out.
    private: Vec<String>,
    /// How many rows have which verdict, and `wrong` cells.
    counts: BTreeMap<&'static str, usize>,
    /// How many entries of the show would change.
    changes: usize,
    rows: Vec<RowBody>,
    /// What has to be mended before anything can be applied.
    wrong: Vec<WrongBody>,
}

/// A column of the list.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportColumn)]
pub struct ColumnBody {
    /// Its letter.
    #[schema(example = "B")]
    column: String,
    header: String,
    /// What it is taken for: title, team, synopsis, origin (each also with a language: `title.en`),
    /// say, number, source, status, selected, maker, private or none.
    #[schema(example = "title")]
    meaning: String,
    /// What stands in it first; nothing of a private one.
    sample: String,
}

/// A row of the list, or an entry that was in an earlier one.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportRow)]
pub struct RowBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    /// Its number, as a spreadsheet shows it; null for an entry that is gone from the list.
    row: Option<u32>,
    /// new, changed, by-hand, unchanged, withdrawn, not-selected, gone; of a workbook also moved
    /// and removed
    #[schema(example = "changed")]
    verdict: &'static str,
    /// Its number in the catalogue, or its id in the list.
    number: String,
    title: String,
    team: String,
    /// The entry's id; null where the row does not become one.
    entry: Option<String>,
    /// The list's own word for a work that is withdrawn or not selected.
    #[serde(skip_serializing_if = "String::is_empty")]
    word: String,
    differences: Vec<DifferenceBody>,
}

/// A key whose values differ.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportDifference)]
pub struct DifferenceBody {
    #[schema(example = "title")]
    key: String,
    /// The show's, and the list's; empty where there is none.
    here: String,
    list: String,
    /// Whether it was changed here by hand, and stays.
    kept: bool,
}

/// A cell that somebody has to mend.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportWrong)]
pub struct WrongBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    row: Option<u32>,
    /// The column's letter; null where the row as a whole is meant.
    #[schema(example = "C")]
    column: Option<String>,
    /// What is wrong and how to mend it, in the caller's language.
    message: String,
}

/// The answer to whoever only looks.
pub(super) fn preview(seen: SeenList, ui: Ui) -> ImportPreview {
    let columns = match &seen.read {
        ListRead::Book(book) => return book::preview(seen.version, book, ui),
        ListRead::Rows(import) => &import.columns,
        ListRead::Untitled(columns) => columns,
    };
    let table = &seen.tables[columns.table];
    let shown = column_bodies(columns, table);
    let private = columns.of("private").map(|column| column.header.clone());
    let mut preview = ImportPreview {
        version: seen.version,
        book: false,
        unread: Vec::new(),
        encoding: table.encoding.map(|(name, _)| name),
        guessed: table.encoding.is_some_and(|(_, guessed)| guessed),
        sheet: table.sheet.clone(),
        sheets: seen.tables.iter().filter_map(|t| t.sheet.clone()).collect(),
        header: columns.header,
        private: private.collect(),
        columns: shown,
        counts: BTreeMap::new(),
        changes: 0,
        rows: Vec::new(),
        wrong: Vec::new(),
    };
    match &seen.read {
        ListRead::Book(_) => {}
        ListRead::Rows(import) => {
            preview.rows = rows(import);
            preview.changes = import.fates.iter().filter(|fate| fate.is_change()).count();
            preview.wrong = import.wrong.iter().map(|cell| wrong(cell, ui)).collect();
            preview.wrong.extend(unfit(import, ui));
        }
        ListRead::Untitled(columns) => preview.wrong.push(WrongBody {
            sheet: None,
            row: columns.header,
            column: None,
            message: said(ui, "no row says which column is the title: -"),
        }),
    }
    preview.wrong.sort_by_key(|cell| cell.row);
    preview.counted()
}

impl ImportPreview {
    fn counted(mut self) -> Self {
        for row in &self.rows {
            *self.counts.entry(row.verdict).or_default() += 1;
        }
        if !self.wrong.is_empty() {
            self.counts.insert("wrong", self.wrong.len());
            self.changes = 0;
        }
        self
    }
}

/// Every column of the table, also those that nobody knows.
fn column_bodies(columns: &Columns, table: &CellTable) -> Vec<ColumnBody> {
    let width = table.rows.iter().map(|row| row.cells.len()).max();
    let below = |number: u32| columns.header.is_none_or(|header| number > header);
    let body = |at: usize| {
        let known = columns.all.iter().find(|column| column.at == at);
        let meaning = known.map_or(&Meaning::Nothing, |column| &column.meaning);
        let rows = table.rows.iter().filter(|row| below(row.number));
        let sample = rows.map(|row| row.cell(at)).find(|cell| !cell.is_empty());
        let sample = sample.filter(|_| *meaning != Meaning::Private);
        ColumnBody {
            column: letter(at),
            header: known.map_or_else(String::new, |column| column.header.clone()),
            meaning: meaning.to_string(),
            sample: shortened(sample.unwrap_or_default()),
        }
    };
    let all = (0..width.unwrap_or(0)).map(body);
    all.filter(|body| !body.header.is_empty() || !body.sample.is_empty())
        .collect()
}

fn rows(import: &Import) -> Vec<RowBody> {
    let gone = |held: &HeldEntry| RowBody {
        sheet: None,
        row: None,
        verdict: "gone",
        number: String::new(),
        title: held.title.clone(),
        team: held.team.clone(),
        entry: Some(held.id.clone()),
        word: String::new(),
        differences: Vec::new(),
    };
    let fates = import.fates.iter().map(row);
    fates.chain(import.gone.iter().map(gone)).collect()
}

fn row(fate: &Fate) -> RowBody {
    let (verdict, word) = match &fate.kind {
        FateKind::New => ("new", ""),
        FateKind::Changed => ("changed", ""),
        FateKind::ByHand => ("by-hand", ""),
        FateKind::Unchanged => ("unchanged", ""),
        FateKind::Withdrawn(word) => ("withdrawn", word.as_str()),
        FateKind::NotSelected(word) => ("not-selected", word.as_str()),
    };
    let difference = |one: &Difference| DifferenceBody {
        key: one.key.to_owned(),
        here: shortened(&one.here),
        list: shortened(&one.file),
        kept: one.kept,
    };
    RowBody {
        sheet: None,
        row: Some(fate.row),
        verdict,
        number: fate.number.clone(),
        title: fate.title.clone(),
        team: fate.team.clone(),
        entry: fate.id.clone(),
        word: word.to_owned(),
        differences: fate.differences.iter().map(difference).collect(),
    }
}

fn wrong(cell: &WrongCell, ui: Ui) -> WrongBody {
    WrongBody {
        sheet: cell.sheet.clone(),
        row: Some(cell.row),
        column: cell.column.map(letter),
        message: said(ui, &cell.reason),
    }
}

/// Why no show could be given with the works in it, beside the rows that they come from.
fn unfit(import: &Import, ui: Ui) -> Vec<WrongBody> {
    let all = match &import.unfit {
        None => return Vec::new(),
        Some(ShowError::File(why)) => {
            return vec![WrongBody {
                sheet: None,
                row: None,
                column: None,
                message: why.clone(),
            }];
        }
        Some(ShowError::Errors(all)) => all,
    };
    let errors = all.iter().filter(|one| one.severity == Severity::Error);
    let row_of = |id: Option<&String>| {
        let mut fates = import.fates.iter();
        fates.find(|fate| fate.id.as_ref() == id).map(|f| f.row)
    };
    let told = errors.map(|one| {
        // What may tell who wins has no place.
        let field = one.field.as_ref().filter(|_| !one.is_veiled());
        let field = field.filter(|field| field.table == "entry");
        let bodies = found_bodies(std::iter::once(one), ui);
        WrongBody {
            sheet: None,
            row: field
                .filter(|f| f.id.is_some())
                .and_then(|f| row_of(f.id.as_ref())),
            column: field.and_then(|field| column_of_key(import, field.key.as_deref()?)),
            message: bodies.iter().map(|body| body.sentence()).collect(),
        }
    });
    told.collect()
}

/// The letter of the column that fills a key of an entry.
fn column_of_key(import: &Import, key: &str) -> Option<String> {
    let key = key.split('.').next()?;
    let mut columns = import.columns.of(key);
    columns.next().map(|column| letter(column.at))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
