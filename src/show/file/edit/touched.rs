//! What edits are about that somebody else has changed meanwhile.
//!
//! Two people change the same thing where they set the same key (or one of them a key inside what
//! the other sets), where one changes a row that the other removes, where both order the same rows,
//! and where both add a row of one id. Everything else goes together.

use super::rows::{name, numbered};
use super::{Change, Edit, Field};
use toml::{Table, Value};

/// Something that an edit is about, and that is no longer as its author saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Touched {
    /// What it is.
    pub field: Field,
    /// How it reads now; none where it is gone, or where the order of the rows is meant.
    pub now: Option<Value>,
}

/// What these edits are about that reads otherwise now than it did then. Both are tables as
/// [`data`](super::super::data) makes them.
pub fn touched(then: &Table, now: &Table, edits: &[Edit]) -> Vec<Touched> {
    let judge = |edit: &Edit| {
        let now_reads = conflict(then, now, edit)?;
        let field = Field::of(edit);
        Some(Touched {
            field,
            now: now_reads.cloned(),
        })
    };
    edits.iter().filter_map(judge).collect()
}

/// What is in the way of an edit as it reads now, if anything is.
fn conflict<'n>(then: &Table, now: &'n Table, edit: &Edit) -> Option<Option<&'n Value>> {
    let Edit { table, id, change } = edit;
    let gone = |id: &str| row(then, table, id).is_some() && row(now, table, id).is_none();
    // Its number is all that tells such a row from the others.
    let lost = |id: &str| match numbered(id) {
        Some(_) => row(then, table, id) != row(now, table, id),
        None => gone(id),
    };
    let row_of = |id: &str| (row(then, table, id), row(now, table, id));
    let differs = |(then, now): (Option<&Value>, Option<&'n Value>)| (then != now).then_some(now);
    match (change, id.as_deref()) {
        (Change::Set { key, .. }, None) => {
            let path = || table.split('.').chain(key.split('.'));
            differs((at(then, path()), at(now, path())))
        }
        (Change::Set { .. } | Change::Remove, Some(id)) if numbered(id).is_some() => {
            differs(row_of(id))
        }
        (Change::Set { .. }, Some(id)) if gone(id) => Some(None),
        (Change::Set { key, .. }, Some(id)) => {
            let value = |row: Option<&'n Value>| at(row?.as_table()?, key.split('.'));
            let (before, after) = row_of(id);
            let before = before.and_then(|row| at(row.as_table()?, key.split('.')));
            differs((before, value(after)))
        }
        (Change::Remove, Some(id)) => differs(row_of(id)),
        (Change::Remove, None) => differs((at(then, table.split('.')), at(now, table.split('.')))),
        (Change::Add { row: added, before }, _) => {
            let id = added.get("id").and_then(Value::as_str);
            let twin = id.and_then(|id| row(now, table, id));
            let twin = twin.filter(|_| id.is_some_and(|id| row(then, table, id).is_none()));
            let nowhere = before.as_deref().is_some_and(lost);
            (twin.is_some() || nowhere).then_some(twin)
        }
        (Change::Move { before }, id) => {
            let lost = id.is_some_and(lost) || before.as_deref().is_some_and(lost);
            (lost || order(then, now, table) != order(now, then, table)).then_some(None)
        }
    }
}

/// The names of the rows that the other has, too.
fn order(of: &Table, other: &Table, table: &str) -> Vec<String> {
    let all = |data| rows(data, table).iter().enumerate().map(named);
    let others: Vec<String> = all(other).collect();
    all(of).filter(|name| others.contains(name)).collect()
}

fn named((n, row): (usize, &Value)) -> String {
    let text = |key: &str| row.get(key).and_then(Value::as_str);
    name(text).unwrap_or_else(|| format!("#{}", n + 1))
}

fn row<'d>(data: &'d Table, table: &str, id: &str) -> Option<&'d Value> {
    let all = rows(data, table);
    match numbered(id) {
        Some(n) => all.get(n),
        None => all.iter().find(|row| named((0, row)) == id),
    }
}

fn rows<'d>(data: &'d Table, table: &str) -> &'d [Value] {
    let found = at(data, table.split('.')).and_then(Value::as_array);
    found.map_or(&[], Vec::as_slice)
}

/// What stands at the end of a path, or in its way.
fn at<'d, 'p>(data: &'d Table, path: impl Iterator<Item = &'p str>) -> Option<&'d Value> {
    let mut found: Option<&Value> = None;
    for part in path {
        let table = match found {
            None => data,
            Some(Value::Table(table)) => table,
            Some(_) => return found,
        };
        found = Some(table.get(part)?);
    }
    found
}
