//! Values of an entry: how they are compared, shown, and become names.

use crate::show::alike::seen;
use toml::Value;

/// Characters of an id that is made from a title.
const ID_CHARS_MAX: usize = 40;

/// Whether a key says what its absence says.
pub(super) fn is_default(key: &str, value: &Value) -> bool {
    match key {
        "finalist" => value.as_bool() == Some(true),
        "withdrawn" => value.as_bool() == Some(false),
        _ => false,
    }
}

/// A value as it is compared: numbers are texts, and blanks at ends of lines are nothing.
pub(super) fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
            Value::from(lines.join("\n"))
        }
        Value::Integer(number) => Value::from(number.to_string()),
        Value::Table(table) => {
            let all = table.iter().map(|(key, value)| (key.clone(), plain(value)));
            Value::Table(all.collect())
        }
        other => other.clone(),
    }
}

/// The texts in a value, one per language.
pub(super) fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Integer(number) => vec![number.to_string()],
        Value::Table(table) => table.values().flat_map(strings).collect(),
        other => vec![other.to_string()],
    }
}

/// A value for people.
pub(super) fn shown(value: Option<&Value>) -> String {
    value.map(strings).unwrap_or_default().join(" / ")
}

/// What a work goes by under these keys, in every language.
pub(super) fn names<'v>(keys: &[&str], value: impl Fn(&str) -> Option<&'v Value>) -> Vec<String> {
    let mut all = vec![String::new()];
    for key in keys {
        let texts = value(key).map(strings).unwrap_or_default();
        let texts = texts.iter().map(|text| match *key {
            "source" | "number" => text.trim().to_owned(),
            _ => seen(text),
        });
        let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        let longer = |name: &String| texts.iter().map(|text| format!("{name}\n{text}")).collect();
        all = all
            .iter()
            .flat_map(|name| -> Vec<String> { longer(name) })
            .collect();
    }
    all.sort();
    all.dedup();
    all
}

/// A text in the letters of an id, where most of it is in Latin letters.
pub(super) fn slug(text: &str) -> Option<String> {
    if text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
        return None;
    }
    let small = text.to_lowercase();
    let words = small
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut id = String::new();
    for word in words {
        if !id.is_empty() && id.len() + word.len() >= ID_CHARS_MAX {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(ID_CHARS_MAX));
    }
    (!id.is_empty()).then_some(id)
}
