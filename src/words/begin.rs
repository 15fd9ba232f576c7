//! The words of the page that a new show begins on.

use crate::show::file::begin::BeginError;

/// The words of `/begin`.
#[derive(Debug)]
pub struct BeginWords {
    /// The page's name.
    pub title: &'static str,
    /// What happens here, and what comes later.
    pub why: &'static str,
    /// The questions' headings, in their order.
    pub questions: [&'static str; 5],
    /// What to write for each.
    pub notes: [&'static str; 5],
    pub name: &'static str,
    /// The label of the languages.
    pub languages: &'static str,
    /// The languages that are offered, as in [`crate::show::file::begin::LANGUAGES`].
    pub offered: [&'static str; 7],
    pub date: &'static str,
    pub venue: &'static str,
    pub works: &'static str,
    pub prizes: &'static str,
    /// The label of the jurors.
    pub jurors: &'static str,
    /// The label of the prize that the hall votes for.
    pub hall: &'static str,
    /// An example for a field: the name, works, prizes, jurors, the hall's prize.
    pub like: [&'static str; 5],
    /// The button.
    pub make: &'static str,
    /// What is missing.
    pub error: fn(BeginError) -> String,
    /// The folder cannot be written; it takes what the system says.
    pub not_written: fn(&str) -> String,
    /// The show is there, where its links cannot be sent in the clear.
    pub made: &'static str,
    /// The page was opened without its key.
    pub locked: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
}
