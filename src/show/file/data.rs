//! The show file as data, for whoever edits it: every table and key, but not who wins.

use super::Diagnostic;
use super::edit::Field;
use super::veil::{SPOKEN, TELLING};
use std::collections::HashSet;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

/// What a show file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShowData {
    /// Its tables and keys as they are written; a date is a text.
    pub table: Table,
    /// What is written and left out: winners, what praises them, and keys that nobody knows, since
    /// one may be a winner under another name.
    pub veiled: Vec<Field>,
}

/// What this text says; none where it is no TOML. `found` is what reading it has found.
pub fn data(source: &str, found: &[Diagnostic]) -> Option<ShowData> {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let document = DeTable::parse(source).ok()?;
    let written: Table = toml::from_str(source).ok()?;
    let telling = found.iter().filter(|one| one.telling);
    let mut veil = Veil {
        unknown: telling.map(|one| one.at).collect(),
        hidden: Vec::new(),
        of_award: false,
    };
    let table = veil.table(document.get_ref(), written);
    let fields = veil.hidden.iter();
    let fields = fields.filter_map(|at| Field::at(document.get_ref(), *at));
    Some(ShowData {
        table,
        veiled: fields.collect(),
    })
}

struct Veil {
    /// Where keys stand of which something is said that may tell who wins.
    unknown: HashSet<usize>,
    /// Where the keys stand that were left out.
    hidden: Vec<usize>,
    /// Whether this is below `award`.
    of_award: bool,
}

impl Veil {
    fn table(&mut self, spans: &DeTable<'_>, written: Table) -> Table {
        let mut shown = Table::new();
        for (key, value) in written {
            let Some((place, spanned)) = spans.get_key_value(key.as_str()) else {
                continue;
            };
            let at = place.span().start;
            let named = self.of_award && TELLING.contains(&key.as_str());
            let unknown = self.unknown.contains(&at) && !SPOKEN.contains(&key.as_str());
            if named || unknown {
                self.hidden.push(at);
                continue;
            }
            let outside = self.of_award;
            self.of_award |= key == "award";
            shown.insert(key, self.value(spanned, value));
            self.of_award = outside;
        }
        shown
    }

    fn value(&mut self, spanned: &Spanned<DeValue<'_>>, value: Value) -> Value {
        match (spanned.get_ref(), value) {
            (DeValue::Table(spans), Value::Table(table)) => Value::Table(self.table(spans, table)),
            (DeValue::Array(spans), Value::Array(items)) => {
                let items = spans.iter().zip(items);
                Value::Array(items.map(|(at, item)| self.value(at, item)).collect())
            }
            (_, Value::Datetime(date)) => Value::String(date.to_string()),
            (_, value) => value,
        }
    }
}
