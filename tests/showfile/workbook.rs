//! The whole show as a workbook, out and in.

mod changed;
mod habits;

use palmares::demo::SHOW;
use palmares::folder::Folder;
use palmares::folder::edit::ShowText;
use palmares::import::book::{BookChange, BookFate, BookImport, is_book};
use palmares::import::table::{CellRow, CellTable, letter, tables};
use palmares::show::file::{data, written_out};
use palmares::view::producer::workbook::{MARK, ShowBook, xlsx};
use palmares::words::Ui;
use std::fs;
use tempfile::TempDir;

/// A show with every kind of row and value.
const EVERYTHING: &str = r##"# Our gala
[show] # one evening
id = "gala"
title = { zh = "頒獎禮", en = "Gala" }
languages = ["zh-Hant-HK", "en"] # both

# Works come first
[[entry]]
id = "mirror"
title = "鏡"
team = { zh = "甲隊", en = "Team A" } # as they spell it
number = "007"
synopsis.zh = """
第一行
第二行"""
say = "géng"

# a second of that name
[[entry]]
id = "mirror-2"
title = "鏡"
team = "B"
number = 8
finalist = false

[[entry]]
id = "dusk"
title = "3/5"
team = "=SUM"
withdrawn = true
origin = { en = "HKBU" }

[[award]]
id = "best"
name = { zh = "最佳", en = "Best" }
decided_by = "jury"
winner = "mirror" # the envelope
citation = "Because of the light"
presenter = "wong-2"
rank = 1
citation_cue = true

[[award]]
id = "popular"
name = "Popular"
decided_by = "blend"
blend = { jury = 75, hall = 25 }
release = "hold"
ties = "chair"

[[ballot]]
id = "people"
award = "popular"
seconds = 90

[jury]
scale = 10
[[jury.criterion]]
id = "art"
name = "Art"
[[jury.juror]]
id = "ho"
name = "Ho"
conflicts = ["mirror", "mirror-2"] # sister
[[jury.juror]]
id = "lee"
name = { zh = "李", en = "Lee" }
organisation = "HKBU"

[[person]]
id = "wong"
name = "Wong"
title = { zh = "主席", en = "Chair" }
[[person]]
id = "wong-2"
name = "Wong" # another one
absent = true
replaced_by = "Chan"

[[partner]]
name = "Host"

[theme]
gold = "#d8b56a"

# The evening
[[cue]]
kind = "card"
id = "welcome"
text = { zh = "歡迎", en = "Welcome" }
seconds = 90
script = "A: Good evening.\nB: 大家好"

[[cue]]
kind = "speech"
id = "opening"
person = "wong"
title = "Welcome address"
skip = true

[[cue]]
kind = "finalists"
seconds = 25
[cue.scripts]
mirror.zh = "第一部"
mirror.en = "The first"

[[cue]]
kind = "ballot"
ballot = "people"
step = "open"

[[cue]]
kind = "award"
award = "best"
timings = { award = 20, winner = 15 } # quick
[cue.scripts]
winner.zh = "得主係"
winner.en = "The winner is"
citation.en = "Why"

[[cue]]
kind = "ballot"
ballot = "people"
step = "close"
[[cue]]
kind = "ballot"
ballot = "people"
step = "result"
[[cue]]
kind = "award"
award = "popular"

[[cue]]
kind = "message"
id = "break"
title = "Ten minutes"
[[cue]]
kind = "photo"
id = "all"
[[cue]]
kind = "jury"
[[cue]]
kind = "results"
# the end
"##;

/// A show folder.
struct Desk(TempDir);

impl Desk {
    fn with(show: &str) -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        desk.write(show);
        desk
    }

    fn folder(&self) -> Folder {
        Folder::at(self.0.path())
    }

    fn write(&self, show: &str) {
        fs::create_dir_all(self.0.path().join("media")).expect("a folder");
        fs::write(self.0.path().join("show.toml"), show).expect("written");
    }

    fn shown(&self) -> ShowText {
        self.folder().show_text().expect("a show file")
    }

    fn text(&self) -> String {
        self.shown().text
    }

    /// The workbook as it is written out, and read again.
    fn out(&self, ui: Ui) -> Vec<CellTable> {
        tables(self.bytes(ui), None).expect("tables")
    }

    fn bytes(&self, ui: Ui) -> Vec<u8> {
        let text = self.text();
        let reading = self.folder().judge(&text).map_err(|why| why.whole());
        let reading = reading.expect("a show");
        let data = data(&text, &reading.warnings).expect("TOML");
        let made = match data.table.contains_key("cue") {
            true => Vec::new(),
            false => written_out(&reading.show.lines),
        };
        xlsx(&ShowBook::of(&data.table, &made, ui)).expect("a workbook")
    }

    fn seen(&self, book: &[CellTable]) -> BookImport {
        assert!(is_book(book));
        BookImport::over(&self.folder(), self.shown(), book).expect("held against the show")
    }

    /// Takes it in, which nothing may stand against.
    fn take(&self, book: &[CellTable]) -> BookImport {
        let seen = self.seen(book);
        assert!(seen.wrong.is_empty(), "{:?}", seen.wrong);
        let unfit = seen.unfit.as_ref().map(|why| why.whole());
        assert_eq!(unfit, None);
        seen.apply(&self.folder()).expect("applied");
        seen
    }

    /// Where it is wrong, as `Sheet C7`, with the sentence.
    fn wrong(&self, book: &[CellTable]) -> Vec<String> {
        let before = self.text();
        let seen = self.seen(book);
        assert_eq!(self.text(), before);
        let wrong = seen.wrong.iter().map(|cell| {
            let column = cell.column.map(letter).unwrap_or_default();
            let sheet = cell.sheet.as_deref().unwrap_or_default();
            format!("{sheet} {column}{}: {}", cell.row, cell.reason)
        });
        wrong.collect()
    }
}

fn sheet<'b>(book: &'b mut [CellTable], name: &str) -> &'b mut CellTable {
    let mut found = book.iter_mut();
    let found = found.find(|table| table.sheet.as_deref() == Some(name));
    found.unwrap_or_else(|| panic!("there is no sheet {name}"))
}

fn column(sheet: &CellTable, header: &str) -> usize {
    let cells = &sheet.rows[0].cells;
    let found = cells.iter().position(|cell| cell == header);
    found.unwrap_or_else(|| panic!("{header} is not in {cells:?}"))
}

/// The place of the row with this id.
fn at(sheet: &CellTable, id: &str) -> usize {
    let ids = column(sheet, MARK);
    let found = sheet.rows.iter().position(|row| row.cell(ids) == id);
    found.unwrap_or_else(|| panic!("{id} is in no row"))
}

/// Writes a cell.
fn put(book: &mut [CellTable], name: &str, id: &str, header: &str, text: &str) {
    let sheet = sheet(book, name);
    let (row, column) = (at(sheet, id), column(sheet, header));
    let cells = &mut sheet.rows[row].cells;
    cells.resize(cells.len().max(column + 1), String::new());
    cells[column] = text.to_owned();
}

/// A row of these cells in front of the one with this id.
fn insert(book: &mut [CellTable], name: &str, before: Option<&str>, cells: &[(&str, &str)]) {
    let sheet = sheet(book, name);
    let mut row = vec![String::new(); sheet.rows[0].cells.len()];
    for (header, text) in cells {
        row[column(sheet, header)] = (*text).to_owned();
    }
    let place = before.map_or(sheet.rows.len(), |id| at(sheet, id));
    let number = 0;
    sheet.rows.insert(place, CellRow { number, cells: row });
    numbered(sheet);
}

fn numbered(sheet: &mut CellTable) {
    for (number, row) in (1..).zip(&mut sheet.rows) {
        row.number = number;
    }
}

/// What became of the rows, each as `Sheet row kind name`.
fn told(changes: &[BookChange]) -> Vec<String> {
    let one = |change: &BookChange| {
        let row = change.row.map_or("-".to_owned(), |row| row.to_string());
        format!("{} {row} {:?} {}", change.sheet, change.kind, change.name)
    };
    changes.iter().map(one).collect()
}

/// The lines that one text has and the other has not, each way.
fn lines<'t>(before: &'t str, after: &'t str) -> [Vec<&'t str>; 2] {
    let only = |one: &'t str, other: &str| {
        let others: Vec<&str> = other.lines().collect();
        one.lines().filter(|line| !others.contains(line)).collect()
    };
    [only(before, after), only(after, before)]
}

#[test]
fn what_goes_out_comes_back_as_no_change_at_all_in_every_language() {
    for show in [SHOW, EVERYTHING, &EVERYTHING.replace('\n', "\r\n")] {
        let desk = Desk::with(show);
        for ui in Ui::ALL {
            let seen = desk.seen(&desk.out(ui));
            assert_eq!(told(&seen.changes), [""; 0], "{ui:?}");
            assert!(seen.wrong.is_empty(), "{:?}", seen.wrong);
            assert!(seen.left.is_empty(), "{:?}", seen.left);
            assert!(seen.edits().is_empty() && !seen.is_change());
        }
    }
}

#[test]
fn without_what_it_said_when_it_was_written_out_it_still_says_the_same() {
    for show in [SHOW, EVERYTHING] {
        let desk = Desk::with(show);
        for ui in Ui::ALL {
            let mut book = desk.out(ui);
            book.retain(|table| table.sheet.as_deref() != Some(MARK));
            assert_eq!(told(&desk.seen(&book).changes), [""; 0], "{ui:?}");
        }
    }
}

#[test]
fn no_winner_and_nothing_that_praises_one_is_in_it() {
    let other = EVERYTHING
        .replace("winner = \"mirror\"", "winner = \"dusk\"")
        .replace("withdrawn = true\n", "")
        .replace("Because of the light", "Praise");
    let plain = EVERYTHING.replace("withdrawn = true\n", "");
    let cells = [plain, other].map(|show| {
        let book = Desk::with(&show).out(Ui::En);
        let rows = book.iter().flat_map(|table| &table.rows);
        rows.map(|row| row.cells.clone()).collect::<Vec<_>>()
    });
    assert_eq!(cells[0], cells[1]);
    let all = format!("{:?}", cells[0]);
    assert!(!all.contains("light") && !all.contains("Praise"), "{all}");
}

#[test]
fn a_running_order_that_is_made_from_the_awards_is_written_out_with_the_first_change() {
    let show = EVERYTHING.split("# The evening").next().expect("a part");
    let desk = Desk::with(show);
    let mut book = desk.out(Ui::En);
    assert!(!desk.seen(&book).is_change());
    put(
        &mut book,
        "Running order",
        "popular/winner",
        "What the MC says (en)",
        "And the winner is",
    );
    let seen = desk.take(&book);
    assert_eq!(
        told(&seen.changes),
        ["Running order 12 Changed Award · Popular · Winner"]
    );
    let show = desk.folder().read_show().map_err(|why| why.whole());
    assert_eq!(show.expect("a show").show.lines.len(), 9);
    assert!(!desk.seen(&desk.out(Ui::En)).is_change());
}
