//! Hundreds of entries at once, as an import brings them: the same text as one edit after the
//! other would give, without reading all of it for each.

use super::rows::{add_all, numbered, places};
use super::{Change, Edit, EditError, value};
use std::collections::HashMap;

/// Whether two edits that follow each other can be made together: entries that are added at the
/// end, or keys of entries.
pub(super) fn together(one: &Edit, next: &Edit) -> bool {
    let kind = |edit: &Edit| match (&edit.change, &edit.id) {
        _ if edit.table != "entry" => None,
        (Change::Add { before: None, .. }, _) => Some("add"),
        // Such names mean another row, or none, in the text of a single one.
        (Change::Set { key, .. }, Some(id)) if key == "id" || numbered(id).is_some() => None,
        (Change::Set { .. }, Some(_)) => Some("set"),
        _ => None,
    };
    kind(one).is_some() && kind(one) == kind(next)
}

/// Makes edits that belong together.
pub(super) fn made(source: &str, edits: &[Edit]) -> Result<String, EditError> {
    let added = edits.iter().filter_map(|edit| match &edit.change {
        Change::Add { row, .. } => Some(row),
        _ => None,
    });
    let added: Vec<&toml::Table> = added.collect();
    match added.is_empty() {
        false => add_all(source, "entry", &added),
        true => set(source, edits),
    }
}

/// Each row is edited as a text of its own, and put back from the last to the first.
fn set(source: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut of: HashMap<&str, Vec<&Edit>> = HashMap::new();
    for edit in edits {
        let id = edit.id.as_deref().unwrap_or_default();
        of.entry(id).or_default().push(edit);
    }
    let ids: Vec<&str> = of.keys().copied().collect();
    let mut text = source.to_owned();
    for (id, place) in places(source, "entry", &ids)?.into_iter().rev() {
        let mut row = source[place.clone()].to_owned();
        for edit in &of[id] {
            if let Change::Set { key, value } = &edit.change {
                let path: Vec<&str> = key.split('.').collect();
                row = value::set(&row, "entry", Some(id), &path, value.as_ref())?;
            }
        }
        text.replace_range(place, &row);
    }
    Ok(text)
}
