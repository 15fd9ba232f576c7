//! A show is a folder: `show.toml`, `media/`, and what the server adds.

pub mod edit;
pub mod history;
pub mod incoming;
pub mod ledgers;
mod screeners;
mod source;
pub mod tickets;

use crate::journal;
use crate::ledger::Layout;
use crate::media::{MediaFolder, as_spelt};
use crate::show::file::{self, Diagnostic};
use crate::show::programme::Show;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Where it stands what was imported last.
const IMPORTED: &str = "imported.toml";

/// A show folder on disk.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

/// A show that could be read, with what is odd about it.
pub struct Reading {
    pub show: Show,
    pub warnings: Vec<Diagnostic>,
}

/// Why a show could not be read.
#[derive(Debug)]
pub enum ShowError {
    /// The file is not there or cannot be opened.
    File(String),
    /// Every error of the file (and its warnings).
    Errors(Vec<Diagnostic>),
}

/// For a screen that others may read: nothing in it tells who wins.
impl fmt::Display for ShowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShowError::File(reason) => f.write_str(reason),
            ShowError::Errors(all) => f.write_str(&guarded(all)),
        }
    }
}

impl ShowError {
    /// Everything, lines with winners too: for whoever asked for a check.
    pub fn whole(&self) -> String {
        match self {
            ShowError::File(reason) => reason.clone(),
            ShowError::Errors(all) => {
                let texts: Vec<String> = all.iter().map(Diagnostic::to_string).collect();
                texts.join("\n\n")
            }
        }
    }
}

/// What is wrong, for a screen that others may read; each place once.
pub fn guarded(all: &[Diagnostic]) -> String {
    let mut texts: Vec<String> = all.iter().map(Diagnostic::guarded).collect();
    texts.dedup();
    texts.join("\n\n")
}

impl Folder {
    /// The folder at this path, whether or not it is there; also where the path leads to the show
    /// file in it, and in whichever normal form of Unicode its name is written on disk.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        let path = as_spelt(path.into());
        let name = path.file_name().and_then(|name| name.to_str());
        let is_show = name.is_some_and(|name| name.eq_ignore_ascii_case("show.toml"));
        match path.parent() {
            Some(folder) if is_show && path.is_file() => {
                let here = folder.as_os_str().is_empty();
                Folder(if here { ".".into() } else { folder.into() })
            }
            _ => Folder(path),
        }
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// `show.toml`
    pub fn show_file(&self) -> PathBuf {
        self.0.join("show.toml")
    }

    /// Where a ledger of this kind stands: `show.db`, `votes.db`.
    pub fn ledger(&self, layout: &Layout) -> PathBuf {
        self.0.join(format!("{}.db", layout.stem))
    }

    /// `show.db`
    pub fn journal(&self) -> PathBuf {
        self.ledger(&journal::LAYOUT)
    }

    /// Whether an evening was begun here: then its keys were here, too.
    pub fn was_served(&self) -> bool {
        let files = ledgers::layouts().flat_map(|layout| {
            let path = self.ledger(&layout);
            ["db", "mirror", "db-coming"].map(|end| path.with_extension(end))
        });
        let mut found = files.filter_map(|file| file.metadata().ok());
        found.any(|file| file.len() > 0)
    }

    /// Where earlier evenings' ledgers of this kind were put away, the newest last.
    pub fn archived(&self, layout: &Layout) -> Vec<(String, PathBuf)> {
        let files = std::fs::read_dir(&self.0).into_iter().flatten().flatten();
        let label = |path: PathBuf| {
            let name = path.file_name()?.to_str()?.strip_prefix(layout.stem)?;
            let label = name.strip_prefix('-')?.strip_suffix(".db")?;
            let dated = label.starts_with(|c: char| c.is_ascii_digit());
            dated.then(|| (label.to_owned(), path.clone()))
        };
        let mut found: Vec<_> = files.filter_map(|file| label(file.path())).collect();
        found.sort();
        found
    }

    /// `tickets.txt`: keyed hashes of the printed tickets, one a line
    pub fn tickets(&self) -> PathBuf {
        self.0.join("tickets.txt")
    }

    /// `imported.toml`, as text: what was imported last; empty where nothing was.
    pub fn imported(&self) -> io::Result<String> {
        match std::fs::read_to_string(self.0.join(IMPORTED)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            read => read,
        }
    }

    /// Writes it, all or nothing; an empty one goes.
    pub fn keep_imported(&self, text: &str) -> io::Result<()> {
        let path = self.0.join(IMPORTED);
        match text {
            "" => match std::fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
            text => self.put_beside(&path, text),
        }
    }

    /// `links.json`
    pub fn links(&self) -> PathBuf {
        self.0.join("links.json")
    }

    /// `notes.json`
    pub fn notes(&self) -> PathBuf {
        self.0.join("notes.json")
    }

    /// The files that the show brings along.
    pub fn media(&self) -> MediaFolder {
        MediaFolder::new(&self.0)
    }

    /// Reads and checks the show file.
    pub fn read_show(&self) -> Result<Reading, ShowError> {
        self.read_with(&self.media())
    }

    /// The same, and decodes every picture.
    pub fn check_show(&self) -> Result<Reading, ShowError> {
        self.read_with(&self.media().thorough())
    }

    fn read_with(&self, media: &MediaFolder) -> Result<Reading, ShowError> {
        let source = std::fs::read(self.show_file()).map_err(|error| self.absent(&error))?;
        let source = source::text(source).map_err(ShowError::File)?;
        judged(&source, media)
    }

    /// Writes a first show file, with an empty `media/` beside it. A show that is there already is
    /// left as it is: false. A crash in between leaves nothing half-written under the name.
    pub fn begin(&self, show: &str) -> io::Result<bool> {
        std::fs::create_dir_all(self.0.join("media"))?;
        let file = self.show_file();
        if file.exists() {
            return Ok(false);
        }
        let coming = file.with_extension("toml-coming");
        std::fs::write(&coming, show)?;
        std::fs::rename(&coming, file)?;
        Ok(true)
    }

    /// The show that would be given with this text.
    pub fn judge(&self, text: &str) -> Result<Reading, ShowError> {
        judged(text, &self.media())
    }

    fn absent(&self, error: &io::Error) -> ShowError {
        ShowError::File(
            source::absent(&self.0).unwrap_or_else(|| match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => format!(
                    "There is no show in {0}: show.toml is missing. Make one with: palmares new \
                    {0}",
                    self.0.display()
                ),
                _ => format!("{} cannot be read: {error}.", self.show_file().display()),
            }),
        )
    }
}

fn judged(source: &str, media: &MediaFolder) -> Result<Reading, ShowError> {
    match file::read("show.toml", source, media) {
        Ok((show, warnings)) => Ok(Reading { show, warnings }),
        Err(all) => Err(ShowError::Errors(all)),
    }
}
