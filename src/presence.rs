//! Which stage screens are there, and what they really show.

mod elsewhere;

use crate::view::{Screen, Sound};
use elsewhere::Elsewhere;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How many screens may be known at once; further ones are shown the stage but not listed.
pub const SCREENS_MAX: usize = 64;

/// The screens that have connected since the server's start.
#[derive(Default)]
pub struct Presence {
    /// Pages at other addresses that would take part.
    pub elsewhere: Elsewhere,
    screens: Mutex<BTreeMap<String, Seen>>,
}

#[derive(Clone, Debug, Default)]
struct Seen {
    name: String,
    connections: u32,
    shown: u64,
    /// What this screen alone is told.
    calls: watch::Sender<Option<String>>,
    sound: Option<Sound>,
}

impl Presence {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Seen>> {
        self.screens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A screen has connected. `name` is what it calls itself, if it does. One that counts always has its place: were it crowded out by
    /// strangers, the public would not wait for the wall any more.
    pub fn joined(&self, id: &str, name: Option<&str>, counts: bool) {
        let mut screens = self.lock();
        if !counts && screens.len() >= SCREENS_MAX && !screens.contains_key(id) {
            // Forget the ones that are gone before turning a new one away.
            screens.retain(|_, seen| seen.connections > 0);
            if screens.len() >= SCREENS_MAX {
                return;
            }
        }
        let seen = screens.entry(id.to_owned()).or_default();
        seen.connections += 1;
        if let Some(name) = name {
            seen.name = name.to_owned();
        }
    }

    /// What is said to one screen alone; nothing for one that is not known.
    pub fn calls(&self, id: &str) -> Option<watch::Receiver<Option<String>>> {
        let screens = self.lock();
        screens.get(id).map(|seen| seen.calls.subscribe())
    }

    /// Says something to one screen alone. False if it is not connected.
    pub fn call(&self, id: &str, message: String) -> bool {
        let screens = self.lock();
        let there = screens.get(id).filter(|seen| seen.connections > 0);
        there.is_some_and(|seen| seen.calls.send(Some(message)).is_ok())
    }

    /// A screen has gone.
    pub fn left(&self, id: &str) {
        if let Some(seen) = self.lock().get_mut(id) {
            seen.connections = seen.connections.saturating_sub(1);
            if seen.connections == 0 {
                seen.shown = 0;
                seen.sound = None;
            }
        }
    }

    /// A screen says that this revision is really on it. True if that is news.
    pub fn showed(&self, id: &str, revision: u64) -> bool {
        match self.lock().get_mut(id) {
            Some(seen) if seen.connections > 0 && revision > seen.shown => {
                seen.shown = revision;
                true
            }
            _ => false,
        }
    }

    /// A screen says whether it can be heard. True if that is news.
    pub fn sounds(&self, id: &str, sound: Option<Sound>) -> bool {
        match self.lock().get_mut(id) {
            Some(seen) if seen.connections > 0 && seen.sound != sound => {
                seen.sound = sound;
                true
            }
            _ => false,
        }
    }

    /// After a return to the top revisions start anew.
    pub fn forget_shown(&self) {
        self.lock().values_mut().for_each(|seen| seen.shown = 0);
    }

    /// Whether a screen that counts is connected.
    pub fn any_of(&self, approved: &BTreeMap<String, String>) -> bool {
        let screens = self.lock();
        approved
            .keys()
            .any(|id| screens.get(id).is_some_and(|seen| seen.connections > 0))
    }

    /// Every screen that is connected or counts, by name and then by id.
    pub fn screens(&self, approved: &BTreeMap<String, String>) -> Vec<Screen> {
        let seen = self.lock();
        let connected = seen.iter().filter(|(_, s)| s.connections > 0);
        let mut screens: Vec<Screen> = connected
            .map(|(id, s)| Screen {
                id: id.clone(),
                name: approved
                    .get(id)
                    .filter(|name| !name.is_empty())
                    .unwrap_or(&s.name)
                    .clone(),
                approved: approved.contains_key(id),
                connected: true,
                shown: s.shown,
                sound: s.sound,
            })
            .collect();
        let there = |id: &str| seen.get(id).is_some_and(|s| s.connections > 0);
        let missing = approved.iter().filter(|(id, _)| !there(id));
        screens.extend(missing.map(|(id, name)| Screen {
            id: id.clone(),
            name: name.clone(),
            approved: true,
            connected: false,
            shown: 0,
            sound: None,
        }));
        screens.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        screens
    }
}
