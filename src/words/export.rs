//! The words of the exported files.

/// The words of the exported tables.
#[derive(Debug)]
pub struct ExportWords {
    /// Heading of the awards.
    pub annex_awards: &'static str,
    /// Heading of the other finalists.
    pub annex_others: &'static str,
    /// Column: award.
    pub award: &'static str,
    /// Column: team.
    pub team: &'static str,
    /// Column: title.
    pub title: &'static str,
    /// The audience's award: counted, and nobody voted.
    pub no_votes: &'static str,
    pub undecided: &'static str,
    /// Note: these are sealed and not yet revealed.
    pub sealed: &'static str,
    /// Note: these were corrected.
    pub corrected: &'static str,
    /// Note: these are being corrected.
    pub correcting: &'static str,
    /// The votes that were counted in the hall and outside it.
    pub both_counts: fn(u64, u64) -> String,
    /// The hall's votes were counted, those outside were not.
    pub hall_count: fn(u64) -> String,
    /// Those outside came too late for the result.
    pub hall_alone: &'static str,
    /// Note: the votes are those of simulated phones.
    pub simulated: &'static str,
}
