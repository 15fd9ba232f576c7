//! What rows are called in the cells of others: by name, and by id where two have one name.

use super::{rows, text_in};
use crate::show::text::Lang;
use std::collections::HashMap;
use toml::{Table, Value};

/// Tables whose rows are named in cells, with the key that they are called by.
const CALLED: [(&str, &str); 6] = [
    ("entry", "title"),
    ("award", "name"),
    ("person", "name"),
    ("jury.criterion", "name"),
    ("jury.juror", "name"),
    // A vote goes by the award that it decides.
    ("ballot", "award"),
];

/// The names of all rows that are named in cells.
#[derive(Default)]
pub struct RowNames {
    all: HashMap<String, Vec<NamedRow>>,
    /// Where each stands in its list, by table and id.
    places: HashMap<(String, String), usize>,
}

struct NamedRow {
    id: String,
    /// In each language of the show, the first one first.
    names: Vec<String>,
}

impl RowNames {
    pub(super) fn of(data: &Table, languages: &[Lang]) -> RowNames {
        let mut names = RowNames::default();
        for (table, key) in CALLED {
            for row in rows(data, table) {
                let (Some(id), Some(called)) =
                    (row.get("id").and_then(Value::as_str), row.get(key))
                else {
                    continue;
                };
                let texts = match (table, called) {
                    ("ballot", Value::String(award)) => vec![names.shown("award", award)],
                    _ => {
                        let texts = languages
                            .iter()
                            .map(|lang| text_in(called, languages, lang));
                        texts.map(str::to_owned).collect()
                    }
                };
                names.add(table, id, texts);
            }
        }
        names
    }

    /// Another name of a row, or another row.
    pub fn add(&mut self, table: &str, id: &str, names: Vec<String>) {
        let names = names.into_iter().map(|name| name.trim().to_owned());
        let names = names.filter(|name| !name.is_empty());
        let all = self.all.entry(table.to_owned()).or_default();
        let place = (table.to_owned(), id.to_owned());
        let at = *self.places.entry(place).or_insert(all.len());
        match all.get_mut(at) {
            Some(row) => row.names.extend(names),
            None => all.push(NamedRow {
                id: id.to_owned(),
                names: names.collect(),
            }),
        }
    }

    /// What the row with this id is called.
    pub fn shown(&self, table: &str, id: &str) -> String {
        let all = self.all.get(table).map_or(&[][..], Vec::as_slice);
        let row = all.iter().find(|row| row.id == id);
        let Some(name) = row.and_then(|row| row.names.first()) else {
            return id.to_owned();
        };
        match all.iter().filter(|row| row.names.contains(name)).count() {
            1 => name.clone(),
            _ => format!("{name} ({id})"),
        }
    }

    /// The id of the one row that is called this, in whatever language.
    pub fn id(&self, table: &str, called: &str) -> Option<&str> {
        let all = self.all.get(table)?;
        let mut named = all
            .iter()
            .filter(|row| row.names.iter().any(|n| n == called));
        let is_it = |row: &&NamedRow| {
            let with_id = |name: &String| *called == format!("{name} ({})", row.id);
            row.id == called || row.names.iter().any(with_id)
        };
        let found = match (named.next(), named.next()) {
            (Some(one), None) => Some(one),
            _ => all.iter().find(is_it),
        };
        found.map(|row| &*row.id)
    }
}
