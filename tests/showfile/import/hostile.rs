//! Files that lie, and files that are large.

use super::{Office, book};
use std::fs;
use std::io::{Cursor, Read};
use std::process::Command;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Rows, as many as the largest list that has to be quick.
const ROWS: u32 = 1_000;

fn small() -> Vec<u8> {
    book(|book| {
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip([["title", "team"], ["Echo", "A"]]) {
            sheet.write_row(row, 0, cells).expect("cells");
        }
    })
}

/// The small workbook with one part replaced by this.
fn with_part(name: &str, contents: &mut dyn Read) -> Vec<u8> {
    let bytes = small();
    let mut old = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for at in 0..old.len() {
        let mut part = old.by_index(at).expect("a part");
        let own = part.name().expect("a name").into_owned();
        new.start_file(own.as_str(), packed).expect("begun");
        match own == name {
            true => std::io::copy(contents, &mut new),
            false => std::io::copy(&mut part, &mut new),
        }
        .expect("copied");
    }
    new.finish().expect("an archive").into_inner()
}

/// The same archive, with its directory saying that every part is small.
fn lying(mut bytes: Vec<u8>) -> Vec<u8> {
    for (magic, at) in [(b"PK\x01\x02", 24), (b"PK\x03\x04", 22)] {
        let places: Vec<usize> = bytes
            .windows(4)
            .enumerate()
            .filter_map(|(place, four)| (four == magic).then_some(place))
            .collect();
        for place in places {
            bytes[place + at..place + at + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
    }
    bytes
}

fn far(cell: &str) -> Vec<u8> {
    let sheet = format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/\
        spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>title\
        </t></is></c></row><row><c r=\"{cell}\" t=\"inlineStr\"><is><t>far</t></is></c></row>\
        </sheetData></worksheet>"
    );
    with_part("xl/worksheets/sheet1.xml", &mut sheet.as_bytes())
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_lies_is_refused_within_two_seconds_and_256_megabytes() {
    let office = Office::new();
    let zeros = || std::io::repeat(b' ').take(400 << 20);
    let bomb = with_part("xl/sharedStrings.xml", &mut zeros());
    let promise = b"<?xml version=\"1.0\"?><sst uniqueCount = '99999999999'><si/></sst>";
    let document = with_part("xl/workbook.xml", &mut &b"x"[..]);
    let document = document
        .windows(15)
        .position(|w| w == b"xl/workbook.xml")
        .map(|_| replaced(&document, b"xl/workbook.xml", b"word/documt.xml"))
        .expect("renamed");
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("lying-bomb.xlsx", lying(bomb.clone())),
        ("bomb.xlsx", bomb),
        (
            "promise.xlsx",
            with_part("xl/sharedStrings.xml", &mut &promise[..]),
        ),
        ("last.xlsx", far("XFD1048576")),
        ("beyond.xlsx", far("XFE99999999")),
        ("document.xlsx", document),
        ("cut.xlsx", small()[..900].to_vec()),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec()),
        (
            "page.xls",
            b"<html><table><tr><td>title</td></tr></table>".to_vec(),
        ),
        ("paper.csv", b"%PDF-1.7\n...".to_vec()),
        (
            "noise.csv",
            (0..9_999_u32).flat_map(|n| (n * n).to_le_bytes()).collect(),
        ),
        ("commas.csv", vec![b','; 12 << 20]),
        ("lines.csv", b"title,team\n".repeat(1 << 20)),
        ("huge.csv", vec![b'a'; 17 << 20]),
        ("empty.csv", b" \n".to_vec()),
        ("header.csv", b"title,team\n".to_vec()),
        (
            "prose.txt",
            b"Dear all, the list follows tomorrow.".to_vec(),
        ),
    ];
    for (name, bytes) in files {
        fs::write(office.0.path().join(name), bytes).expect("written");
        let begun = Instant::now();
        let script = format!(
            "ulimit -d 262144; exec {} import gala {name} --apply",
            env!("CARGO_BIN_EXE_palmares")
        );
        let told = Command::new("sh")
            .args(["-c", &script])
            .current_dir(office.0.path())
            .output()
            .expect("a shell");
        let spent = begun.elapsed();
        let said = String::from_utf8_lossy(&told.stderr);
        assert_eq!(told.status.code(), Some(2), "{name}: {said}");
        assert!(said.starts_with("Nothing was imported: "), "{name}: {said}");
        assert!(spent < patience(), "{name} took {spent:?}");
    }
    assert_eq!(office.text(), super::SHOW);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(from.len()).position(|w| w == from) {
        at += found;
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

/// Two seconds of a release build; one without optimisation on a busy machine gets more.
fn patience() -> Duration {
    Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 })
}

#[test]
fn a_thousand_rows_are_previewed_and_changed_in_time() {
    let office = Office::new();
    let list = |word: &str| {
        book(|book| {
            let sheet = book.add_worksheet();
            sheet
                .write_row(0, 0, ["編號", "作品", "隊伍", "簡介"])
                .expect("a header");
            for row in 1..=ROWS {
                let cells = [
                    format!("{row:04}"),
                    format!("作品{row}"),
                    format!("隊伍{row}"),
                    format!("{word}{row}").repeat(20),
                ];
                sheet.write_row(row, 0, cells).expect("a row");
            }
        })
    };
    for (word, says) in [("一", "1000 new."), ("二", "1000 changed.")] {
        let begun = Instant::now();
        let told = office.import("list.xlsx", list(word), &[]);
        let spent = begun.elapsed();
        assert!(told.out.contains(says), "{}{}", told.out, told.err);
        assert!(spent < patience(), "{says} took {spent:?}");
        office.take("list.xlsx", list(word));
    }
    assert_eq!(office.entries().len(), ROWS as usize);
}
