//! A show folder that may not be written, copied to where it can be read: SQLite opens nothing
//! without writing beside it, and what a power cut has left has to be mended first.

use super::Failure;
use crate::folder::Folder;
use crate::folder::ledgers::{BOXES, Kind, layouts};
use crate::keys::random_key;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// How the files end that a ledger is made of: the database with what a power cut leaves beside it,
/// and its mirror.
const ENDS: [&str; 5] = ["db", "db-wal", "db-coming", "db-coming-wal", "mirror"];

/// What an export is made of.
fn files(folder: &Folder) -> impl Iterator<Item = PathBuf> {
    let ledgers = layouts().map(|layout| folder.ledger(&layout));
    ledgers.flat_map(|path| ENDS.map(|end| path.with_extension(end)))
}

/// A copy for this user alone, removed when it is dropped: it holds the sealed winners.
pub(super) struct Copied(Folder);

impl Copied {
    pub fn folder(&self) -> &Folder {
        &self.0
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.path());
    }
}

/// Whether this program may write the folder and the files in it that it would.
pub(super) fn may_write(folder: &Folder) -> bool {
    let mut there = files(folder).filter(|file| file.exists());
    is_writable(folder.path()) && there.all(|file| is_writable(&file))
}

#[cfg(unix)]
fn is_writable(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn is_writable(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|file| !file.permissions().readonly())
}

/// The copy of a folder.
pub(super) fn of(folder: &Folder) -> Result<Copied, Failure> {
    let failed = |what: &Path, error: io::Error| {
        Failure::other(format!(
            "{} may not be written, and cannot be copied to be read: {}: {error}.",
            folder.path().display(),
            what.display()
        ))
    };
    let place = std::env::temp_dir();
    let name = random_key().map_err(|error| failed(&place, error))?;
    let place = place.join(format!("palmares-{name}"));
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(&place)
        .map_err(|error| failed(&place, error))?;
    let copied = Copied(Folder::at(place));
    // What a return to the top has put away comes back if the journal did not follow.
    let newest = |kind: &Kind| folder.archived(&kind.layout).pop();
    let put_away = BOXES.iter().filter_map(newest).map(|(_, path)| path);
    for file in files(folder).chain(put_away).filter(|file| file.exists()) {
        let name = file.file_name().map(PathBuf::from).unwrap_or_default();
        copy(&file, &copied.0.path().join(name)).map_err(|error| failed(&file, error))?;
    }
    Ok(copied)
}

/// Without the permissions, which might be of a file that nobody may write.
fn copy(from: &Path, to: &Path) -> io::Result<u64> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::copy(&mut File::open(from)?, &mut options.open(to)?)
}
