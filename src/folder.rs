//! A show is a folder: `show.toml`, `media/`, and what the server adds.

use crate::media::MediaFolder;
use crate::show::file::{self, Diagnostic};
use crate::show::programme::Show;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A show folder on disk.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

/// A show that could be read, with what is odd about it.
pub struct Reading {
    /// The show.
    pub show: Show,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
}

/// Why a show could not be read.
#[derive(Debug)]
pub enum Unreadable {
    /// The file is not there or cannot be opened.
    File(String),
    /// Every error of the file (and its warnings).
    Errors(Vec<Diagnostic>),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::File(reason) => f.write_str(reason),
            Unreadable::Errors(all) => {
                let texts: Vec<String> = all.iter().map(Diagnostic::to_string).collect();
                f.write_str(&texts.join("\n\n"))
            }
        }
    }
}

impl Folder {
    /// The folder at this path, whether or not it is there.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Folder(path.into())
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// `show.toml`
    pub fn show_file(&self) -> PathBuf {
        self.0.join("show.toml")
    }

    /// `show.db`
    pub fn journal(&self) -> PathBuf {
        self.0.join("show.db")
    }

    /// `votes.db`
    pub fn votes(&self) -> PathBuf {
        self.0.join("votes.db")
    }

    /// Where earlier evenings' boxes were put away, the newest last.
    pub fn archived_votes(&self) -> Vec<(String, PathBuf)> {
        let files = std::fs::read_dir(&self.0).into_iter().flatten().flatten();
        let label = |path: PathBuf| {
            let name = path.file_name()?.to_str()?;
            let label = name.strip_prefix("votes-")?.strip_suffix(".db")?;
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

    /// `links.json`
    pub fn links(&self) -> PathBuf {
        self.0.join("links.json")
    }

    /// Reads and checks the show file.
    pub fn read_show(&self) -> Result<Reading, Unreadable> {
        let path = self.show_file();
        let source = std::fs::read(&path).map_err(|error| {
            let text = match error.kind() {
                io::ErrorKind::NotFound => format!(
                    "There is no show in {}: show.toml is missing. Make one with: palmares new {}",
                    self.0.display(),
                    self.0.display()
                ),
                _ => format!("{} cannot be read: {error}.", path.display()),
            };
            Unreadable::File(text)
        })?;
        let source = String::from_utf8(source).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let text = "show.toml is not UTF-8 text";
            let line = error.as_bytes()[..at]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1;
            Unreadable::File(format!(
                "show.toml:{line}:1: error: {text}. Save it as UTF-8 in your editor."
            ))
        })?;
        match file::read("show.toml", &source, &MediaFolder::new(&self.0)) {
            Ok((show, warnings)) => Ok(Reading { show, warnings }),
            Err(all) => Err(Unreadable::Errors(all)),
        }
    }
}
