//! What would become of the whole show, as a workbook.

use super::{DifferenceBody, ImportPreview, RowBody, WrongBody, shortened, wrong};
use crate::folder::ShowError;
use crate::http::api::show_file::problem::found_bodies;
use crate::import::book::{BookChange, BookFate, BookImport};
use crate::show::file::Severity;
use crate::words::Ui;
use std::collections::BTreeMap;

pub(super) fn preview(version: String, book: &BookImport, ui: Ui) -> ImportPreview {
    let rows: Vec<RowBody> = book.changes.iter().map(|change| row(change, ui)).collect();
    let kept = rows.iter().filter(|row| row.verdict == "by-hand").count();
    let mut all: Vec<WrongBody> = book.wrong.iter().map(|cell| wrong(cell, ui)).collect();
    all.extend(unfit(book.unfit.as_ref(), ui));
    let left = book.left.iter();
    let unread = left.map(|(sheet, header)| format!("{sheet}: {header}"));
    let preview = ImportPreview {
        version,
        book: true,
        unread: unread.collect(),
        encoding: None,
        guessed: false,
        sheet: None,
        sheets: Vec::new(),
        header: None,
        columns: Vec::new(),
        private: Vec::new(),
        counts: BTreeMap::new(),
        changes: match book.is_change() {
            true => rows.len() - kept,
            false => 0,
        },
        rows,
        wrong: all,
    };
    preview.counted()
}

fn row(change: &BookChange, ui: Ui) -> RowBody {
    let verdict = match change.kind {
        BookFate::New => "new",
        BookFate::Changed => "changed",
        BookFate::Moved => "moved",
        BookFate::ByHand | BookFate::OrderByHand => "by-hand",
        BookFate::Gone => "removed",
    };
    let title = match change.kind {
        BookFate::OrderByHand => ui.words().producer.import.order.to_owned(),
        _ => change.name.clone(),
    };
    let differences = change.differences.iter().map(|one| DifferenceBody {
        key: one.header.clone(),
        here: shortened(&one.here),
        list: shortened(&one.file),
        kept: one.kept,
    });
    RowBody {
        sheet: Some(change.sheet.clone()),
        row: change.row,
        verdict,
        number: String::new(),
        title,
        team: String::new(),
        entry: None,
        word: String::new(),
        differences: differences.collect(),
    }
}

/// Why no show could be given with the changes in it, where no cell is to blame.
fn unfit(why: Option<&ShowError>, ui: Ui) -> Vec<WrongBody> {
    let body = |message: String| WrongBody {
        sheet: None,
        row: None,
        column: None,
        message,
    };
    match why {
        None => Vec::new(),
        Some(ShowError::File(why)) => vec![body(why.clone())],
        Some(ShowError::Errors(all)) => {
            let errors = all.iter().filter(|one| one.severity == Severity::Error);
            let bodies = found_bodies(errors, ui);
            bodies.iter().map(|one| body(one.sentence())).collect()
        }
    }
}
