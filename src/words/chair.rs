//! What the chair's page says, and the record that is printed and signed.

/// The words of the chair's page, by its parts.
#[derive(Debug)]
pub struct ChairWords {
    /// The page's name.
    pub title: &'static str,
    pub linked: &'static str,
    pub unlinked: &'static str,
    pub language: &'static str,
    pub cancel: &'static str,
    /// Puts away what is done.
    pub shut: &'static str,
    pub reason: &'static str,
    pub sheets: SheetsWords,
    pub conflicts: ConflictsWords,
    pub closing: ClosingWords,
    pub matrix: MatrixWords,
    pub round: RoundWords,
    pub decide: DecideWords,
    pub paper: PaperWords,
    pub prints: [&'static str; 2],
    pub record: RecordWords,
    pub spoken: ChairSpoken,
}

/// Who has scored how much.
#[derive(Debug)]
pub struct SheetsWords {
    pub heading: &'static str,
    /// Works scored, of how many.
    pub scored: fn(usize, usize) -> String,
    /// Scores that are missing.
    pub missing: fn(usize) -> String,
    /// Not submitted, submitted, absent.
    pub states: [&'static str; 3],
    /// Entered from paper; it takes who read it back.
    pub on_paper: fn(&str) -> String,
    pub seen: &'static str,
    pub never_seen: &'static str,
    pub here: &'static str,
    /// Scores that wait on a device of this name.
    pub waiting: fn(u64, &str) -> String,
    /// A device without a name.
    pub a_device: &'static str,
    /// Asked before a device is ended.
    pub end_sure: &'static str,
    /// Marks a juror as absent, and as present again.
    pub absent: &'static str,
    pub absent_sure: &'static str,
    pub present: &'static str,
    pub reopen: &'static str,
    pub reopen_more: &'static str,
    /// Moves a sheet that was filled in under the wrong name.
    pub move_it: &'static str,
    pub move_more: &'static str,
    pub move_to: &'static str,
    pub void: &'static str,
    pub void_more: &'static str,
    /// Under the fewest sheets that a work needs.
    pub coverage: fn(usize, u32) -> String,
    /// Heading of the sheets per work.
    pub per_work: &'static str,
    /// More that can be done with a sheet.
    pub more: &'static str,
}

#[derive(Debug)]
pub struct ConflictsWords {
    pub heading: &'static str,
    pub more: &'static str,
    pub none: &'static str,
    /// Why it is proposed.
    pub same: &'static str,
    /// The juror has said so; the reason follows.
    pub declared: &'static str,
    /// The show file says so.
    pub in_file: &'static str,
    pub confirm: &'static str,
    /// What it does, asked before it.
    pub confirm_sure: &'static str,
    pub wave: &'static str,
    pub wave_sure: &'static str,
    pub confirmed: &'static str,
    pub waved: &'static str,
}

#[derive(Debug)]
pub struct ClosingWords {
    pub heading: &'static str,
    pub open: &'static str,
    pub open_more: &'static str,
    pub closed: &'static str,
    pub closed_more: &'static str,
    pub button: &'static str,
    pub title: &'static str,
    /// Everybody has submitted.
    pub all_in: &'static str,
    /// Complete sheets that nobody submitted: they count.
    pub counts: &'static str,
    /// Works that do not count for a juror.
    pub left_out: &'static str,
    /// One of them: juror, and works.
    pub left_line: fn(&str, &str) -> String,
    /// A juror without a score.
    pub empty: fn(&str) -> String,
    pub go: &'static str,
}

#[derive(Debug)]
pub struct RoundWords {
    pub heading: &'static str,
    /// What picking means, with how many are kept, are ticked, and are tied at the line.
    pub says: fn(usize, usize, usize) -> String,
    /// Beside works that share their place with one on the other side of the line.
    pub at_line: &'static str,
    pub confirm: &'static str,
    pub sure: &'static str,
}

#[derive(Debug)]
pub struct MatrixWords {
    pub heading: &'static str,
    /// Looks before the last sheet is in.
    pub early: &'static str,
    pub early_more: &'static str,
    /// Every sheet is in.
    pub ready_more: &'static str,
    /// For a chair who votes and has not submitted.
    pub own_first: &'static str,
    /// No sheet at all.
    pub no_sheet: &'static str,
    pub work: &'static str,
    pub sheets: &'static str,
    pub recused: &'static str,
    /// A juror did not score it.
    pub gap: &'static str,
    /// Mean, trimmed, ranks, centred.
    pub rules: [&'static str; 4],
    /// Before the name of the announced rule.
    pub ranking: &'static str,
    /// Ranked on one criterion.
    pub on_one: fn(&str) -> String,
    pub place: fn(usize) -> String,
    /// Not enough sheets to be ranked.
    pub unranked: &'static str,
    /// Works that share a place.
    pub tied: &'static str,
    pub compare: &'static str,
    pub compare_more: &'static str,
    pub agree: &'static str,
    /// The other rules crown another in so many awards.
    pub differ: fn(usize) -> String,
    /// One award: the award, the rule, the first by that rule.
    pub instead: fn(&str, &str, &str) -> String,
    /// A trimmed mean of fewer than four sheets is a plain one.
    pub plain: &'static str,
}

#[derive(Debug)]
pub struct DecideWords {
    pub heading: &'static str,
    pub more: &'static str,
    pub none: &'static str,
    /// Not decided, sealed, waiting for the producer, the producer waits for the chair.
    pub states: [&'static str; 4],
    pub not_the_same: &'static str,
    /// Unequal for the last time.
    pub anew: &'static str,
    /// Announced wrongly; corrected, and to be announced again.
    pub wrong: [&'static str; 2],
    /// A revoked key has voided a half.
    pub voided: &'static str,
    /// A winner has withdrawn and nobody moves up: others are left, or nobody is.
    pub lacks: [&'static str; 2],
    /// Looks at who holds a prize.
    pub prizes: &'static str,
    pub revealed: &'static str,
    pub button: &'static str,
    pub again: &'static str,
    pub winners: &'static str,
    /// At most so many.
    pub most: fn(u32) -> String,
    pub no_award: &'static str,
    pub holds: fn(usize) -> String,
    pub mention: &'static str,
    /// The running order has no cue for it.
    pub mention_unseen: &'static str,
    pub second: &'static str,
    pub second_more: &'static str,
    pub no_second: &'static str,
    /// It takes the language.
    pub citation: fn(&str) -> String,
    pub reason: &'static str,
    pub reason_more: &'static str,
    pub check: &'static str,
    pub read_back: &'static str,
    pub go: &'static str,
    pub back: &'static str,
}

#[derive(Debug)]
pub struct PaperWords {
    pub button: &'static str,
    pub title: &'static str,
    pub more: &'static str,
    pub read_back: &'static str,
    pub read_back_hint: &'static str,
    /// Asked before the scores that the juror has given are shown.
    pub look_sure: &'static str,
    /// The juror has scores: both stand side by side.
    pub both: &'static str,
    pub on_tablet: &'static str,
    pub on_paper: &'static str,
    pub go: &'static str,
}

/// The record that is printed and signed.
#[derive(Debug)]
pub struct RecordWords {
    pub title: &'static str,
    pub work: &'static str,
    pub jurors: &'static str,
    pub rule: &'static str,
    pub sheets: &'static str,
    pub first_round: &'static str,
    /// A juror of an anonymous sheet.
    pub juror: fn(usize) -> String,
    pub acts: &'static str,
    pub decisions: &'static str,
    pub winner: &'static str,
    pub no_award: &'static str,
    pub not_decided: &'static str,
    pub signatures: &'static str,
    pub confidential: &'static str,
    pub printed: &'static str,
    /// The score box's last record, by its number.
    pub position: fn(u64) -> String,
    pub not_closed: &'static str,
}

/// The words of `static/chair.js`. A 0 stands for a number.
#[derive(Debug, serde::Serialize)]
pub struct ChairSpoken {
    pub busy: &'static str,
    pub done: &'static str,
    pub cut_off: &'static str,
    pub unreached: &'static str,
    pub intercepted: &'static str,
    pub late: &'static str,
    pub locked: &'static str,
    pub elsewhere: &'static str,
    pub sealed: &'static str,
    pub waiting: &'static str,
    pub choose: &'static str,
    /// More winners than the award has.
    pub too_many: &'static str,
    /// Works that are about to become the finalists.
    pub picked: &'static str,
    /// They are not as many as the file keeps.
    pub keeps: &'static str,
    pub no_scores: &'static str,
}
