//! The order of the rows: what moves, comes and goes.

use super::held::BookDesk;
use super::rows::RowPlace;
use super::sheet::FoundSheet;
use super::{BookChange, BookFate};
use crate::show::file::edit::{Change, Edit};
use std::collections::{HashMap, HashSet};
use toml::Table;

/// Adds the edits that take out what is gone, put in what is new, and bring the rows into the order
/// of the workbook, with as few moves as do. An order that was changed here stays.
pub(super) fn put(
    held: &mut BookDesk<'_>,
    found: &FoundSheet<'_>,
    gone: &HashSet<String>,
    added: Vec<(String, Table)>,
) {
    let table = found.sheet.form.table;
    let lines = found.sheet.rows.iter().filter(|row| row.step.is_none());
    let here: Vec<&str> = lines
        .map(|row| &*row.id)
        .filter(|id| !gone.contains(*id))
        .collect();
    let file = found.rows.iter().filter_map(|row| match &row.place {
        RowPlace::Here(at) if found.sheet.rows[*at].step.is_some() => None,
        RowPlace::Here(_) | RowPlace::New(_) => Some(row.id()),
        _ => None,
    });
    let file: Vec<&str> = file.filter(|id| !gone.contains(*id)).collect();
    let was: Vec<&str> = held.traces.rows(table).iter().map(String::as_str).collect();
    let moved_there =
        !was.is_empty() && moved(&was, &file) || was.is_empty() && moved(&here, &file);
    let moved_here = moved(&was, &here);
    if moved_there && moved_here && moved(&here, &file) {
        held.changes.push(BookChange {
            sheet: found.name.to_owned(),
            row: None,
            name: String::new(),
            kind: BookFate::OrderByHand,
            differences: Vec::new(),
        });
    }
    let wanted = match moved_there && !moved_here {
        true => woven(&file, &here),
        false => woven(&here, &file),
    };
    let moves = edits(held, table, gone, added, &wanted, &here);
    let own = held.changes.iter().enumerate();
    let own = own.filter(|(_, change)| change.sheet == found.name);
    let told: HashMap<Option<u32>, usize> = own.map(|(n, change)| (change.row, n)).collect();
    for row in found.rows.iter().filter(|row| moves.contains(row.id())) {
        match told.get(&Some(row.row.number)) {
            Some(n) => held.changes[*n].kind = BookFate::Moved,
            None => held.tell(found, row, BookFate::Moved, Vec::new()),
        }
    }
}

/// Makes the edits that bring the rows that are here into this order. Tells which ones move.
fn edits<'r>(
    held: &mut BookDesk<'_>,
    table: &str,
    gone: &HashSet<String>,
    added: Vec<(String, Table)>,
    wanted: &[&'r str],
    here: &[&'r str],
) -> HashSet<&'r str> {
    let settled = settled(wanted, here);
    let edit = |id: Option<&str>, change: Change| Edit {
        table: table.to_owned(),
        id: id.map(str::to_owned),
        change,
    };
    let lines = held
        .book
        .sheets
        .iter()
        .filter(|sheet| sheet.form.table == table);
    let lines = lines
        .flat_map(|sheet| &sheet.rows)
        .filter(|row| row.step.is_none());
    let removed = lines.filter(|row| gone.contains(&row.id));
    let removals = removed.map(|row| edit(Some(&row.id), Change::Remove));
    held.edits.extend(removals);
    let mut new: HashMap<String, Table> = added.into_iter().collect();
    // Those at the end come last, one behind the other: hundreds at once are as quick as one.
    let tail = wanted
        .iter()
        .rev()
        .take_while(|id| new.contains_key(**id))
        .count();
    let (wanted, tail) = wanted.split_at(wanted.len() - tail);
    let mut next: Option<&str> = None;
    let mut moves = HashSet::new();
    for id in wanted.iter().rev() {
        let before = next.map(str::to_owned);
        if let Some(row) = new.remove(*id) {
            held.edits.push(edit(None, Change::Add { row, before }));
        } else if !settled.contains(id) {
            held.edits.push(edit(Some(id), Change::Move { before }));
            moves.insert(*id);
        }
        next = Some(id);
    }
    for id in tail {
        let row = new.remove(*id).unwrap_or_default();
        held.edits
            .push(edit(None, Change::Add { row, before: None }));
    }
    moves
}

/// Whether what both have stands in another order.
fn moved(was: &[&str], now: &[&str]) -> bool {
    let [in_was, in_now] = [was, now].map(|all| all.iter().collect::<HashSet<_>>());
    let was = was.iter().filter(|id| in_now.contains(id));
    let now = now.iter().filter(|id| in_was.contains(id));
    !was.eq(now)
}

/// The first list, with what only the second one has behind what stands before it there.
fn woven<'r>(first: &[&'r str], second: &[&'r str]) -> Vec<&'r str> {
    let known: HashSet<&str> = first.iter().copied().collect();
    let mut all = Vec::new();
    let follow = |all: &mut Vec<&'r str>, from: usize| {
        let behind = second[from..].iter();
        all.extend(behind.take_while(|id| !known.contains(**id)));
    };
    follow(&mut all, 0);
    let places = second.iter().enumerate().map(|(n, id)| (*id, n));
    let places: HashMap<&str, usize> = places.collect();
    for id in first {
        all.push(*id);
        if let Some(at) = places.get(id) {
            follow(&mut all, at + 1);
        }
    }
    all
}

/// The most rows that can stay where they are.
fn settled<'r>(wanted: &[&'r str], here: &[&'r str]) -> HashSet<&'r str> {
    let places: HashMap<&str, usize> = here.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    let known: Vec<(&str, usize)> = wanted
        .iter()
        .filter_map(|id| Some((*id, *places.get(id)?)))
        .collect();
    // The longest run of rising places that ends at each, and where the one before it ends.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (n, (_, place)) in known.iter().enumerate() {
        let below = (0..n).filter(|m| known[*m].1 < *place);
        let best = below.max_by_key(|m| runs[*m].0);
        runs.push((best.map_or(1, |m| runs[m].0 + 1), best));
    }
    let mut at = (0..runs.len()).max_by_key(|n| runs[*n].0);
    let mut settled = HashSet::new();
    while let Some(n) = at {
        settled.insert(known[n].0);
        at = runs[n].1;
    }
    settled
}
