//! A cursor over one table of the show file: each key is asked for once, and what nobody asked for
//! is unknown.

mod many;

use super::diagnostic::{Diagnostics, Span};
use super::values::{Extent, Value};
use super::words::{did_you_mean, every, quoted};
use super::{Media, media};
use crate::show::fault::Purpose;
use crate::show::programme::{Focus, PlannedStart, Weight};
use crate::show::text::Text;
use crate::show::theme::Colour;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One table of the file and where its header stands.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub table: &'a DeTable<'a>,
    pub header: Span,
}

impl<'a> Table<'a> {
    /// Where the key's value stands; the header where the key is not written.
    pub fn place(&self, key: &str) -> Span {
        self.table
            .get(key)
            .map_or(self.header, |value| value.span().into())
    }

    /// The string, or the strings of the list, that this key holds, each with its place.
    pub fn strings(&self, key: &str) -> Vec<(&'a str, Span)> {
        let one = |value: &'a Spanned<DeValue<'a>>| {
            Some((value.get_ref().as_str()?, value.span().into()))
        };
        match self.table.get(key) {
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => items.iter().filter_map(one).collect(),
                _ => one(value).into_iter().collect(),
            },
            None => Vec::new(),
        }
    }

    /// The keys of the table that this key holds, each with its place.
    pub fn keys(&self, key: &str) -> Vec<(&'a str, Span)> {
        match self.table.get(key).map(Spanned::get_ref) {
            Some(DeValue::Table(table)) => table
                .keys()
                .map(|key| (key.get_ref().as_ref(), key.span().into()))
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// What reading needs besides the table: where to log, and which files there are.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'a> {
    pub log: &'a Diagnostics<'a>,
    pub media: &'a dyn Media,
}

/// Reads one table. A value that is missing or wrong is logged, and a stand-in returned, so that
/// reading goes on.
pub(super) struct TableReader<'a> {
    row: Table<'a>,
    /// What messages call the table: `[[entry]]`.
    what: &'static str,
    desk: Inputs<'a>,
    asked: Vec<&'static str>,
}

impl<'a> TableReader<'a> {
    pub fn new(row: Table<'a>, what: &'static str, desk: Inputs<'a>) -> Self {
        TableReader {
            row,
            what,
            desk,
            asked: Vec::new(),
        }
    }

    /// Calls the table by another name, once it is known what it is.
    pub fn call(&mut self, what: &'static str) {
        self.what = what;
    }

    pub fn has(&self, key: &str) -> bool {
        self.row.table.contains_key(key)
    }

    pub fn log(&self) -> &'a Diagnostics<'a> {
        self.desk.log
    }

    pub fn place(&self, key: &str) -> Span {
        self.row.place(key)
    }

    pub fn keys(&self, key: &str) -> Vec<(&'a str, Span)> {
        self.row.keys(key)
    }

    /// A required id; an empty stand-in where there is none.
    pub fn id(&mut self, key: &'static str) -> String {
        self.needed(key, "\"a-short-name\"")
            .and_then(|value| value.id())
            .unwrap_or_default()
    }

    pub fn optional_id(&mut self, key: &'static str) -> Option<String> {
        self.take(key)?.id()
    }

    /// A required text with words in it.
    pub fn text(&mut self, key: &'static str) -> Text {
        let text = self
            .needed(key, "\"…\"")
            .and_then(|value| value.text(Extent::One));
        if text.as_ref().is_some_and(Text::is_empty) {
            let what = self.name();
            self.desk.log.error(
                self.place(key),
                format!("the `{key}` of {what} is empty"),
                format!("write something between the quotes: the screens show it as the `{key}`"),
            );
        }
        text.unwrap_or_else(|| Text::from(""))
    }

    /// A text of one line; an empty one counts as none.
    pub fn optional_text(&mut self, key: &'static str) -> Option<Text> {
        self.take(key)?
            .text(Extent::One)
            .filter(|text| !text.is_empty())
    }

    /// A text of several lines; an empty one counts as none.
    pub fn optional_passage(&mut self, key: &'static str) -> Option<Text> {
        self.take(key)?
            .text(Extent::Many)
            .filter(|text| !text.is_empty())
    }

    /// A required string that is nobody's language, such as a network's name.
    pub fn string(&mut self, key: &'static str) -> String {
        let value = self.needed(key, "\"…\"").and_then(|value| value.string());
        if value == Some("") {
            let message = format!("the `{key}` of {} is empty", self.name());
            let mend = "write it between the quotes, or remove the whole table";
            self.desk.log.error(self.place(key), message, mend);
        }
        value.unwrap_or_default().to_owned()
    }

    pub fn optional_string(&mut self, key: &'static str) -> Option<String> {
        let value = self.take(key)?.string()?;
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// A string, or a whole number that is meant as one.
    pub fn label(&mut self, key: &'static str) -> Option<String> {
        match self.take(key)? {
            value if matches!(value.value, DeValue::Integer(_)) => {
                Some(value.number(0..=u32::MAX)?.to_string())
            }
            value => Some(value.string()?.to_owned()).filter(|label| !label.is_empty()),
        }
    }

    pub fn number(&mut self, key: &'static str, range: RangeInclusive<u32>) -> Option<u32> {
        self.take(key)?.number(range)
    }

    pub fn needed_number(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u32>,
        example: &str,
    ) -> u32 {
        self.needed(key, example)
            .and_then(|value| value.number(range))
            .unwrap_or_default()
    }

    pub fn weight(&mut self, key: &'static str) -> Option<Weight> {
        self.take(key)?.weight()
    }

    pub fn point(&mut self, key: &'static str) -> Option<Focus> {
        self.take(key)?.point()
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.take(key)?.flag()
    }

    pub fn date(&mut self, key: &'static str) -> Option<String> {
        self.take(key)?.date()
    }

    pub fn moment(&mut self, key: &'static str) -> Option<PlannedStart> {
        self.take(key)?.moment()
    }

    pub fn choice<T: Copy>(&mut self, key: &'static str, options: &[(&str, T)]) -> Option<T> {
        self.take(key)?.choice(options)
    }

    pub fn needed_choice<T: Copy>(
        &mut self,
        key: &'static str,
        options: &[(&str, T)],
    ) -> Option<T> {
        if !self.has(key) {
            self.asked.push(key);
            let names = every(options.iter().map(|(name, _)| *name));
            let message = format!("{} has no `{key}`", self.name());
            let mend = format!("add `{key} = \"…\"`: one of {names}");
            self.desk.log.lack(self.row.header, key, message, mend);
            return None;
        }
        self.choice(key, options)
    }

    /// A file below `media/`, normalised; as written where it is not there, so that nothing else
    /// complains of it.
    pub fn media(&mut self, key: &'static str, purpose: Purpose) -> Option<String> {
        media::read(&self.take(key)?, purpose, self.desk)
    }

    pub fn colour(&mut self, key: &'static str) -> Option<Colour> {
        self.take(key)?.colour()
    }

    /// The table written `[key]`, if there is one.
    pub fn table(&mut self, key: &'static str, header: &str) -> Option<Table<'a>> {
        let value = self.take(key)?;
        if let DeValue::Table(table) = value.value {
            return Some(Table {
                table,
                header: value.at,
            });
        }
        let mend = format!("there is only one: write `{header}`, in single brackets");
        value.wrong_type("one table", &mend);
        None
    }

    /// The tables written `[[key]]`, in the order of the file.
    pub fn tables(&mut self, key: &'static str, header: &str) -> Vec<Table<'a>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let mend = format!("there may be many: write `{header}`, in double brackets");
        let DeValue::Array(items) = value.value else {
            value.wrong_type("a list of tables", &mend);
            return Vec::new();
        };
        let row = |item: &'a Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::Table(table) => Some(Table {
                table,
                header: item.span().into(),
            }),
            _ => {
                Value::new(key, item, self.desk.log).wrong_type("a list of tables", &mend);
                None
            }
        };
        items.iter().filter_map(row).collect()
    }

    /// Reports what nobody asked for.
    pub fn finish(self) {
        for (key, value) in self.row.table.iter() {
            let written: &str = key.get_ref();
            if self.asked.contains(&written) {
                continue;
            }
            // Nobody knows what it is, so it may be a winner under another name.
            self.desk.log.veil(Span {
                start: key.span().start,
                end: value.span().end,
            });
            let mend = did_you_mean(written, self.asked.iter().copied(), || {
                format!("remove it; {} takes {}", self.what, all(&self.asked))
            });
            let message = format!("there is no key {} in {}", quoted(written), self.what);
            self.desk.log.error(key.span().into(), message, mend);
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Value<'a>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let value = self.row.table.get(key)?;
        Some(Value::new(key, value, self.desk.log))
    }

    fn needed(&mut self, key: &'static str, example: &str) -> Option<Value<'a>> {
        let value = self.take(key);
        if value.is_none() {
            let message = format!("{} has no `{key}`", self.name());
            let mend = format!("add `{key} = {example}` below it");
            self.desk.log.lack(self.row.header, key, message, mend);
        }
        value
    }

    /// What messages call this table, with its id if it has one.
    fn name(&self) -> String {
        match self
            .row
            .table
            .get("id")
            .and_then(|id| id.get_ref().as_str())
        {
            Some(id) => format!("{} {}", self.what, quoted(id)),
            None => self.what.to_owned(),
        }
    }
}

fn all(keys: &[&str]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}
