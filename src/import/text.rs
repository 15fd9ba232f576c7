//! Tables as text: CSV with whatever separator and encoding, and cells that were pasted.

use super::ImportError;
use super::table::{CELLS_MAX, COLUMNS_MAX, CellRow, CellTable, ROWS_MAX, refused};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Separators in a text, also within cells: each takes room while its row is read.
const SEPARATORS_MAX: usize = 2_000_000;
/// What of a text is looked at to find out what separates the cells.
const SAMPLED_BYTES: usize = 256 << 10;
/// Rows that are looked at to find out what separates the cells.
const SAMPLED_ROWS: usize = 50;

/// A text as a table.
pub(super) fn table(
    bytes: &[u8],
    encoding: Option<&'static Encoding>,
) -> Result<CellTable, ImportError> {
    let asked = encoding.is_some();
    let encoding = encoding.unwrap_or_else(|| guessed(bytes));
    let (text, encoding, _) = encoding.decode(bytes);
    if text.contains('\0') {
        return Err(refused(
            "this is no text: a table is an .xlsx file, CSV or pasted cells",
        ));
    }
    // A carriage return alone ended the lines of an old Macintosh.
    let mut text = match text.contains('\n') {
        true => text.into_owned(),
        false => text.replace('\r', "\n"),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut sampled = text.len().min(SAMPLED_BYTES);
    while !text.is_char_boundary(sampled) {
        sampled -= 1;
    }
    let separator = separator(&text[..sampled]);
    if text.bytes().filter(|byte| *byte == separator).count() > SEPARATORS_MAX {
        return Err(refused("the table is larger than any list of works"));
    }
    let rows = rows(&text, separator)?;
    let name = if encoding == GB18030 {
        "GBK"
    } else {
        encoding.name()
    };
    let how = if asked || encoding == UTF_8 {
        ""
    } else {
        ", a guess: --encoding says another"
    };
    let between = match separator {
        b'\t' => "tabs",
        b';' => "semicolons",
        _ => "commas",
    };
    Ok(CellTable {
        sheet: None,
        read_as: format!("{name}{how}; {between} between the cells"),
        encoding: Some((name, !asked)),
        rows,
    })
}

/// What the bytes are most likely: a mark at the start, then what fits without an error.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| {
        start
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    // The line ends and digits of a table have a zero byte each, on one side.
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 && even.abs_diff(odd) * 2 >= even + odd {
        return if odd > even { UTF_16LE } else { UTF_16BE };
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    let fits = |encoding: &'static Encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    };
    match found {
        found if found == GBK => GB18030,
        found if fits(found) => found,
        _ if fits(BIG5) => BIG5,
        _ if fits(GB18030) => GB18030,
        found => found,
    }
}

/// What separates the cells: whatever gives the most rows of one width above one.
fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut widths: Vec<usize> = reader(text, separator)
            .into_records()
            .take(SAMPLED_ROWS)
            .filter_map(|record| Some(record.ok()?.len()).filter(|width| *width > 1))
            .collect();
        widths.sort_unstable();
        let runs = widths
            .chunk_by(|a, b| a == b)
            .map(|run| (run.len(), run[0]));
        runs.max().unwrap_or_default()
    };
    let all = [b'\t', b';', b','];
    all.into_iter()
        .max_by_key(|separator| score(*separator))
        .unwrap_or(b',')
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

fn rows(text: &str, separator: u8) -> Result<Vec<CellRow>, ImportError> {
    let mut reader = reader(text, separator);
    let mut record = csv::StringRecord::new();
    let (mut rows, mut number, mut line, mut cells) = (Vec::new(), 0, 1, 0);
    let broken = |error: csv::Error| refused(format!("the table cannot be read: {error}"));
    while reader.read_record(&mut record).map_err(broken)? {
        let end = reader.position().line();
        let breaks: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        // Empty lines are no records, and still rows of the spreadsheet.
        let skipped = end.saturating_sub(line + 1 + breaks as u64);
        number += 1 + u32::try_from(skipped).unwrap_or(ROWS_MAX);
        line = end;
        cells += record.len();
        if number > ROWS_MAX || cells > CELLS_MAX || record.len() > COLUMNS_MAX as usize {
            return Err(refused(format!(
                "row {number}: the table is larger than any list of works"
            )));
        }
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            let cells = record.iter().map(plain).collect();
            rows.push(CellRow { number, cells });
        }
    }
    if let Some(last) = rows.last()
        && last.cells.iter().any(|cell| cell.contains('\n'))
        && text.matches('"').count() % 2 == 1
    {
        let row = last.number;
        return Err(refused(format!(
            "row {row}: a quotation mark opens a cell there or below, and none closes it. Add it, \
            or save the table anew as CSV"
        )));
    }
    Ok(rows)
}

/// A cell as it was before somebody guarded a spreadsheet from its formula.
fn plain(cell: &str) -> String {
    let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
    let guarded = cell.strip_prefix('\'');
    match guarded.filter(|rest| rest.starts_with(['=', '+', '-', '@'])) {
        Some(rest) => rest.to_owned(),
        None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "作品名稱,隊伍,簡介\n躲貓貓,香港浸會大學,兩個孩子在舊樓裏玩。\n\
        最佳方案,職業訓練局青年學院,一部關於選擇的短片\n";

    fn read(bytes: &[u8]) -> CellTable {
        table(bytes, None).expect("a table")
    }

    #[test]
    fn the_encoding_is_guessed_from_the_bytes() {
        let simplified = "作品名称,队伍,简介\n捉迷藏,香港浸会大学,两个孩子在旧楼里玩。\n";
        let utf16 = |text: &str| -> Vec<u8> {
            let units = text.encode_utf16();
            units.flat_map(u16::to_le_bytes).collect()
        };
        for (text, bytes, name) in [
            (LIST, LIST.as_bytes().to_vec(), "UTF-8"),
            (LIST, format!("\u{FEFF}{LIST}").into_bytes(), "UTF-8"),
            (LIST, utf16(LIST), "UTF-16LE"),
            (LIST, utf16(&format!("\u{FEFF}{LIST}")), "UTF-16LE"),
            (LIST, BIG5.encode(LIST).0.into_owned(), "Big5"),
            (simplified, GBK.encode(simplified).0.into_owned(), "GBK"),
        ] {
            let read = read(&bytes);
            assert!(read.read_as.starts_with(name), "{name}: {}", read.read_as);
            assert_eq!(read.rows[0].cell(0), &text[..12], "{name}");
            assert_eq!(read.rows.len(), text.lines().count(), "{name}");
        }
    }

    #[test]
    fn the_separator_is_guessed_and_rows_keep_the_numbers_of_the_spreadsheet() {
        for separator in [",", ";", "\t"] {
            let text = format!("a{separator}b\n\n\"x, y;\nz\"{separator}c\n\n\nd{separator}e");
            let rows = read(text.as_bytes()).rows;
            let numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
            assert_eq!(numbers, [1, 3, 6], "{separator:?}");
            assert_eq!(rows[1].cells, ["x, y;\nz", "c"]);
        }
    }

    #[test]
    fn a_quotation_mark_that_nobody_closes_swallows_no_rows() {
        let said = table(b"title,team\nA,\"B\nC,D\nE,F\n", None).expect_err("refused");
        assert!(said.to_string().starts_with("row 2: "), "{said}");
    }
}
