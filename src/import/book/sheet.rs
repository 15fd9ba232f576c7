//! The sheets of a workbook, their columns, and what they said when they were written out.

use super::super::headers::compared;
use super::super::table::{CellRow, CellTable};
use super::super::works::WrongCell;
use super::rows::FoundRow;
use crate::view::producer::workbook::{BookForm, BookSheet, MARK, ShowBook, forms};
use crate::words::Ui;
use std::collections::{HashMap, HashSet};

/// Rows from the top among which the header is looked for.
const HEADER_ROWS: usize = 30;

const NO_IDS: &str = "\
    no column of this sheet is headed palmares, which tells its rows apart: write the workbook \
    out anew, and bring the changes into that one";

/// A sheet of the file that is one of the show's.
pub(super) struct FoundSheet<'a> {
    /// Its name in the file.
    pub name: &'a str,
    pub sheet: &'a BookSheet,
    header: &'a CellRow,
    /// The column of ids, from 0.
    pub id: usize,
    /// Where each of the show's columns stands.
    pub columns: Vec<Option<usize>>,
    /// All below the header.
    pub below: Vec<&'a CellRow>,
    pub rows: Vec<FoundRow<'a>>,
}

impl FoundSheet<'_> {
    /// What a column is headed.
    pub fn header(&self, column: usize) -> &str {
        self.header.cell(column)
    }

    /// Columns that are not read.
    pub fn left(&self) -> Vec<(String, String)> {
        let read = |at: &usize| *at == self.id || self.columns.contains(&Some(*at));
        let all = (0..self.header.cells.len()).filter(|at| !read(at));
        let named = all.map(|at| (self.name.to_owned(), self.header(at).to_owned()));
        named.filter(|(_, header)| !header.is_empty()).collect()
    }
}

/// Whether these are the sheets of a whole show.
pub fn is_book(tables: &[CellTable]) -> bool {
    let forms = forms();
    let known = |table: &&CellTable| forms.iter().any(|form| is_named(table, form));
    tables
        .iter()
        .filter(known)
        .any(|table| header(table).is_some())
}

fn is_named(table: &CellTable, form: &BookForm) -> bool {
    let name = table.sheet.as_deref().map(compared);
    let mut labels = form.labels.iter();
    name.is_some_and(|name| labels.any(|label| compared(label) == name))
}

/// The row that heads a sheet, and its column of ids.
fn header(table: &CellTable) -> Option<(&CellRow, usize)> {
    let mut rows = table.rows.iter().take(HEADER_ROWS);
    rows.find_map(|row| {
        let mark = (0..row.cells.len()).find(|at| compared(row.cell(*at)) == MARK)?;
        Some((row, mark))
    })
}

/// The show's sheets in this file. One that is not there changes nothing.
pub(super) fn find<'a>(
    book: &'a ShowBook,
    tables: &'a [CellTable],
    wrong: &mut Vec<WrongCell>,
) -> Vec<FoundSheet<'a>> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let Some(table) = tables.iter().find(|table| is_named(table, &sheet.form)) else {
            continue;
        };
        let name = table.sheet.as_deref().unwrap_or_default();
        let Some((row, id)) = header(table) else {
            wrong.push(WrongCell {
                sheet: Some(name.to_owned()),
                row: table.rows.first().map_or(1, |row| row.number),
                column: None,
                reason: NO_IDS.to_owned(),
            });
            continue;
        };
        let heads: Vec<String> = row.cells.iter().map(|cell| compared(cell)).collect();
        let place = |headers: &[String]| {
            let headers: Vec<String> = headers.iter().map(|header| compared(header)).collect();
            heads.iter().position(|head| headers.contains(head))
        };
        let columns = sheet.columns.iter().map(|column| place(&column.headers));
        found.push(FoundSheet {
            name,
            sheet,
            header: row,
            id,
            columns: columns.collect(),
            below: table
                .rows
                .iter()
                .filter(|one| one.number > row.number)
                .collect(),
            rows: Vec::new(),
        });
    }
    found
}

/// What a cell said, to people and in the show file: a short hash of each.
pub(super) struct CellTrace {
    pub shown: String,
    pub value: String,
}

/// What the workbook said when it was written out.
#[derive(Default)]
pub(super) struct BookTraces {
    /// The language that it was written in.
    pub ui: Ui,
    /// The rows of each table, in their order.
    rows: HashMap<String, Vec<String>>,
    all: HashSet<(String, String)>,
    /// What each cell said, by table, row and column.
    cells: HashMap<(String, String, String), CellTrace>,
}

impl BookTraces {
    pub(super) fn of(tables: &[CellTable]) -> BookTraces {
        let mut traces = BookTraces::default();
        let sheet = tables
            .iter()
            .find(|table| table.sheet.as_deref() == Some(MARK));
        for row in sheet.into_iter().flat_map(|table| &table.rows) {
            let (table, id) = (row.cell(0).to_owned(), row.cell(1).to_owned());
            if table == MARK {
                traces.ui = Ui::of_tag(&id).unwrap_or_default();
                continue;
            }
            for said in row.cell(2).split(' ') {
                let parts = said
                    .rsplit_once('=')
                    .and_then(|(place, both)| Some((place, both.split_once('.')?)));
                if let Some((place, (shown, value))) = parts {
                    let at = (table.clone(), id.clone(), place.to_owned());
                    let [shown, value] = [shown, value].map(str::to_owned);
                    traces.cells.insert(at, CellTrace { shown, value });
                }
            }
            traces.all.insert((table.clone(), id.clone()));
            traces.rows.entry(table).or_default().push(id);
        }
        traces
    }

    /// The rows of a table in the order in which they were written out.
    pub(super) fn rows(&self, table: &str) -> &[String] {
        self.rows.get(table).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has(&self, table: &str, id: &str) -> bool {
        self.all.contains(&(table.to_owned(), id.to_owned()))
    }

    pub(super) fn cell(&self, table: &str, id: &str, place: &str) -> Option<&CellTrace> {
        let at = (table.to_owned(), id.to_owned(), place.to_owned());
        self.cells.get(&at)
    }
}
