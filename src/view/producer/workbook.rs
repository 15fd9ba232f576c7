//! The whole show as the sheets of a workbook: what stands in which cell, on the way out and, to
//! be held against what comes back, on the way in. The columns are the fields of the editor's
//! forms; who wins is in neither.

mod columns;
mod names;
mod xlsx;

pub use columns::{BookCell, BookColumn, BookForm, forms};
pub use names::RowNames;
pub use xlsx::{trace, xlsx};

use crate::show::file::edit::row_name;
use crate::show::scene::AwardStep;
use crate::show::text::Lang;
use crate::words::Ui;
use toml::{Table, Value};

/// Heads the column of ids in every sheet, in every language; also the name of the hidden sheet
/// that tells what was written.
pub const MARK: &str = "palmares";

/// What a cell of a workbook can hold, in units of UTF-16: what is longer stays out.
const CELL_UNITS_MAX: usize = 32_767;

/// What a line of the running order is about, and stays: a line is called by it.
pub const FIXED: [&str; 4] = ["kind", "award", "ballot", "step"];

/// The show as a workbook has it.
pub struct ShowBook {
    /// Of the show.
    pub languages: Vec<Lang>,
    /// In which language columns, choices and rows are called.
    pub ui: Ui,
    pub sheets: Vec<BookSheet>,
    pub names: RowNames,
}

/// One sheet: the rows of one table.
pub struct BookSheet {
    pub form: BookForm,
    pub columns: Vec<BookColumn>,
    pub rows: Vec<BookRow>,
}

/// One row.
pub struct BookRow {
    /// What edits call it; a step of a line is called by line and step.
    pub id: String,
    /// The line and the step, where the row is a step of a line.
    pub step: Option<(String, String)>,
    /// One for each column: as the show file has it, and as people read it.
    pub cells: Vec<BookText>,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookText {
    /// As the show file says it: an id, a word for a choice.
    pub value: String,
    /// For people, in the language of the workbook.
    pub shown: String,
}

impl ShowBook {
    /// Of a show file as data. `made` is the running order, where the file writes none.
    pub fn of(data: &Table, made: &[Table], ui: Ui) -> ShowBook {
        let languages = at(data, "show.languages").and_then(Value::as_array);
        let languages = languages.into_iter().flatten();
        let languages: Vec<Lang> = languages
            .filter_map(|tag| tag.as_str().map(str::to_owned))
            .collect();
        let names = RowNames::of(data, &languages);
        let jury = data.contains_key("jury");
        let sheets = forms().into_iter();
        let sheets = sheets.filter(|form| jury || !form.table.starts_with("jury"));
        let sheets = sheets.map(|form| {
            let columns = form.columns(&languages);
            let draw = Draw {
                columns: &columns,
                names: &names,
                languages: &languages,
                ui,
            };
            let written = rows(data, form.table);
            let all: Vec<&Table> = match form.table {
                "cue" if written.is_empty() => made.iter().collect(),
                _ => written,
            };
            let rows = all.into_iter().flat_map(|row| draw.rows(data, row));
            BookSheet {
                rows: rows.collect(),
                columns,
                form,
            }
        });
        ShowBook {
            sheets: sheets.collect(),
            languages,
            ui,
            names,
        }
    }
}

/// How rows become cells.
struct Draw<'a> {
    columns: &'a [BookColumn],
    names: &'a RowNames,
    languages: &'a [Lang],
    ui: Ui,
}

impl Draw<'_> {
    /// A row, and one for each of its steps. One that nothing tells from others has none.
    fn rows(&self, data: &Table, row: &Table) -> Vec<BookRow> {
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        let Some(id) = row_name(text) else {
            return Vec::new();
        };
        let steps = match text("kind") {
            Some("award") => award_steps(data, row),
            Some("finalists") => finalists(data),
            _ => Vec::new(),
        };
        let of_steps = steps.into_iter().map(|step| self.step(row, &id, step));
        let of_steps: Vec<BookRow> = of_steps.collect();
        let cells = self.columns.iter();
        let cells = cells.map(|column| self.text(column, self.held(row, &column.key, column)));
        let cells = cells.collect();
        let own = BookRow {
            id,
            step: None,
            cells,
        };
        std::iter::once(own).chain(of_steps).collect()
    }

    fn step(&self, row: &Table, line: &str, step: String) -> BookRow {
        let cells = self.columns.iter().map(|column| {
            let key = match &*column.key {
                "script" => format!("scripts.{step}"),
                "seconds" => format!("timings.{step}"),
                "step" => return self.text(column, step.clone()),
                "kind" | "award" => column.key.clone(),
                _ => return BookText::default(),
            };
            self.text(column, self.held(row, &key, column))
        });
        BookRow {
            id: format!("{line}/{step}"),
            cells: cells.collect(),
            step: Some((line.to_owned(), step)),
        }
    }

    fn held(&self, row: &Table, key: &str, column: &BookColumn) -> String {
        let value = at(row, key);
        match (&column.cell, value) {
            (BookCell::Flag(default), value) => {
                let on = value.and_then(Value::as_bool).unwrap_or(*default);
                on.to_string()
            }
            (_, None) => String::new(),
            (BookCell::Text { .. }, Some(value)) => {
                let lang = column.lang.as_deref().unwrap_or_default();
                plain(text_in(value, self.languages, lang))
            }
            (_, Some(Value::Array(all))) => {
                let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
                all.join("\n")
            }
            (_, Some(Value::String(text))) => plain(text),
            (_, Some(other)) => other.to_string(),
        }
    }

    fn text(&self, column: &BookColumn, value: String) -> BookText {
        let mut shown = self.shown(column, &value);
        if shown.encode_utf16().count() > CELL_UNITS_MAX {
            shown.clear();
        }
        BookText { value, shown }
    }

    fn shown(&self, column: &BookColumn, value: &str) -> String {
        match &column.cell {
            BookCell::Flag(_) => value.to_uppercase(),
            BookCell::Choice(options) => {
                let chosen = options.iter().find(|option| option.value == value);
                let label = chosen.map(|option| option.labels[self.ui as usize]);
                // A step of the finalists' line is a work.
                label.map_or_else(|| self.names.shown("entry", value), str::to_owned)
            }
            BookCell::Row(table) | BookCell::Rows(table) => {
                let all = value.lines().map(|id| self.names.shown(table, id));
                all.collect::<Vec<_>>().join("\n")
            }
            BookCell::Text { .. } | BookCell::Line | BookCell::Number | BookCell::Weight => {
                value.to_owned()
            }
        }
    }
}

/// The steps that an award's line has on the evening, and those that it says anything of.
fn award_steps(data: &Table, row: &Table) -> Vec<String> {
    let award = row.get("award").and_then(Value::as_str).unwrap_or_default();
    let all = rows(data, "award").into_iter();
    let has_id = |one: &&Table| one.get("id").and_then(Value::as_str) == Some(award);
    let award = all.into_iter().find(has_id);
    let flag = |key: &str| award.and_then(|a| a.get(key)?.as_bool()).unwrap_or(false);
    let said = |step: &str| {
        let within = |key: &str| at(row, &format!("{key}.{step}")).is_some();
        within("scripts") || within("timings")
    };
    let has = |step: &AwardStep| match step {
        AwardStep::Presenter => award.is_some_and(|award| award.contains_key("presenter")),
        AwardStep::Citation => flag("citation_cue"),
        AwardStep::Mention => flag("mention_cue"),
        _ => true,
    };
    let steps = AwardStep::ALL.into_iter();
    let steps = steps.filter(|step| has(step) || said(step.as_str()));
    steps.map(|step| step.as_str().to_owned()).collect()
}

/// The works of the finalists' line, in their order.
fn finalists(data: &Table) -> Vec<String> {
    let flag = |row: &Table, key: &str| row.get(key).and_then(Value::as_bool);
    let all = rows(data, "entry")
        .into_iter()
        .filter(|row| flag(row, "finalist") != Some(false) || flag(row, "withdrawn") == Some(true));
    let ids = all.filter_map(|row| row.get("id")?.as_str());
    ids.map(str::to_owned).collect()
}

/// The rows of a table that has many; dots lead into tables.
pub fn rows<'d>(data: &'d Table, table: &str) -> Vec<&'d Table> {
    let all = at(data, table).and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .collect()
}

/// What a key holds; dots lead into tables.
pub fn at<'d>(table: &'d Table, key: &str) -> Option<&'d Value> {
    match key.split_once('.') {
        None => table.get(key),
        Some((first, rest)) => at(table.get(first)?.as_table()?, rest),
    }
}

/// The key of a text that serves a language; a shorter tag serves a longer one.
pub fn serving<'l>(text: &Table, lang: &'l str) -> Option<&'l str> {
    let mut tag = lang;
    loop {
        if text.contains_key(tag) {
            return Some(tag);
        }
        tag = &tag[..tag.rfind('-')?];
    }
}

/// What stands in the cell of a language: one text for all of them stands in the first one's.
pub fn text_in<'v>(value: &'v Value, languages: &[Lang], lang: &str) -> &'v str {
    match value {
        Value::String(text) if languages.first().is_some_and(|first| first == lang) => text,
        Value::Table(by) => {
            let text = serving(by, lang).and_then(|tag| by.get(tag)?.as_str());
            text.unwrap_or_default()
        }
        _ => "",
    }
}

/// A text without what nobody sees: blanks at its ends and at the ends of its lines.
pub fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}
