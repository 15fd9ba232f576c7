//! What becomes of each work: the file's word, the show's and that of the last import, three ways.

use super::ImportError;
use super::memory::ImportMemory;
use super::values::{is_default, names, plain, shown, slug, strings};
use super::verdict::Part;
use super::works::{ImportedWork, WrongCell};
use crate::show::file::edit::{Change, Edit, EditError};
use std::collections::{HashMap, HashSet};
use toml::{Table, Value};

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The row's number.
    pub row: u32,
    pub kind: FateKind,
    /// Its number in the catalogue, or its id in the file; empty where it has neither.
    pub number: String,
    pub title: String,
    pub team: String,
    /// The entry's id; none where the row does not become one.
    pub id: Option<String>,
    /// What would change of an entry that is there, and what was changed here.
    pub differences: Vec<Difference>,
}

impl Fate {
    /// Whether it changes the show.
    pub fn is_change(&self) -> bool {
        self.kind == FateKind::New || self.differences.iter().any(|one| !one.kept)
    }
}

/// What becomes of a row, in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FateKind {
    New,
    Changed,
    /// Nothing but what was changed here by hand differs, and that stays.
    ByHand,
    Unchanged,
    /// Taken back or thrown out, in the file's own word: no new entry, and an old one leaves the
    /// final.
    Withdrawn(String),
    /// The same for what is not in the final.
    NotSelected(String),
}

/// A key whose values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub key: &'static str,
    /// The show's value, and the file's; empty where there is none.
    pub here: String,
    pub file: String,
    /// Whether it was changed here, and stays as it is.
    pub kept: bool,
}

/// An entry of the show as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldEntry {
    pub id: String,
    pub title: String,
    pub team: String,
    keys: Table,
    /// As the file had it last; none for one that never came from a file.
    last: Option<Table>,
}

/// All entries of the show file.
pub(super) struct StandingEntries {
    entries: Vec<HeldEntry>,
    ids: HashSet<String>,
}

impl StandingEntries {
    pub(super) fn of(text: &str, memory: &ImportMemory) -> Result<Self, ImportError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let document: Table = text.parse().map_err(|_| EditError::Illegible)?;
        let rows = document.get("entry").and_then(Value::as_array);
        let entries: Vec<HeldEntry> = rows
            .into_iter()
            .flatten()
            .filter_map(|row| {
                let keys = row.as_table()?.clone();
                let id = keys.get("id")?.as_str()?.to_owned();
                Some(HeldEntry {
                    title: shown(keys.get("title")),
                    team: shown(keys.get("team")),
                    last: memory.of(&id).cloned(),
                    id,
                    keys,
                })
            })
            .collect();
        let ids = entries.iter().map(|held| held.id.clone()).collect();
        Ok(StandingEntries { entries, ids })
    }

    /// For each row the entry that it is about: by its id in the file, by title and team, and
    /// where that leaves one on either side, by number, title or team alone. What was changed here
    /// by hand is still known by what the file said.
    pub(super) fn matched(
        &self,
        rows: &[ImportedWork],
        wrong: &mut Vec<WrongCell>,
    ) -> Vec<Option<usize>> {
        let mut found = vec![None; rows.len()];
        for (alone, keys) in [
            (false, &["source"][..]),
            (false, &["title", "team"]),
            (true, &["number"]),
            (true, &["title"]),
            (true, &["team"]),
        ] {
            self.by_names(rows, keys, alone, &mut found);
        }
        self.same_work(rows, wrong);
        found
    }

    fn by_names(
        &self,
        rows: &[ImportedWork],
        keys: &[&str],
        alone: bool,
        found: &mut [Option<usize>],
    ) {
        let taken: HashSet<usize> = found.iter().flatten().copied().collect();
        let mut entries: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, held) in self
            .entries
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at))
        {
            let mut known = names(keys, |key| held.keys.get(key));
            let last = held.last.as_ref();
            known.extend(
                last.into_iter()
                    .flat_map(|last| names(keys, |key| last.get(key))),
            );
            known.sort();
            known.dedup();
            for name in known {
                entries.entry(name).or_default().push(at);
            }
        }
        let mut asked: HashMap<String, usize> = HashMap::new();
        let of = |work: &ImportedWork| names(keys, |key| work.keys.get(key)?.as_ref());
        let open = |at: &usize| found[*at].is_none();
        let waiting: Vec<usize> = (0..rows.len()).filter(open).collect();
        for at in &waiting {
            for name in of(&rows[*at]) {
                *asked.entry(name).or_default() += 1;
            }
        }
        let mut used = taken;
        for at in waiting {
            let hit = of(&rows[at]).into_iter().find_map(|name| {
                let candidates = entries.get(&name)?;
                let single = candidates.len() == 1 && asked.get(&name) == Some(&1);
                let free = candidates.iter().find(|at| !used.contains(at));
                free.filter(|_| single || !alone).copied()
            });
            used.extend(hit);
            found[at] = hit;
        }
    }

    /// Without ids of the file nobody can tell two rows with one title and one team apart.
    fn same_work(&self, rows: &[ImportedWork], wrong: &mut Vec<WrongCell>) {
        let mut first: HashMap<String, u32> = HashMap::new();
        for work in rows.iter().filter(|work| work.source().is_none()) {
            let names = names(&["title", "team"], |key| work.keys.get(key)?.as_ref());
            let twin = names.iter().find_map(|name| first.get(name).copied());
            if let Some(row) = twin {
                wrong.push(WrongCell {
                    sheet: None,
                    row: work.row,
                    column: None,
                    reason: format!(
                        "the same title and team as row {row}: delete one, or add a column `id` \
                        that tells them apart"
                    ),
                });
            }
            first.extend(names.into_iter().map(|name| (name, work.row)));
        }
    }

    /// What becomes of the row of an entry that is there.
    pub(super) fn fate(
        &self,
        at: usize,
        work: ImportedWork,
        memory: &mut ImportMemory,
        edits: &mut Vec<Edit>,
    ) -> Fate {
        let held = &self.entries[at];
        let mut differences = Vec::new();
        for (key, file) in &work.keys {
            let here = held.keys.get(*key).filter(|value| !is_default(key, value));
            let (one, other) = (here.map(plain), file.as_ref().map(plain));
            if one == other {
                continue;
            }
            let last = held.last.as_ref().map(|last| last.get(*key).map(plain));
            let kept = *key != "source"
                && match last {
                    Some(last) => last != one,
                    None => one.is_some(),
                };
            differences.push(Difference {
                key,
                here: shown(here),
                file: shown(file.as_ref()),
                kept,
            });
            if !kept {
                edits.push(Edit {
                    table: "entry".to_owned(),
                    id: Some(held.id.clone()),
                    change: Change::Set {
                        key: (*key).to_owned(),
                        value: file.clone(),
                    },
                });
            }
        }
        let kind = match (&work.part, &differences[..]) {
            (Part::Withdrawn(word), _) => FateKind::Withdrawn(word.clone()),
            (Part::NotSelected(word), _) => FateKind::NotSelected(word.clone()),
            (Part::In, []) => FateKind::Unchanged,
            (Part::In, all) if all.iter().all(|difference| difference.kept) => FateKind::ByHand,
            (Part::In, _) => FateKind::Changed,
        };
        remember(memory, &held.id, &work);
        fate(&work, kind, Some(held.id.clone()), differences)
    }

    /// What becomes of the row of a work that the show does not have.
    pub(super) fn newcomer(
        &mut self,
        work: ImportedWork,
        memory: &mut ImportMemory,
        edits: &mut Vec<Edit>,
    ) -> Fate {
        match work.part.clone() {
            Part::Withdrawn(word) => return fate(&work, FateKind::Withdrawn(word), None, vec![]),
            Part::NotSelected(word) => {
                return fate(&work, FateKind::NotSelected(word), None, vec![]);
            }
            Part::In => {}
        }
        let id = self.new_id(&work);
        let mut row = Table::new();
        row.insert("id".to_owned(), Value::from(id.as_str()));
        for (key, value) in &work.keys {
            if let Some(value) = value {
                row.insert((*key).to_owned(), value.clone());
            }
        }
        edits.push(Edit {
            table: "entry".to_owned(),
            id: None,
            change: Change::Add { row, before: None },
        });
        remember(memory, &id, &work);
        fate(&work, FateKind::New, Some(id), vec![])
    }

    /// Entries that came from a file, and are in no row of this one.
    pub(super) fn gone(&self, matched: &HashSet<usize>) -> Vec<HeldEntry> {
        let left = self.entries.iter().enumerate().filter(|(at, held)| {
            let imported = held.last.is_some() || held.keys.contains_key("source");
            imported && !matched.contains(at)
        });
        left.map(|(_, held)| held.clone()).collect()
    }

    /// A short name in Latin letters: of the title, else of the number or id, else counted.
    fn new_id(&mut self, work: &ImportedWork) -> String {
        let text = |key: &str| work.keys.get(key).and_then(Option::as_ref);
        let titles = text("title").map(strings).unwrap_or_default();
        let titles = titles.iter().filter_map(|title| slug(title));
        let others = ["number", "source"].map(|key| {
            let name = slug(text(key)?.as_str()?)?;
            Some(format!("entry-{name}"))
        });
        let stem = titles.chain(others.into_iter().flatten()).next();
        let stem = stem.unwrap_or_else(|| "entry".to_owned());
        // A bare `entry` would look like the only one.
        let bare = Some(stem.clone()).filter(|stem| stem != "entry");
        let from = 1 + usize::from(bare.is_some());
        let mut all = bare
            .into_iter()
            .chain((from..).map(|n| format!("{stem}-{n}")));
        let id = all.find(|id| !self.ids.contains(id)).unwrap_or_default();
        self.ids.insert(id.clone());
        id
    }
}

fn fate(
    work: &ImportedWork,
    kind: FateKind,
    id: Option<String>,
    differences: Vec<Difference>,
) -> Fate {
    let text = |key: &str| shown(work.keys.get(key).and_then(Option::as_ref));
    let number = [text("number"), text("source")];
    Fate {
        row: work.row,
        kind,
        number: number
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default(),
        title: text("title"),
        team: text("team"),
        id,
        differences,
    }
}

fn remember(memory: &mut ImportMemory, id: &str, work: &ImportedWork) {
    let last = memory.of_mut(id);
    for (key, value) in &work.keys {
        match value {
            Some(value) => last.insert((*key).to_owned(), value.clone()),
            None => last.remove(*key),
        };
    }
}
