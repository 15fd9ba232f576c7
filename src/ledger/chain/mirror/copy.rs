//! The thread behind a mirror: it syncs the mirror to disk and brings a second copy up to date, on
//! a stick for example.

use super::place::Place;
use super::seal::MirrorSeal;
use super::text::{self, SealContext};
use super::{Copies, free, sync_folder};
use crate::ledger::Health;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The pause between two syncs: more would take the disk's time from the votes.
const PAUSE: Duration = Duration::from_millis(200);

/// How often a copy that failed is tried again, and one that is well is looked at.
const AGAIN: Duration = Duration::from_secs(1);

/// How long the end of the server waits for a last sync.
const FAREWELL: Duration = Duration::from_secs(2);

/// What is read at once.
const CHUNK: usize = 256 * 1024;

#[derive(Default)]
struct Orders {
    dirty: bool,
    stop: bool,
    /// Archives that the copy has not followed yet.
    archived: Vec<PathBuf>,
}

#[derive(Default)]
struct OrderBook {
    work: Mutex<Orders>,
    called: Condvar,
}

impl OrderBook {
    fn change(&self, change: impl FnOnce(&mut Orders)) {
        change(&mut self.work.lock().unwrap_or_else(PoisonError::into_inner));
        self.called.notify_all();
    }

    /// Waits until there is work, or for `most`.
    fn wait(&self, most: Duration, enough: impl Fn(&Orders) -> bool) -> Orders {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .called
            .wait_timeout_while(work, most, |work| !enough(work));
        let (mut work, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let stop = work.stop;
        let taken = std::mem::take(&mut *work);
        work.stop = stop;
        Orders { stop, ..taken }
    }
}

/// The end of the thread that its mirror holds.
pub(super) struct Follower {
    desk: Arc<OrderBook>,
    ended: Option<Receiver<()>>,
}

impl Follower {
    pub(super) fn start(
        home: &Path,
        (noun, seal): (&'static str, Arc<MirrorSeal>),
        copies: &Copies,
    ) -> Self {
        let desk = Arc::new(OrderBook::default());
        let (end, ended) = sync_channel::<()>(0);
        let mut copy = Copy {
            home: home.to_owned(),
            noun,
            seal,
            folder: copies.folder.clone(),
            label: copies.label.clone(),
            health: copies.health.clone(),
            synced: None,
            target: None,
        };
        let theirs = desk.clone();
        let started = std::thread::Builder::new()
            .name("mirror".into())
            .spawn(move || {
                copy.run(&theirs);
                drop(end);
            });
        Follower {
            desk,
            ended: started.is_ok().then_some(ended),
        }
    }

    pub(super) fn wake(&self) {
        self.desk.change(|work| work.dirty = true);
    }

    pub(super) fn put_away(&self, archived: &Path) {
        self.desk
            .change(|work| work.archived.push(archived.to_owned()));
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.desk.change(|work| work.stop = true);
        if let Some(ended) = self.ended.take() {
            // A stick that hangs must not keep the server from ending.
            let _ = ended.recv_timeout(FAREWELL);
        }
    }
}

struct Copy {
    home: PathBuf,
    noun: &'static str,
    seal: Arc<MirrorSeal>,
    folder: Option<PathBuf>,
    label: String,
    health: Arc<Health>,
    /// The mirror, open for syncing.
    synced: Option<(File, Place)>,
    target: Option<Target>,
}

/// The copy, open where it goes on.
struct Target {
    file: File,
    /// How much of the mirror is in it.
    at: u64,
    place: Place,
}

impl Copy {
    fn run(&mut self, desk: &OrderBook) {
        let mut failing = false;
        loop {
            let called = |work: &Orders| work.dirty || work.stop || !work.archived.is_empty();
            let work = desk.wait(AGAIN, called);
            for archived in &work.archived {
                self.synced = None;
                if self.follow_archive(archived).is_err() {
                    // The comparison puts it aside when the copy is there again.
                    self.target = None;
                }
            }
            if called(&work) || failing || !self.stands() {
                let _ = self.sync();
                let done = self.bring_up_to_date();
                failing = self.tell(done, failing);
            }
            if work.stop {
                return;
            }
            if called(&work) {
                desk.wait_for_stop(PAUSE);
            }
        }
    }

    /// Whether what was written last is still where it was written: a stick that was pulled out is
    /// told of although nothing happens on stage.
    fn stands(&mut self) -> bool {
        let target = self.target.as_mut();
        target.is_none_or(|target| target.place.look().is_ok())
    }

    fn sync(&mut self) -> io::Result<()> {
        let synced = self.synced.as_mut();
        if synced.is_none_or(|(_, place)| place.look().is_err()) {
            let file = File::open(&self.home)?;
            self.synced = Some((file, Place::of(&self.home)));
        }
        let synced = self.synced.as_ref();
        synced.map_or(Ok(()), |(file, _)| file.sync_data())
    }

    fn tell(&self, done: io::Result<()>, failing: bool) -> bool {
        let folder = self.folder.as_deref().unwrap_or(Path::new("")).display();
        match (&done, failing) {
            (Err(error), false) => {
                tracing::warn!(%folder, %error, "the copy of the mirror cannot be written: the \
                    show goes on, and the copy is tried again every second");
            }
            (Ok(()), true) => {
                tracing::info!(%folder, "the copy of the mirror is up to date again");
            }
            _ => {}
        }
        self.health.copy.store(done.is_err(), Ordering::SeqCst);
        done.is_err()
    }

    fn path(&self) -> Option<PathBuf> {
        let name = self.home.file_name()?;
        Some(self.folder.as_ref()?.join(name))
    }

    fn bring_up_to_date(&mut self) -> io::Result<()> {
        let Some(path) = self.path() else {
            return Ok(());
        };
        let mut home = match File::open(&self.home) {
            Ok(home) => home,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let done = self.fill(&mut home, &path);
        if done.is_err() {
            self.target = None;
        }
        done
    }

    fn fill(&mut self, home: &mut File, path: &Path) -> io::Result<()> {
        if !self.stands() {
            self.target = None;
        }
        if self.target.is_none() {
            self.target = Some(self.connect(home, path)?);
        }
        let Some(Target { file, at, .. }) = self.target.as_mut() else {
            return Ok(());
        };
        home.seek(SeekFrom::Start(*at))?;
        let mut chunk = vec![0; CHUNK];
        let mut news = false;
        loop {
            let read = home.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            file.write_all(&chunk[..read])?;
            *at += read as u64;
            news = true;
        }
        if news { file.sync_data() } else { Ok(()) }
    }

    /// Opens the copy where it goes on. One that is not a beginning of our mirror is put aside.
    fn connect(&self, home: &mut File, path: &Path) -> io::Result<Target> {
        let folder = path.parent().unwrap_or(path);
        if !folder.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "there is no such folder: make it, or put the stick in",
            ));
        }
        if path.exists() {
            home.seek(SeekFrom::Start(0))?;
            let length = common(home, &mut File::open(path)?)?;
            if length == path.metadata()?.len() {
                let mut file = OpenOptions::new().write(true).open(path)?;
                file.seek(SeekFrom::Start(length))?;
                return Ok(target(file, length, path));
            }
            let verdict = self.verdict(path)?;
            let aside = free(named(path, &self.label));
            std::fs::rename(path, &aside)?;
            tracing::warn!(kept = %aside.display(),
                "the copy {verdict}: it was put aside, and a new one is begun");
        }
        let mut options = OpenOptions::new();
        let file = options.write(true).create_new(true).open(path)?;
        file.sync_all()?;
        sync_folder(path)?;
        Ok(target(file, 0, path))
    }

    fn verdict(&self, path: &Path) -> io::Result<&'static str> {
        let proof = SealContext {
            seal: &self.seal,
            noun: self.noun,
            evening: self.seal.evening(),
        };
        Ok(text::verdict(&std::fs::read(path)?, &proof))
    }

    /// The evening was archived: its copy gets the rest of it and the archive's name.
    fn follow_archive(&mut self, archived: &Path) -> io::Result<()> {
        let (Some(path), Some(name)) = (self.path(), archived.file_name()) else {
            return Ok(());
        };
        if path.exists() {
            let mut home = File::open(archived)?;
            self.fill(&mut home, &path)?;
            std::fs::rename(&path, free(path.with_file_name(name)))?;
            sync_folder(&path)?;
        }
        self.target = None;
        Ok(())
    }
}

impl OrderBook {
    fn wait_for_stop(&self, most: Duration) {
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.called.wait_timeout_while(work, most, |w| !w.stop);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

fn target(file: File, at: u64, path: &Path) -> Target {
    let place = Place::of(path);
    Target { file, at, place }
}

/// `show-LABEL.mirror` for `show.mirror`.
pub(super) fn named(path: &Path, label: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{label}.{end}"))
}

/// How many bytes two files have in common from their beginning.
fn common(one: &mut File, other: &mut File) -> io::Result<u64> {
    let (mut ours, mut theirs) = (vec![0; CHUNK], vec![0; CHUNK]);
    let mut same = 0;
    loop {
        let read = other.read(&mut theirs)?;
        let mut filled = 0;
        while filled < read {
            match one.read(&mut ours[filled..read])? {
                0 => break,
                more => filled += more,
            }
        }
        let pairs = ours[..filled].iter().zip(&theirs[..read]);
        let alike = pairs.take_while(|(a, b)| a == b).count();
        same += alike as u64;
        if read == 0 || alike < read {
            return Ok(same);
        }
    }
}
