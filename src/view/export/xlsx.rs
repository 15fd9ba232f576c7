//! The tables as a workbook, a sheet for each.

use super::jury::JuryRecord;
use super::tables::{Grid, tables};
use crate::show::state::State;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// Columns that say what a row is about hold words, whatever they look like.
const NAMED_COLUMNS: usize = 2;

/// Writing into memory fails only where a table is larger than a sheet of a workbook can be.
pub(super) fn xlsx(state: &State, jury: Option<&JuryRecord>) -> Vec<u8> {
    workbook(state, tables(state, jury)).unwrap_or_default()
}

/// One table as a workbook.
pub(in crate::view) fn table(state: &State, name: &'static str, rows: Vec<Vec<String>>) -> Vec<u8> {
    workbook(state, vec![Grid { name, rows }]).unwrap_or_default()
}

fn workbook(state: &State, tables: Vec<Grid>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same evening gives the same bytes.
    let made = ExcelDateTime::from_timestamp(state.cue_at.0 / 1_000)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    for table in tables {
        let sheet = book.add_worksheet().set_name(table.name)?;
        for (at, row) in (0..).zip(&table.rows) {
            for (column, cell) in (0..).zip(row) {
                let number = cell.parse::<u32>().ok();
                let number = number.filter(|_| usize::from(column) >= NAMED_COLUMNS);
                match number {
                    _ if at == 0 => sheet.write_string_with_format(at, column, cell, &bold)?,
                    Some(number) => sheet.write_number(at, column, number)?,
                    None => sheet.write_string(at, column, cell)?,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
    }
    book.save_to_buffer()
}
