//! The words of changes while the show is under way.

/// What waits to be applied, and how a change is said.
#[derive(Debug)]
pub struct LateWords {
    /// Heading of what waits.
    pub heading: &'static str,
    pub note: &'static str,
    pub apply: &'static str,
    pub applied: &'static str,
    /// Takes the last change back.
    pub undo: &'static str,
    /// Where more waits than is listed.
    pub more: fn(usize) -> String,
    /// A row that comes, goes, or stands elsewhere.
    pub added: &'static str,
    pub removed: &'static str,
    pub moved: &'static str,
    /// A place in the running order, from 1.
    pub place: fn(usize) -> String,
    pub yes: &'static str,
    pub no: &'static str,
    /// Where nothing was written, or nothing is.
    pub nothing: &'static str,
    /// A detail that has no name of its own on the page.
    pub other: &'static str,
    /// Of an award that was sealed before somebody withdrew.
    pub look_again: &'static str,
    /// Of an award whose ballot was counted before somebody withdrew.
    pub count_again: &'static str,
}
