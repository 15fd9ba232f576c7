//! How an award is decided: one sentence, fit for the competition's website.

use crate::show::programme::{DecidedBy, Rule};

/// What the sentence tells of.
pub struct Deciding<'a> {
    /// The award's name.
    pub award: &'a str,
    pub by: DecidedBy,
    pub jurors: usize,
    pub criteria: JudgedOn<'a>,
    /// The highest score.
    pub scale: u32,
    pub rule: Rule,
    /// What breaks a tie before the chair does.
    pub ties: Vec<TieOf<'a>>,
    /// Sheets that a work needs.
    pub minimum: u32,
    /// How many win.
    pub most: u32,
    /// What jury, hall and those outside have in a blend, as `75%`; empty for who has none of their
    /// own.
    pub shares: [String; 3],
    /// The points of a blend from the first place on.
    pub points: String,
    /// How many works one voter may choose.
    pub choices: u32,
    /// Whether all win whom the count puts first.
    pub shared: bool,
}

/// What is judged; each with its weight, where they differ.
pub type JudgedOn<'a> = Vec<(&'a str, Option<String>)>;

/// How many works become the finalists.
pub struct FirstRound<'a> {
    pub jurors: usize,
    /// How many of them look at a work at least.
    pub per_entry: u32,
    pub asked: RoundAsks<'a>,
    pub rule: Rule,
    /// How many works come into the final.
    pub keep: u32,
}

/// What a first round asks of each work.
pub enum RoundAsks<'a> {
    /// One question: the answers from the lowest, each worth one more than the one before.
    Answers([&'a str; 3]),
    /// The criteria, and the highest score.
    Scores(JudgedOn<'a>, u32),
}

/// How a change of the announced rule is told.
#[derive(Debug)]
pub struct RuleWords {
    /// It takes what was changed.
    pub changed: fn(&str) -> String,
    /// Scale, rule, ties, fewest sheets, criteria and weights, awards, jurors and conflicts,
    /// sealing, first round.
    pub parts: [&'static str; 9],
}

/// What tells two works apart that have one figure.
pub enum TieOf<'a> {
    /// The criterion of this name.
    Criterion(&'a str),
    HeadToHead,
}
