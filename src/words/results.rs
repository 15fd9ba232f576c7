//! The words of the public results.

/// The words of the results page.
#[derive(Debug)]
pub struct ResultsWords {
    /// The page's heading.
    pub winners: &'static str,
    /// Before anything is revealed, large.
    pub before: &'static str,
    pub before_more: &'static str,
    /// Marks an award that was corrected.
    pub corrected: &'static str,
    /// Explains the mark.
    pub corrected_note: &'static str,
    /// Stands for the winners while an award is being corrected.
    pub correcting: &'static str,
    pub correcting_more: &'static str,
    /// Stands for the winners where nobody won.
    pub nobody: &'static str,
    /// Over the works with a special mention.
    pub mention: &'static str,
    /// Marks the award that the hall decided.
    pub by_audience: &'static str,
    /// While awards are still to come.
    pub more_to_come: &'static str,
    /// That the page renews itself.
    pub renews: &'static str,
    /// The button that prints.
    pub print: &'static str,
    /// Accessible name of the language switch.
    pub language: &'static str,
}
