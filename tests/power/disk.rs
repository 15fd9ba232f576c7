//! A disk that keeps what was synced, and of the rest whatever it likes.

use crate::strace::Call;
use crate::support::dice::Dice;
use rand::Rng;
use rand::seq::IndexedRandom;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

#[derive(Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    waiting: Vec<Change>,
}

#[derive(Clone)]
enum Naming {
    Create(String, usize),
    Rename(String, String),
    Unlink(String),
}

impl Naming {
    fn touches(&self, name: &str) -> bool {
        match self {
            Naming::Create(path, _) | Naming::Unlink(path) => path == name,
            Naming::Rename(from, to) => from == name || to == name,
        }
    }

    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Naming::Create(path, file) => {
                names.insert(path.clone(), *file);
            }
            Naming::Rename(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
            Naming::Unlink(path) => {
                names.remove(path);
            }
        }
    }
}

#[derive(Clone)]
struct Descriptor {
    file: Option<usize>,
    at: u64,
    append: bool,
}

/// How much a sync of a file says about names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Names {
    /// It makes all earlier names last, as in ext4's and XFS's journals.
    Journalled,
    /// It makes its own creation last, and no more: all else takes a sync of the folder.
    Strict,
}

/// The disk after some calls.
#[derive(Clone)]
pub struct Disk {
    root: String,
    names: Names,
    files: Vec<File>,
    /// Names as the program sees them, and as they would be found.
    seen: BTreeMap<String, usize>,
    lasting: BTreeMap<String, usize>,
    waiting: Vec<Naming>,
    open: HashMap<i64, Descriptor>,
}

/// What the power cut does to what a file was waiting for.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Dropped,
    Kept,
    Beginning,
    Any,
    Torn(u64),
}

impl Disk {
    /// An empty disk at `root`; what is done elsewhere is not seen.
    pub fn at(root: &Path, names: Names) -> Disk {
        Disk {
            root: format!("{}/", root.display()),
            names,
            files: Vec::new(),
            seen: BTreeMap::new(),
            lasting: BTreeMap::new(),
            waiting: Vec::new(),
            open: HashMap::new(),
        }
    }

    /// What it thinks of names.
    pub fn names(&self) -> Names {
        self.names
    }

    fn below(&self, path: &str) -> Option<String> {
        let path = path.replace("//", "/");
        path.strip_prefix(&self.root).map(str::to_owned)
    }

    fn rename_to(&mut self, naming: Naming) {
        naming.apply(&mut self.seen);
        self.waiting.push(naming);
    }

    /// How long the program sees this file to be.
    fn length(&self, file: usize) -> u64 {
        let file = &self.files[file];
        let mut length = file.synced.len() as u64;
        for change in &file.waiting {
            length = match change {
                Change::Write(at, bytes) => length.max(at + bytes.len() as u64),
                Change::Truncate(to) => *to,
            };
        }
        length
    }

    /// Does what the program did. Returns what it wrote to the file `acks`, if that is what it did.
    pub fn apply(&mut self, call: &Call) -> Option<String> {
        match call {
            Call::Open {
                file,
                path,
                create,
                truncate,
                append,
            } => self.opened(*file, path, *create, *truncate, *append),
            Call::Close(file) => {
                self.open.remove(file);
            }
            Call::Seek(file, at) => {
                if let Some(open) = self.open.get_mut(file) {
                    open.at = *at;
                }
            }
            Call::Read(file, count) => {
                if let Some(open) = self.open.get_mut(file) {
                    open.at += count;
                }
            }
            Call::Write(file, at, bytes) => return self.written(*file, *at, bytes),
            Call::Truncate(file, to) => {
                if let Some(file) = self.open.get(file).and_then(|open| open.file) {
                    self.files[file].waiting.push(Change::Truncate(*to));
                }
            }
            Call::Sync(file) => self.synced(*file),
            Call::Rename(from, to) => {
                if let (Some(from), Some(to)) = (self.below(from), self.below(to)) {
                    self.rename_to(Naming::Rename(from, to));
                }
            }
            Call::Unlink(path) => {
                if let Some(path) = self.below(path) {
                    self.rename_to(Naming::Unlink(path));
                }
            }
        }
        None
    }

    fn opened(&mut self, number: i64, path: &str, create: bool, truncate: bool, append: bool) {
        self.open.remove(&number);
        let Some(path) = self
            .below(&format!("{path}/"))
            .map(|p| p.trim_end_matches('/').to_owned())
        else {
            return;
        };
        let known = self.seen.get(&path).copied();
        let file = match known {
            None if create => {
                self.files.push(File::default());
                let file = self.files.len() - 1;
                self.rename_to(Naming::Create(path, file));
                Some(file)
            }
            known => known,
        };
        if let Some(file) = file.filter(|_| truncate) {
            self.files[file].waiting.push(Change::Truncate(0));
        }
        // Without a file it is a folder, and a sync of it is one of its names.
        let open = Descriptor {
            file,
            at: 0,
            append,
        };
        self.open.insert(number, open);
    }

    fn written(&mut self, number: i64, at: Option<u64>, bytes: &[u8]) -> Option<String> {
        let open = self.open.get(&number)?.clone();
        let file = open.file?;
        let place = match at {
            Some(at) => at,
            None if open.append => self.length(file),
            None => open.at,
        };
        if self.seen.get("acks") == Some(&file) {
            return Some(String::from_utf8(bytes.to_vec()).expect("text"));
        }
        self.files[file]
            .waiting
            .push(Change::Write(place, bytes.to_vec()));
        if at.is_none() {
            let open = self.open.get_mut(&number)?;
            open.at = place + bytes.len() as u64;
        }
        None
    }

    fn synced(&mut self, number: i64) {
        let Some(open) = self.open.get(&number).cloned() else {
            return;
        };
        if let Some(number) = open.file {
            let file = &mut self.files[number];
            for change in std::mem::take(&mut file.waiting) {
                apply(&mut file.synced, &change);
            }
            if self.names == Names::Strict {
                // And whatever happened to that name before, or it would undo the creation.
                let created = self.waiting.iter().find_map(|naming| match naming {
                    Naming::Create(path, file) if *file == number => Some(path.clone()),
                    _ => None,
                });
                let Some(path) = created else {
                    return;
                };
                let (own, others) = self.waiting.drain(..).partition(|n| n.touches(&path));
                self.waiting = others;
                let own: Vec<Naming> = own;
                own.iter().for_each(|n| n.apply(&mut self.lasting));
                return;
            }
        }
        for naming in self.waiting.drain(..) {
            naming.apply(&mut self.lasting);
        }
    }

    /// Cuts the power and writes what is found afterwards into `folder`. Says what became of what
    /// was not synced.
    pub fn cut(&self, dice: &mut Dice, folder: &Path) -> String {
        let mut names = self.lasting.clone();
        let kept = dice.random_range(0..=self.waiting.len());
        for naming in &self.waiting[..kept] {
            naming.apply(&mut names);
        }
        let mut said = format!("{kept} of {} names", self.waiting.len());
        let _ = fs::remove_dir_all(folder);
        for (path, file) in names {
            let file = &self.files[file];
            let mut bytes = file.synced.clone();
            if !file.waiting.is_empty() {
                let fate = *[
                    Fate::Dropped,
                    Fate::Kept,
                    Fate::Beginning,
                    Fate::Any,
                    Fate::Torn(512),
                    Fate::Torn(4096),
                ]
                .choose(dice)
                .expect("a fate");
                said += &format!(", {path} {fate:?} of {}", file.waiting.len());
                suffer(dice, &mut bytes, &file.waiting, fate);
            }
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("written");
        }
        said
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Truncate(to) => bytes.resize(*to as usize, 0),
        Change::Write(at, new) => {
            let end = *at as usize + new.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[*at as usize..end].copy_from_slice(new);
        }
    }
}

fn suffer(dice: &mut Dice, bytes: &mut Vec<u8>, waiting: &[Change], fate: Fate) {
    let first = dice.random_range(0..=waiting.len());
    for (number, change) in waiting.iter().enumerate() {
        let kept = match fate {
            Fate::Dropped => false,
            Fate::Kept => true,
            Fate::Beginning => number < first,
            Fate::Any | Fate::Torn(_) => dice.random(),
        };
        let (Fate::Torn(sector), Change::Write(at, new)) = (fate, change) else {
            if kept {
                apply(bytes, change);
            }
            continue;
        };
        let mut from = 0;
        while from < new.len() {
            let place = at + from as u64;
            let to = (from + (sector - place % sector) as usize).min(new.len());
            if dice.random() {
                apply(bytes, &Change::Write(place, new[from..to].to_vec()));
            }
            from = to;
        }
    }
}
