//! What a refusal says to a person: what is wrong, and how to mend it.

use crate::show::file::edit::EditError;
use crate::show::refusal::Refusal;

/// The words of refusals, the director's own among them.
#[derive(Debug)]
pub struct RefusalWords {
    /// One sentence or two, with the name that people have for what the refusal speaks of.
    pub why: fn(&Refusal, &str) -> String,
    /// Nothing happened, because the disk cannot be written.
    pub not_stored: &'static str,
    /// The disk was tried again, and still cannot be written.
    pub still_not_stored: &'static str,
    /// Nobody had time for it.
    pub busy: &'static str,
    /// What a score sheet does not take.
    pub sheet: SheetRefusalWords,
    /// Why the show file stays as it is.
    pub file: FileRefusalWords,
}

/// Why the show file stays as it is.
#[derive(Debug)]
pub struct FileRefusalWords {
    /// Somebody else has changed the same thing.
    pub stale: &'static str,
    /// It was saved outside, and who knows what was changed.
    pub saved_elsewhere: &'static str,
    /// The last step cannot be taken back without losing what was changed outside.
    pub by_hand: &'static str,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    /// A list is not imported; with how many of its cells are wrong.
    pub wrong_cells: fn(usize) -> String,
    /// No show could be given with it; with how much is wrong.
    pub bad_show: fn(usize) -> String,
    /// Why an edit cannot be made.
    pub edit: fn(&EditError) -> String,
    /// What to do then.
    pub edit_mend: &'static str,
    /// The disk refused.
    pub not_written: &'static str,
    /// What is wrong may tell who wins.
    pub veiled: &'static str,
    /// Where to look then.
    pub veiled_mend: &'static str,
}

/// Why a score sheet does not take something, or is not shown.
#[derive(Debug)]
pub struct SheetRefusalWords {
    /// The juror has submitted the sheet.
    pub signed: &'static str,
    /// The juror does not judge the work.
    pub recused: &'static str,
    /// The judging is over.
    pub closed: &'static str,
    /// Paper, or a moved sheet, meets marks of the juror's own.
    pub has_marks: &'static str,
    /// There is nothing to move.
    pub no_marks: &'static str,
    /// A submitted sheet has gaps.
    pub incomplete: &'static str,
    /// A chair who votes takes the own sheet back after a look at the others'.
    pub looked: &'static str,
    /// A chair who votes looks at the others before submitting.
    pub own_first: &'static str,
    /// The disk did not answer.
    pub not_kept: &'static str,
    /// Ids that lead nowhere.
    pub no_such_juror: &'static str,
    pub no_such_work: &'static str,
    pub no_such_criterion: &'static str,
    pub no_such_device: &'static str,
    /// Off the scale; with its highest score.
    pub off_scale: fn(u32) -> String,
    /// The chair gives no reason.
    pub no_reason: &'static str,
    /// Paper was read back by nobody.
    pub not_read_back: &'static str,
    /// A mark stands twice on a sheet of paper.
    pub twice: &'static str,
    /// With the most characters.
    pub too_long: fn(usize) -> String,
    /// A sheet is moved to its own juror.
    pub same_juror: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Ui;

    #[test]
    fn a_refusal_names_its_subject_in_every_language() {
        for ui in Ui::ALL {
            let text =
                (ui.words().refusal.why)(&Refusal::NoEnvelope("first-prize".into()), "一等獎");
            assert!(text.contains("一等獎"), "{text}");
        }
    }

    #[test]
    fn a_refusal_without_a_subject_leaves_no_gap() {
        for ui in Ui::ALL {
            assert!(!(ui.words().refusal.why)(&Refusal::Covered, "").contains("{}"));
        }
    }
}
