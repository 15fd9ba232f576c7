//! What a juror's pages say, on the screen and on paper.

/// The words of the page that asks who somebody is, and of the score sheet.
#[derive(Debug)]
pub struct JuryWords {
    pub enter: EnterWords,
    /// The page's name.
    pub title: &'static str,
    /// Accessible name of the list of works.
    pub works: &'static str,
    /// Beneath the number of works that lack a score.
    pub missing: &'static str,
    /// The same once the sheet is submitted.
    pub left_out: &'static str,
    /// In its place once none does.
    pub all_scored: &'static str,
    /// Above the works that are not this juror's to judge.
    pub not_yours: &'static str,
    /// What stands in the place of each.
    pub not_yours_more: &'static str,
    /// Before a work is opened.
    pub before: &'static str,
    /// The button that opens it.
    pub open: &'static str,
    pub poster: &'static str,
    pub clip: &'static str,
    /// The link that only jurors see.
    pub screener: &'static str,
    pub password: &'static str,
    pub synopsis: &'static str,
    /// How much heavier a criterion weighs than the lightest.
    pub weight: fn(&str) -> String,
    /// Takes one score back.
    pub clear: &'static str,
    pub note: &'static str,
    /// Who reads it.
    pub note_more: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    /// Back to the list.
    pub list: &'static str,
    pub undo: &'static str,
    pub recuse: RecuseWords,
    pub submit: SubmitWords,
    pub banner: SheetBannerWords,
    pub devices: DevicesWords,
    /// Which keys do what.
    pub keys: &'static str,
    /// Without a script.
    pub no_script: &'static str,
    pub language: &'static str,
    pub cancel: &'static str,
    /// The sheet on paper.
    pub paper: PaperSheetWords,
    /// What the page's script says.
    pub spoken: JurySpoken,
}

/// The page that asks whether somebody is the one whom the link is for.
#[derive(Debug)]
pub struct EnterWords {
    pub question: &'static str,
    /// Whose link it is, and that nothing is stored yet.
    pub personal: &'static str,
    /// The button; it takes the name.
    pub yes: fn(&str) -> String,
    pub no: &'static str,
    /// Heading after "no".
    pub not_you: &'static str,
    /// What to do.
    pub not_you_more: &'static str,
    /// This device belongs to another juror until now; it takes the name.
    pub instead: fn(&str) -> String,
    /// The chair's office, in the place of a name where there is none.
    pub chair: &'static str,
}

/// Standing aside from a work.
#[derive(Debug)]
pub struct RecuseWords {
    pub button: &'static str,
    /// Heading of the form.
    pub title: &'static str,
    /// What it does.
    pub more: &'static str,
    pub reason: &'static str,
    pub hint: &'static str,
    pub go: &'static str,
    /// In the place of a work that the juror stood aside from.
    pub done: &'static str,
    /// Beside it in the list.
    pub mark: &'static str,
}

#[derive(Debug)]
pub struct SubmitWords {
    pub button: &'static str,
    /// Heading of the form.
    pub title: &'static str,
    /// With every score in it.
    pub whole: &'static str,
    pub go: &'static str,
    /// Submits a sheet with gaps.
    pub go_incomplete: &'static str,
    /// Back to the works.
    pub stay: &'static str,
    /// Takes the own submission back.
    pub take_back: &'static str,
}

/// What stands over the sheet.
#[derive(Debug)]
pub struct SheetBannerWords {
    pub submitted: &'static str,
    pub submitted_more: &'static str,
    pub closed: &'static str,
    pub closed_more: &'static str,
    pub absent: &'static str,
    pub absent_more: &'static str,
    /// The chair has entered this sheet from paper; it takes who read it back.
    pub on_paper: fn(&str) -> String,
    /// The chair has opened the sheet again; it takes the reason.
    /// What waited on this device and was refused.
    pub refused: &'static str,
    pub dismiss: &'static str,
    pub reopened: fn(&str) -> String,
    /// Another juror's, by name, and why.
    pub reopened_other: fn(&str, &str) -> String,
}

#[derive(Debug)]
pub struct DevicesWords {
    pub count: fn(usize) -> String,
    pub more: &'static str,
    pub this: &'static str,
    pub since: &'static str,
    pub end: &'static str,
}

/// The sheet on paper.
#[derive(Debug)]
pub struct PaperSheetWords {
    pub title: &'static str,
    pub juror: &'static str,
    /// How to fill it in; it takes the highest score.
    pub how: fn(u32) -> String,
    pub work: &'static str,
    pub signature: &'static str,
    pub date: &'static str,
    pub page: &'static str,
}

/// The words of `static/jury.js`. A 0 stands for a number.
#[derive(Debug, serde::Serialize)]
pub struct JurySpoken {
    pub saved: &'static str,
    pub sending: &'static str,
    /// The link is down; the scores are on this device.
    pub waiting: &'static str,
    /// The link is down and nothing waits.
    pub offline: &'static str,
    /// Said of a work in the list: scores of how many, before and after.
    pub of: &'static str,
    pub complete: &'static str,
    /// Submit while scores wait.
    pub submit_waits: &'static str,
    /// Submit with gaps.
    pub submit_gaps: &'static str,
    /// Nothing can be done without the link.
    pub cut_off: &'static str,
    /// No answer came.
    pub no_answer: &'static str,
    pub undone: &'static str,
    pub nothing_to_undo: &'static str,
    /// In the list of what was not taken.
    pub a_note: &'static str,
    /// Another device of the same juror was newer.
    pub superseded: &'static str,
    /// The score was refused; the reason follows.
    pub refused: &'static str,
    /// This device cannot store anything.
    pub unstored: &'static str,
    pub colon: &'static str,
}
