//! Places of the show file, by the names that edits have for them.

use super::rows::names;
use super::{Change, Edit};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A table of the show file, a row of it, or a key in either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The header without its brackets: `show`, `entry`, `jury.criterion`.
    pub table: String,
    /// Which row, where the table has many: its `id`, else `#` and its number from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Dots lead into tables: `wifi.ssid`, `scripts.winner`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl Field {
    /// What an edit is about.
    pub fn of(edit: &Edit) -> Self {
        let (id, key) = match &edit.change {
            Change::Set { key, .. } => (edit.id.clone(), Some(key.clone())),
            Change::Add { row, .. } => {
                let id = row.get("id").and_then(toml::Value::as_str);
                (id.map(str::to_owned), None)
            }
            Change::Remove | Change::Move { .. } => (edit.id.clone(), None),
        };
        let table = edit.table.clone();
        Field { table, id, key }
    }

    /// The innermost one at this place of the text, in bytes.
    pub(in super::super) fn at(document: &DeTable<'_>, place: usize) -> Option<Self> {
        let mut search = Search {
            place,
            found: None,
            path: Vec::new(),
            row: None,
        };
        search.table(document);
        search.found.map(|(_, field)| field)
    }

    /// A key below it.
    pub(in super::super) fn with(mut self, key: &str) -> Self {
        self.key = Some(match self.key {
            Some(above) => format!("{above}.{key}"),
            None => key.to_owned(),
        });
        self
    }
}

struct Search {
    place: usize,
    /// With its length in bytes.
    found: Option<(usize, Field)>,
    path: Vec<String>,
    /// The table and the row that the path is in, and how much of the path leads there.
    row: Option<(String, String, usize)>,
}

impl Search {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            self.path.push(key.get_ref().to_string());
            self.meet(key.span());
            self.meet(value.span());
            match value.get_ref() {
                DeValue::Table(inner) => self.table(inner),
                DeValue::Array(items) if self.row.is_none() => self.rows(items),
                _ => {}
            }
            self.path.pop();
        }
    }

    fn rows(&mut self, items: &[toml::Spanned<DeValue<'_>>]) {
        let tables = items.iter().map(|item| match item.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => None,
        });
        let Some(tables) = tables.collect::<Option<Vec<_>>>() else {
            return;
        };
        let table = self.path.join(".");
        for ((item, row), name) in items.iter().zip(&tables).zip(names(&tables)) {
            self.row = Some((table.clone(), name, self.path.len()));
            self.meet(item.span());
            self.table(row);
        }
        self.row = None;
    }

    fn meet(&mut self, span: Range<usize>) {
        let nearer = |found: &(usize, Field)| span.len() < found.0;
        if span.contains(&self.place) && self.found.as_ref().is_none_or(nearer) {
            self.found = Some((span.len(), self.here()));
        }
    }

    fn here(&self) -> Field {
        let below = |depth: usize| {
            let below = self.path[depth..].join(".");
            (!below.is_empty()).then_some(below)
        };
        match &self.row {
            Some((table, id, depth)) => Field {
                table: table.clone(),
                id: Some(id.clone()),
                key: below(*depth),
            },
            None => Field {
                table: self.path.first().cloned().unwrap_or_default(),
                id: None,
                key: below(1.min(self.path.len())),
            },
        }
    }
}
