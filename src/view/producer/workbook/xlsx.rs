//! The sheets as a file.

use super::{BookCell, BookColumn, BookSheet, MARK, ShowBook};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Characters that a list to choose from can hold.
const LIST_CHARS_MAX: usize = 255;
/// Rows below the last one in which the list opens, too.
const SPARE_ROWS: u32 = 200;

/// The workbook's bytes.
///
/// # Errors
/// There is more in the show than a workbook can hold.
pub fn xlsx(book: &ShowBook) -> Result<Vec<u8>, XlsxError> {
    let mut file = Workbook::new();
    for sheet in &book.sheets {
        let name = sheet.form.labels[book.ui as usize];
        write(book, sheet, file.add_worksheet().set_name(name)?)?;
    }
    written(book, file.add_worksheet().set_name(MARK)?)?;
    file.save_to_buffer()
}

fn write(book: &ShowBook, sheet: &BookSheet, page: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let bold = bold.set_text_wrap();
    // What looks like a date or a number stays as it is typed.
    let words = Format::new().set_num_format("@");
    let words = words.set_align(FormatAlign::Top);
    let wrapped = words.clone().set_text_wrap();
    let figures = Format::new().set_align(FormatAlign::Top);
    let quiet = words.clone().set_font_color("#8A8478");
    let format = |cell: &BookCell| match cell {
        BookCell::Text { .. } | BookCell::Rows(_) => &wrapped,
        BookCell::Number | BookCell::Weight | BookCell::Flag(_) => &figures,
        _ => &words,
    };
    let rows_max = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    for (at, column) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(0, at, &column.headers[book.ui as usize], &bold)?;
        page.set_column_width(at, width(&column.cell))?;
        page.set_column_format(at, format(&column.cell))?;
        if let Some(list) = offered(column, book.ui as usize) {
            page.add_data_validation(1, at, rows_max.saturating_add(SPARE_ROWS), at, &list)?;
        }
        for (n, row) in (1..).zip(&sheet.rows) {
            let shown = &row.cells[usize::from(at)].shown;
            let format = format(&column.cell);
            match (&column.cell, shown.parse::<f64>()) {
                _ if shown.is_empty() => {
                    page.write_blank(n, at, format)?;
                }
                (BookCell::Number | BookCell::Weight, Ok(number)) => {
                    page.write_number_with_format(n, at, number, format)?;
                }
                (BookCell::Flag(_), _) => {
                    page.write_boolean_with_format(n, at, shown == "TRUE", format)?;
                }
                _ => {
                    page.write_string_with_format(n, at, shown, format)?;
                }
            }
        }
    }
    let last = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
    page.write_string_with_format(0, last, MARK, &quiet)?;
    page.set_column_width(last, 24)?;
    page.set_column_format(last, &quiet)?;
    for (n, row) in (1..).zip(&sheet.rows) {
        page.write_string_with_format(n, last, &row.id, &quiet)?;
    }
    page.set_freeze_panes(1, 1)?;
    Ok(())
}

/// What each cell said, to people and in the show file, for whoever brings the workbook back.
fn written(book: &ShowBook, page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_very_hidden(true);
    page.write_row(0, 0, [MARK, book.ui.tag()])?;
    let mut n = 1;
    for sheet in &book.sheets {
        for row in &sheet.rows {
            let cells = sheet.columns.iter().zip(&row.cells);
            let said = cells.map(|(column, cell)| {
                let (shown, value) = (trace(&cell.shown), trace(&cell.value));
                format!("{}={shown}.{value}", column.place())
            });
            let said: Vec<String> = said.collect();
            page.write_row(n, 0, [sheet.form.table, &row.id, &said.join(" ")])?;
            n += 1;
        }
    }
    Ok(())
}

/// A short hash of what a cell says.
pub fn trace(said: &str) -> String {
    blake3::hash(said.as_bytes()).to_hex()[..10].to_owned()
}

fn width(cell: &BookCell) -> u32 {
    match cell {
        BookCell::Text { many: true } => 60,
        BookCell::Text { many: false } | BookCell::Row(_) | BookCell::Rows(_) => 26,
        BookCell::Choice(_) | BookCell::Line => 18,
        BookCell::Number | BookCell::Weight | BookCell::Flag(_) => 11,
    }
}

/// The list that opens in a cell that can say only so much.
fn offered(column: &BookColumn, ui: usize) -> Option<DataValidation> {
    let words: Vec<&str> = match &column.cell {
        BookCell::Flag(_) => vec!["TRUE", "FALSE"],
        // The steps of the finalists are works.
        BookCell::Choice(options) if column.key != "step" => {
            options.iter().map(|option| option.labels[ui]).collect()
        }
        _ => return None,
    };
    if words.join(",").encode_utf16().count() > LIST_CHARS_MAX {
        return None;
    }
    let list = DataValidation::new().allow_list_strings(&words).ok()?;
    Some(list.show_error_message(false))
}
