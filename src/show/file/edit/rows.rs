//! Whole rows and tables: where their text begins and ends, and how they come, go and move.

use super::value::{is_header, keyed};
use super::{EditError, line_end, newline, parsed, spliced};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table that the file writes with a header.
pub(super) struct Headed<'d> {
    pub(super) table: &'d DeTable<'d>,
    /// Where its header stands.
    pub(super) header: Range<usize>,
}

/// The rows of a table that has many, in the order of the file.
///
/// # Errors
/// Rows that are not written with a header each.
pub(super) fn rows<'d>(
    source: &str,
    document: &'d DeTable<'d>,
    table: &str,
) -> Result<Vec<Headed<'d>>, EditError> {
    let form = || EditError::Form {
        what: table.to_owned(),
    };
    let mut at = document;
    let mut parts = table.split('.').peekable();
    while let Some(part) = parts.next() {
        let Some(value) = at.get(part) else {
            return Ok(Vec::new());
        };
        at = match value.get_ref() {
            DeValue::Table(table) if parts.peek().is_some() => table,
            DeValue::Array(items) if parts.peek().is_none() => {
                let row = |item: &'d Spanned<DeValue<'d>>| match item.get_ref() {
                    DeValue::Table(table) if source[item.span()].starts_with("[[") => {
                        let header = item.span();
                        Some(Headed { table, header })
                    }
                    _ => None,
                };
                return items
                    .iter()
                    .map(row)
                    .collect::<Option<_>>()
                    .ok_or_else(form);
            }
            _ => return Err(form()),
        };
    }
    Err(form())
}

/// The place of the row with this name among them.
pub(super) fn find(rows: &[Headed<'_>], table: &str, id: &str) -> Result<usize, EditError> {
    let numbered = numbered(id).filter(|n| *n < rows.len());
    let has = |row: &Headed<'_>| named(row.table).is_some_and(|own| own == id);
    let found = numbered.or_else(|| rows.iter().position(has));
    found.ok_or_else(|| EditError::NoRow {
        table: table.to_owned(),
        id: id.to_owned(),
    })
}

/// The place, counted from 0, that `#1` names.
pub(super) fn numbered(id: &str) -> Option<usize> {
    id.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1)
}

/// What each row goes by: the second of one name, and one without, by its number.
pub(super) fn names(rows: &[&DeTable<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let own = named(row).filter(|own| !own.is_empty() && !names.contains(own));
        names.push(own.unwrap_or_else(|| format!("#{}", n + 1)));
    }
    names
}

fn named(row: &DeTable<'_>) -> Option<String> {
    name(|key| row.get(key).and_then(|value| value.get_ref().as_str()))
}

/// What a row goes by that has these texts: its id; a cue without one as the reader names its line.
pub fn name<'t>(text: impl Fn(&str) -> Option<&'t str>) -> Option<String> {
    if let Some(id) = text("id") {
        return Some(id.to_owned());
    }
    match (text("kind")?, text("award"), text("ballot"), text("step")) {
        ("award", Some(award), ..) => Some(award.to_owned()),
        ("ballot", _, Some(ballot), Some(step)) => Some(format!("{ballot}/{step}")),
        (kind, ..) => Some(kind.to_owned()),
    }
}

/// Adds a row.
pub(super) fn add(
    source: &str,
    table: &str,
    row: &toml::Table,
    before: Option<&str>,
) -> Result<String, EditError> {
    let text = written(table, row, newline(source));
    put(source, table, &text, before)
}

/// Adds rows behind the last, one after the other.
pub(super) fn add_all(
    source: &str,
    table: &str,
    rows: &[&toml::Table],
) -> Result<String, EditError> {
    let line = newline(source);
    let all: Vec<String> = rows.iter().map(|row| written(table, row, line)).collect();
    put(source, table, &all.join(line), None)
}

fn written(table: &str, row: &toml::Table, line: &str) -> String {
    let mut text = format!("[[{table}]]{line}");
    for (key, value) in row {
        text.push_str(&keyed(key, value));
        text.push_str(line);
    }
    text
}

/// Where the rows with these ids stand, in the order of the file.
pub(super) fn places<'i>(
    source: &str,
    table: &str,
    ids: &[&'i str],
) -> Result<Vec<(&'i str, Range<usize>)>, EditError> {
    let document = parsed(source)?;
    let document = document.get_ref();
    let all = rows(source, document, table)?;
    let place = |id: &&'i str| {
        let row = &all[find(&all, table, id)?];
        Ok((*id, extent(source, document, row, id)?))
    };
    let mut places: Vec<_> = ids.iter().map(place).collect::<Result<_, EditError>>()?;
    places.sort_by_key(|(_, place)| place.start);
    Ok(places)
}

/// Removes a row, or a table that stands once, with the comment right above it.
pub(super) fn remove(source: &str, table: &str, id: Option<&str>) -> Result<String, EditError> {
    let extent = extent_of(source, table, id)?;
    Ok(taken(source, extent).0)
}

/// Moves a row.
pub(super) fn moved(
    source: &str,
    table: &str,
    id: &str,
    before: Option<&str>,
) -> Result<String, EditError> {
    if before == Some(id) {
        return Ok(source.to_owned());
    }
    let document = parsed(source)?;
    let all = rows(source, document.get_ref(), table)?;
    let at = find(&all, table, id)?;
    let next = before.map(|id| find(&all, table, id)).transpose()?;
    if next.unwrap_or(all.len()) == at + 1 {
        return Ok(source.to_owned());
    }
    let extent = extent_of(source, table, Some(id))?;
    let (rest, row) = taken(source, extent);
    put(&rest, table, &row, before)
}

/// Sets a row's text among the others, an empty line apart.
fn put(source: &str, table: &str, row: &str, before: Option<&str>) -> Result<String, EditError> {
    let document = parsed(source)?;
    let all = rows(source, document.get_ref(), table)?;
    let line = newline(source);
    if let Some(before) = before {
        find(&all, table, before)?;
        let at = extent_of(source, table, Some(before))?.start;
        return Ok(spliced(source, at..at, &format!("{row}{line}")));
    }
    let at = match all.last() {
        Some(last) => extent(source, document.get_ref(), last, table)?.end,
        None => source.len(),
    };
    let cut = if source[..at].ends_with('\n') || at == 0 {
        ""
    } else {
        line
    };
    let apart = if at == 0 { "" } else { line };
    Ok(spliced(source, at..at, &format!("{cut}{apart}{row}")))
}

/// The source without this stretch, and the stretch. Of two empty lines that meet one goes.
fn taken(source: &str, extent: Range<usize>) -> (String, String) {
    let mut row = source[extent.clone()].to_owned();
    let line = newline(source);
    if !row.ends_with('\n') {
        row.push_str(line);
    }
    let rest = &source[extent.end..];
    let above = &source[..extent.start];
    let doubled = above.is_empty() || above.ends_with(&line.repeat(2));
    let rest = rest.strip_prefix(line).filter(|_| doubled).unwrap_or(rest);
    let above = match rest.is_empty() {
        true => above
            .strip_suffix(line)
            .filter(|a| a.ends_with('\n'))
            .unwrap_or(above),
        false => above,
    };
    ([above, rest].concat(), row)
}

fn extent_of(source: &str, table: &str, id: Option<&str>) -> Result<Range<usize>, EditError> {
    let document = parsed(source)?;
    let document = document.get_ref();
    let Some(id) = id else {
        let headed = single(source, document, table)?;
        return extent(source, document, &headed, table);
    };
    let all = rows(source, document, table)?;
    extent(source, document, &all[find(&all, table, id)?], id)
}

/// A table that stands once, under a header of its own.
fn single<'d>(
    source: &str,
    document: &'d DeTable<'d>,
    table: &str,
) -> Result<Headed<'d>, EditError> {
    let mut at = document;
    let mut header = 0..0;
    for part in table.split('.') {
        let value = at.get(part).ok_or_else(|| EditError::NoRow {
            table: table.to_owned(),
            id: String::new(),
        })?;
        let DeValue::Table(found) = value.get_ref() else {
            return Err(EditError::Unclear);
        };
        (at, header) = (found, value.span());
    }
    let headed = Headed { table: at, header };
    match source[headed.header.clone()].starts_with('[') {
        true => Ok(headed),
        false => Err(EditError::Form {
            what: table.to_owned(),
        }),
    }
}

/// From the comment right above the header to the end of the last value's line.
fn extent(
    source: &str,
    document: &DeTable<'_>,
    headed: &Headed<'_>,
    what: &str,
) -> Result<Range<usize>, EditError> {
    let mut own = vec![headed.header.start];
    let mut last = headed.header.end;
    inside(source, headed.table, &mut own, &mut last);
    let end = line_end(source, last);
    let mut all = Vec::new();
    inside(source, document, &mut all, &mut 0);
    let within = |at: &&usize| (headed.header.start..end).contains(*at);
    if own.iter().filter(within).count() != own.len()
        || all.iter().filter(within).count() != own.len()
    {
        return Err(EditError::Form {
            what: what.to_owned(),
        });
    }
    Ok(with_comment(source, headed.header.start)..end)
}

/// Collects where the headers below a table stand, and how far its values reach.
fn inside(source: &str, table: &DeTable<'_>, headers: &mut Vec<usize>, last: &mut usize) {
    for value in table.values() {
        match value.get_ref() {
            DeValue::Table(table) => {
                let at = value.span();
                if source[at.clone()].starts_with('[') {
                    headers.push(at.start);
                }
                *last = (*last).max(at.end);
                inside(source, table, headers, last);
            }
            DeValue::Array(items) if is_header(source, value) => {
                for item in items.iter() {
                    let DeValue::Table(table) = item.get_ref() else {
                        continue;
                    };
                    headers.push(item.span().start);
                    *last = (*last).max(item.span().end);
                    inside(source, table, headers, last);
                }
            }
            _ => *last = (*last).max(value.span().end),
        }
    }
}

/// The start of the comment that stands right above this place, or of its line.
fn with_comment(source: &str, at: usize) -> usize {
    let mut start = source[..at].rfind('\n').map_or(0, |n| n + 1);
    while start > 0 {
        let above = source[..start - 1].rfind('\n').map_or(0, |n| n + 1);
        if !source[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}
