//! Every file of a show as screens are sent it: made once, when the show is loaded, on a thread of
//! its own, one after the other.

use super::{Made, MediaFolder, names};
use crate::show::fault::{Fault, Purpose};
use crate::show::programme::Show;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// A file on its way to the screens.
#[derive(Clone)]
enum Preparation {
    /// Not looked at yet.
    Waiting,
    Ready(Arc<Made>),
    Refused(Fault),
}

/// The show's files.
#[derive(Default)]
pub struct Gallery {
    folder: Option<MediaFolder>,
    works: Mutex<BTreeMap<String, Preparation>>,
    /// Counts the files that were looked at.
    done: watch::Sender<u64>,
    /// Which load is the newest: an older one stops.
    load: Mutex<u64>,
}

/// Every file that a show names, and what for.
pub fn named(show: &Show) -> BTreeMap<&str, Purpose> {
    let mut all = BTreeMap::new();
    let theme = show.theme.iter();
    let of_theme = theme.clone().flat_map(|t| [&t.logo, &t.background]);
    let works = show.entries.iter();
    let works = works.flat_map(|entry| [&entry.poster, &entry.still]);
    let portraits = show.people.iter().map(|person| &person.portrait);
    let jurors = show.jury.jurors.iter().map(|juror| &juror.portrait);
    let logos = show.partners.iter().map(|partner| &partner.logo);
    let pictures = works
        .chain(portraits)
        .chain(jurors)
        .chain(logos)
        .chain(of_theme);
    all.extend(pictures.flatten().map(|p| (p.as_str(), Purpose::Picture)));
    let clips = show
        .entries
        .iter()
        .filter_map(|entry| entry.clip.as_deref());
    all.extend(clips.map(|path| (path, Purpose::Clip)));
    let sheet = theme.filter_map(|theme| theme.stylesheet.as_deref());
    all.extend(sheet.map(|path| (path, Purpose::Style)));
    all
}

/// Every file that screens may ask for, by the path that they ask for: where it lies and what it is
/// for. The show file names some, its style sheet others.
fn all_of(folder: &MediaFolder, show: &Show) -> BTreeMap<String, (String, Purpose)> {
    let mut all = BTreeMap::new();
    for (path, purpose) in named(show) {
        if purpose == Purpose::Style {
            all.extend(folder.named_by(path));
        }
    }
    let own = named(show).into_iter();
    all.extend(own.map(|(path, purpose)| (path.to_owned(), (path.to_owned(), purpose))));
    all
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gallery {
    /// The files of the show in this folder.
    pub fn new(folder: MediaFolder) -> Self {
        Gallery {
            folder: Some(folder),
            ..Gallery::default()
        }
    }

    /// Looks at every file that the show names, in the order of their names; `told` is called
    /// whenever one of them turns out to be unfit, and at the end. What screens have already stays
    /// until its successor is made.
    pub fn take_in(self: &Arc<Self>, show: &Show, told: impl Fn() + Send + 'static) {
        let Some(folder) = self.folder.clone() else {
            return;
        };
        let named = all_of(&folder, show);
        {
            let mut works = locked(&self.works);
            works.retain(|path, _| named.contains_key(path));
            for path in named.keys() {
                works.entry(path.clone()).or_insert(Preparation::Waiting);
            }
        }
        let turn = {
            let mut load = locked(&self.load);
            *load += 1;
            *load
        };
        let gallery = self.clone();
        let worker = std::thread::Builder::new().name("media".into());
        let started = worker.spawn(move || {
            for (path, (file, purpose)) in &named {
                if *locked(&gallery.load) != turn {
                    return;
                }
                if gallery.look_at(&folder, path, file, *purpose) {
                    told();
                }
            }
            folder.forget_all_but(&gallery.kept());
            told();
        });
        if started.is_err() {
            tracing::error!("the show's pictures cannot be prepared: no thread can be started");
        }
    }

    /// Looks at one file, which screens ask for by this path. True if it cannot be shown.
    fn look_at(&self, folder: &MediaFolder, path: &str, file: &str, purpose: Purpose) -> bool {
        let made = folder.made(file, purpose);
        let refused = made.as_ref().err().cloned();
        if let Some(fault) = &refused {
            tracing::warn!("{}; {}", fault.message(path), fault.mend(purpose));
        }
        let work = made.map_or_else(Preparation::Refused, |made| {
            Preparation::Ready(Arc::new(made))
        });
        locked(&self.works).insert(path.to_owned(), work);
        self.done.send_modify(|count| *count += 1);
        refused.is_some()
    }

    /// The file as screens are sent it, as soon as it has been looked at; none if it cannot be
    /// shown or the show does not name it.
    pub async fn get(&self, path: &str) -> Option<Arc<Made>> {
        let mut done = self.done.subscribe();
        loop {
            done.mark_unchanged();
            let work = self.work(path)?;
            match work {
                Preparation::Ready(made) => return Some(made),
                Preparation::Refused(_) => return None,
                Preparation::Waiting => done.changed().await.ok()?,
            }
        }
    }

    /// The work of this path, in whatever normal form a browser or a disk writes it.
    fn work(&self, path: &str) -> Option<Preparation> {
        let works = locked(&self.works);
        let alike = || {
            let mut others = works.iter().filter(|_| !path.is_ascii());
            let found = others.find(|(name, _)| names::same(name, path));
            found.map(|(_, work)| work)
        };
        works.get(path).or_else(alike).cloned()
    }

    /// Where a film lies.
    pub fn path_of(&self, film: &Made) -> PathBuf {
        let root = self.folder.iter().map(|folder| folder.root.clone());
        root.chain([film.name.clone().into()]).collect()
    }

    /// What cannot be shown, and why.
    pub fn faults(&self) -> BTreeMap<String, Fault> {
        let works = locked(&self.works);
        let refused = works.iter().filter_map(|(path, work)| match work {
            Preparation::Refused(fault) => Some((path.clone(), fault.clone())),
            _ => None,
        });
        refused.collect()
    }

    /// The names under which prepared pictures are kept.
    fn kept(&self) -> Vec<String> {
        let works = locked(&self.works);
        let names = works.values().filter_map(|work| match work {
            Preparation::Ready(made) => Some(made.name.clone()),
            _ => None,
        });
        names.collect()
    }
}
