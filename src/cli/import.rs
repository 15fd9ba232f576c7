//! `palmares import DIR FILE`

mod book;

use super::{Failure, print};
use crate::folder::Folder;
use crate::import::book::is_book;
use crate::import::columns::{ChosenColumn, ColumnChoices, Columns, HeaderRow, Meaning};
use crate::import::compare::{Difference, Fate, FateKind};
use crate::import::table::{CellTable, FILE_BYTES_MAX, encoding, letter, tables};
use crate::import::works::WrongCell;
use crate::import::{Import, ImportError};
use crate::show::text::counted;
use crate::view::label::isolated;
use clap::Args;
use encoding_rs::Encoding;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// Characters of a value in the list.
const SHOWN_CHARS_MAX: usize = 60;

/// What is imported, and where to.
#[derive(Args)]
pub struct ImportArguments {
    /// The show folder
    dir: PathBuf,
    /// The spreadsheet: .xlsx, CSV, or - for cells that are pasted here
    file: PathBuf,
    /// Write it into the show file
    #[arg(long, env = "PALMARES_APPLY")]
    apply: bool,
    /// The encoding of a text: utf-8, utf-16le, big5, gbk …; guessed if not given
    #[arg(long, value_name = "NAME", env = "PALMARES_ENCODING", value_parser = named)]
    encoding: Option<&'static Encoding>,
    /// What a column is, as B=title or C=none; remembered for the next import
    #[arg(
        long = "column",
        value_name = "LETTER=KEY",
        env = "PALMARES_COLUMN",
        value_delimiter = ','
    )]
    columns: Vec<ChosenColumn>,
    /// The first row is a work already; say with --column what the columns are
    #[arg(long, requires = "columns", env = "PALMARES_NO_HEADER")]
    no_header: bool,
}

fn named(name: &str) -> Result<&'static Encoding, String> {
    encoding(name).ok_or_else(|| "write utf-8, utf-16le, utf-16be, big5, gbk or another".to_owned())
}

/// Prints what would become of every row, and writes it where that is asked for.
pub fn run(arguments: &ImportArguments) -> Result<(), Failure> {
    let bytes = contents(arguments)?;
    let all = tables(bytes, arguments.encoding).map_err(failed)?;
    let folder = Folder::at(&arguments.dir);
    if is_book(&all) {
        return book::run(&folder, &all, arguments.apply);
    }
    let choices = ColumnChoices {
        columns: arguments.columns.clone(),
        header: match arguments.no_header {
            true => HeaderRow::Absent,
            false => HeaderRow::Guessed,
        },
        sheet: None,
    };
    let import = Import::of(&folder, &all, &choices).map_err(failed)?;
    print(&listed(&import, &all))?;
    if !import.wrong.is_empty() {
        let wrong = counted(import.wrong.len(), "cell");
        return Err(Failure::usage(format!(
            "Nothing was written: {wrong} to mend, listed above. Mend the file, then import it."
        )));
    }
    if arguments.apply {
        import.apply(&folder).map_err(failed)?;
        print(match import.changes() {
            true => {
                "Written. A server that is running takes it over when the show file is read \
                again.\n"
            }
            false => "The show file has all of it already.\n",
        })
    } else {
        print("Nothing was written. To write it, add --apply.\n")
    }
}

fn failed(error: ImportError) -> Failure {
    match error {
        ImportError::NotWritten(_) | ImportError::Memory(_) | ImportError::Unkept(_) => {
            Failure::other(told(&error))
        }
        error => Failure::usage(told(&error)),
    }
}

fn told(error: &ImportError) -> String {
    let opening = match error {
        ImportError::Unkept(_) => "",
        _ => "Nothing was imported: ",
    };
    let said = error.to_string();
    let end = if said.ends_with('.') { "" } else { "." };
    format!("{opening}{said}{end}")
}

/// The file, as far as one is read at all.
fn contents(arguments: &ImportArguments) -> Result<Vec<u8>, Failure> {
    let path = &arguments.file;
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin()
            .lock()
            .take(FILE_BYTES_MAX + 1)
            .read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::usage(format!("{} cannot be read: {error}.", path.display())))?;
    Ok(bytes)
}

fn listed(import: &Import, tables: &[CellTable]) -> String {
    let mut text = head(&import.columns, tables);
    let mut all: Vec<(u32, String)> = import.fates.iter().map(|f| (f.row, row(f))).collect();
    all.extend(import.wrong.iter().map(|cell| (cell.row, wrong(cell))));
    all.sort_by_key(|(row, _)| *row);
    text.extend(all.into_iter().map(|(_, line)| line));
    for held in &import.gone {
        text.push_str(&format!(
            "-         gone                 {} · {}\n          it stays in the show as {}: remove \
            it there, or write `withdrawn = true`\n",
            name(&held.title),
            name(&held.team),
            held.id
        ));
    }
    text.push_str(&format!("\n{}\n", sum(import)));
    text
}

/// How the file was read, and what its columns are taken for.
fn head(columns: &Columns, tables: &[CellTable]) -> String {
    let table = &tables[columns.table];
    let mut text = format!("Read as {}", table.read_as);
    if let Some(sheet) = &table.sheet {
        text.push_str(&format!(", sheet {sheet:?}"));
    }
    match columns.header {
        Some(row) => text.push_str(&format!(", header in row {row}.\n")),
        None => text.push_str(", without a header.\n"),
    }
    for (at, other) in tables.iter().enumerate() {
        if let Some(sheet) = other.sheet.as_ref().filter(|_| at != columns.table) {
            text.push_str(&format!("Sheet {sheet:?} is not read.\n"));
        }
    }
    let named = |of: &dyn Fn(&Meaning) -> bool, say: &dyn Fn(&str, &Meaning) -> String| {
        let found = columns.all.iter().filter(|column| of(&column.meaning));
        let found = found.map(|column| say(&name(&column.called()), &column.meaning));
        found.collect::<Vec<_>>().join(", ")
    };
    let is_left = |meaning: &Meaning| match meaning {
        Meaning::Nothing => true,
        Meaning::Maker(_) => columns.of("team").next().is_some(),
        _ => false,
    };
    let bare = |called: &str, _: &Meaning| called.to_owned();
    let used = |meaning: &Meaning| !is_left(meaning) && *meaning != Meaning::Private;
    let used = named(&used, &|called, meaning| format!("{called} = {meaning}"));
    text.push_str(&format!("Columns: {used}.\n"));
    for (what, found) in [
        (
            "Private, left out",
            named(&|m| *m == Meaning::Private, &bare),
        ),
        ("Not used", named(&is_left, &bare)),
    ] {
        if !found.is_empty() {
            text.push_str(&format!("{what}: {found}.\n"));
        }
    }
    text.push('\n');
    text
}

fn row(fate: &Fate) -> String {
    let (word, why) = match &fate.kind {
        FateKind::New => ("new", ""),
        FateKind::Changed => ("changed", ""),
        FateKind::ByHand => ("changed here by hand", ""),
        FateKind::Unchanged => ("unchanged", ""),
        FateKind::Withdrawn(why) => ("withdrawn", why.as_str()),
        FateKind::NotSelected(why) => ("not selected", why.as_str()),
    };
    let number = match fate.number.as_str() {
        "" => String::new(),
        number => format!("{}  ", name(number)),
    };
    let why = match why {
        "" => String::new(),
        why => format!(" ({})", name(why)),
    };
    let (title, team) = (name(&fate.title), name(&fate.team));
    let row = format!("row {}", fate.row);
    let mut text = format!("{row:<9} {word:<20} {number}{title} · {team}{why}\n");
    text.extend(fate.differences.iter().map(difference));
    text
}

fn difference(of: &Difference) -> String {
    let (here, file) = (value(&of.here), value(&of.file));
    match of.kept {
        true => format!(
            "          {}: {here} was changed here by hand, and stays; the file says {file}\n",
            of.key
        ),
        false => format!("          {}: {here} becomes {file}\n", of.key),
    }
}

fn wrong(cell: &WrongCell) -> String {
    let at = match cell.column {
        Some(column) => format!("cell {}{}: ", letter(column), cell.row),
        None => String::new(),
    };
    let row = format!("row {}", cell.row);
    format!("{row:<9} {:<20} {at}{}\n", "wrong", name(&cell.reason))
}

fn sum(import: &Import) -> String {
    let count = |of: fn(&FateKind) -> bool| import.fates.iter().filter(|f| of(&f.kind)).count();
    let all = [
        ("new", count(|kind| *kind == FateKind::New)),
        ("changed", count(|kind| *kind == FateKind::Changed)),
        (
            "changed here by hand",
            count(|kind| *kind == FateKind::ByHand),
        ),
        ("unchanged", count(|kind| *kind == FateKind::Unchanged)),
        (
            "withdrawn",
            count(|kind| matches!(kind, FateKind::Withdrawn(_))),
        ),
        (
            "not selected",
            count(|kind| matches!(kind, FateKind::NotSelected(_))),
        ),
        ("gone", import.gone.len()),
        ("wrong", import.wrong.len()),
    ];
    let told = all.into_iter().filter(|(_, count)| *count > 0);
    let told = told.map(|(what, count)| format!("{count} {what}"));
    told.collect::<Vec<_>>().join(", ") + "."
}

/// A value in quotes, on one line, not too long.
fn value(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let mut shown: String = text.chars().take(SHOWN_CHARS_MAX).collect();
    if text.chars().nth(SHOWN_CHARS_MAX).is_some() {
        shown.push('…');
    }
    format!("\"{}\"", name(&shown))
}

/// A text of somebody else's for a terminal.
fn name(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => '⏎',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    };
    let text: String = text.chars().map(shown).collect();
    isolated(&text).into_owned()
}
