//! What the editor's forms are made of: the tables of the show file, and the fields of each.

mod labels;
mod tables;

pub(super) use labels::{Labels, labels};
pub(super) use tables::tables;

use crate::view::label;
use crate::words::producer::prepare::{EditorWords, Labelled, PrepareWords};
use serde::Serialize;

/// What the page's script draws its forms from.
#[derive(Serialize)]
struct Forms<'a> {
    tables: Vec<FormTable>,
    w: &'a EditorWords,
    comma: &'static str,
}

/// A table of the show file.
#[derive(Serialize)]
pub(super) struct FormTable {
    pub(super) table: &'static str,
    pub(super) label: &'static str,
    /// The button that adds a row; none where the table stands once.
    add: &'static str,
    /// The key that a row is called by.
    pub(super) called: &'static str,
    pub(super) fields: Vec<FormField>,
}

/// A field of a form.
#[derive(Serialize)]
pub(super) struct FormField {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    help: &'static str,
    /// Without it no row can be written.
    needed: bool,
    /// Another key, and the values of it with which this one has a meaning.
    only: Option<(&'static str, &'static [&'static str])>,
    #[serde(flatten)]
    pub(super) input: Input,
}

/// How something is put in.
#[derive(Serialize)]
#[serde(tag = "input", rename_all = "kebab-case")]
pub(super) enum Input {
    /// A line in each of the show's languages.
    Text,
    /// Several lines in each.
    Passage,
    /// A line in no language.
    Line,
    Date,
    /// A day and a time, with the offset of the place.
    Moment,
    Colour,
    Number,
    /// Whole, or with a fraction.
    Weight,
    Flag {
        default: bool,
    },
    /// One of these values; the first one where nothing is written, if it may be left out.
    Choice {
        options: Vec<(&'static str, &'static str)>,
    },
    Languages,
    /// A row of this table.
    Row {
        of: &'static str,
    },
    /// Any of its rows, in an order, and of these.
    Rows {
        of: &'static str,
        options: Vec<(&'static str, &'static str)>,
    },
    /// A line in each language for every item.
    Texts,
    /// A file that is dropped here.
    File {
        takes: &'static str,
    },
    /// A point of the picture in another field of the row.
    Point {
        of: &'static str,
    },
    /// A field for each step of an award's line.
    Steps {
        steps: Vec<(&'static str, &'static str)>,
        lines: bool,
    },
    /// A field for each row of this table.
    Each {
        of: &'static str,
        lines: bool,
    },
}

impl FormField {
    fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    fn only(mut self, key: &'static str, values: &'static [&'static str]) -> Self {
        self.only = Some((key, values));
        self
    }
}

fn field(key: &'static str, input: Input, [label, help]: Labelled) -> FormField {
    FormField {
        key,
        label,
        help,
        needed: false,
        only: None,
        input,
    }
}

fn table(
    table: &'static str,
    [label, add]: Labelled,
    called: &'static str,
    fields: Vec<FormField>,
) -> FormTable {
    FormTable {
        table,
        label,
        add,
        called,
        fields,
    }
}

fn choice<const N: usize>(values: [&'static str; N], said: [&'static str; N]) -> Input {
    let options = values.into_iter().zip(said).collect();
    Input::Choice { options }
}

fn flag(default: bool) -> Input {
    Input::Flag { default }
}

fn file(takes: &'static str) -> Input {
    Input::File { takes }
}

/// The description as JSON for a `<script>`.
pub(super) fn forms(w: &PrepareWords, comma: &'static str) -> String {
    label::script_json(&Forms {
        tables: tables(w),
        w: &w.editor,
        comma,
    })
}
