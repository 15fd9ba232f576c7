//! `show.toml` as people write it, read into a [`Show`].
//!
//! One pass reads each table (`reader`, `values`), a second judges how the tables fit together
//! (`rules`, `running_order`); both log what is wrong and go on, so that one run names every error
//! of a file. What the first pass could not read, the second leaves alone.

pub mod begin;
mod cues;
mod data;
mod diagnostic;
pub mod edit;
mod judged;
mod jury;
mod looks;
mod media;
mod parts;
mod reader;
mod rules;
mod running_order;
mod spoken;
mod syntax;
mod twins;
mod unseen;
mod values;
mod veil;
mod words;

pub use cues::{kinds, written_out};
pub use data::{ShowData, data};
pub use diagnostic::{Diagnostic, Severity};
pub use media::missing;

use super::fault::{Fault, Purpose};
use super::programme::Show;
use super::rundown;
use super::text::Text;
use diagnostic::Diagnostics;
use reader::Inputs;
use toml::de::DeTable;

/// The longest id.
const ID_CHARS_MAX: usize = 64;
/// The longest that a cue is planned for or a ballot is open: a day.
const SECONDS_MAX: u32 = 86_400;

/// Answers for the files of a show, so that the rules need no file system.
pub trait Media {
    /// Looks up a path that is relative to the show folder, has `/` between its parts and neither
    /// `.` nor `..` among them.
    fn resolve(&self, path: &str) -> Resolved;

    /// The paths of the files below `media/`, relative to the show folder. They only serve to say
    /// "did you mean …?".
    fn files(&self) -> Vec<String> {
        Vec::new()
    }

    /// Why a file that is there cannot be shown. Whoever has no time to look into it says nothing.
    fn judge(&self, _path: &str, _purpose: Purpose) -> Option<Fault> {
        None
    }

    /// In which language the stage says its own words to a show in this one: a BCP 47 tag for a BCP
    /// 47 tag, none where it has none for it. Whoever need not tell says that all is well.
    fn speaks(&self, tag: &str) -> Option<String> {
        Some(tag.to_owned())
    }

    /// The languages that the stage and the pages speak, by their tags.
    fn spoken(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What the last card of a running order says that is made from the awards.
    fn thanks(&self) -> Option<Text> {
        None
    }

    /// What a first round asks that sorts the works, and the answers from the lowest.
    fn sorting(&self) -> [Text; 4] {
        ["In the final?", "No", "Maybe", "Yes"].map(Text::from)
    }

    /// What is wrong with a style sheet and with the files that it names.
    fn flaws(&self, _sheet: &str) -> Vec<Flaw> {
        Vec::new()
    }

    /// The letters of a text, with their marks, that the stage's own fonts cannot draw, each once.
    fn undrawn<'a>(&self, _text: &'a str) -> Vec<&'a str> {
        Vec::new()
    }
}

/// Something wrong in a file that the show file names.
pub struct Flaw {
    /// Its path below the show folder.
    pub file: String,
    pub source: String,
    /// The place in it, in bytes.
    pub at: std::ops::Range<usize>,
    /// What is wrong.
    pub message: String,
    pub mend: String,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A file below the show folder: its path relative to the folder once links are followed.
    Found(String),
    Missing,
    /// A file, but one outside the show folder.
    Outside,
}

/// Reads a show file. `name` is what diagnostics call the file (`show.toml`), `source` its text; a
/// byte order mark and CRLF line ends make no difference.
///
/// # Errors
/// Everything that is wrong with the file, warnings included, in the order of the file. After a
/// TOML syntax error only syntax is checked. `Ok` carries the warnings of a show that can be given.
pub fn read(
    name: &str,
    source: &str,
    media: &dyn Media,
) -> Result<(Show, Vec<Diagnostic>), Vec<Diagnostic>> {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let log = Diagnostics::new(name, source);
    let (document, faults) = DeTable::parse_recoverable(source);
    let legible = syntax::report(&faults, &log);
    let show = legible.then(|| {
        let desk = Inputs { log: &log, media };
        programme(document.get_ref(), desk)
    });
    veil::cover(document.get_ref(), &log);
    log.assign(document.get_ref());
    let found = log.into_sorted();
    let failed = found.iter().any(|d| d.severity == Severity::Error);
    match show {
        Some(show) if !failed => Ok((show, found)),
        _ => Err(found),
    }
}

fn programme<'a>(document: &'a DeTable<'a>, desk: Inputs<'a>) -> Show {
    let (mut show, rows) = parts::read(document, desk);
    let lines = cues::read(&rows.cues, desk);
    looks::undrawn(document, desk);
    rules::check(&show, &rows, desk.log);
    judged::check(&show, &rows, desk.log);
    running_order::check(&show, &rows, &lines, desk.log);
    // Among mistakes, names are often stand-ins.
    if !desk.log.has_errors() {
        twins::check(&show, &rows, desk.log);
    }
    jury::while_sorting(&mut show, desk.media);
    show.lines = if rows.cues.is_empty() {
        rundown::generated(&show, desk.media.thanks())
    } else {
        lines.into_iter().map(|(_, line)| line).collect()
    };
    show
}
