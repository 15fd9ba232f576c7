//! What is wrong with a list of works, for people at the page: in their language, and without the
//! switches of the command.

use super::Ui;
use super::check::{self, holes};

/// A sentence of the import, `{}` where it differs, and in each language's list the same at the
/// same place. The first one that fits is meant.
const SENTENCES: [&str; COUNT] = [
    "the file has more than {} MB: {}",
    "this is a workbook of before 2007, or one with a password. {}",
    "this is a PDF. {}",
    "this is a document in Rich Text Format. {}",
    "this is a picture. {}",
    "this is an archive. {}",
    "this is a web page or XML. {}",
    "the file is empty",
    "this is no text: {}",
    "the table is larger than any list of works",
    "the table cannot be read: {}",
    "row {}: the table is larger than any list of works",
    "row {}: a quotation mark opens a cell there or below, and none closes it. {}",
    "the workbook cannot be read: {}",
    "there is nothing in any visible sheet of this workbook",
    "there is more in this workbook than in any list of works",
    "sheet {} cannot be read: {}",
    "cell {} of sheet {} is further out than any list of works reaches: {}",
    "the file is damaged: {}",
    "this is {}, whatever its name says. {}",
    "this file unpacks to far more than it looks: {}",
    "the workbook is damaged: {}",
    "a part of this workbook is written in UTF-16: {}",
    "no row says which column is the title: {}",
    "there is no row below the header: {}",
    "there is no title: {}",
    "there is no team: {}",
    "there is no column for the title: {}",
    "there is no column for the team: {}",
    "the formula in this cell comes to nothing: {}",
    "not every character of this cell could be read: {}",
    "there is a control character in this cell: {}",
    "there are more than {} characters in this cell: {}",
    "\"{}\" is not known as a status: {}",
    "\"{}\" is not known as a yes or a no: {}",
    "\"{}\" is the id of row {}, too: {}",
    "the same title and team as row {}: {}",
    "imported.toml {}. {}",
    "no column of this sheet is headed palmares, which tells its rows apart: {}",
    "what a row is about stays: {}",
    "\"{}\" is no kind of cue: {}",
    "\"{}\" cannot be chosen here: {}",
    "\"{}\" is neither yes nor no: {}",
    "nothing in the show is called \"{}\": {}",
    "\"{}\" is a time to the spreadsheet: {}",
    "\"{}\" is no whole number: {}",
    "\"{}\" is no number above zero: {}",
    "\"{}\" stands in row {}, too: {}",
];

/// So many are known.
pub const COUNT: usize = 48;

/// What a sentence of the import is in this language; as the command says it where it has no words
/// of its own.
pub fn said(ui: Ui, reason: &str) -> String {
    let found = SENTENCES.iter().enumerate();
    let mut found = found.filter_map(|(at, pattern)| Some((at, holes(pattern, reason)?)));
    match found.next() {
        Some((at, parts)) => (ui.words().import[at])(&parts),
        None => {
            let (message, mend) = reason.split_once(": ").unwrap_or((reason, ""));
            check::said(ui, message, mend).unwrap_or_else(|| reason.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_in_the_language_of_the_page() {
        let reason = "\"Abducted\" is not known as a status: write another word";
        let all = Ui::ALL.map(|ui| said(ui, reason));
        assert!(all.iter().all(|said| said.contains("Abducted")), "{all:?}");
        assert!(all.iter().all(|said| said != reason), "{all:?}");
        assert_eq!(said(Ui::En, "something else"), "something else");
    }

    #[test]
    fn no_sentence_is_hidden_behind_an_earlier_one() {
        for (at, pattern) in SENTENCES.iter().enumerate() {
            let text = pattern.replace("{}", "7");
            let first = SENTENCES.iter().position(|one| holes(one, &text).is_some());
            assert_eq!(first, Some(at), "{pattern}");
        }
    }
}
