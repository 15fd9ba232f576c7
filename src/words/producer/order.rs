//! The words of the running order on the tab of the evening.

/// What is done in it while the show goes on. `{}` stands for what it is about.
#[derive(Debug, serde::Serialize)]
pub struct OrderWords {
    pub heading: &'static str,
    pub note: &'static str,
    /// Marks of a line.
    pub now: &'static str,
    pub next: &'static str,
    pub skipped: &'static str,
    pub withdrawn: &'static str,
    pub absent: &'static str,
    /// Shows the lines that have been on stage, with their number; and puts them away.
    pub earlier: &'static str,
    pub earlier_away: &'static str,
    /// What is done to a line.
    pub skip: &'static str,
    pub back: &'static str,
    /// Opens and closes what else can be changed.
    pub more: &'static str,
    pub less: &'static str,
    /// A place to choose, and the last one.
    pub to: &'static str,
    pub before: &'static str,
    pub end: &'static str,
    pub go_there: &'static str,
    /// Lines that come behind this one.
    pub speech: &'static str,
    pub pause: &'static str,
    /// A speaker whom the show does not know yet.
    pub newcomer: &'static str,
    pub add: &'static str,
    /// Names, who is absent, who receives: a work or a person is chosen.
    pub people: &'static str,
    pub people_choose: &'static str,
}
