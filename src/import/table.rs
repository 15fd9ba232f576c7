//! A table of text, whatever file it came in.

use super::{ImportError, text, workbook};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16LE};

/// The largest file that is looked into.
pub const FILE_BYTES_MAX: u64 = 16 << 20;
/// Rows of a table: twenty times what the largest festivals get.
pub(super) const ROWS_MAX: u32 = 20_000;
/// Columns of a table.
pub(super) const COLUMNS_MAX: u32 = 512;
/// Cells of all tables of a file.
pub(super) const CELLS_MAX: usize = 500_000;
/// Text in all cells of a file.
pub(super) const TEXT_BYTES_MAX: usize = 32 << 20;

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellTable {
    /// Its sheet; none where the file has no sheets.
    pub sheet: Option<String>,
    /// How it was read: the encoding, and what stands between two cells.
    pub read_as: String,
    /// The encoding of a text, and whether it is a guess; none for a workbook.
    pub encoding: Option<(&'static str, bool)>,
    /// The rows that have anything in them.
    pub rows: Vec<CellRow>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRow {
    /// Its number, as a spreadsheet shows it.
    pub number: u32,
    /// From column A on.
    pub cells: Vec<String>,
}

impl CellRow {
    /// What stands in a column, without the blanks around it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// A column's letter, as a spreadsheet shows it: `A`, `Z`, `AA`.
pub fn letter(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}

/// The column of a letter.
pub fn column_of(letter: &str) -> Option<usize> {
    let digit = |c: char| {
        c.is_ascii_alphabetic()
            .then(|| c.to_ascii_uppercase() as usize - 64)
    };
    let mut at = 0;
    for c in letter.chars() {
        at = at * 26 + digit(c)?;
        if at > COLUMNS_MAX as usize {
            return None;
        }
    }
    at.checked_sub(1)
}

/// The tables in a file, a sheet each. What it is tells its content, whatever its name says.
///
/// # Errors
/// It is no table, or larger than any list of works.
pub fn tables(
    bytes: Vec<u8>,
    encoding: Option<&'static Encoding>,
) -> Result<Vec<CellTable>, ImportError> {
    if bytes.len() as u64 > FILE_BYTES_MAX {
        let most = FILE_BYTES_MAX >> 20;
        return Err(refused(format!(
            "the file has more than {most} MB: no list of works has"
        )));
    }
    if let Some(reason) = otherwise(&bytes) {
        return Err(refused(reason));
    }
    match bytes.starts_with(b"PK") {
        true => workbook::tables(bytes),
        false => Ok(vec![text::table(&bytes, encoding)?]),
    }
}

/// The file is no table.
pub(super) fn refused(reason: impl Into<String>) -> ImportError {
    ImportError::NoTable(reason.into())
}

/// What a file is that has no table in it.
fn otherwise(bytes: &[u8]) -> Option<String> {
    let save = "Open it in a spreadsheet, and save it as .xlsx or as CSV";
    let begins: [(&[u8], &str); 8] = [
        (
            b"\xD0\xCF\x11\xE0",
            "this is a workbook of before 2007, or one with a password",
        ),
        (b"%PDF", "this is a PDF"),
        (b"{\\rtf", "this is a document in Rich Text Format"),
        (b"\x89PNG", "this is a picture"),
        (b"\xFF\xD8\xFF", "this is a picture"),
        (b"GIF8", "this is a picture"),
        (b"7z\xBC\xAF", "this is an archive"),
        (b"Rar!", "this is an archive"),
    ];
    if let Some((_, is)) = begins.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(format!("{is}. {save}"));
    }
    let start: Vec<u8> = bytes.iter().take(512).copied().collect();
    let start = String::from_utf8_lossy(&start).to_lowercase();
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    let marked = [
        "<!doctype",
        "<html",
        "<table",
        "<?xml",
        "<meta",
        "<body",
        "<head",
    ];
    if marked.iter().any(|tag| start.starts_with(tag)) {
        return Some(format!("this is a web page or XML. {save}"));
    }
    bytes
        .iter()
        .all(u8::is_ascii_whitespace)
        .then(|| "the file is empty".to_owned())
}

/// The encoding of this name, as people and offices call it.
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    match name.trim().to_lowercase().as_str() {
        "cp950" | "ms950" => Some(BIG5),
        "gbk" | "gb2312" | "cp936" | "ms936" => Some(GB18030),
        "utf-16" | "utf16" => Some(UTF_16LE),
        other => Encoding::for_label(other.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_the_letter_that_a_spreadsheet_shows() {
        for (column, shown) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")] {
            assert_eq!(letter(column), shown);
            assert_eq!(column_of(shown), Some(column));
        }
        assert_eq!(column_of("XFD"), None);
        assert_eq!(column_of(""), None);
    }
}
