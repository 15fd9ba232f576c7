//! Which stage screens are there, and what they really show; which devices of jurors are; what the
//! producer tells the MC.

mod elsewhere;
mod jury;
mod notes;

use crate::folder::Folder;
use crate::show::event::At;
use crate::view::{Screen, Sound};
pub use elsewhere::Elsewhere;
pub use jury::JuryPresence;
pub use notes::{NoteError, NoteReader, Notes};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How many screens that nobody approved are known at once. Further ones are shown the stage too,
/// and those that came first are counted only.
pub const STRANGERS_MAX: usize = 64;

/// How many screens are remembered that have shown a rehearsal.
const REHEARSED_MAX: usize = 2 * STRANGERS_MAX;

/// The screens that the producer lets count: name by id.
pub type Approved = BTreeMap<String, String>;

/// The screens that are connected.
#[derive(Default)]
pub struct Presence {
    /// Pages at other addresses that would take part.
    pub elsewhere: Arc<Elsewhere>,
    /// The jurors' devices.
    pub jury: JuryPresence,
    /// From the producer to the MC.
    pub notes: Notes,
    known: Mutex<Connected>,
    strangers: AtomicBool,
}

#[derive(Default)]
struct Connected {
    screens: BTreeMap<String, StageScreen>,
    /// Connections of screens that are not among them.
    others: u64,
    /// The number of the last connection.
    last: u64,
    /// Of what screens show: what one tells of another is too late.
    epoch: i64,
    /// Whether what screens show is a rehearsal.
    rehearsing: bool,
    /// Those that have shown a rehearsal last: what they are called, by id.
    rehearsed: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
struct StageScreen {
    name: String,
    /// Its connections, by their numbers.
    connections: Vec<u64>,
    shown: u64,
    /// What this screen alone is told.
    calls: watch::Sender<Option<String>>,
    sound: Option<Sound>,
}

impl StageScreen {
    fn since(&self) -> u64 {
        self.connections.first().copied().unwrap_or_default()
    }
}

impl Presence {
    /// With the notes that this folder holds.
    pub fn of(folder: Folder, now: At) -> Self {
        Presence {
            notes: Notes::kept_in(folder, now),
            ..Presence::default()
        }
    }

    fn lock(&self) -> MutexGuard<'_, Connected> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A screen has connected; the answer is the number of its connection. `name` is what it calls
    /// itself, if it does. One that counts always has its place: were it crowded out by strangers,
    /// the public would not wait for the wall any more. Among strangers the latest are known: it is
    /// the screen just switched on that the producer looks for.
    pub fn joined(&self, id: &str, name: Option<&str>, approved: &Approved) -> u64 {
        let mut known = self.lock();
        known.last += 1;
        let connection = known.last;
        if !known.screens.contains_key(id) && !approved.contains_key(id) {
            known.make_room(approved);
        }
        let seen = known.screens.entry(id.to_owned()).or_default();
        seen.connections.push(connection);
        if let Some(name) = name {
            seen.name = name.to_owned();
        }
        connection
    }

    /// What is said to one screen alone; nothing for one that is not known.
    pub fn calls(&self, id: &str) -> Option<watch::Receiver<Option<String>>> {
        let known = self.lock();
        known.screens.get(id).map(|seen| seen.calls.subscribe())
    }

    /// Says something to one screen alone. False if it is not connected.
    pub fn call(&self, id: &str, message: String) -> bool {
        let known = self.lock();
        let there = known.screens.get(id);
        there.is_some_and(|seen| seen.calls.send(Some(message)).is_ok())
    }

    /// A screen has gone: its connection with this number.
    pub fn left(&self, id: &str, connection: u64) {
        let mut known = self.lock();
        let seen = known.screens.get_mut(id);
        let Some(seen) = seen.filter(|seen| seen.connections.contains(&connection)) else {
            known.others = known.others.saturating_sub(1);
            return;
        };
        seen.connections.retain(|one| *one != connection);
        if seen.connections.is_empty() {
            known.screens.remove(id);
        }
    }

    /// A screen says that this revision is really on it. True if that is news, and of what screens
    /// show now.
    pub fn showed(&self, id: &str, epoch: i64, revision: u64) -> bool {
        let mut known = self.lock();
        let is_of_now = epoch == known.epoch;
        let seen = known.screens.get_mut(id).filter(|_| is_of_now);
        let Some(seen) = seen.filter(|seen| revision > seen.shown) else {
            return false;
        };
        seen.shown = revision;
        let name = seen.name.clone();
        if !known.rehearsing {
            known.rehearsed.remove(id);
        } else if known.rehearsed.len() < REHEARSED_MAX {
            known.rehearsed.insert(id.to_owned(), name);
        }
        true
    }

    /// From here on screens show what has this epoch: a rehearsal, or the evening. None has shown
    /// any of it. Once a rehearsal is over, a screen that is gone and never counted is nobody's.
    pub fn enter(&self, epoch: i64, rehearsing: bool, approved: &Approved) {
        self.notes.enter(rehearsing);
        let mut known = self.lock();
        let was_rehearsing = std::mem::replace(&mut known.rehearsing, rehearsing);
        known.epoch = epoch;
        let Connected {
            screens, rehearsed, ..
        } = &mut *known;
        screens.values_mut().for_each(|seen| seen.shown = 0);
        if rehearsing {
            rehearsed.clear();
        } else if was_rehearsing {
            rehearsed.retain(|id, name| {
                let given = approved.get(id).filter(|given| !given.is_empty());
                given.into_iter().for_each(|given| name.clone_from(given));
                screens.contains_key(id) || approved.contains_key(id)
            });
        }
    }

    /// What those are called that have shown nothing since but a rehearsal, also where their line
    /// is cut. Nobody is named while it lasts.
    pub fn still_rehearsing(&self) -> Vec<String> {
        let known = self.lock();
        let rehearsed = known.rehearsed.iter().filter(|_| !known.rehearsing);
        let called = |(id, name): (&String, &String)| match name.is_empty() {
            true => id.chars().take(6).collect(),
            false => name.clone(),
        };
        rehearsed.map(called).collect()
    }

    /// A screen says whether it can be heard. True if that is news.
    pub fn sounds(&self, id: &str, sound: Option<Sound>) -> bool {
        match self.lock().screens.get_mut(id) {
            Some(seen) if seen.sound != sound => {
                seen.sound = sound;
                true
            }
            _ => false,
        }
    }

    /// Whether a screen that counts is connected.
    pub fn any_of(&self, approved: &Approved) -> bool {
        let known = self.lock();
        approved.keys().any(|id| known.screens.contains_key(id))
    }

    /// Says that the strangers are others than before. Nobody waits for that, so that nobody is
    /// woken.
    pub fn strangers_changed(&self) {
        self.strangers.store(true, Ordering::SeqCst);
    }

    /// Whether they are; asked once.
    pub fn have_strangers_changed(&self) -> bool {
        self.strangers.swap(false, Ordering::SeqCst)
    }

    /// Every screen that counts, by name and then by id; then the known strangers, the latest
    /// first; and how many more are connected.
    pub fn screens(&self, approved: &Approved) -> (Vec<Screen>, u64) {
        let known = self.lock();
        let counting = approved.iter().map(|(id, name)| {
            let seen = known.screens.get(id);
            let own = seen.map(|seen| &seen.name);
            let name = Some(name).filter(|name| !name.is_empty()).or(own);
            Screen {
                id: id.clone(),
                name: name.cloned().unwrap_or_default(),
                approved: true,
                connected: seen.is_some(),
                shown: seen.map_or(0, |seen| seen.shown),
                sound: seen.and_then(|seen| seen.sound),
            }
        });
        let mut screens: Vec<Screen> = counting.collect();
        screens.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let strangers = known.screens.iter();
        let mut strangers: Vec<_> = strangers
            .filter(|(id, _)| !approved.contains_key(*id))
            .collect();
        strangers.sort_by_key(|(_, seen)| std::cmp::Reverse(seen.since()));
        screens.extend(strangers.into_iter().map(|(id, seen)| Screen {
            id: id.clone(),
            name: seen.name.clone(),
            approved: false,
            connected: true,
            shown: seen.shown,
            sound: seen.sound,
        }));
        (screens, known.others)
    }
}

impl Connected {
    /// Room for one more stranger: the one that came first is only counted from now on.
    fn make_room(&mut self, approved: &Approved) {
        let strangers = self.screens.iter();
        let strangers = strangers.filter(|(id, _)| !approved.contains_key(*id));
        if strangers.clone().count() < STRANGERS_MAX {
            return;
        }
        let first = strangers.min_by_key(|(_, seen)| seen.since());
        let Some(first) = first.map(|(id, _)| id.clone()) else {
            return;
        };
        if let Some(seen) = self.screens.remove(&first) {
            self.others += seen.connections.len() as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall() -> Approved {
        [("wall".to_owned(), "LED".to_owned())].into()
    }

    #[test]
    fn the_wall_has_its_place_among_any_number_of_strangers_and_those_are_counted() {
        let presence = Presence::default();
        let connection = presence.joined("wall", None, &wall());
        let crowd: Vec<_> = (0..1_000)
            .map(|n| (n, presence.joined(&format!("stranger-{n}"), None, &wall())))
            .collect();
        let (screens, more) = presence.screens(&wall());
        assert_eq!(screens.len(), 1 + STRANGERS_MAX);
        assert!(screens[0].approved && screens[0].connected);
        assert_eq!(screens[1].id, "stranger-999", "the latest comes first");
        assert_eq!(more, 1_000 - STRANGERS_MAX as u64);
        for (n, connection) in crowd {
            presence.left(&format!("stranger-{n}"), connection);
        }
        presence.left("wall", connection);
        let (screens, more) = presence.screens(&wall());
        assert_eq!((screens.len(), more), (1, 0));
        assert!(!screens[0].connected);
        assert!(presence.lock().screens.is_empty(), "nobody is remembered");
    }

    #[test]
    fn a_screen_that_reconnects_before_its_old_line_has_ended_stays() {
        let presence = Presence::default();
        let old = presence.joined("wall", Some("Foyer"), &wall());
        presence.joined("wall", None, &wall());
        presence.left("wall", old);
        assert!(presence.any_of(&wall()));
    }
}
