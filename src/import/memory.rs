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
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(folder: &Folder) -> Result<Self, ImportError> {
        let text = folder.imported();
        let text = text.map_err(|error| ImportError::Memory(format!("cannot be read: {error}")))?;
        toml::from_str(&text)
            .map_err(|error| ImportError::Memory(format!("cannot be read: {}", error.message())))
    }

    /// The file.
    pub(super) fn text(&self) -> Result<String, ImportError> {
        let body = toml::to_string(self);
        let body =
            body.map_err(|error| ImportError::Unkept(format!("cannot be written: {error}")))?;
        Ok(format!("{HEAD}{body}"))
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
