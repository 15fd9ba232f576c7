//! Workbooks (.xlsx), which are archives: nothing is taken from one before it is known how much
//! there is in it.

use super::ImportError;
use super::table::{
    CELLS_MAX, COLUMNS_MAX, CellRow, CellTable, ROWS_MAX, TEXT_BYTES_MAX, letter, refused,
};
use crate::view::producer::workbook::MARK;
use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// All parts of a workbook, unpacked.
const UNPACKED_BYTES_MAX: u64 = 64 << 20;
/// Parts of a workbook.
const PARTS_MAX: usize = 4_096;
/// Tags of all parts: each is an item of some list in the reader's memory.
const TAGS_MAX: usize = 4_000_000;
/// What the table of texts may promise to hold.
const PROMISED_MAX: u64 = 1_000_000;
/// Read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// The visible sheets of a workbook.
pub(super) fn tables(bytes: Vec<u8>) -> Result<Vec<CellTable>, ImportError> {
    weigh(&bytes)?;
    let broken = |error: XlsxError| refused(format!("the workbook cannot be read: {error}"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut room = Allowance {
        cells: CELLS_MAX,
        bytes: TEXT_BYTES_MAX,
    };
    let mut tables = Vec::new();
    for sheet in sheets {
        // Nobody sees the sheet that tells what a show's workbook said when it was written out.
        let seen = sheet.visible == SheetVisible::Visible || sheet.name == MARK;
        if !seen || sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let merged = book
            .merge_cells_by_sheet_name(&sheet.name)
            .map_err(broken)?;
        let mut rows = cells(&mut book, &sheet.name, &mut room)?;
        for place in &merged {
            spread(&mut rows, place, &mut room)?;
        }
        rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        tables.push(CellTable {
            sheet: Some(sheet.name),
            read_as: "workbook".to_owned(),
            encoding: None,
            rows,
        });
    }
    match tables.iter().any(|table| !table.rows.is_empty()) {
        true => Ok(tables),
        false => Err(refused(
            "there is nothing in any visible sheet of this workbook",
        )),
    }
}

/// How much may still be taken from the file.
struct Allowance {
    cells: usize,
    bytes: usize,
}

impl Allowance {
    fn take(&mut self, text: &str) -> Result<(), ImportError> {
        let left = self
            .cells
            .checked_sub(1)
            .zip(self.bytes.checked_sub(text.len()));
        let (cells, bytes) = left
            .ok_or_else(|| refused("there is more in this workbook than in any list of works"))?;
        *self = Allowance { cells, bytes };
        Ok(())
    }
}

fn cells(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    sheet: &str,
    room: &mut Allowance,
) -> Result<Vec<CellRow>, ImportError> {
    let broken = |error: XlsxError| refused(format!("sheet {sheet:?} cannot be read: {error}"));
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut rows: Vec<CellRow> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let text = shown(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        if row >= ROWS_MAX || column >= COLUMNS_MAX {
            let at = format!("{}{}", letter(column as usize), u64::from(row) + 1);
            return Err(refused(format!(
                "cell {at} of sheet {sheet:?} is further out than any list of works reaches: \
                delete what stands there"
            )));
        }
        room.take(&text)?;
        let number = row + 1;
        // The order is that of the file, which is that of the rows, except in files that lie.
        let at = match rows.last() {
            Some(last) if last.number < number => Err(rows.len()),
            None => Err(0),
            _ => rows.binary_search_by_key(&number, |row| row.number),
        };
        let at = at.unwrap_or_else(|at| {
            let cells = Vec::new();
            rows.insert(at, CellRow { number, cells });
            at
        });
        put(&mut rows[at], column as usize, text, room)?;
    }
    Ok(rows)
}

fn put(
    row: &mut CellRow,
    column: usize,
    text: String,
    room: &mut Allowance,
) -> Result<(), ImportError> {
    while row.cells.len() <= column {
        room.take("")?;
        row.cells.push(String::new());
    }
    row.cells[column] = text;
    Ok(())
}

/// A merged cell counts for each of its rows.
fn spread(
    rows: &mut [CellRow],
    place: &Dimensions,
    room: &mut Allowance,
) -> Result<(), ImportError> {
    let ((top, column), (bottom, _)) = (place.start, place.end);
    let column = column as usize;
    let (top, bottom) = (top.saturating_add(1), bottom.saturating_add(1));
    let from = rows.partition_point(|row| row.number < top);
    let first = rows.get(from).filter(|row| row.number == top);
    let text = first.map_or("", |row| row.cell(column)).to_owned();
    let below = rows.partition_point(|row| row.number <= bottom);
    if text.is_empty() {
        return Ok(());
    }
    for row in &mut rows[from + 1..below.max(from + 1)] {
        room.take(&text)?;
        put(row, column, text.clone(), room)?;
    }
    Ok(())
}

/// A cell's value as text; a formula's is what it came to.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            unescaped(text)
        }
        DataRef::SharedString(text) => unescaped(text),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn unescaped(text: &str) -> String {
    text.replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace('\r', "\n")
}

/// Refuses what is no workbook, and what unpacks to more than a workbook has.
fn weigh(bytes: &[u8]) -> Result<(), ImportError> {
    let broken = |_| refused("the file is damaged: it is a workbook or an archive cut short");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS_MAX {
        return Err(too_much());
    }
    if let Some(kind) = otherwise(&archive) {
        return Err(refused(format!(
            "this is {kind}, whatever its name says. Save the table in it as .xlsx or as CSV"
        )));
    }
    let promised = archive.decompressed_size();
    if promised.is_some_and(|size| size > u128::from(UNPACKED_BYTES_MAX)) {
        return Err(too_much());
    }
    let mut left = UNPACKED_BYTES_MAX;
    let mut tags = 0;
    for at in 0..archive.len() {
        let part = archive.by_index(at);
        let part =
            part.map_err(|error| refused(format!("the workbook cannot be read: {error}")))?;
        let name = part.name().unwrap_or_default().to_lowercase();
        let texts = name.ends_with("sharedstrings.xml");
        read_part(part, texts, &mut left, &mut tags)?;
    }
    Ok(())
}

fn too_much() -> ImportError {
    refused("this file unpacks to far more than it looks: no workbook does")
}

/// What an archive is that is no workbook.
fn otherwise(archive: &ZipArchive<Cursor<&[u8]>>) -> Option<&'static str> {
    let has = |start: &str| {
        let mut names = archive.file_names().flatten();
        names.any(|name| name.starts_with(start))
    };
    match () {
        () if has("xl/workbook.xml") => None,
        () if has("word/") => Some("a document of a word processor"),
        () if has("ppt/") => Some("a presentation"),
        () if has("xl/workbook.bin") => Some("a binary workbook (.xlsb)"),
        () if has("content.xml") => Some("an OpenDocument file"),
        () => Some("an archive"),
    }
}

/// Reads a part to its end, for what its entry in the archive does not tell truly.
fn read_part(
    part: impl Read,
    texts: bool,
    left: &mut u64,
    tags: &mut usize,
) -> Result<(), ImportError> {
    let mut part = part.take(*left + 1);
    let mut chunk = vec![0; CHUNK_BYTES];
    // What a search needs of the chunk before.
    let mut kept: Vec<u8> = Vec::new();
    let mut first = true;
    loop {
        let read = part
            .read(&mut chunk)
            .map_err(|error: io::Error| refused(format!("the workbook is damaged: {error}")))?;
        if read == 0 {
            return Ok(());
        }
        let bytes = &chunk[..read];
        // Counting works on plain text alone.
        if first
            && [b"\xFF\xFE", b"\xFE\xFF", b"\0<", b"<\0"]
                .iter()
                .any(|b| bytes.starts_with(*b))
        {
            return Err(refused(
                "a part of this workbook is written in UTF-16: save it anew",
            ));
        }
        first = false;
        *left = left.checked_sub(read as u64).ok_or_else(too_much)?;
        *tags += bytes.iter().filter(|byte| **byte == b'<').count();
        if *tags > TAGS_MAX {
            return Err(too_much());
        }
        if texts {
            kept.extend_from_slice(bytes);
            if promises_too_much(&kept) {
                return Err(too_much());
            }
            kept.drain(..kept.len().saturating_sub(64));
        }
    }
}

/// Whether a table of texts says that it holds more than there is room for.
fn promises_too_much(part: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    let mut at = 0;
    while let Some(found) = part[at..]
        .windows(NAME.len())
        .position(|window| window == NAME)
    {
        at += found + NAME.len();
        let value = part[at..]
            .iter()
            .skip_while(|b| b.is_ascii_whitespace() || b"='\"".contains(b));
        let digits = value.take_while(|b| b.is_ascii_digit());
        let number = digits.fold(0_u64, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        });
        if number > PROMISED_MAX {
            return true;
        }
    }
    false
}
