//! Names in either of Unicode's normal forms: a Mac writes `e` and a mark where a keyboard writes
//! `é`, and both mean the same file.

use super::LISTED_FILES_MAX;
use std::fs;
use std::path::{Component, Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// A path as it is spelt on disk, if it is there in another normal form; else as it was given.
pub fn as_spelt(path: PathBuf) -> PathBuf {
    if path.exists() {
        return path;
    }
    below(Path::new(""), &path).unwrap_or(path)
}

/// The path of something that is there, each part of its name in whatever normal form the disk has
/// it.
pub(super) fn below(root: &Path, path: &Path) -> Option<PathBuf> {
    let mut at = root.to_owned();
    for part in path.components() {
        let next = at.join(part);
        let found = match part {
            Component::Normal(name) if fs::symlink_metadata(&next).is_err() => {
                at.join(alike(&at, name.to_str()?)?)
            }
            _ => next,
        };
        at = found;
    }
    Some(at)
}

/// Whether two names are the same letters.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || one.nfc().eq(other.nfc())
}

/// The name in this folder that is the same in another normal form.
fn alike(folder: &Path, name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    let here = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    let all = fs::read_dir(here).ok()?.flatten().take(LISTED_FILES_MAX);
    let names = all.filter_map(|item| item.file_name().into_string().ok());
    names.filter(|found| same(found, name)).min()
}
