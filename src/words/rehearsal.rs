//! The words of a rehearsal, wherever it is shown.

#[derive(Debug)]
pub struct RehearsalWords {
    /// On every screen.
    pub mark: &'static str,
    /// On phones.
    pub phone: &'static str,
    /// On the panels of those who run the show.
    pub panel: &'static str,
    /// What a dummy wins for.
    pub citation: &'static str,
    /// What it is, before one begins.
    pub off: &'static str,
    /// What is the rehearsal's now, and what is not.
    pub on: &'static str,
    /// The button, and what it does.
    pub begin: [&'static str; 2],
    /// The button, and what it does.
    pub end: [&'static str; 2],
    /// Where a ballot reaches outside.
    pub net: &'static str,
    /// Screens that still show it, by name.
    pub still: fn(&str) -> String,
    /// What mends that.
    pub still_more: &'static str,
    /// The contact sheet, and what it is.
    pub sheet: [&'static str; 2],
    /// On the sheet: how many works are on how many prizes.
    pub sheet_of: fn(usize, usize) -> String,
}
