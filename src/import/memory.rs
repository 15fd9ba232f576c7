//! What was imported last: `imported.toml` beside the show file.
//!
//! With it an import tells what the file changed from what was changed here by hand, and knows the
//! columns again. Private columns are not in it.

use super::ImportError;
use super::columns::{Columns, Meaning};
use super::headers::compared;
use crate::folder::Folder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

const HEAD: &str = "\
# What `palmares import` took from a file last. With it the next import tells what the file changed
# from what was changed here by hand. Without this file, whatever differs counts as changed by hand.

";

/// The file's contents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportMemory {
    /// What each column was taken for, by its header.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, String>,
    /// The keys of each entry as the file had them, by the entry's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    entry: BTreeMap<String, toml::Table>,
}

impl ImportMemory {
    /// Of this folder; an empty one where nothing was imported.
    pub(super) fn read(folder: &Folder) -> Result<Self, ImportError> {
        let text = match fs::read_to_string(place(folder)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(ImportError::Memory(format!("cannot be read: {error}"))),
        };
        toml::from_str(&text)
            .map_err(|error| ImportError::Memory(format!("cannot be read: {}", error.message())))
    }

    /// Writes it, readable for the same people as the show file: all of it or nothing.
    pub(super) fn keep(&self, folder: &Folder) -> Result<(), ImportError> {
        let failed = |error: io::Error| ImportError::Unkept(format!("cannot be written: {error}"));
        let body = toml::to_string(self).map_err(|error| failed(io::Error::other(error)))?;
        folder
            .put_beside(&place(folder), &format!("{HEAD}{body}"))
            .map_err(failed)
    }

    /// What the column with this header was taken for.
    pub(super) fn column(&self, header: &str) -> Option<Meaning> {
        self.columns.get(header)?.parse().ok()
    }

    pub(super) fn remember(&mut self, columns: &Columns) {
        for column in columns
            .all
            .iter()
            .filter(|column| !column.header.is_empty())
        {
            let header = compared(&column.header);
            let found = !matches!(
                column.meaning,
                Meaning::Nothing | Meaning::Private | Meaning::Maker(_)
            );
            if found || column.said {
                self.columns.insert(header, column.meaning.to_string());
            }
        }
    }

    /// The keys of an entry as the file had them last.
    pub(super) fn of(&self, id: &str) -> Option<&toml::Table> {
        self.entry.get(id)
    }

    pub(super) fn of_mut(&mut self, id: &str) -> &mut toml::Table {
        self.entry.entry(id.to_owned()).or_default()
    }
}

fn place(folder: &Folder) -> PathBuf {
    folder.path().join("imported.toml")
}
