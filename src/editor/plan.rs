//! What a change makes of the show file, before anything is written.

use super::error::unreadable;
use super::{Direction, EditorError};
use crate::control::ControlError;
use crate::evening::Rejection;
use crate::folder::Folder;
use crate::folder::edit::{FileEditError, ShowText};
use crate::folder::history::History;
use crate::show::file::edit::{Change, Edit, EditError, Field, edited};
use crate::show::programme::Show;
use crate::show::refusal::Refusal;
use std::collections::BTreeSet;

/// The file that a change meets.
pub(super) struct FileNow<'f> {
    pub(super) text: ShowText,
    pub(super) history: History,
    pub(super) folder: &'f Folder,
}

/// What is to be written.
pub(super) struct Plan {
    pub(super) text: String,
    pub(super) history: History,
    /// What is changed.
    pub(super) fields: Vec<Field>,
    /// What was imported, before and now, where that changes.
    pub(super) imported: Option<[String; 2]>,
}

impl FileNow<'_> {
    pub(super) fn edited(&self, edits: &[Edit]) -> Result<Plan, EditorError> {
        let text = edited(&self.text.text, edits).map_err(|why| self.told(why, edits))?;
        Ok(self.leading_to(text, edits.iter().map(Field::of).collect()))
    }

    /// To this text, with these fields changed; one more step to undo, unless it is the same text.
    pub(super) fn leading_to(&self, text: String, fields: Vec<Field>) -> Plan {
        let history = match text == self.text.text {
            true => self.history.clone(),
            false => self.history.edited(&self.text, &text, fields.clone()),
        };
        Plan {
            text,
            history,
            fields,
            imported: None,
        }
    }

    /// Which of them cannot be made.
    fn told(&self, mut why: EditError, edits: &[Edit]) -> EditorError {
        let mut text = self.text.text.clone();
        let mut about = None;
        for edit in edits {
            about = Some(Field::of(edit));
            match edited(&text, std::slice::from_ref(edit)) {
                Ok(next) => text = next,
                Err(first) => {
                    why = first;
                    break;
                }
            }
        }
        match about {
            Some(field) => EditorError::Edit { field, why },
            None => FileEditError::Edit(why).into(),
        }
    }

    pub(super) fn stepped(&self, way: Direction) -> Result<Plan, EditorError> {
        let made = match way {
            Direction::Undo => self.history.undo(&self.text)?,
            Direction::Redo => self.history.redo(&self.text)?,
        };
        let before = self.folder.imported().unwrap_or_default();
        let imported = made.imported(&before).map(|now| [before, now]);
        Ok(Plan {
            text: made.text,
            history: made.history,
            fields: made.fields,
            imported,
        })
    }

    pub(super) fn shortlisted(&self, entries: &BTreeSet<String>) -> Result<Plan, EditorError> {
        let show = self.folder.judge(&self.text.text).map_err(unreadable)?.show;
        if let Some(unknown) = entries.iter().find(|id| show.entry(id).is_none()) {
            let unknown = Refusal::NoSuchEntry(unknown.clone());
            return Err(EditorError::Control(ControlError::Rejected(
                Rejection::Refused(unknown),
            )));
        }
        self.edited(&comings_and_goings(&show, entries))
    }
}

/// Only what differs is written: a finalist needs no key.
fn comings_and_goings(show: &Show, chosen: &BTreeSet<String>) -> Vec<Edit> {
    let differing = show.entries.iter().filter_map(|entry| {
        let value = match (chosen.contains(&entry.id), entry.finalist) {
            (true, false) => None,
            (false, true) => Some(toml::Value::Boolean(false)),
            _ => return None,
        };
        let key = "finalist".to_owned();
        Some(Edit {
            table: "entry".to_owned(),
            id: Some(entry.id.clone()),
            change: Change::Set { key, value },
        })
    });
    differing.collect()
}
