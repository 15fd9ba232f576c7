//! Keys that hold several values: ids, texts, languages, numbers by step, shares.

use super::super::diagnostic::Span;
use super::super::spoken;
use super::super::values::{Extent, Value, language};
use super::super::words::{did_you_mean, every, quoted};
use super::TableReader;
use crate::show::programme::{Electorate, Weight};
use crate::show::text::{Lang, Text};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::DeValue;

impl<'a> TableReader<'a> {
    /// One id or a list of them; each is looked up later.
    pub fn ids(&mut self, key: &'static str) -> Vec<String> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        match value.value {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| Value::new(key, item, self.desk.log).id())
                .collect(),
            _ => value.id().into_iter().collect(),
        }
    }

    /// A list of texts of one line.
    pub fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.value else {
            let mend = format!("put them in brackets: `{key} = [\"…\", \"…\"]`");
            value.wrong_type("a list of texts", &mend);
            return Vec::new();
        };
        let text = |item| Value::new(key, item, self.desk.log).text(Extent::One);
        // A stand-in keeps the others in their places.
        items
            .iter()
            .map(|item| text(item).unwrap_or_else(|| "".into()))
            .collect()
    }

    /// The shares of a blend, as in `blend = { jury = 75, hall = 25 }`.
    pub fn shares(&mut self, key: &'static str) -> BTreeMap<Electorate, Weight> {
        let Some(value) = self.take(key) else {
            return BTreeMap::new();
        };
        let DeValue::Table(table) = value.value else {
            let mend = format!("write `{key} = {{ jury = 75, hall = 25 }}`");
            value.wrong_type("a table of shares", &mend);
            return BTreeMap::new();
        };
        let mut shares = BTreeMap::new();
        for (name, value) in table.iter() {
            let names = || Electorate::ALL.map(Electorate::as_str);
            let here = [Electorate::Jury, Electorate::Hall].map(Electorate::as_str);
            let name: &Spanned<_> = name;
            let written: &str = name.get_ref();
            match Electorate::ALL.iter().find(|who| who.as_str() == written) {
                Some(who) => {
                    let weight = Value::new(written, value, self.desk.log).weight();
                    shares.insert(*who, weight.unwrap_or(Weight::ONE));
                }
                None => {
                    let mend = did_you_mean(written, names(), || {
                        format!("a share is for one of {}, or for `net`", every(here))
                    });
                    let message = format!("nobody called {} decides", quoted(written));
                    self.desk.log.error(name.span().into(), message, mend);
                }
            }
        }
        shares
    }

    /// The show's languages, in their usual capitals: at least one, none twice.
    pub fn languages(&mut self, key: &'static str) -> Vec<Lang> {
        let log = self.desk.log;
        let mut tags: Vec<(Lang, Span)> = Vec::new();
        let Some(value) = self.needed(key, "[\"zh-Hant-HK\", \"en\"]") else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.value else {
            let one = value.value.as_str().unwrap_or("zh-Hant-HK");
            let mend = format!(
                "put them in brackets: `{key} = [\"{}\"]`",
                quoted(one).trim_matches('`')
            );
            value.wrong_type("a list of language tags", &mend);
            return Vec::new();
        };
        if items.is_empty() {
            let mend = "name at least one, the larger on stage first: `languages = \
                [\"zh-Hant-HK\", \"en\"]`";
            log.error(value.at, "the show has no language", mend);
        }
        for item in items {
            let at = item.span().into();
            let DeValue::String(tag) = item.get_ref() else {
                let mend = "write each in quotes, for example `\"en\"`";
                Value::new(key, item, log).wrong_type("a list of language tags", mend);
                continue;
            };
            match language(tag, at, log) {
                Some(tag) if tags.iter().any(|(other, _)| *other == tag) => {
                    let message = format!("the language `{tag}` is named twice");
                    log.error(at, message, "remove one of them");
                }
                tag => tags.extend(tag.map(|tag| (tag, at))),
            }
        }
        spoken::check(&tags, self.desk);
        tags.into_iter().map(|(tag, _)| tag).collect()
    }

    /// Numbers by step or finalist, as in `timings = { winner = 20 }`.
    pub fn numbers(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u32>,
    ) -> BTreeMap<String, u32> {
        self.map(key, |value| value.number(range.clone()))
    }

    /// Texts by step or finalist, as in `scripts = { winner = "…" }`.
    pub fn passages(&mut self, key: &'static str) -> BTreeMap<String, Text> {
        self.map(key, |value| value.text(Extent::Many))
    }

    fn map<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Value<'a>) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let Some(value) = self.take(key) else {
            return BTreeMap::new();
        };
        let DeValue::Table(table) = value.value else {
            let mend = format!("write what it is for, step by step: `{key} = {{ winner = … }}`");
            value.wrong_type("a table", &mend);
            return BTreeMap::new();
        };
        let read = |(step, value): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| {
            let step: &'a std::borrow::Cow<'a, str> = step.get_ref();
            let read = read(Value::new(step, value, self.desk.log))?;
            Some((step.clone().into_owned(), read))
        };
        table.iter().filter_map(read).collect()
    }
}
