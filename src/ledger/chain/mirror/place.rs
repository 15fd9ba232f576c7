//! Where a file stands: what is written to one that was deleted, moved or replaced goes nowhere.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

/// A file under its name, as it was when it was looked at last.
#[derive(Clone, Debug)]
pub struct Place {
    path: PathBuf,
    seen: Option<Seen>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    identity: Inode,
    bytes: u64,
}

/// Device and inode, where the system has them.
type Inode = (u64, u64);

impl Place {
    /// The file that stands at `path` now; a file that is not there yet is known from the first
    /// look on.
    pub fn of(path: &Path) -> Self {
        Place {
            path: path.to_owned(),
            seen: path.metadata().ok().as_ref().map(seen),
        }
    }

    /// Whether it is still that file, and no shorter. Files here only grow. Otherwise a sentence's
    /// end: what has become of it.
    pub fn look(&mut self) -> Result<(), String> {
        let name = self.path.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        let found = match self.path.metadata() {
            Ok(found) => seen(&found),
            Err(_) if self.seen.is_none() => return Ok(()),
            Err(error) if is_gone(&error) => return Err(format!("{name} is gone ({error})")),
            // A disk that does not answer a question is found out by the next write.
            Err(_) => return Ok(()),
        };
        if let Some(seen) = self.seen {
            if seen.identity != found.identity {
                return Err(format!("{name} was replaced by another file"));
            }
            if found.bytes < seen.bytes {
                return Err(format!("{name} was cut off by another program"));
            }
        }
        self.seen = Some(found);
        Ok(())
    }
}

fn is_gone(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

fn seen(file: &Metadata) -> Seen {
    Seen {
        identity: identity(file),
        bytes: file.len(),
    }
}

#[cfg(unix)]
fn identity(file: &Metadata) -> Inode {
    use std::os::unix::fs::MetadataExt;
    (file.dev(), file.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Inode {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_that_grows_stands_and_one_that_is_gone_replaced_or_cut_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        let mut early = Place::of(&path);
        assert_eq!(early.look(), Ok(()), "it is not there yet");
        fs::write(&path, "one").expect("written");
        let mut place = Place::of(&path);
        fs::write(&path, "one two").expect("written");
        assert_eq!((place.look(), early.look()), (Ok(()), Ok(())));
        fs::write(&path, "one").expect("cut");
        assert!(place.look().expect_err("cut").contains("cut off"));
        fs::rename(&path, folder.path().join("aside")).expect("moved");
        assert!(early.look().expect_err("gone").contains("gone"));
        fs::write(&path, "another file").expect("replaced");
        assert!(early.look().expect_err("replaced").contains("replaced"));
    }
}
