//! What each row changes, and the edits that make it so.

use super::super::table::CellRow;
use super::super::works::WrongCell;
use super::cell::BookReader;
use super::rows::{FoundRow, RowPlace};
use super::sheet::{BookTraces, FoundSheet};
use super::{BookChange, BookDifference, BookFate, cell, order};
use crate::show::file::edit::{Change, Edit, row_name};
use crate::view::producer::workbook::{BookRow, BookSheet, FIXED, ShowBook, plain, rows, trace};
use std::collections::{HashMap, HashSet};
use toml::{Table, Value};

/// What the workbook is held against, and what comes of that.
pub(super) struct BookDesk<'a> {
    pub book: &'a ShowBook,
    /// The running order, where the file writes none.
    pub made: &'a [Table],
    /// All rows of the show file, by table and name.
    pub written: HashMap<(&'static str, String), &'a Table>,
    pub traces: &'a BookTraces,
    pub cells: BookReader<'a>,
    pub changes: Vec<BookChange>,
    pub wrong: Vec<WrongCell>,
    pub edits: Vec<Edit>,
}

/// What a row sets: places among its sheet's columns, with what they say now.
type TypedCells = Vec<(usize, String)>;

impl BookDesk<'_> {
    pub fn refuse(&mut self, sheet: &str, row: &CellRow, column: Option<usize>, reason: String) {
        self.wrong.push(WrongCell {
            sheet: Some(sheet.to_owned()),
            row: row.number,
            column,
            reason,
        });
    }

    pub fn compare(&mut self, found: &FoundSheet<'_>) {
        let table = found.sheet.form.table;
        let begun = self.edits.len();
        let mut added: Vec<(String, Table)> = Vec::new();
        for row in &found.rows {
            match &row.place {
                RowPlace::Here(at) => {
                    let here = &found.sheet.rows[*at];
                    let (typed, differences) = self.differing(found, row, here);
                    self.set(found.sheet, here, &typed);
                    self.tell(found, row, BookFate::Changed, differences);
                }
                RowPlace::New(id) => {
                    let typed = self.typed(found, row);
                    added.push((id.clone(), self.row(found.sheet, id, &typed)));
                    self.tell(found, row, BookFate::New, Vec::new());
                }
                RowPlace::NewStep(line, step) => {
                    let typed = self.typed(found, row);
                    match added.iter_mut().find(|(id, _)| id == line) {
                        Some((_, of)) => self.cells.put_step(found.sheet, of, step, &typed),
                        None => {
                            let here = BookRow {
                                id: format!("{line}/{step}"),
                                step: Some((line.clone(), step.clone())),
                                cells: Vec::new(),
                            };
                            self.set(found.sheet, &here, &typed);
                        }
                    }
                    self.tell(found, row, BookFate::New, Vec::new());
                }
                RowPlace::Gone(_) => self.tell(found, row, BookFate::ByHand, Vec::new()),
            }
        }
        let gone = self.gone(found);
        order::put(self, found, &gone, added);
        if table == "cue" && self.edits.len() > begun && !self.made.is_empty() {
            let written = self.made.iter().map(|row| Edit {
                table: table.to_owned(),
                id: None,
                change: Change::Add {
                    row: row.clone(),
                    before: None,
                },
            });
            self.edits.splice(begun..begun, written);
        }
    }

    /// What a row says otherwise than the show.
    fn differing(
        &mut self,
        found: &FoundSheet<'_>,
        row: &FoundRow<'_>,
        here: &BookRow,
    ) -> (TypedCells, Vec<BookDifference>) {
        let table = found.sheet.form.table;
        let (mut typed, mut differences) = (Vec::new(), Vec::new());
        for (n, column) in found.sheet.columns.iter().enumerate() {
            let Some(at) = found.columns[n] else { continue };
            let (file, now) = (plain(row.row.cell(at)), &here.cells[n]);
            if file == now.shown {
                continue;
            }
            let was = self.traces.cell(table, &here.id, &column.place());
            let untouched = was.is_some_and(|was| was.shown == trace(&file));
            let kept = was.is_some_and(|was| was.value != trace(&now.value));
            // What it names may be called otherwise since.
            if untouched && !kept {
                continue;
            }
            if !untouched {
                let value = match self.cells.value(column, &file) {
                    Ok(value) if value == now.value => continue,
                    Ok(value) => value,
                    Err(reason) => {
                        self.refuse(found.name, row.row, Some(at), reason);
                        continue;
                    }
                };
                let key = &*column.key;
                let fixed = match here.step {
                    Some(_) => !["script", "seconds"].contains(&key),
                    None => table == "cue" && FIXED.contains(&key),
                };
                if fixed {
                    self.refuse(found.name, row.row, Some(at), cell::FIXED.to_owned());
                    continue;
                }
                if !kept {
                    typed.push((n, value));
                }
            }
            differences.push(BookDifference {
                column: at,
                header: found.header(at).to_owned(),
                here: now.shown.clone(),
                file,
                kept,
            });
        }
        (typed, differences)
    }

    /// What a new row says.
    fn typed(&mut self, found: &FoundSheet<'_>, row: &FoundRow<'_>) -> TypedCells {
        let mut typed = Vec::new();
        for (n, column) in found.sheet.columns.iter().enumerate() {
            let Some(at) = found.columns[n] else { continue };
            match self.cells.value(column, &plain(row.row.cell(at))) {
                Ok(value) if value.is_empty() => {}
                Ok(value) => typed.push((n, value)),
                Err(reason) => self.refuse(found.name, row.row, Some(at), reason),
            }
        }
        typed
    }

    pub fn tell(
        &mut self,
        found: &FoundSheet<'_>,
        row: &FoundRow<'_>,
        kind: BookFate,
        differences: Vec<BookDifference>,
    ) {
        let kind = match kind {
            BookFate::Changed if differences.is_empty() => return,
            BookFate::Changed if differences.iter().all(|one| one.kept) => BookFate::ByHand,
            kind => kind,
        };
        let cell = |n: usize| found.columns[n].map_or("", |at| row.row.cell(at));
        self.changes.push(BookChange {
            sheet: found.name.to_owned(),
            row: Some(row.row.number),
            name: called(found.sheet, cell),
            kind,
            differences,
        });
    }

    /// The edits that make a row say this.
    fn set(&mut self, sheet: &BookSheet, here: &BookRow, typed: &[(usize, String)]) {
        let (table, id) = (sheet.form.table, here.line());
        let row = self.written.get(&(table, id.to_owned())).copied();
        let nothing = Table::new();
        let step = here.step.as_ref().map(|(_, step)| &**step);
        let sets = self.cells.sets(sheet, row.unwrap_or(&nothing), step, typed);
        self.edits.extend(sets.into_iter().map(|(key, value)| Edit {
            table: table.to_owned(),
            id: Some(id.to_owned()),
            change: Change::Set { key, value },
        }));
    }

    /// A new row of the show file.
    fn row(&self, sheet: &BookSheet, id: &str, typed: &[(usize, String)]) -> Table {
        let mut row = Table::new();
        for (key, value) in self.cells.sets(sheet, &Table::new(), None, typed) {
            if let Some(value) = value {
                cell::put(&mut row, &key, value);
            }
        }
        if named(&row).as_deref() != Some(id) {
            row.insert("id".to_owned(), Value::from(id));
        }
        row
    }

    /// The rows that were in the workbook and are not any more, but for those that were changed
    /// here since.
    fn gone(&mut self, found: &FoundSheet<'_>) -> HashSet<String> {
        let sheet = found.sheet;
        let table = sheet.form.table;
        let there: HashSet<&str> = found.rows.iter().map(FoundRow::id).collect();
        let mut gone = HashSet::new();
        for here in &sheet.rows {
            let was = self.traces.has(table, &here.id);
            if there.contains(&*here.id) || !was || gone.contains(here.line()) {
                continue;
            }
            let cells = sheet.columns.iter().zip(&here.cells);
            let by_hand = cells.clone().any(|(column, cell)| {
                let was = self.traces.cell(table, &here.id, &column.place());
                was.is_some_and(|was| was.value != trace(&cell.value))
            });
            if here.step.is_some() {
                let said = |key: &str| ["script", "seconds"].contains(&key);
                let filled = cells
                    .enumerate()
                    .filter(|(_, (column, cell))| said(&column.key) && !cell.value.is_empty());
                let emptied: TypedCells = filled.map(|(n, _)| (n, String::new())).collect();
                if emptied.is_empty() {
                    continue;
                }
                if !by_hand {
                    self.set(sheet, here, &emptied);
                }
            } else if !by_hand {
                gone.insert(here.id.clone());
            }
            self.changes.push(BookChange {
                sheet: found.name.to_owned(),
                row: None,
                name: called(sheet, |n| &here.cells[n].shown),
                kind: if by_hand {
                    BookFate::ByHand
                } else {
                    BookFate::Gone
                },
                differences: Vec::new(),
            });
        }
        gone
    }
}

pub(super) fn written<'a>(
    book: &ShowBook,
    data: &'a Table,
    made: &'a [Table],
) -> HashMap<(&'static str, String), &'a Table> {
    let tables = book.sheets.iter().map(|sheet| sheet.form.table);
    let all = tables.flat_map(|table| {
        let made = made.iter().filter(move |_| table == "cue");
        let all = rows(data, table).into_iter().chain(made);
        all.filter_map(move |row| Some(((table, named(row)?), row)))
    });
    all.collect()
}

fn named(row: &Table) -> Option<String> {
    row_name(|key| row.get(key).and_then(Value::as_str))
}

/// What people call a row: by its name; a line of the running order by what it is about.
fn called<'c>(sheet: &BookSheet, cell: impl Fn(usize) -> &'c str) -> String {
    let about = [
        "kind", "title", "person", "entry", "award", "ballot", "step",
    ];
    let names = |key: &str| match sheet.form.table {
        "cue" => about.contains(&key),
        _ => key == sheet.form.called,
    };
    let mut parts: Vec<&str> = Vec::new();
    let mut last = "";
    for (n, column) in sheet.columns.iter().enumerate() {
        let text = cell(n);
        // Of a text in several languages the first is enough.
        if names(&column.key) && column.key != last && !text.is_empty() {
            parts.push(text);
            last = &column.key;
        }
    }
    parts.join(" · ")
}
