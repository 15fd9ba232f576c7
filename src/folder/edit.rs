//! Changes the show file on disk: all of an edit or nothing, and never over what somebody else has
//! saved meanwhile.

use super::{Folder, Reading, ShowError, source};
use crate::ledger::chain::mirror::sync_folder;
use crate::show::file::edit::{Edit, EditError, edited};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Edits are made one after the other, whoever makes them.
static EDITING: Mutex<()> = Mutex::new(());

/// The show file as text, and which one it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShowText {
    /// The file, to the byte.
    pub text: String,
    /// A hash of its bytes in hexadecimal: an edit names the one that it was made for.
    pub version: String,
}

/// What became of an edit.
pub struct Edited {
    /// The show as it reads now.
    pub reading: Reading,
    /// Of the file as it is now.
    pub version: String,
    /// The text before, which undoes the edit.
    pub before: String,
}

/// Why the show file stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum FileEditError {
    /// Somebody has saved it since.
    #[error("show.toml was changed meanwhile: look at it again, then repeat the change")]
    Stale { version: String },
    /// There is no such edit.
    #[error("{0}")]
    Edit(#[from] EditError),
    /// It cannot be read, or no show could be given with it.
    #[error("{0}")]
    Unreadable(ShowError),
    /// The disk refused.
    #[error("show.toml cannot be written: {0}")]
    NotWritten(#[from] io::Error),
}

impl ShowText {
    /// A text that is or was the show file's.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        let version = version(text.as_bytes());
        ShowText { text, version }
    }
}

impl Folder {
    /// The text of the show file, for whoever changes it.
    pub fn show_text(&self) -> Result<ShowText, ShowError> {
        let path = self.show_file();
        let bytes = fs::read(&path).map_err(|error| self.absent(&error))?;
        Ok(ShowText::of(source::text(bytes).map_err(ShowError::File)?))
    }

    /// Makes these edits, one after the other, to the file of this version. The show that results
    /// is read as at a start; where no show can be given, nothing is changed.
    pub fn edit_show(&self, asked: &str, edits: &[Edit]) -> Result<Edited, FileEditError> {
        let before = self.show_text().map_err(FileEditError::Unreadable)?;
        current(&before, asked)?;
        self.write_show(asked, &edited(&before.text, edits)?)
    }

    /// Puts this text in the place of the file of this version: an edit is undone with the text
    /// before it.
    pub fn write_show(&self, asked: &str, text: &str) -> Result<Edited, FileEditError> {
        let reading = self.judge(text).map_err(FileEditError::Unreadable)?;
        let before = self.put_show(asked, text)?;
        Ok(Edited {
            reading,
            version: version(text.as_bytes()),
            before,
        })
    }

    /// The same unjudged: what stood there before an edit comes back, whatever it was. Tells what
    /// stood there now.
    pub fn put_show(&self, asked: &str, text: &str) -> Result<String, FileEditError> {
        let _one = EDITING.lock().unwrap_or_else(PoisonError::into_inner);
        // What stands under a link is changed, and not the link.
        let path = fs::canonicalize(self.show_file())?;
        let coming = path.with_extension("toml-coming");
        let prepared = prepare(&coming, &path, text).map_err(FileEditError::from);
        // As late as can be: somebody may have saved while the pictures were looked at.
        let placed = prepared.and_then(|()| self.place(asked, &coming, &path));
        if placed.is_err() {
            let _ = fs::remove_file(&coming);
        }
        placed
    }

    /// Writes a file that belongs to the show file, readable for the same people: all of it or
    /// nothing.
    pub fn put_beside(&self, path: &Path, text: &str) -> io::Result<()> {
        let coming = path.with_extension("toml-coming");
        prepare(&coming, &self.show_file(), text)?;
        fs::rename(&coming, path)?;
        sync_folder(path)
    }

    /// Lets the prepared file take its place. Tells what stood there.
    fn place(&self, asked: &str, coming: &Path, path: &Path) -> Result<String, FileEditError> {
        let before = self.show_text().map_err(FileEditError::Unreadable)?;
        current(&before, asked)?;
        fs::rename(coming, path)?;
        if let Err(error) = sync_folder(path) {
            // The edit is made, and only a power cut could take it back.
            tracing::warn!(%error, "the folder of show.toml cannot be synced");
        }
        Ok(before.text)
    }
}

fn current(found: &ShowText, asked: &str) -> Result<(), FileEditError> {
    if found.version == asked {
        return Ok(());
    }
    let version = found.version.clone();
    Err(FileEditError::Stale { version })
}

/// Writes a whole file beside the one that it is to replace, readable for the same people.
fn prepare(coming: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(coming)?;
    file.set_permissions(path.metadata()?.permissions())?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn version(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
