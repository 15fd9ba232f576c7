//! The whole show, back from a spreadsheet.

use super::{failed, name, value};
use crate::cli::{Failure, print};
use crate::folder::Folder;
use crate::import::ImportError;
use crate::import::book::{BookChange, BookFate, BookImport};
use crate::import::table::{CellTable, letter};
use crate::show::text::counted;

/// Prints what would become of every row that changes, and writes it where that is asked for.
pub(super) fn run(folder: &Folder, tables: &[CellTable], apply: bool) -> Result<(), Failure> {
    let shown = folder.show_text().map_err(ImportError::Show);
    let book = shown.and_then(|shown| BookImport::over(folder, shown, tables));
    let book = book.map_err(failed)?;
    let mut text = "The whole show, as a workbook.\n\n".to_owned();
    text.extend(book.changes.iter().map(row));
    for cell in &book.wrong {
        let at = match cell.column {
            Some(column) => format!("cell {}{}", letter(column), cell.row),
            None => format!("row {}", cell.row),
        };
        let sheet = name(cell.sheet.as_deref().unwrap_or_default());
        let reason = name(&cell.reason);
        text.push_str(&format!("wrong: sheet {sheet}, {at}: {reason}\n"));
    }
    for (sheet, header) in &book.left {
        let (sheet, header) = (name(sheet), value(header));
        text.push_str(&format!("Not used: column {header} of sheet {sheet}.\n"));
    }
    print(&text)?;
    if !book.wrong.is_empty() {
        let wrong = counted(book.wrong.len(), "cell");
        return Err(Failure::usage(format!(
            "Nothing was written: {wrong} to mend, listed above. Mend the file, then import it."
        )));
    }
    if let Some(why) = &book.unfit {
        let why = why.whole();
        return Err(Failure::usage(format!("Nothing was imported: {why}")));
    }
    print(match (book.is_change(), apply) {
        (false, _) => "The show file has all of it already.\n",
        (true, false) => "Nothing was written. To write it, add --apply.\n",
        (true, true) => {
            book.apply(folder).map_err(failed)?;
            "Written. A server that is running takes it over when the show file is read again.\n"
        }
    })
}

fn row(change: &BookChange) -> String {
    let word = match change.kind {
        BookFate::New => "new",
        BookFate::Changed => "changed",
        BookFate::Moved => "moved",
        BookFate::ByHand => "changed here by hand",
        BookFate::OrderByHand => "order changed here by hand, and stays",
        BookFate::Gone => "gone",
    };
    let at = match change.row {
        Some(row) => format!("row {row}"),
        None => "-".to_owned(),
    };
    let (sheet, called) = (name(&change.sheet), name(&change.name));
    let mut text = format!("{sheet}, {at:<9} {word:<20} {called}\n");
    for one in &change.differences {
        let (here, file) = (value(&one.here), value(&one.file));
        let column = format!("{} ({})", letter(one.column), name(&one.header));
        text.push_str(&match one.kept {
            true => format!(
                "          {column}: {here} was changed here by hand, and stays; the file says \
                {file}\n"
            ),
            false => format!("          {column}: {here} becomes {file}\n"),
        });
    }
    text
}
