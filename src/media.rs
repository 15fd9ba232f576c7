//! The files that a show brings along: what lies below `media/` in its folder.

use crate::show::file::{Media, Resolved};
use std::fs;
use std::path::{Path, PathBuf};

/// Files listed at most, to say "did you mean …?": no show has more, and a link to a whole disk must not hold up a check.
const LISTED_FILES_MAX: usize = 10_000;

/// A show folder on disk. Each question reads the disk anew.
#[derive(Clone, Debug)]
pub struct MediaFolder {
    root: PathBuf,
}

impl MediaFolder {
    /// The media of the show in this folder. A folder that is not there has no files.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        MediaFolder { root: root.into() }
    }

    fn files_below(&self, folder: &Path, prefix: &str, files: &mut Vec<String>) {
        for item in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(name) = item.file_name().into_string() else {
                continue;
            };
            // Links are listed as files and never followed: a circle of them would have no end.
            let is_folder = item.file_type().is_ok_and(|kind| kind.is_dir());
            let path = format!("{prefix}/{name}");
            if files.len() >= LISTED_FILES_MAX {
                return;
            } else if is_folder {
                self.files_below(&item.path(), &path, files);
            } else if !name.starts_with('.') {
                files.push(path);
            }
        }
    }
}

impl Media for MediaFolder {
    fn resolve(&self, path: &str) -> Resolved {
        let Ok(root) = self.root.canonicalize() else {
            return Resolved::Missing;
        };
        // Following every link first is the only way to know where a path really leads.
        let Ok(file) = root.join(path).canonicalize() else {
            return Resolved::Missing;
        };
        let Ok(below) = file.strip_prefix(&root) else {
            return Resolved::Outside;
        };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        match parts {
            Some(parts) if file.is_file() => Resolved::Found(parts.join("/")),
            _ => Resolved::Missing,
        }
    }

    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        self.files_below(&self.root.join("media"), "media", &mut files);
        files.sort();
        files
    }
}
