//! The producer's notes to the MC.
//!
//! They are no event: a note moves no revision, so that no screen, phone or export tells that there
//! was one, and it goes out while the journal cannot be written. It is in `notes.json` before it is
//! answered: what was sent survives a restart, and what was understood is not shown again.

use crate::folder::Folder;
use crate::show::event::At;
use crate::view::note::{DeskNote, NoteSeen, NoteText};
use serde::{Deserialize, Serialize};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many notes are remembered: the one that stands, and what became of those before it.
pub const NOTES_MAX: usize = 8;

/// So many tablets have a number. One beyond them is a tablet without one.
const TABLETS_MAX: usize = 32;

/// A note of an earlier evening is none any more, when a folder is served again.
const OLD_MS: i64 = 12 * 3_600_000;

/// Why nobody can have understood a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// None stands.
    Missing,
    /// Another one stands by now.
    Stale,
}

/// Who has understood a note.
#[derive(Clone, Debug, Default)]
pub struct NoteReader {
    /// What the tablet calls itself; nothing for a program, which answers for all of them.
    pub tablet: String,
    /// Which of two MCs holds it.
    pub voice: Option<char>,
}

/// The notes of the evening, and those of a rehearsal beside it, which vanish with it.
#[derive(Default)]
pub struct Notes {
    /// Held while a change is written. Whoever draws frames never waits for it.
    writing: Mutex<Option<Folder>>,
    rolls: Mutex<Rolls>,
}

#[derive(Default)]
struct Rolls {
    evening: NoteRoll,
    /// While the crew rehearses.
    rehearsal: Option<NoteRoll>,
    /// Counts what evening is on stage, from its first.
    entered: u64,
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct NoteRoll {
    /// The number of the last note.
    last: u64,
    notes: Arc<Vec<DeskNote>>,
    /// In the order in which they first answered.
    tablets: Vec<String>,
}

impl Rolls {
    fn now(&mut self) -> &mut NoteRoll {
        self.rehearsal.as_mut().unwrap_or(&mut self.evening)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Notes {
    /// Those that this folder holds, and where they are kept from now on.
    pub fn kept_in(folder: Folder, now: At) -> Notes {
        let notes = Notes::default();
        let mut evening = read(&folder).unwrap_or_else(|error| {
            tracing::warn!("notes.json cannot be read, and begins anew: {error}");
            NoteRoll::default()
        });
        let old = |note: &DeskNote| now.since_ms(note.at) > OLD_MS;
        Arc::make_mut(&mut evening.notes).retain(|note| !old(note));
        locked(&notes.rolls).evening = evening;
        *locked(&notes.writing) = Some(folder);
        notes
    }

    /// The last ones, the newest last.
    pub fn told(&self) -> Arc<Vec<DeskNote>> {
        locked(&self.rolls).now().notes.clone()
    }

    /// Says something to the MC in the place of what stands; nothing takes that back. Answers
    /// whether it is stored: it is told all the same.
    pub fn give(&self, text: Option<NoteText>, at: At) -> Result<bool, NoteError> {
        self.change(|roll| {
            let notes = Arc::make_mut(&mut roll.notes);
            match text {
                None => notes.iter_mut().for_each(|note| note.away = true),
                Some(text) => {
                    roll.last += 1;
                    notes.push(DeskNote {
                        number: roll.last,
                        text,
                        at,
                        away: false,
                        seen: Vec::new(),
                    });
                    let old = notes.len().saturating_sub(NOTES_MAX);
                    notes.drain(..old);
                }
            }
            Ok(())
        })
    }

    /// Somebody has understood the note that stands, or the one of this number, if it is that.
    /// Whoever says so twice has said it once. Answers whether it is stored.
    pub fn seen(&self, number: Option<u64>, reader: NoteReader, at: At) -> Result<bool, NoteError> {
        self.change(|roll| {
            let last = roll.notes.last().filter(|note| !note.away);
            let stands = last.map(|note| note.number).ok_or(NoteError::Missing)?;
            if number.is_some_and(|number| number != stands) {
                return Err(NoteError::Stale);
            }
            let NoteReader { tablet, voice } = reader;
            let number = roll.number_of(&tablet);
            let Some(note) = Arc::make_mut(&mut roll.notes).last_mut() else {
                return Err(NoteError::Missing);
            };
            let known = note.seen.iter().any(|seen| seen.tablet == tablet);
            if !known && note.seen.len() < TABLETS_MAX {
                note.seen.push(NoteSeen {
                    tablet,
                    number,
                    voice,
                    at,
                });
            }
            Ok(())
        })
    }

    /// Stores what a change makes of the notes, and then tells it.
    fn change(
        &self,
        change: impl FnOnce(&mut NoteRoll) -> Result<(), NoteError>,
    ) -> Result<bool, NoteError> {
        let folder = locked(&self.writing);
        let (mut next, entered, rehearses) = {
            let mut rolls = locked(&self.rolls);
            let rehearses = rolls.rehearsal.is_some();
            (rolls.now().clone(), rolls.entered, rehearses)
        };
        change(&mut next)?;
        let stored = rehearses || stored(folder.as_ref(), &next);
        let mut rolls = locked(&self.rolls);
        // What was meant for a rehearsal does not reach the evening, nor the reverse.
        if rolls.entered != entered {
            return Err(NoteError::Stale);
        }
        *rolls.now() = next;
        Ok(stored)
    }

    /// From here on another evening is on stage: a rehearsal, the one beside it, or a clean one.
    pub(super) fn enter(&self, rehearsing: bool) {
        let clean = {
            let mut rolls = locked(&self.rolls);
            let began = rolls.entered > 0;
            rolls.entered += 1;
            let rehearsed = rolls.rehearsal.take().is_some();
            rolls.rehearsal = rehearsing.then(NoteRoll::default);
            let clean = began && !rehearsing && !rehearsed;
            if clean {
                // Numbers go on: what a tablet has answered is never another note.
                rolls.evening.notes = Arc::default();
            }
            clean.then(|| rolls.evening.clone())
        };
        if let Some(clean) = clean {
            stored(locked(&self.writing).as_ref(), &clean);
        }
    }
}

impl NoteRoll {
    fn number_of(&mut self, tablet: &str) -> Option<usize> {
        if tablet.is_empty() {
            return None;
        }
        let known = self.tablets.iter().position(|known| known == tablet);
        let new = known.is_none() && self.tablets.len() < TABLETS_MAX;
        if new {
            self.tablets.push(tablet.to_owned());
        }
        let at = known.or(new.then(|| self.tablets.len() - 1))?;
        Some(at + 1)
    }
}

fn read(folder: &Folder) -> io::Result<NoteRoll> {
    match std::fs::read(folder.notes()) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(NoteRoll::default()),
        Err(error) => Err(error),
    }
}

/// Whether a restart will find them. Without a folder none looks for them.
fn stored(folder: Option<&Folder>, roll: &NoteRoll) -> bool {
    let Some(folder) = folder else { return true };
    let text = serde_json::to_string(roll).map_err(io::Error::other);
    let written = text.and_then(|text| folder.put_beside(&folder.notes(), &text));
    if let Err(error) = &written {
        tracing::warn!(%error, "notes.json cannot be written: a restart forgets the last note");
    }
    written.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRAP: &str = "wrap";

    fn wrap() -> Option<NoteText> {
        Some(NoteText::Ready(WRAP.into()))
    }

    fn by(tablet: &str) -> NoteReader {
        NoteReader {
            tablet: tablet.into(),
            voice: None,
        }
    }

    fn folder() -> (tempfile::TempDir, Folder) {
        let place = tempfile::TempDir::new().expect("a folder");
        std::fs::write(place.path().join("show.toml"), "").expect("a file");
        let folder = Folder::at(place.path());
        (place, folder)
    }

    #[test]
    fn a_restart_neither_loses_a_note_nor_shows_what_was_understood_again() {
        let (_place, folder) = folder();
        let notes = Notes::kept_in(folder.clone(), At(0));
        notes.enter(false);
        assert_eq!(notes.give(wrap(), At(1)), Ok(true));
        assert_eq!(notes.seen(Some(1), by("one"), At(2)), Ok(true));
        let again = Notes::kept_in(folder.clone(), At(3));
        again.enter(false);
        let told = again.told();
        assert_eq!(told.len(), 1);
        assert_eq!(
            (&*told[0].seen[0].tablet, told[0].seen[0].number),
            ("one", Some(1))
        );
        // The other tablet has its own answer, and saying it twice is saying it once.
        assert_eq!(again.seen(None, by("two"), At(4)), Ok(true));
        assert_eq!(again.seen(None, by("two"), At(5)), Ok(true));
        assert_eq!(again.told()[0].seen.len(), 2);
        let tomorrow = Notes::kept_in(folder, At(OLD_MS + 2));
        assert!(tomorrow.told().is_empty());
    }

    #[test]
    fn an_answer_to_a_note_that_was_replaced_answers_no_other() {
        let notes = Notes::default();
        assert_eq!(notes.seen(None, by("one"), At(0)), Err(NoteError::Missing));
        notes.give(wrap(), At(1)).expect("given");
        notes.give(wrap(), At(2)).expect("given");
        assert_eq!(notes.seen(Some(1), by("one"), At(3)), Err(NoteError::Stale));
        notes.give(None, At(4)).expect("given");
        assert_eq!(
            notes.seen(Some(2), by("one"), At(5)),
            Err(NoteError::Missing)
        );
        for n in 0..20 {
            notes.give(wrap(), At(n)).expect("given");
        }
        assert_eq!(notes.told().len(), NOTES_MAX);
    }

    #[test]
    fn the_notes_of_a_rehearsal_vanish_with_it_and_those_of_the_evening_wait() {
        let (_place, folder) = folder();
        let notes = Notes::kept_in(folder.clone(), At(0));
        notes.enter(false);
        notes.give(wrap(), At(1)).expect("given");
        notes.enter(true);
        assert!(notes.told().is_empty());
        notes
            .give(Some(NoteText::Own("again".into())), At(2))
            .expect("given");
        let stored = std::fs::read_to_string(folder.notes()).expect("a file");
        assert!(!stored.contains("again"));
        notes.enter(false);
        assert_eq!(notes.told()[0].text, NoteText::Ready(WRAP.into()));
        // Back to the top.
        notes.enter(false);
        assert!(notes.told().is_empty());
        assert!(Notes::kept_in(folder, At(3)).told().is_empty());
    }
}
