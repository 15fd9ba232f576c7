//! The words of the editor's import.

/// What the import says beside the works. `{}` stands for what it is about.
#[derive(Debug, serde::Serialize)]
pub struct ImportWords {
    /// The button that leads there, and the heading.
    pub open: &'static str,
    pub intro: &'static str,
    /// Over the field for pasted cells.
    pub paste: &'static str,
    /// Another file.
    pub another: &'static str,
    /// The link that fetches the whole show as a workbook.
    pub whole: &'static str,
    /// Columns of it that are not read.
    pub unread: &'static str,
    /// What was changed here, in the place of a row's name.
    pub order: &'static str,
    pub reading: &'static str,
    /// New, changed, changed here by hand, gone, withdrawn, not selected, unchanged; of the show's
    /// own workbook also moved, taken out.
    pub verdicts: [&'static str; 9],
    /// A line about each; may be empty.
    pub notes: [&'static str; 9],
    /// Cells that have to be mended first.
    pub wrong: &'static str,
    pub wrong_note: &'static str,
    /// A row's number, and with it a column's letter.
    pub row: &'static str,
    pub cell: &'static str,
    /// Ours stays; with the list's.
    pub kept: &'static str,
    /// How the list was read.
    pub how: &'static str,
    pub encoding: &'static str,
    /// Before what was guessed.
    pub guessed: &'static str,
    pub sheet: &'static str,
    pub header: &'static str,
    pub no_header: &'static str,
    /// Between a column and what it is taken for.
    pub becomes: &'static str,
    /// What a column may be beside the fields of an entry: its id in the list, withdrawn or not,
    /// in the final or not, who made it, nothing, private.
    pub source: &'static str,
    pub status: &'static str,
    pub selected: &'static str,
    pub maker: &'static str,
    pub none: &'static str,
    pub private: &'static str,
    /// Private columns, by name.
    pub private_left: &'static str,
    pub original: &'static str,
    /// The button, with how many entries change; and for one.
    pub apply: &'static str,
    pub apply_one: &'static str,
    pub nothing_new: &'static str,
    pub applied: &'static str,
    /// The show is under way.
    pub waits: &'static str,
    pub undone: &'static str,
    /// Somebody else has changed the show since the preview.
    pub stale: &'static str,
    pub back: &'static str,
}
