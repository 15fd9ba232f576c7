//! What is wrong with a file of the show, for those who run it.

use super::Ui;
use crate::show::fault::Fault;
use std::collections::BTreeMap;

/// The words around files that are not shown.
#[derive(Debug)]
pub struct MediaWords {
    /// Why a file is not shown, as a short phrase.
    pub why: fn(&Fault) -> String,
    /// Before the files that the stage shows a plate in type instead of.
    pub before: &'static str,
}

/// So many files are named; the rest is counted.
const NAMED_MAX: usize = 3;

/// A file and why it is not shown.
pub fn line(ui: Ui, path: &str, fault: &Fault) -> String {
    let words = ui.words();
    let [open, close] = words.writing.aside;
    format!("{path}{open}{}{close}", (words.media.why)(fault))
}

/// One sentence about all of them; none if every file is well.
pub fn sentence(ui: Ui, faults: &BTreeMap<String, Fault>) -> Option<String> {
    if faults.is_empty() {
        return None;
    }
    let named = faults.iter().take(NAMED_MAX);
    let named: Vec<String> = named.map(|(path, fault)| line(ui, path, fault)).collect();
    let more = match faults.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        more => format!(" +{more}"),
    };
    let words = ui.words();
    Some(format!(
        "{}{}{more}",
        words.media.before,
        named.join(words.writing.comma)
    ))
}
