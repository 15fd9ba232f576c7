//! Which row of the show a row of the workbook is.

use super::super::table::CellRow;
use super::super::values::slug;
use super::held::BookDesk;
use super::sheet::FoundSheet;
use crate::view::producer::workbook::{BookRow, plain};
use std::collections::{HashMap, HashSet};

/// A row of the file.
pub(super) struct FoundRow<'a> {
    pub row: &'a CellRow,
    pub place: RowPlace,
    /// What edits call it; a step by its line and step.
    id: String,
}

/// What it is in the show.
pub(super) enum RowPlace {
    /// This one of the sheet's rows.
    Here(usize),
    /// None yet: the id that it gets.
    New(String),
    /// Nor is this step of this line.
    NewStep(String, String),
    /// One that was taken out of the show since.
    Gone(String),
}

impl FoundRow<'_> {
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl BookRow {
    /// The row of the show file.
    pub fn line(&self) -> &str {
        self.step.as_ref().map_or(&self.id, |(line, _)| line)
    }
}

/// Finds the rows of all sheets; those of the running order last, since they name the others.
pub(super) fn placed<'a>(
    held: &mut BookDesk<'_>,
    mut found: Vec<FoundSheet<'a>>,
) -> Vec<FoundSheet<'a>> {
    let sheets = held.book.sheets.iter();
    let ids = sheets.flat_map(|sheet| sheet.rows.iter().map(|row| row.line().to_owned()));
    let mut taken: HashSet<String> = ids.collect();
    let mut order: Vec<&mut FoundSheet<'a>> = found.iter_mut().collect();
    order.sort_by_key(|sheet| sheet.sheet.form.table == "cue");
    for sheet in order {
        let rows = std::mem::take(&mut sheet.below);
        let mut seen: HashMap<String, u32> = HashMap::new();
        // A copied row brings its id along: whose it is nobody can tell.
        for row in &rows {
            let id = row.cell(sheet.id);
            if let Some(first) = seen.get(id).filter(|_| !id.is_empty()) {
                let reason = format!(
                    "{id:?} stands in row {first}, too: clear this cell in the row that is new"
                );
                held.refuse(sheet.name, row, Some(sheet.id), reason);
            }
            seen.entry(id.to_owned()).or_insert(row.number);
        }
        for row in rows {
            let is_empty = |at: &Option<usize>| at.is_none_or(|at| row.cell(at).is_empty());
            if row.cell(sheet.id).is_empty() && sheet.columns.iter().all(is_empty) {
                continue;
            }
            let before = held.wrong.len();
            let place = place(held, sheet, row, &seen, &mut taken);
            if held.wrong.len() > before {
                continue;
            }
            let id = match &place {
                RowPlace::Here(at) => sheet.sheet.rows[*at].id.clone(),
                RowPlace::New(id) | RowPlace::Gone(id) => id.clone(),
                RowPlace::NewStep(line, step) => format!("{line}/{step}"),
            };
            // What somebody calls it now is known to the other sheets, too.
            let called = sheet.sheet.columns.iter().zip(&sheet.columns);
            let called = called.filter(|(column, _)| column.key == sheet.sheet.form.called);
            let names = called.filter_map(|(_, at)| Some(plain(row.cell((*at)?))));
            let table = sheet.sheet.form.table;
            if !matches!(place, RowPlace::Gone(_)) && table != "cue" {
                held.cells.names.add(table, &id, names.collect());
            }
            sheet.rows.push(FoundRow { row, place, id });
        }
    }
    found
}

fn place(
    held: &mut BookDesk<'_>,
    sheet: &FoundSheet<'_>,
    row: &CellRow,
    seen: &HashMap<String, u32>,
    taken: &mut HashSet<String>,
) -> RowPlace {
    let (table, id) = (sheet.sheet.form.table, row.cell(sheet.id));
    let here = |id: &str| sheet.sheet.rows.iter().position(|row| row.id == id);
    if !id.is_empty() {
        return match here(id) {
            Some(at) => RowPlace::Here(at),
            None if held.traces.has(table, id) => RowPlace::Gone(id.to_owned()),
            None => RowPlace::New(id.to_owned()),
        };
    }
    let name = match table {
        "cue" => line(held, sheet, row),
        _ => None,
    };
    if let Some((name, step)) = name {
        let whole = match &step {
            Some(step) => format!("{name}/{step}"),
            None => name.clone(),
        };
        let free = here(&whole).filter(|_| !seen.contains_key(&whole));
        return match (free, step) {
            (Some(at), _) => RowPlace::Here(at),
            (None, Some(step)) => RowPlace::NewStep(name, step),
            (None, None) => {
                taken.insert(name.clone());
                RowPlace::New(name)
            }
        };
    }
    RowPlace::New(fresh(sheet, row, taken))
}

/// What a line of the running order goes by that needs no id of its own, and its step.
fn line(
    held: &mut BookDesk<'_>,
    sheet: &FoundSheet<'_>,
    row: &CellRow,
) -> Option<(String, Option<String>)> {
    let mut value = |key: &str| {
        let n = sheet
            .sheet
            .columns
            .iter()
            .position(|column| column.key == key)?;
        let at = sheet.columns[n]?;
        match held
            .cells
            .value(&sheet.sheet.columns[n], &plain(row.cell(at)))
        {
            Ok(value) => Some(value).filter(|value| !value.is_empty()),
            Err(reason) => {
                held.refuse(sheet.name, row, Some(at), reason);
                None
            }
        }
    };
    let kind = value("kind")?;
    match &*kind {
        "award" => Some((value("award")?, value("step"))),
        "ballot" => Some((format!("{}/{}", value("ballot")?, value("step")?), None)),
        "finalists" => Some((kind, value("step"))),
        "jury" | "results" => Some((kind, None)),
        _ => None,
    }
}

/// An id that nothing has, made from what the row is called.
fn fresh(sheet: &FoundSheet<'_>, row: &CellRow, taken: &mut HashSet<String>) -> String {
    let form = &sheet.sheet.form;
    let called = match form.table {
        "cue" => "title",
        _ => form.called,
    };
    let columns = sheet.sheet.columns.iter().zip(&sheet.columns);
    let texts = columns.filter(|(column, _)| column.key == called);
    let mut names = texts.filter_map(|(_, at)| slug(row.cell((*at)?)));
    let usual = form.table.rsplit('.').next().unwrap_or_default();
    let stem = names.next().unwrap_or_else(|| usual.to_owned());
    let bare = Some(stem.clone()).filter(|stem| stem != usual);
    let from = 1 + usize::from(bare.is_some());
    let counted = (from..).map(|n| format!("{stem}-{n}"));
    let mut all = bare.into_iter().chain(counted);
    let id = all.find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}
