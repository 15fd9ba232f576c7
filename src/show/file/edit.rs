//! Changes of a show file that leave everything else as people wrote it.
//!
//! An edit is a splice of the text at the places that the parser names. Whatever it does not name
//! stays to the byte: comments, order, white space, line ends. The text before an edit is its undo.

mod field;
mod many;
mod rows;
mod touched;
mod value;

pub use field::Field;
pub use rows::name as row_name;
pub use touched::{Touched, touched};

use super::veil::TELLING;
use serde::{Deserialize, Serialize};
use toml::Value;
use toml::de::DeTable;

/// One change of one table, as the API takes it:
/// `{"table": "entry", "id": "entry-2", "key": "team", "value": "…"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Edit {
    /// The header without its brackets: `show`, `entry`, `jury.criterion`.
    pub table: String,
    /// Which row, where the table has many: its `id`; for a cue without one, the award, the
    /// `ballot/step` or the kind; for any row also `#` and its number from 1.
    pub id: Option<String>,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of a table or a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A key gets this value; none takes the key away. Dots lead into tables: `script.zh`.
    Set { key: String, value: Option<Value> },
    /// A new row with these keys, before the row with this id; without one, the last.
    Add {
        row: toml::Table,
        /// The row that follows.
        before: Option<String>,
    },
    /// The row, or the whole table, goes.
    Remove,
    /// The row moves before the row with this id; without one, behind the last.
    Move {
        /// The row that follows.
        before: Option<String>,
    },
}

/// Why an edit cannot be made; nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The edit does not say one thing.
    #[error("an edit has a `key`, or one of `add`, `remove` and `move`")]
    Unclear,
    /// The text is not TOML.
    #[error("the file cannot be read: mend it by hand first")]
    Illegible,
    /// There is no such row.
    #[error("there is no {table} {id:?}")]
    NoRow {
        table: String,
        /// The id.
        id: String,
    },
    /// The key leads through something that is no table.
    #[error("{key} leads through a value that has no keys")]
    NoTable { key: String },
    /// It is written in a form that only a person can change.
    #[error("{what} is written in a form that has to be changed by hand")]
    Form {
        /// The table, row or key.
        what: String,
    },
    /// Winners are sealed in envelopes, with what praises them.
    #[error("a winner is sealed in an envelope, and not written into the file")]
    Winner,
}

/// The text after these edits, made one after the other.
///
/// # Errors
/// The first edit that cannot be made. Whether the show that results can be given is for
/// [`read`](super::read) to judge.
pub fn edited(source: &str, edits: &[Edit]) -> Result<String, EditError> {
    let (mark, text) = match source.strip_prefix('\u{FEFF}') {
        Some(text) => ("\u{FEFF}", text),
        None => ("", source),
    };
    let mut text = text.to_owned();
    for run in edits.chunk_by(many::together) {
        text = match run {
            [edit] => made(&text, edit)?,
            run => many::made(&text, run)?,
        };
    }
    Ok(format!("{mark}{text}"))
}

fn made(source: &str, edit: &Edit) -> Result<String, EditError> {
    let Edit { table, id, change } = edit;
    match change {
        _ if table.is_empty() => Err(EditError::Unclear),
        Change::Set { key, value } => {
            if is_sealed(&format!("{table}.{key}")) {
                return Err(EditError::Winner);
            }
            let path: Vec<&str> = key.split('.').collect();
            value::set(source, table, id.as_deref(), &path, value.as_ref())
        }
        Change::Add { row, before } => {
            if row.keys().any(|key| is_sealed(&format!("{table}.{key}"))) {
                return Err(EditError::Winner);
            }
            rows::add(source, table, row, before.as_deref())
        }
        Change::Remove => rows::remove(source, table, id.as_deref()),
        Change::Move { before } => {
            let id = id.as_deref().ok_or(EditError::Unclear)?;
            rows::moved(source, table, id, before.as_deref())
        }
    }
}

/// Whether it is an award's winner, or praises one.
fn is_sealed(path: &str) -> bool {
    let mut parts = path.split('.').map(str::trim);
    parts.next() == Some("award") && parts.any(|part| TELLING.contains(&part))
}

/// The parsed document, if all of it could be read.
fn parsed(source: &str) -> Result<toml::Spanned<DeTable<'_>>, EditError> {
    DeTable::parse(source).map_err(|_| EditError::Illegible)
}

/// The source with this stretch replaced.
fn spliced(source: &str, at: std::ops::Range<usize>, with: &str) -> String {
    [&source[..at.start], with, &source[at.end..]].concat()
}

/// Behind the end of the line on which this place stands.
fn line_end(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len(), |n| at + n + 1)
}

/// How the file ends its lines.
fn newline(source: &str) -> &'static str {
    match source.find('\n') {
        Some(at) if source[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// An edit as JSON has it.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    table: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    add: Option<toml::Table>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    remove: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not", rename = "move")]
    moved: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
}

impl TryFrom<Written> for Edit {
    type Error = EditError;

    fn try_from(written: Written) -> Result<Self, EditError> {
        let Written {
            table,
            id,
            key,
            value,
            add,
            remove,
            moved,
            before,
        } = written;
        let plain = value.is_none() && before.is_none();
        let change = match (key, add, remove, moved) {
            (Some(key), None, false, false) if before.is_none() => Change::Set { key, value },
            (None, Some(row), false, false) if value.is_none() && id.is_none() => {
                Change::Add { row, before }
            }
            (None, None, true, false) if plain => Change::Remove,
            (None, None, false, true) if value.is_none() => Change::Move { before },
            _ => return Err(EditError::Unclear),
        };
        Ok(Edit { table, id, change })
    }
}

impl From<Edit> for Written {
    fn from(edit: Edit) -> Self {
        let mut written = Written {
            table: edit.table,
            id: edit.id,
            ..Written::default()
        };
        match edit.change {
            Change::Set { key, value } => (written.key, written.value) = (Some(key), value),
            Change::Add { row, before } => (written.add, written.before) = (Some(row), before),
            Change::Remove => written.remove = true,
            Change::Move { before } => (written.moved, written.before) = (true, before),
        }
        written
    }
}
