//! The whole show comes back as a workbook: what each of its rows changes.
//!
//! Sheets and columns are found by their names in any language of the interface, rows by their
//! ids. A cell is held against the show as it is now and against what the workbook said when it
//! was written out: whoever changed a cell here since then is not overruled.

mod cell;
mod held;
mod order;
mod rows;
mod sheet;

use super::ImportError;
use super::table::CellTable;
use super::works::WrongCell;
use crate::folder::edit::ShowText;
use crate::folder::{Folder, ShowError};
use crate::show::file::edit::{Edit, EditError, edited};
use crate::show::file::{Diagnostic, Severity, data, written_out};
use crate::view::producer::workbook::ShowBook;
use cell::BookReader;
use held::BookDesk;
pub use sheet::is_book;
use sheet::{BookTraces, FoundSheet};

/// A workbook held against the show.
pub struct BookImport {
    /// The rows of which there is something to tell, in the order of the workbook.
    pub changes: Vec<BookChange>,
    /// What is wrong; then there is nothing to apply.
    pub wrong: Vec<WrongCell>,
    /// Columns that are not read, by sheet and header.
    pub left: Vec<(String, String)>,
    /// Why no show could be given with these changes, where no cell is to blame.
    pub unfit: Option<ShowError>,
    edits: Vec<Edit>,
    shown: ShowText,
    text: String,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookChange {
    /// The sheet's name in the file.
    pub sheet: String,
    /// The row's number; none for a row that is not there any more.
    pub row: Option<u32>,
    /// What people call it.
    pub name: String,
    pub kind: BookFate,
    pub differences: Vec<BookDifference>,
}

/// What becomes of it, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookFate {
    New,
    Changed,
    /// It stands elsewhere, and may be changed, too.
    Moved,
    /// It was changed here since the workbook was written out, and stays as it is.
    ByHand,
    /// The order of all rows was changed here and there: the one here stays.
    OrderByHand,
    Gone,
}

/// A cell that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookDifference {
    /// From 0.
    pub column: usize,
    /// As the file has it.
    pub header: String,
    pub here: String,
    pub file: String,
    /// Whether it was changed here, and stays as it is.
    pub kept: bool,
}

impl BookImport {
    /// Holds a workbook against this show file.
    ///
    /// # Errors
    /// The show file cannot be read, or is written in a form that these edits cannot be made in.
    pub fn over(
        folder: &Folder,
        shown: ShowText,
        tables: &[CellTable],
    ) -> Result<BookImport, ImportError> {
        let reading = folder.judge(&shown.text).map_err(ImportError::Show)?;
        let data = data(&shown.text, &reading.warnings).ok_or(EditError::Illegible)?;
        let made = match data.table.contains_key("cue") {
            true => Vec::new(),
            false => written_out(&reading.show.lines),
        };
        let traces = BookTraces::of(tables);
        let mut book = ShowBook::of(&data.table, &made, traces.ui);
        let names = std::mem::take(&mut book.names);
        let mut held = BookDesk {
            book: &book,
            made: &made,
            written: held::written(&book, &data.table, &made),
            traces: &traces,
            cells: BookReader::new(names, &book.languages),
            changes: Vec::new(),
            wrong: Vec::new(),
            edits: Vec::new(),
        };
        let found = sheet::find(&book, tables, &mut held.wrong);
        let found = rows::placed(&mut held, found);
        for sheet in &found {
            held.compare(sheet);
        }
        let (mut wrong, edits, mut changes) = (held.wrong, held.edits, held.changes);
        changes.sort_by_key(|change| {
            let at = found.iter().position(|sheet| sheet.name == change.sheet);
            (at, change.row.unwrap_or(u32::MAX))
        });
        let mut text = shown.text.clone();
        let mut unfit = None;
        if wrong.is_empty() && !edits.is_empty() {
            text = edited(&shown.text, &edits)?;
            match folder.judge(&text) {
                Err(ShowError::Errors(all)) => {
                    wrong = all.iter().filter_map(|one| blamed(&found, one)).collect();
                    unfit = wrong.is_empty().then_some(ShowError::Errors(all));
                }
                Err(why) => unfit = Some(why),
                Ok(_) => {}
            }
        }
        let left = found.iter().flat_map(FoundSheet::left).collect();
        Ok(BookImport {
            changes,
            wrong,
            left,
            unfit,
            edits,
            shown,
            text,
        })
    }

    /// Whether applying it would change anything in the show file.
    pub fn is_change(&self) -> bool {
        self.text != self.shown.text
    }

    /// How many edits of the show file it is.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The show file with the changes in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Writes the show file.
    ///
    /// # Errors
    /// The file was changed meanwhile, or the disk refuses.
    pub fn apply(&self, folder: &Folder) -> Result<(), ImportError> {
        if self.is_change() {
            let written = folder.write_show(&self.shown.version, &self.text);
            written.map_err(ImportError::NotWritten)?;
        }
        Ok(())
    }
}

/// The cell that an error of the resulting show file is about.
fn blamed(found: &[FoundSheet<'_>], error: &Diagnostic) -> Option<WrongCell> {
    if error.severity != Severity::Error {
        return None;
    }
    let field = error.field.as_ref()?;
    let sheet = found.iter().find(|s| s.sheet.form.table == field.table)?;
    let (mut id, mut key) = (field.id.clone()?, field.key.clone().unwrap_or_default());
    for (of_steps, own) in [("scripts.", "script"), ("timings.", "seconds")] {
        if let Some(step) = key.strip_prefix(of_steps) {
            let step = step.split('.').next().unwrap_or_default();
            id = format!("{id}/{step}");
            key = own.to_owned();
        }
    }
    let row = sheet.rows.iter().find(|row| row.id() == id)?;
    let fits = |at: &usize| {
        let place = sheet.sheet.columns[*at].place();
        place == key || place.starts_with(&format!("{key}.")) || key.starts_with(&place)
    };
    let column = (0..sheet.columns.len()).find(fits);
    // What has a column names no winner.
    if column.is_none() && error.is_veiled() {
        return None;
    }
    let reason = format!("{}: {}", error.message, error.mend);
    Some(WrongCell {
        sheet: Some(sheet.name.to_owned()),
        row: row.row.number,
        column: column.and_then(|at| sheet.columns[at]),
        reason,
    })
}
