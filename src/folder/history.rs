//! What was edited, so that it can be undone: `edits.json` beside the show file.
//!
//! Each step is the one stretch of the text that it replaced. A step counts only where the file is
//! to the byte what the step left, so a file that was changed by hand is never put back over that.

use super::Folder;
use super::edit::ShowText;
use crate::keys::write_private;
use crate::show::file::edit::Field;
use serde::{Deserialize, Serialize};
use std::io;
use std::ops::Range;
use std::path::PathBuf;

/// Steps that are kept; the oldest go first.
const STEPS_MAX: usize = 200;

/// The edits of a show file, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    steps: Vec<Revision>,
    /// How many of them are in the file; those behind were undone. After a power cut between the
    /// two files the show file's own version tells better.
    done: usize,
    /// Whether the file was changed by hand before the first of them.
    #[serde(default)]
    by_hand: bool,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Revision {
    /// The versions on both sides.
    before: String,
    after: String,
    #[serde(flatten)]
    text: Stretch,
    /// What was edited.
    fields: Vec<Field>,
    /// What an import changed of `imported.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    imported: Option<Stretch>,
}

/// The one stretch of a text that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    /// Where it begins, in bytes.
    at: usize,
    /// What stood there, and what stands there since.
    out: String,
    into: String,
}

/// The text on the other side of a step.
#[derive(Debug)]
pub struct StepMade {
    pub text: String,
    /// The history once it is made.
    pub history: History,
    /// What was edited in it.
    pub fields: Vec<Field>,
    imported: Option<Stretch>,
}

/// Why there is no step to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryError {
    /// Nothing was edited, or nothing undone.
    #[error("there is nothing to undo or to redo")]
    Nothing,
    /// Somebody has changed the file outside.
    #[error("the file was changed by hand meanwhile")]
    ByHand,
}

impl Folder {
    /// What was edited so far. A file that cannot be read is one of no edits.
    pub fn history(&self) -> History {
        let Ok(text) = std::fs::read_to_string(self.edits()) else {
            return History::default();
        };
        serde_json::from_str(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, "edits.json cannot be read: earlier edits cannot be undone");
            History {
                by_hand: true,
                ..History::default()
            }
        })
    }

    /// Writes down what was edited, for this user alone: a row that was removed may name a winner.
    pub fn keep_history(&self, history: &History) -> io::Result<()> {
        let text = serde_json::to_string(history)?;
        write_private(&self.edits(), &text)
    }

    /// `edits.json`
    fn edits(&self) -> PathBuf {
        self.path().join("edits.json")
    }
}

impl History {
    /// The history once an edit has made this text of the file. What was undone before is gone.
    pub fn edited(&self, now: &ShowText, text: &str, fields: Vec<Field>) -> Self {
        let step = Revision::between(now, text, fields);
        let Some(place) = self.place(now) else {
            // What was edited before the hand's change cannot be told from it any more.
            return History {
                steps: vec![step],
                done: 1,
                by_hand: self.by_hand || !self.steps.is_empty(),
            };
        };
        let mut history = self.clone();
        history.steps.truncate(place);
        history.steps.push(step);
        let many = history.steps.len().saturating_sub(STEPS_MAX);
        history.steps.drain(..many);
        history.done = history.steps.len();
        history
    }

    /// The same where the last edit was an import, which changed `imported.toml` so.
    pub fn importing(mut self, [before, after]: [&str; 2]) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.imported = Some(Stretch::between(before, after));
        }
        self
    }

    /// The text before the last edit.
    pub fn undo(&self, now: &ShowText) -> Result<StepMade, HistoryError> {
        let place = self.place(now).ok_or_else(|| self.unknown())?;
        let last = place.checked_sub(1).ok_or_else(|| self.unknown_start())?;
        let step = &self.steps[last];
        let imported = step.imported.as_ref().map(Stretch::turned);
        self.step(step.text.turned().put(&now.text), imported, (last, last))
    }

    /// The text after the edit that was undone last.
    pub fn redo(&self, now: &ShowText) -> Result<StepMade, HistoryError> {
        let place = self.place(now).ok_or_else(|| self.unknown())?;
        let next = self.steps.get(place).ok_or(HistoryError::Nothing)?;
        let made = next.text.put(&now.text);
        self.step(made, next.imported.clone(), (place, place + 1))
    }

    /// Whether there is something to undo and to redo.
    pub fn can(&self, now: &ShowText) -> [bool; 2] {
        let place = self.place(now);
        [
            place.is_some_and(|place| place > 0),
            place.is_some_and(|place| place < self.steps.len()),
        ]
    }

    /// The text of an earlier version, if these edits led from it to the file as it is.
    pub fn earlier(&self, now: &ShowText, is: impl Fn(&str) -> bool) -> Option<String> {
        let mut place = self.place(now)?;
        let mut text = now.text.clone();
        while let Some(last) = place.checked_sub(1) {
            text = self.steps[last].text.turned().put(&text)?;
            if is(&self.steps[last].before) {
                return Some(text);
            }
            place = last;
        }
        None
    }

    fn step(
        &self,
        text: Option<String>,
        imported: Option<Stretch>,
        (of, done): (usize, usize),
    ) -> Result<StepMade, HistoryError> {
        let mut history = self.clone();
        history.done = done;
        Ok(StepMade {
            text: text.ok_or(HistoryError::ByHand)?,
            history,
            fields: self.steps[of].fields.clone(),
            imported,
        })
    }

    /// How many steps are in this text: as many as were made, or else as a power cut has left.
    fn place(&self, now: &ShowText) -> Option<usize> {
        let near = [Some(self.done), self.done.checked_sub(1)];
        let near = near.into_iter().flatten().chain([self.done + 1]);
        let mut places = near.filter(|place| *place <= self.steps.len());
        places.find(|place| self.version(*place) == Some(&now.version))
    }

    fn version(&self, place: usize) -> Option<&String> {
        match self.steps.get(place) {
            Some(next) => Some(&next.before),
            None => self.steps.last().map(|last| &last.after),
        }
    }

    fn unknown(&self) -> HistoryError {
        match self.steps.is_empty() {
            true => self.unknown_start(),
            false => HistoryError::ByHand,
        }
    }

    fn unknown_start(&self) -> HistoryError {
        match self.by_hand {
            true => HistoryError::ByHand,
            false => HistoryError::Nothing,
        }
    }
}

impl Revision {
    fn between(before: &ShowText, after: &str, fields: Vec<Field>) -> Self {
        Revision {
            before: before.version.clone(),
            after: ShowText::of(after).version,
            text: Stretch::between(&before.text, after),
            fields,
            imported: None,
        }
    }
}

impl StepMade {
    /// `imported.toml` on the other side of the step; none where it stays as it is.
    pub fn imported(&self, now: &str) -> Option<String> {
        self.imported.as_ref()?.put(now)
    }
}

impl Stretch {
    fn between(before: &str, after: &str) -> Self {
        let (out, into) = differing(before, after);
        Stretch {
            at: out.start,
            out: before[out].to_owned(),
            into: after[into].to_owned(),
        }
    }

    fn turned(&self) -> Self {
        Stretch {
            at: self.at,
            out: self.into.clone(),
            into: self.out.clone(),
        }
    }

    /// A text with it in the place of what stood there; none where that does not stand there.
    fn put(&self, text: &str) -> Option<String> {
        let (head, rest) = text.split_at_checked(self.at)?;
        let tail = rest.strip_prefix(&*self.out)?;
        Some([head, &self.into, tail].concat())
    }
}

/// The one stretch in which two texts differ.
fn differing(before: &str, after: &str) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(u8, u8)| a == b;
    let shared = before.bytes().zip(after.bytes()).take_while(same).count();
    let start = before.floor_char_boundary(shared);
    let (a, b) = (&before[start..], &after[start..]);
    let ends = a.bytes().rev().zip(b.bytes().rev());
    let mut end = ends.take_while(same).count();
    while !a.is_char_boundary(a.len() - end) {
        end -= 1;
    }
    (start..before.len() - end, start..after.len() - end)
}
