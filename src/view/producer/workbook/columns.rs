//! The columns of the sheets: the fields of the editor's forms that a cell can say.

use super::super::prepare::{self, FormField, FormTable, Input};
use crate::show::text::Lang;
use crate::words::Ui;

/// The tables of the show file that have a sheet, in the order of the sheets.
const SHEETS: [&str; 5] = ["entry", "award", "cue", "person", "jury.juror"];

/// A sheet before it is known which languages the show has.
pub struct BookForm {
    /// The table of the show file.
    pub table: &'static str,
    /// What the sheet is called, in each language of the interface.
    pub labels: Vec<&'static str>,
    /// The key that a row is called by.
    pub called: &'static str,
    fields: Vec<BookField>,
}

#[derive(Clone)]
struct BookField {
    key: &'static str,
    /// In each language of the interface; one key may be called differently from row to row.
    labels: Vec<Vec<&'static str>>,
    cell: BookCell,
}

/// What a cell of a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookCell {
    /// A text in the column's language, of one line or of several.
    Text {
        many: bool,
    },
    /// A text in no language.
    Line,
    /// A whole number.
    Number,
    /// A number above zero, whole or with a fraction.
    Weight,
    /// Yes or no; the one that needs no words in the show file.
    Flag(bool),
    Choice(Vec<BookChoice>),
    /// A row of this table.
    Row(&'static str),
    /// Any number of them, a line each.
    Rows(&'static str),
}

/// One of several values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookChoice {
    /// As the show file says it.
    pub value: &'static str,
    /// In each language of the interface.
    pub labels: Vec<&'static str>,
}

/// A column.
pub struct BookColumn {
    /// Of the show file; dots lead into tables.
    pub key: String,
    /// The language of its texts.
    pub lang: Option<Lang>,
    pub cell: BookCell,
    /// What it is called, in each language of the interface.
    pub headers: Vec<String>,
}

impl BookColumn {
    /// Its key and language in a word.
    pub fn place(&self) -> String {
        match &self.lang {
            Some(lang) => format!("{}.{lang}", self.key),
            None => self.key.clone(),
        }
    }
}

/// All sheets.
pub fn forms() -> Vec<BookForm> {
    let all: Vec<Vec<FormTable>> = Ui::ALL
        .iter()
        .map(|ui| prepare::tables(ui.words().producer.prepare))
        .collect();
    let form = |table: &'static str| {
        let found = all
            .iter()
            .map(|of| of.iter().find(|one| one.table == table));
        let spoken: Vec<&FormTable> = found.collect::<Option<_>>()?;
        Some(BookForm {
            table,
            labels: spoken.iter().map(|one| one.label).collect(),
            called: spoken[0].called,
            fields: fields(&spoken),
        })
    };
    SHEETS.into_iter().filter_map(form).collect()
}

/// The fields of a form, given in every language.
fn fields(spoken: &[&FormTable]) -> Vec<BookField> {
    let mut all: Vec<BookField> = Vec::new();
    for n in 0..spoken[0].fields.len() {
        let same: Vec<&FormField> = spoken.iter().map(|form| &form.fields[n]).collect();
        let key = same[0].key;
        if let Input::Steps { .. } = same[0].input {
            // The steps of a line are rows of their own, and named in the column of steps.
            let steps = all.iter_mut().find(|field| field.key == "step");
            if let Some(BookCell::Choice(options)) = steps.map(|field| &mut field.cell) {
                let more = choices(&same).into_iter();
                let known: Vec<&str> = options.iter().map(|option| option.value).collect();
                options.extend(more.filter(|option| !known.contains(&option.value)));
            }
            continue;
        }
        let Some(cell) = cell(&same) else { continue };
        let labels = same.iter().map(|field| field.label);
        match all.iter_mut().find(|field| field.key == key) {
            Some(field) => {
                for (known, label) in field.labels.iter_mut().zip(labels) {
                    if !known.contains(&label) {
                        known.push(label);
                    }
                }
            }
            None => all.push(BookField {
                key,
                labels: labels.map(|label| vec![label]).collect(),
                cell,
            }),
        }
    }
    all
}

/// None for what no cell can say: files, and what has a page of its own.
fn cell(same: &[&FormField]) -> Option<BookCell> {
    Some(match &same[0].input {
        Input::Text => BookCell::Text { many: false },
        Input::Passage => BookCell::Text { many: true },
        Input::Line => BookCell::Line,
        Input::Number => BookCell::Number,
        Input::Weight => BookCell::Weight,
        Input::Flag { default } => BookCell::Flag(*default),
        Input::Choice { .. } => BookCell::Choice(choices(same)),
        Input::Row { of } => BookCell::Row(of),
        Input::Rows { of, options } if options.is_empty() => BookCell::Rows(of),
        _ => return None,
    })
}

fn choices(same: &[&FormField]) -> Vec<BookChoice> {
    let options = |field: &FormField| match &field.input {
        Input::Choice { options } | Input::Steps { steps: options, .. } => options.clone(),
        _ => Vec::new(),
    };
    let spoken: Vec<_> = same.iter().map(|field| options(field)).collect();
    let choice = |n: usize| BookChoice {
        value: spoken[0][n].0,
        labels: spoken.iter().map(|of| of[n].1).collect(),
    };
    (0..spoken[0].len()).map(choice).collect()
}

impl BookForm {
    /// Its columns in a show of these languages, which have one each for a text.
    pub fn columns(&self, languages: &[Lang]) -> Vec<BookColumn> {
        let of = |field: &BookField| -> Vec<BookColumn> {
            let column = |lang: Option<&Lang>| {
                let called = field.labels.iter().map(|labels| labels.join(" / "));
                let headers = called.map(|label| match lang {
                    Some(lang) if languages.len() > 1 => format!("{label} ({lang})"),
                    _ => label,
                });
                BookColumn {
                    key: field.key.to_owned(),
                    lang: lang.cloned(),
                    cell: field.cell.clone(),
                    headers: headers.collect(),
                }
            };
            match field.cell {
                BookCell::Text { .. } => languages.iter().map(Some).map(column).collect(),
                _ => vec![column(None)],
            }
        };
        self.fields.iter().flat_map(of).collect()
    }
}
