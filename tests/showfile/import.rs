//! `palmares import`: what becomes of a list of works.

mod hostile;
mod second;

use encoding_rs::{BIG5, Encoding, GBK};
use rust_xlsxwriter::{Format, Workbook};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const SHOW: &str = "\
[show]
id = \"gala\"
title = \"Gala\"
languages = [\"zh-Hant-HK\", \"en\"] # both
";

/// A show folder, and files beside it.
struct Office(TempDir);

/// What a run said.
struct Told {
    code: i32,
    out: String,
    err: String,
}

impl Office {
    fn new() -> Self {
        let office = Office(tempfile::tempdir().expect("a folder"));
        fs::create_dir_all(office.0.path().join("gala/media")).expect("a show folder");
        fs::write(office.show(), SHOW).expect("a show");
        office
    }

    fn show(&self) -> PathBuf {
        self.0.path().join("gala/show.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.show()).expect("the show file")
    }

    /// The entries of the show file.
    fn entries(&self) -> Vec<toml::Table> {
        let show: toml::Table = self.text().parse().expect("TOML");
        let rows = show.get("entry").and_then(toml::Value::as_array);
        let rows = rows.into_iter().flatten();
        rows.map(|row| row.as_table().expect("a table").clone())
            .collect()
    }

    fn run(&self, arguments: &[&str], pasted: &[u8]) -> Told {
        let mut child = Command::new(env!("CARGO_BIN_EXE_palmares"))
            .args(["import", "gala"])
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // It may have refused before it read all.
        let _ = child.stdin.take().expect("a pipe").write_all(pasted);
        let said = child.wait_with_output().expect("it ends");
        Told {
            code: said.status.code().expect("by itself"),
            out: String::from_utf8_lossy(&said.stdout).into_owned(),
            err: String::from_utf8_lossy(&said.stderr).into_owned(),
        }
    }

    fn import(&self, name: &str, bytes: impl AsRef<[u8]>, arguments: &[&str]) -> Told {
        fs::write(self.0.path().join(name), bytes).expect("written");
        let all: Vec<&str> = [name]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        self.run(&all, b"")
    }

    /// Imports it, which has to succeed.
    fn take(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let told = self.import(name, bytes, &["--apply"]);
        assert_eq!(told.code, 0, "{}{}", told.out, told.err);
        told.out
    }

    /// Imports it, which has to be refused with this, and to change nothing.
    fn refuses(&self, name: &str, bytes: impl AsRef<[u8]>, says: &str) {
        let before = self.text();
        let told = self.import(name, bytes, &["--apply"]);
        assert_eq!(told.code, 2, "{name}: {}{}", told.out, told.err);
        assert!(
            told.out.contains(says) || told.err.contains(says),
            "{name} should say {says}:\n{}{}",
            told.out,
            told.err
        );
        assert_eq!(self.text(), before, "{name}");
        assert!(!self.0.path().join("gala/imported.toml").exists());
    }
}

fn text<'t>(entry: &'t toml::Table, key: &str) -> &'t str {
    entry
        .get(key)
        .and_then(toml::Value::as_str)
        .unwrap_or_default()
}

/// The line of the list that has this in it.
fn line<'t>(out: &'t str, part: &str) -> &'t str {
    let found = out.lines().find(|line| line.contains(part));
    found.unwrap_or_else(|| panic!("{part} is not in:\n{out}"))
}

const LIST: &str = "作品名稱,隊伍,簡介\n《躲貓貓》,香港浸會大學,\"兩個孩子。\n在舊樓裏。\"\n\
    最佳方案,職業訓練局,一部短片\n";

#[test]
fn a_preview_prints_every_row_and_writes_nothing() {
    let office = Office::new();
    let told = office.import("list.csv", LIST, &[]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(
        line(&told.out, "躲貓貓 · 香港浸會大學").starts_with("row 2     new"),
        "{}",
        told.out
    );
    assert!(line(&told.out, "最佳方案").starts_with("row 3     new"));
    assert_eq!(office.text(), SHOW);
    assert!(!office.0.path().join("gala/imported.toml").exists());
}

#[test]
fn applied_works_stand_behind_what_was_there_and_a_synopsis_keeps_its_lines() {
    let office = Office::new();
    office.take("list.csv", LIST);
    assert!(office.text().starts_with(SHOW));
    let entries = office.entries();
    assert_eq!(entries.len(), 2);
    assert_eq!(text(&entries[0], "title"), "躲貓貓");
    assert_eq!(text(&entries[0], "team"), "香港浸會大學");
    assert_eq!(text(&entries[0], "synopsis"), "兩個孩子。\n在舊樓裏。");
}

#[test]
fn every_encoding_and_separator_brings_the_same_works() {
    let simplified = "作品名称;队伍;简介\n捉迷藏;香港浸会大学;两个孩子\n最佳方案;职业训练局;短片\n";
    let encoded = |text: &str, encoding: &'static Encoding| encoding.encode(text).0.into_owned();
    let utf16 = |text: &str| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xFF, 0xFE].into_iter().chain(units).collect()
    };
    let tabs = LIST.replace(',', "\t");
    for (bytes, title) in [
        (LIST.as_bytes().to_vec(), "躲貓貓"),
        (format!("\u{FEFF}{LIST}").into_bytes(), "躲貓貓"),
        (utf16(&tabs), "躲貓貓"),
        (encoded(LIST, BIG5), "躲貓貓"),
        (encoded(simplified, GBK), "捉迷藏"),
        (LIST.replace('\n', "\r\n").into_bytes(), "躲貓貓"),
    ] {
        let office = Office::new();
        let out = office.take("list.xls", &bytes);
        let entries = office.entries();
        assert_eq!(
            (entries.len(), text(&entries[0], "title")),
            (2, title),
            "{out}"
        );
    }
    let office = Office::new();
    let told = office.import("list.csv", encoded(LIST, BIG5), &["--encoding", "gbk"]);
    assert_ne!(
        (told.code, told.out.contains("躲貓貓")),
        (0, true),
        "as asked, not as guessed"
    );
}

#[test]
fn pasted_cells_are_a_table() {
    let office = Office::new();
    let told = office.run(
        &["-", "--apply"],
        "Title\tTeam\nEcho\tA\n\"Two\nlines\"\tB\n".as_bytes(),
    );
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let entries = office.entries();
    assert_eq!(text(&entries[0], "id"), "echo");
    assert_eq!(text(&entries[1], "title"), "Two lines");
}

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_has_its_header_further_down_and_a_merged_cell_counts_for_each_row() {
    let office = Office::new();
    let bytes = book(|book| {
        let sheet = book.add_worksheet().set_name("報名").expect("a name");
        sheet.write_string(0, 0, "2026 入圍名單").expect("a cell");
        for (column, header) in (0..).zip(["學校", "編號", "作品", "團隊", "聯絡電話"])
        {
            sheet.write_string(2, column, header).expect("a cell");
        }
        let rows = [("007", "鏡"), ("008", "回音"), ("009", "夜海")];
        for (row, (number, title)) in (3..).zip(rows) {
            sheet.write_string(row, 1, number).expect("a cell");
            sheet.write_string(row, 2, title).expect("a cell");
            sheet
                .write_string(row, 3, format!("隊{row}"))
                .expect("a cell");
            sheet.write_number(row, 4, 61_234_567).expect("a cell");
        }
        let plain = Format::new();
        sheet
            .merge_range(3, 0, 5, 0, "浸會大學", &plain)
            .expect("merged");
        book.add_worksheet().set_name("備註").expect("a name");
    });
    let out = office.take("list.xlsx", bytes);
    assert!(out.contains("header in row 3"), "{out}");
    assert!(
        line(&out, "Private, left out").contains("E (聯絡電話)"),
        "{out}"
    );
    assert!(line(&out, "鏡").starts_with("row 4     new") && line(&out, "鏡").contains("007"));
    let entries = office.entries();
    assert_eq!(entries.len(), 3);
    for entry in &entries {
        assert_eq!(text(entry, "origin"), "浸會大學");
    }
    assert_eq!(text(&entries[0], "number"), "007");
    assert!(!office.text().contains("61234567"));
    let kept = fs::read_to_string(office.0.path().join("gala/imported.toml")).expect("kept");
    assert!(kept.contains("鏡") && !kept.contains("61234567"), "{kept}");
}

const FREEWAY: &str = "\
First Name,Last Name,Birthdate,Email,Phone,Address,Project Title,\
Project Title (Original Language),Synopsis,Duration,Country of Origin,Directors,\
Submission Categories,Submission Password,Submission Status,Judging Status,Submission ID\n\
Ann,Li,1990-01-02,ann@example.org,555,1 Road,Mirror,鏡,\"One, two\",00:10:00,\"Hong Kong, China\",\
Ann Li,\"Short, student\",secret,In Consideration,Selected,00101\n\
Bo,Wu,1991-01-02,bo@example.org,556,2 Road,Echo,,Three,00:11:00,Japan,Bo Wu,Long,secret,Withdrawn,\
Selected,00102\n\
Cy,Ng,1992-01-02,cy@example.org,557,3 Road,Dusk,,Four,00:12:00,Japan,Cy Ng,Long,secret,\
In Consideration,Not Selected,00103\n\
Di,Ho,1993-01-02,di@example.org,558,4 Road,Dawn,,Five,00:13:00,Japan,Di Ho,Long,secret,\
In Consideration,Undecided,00104\n";

#[test]
fn a_list_from_filmfreeway_brings_what_was_selected_and_nothing_private() {
    let office = Office::new();
    let out = office.take("submissions.xls", FREEWAY);
    assert!(line(&out, "00101").contains(" new "), "{out}");
    assert!(line(&out, "Echo").contains("withdrawn"), "{out}");
    assert!(line(&out, "Dusk").contains("not selected"), "{out}");
    assert!(line(&out, "Dawn").contains("not selected"), "{out}");
    let entries = office.entries();
    assert_eq!(entries.len(), 1);
    let title = entries[0]["title"].as_table().expect("two languages");
    assert_eq!((text(title, "zh"), text(title, "en")), ("鏡", "Mirror"));
    assert_eq!(text(&entries[0], "team"), "Ann Li");
    assert_eq!(text(&entries[0], "source"), "00101");
    let left = line(&out, "Private, left out");
    for private in [
        "Birthdate",
        "Email",
        "Phone",
        "Address",
        "Submission Password",
    ] {
        assert!(left.contains(private), "{private}: {left}");
    }
    for secret in ["example.org", "1990", "secret", "1 Road"] {
        assert!(
            !office.text().contains(secret) && !out.contains(secret),
            "{secret}"
        );
    }
}

#[test]
fn google_forms_and_award_force_are_known_by_their_columns() {
    let office = Office::new();
    office.take(
        "form.csv",
        "Timestamp,Email Address,\"What is the title\nof your film?\",Name of your team,\
        Please write a synopsis\n10/05/2026 9:00:00,a@b.c,Echo,The Bats,\"One, two\"\n",
    );
    let entries = office.entries();
    assert_eq!(text(&entries[0], "title"), "Echo");
    assert_eq!(text(&entries[0], "synopsis"), "One, two");
    assert!(!office.text().contains("a@b.c"));
    let office = Office::new();
    office.take(
        "entries.csv",
        "Entry slug,Category slug,Entry name,Entrant,Entrant email,Status\n\
        AbCd,xY,Echo,Ann Li,a@b.c,submitted\nEfGh,xY,Draft,Bo,a@b.c,in_progress\n",
    );
    let entries = office.entries();
    assert_eq!(entries.len(), 1, "a draft is none");
    assert_eq!(
        (text(&entries[0], "source"), text(&entries[0], "team")),
        ("AbCd", "Ann Li")
    );
}

#[test]
fn a_wrong_row_is_told_with_its_column_and_nothing_is_written() {
    let office = Office::new();
    for (bytes, says) in [
        ("title,team\nEcho,A\n,B\n", "cell A3"),
        ("title,team,status\nEcho,A,Abducted\n", "cell C2"),
        ("title,team,finalist\nEcho,A,perhaps not\n", "cell C2"),
        ("title,team\nEcho,#REF!\n", "cell B2"),
        ("id,title,team\n1,Echo,A\n1,Dusk,B\n", "cell A3"),
        ("title,team\nEcho,A\necho,a\n", "row 3"),
        ("title\nEcho\n", "no column for the team"),
    ] {
        office.refuses("list.csv", bytes, says);
    }
}

#[test]
fn no_is_not_yes() {
    let office = Office::new();
    let out = office.take(
        "list.csv",
        "title,team,finalist\nEcho,A,no\nDusk,B,yes\nDawn,C,否\n",
    );
    assert!(line(&out, "Echo").contains("not selected"), "{out}");
    assert!(line(&out, "Dawn").contains("not selected"), "{out}");
    assert_eq!(office.entries().len(), 1);
}

#[test]
fn what_a_column_is_can_be_said_and_is_remembered() {
    let office = Office::new();
    let list = "Alpha,Beta,Gamma\nEcho,The Bats,Chorus\n";
    office.refuses("list.csv", list, "no row says which column is the title");
    let said = ["--apply", "--column", "A=title", "--column", "C=team"];
    let told = office.import("list.csv", list, &said);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert_eq!(text(&office.entries()[0], "team"), "Chorus");
    let out = office.take("list.csv", "New,Gamma,Alpha\n1,Quartet,Echo\n");
    assert!(out.contains("\"Chorus\" becomes \"Quartet\""), "{out}");
}

#[test]
fn cells_without_a_header_are_taken_where_it_is_said_what_they_are() {
    let office = Office::new();
    let said = ["-", "--apply", "--no-header", "--column", "A=title,B=team"];
    let told = office.run(&said, "Team\tA\nEcho\tB\n".as_bytes());
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    let entries = office.entries();
    assert_eq!(entries.len(), 2);
    assert_eq!(text(&entries[0], "title"), "Team");
}
