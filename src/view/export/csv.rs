//! The awards for a spreadsheet: UTF-8 with a byte order mark, so that Excel reads the Chinese.

use super::jury::JuryRecord;
use super::tables::tables;
use crate::show::state::State;

/// One table after the other, with an empty line between them.
pub(super) fn csv(state: &State, jury: Option<&JuryRecord>) -> String {
    let tables = tables(state, jury);
    let tables: Vec<String> = tables.iter().map(|table| rows(&table.rows)).collect();
    format!("\u{feff}{}", tables.join("\r\n"))
}

/// A table, line by line.
pub fn rows(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        cells.join(",") + "\r\n"
    });
    rows.collect()
}

/// RFC 4180, and no cell that a spreadsheet would run as a formula: nor a part of one, where it
/// takes `;` or a tab for the end.
fn quoted(cell: &str) -> String {
    let mut safe = String::new();
    let mut begins = true;
    for c in cell.chars() {
        let formula = matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
        if begins && formula {
            safe.push('\'');
        }
        let ends = matches!(c, ',' | ';' | '|' | '\t' | '\r' | '\n' | '"');
        let unseen = c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
        begins = ends || (begins && unseen);
        safe.push(c);
    }
    if safe.contains(['"', ',', ';', '\t', '\r', '\n']) || safe.trim() != safe {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::sample::{self, SampleEvening};

    #[test]
    fn excel_reads_the_chinese_and_every_line_ends_as_the_standard_says() {
        let evening = SampleEvening::of(sample::show()).reveal("third", &["sweet", "neon"]);
        let csv = csv(&evening.state, None);
        assert!(csv.starts_with(
            "\u{feff}award,name zh-Hant-HK,name \
            en,decided_by,state,winner,team,corrected,revealed_at\r\n"
        ));
        assert!(csv.contains(
            "third,三等獎,Third Prize,jury,revealed,Home Sweet Home / 霓虹下的回音,香港浸會大學 / 職業訓練局青年學院 \
            (葵芳),,2026-03-05T12:01:00Z\r\n"
        ));
        assert!(csv.contains("first,一等獎,First Prize,jury,sealed,躲貓貓,Wang Meiquan,,\r\n"));
        assert!(csv.ends_with("people,最受觀眾歡迎大獎,People’s Choice,audience,open,,,,\r\n"));
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("@team"), "'@team");
        assert_eq!(quoted("-5, \"x\""), "\"'-5, \"\"x\"\"\"");
        assert_eq!(quoted(" =1+1"), "\" '=1+1\"");
        assert_eq!(quoted("\u{200B}=3+3"), "\u{200B}'=3+3");
        assert_eq!(quoted("1-2"), "1-2");
    }

    #[test]
    fn nor_is_a_part_of_one_where_a_semicolon_or_a_quote_ends_the_cell() {
        assert_eq!(quoted("x;=2+2"), "\"x;'=2+2\"");
        assert_eq!(quoted("x\t@a"), "\"x\t'@a\"");
        assert_eq!(quoted("x\"=1"), "\"x\"\"'=1\"");
    }

    #[test]
    fn quotes_commas_and_lines_stay_in_their_cell() {
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("a\nb"), "\"a\nb\"");
    }
}
