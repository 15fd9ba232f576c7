//! The show folder's two databases, opened with their mirrors: what one has lost comes back from
//! the other, and is told.

use super::Failure;
use crate::ballotbox::local::{self, LocalBox, read_records};
use crate::chain::{Damage, Keeping, Known, is_half_archived};
use crate::clock::{Clock, SteadyClock};
use crate::director::archive_label;
use crate::folder::Folder;
use crate::journal::sqlite::SqliteJournal;
use crate::mirror::seal::Seal;
use crate::mirror::text;
use crate::mirror::{Copies, Health, beside, sync_folder};
use crate::show::event::{At, Event, Stamped};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How the files of a folder are opened.
pub struct Storage<'a> {
    folder: &'a Folder,
    seal: Option<Arc<Seal>>,
    copy: Option<PathBuf>,
    /// Dates what is put aside.
    label: String,
    without_votes: bool,
    from_mirror: bool,
    /// How the mirrors are, one for each file.
    pub mirrors: [Arc<Health>; 2],
}

impl<'a> Storage<'a> {
    /// For this folder. Without a seal the mirrors are neither read nor written.
    pub fn of(folder: &'a Folder, seal: Option<Seal>) -> Self {
        let now = SteadyClock::not_before(At::default()).now();
        Storage {
            folder,
            seal: seal.map(Arc::new),
            copy: None,
            label: archive_label(now),
            without_votes: false,
            from_mirror: false,
            mirrors: Default::default(),
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

    /// Goes on although votes are lost.
    pub fn without_votes(mut self, without: bool) -> Self {
        self.without_votes = without;
        self
    }

    /// Takes over what a mirror has beyond the folder, because somebody has said so.
    pub fn from_mirror(mut self, from: bool) -> Self {
        self.from_mirror = from;
        self
    }

    fn keeping(&self, file: usize, copy_fits: bool) -> Keeping {
        Keeping {
            seal: self.seal.clone(),
            copies: Copies {
                folder: self.copy.clone(),
                label: self.label.clone(),
                health: self.mirrors[file].clone(),
            },
            copy_fits,
            from_mirror: self.from_mirror,
            ..Keeping::default()
        }
    }

    /// Whether journal and box would both open. Neither is written before both are decided, so a
    /// refusal changes nothing.
    pub fn decide(&self) -> Result<(), Failure> {
        let path = self.folder.journal();
        let mut keeping = self.keeping(0, !self.copy_is_of_another_show());
        let decided = SqliteJournal::decide(&path, &keeping);
        if let Err(Damage::Ahead { .. }) = decided {
            // Taking the copy over is no way on where the votes of both have to be kept.
            keeping.from_mirror = true;
            if let Ok((log, fits)) = SqliteJournal::decide(&path, &keeping)
                && let Err(parted @ Damage::Parted { .. }) = self.votes(&log, fits).decide()
            {
                return Err(damaged(&self.folder.votes(), parted));
            }
        }
        let (log, fits) = decided.map_err(|e| damaged(&path, e))?;
        let votes = self.votes(&log, fits);
        votes.decide().map_err(|e| votes.damaged(e))
    }

    /// Whether the journal was begun with other keys. Nothing is changed.
    pub fn is_of_other_keys(&self) -> bool {
        let decided = SqliteJournal::decide(&self.folder.journal(), &self.keeping(0, false));
        matches!(decided, Err(Damage::OtherKeys { .. }))
    }

    /// `show.db`
    pub fn journal(&self) -> Result<SqliteJournal, Failure> {
        let path = self.folder.journal();
        let keeping = self.keeping(0, !self.copy_is_of_another_show());
        let journal = SqliteJournal::kept(&path, keeping).map_err(|e| damaged(&path, e))?;
        tell(journal.notes());
        Ok(journal)
    }

    /// What the journal knows of the box. `copy_fits`: the journal's second copy is of this
    /// evening, so the box's may be asked, too.
    pub fn votes(&self, log: &[Stamped], copy_fits: bool) -> Votes {
        let mut keeping = self.keeping(1, copy_fits);
        keeping.begins = log.is_empty();
        if !self.without_votes {
            keeping.known = log.iter().filter_map(known).collect();
            keeping.begun = log.iter().any(opens);
        }
        let moments = || log.iter().map(|event| event.at);
        let label = |at: Option<At>| archive_label(at.unwrap_or_default());
        Votes {
            folder: self.folder.clone(),
            path: self.folder.votes(),
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
        let Some(first) = text::first(&bytes, "event") else {
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
            "{} is the show folder itself, which keeps a mirror of its own. Name a folder on another disk with --mirror.",
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

/// The box, about to be opened.
pub struct Votes {
    folder: Folder,
    path: PathBuf,
    keeping: Keeping,
    /// The labels of the journal's first and last moment: an archive after the last one was made of
    /// this evening.
    first: String,
    last: String,
}

impl Votes {
    /// Opens it for the evening.
    pub fn open(self) -> Result<LocalBox, Failure> {
        self.bring_back();
        let opened = LocalBox::kept(&self.path, self.keeping.clone());
        let ballots = opened.map_err(|e| self.damaged(e))?;
        tell(ballots.notes());
        Ok(ballots)
    }

    /// Every batch of it.
    pub fn records(self) -> Result<Vec<String>, Failure> {
        if !self.path.exists() && !beside(&self.path).exists() && !self.keeping.begun {
            return Ok(Vec::new());
        }
        self.bring_back();
        read_records(&self.path, self.keeping.clone()).map_err(|e| self.damaged(e))
    }

    fn decide(&self) -> Result<(), Damage> {
        let elsewhere = self.put_away();
        let decide = |keeping| local::decide(&self.path, elsewhere.as_deref(), keeping);
        let Err(damage) = decide(&self.keeping) else {
            return Ok(());
        };
        // A count that only the copy's votes fit is told as what it is: both went on.
        let mut keeping = self.keeping.clone();
        keeping.known.clear();
        match decide(&keeping) {
            Err(parted @ Damage::Parted { .. }) => Err(parted),
            _ => Err(damage),
        }
    }

    fn damaged(&self, damage: Damage) -> Failure {
        let known = self.keeping.begun || !self.keeping.known.is_empty();
        let lost = matches!(damage, Damage::Record { .. }) && known;
        let mut failure = damaged(&self.path, damage);
        if lost {
            failure.text.push_str(
                ". If there is no copy and the show must go on, move votes.db and votes.mirror away and start with --without-votes",
            );
        }
        failure
    }

    /// Where the votes are, if a power cut between the two halves of a return to the top has put
    /// them away and left the journal.
    fn put_away(&self) -> Option<PathBuf> {
        // The evening that a finished return began has the archive's label for its first moment.
        let ours = |label: &str| *label >= *self.last && *label != *self.first;
        let newest = self.folder.archived_votes().pop();
        let (_, archive) = newest.filter(|(label, _)| self.keeping.begun && ours(label))?;
        // A box that is not there is a lost one, and must not be made by looking at it.
        let there = self.path.metadata().is_ok_and(|file| file.len() > 0);
        let read = || local::decide(&self.path, None, &Keeping::default());
        let empty = there && read().is_ok_and(|batches| batches == 0);
        let empty = empty || is_half_archived(&self.path);
        let bytes = std::fs::read(beside(&self.path)).unwrap_or_default();
        (empty && text::is_empty(&bytes, "batch")).then_some(archive)
    }

    /// What was put away like that comes back, as if the return had not been asked for. A stick
    /// that lags behind must not fill the empty box before.
    fn bring_back(&self) {
        let Some(archive) = self.put_away() else {
            return;
        };
        // The mirror that says that there is no vote would be in the way.
        let _ = std::fs::remove_file(beside(&self.path));
        let back = std::fs::rename(&archive, &self.path).and_then(|()| sync_folder(&self.path));
        match back {
            Ok(()) => tracing::warn!(
                "a return to the top was cut off half-way: the votes are back, as if it had not been asked for"
            ),
            Err(error) => {
                tracing::warn!(%error, "the votes that were put away cannot be brought back")
            }
        }
    }
}

/// The heads of the box that the journal holds.
fn known(event: &Stamped) -> Option<Known> {
    let Event::BallotClosed {
        ballot,
        position,
        digest,
        ..
    } = &event.event
    else {
        return None;
    };
    Some(Known {
        number: *position,
        link: *blake3::Hash::from_hex(digest).ok()?.as_bytes(),
        said: format!("show.db counted the ballot {ballot} at"),
    })
}

fn opens(event: &Stamped) -> bool {
    matches!(event.event, Event::BallotOpened { .. })
}

/// The damage, and what mends it.
pub(super) fn damaged(path: &Path, damage: Damage) -> Failure {
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
        Damage::Parted { .. } => {
            ". Both are of this evening, and each holds what the other lacks, so keep both. To go on \
            with the folder, move the copy's show.mirror and votes.mirror away, together. To go on \
            with the copy, move the folder's show.db, show.mirror, votes.db and votes.mirror away, \
            together. Then start again"
        }
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

fn tell(notes: &[String]) {
    for note in notes {
        tracing::warn!("{note}");
    }
}
