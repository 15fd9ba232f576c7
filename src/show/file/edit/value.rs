//! Single keys: where their values stand, and how they are written.

use super::rows::{find, remove, rows};
use super::{EditError, line_end, newline, parsed, spliced};
use std::ops::Range;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Value};

/// A table that has a place of its own in the text, unlike one that dotted keys make.
struct Holder<'d> {
    table: &'d DeTable<'d>,
    /// Its header, or all of it where it is written in braces.
    place: Range<usize>,
    /// How many parts of the path lead to it.
    depth: usize,
}

/// Sets a key of a table that stands once, or of a row, or takes it away.
pub(super) fn set(
    source: &str,
    table: &str,
    id: Option<&str>,
    path: &[&str],
    value: Option<&Value>,
) -> Result<String, EditError> {
    let document = parsed(source)?;
    let document = document.get_ref();
    let Some(id) = id else {
        let whole: Vec<&str> = table.split('.').chain(path.iter().copied()).collect();
        let root = Holder {
            table: document,
            place: 0..0,
            depth: 0,
        };
        let again = |text: &str, path: &[&str], value: Option<&Value>| {
            set(text, table, None, &path[table.split('.').count()..], value)
        };
        let done = at(source, root, &whole, value, &again);
        // A table with a header of its own goes as a whole.
        return match done {
            Err(form @ EditError::Form { .. }) if value.is_none() => {
                remove(source, &whole.join("."), None).map_err(|_| form)
            }
            done => done,
        };
    };
    let all = rows(source, document, table)?;
    let row = &all[find(&all, table, id)?];
    let root = Holder {
        table: row.table,
        place: row.header.clone(),
        depth: 0,
    };
    let again =
        |text: &str, path: &[&str], value: Option<&Value>| set(text, table, Some(id), path, value);
    at(source, root, path, value, &again)
}

type Again<'f> = &'f dyn Fn(&str, &[&str], Option<&Value>) -> Result<String, EditError>;

/// Follows the path from a table, and splices where it ends. `again` sets another path of the
/// same table in a text that has changed.
fn at(
    source: &str,
    root: Holder<'_>,
    path: &[&str],
    value: Option<&Value>,
    again: Again<'_>,
) -> Result<String, EditError> {
    let mut holder = root;
    let mut table = holder.table;
    for (depth, part) in path.iter().enumerate() {
        let Some((key, held)) = table.get_key_value(*part) else {
            return match value {
                Some(value) => inserted(source, &holder, path, value),
                None => Ok(source.to_owned()),
            };
        };
        if depth + 1 < path.len() {
            let DeValue::Table(next) = held.get_ref() else {
                let key = path.join(".");
                return Err(EditError::NoTable { key });
            };
            table = next;
            if source[held.span()].starts_with(['{', '[']) {
                holder = Holder {
                    table,
                    place: held.span(),
                    depth: depth + 1,
                };
            }
            continue;
        }
        return match (value, held.get_ref()) {
            (None, _) => removed(source, &holder, key.span(), held, path),
            (Some(Value::Table(new)), DeValue::Table(old)) => merged(source, path, old, new, again),
            (Some(new), _) => replaced(source, held, new, path),
        };
    }
    Err(EditError::Unclear)
}

/// Tables are set key by key, so that the comments between them stay.
fn merged(
    source: &str,
    path: &[&str],
    old: &DeTable<'_>,
    new: &toml::Table,
    again: Again<'_>,
) -> Result<String, EditError> {
    let mut text = source.to_owned();
    let gone: Vec<String> = old.keys().map(|key| key.get_ref().to_string()).collect();
    let gone = gone.iter().filter(|key| !new.contains_key(*key));
    let set = new.iter().map(|(key, value)| (key, Some(value)));
    for (key, value) in set.chain(gone.map(|key| (key, None))) {
        let path: Vec<&str> = path.iter().copied().chain([key.as_str()]).collect();
        text = again(&text, &path, value)?;
    }
    Ok(text)
}

fn replaced(
    source: &str,
    held: &Spanned<DeValue<'_>>,
    new: &Value,
    path: &[&str],
) -> Result<String, EditError> {
    let place = held.span();
    let written = &source[place.clone()];
    match (held.get_ref(), new) {
        (DeValue::Table(_), _) if !written.starts_with('{') => Err(EditError::Form {
            what: path.join("."),
        }),
        _ if read(written).is_some_and(|old| old == *new) => Ok(source.to_owned()),
        (DeValue::Datetime(_), Value::String(date)) => match date.parse() {
            Ok(date) => Ok(spliced(source, place, &Value::Datetime(date).to_string())),
            Err(_) => Ok(spliced(source, place, &new.to_string())),
        },
        (DeValue::Array(_), _) if is_header(source, held) => Err(EditError::Form {
            what: path.join("."),
        }),
        (DeValue::Array(old), Value::Array(new)) => Ok(listed(source, place, old, new)),
        _ => Ok(spliced(source, place, &new.to_string())),
    }
}

/// A list item by item, so that the comments between them stay.
fn listed(
    source: &str,
    place: Range<usize>,
    old: &[Spanned<DeValue<'_>>],
    new: &[Value],
) -> String {
    let mut text = source.to_owned();
    if old.is_empty() {
        return spliced(source, place, &Value::Array(new.to_vec()).to_string());
    }
    // From the last to the first, so that the places before stay true.
    if new.len() > old.len() {
        let at = old[old.len() - 1].span().end;
        let more = new[old.len()..].iter().map(|item| format!(", {item}"));
        text.insert_str(at, &more.collect::<String>());
    }
    for (n, item) in old.iter().enumerate().rev() {
        let at = item.span();
        match new.get(n) {
            Some(new) if read(&source[at.clone()]).as_ref() == Some(new) => {}
            Some(new) => text.replace_range(at, &new.to_string()),
            None => {
                let gone = without_comma(&text, at);
                text.replace_range(gone, "");
            }
        }
    }
    text
}

fn read(written: &str) -> Option<Value> {
    let mut line: toml::Table = toml::from_str(&format!("x = {written}")).ok()?;
    line.remove("x")
}

fn removed(
    source: &str,
    holder: &Holder<'_>,
    key: Range<usize>,
    held: &Spanned<DeValue<'_>>,
    path: &[&str],
) -> Result<String, EditError> {
    let end = held.span().end;
    if in_braces(source, holder) {
        let before = source[..key.start].rfind(['{', ',']).map_or(0, |n| n + 1);
        let start = before + (source[before..].len() - source[before..].trim_start().len());
        let place = without_comma(source, start..end);
        return Ok(spliced(source, place, ""));
    }
    let table = matches!(held.get_ref(), DeValue::Table(_));
    let has_header = table && !source[held.span()].starts_with('{') || is_header(source, held);
    if has_header {
        return Err(EditError::Form {
            what: path.join("."),
        });
    }
    let start = source[..key.start].rfind('\n').map_or(0, |n| n + 1);
    let after = line_end(source, end);
    // A remark behind the value stays, on a line of its own.
    let remark = source[end..after].trim_start();
    let end = if remark.starts_with('#') {
        after - remark.len()
    } else {
        after
    };
    Ok(spliced(source, start..end, ""))
}

/// An item of a list or of a table in braces, with the comma that goes with it.
fn without_comma(source: &str, item: Range<usize>) -> Range<usize> {
    let rest = source[item.end..].trim_start();
    if rest.starts_with(',') {
        let end = source.len() - rest.len() + 1;
        let blank = source[end..].starts_with(' ');
        return item.start..end + usize::from(blank);
    }
    let above = source[..item.start].trim_end();
    match above.strip_suffix(',') {
        Some(above) => above.len()..item.end,
        None => item,
    }
}

fn in_braces(source: &str, holder: &Holder<'_>) -> bool {
    source[holder.place.clone()].starts_with('{')
}

/// Writes what the holder has not: behind its last value.
fn inserted(
    source: &str,
    holder: &Holder<'_>,
    path: &[&str],
    value: &Value,
) -> Result<String, EditError> {
    let line = newline(source);
    let names = &path[holder.depth..];
    let written = keyed_path(names, value);
    if in_braces(source, holder) {
        return Ok(match reach(source, holder.table) {
            Some(last) => spliced(source, last..last, &format!(", {written}")),
            None => spliced(source, holder.place.clone(), &format!("{{ {written} }}")),
        });
    }
    if holder.place.is_empty() {
        // The document itself: the table has yet to be begun, at the end of the file.
        let (key, table) = names.split_last().ok_or(EditError::Unclear)?;
        let apart = match source {
            "" => String::new(),
            _ if source.ends_with('\n') => line.to_owned(),
            _ => line.repeat(2),
        };
        let row = keyed(key, value);
        return Ok(format!(
            "{source}{apart}[{}]{line}{row}{line}",
            table.join(".")
        ));
    }
    let last = reach(source, holder.table).unwrap_or(holder.place.end);
    let at = line_end(source, last.max(holder.place.end));
    let cut = if source[..at].ends_with('\n') {
        ""
    } else {
        line
    };
    Ok(spliced(source, at..at, &format!("{cut}{written}{line}")))
}

/// How far the values reach that stand under a table's own header, or in its own braces.
fn reach(source: &str, table: &DeTable<'_>) -> Option<usize> {
    let own = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::Table(inner) => match source[value.span()].chars().next() {
            Some('{') => Some(value.span().end),
            Some('[') => None,
            _ => reach(source, inner),
        },
        DeValue::Array(_) if is_header(source, value) => None,
        _ => Some(value.span().end),
    };
    table.values().filter_map(own).max()
}

/// Whether a list is made of tables with a header each; a list of lists begins alike.
pub(super) fn is_header(source: &str, value: &Spanned<DeValue<'_>>) -> bool {
    let DeValue::Array(items) = value.get_ref() else {
        return false;
    };
    let first = items.first().map(Spanned::span);
    source[value.span()].starts_with("[[") && first == Some(value.span())
}

/// `key = value`.
pub(super) fn keyed(key: &str, value: &Value) -> String {
    keyed_path(&[key], value)
}

fn keyed_path(names: &[&str], value: &Value) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    format!("{} = {value}", names.join("."))
}

fn quoted(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(bare) {
        key.to_owned()
    } else {
        Value::from(key).to_string()
    }
}
