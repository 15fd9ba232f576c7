//! The show folder's ledgers, opened with their mirrors: what one file has lost comes back from
//! another, and is told.

mod chest;

pub use chest::Chest;

use super::Failure;
use crate::clock::{Clock, SteadyClock};
use crate::evening::archive_label;
use crate::folder::Folder;
use crate::folder::ledgers::{BOXES, Kind, NET, Testimony, files};
use crate::journal::{self, Journal, Opened};
use crate::ledger::Health;
use crate::ledger::chain::mirror::seal::MirrorSeal;
use crate::ledger::chain::mirror::{Copies, beside, text};
use crate::ledger::chain::{ChainFile, Keeping, Known};
use crate::ledger::damage::Damage;
use crate::show::event::{At, Event, Stamped};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the files of a folder are opened.
pub struct Storage<'a> {
    folder: &'a Folder,
    seal: Option<Arc<MirrorSeal>>,
    copy: Option<PathBuf>,
    /// Dates what is put aside.
    label: String,
    /// The arguments of those who go on without what a box has lost.
    without: Vec<&'static str>,
    from_mirror: bool,
}

impl<'a> Storage<'a> {
    /// For this folder. Without a seal the mirrors are neither read nor written.
    pub fn of(folder: &'a Folder, seal: Option<MirrorSeal>) -> Self {
        let now = SteadyClock::not_before(At::default()).now();
        Storage {
            folder,
            seal: seal.map(Arc::new),
            copy: None,
            label: archive_label(now),
            without: Vec::new(),
            from_mirror: false,
        }
    }

    /// With a second copy in another folder.
    pub fn with_copy(mut self, copy: Option<&Path>) -> Result<Self, Failure> {
        if let Some(copy) = copy {
            check_copy(self.folder, copy)?;
        }
        self.copy = copy.map(Path::to_owned);
        Ok(self)
    }

    /// Goes on although what these arguments name is lost.
    pub fn without(mut self, arguments: Vec<&'static str>) -> Self {
        self.without = arguments;
        self
    }

    /// Takes over what a mirror has beyond the folder, because somebody has said so.
    pub fn from_mirror(mut self, from: bool) -> Self {
        self.from_mirror = from;
        self
    }

    fn keeping(&self, copy_fits: bool) -> Keeping {
        Keeping {
            seal: self.seal.clone(),
            copies: Copies {
                folder: self.copy.clone(),
                label: self.label.clone(),
                health: Arc::default(),
            },
            copy_fits,
            from_mirror: self.from_mirror,
            ..Keeping::default()
        }
    }

    /// Whether the journal would open, and its events.
    fn decide_journal(&self, keeping: &Keeping) -> Result<(Vec<Stamped>, bool), Damage> {
        let (path, mut log) = (self.folder.journal(), Vec::new());
        let fits = ChainFile::decide(&path, None, journal::LAYOUT, keeping, &mut |at, body| {
            log.push(journal::read(at, body)?);
            Ok(())
        })?;
        Ok((log, fits))
    }

    /// Whether journal and boxes would all open; the journal's events, and the boxes, about to be
    /// opened. None is written before all are decided, so a refusal changes nothing.
    ///
    /// A million votes are not read twice at a start: the last box is decided by opening it, which
    /// has to come before anything else is opened.
    pub fn decide(&self) -> Result<(Vec<Stamped>, [Chest; BOXES.len()]), Failure> {
        let mut keeping = self.keeping(!self.copy_is_of_another_show());
        let decided = self.decide_journal(&keeping);
        if let Err(Damage::Ahead { .. }) = decided {
            // Taking the copy over is no way on where the votes of both have to be kept.
            keeping.from_mirror = true;
            if let Ok((log, fits)) = self.decide_journal(&keeping) {
                for one in self.boxes(&log, fits) {
                    if let Err(parted @ Damage::Parted { .. }) = one.decide() {
                        return Err(damaged(&one.path, parted));
                    }
                }
            }
        }
        let (log, fits) = decided.map_err(|e| damaged(&self.folder.journal(), e))?;
        let boxes = self.boxes(&log, fits);
        for (number, one) in (1..).zip(&boxes) {
            if number < boxes.len() || one.put_away().is_some() {
                one.decide().map_err(|e| one.damaged(e))?;
            }
        }
        Ok((log, boxes))
    }

    /// Whether the journal was begun with other keys. Nothing is changed.
    pub fn is_of_other_keys(&self) -> bool {
        let decided = self.decide_journal(&self.keeping(false));
        matches!(decided, Err(Damage::OtherKeys { .. }))
    }

    /// `show.db`, where it ends, and its events.
    pub fn journal(&self) -> Result<Opened, Failure> {
        let path = self.folder.journal();
        let keeping = self.keeping(!self.copy_is_of_another_show());
        let opened = Journal::open(ChainFile::at(&path, journal::LAYOUT, keeping));
        let opened = opened.map_err(|e| damaged(&path, e))?;
        tell(&opened.0.health());
        Ok(opened)
    }

    /// The folder's boxes, with what the journal knows of each. `copy_fits`: the journal's second
    /// copy is of this evening, so theirs may be asked, too.
    pub fn boxes(&self, log: &[Stamped], copy_fits: bool) -> [Chest; BOXES.len()] {
        BOXES.map(|kind| self.chest(kind, log, copy_fits))
    }

    /// The copy of the log outside, with what the journal knows of it.
    pub fn net(&self, log: &[Stamped]) -> Chest {
        self.chest(NET, log, !self.copy_is_of_another_show())
    }

    fn chest(&self, kind: Kind, log: &[Stamped], copy_fits: bool) -> Chest {
        let mut keeping = self.keeping(copy_fits);
        keeping.begins = log.is_empty();
        if kind.lasts {
            let lasting = self.seal.as_ref().map(|seal| seal.lasting());
            keeping.seal = lasting.map(Arc::new);
        }
        let told = log.iter().filter_map(|event| (kind.told)(&event.event));
        let without = self.without.contains(&kind.without);
        for told in told.filter(|_| !without) {
            match told {
                Testimony::Begun(said) => keeping.begun = Some(said.to_owned()),
                Testimony::Counted {
                    number,
                    digest,
                    said,
                } => keeping.known.extend(known(number, &digest, said)),
            }
        }
        let moments = || log.iter().map(|event| event.at);
        let label = |at: Option<At>| archive_label(at.unwrap_or_default());
        Chest {
            kind,
            folder: self.folder.clone(),
            path: self.folder.ledger(&kind.layout),
            keeping,
            first: label(moments().min()),
            last: label(moments().max()),
        }
    }

    /// A folder without an evening takes one over from a stick only if it is the same show's.
    fn copy_is_of_another_show(&self) -> bool {
        let path = self.folder.journal();
        let Some(copy) = &self.copy else {
            return false;
        };
        if path.exists() || beside(&path).exists() {
            return false;
        }
        let copied = beside(&path);
        let copied = copied.file_name().map(|name| copy.join(name));
        let bytes = copied.and_then(|path| std::fs::read(path).ok());
        let bytes = bytes.unwrap_or_default();
        let Some(first) = text::first(&bytes, journal::LAYOUT.table) else {
            return false;
        };
        let first = serde_json::from_str::<Stamped>(first.body);
        match (first.map(|first| first.event), self.folder.read_show()) {
            (Ok(Event::ShowLoaded { show, .. }), Ok(ours)) => show.id != ours.show.id,
            _ => true,
        }
    }
}

fn check_copy(folder: &Folder, copy: &Path) -> Result<(), Failure> {
    let same = |a: &Path, b: &Path| {
        let paths = (a.canonicalize(), b.canonicalize());
        matches!(paths, (Ok(a), Ok(b)) if a == b)
    };
    if same(folder.path(), copy) {
        return Err(Failure::usage(format!(
            "{} is the show folder itself, which keeps a mirror of its own. Name a folder on \
            another disk with --mirror.",
            copy.display()
        )));
    }
    if !copy.is_dir() {
        tracing::warn!(
            "there is no folder {}: the copy is made as soon as there is (is the stick in?)",
            copy.display()
        );
    }
    Ok(())
}

fn known(number: u64, digest: &str, said: String) -> Option<Known> {
    let link = *blake3::Hash::from_hex(digest).ok()?.as_bytes();
    Some(Known { number, link, said })
}

/// The damage, and what mends it.
pub(super) fn damaged(path: &Path, damage: Damage) -> Failure {
    let parted = parted();
    let mend = match &damage {
        Damage::OtherKeys { .. } => {
            ". Put back this evening's keys.json, from a copy of the folder. If it is lost for \
            good, start with --new-keys: what was counted stays, every link is a new one, whoever \
            has voted can vote again, and the journal says so"
        }
        Damage::Ahead { .. } => {
            ". If the copy holds the evening (this is another laptop, or the folder was put back \
            from an older copy), start with --from-mirror. If the folder does, move the copy's \
            file away first"
        }
        Damage::Parted { .. } => &parted,
        Damage::Unsealed { home: true, .. } => {
            ". If the file is yours, start with --from-mirror: then it is taken as it is"
        }
        Damage::Unsealed { home: false, .. } => {
            ". If the file is yours, copy it into the show folder and start with --from-mirror: \
            then it is taken as it is. If not, move it away"
        }
        _ => "",
    };
    Failure::other(format!("{}: {damage}{mend}", path.display()))
}

fn parted() -> String {
    let names = |ends: &[&str]| {
        let files = files(ends);
        let (last, others) = files.split_last()?;
        Some(format!("{} and {last}", others.join(", ")))
    };
    format!(
        ". Both are of this evening, and each holds what the other lacks, so keep both. To go on \
        with the folder, move the copy's {} away, together. To go on with the copy, move the \
        folder's {} away, together. Then start again",
        names(&["mirror"]).unwrap_or_default(),
        names(&["db", "mirror"]).unwrap_or_default()
    )
}

fn tell(health: &Health) {
    for note in health.notes() {
        tracing::warn!("{note}");
    }
}
