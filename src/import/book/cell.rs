//! What a cell of a workbook means, and how that is written into the show file.

use super::super::headers::compared;
use super::super::verdict::{Tick, choice};
use super::super::works::flaw;
use crate::show::text::Lang;
use crate::view::producer::workbook::{
    BookCell, BookColumn, BookSheet, RowNames, at, serving, text_in,
};
use std::collections::BTreeMap;
use toml::{Table, Value};

pub(super) const FIXED: &str = "\
    what a row is about stays: insert a new row, and delete this one";

/// Characters of a line, and of what may have several.
const LINE_CHARS_MAX: usize = 300;
const PASSAGE_CHARS_MAX: usize = 20_000;

/// How cells are read.
pub(super) struct BookReader<'a> {
    pub names: RowNames,
    languages: &'a [Lang],
}

impl<'a> BookReader<'a> {
    pub(super) fn new(names: RowNames, languages: &'a [Lang]) -> Self {
        BookReader { names, languages }
    }

    /// What a cell says, as the show file says it.
    ///
    /// # Errors
    /// What is wrong with it, and what mends it.
    pub(super) fn value(&self, column: &BookColumn, cell: &str) -> Result<String, String> {
        let most = match column.cell {
            BookCell::Text { many: true } | BookCell::Rows(_) => PASSAGE_CHARS_MAX,
            _ => LINE_CHARS_MAX,
        };
        if let Some(flaw) = flaw(cell, most) {
            return Err(flaw);
        }
        if cell.is_empty() {
            return Ok(match column.cell {
                BookCell::Flag(default) => default.to_string(),
                _ => String::new(),
            });
        }
        match &column.cell {
            BookCell::Text { many: true } => Ok(cell.to_owned()),
            BookCell::Text { many: false } | BookCell::Line => Ok(cell.replace('\n', " ")),
            BookCell::Number => number(cell),
            BookCell::Weight => weight(cell),
            BookCell::Flag(_) => match choice(cell) {
                Some(Tick::Yes) => Ok("true".to_owned()),
                Some(Tick::No) => Ok("false".to_owned()),
                _ => Err(format!(
                    "{cell:?} is neither yes nor no: write TRUE or FALSE"
                )),
            },
            BookCell::Choice(options) => {
                let (said, word) = (compared(cell), cell.trim());
                let found = options.iter().find(|option| {
                    let mut labels = option.labels.iter();
                    option.value == word || labels.any(|label| compared(label) == said)
                });
                if let Some(option) = found {
                    return Ok(option.value.to_owned());
                }
                let values: Vec<&str> = options.iter().map(|option| option.value).collect();
                let all = values.join(", ");
                match &*column.key {
                    "kind" => Err(format!("{cell:?} is no kind of cue: write one of {all}")),
                    "step" => self.row("entry", cell),
                    _ => Err(format!(
                        "{cell:?} cannot be chosen here: write one of {all}"
                    )),
                }
            }
            BookCell::Row(table) => self.row(table, cell),
            BookCell::Rows(table) => {
                let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
                let ids = lines.map(|line| self.row(table, line));
                Ok(ids.collect::<Result<Vec<_>, _>>()?.join("\n"))
            }
        }
    }

    fn row(&self, table: &str, cell: &str) -> Result<String, String> {
        let found = self.names.id(table, cell).map(str::to_owned);
        found.ok_or_else(|| {
            format!("nothing in the show is called {cell:?}: write a name as its own sheet has it")
        })
    }

    /// The keys that make a row, or a step of it, say this.
    pub(super) fn sets(
        &self,
        sheet: &BookSheet,
        row: &Table,
        step: Option<&str>,
        typed: &[(usize, String)],
    ) -> Vec<(String, Option<Value>)> {
        let mut sets: Vec<(String, Option<Value>)> = Vec::new();
        let mut texts: BTreeMap<String, BTreeMap<&str, &str>> = BTreeMap::new();
        for (n, value) in typed {
            let column = &sheet.columns[*n];
            let key = match (step, &*column.key) {
                (Some(step), "script") => format!("scripts.{step}"),
                (Some(step), "seconds") => format!("timings.{step}"),
                (Some(_), _) => continue,
                (None, key) => key.to_owned(),
            };
            match &column.lang {
                Some(lang) => {
                    texts.entry(key).or_default().insert(lang, value);
                }
                None => sets.push((key, said(column, value))),
            }
        }
        for (key, typed) in texts {
            let retyped = retyped(at(row, &key), self.languages, &typed);
            sets.extend(retyped.into_iter().map(|(lang, value)| match lang {
                Some(lang) => (format!("{key}.{lang}"), value),
                None => (key.clone(), value),
            }));
        }
        sets
    }

    /// Writes a step into a row that is new, too.
    pub(super) fn put_step(
        &self,
        sheet: &BookSheet,
        row: &mut Table,
        step: &str,
        typed: &[(usize, String)],
    ) {
        for (key, value) in self.sets(sheet, &Table::new(), Some(step), typed) {
            if let Some(value) = value {
                put(row, &key, value);
            }
        }
    }
}

/// A whole number. Spreadsheets take what looks like one for a time, and count that in days.
fn number(cell: &str) -> Result<String, String> {
    let digits = cell.strip_suffix(".0").unwrap_or(cell);
    if let Ok(number) = digits.parse::<u32>() {
        return Ok(number.to_string());
    }
    let time = cell.contains(':') || cell.parse::<f64>().is_ok_and(|n| n > 0.0 && n < 1.0);
    Err(match time {
        true => format!("{cell:?} is a time to the spreadsheet: write a whole number, as 90"),
        false => format!("{cell:?} is no whole number: write one, as 90"),
    })
}

fn weight(cell: &str) -> Result<String, String> {
    let digits = cell.strip_suffix(".0").unwrap_or(cell);
    let fits = |weight: &f64| weight.is_finite() && *weight > 0.0;
    let weight = digits.parse::<f64>().ok().filter(fits);
    let weight = weight.map(|weight| weight.to_string());
    weight.ok_or_else(|| format!("{cell:?} is no number above zero: write one, as 75 or 1.5"))
}

/// The value of a key that is no text of the show; none where it needs no key.
fn said(column: &BookColumn, value: &str) -> Option<Value> {
    match &column.cell {
        BookCell::Flag(default) => {
            let on = value == "true";
            (on != *default).then_some(Value::Boolean(on))
        }
        _ if value.is_empty() => None,
        BookCell::Number | BookCell::Weight => {
            let whole = value.parse::<i64>().ok().map(Value::Integer);
            whole.or_else(|| value.parse::<f64>().ok().map(Value::Float))
        }
        BookCell::Rows(_) => Some(Value::Array(value.lines().map(Value::from).collect())),
        _ => Some(Value::from(value)),
    }
}

/// Puts a value where dots lead to.
pub(super) fn put(row: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            row.insert(key.to_owned(), value);
        }
        Some((first, rest)) => {
            let below = row
                .entry(first)
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(below) = below {
                put(below, rest, value);
            }
        }
    }
}

/// The shortest tag that serves this language and no other one of the show's.
fn shortest<'l>(lang: &'l str, languages: &[Lang]) -> &'l str {
    let ends = lang.match_indices('-').map(|(at, _)| at);
    let mut tags = ends.map(|at| &lang[..at]);
    let alone = |tag: &&str| {
        let serves = |other: &&Lang| {
            let rest = other.strip_prefix(*tag);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        languages.iter().filter(serves).count() == 1
    };
    tags.find(alone).unwrap_or(lang)
}

/// What becomes of a text once this was typed into the cells of its languages: its keys, none for
/// the text as a whole.
fn retyped(
    text: Option<&Value>,
    languages: &[Lang],
    typed: &BTreeMap<&str, &str>,
) -> Vec<(Option<String>, Option<Value>)> {
    let next = |lang: &Lang| match typed.get(lang.as_str()) {
        Some(typed) => (*typed).to_owned(),
        None => text
            .map_or("", |text| text_in(text, languages, lang))
            .to_owned(),
    };
    let all: Vec<String> = languages.iter().map(next).collect();
    let value = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Value::from);
    if all.iter().all(|text| text.trim().is_empty()) {
        return vec![(None, None)];
    }
    let Some(Value::Table(by)) = text else {
        if all[1..].iter().all(|text| text.is_empty()) {
            return vec![(None, value(&all[0]))];
        }
        let each = languages
            .iter()
            .zip(&all)
            .filter(|(_, text)| !text.is_empty());
        let each = each.map(|(lang, text)| {
            let tag = shortest(lang, languages).to_owned();
            (tag, Value::from(text.as_str()))
        });
        return vec![(None, Some(Value::Table(each.collect())))];
    };
    let mut sets: BTreeMap<String, Option<Value>> = BTreeMap::new();
    for lang in languages
        .iter()
        .filter(|lang| typed.contains_key(lang.as_str()))
    {
        let key = serving(by, lang);
        let shares = |other: &&Lang| key.is_some() && serving(by, other) == key;
        if languages.iter().filter(shares).count() < 2 {
            let tag = key.unwrap_or_else(|| shortest(lang, languages));
            sets.insert(tag.to_owned(), value(typed[lang.as_str()]));
            continue;
        }
        // A key that serves others, too, is divided: each of them gets one of its own.
        sets.extend(key.map(|key| (key.to_owned(), None)));
        for other in languages.iter().filter(shares) {
            let tag = shortest(other, languages).to_owned();
            let text = value(&next(other));
            if text.is_some() || Some(&*tag) == key {
                sets.insert(tag, text);
            }
        }
    }
    sets.into_iter()
        .map(|(tag, value)| (Some(tag), value))
        .collect()
}
