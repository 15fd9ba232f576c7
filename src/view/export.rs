//! The evening as files, for the producer: everything, sealed decisions included.

mod csv;
mod json;
mod markdown;

pub use csv::csv;
pub use json::json;
pub use markdown::markdown;

use crate::show::award::Wrong;
use crate::show::event::Stamped;
use crate::show::programme::{Award, Ties};
use crate::show::state::State;
use serde::Serialize;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Everything, for programs.
    Json,
    /// The awards, for a spreadsheet.
    Csv,
    /// The two annexes of an announcement.
    Markdown,
}

impl Format {
    pub const ALL: [Format; 3] = [Format::Json, Format::Csv, Format::Markdown];

    /// The format with this name.
    pub fn of(name: &str) -> Option<Format> {
        Format::ALL
            .into_iter()
            .find(|format| format.as_str() == name)
    }

    /// Its name on the command line and in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
        }
    }

    /// Its name for people, the same in every language.
    pub fn label(self) -> &'static str {
        match self {
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::Markdown => "Markdown",
        }
    }

    /// How its files' names end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "md",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Format::Json => "application/json",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Markdown => "text/markdown; charset=utf-8",
        }
    }
}

/// The evening in this format. `log` is the whole journal, `records` the whole ballot box.
pub fn write(format: Format, state: &State, log: &[Stamped], records: &[String]) -> String {
    match format {
        Format::Json => json(state, log, records),
        Format::Csv => csv(state),
        Format::Markdown => markdown(state),
    }
}

/// How far an award is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum EnvelopeState {
    /// Announced, and it stands.
    Revealed,
    /// What was announced is being put right.
    Correcting,
    /// Decided, not announced.
    Sealed,
    Open,
}

impl EnvelopeState {
    fn as_str(self) -> &'static str {
        match self {
            EnvelopeState::Revealed => "revealed",
            EnvelopeState::Correcting => "correcting",
            EnvelopeState::Sealed => "sealed",
            EnvelopeState::Open => "open",
        }
    }
}

/// Who wins an award, as far as it is decided: what was announced, else the envelope, else the
/// hall's count.
struct Outcome {
    standing: EnvelopeState,
    winners: Vec<String>,
}

fn outcome(state: &State, award: &Award) -> Outcome {
    let stands = state.award(&award.id);
    let sealed = stands.envelope.map(|envelope| envelope.winners);
    let announced = stands.revealed.map(|revealed| revealed.winners);
    let (standing, winners) = match (stands.wrong, announced) {
        (None, Some(announced)) => (EnvelopeState::Revealed, Some(announced)),
        // What was announced may be wrong: nobody is named until the producer has spoken.
        (Some(Wrong::Raised), _) => (EnvelopeState::Correcting, None),
        (Some(Wrong::Mended), _) => (EnvelopeState::Correcting, sealed),
        (None, None) => match sealed.or_else(|| counted(state, award)) {
            Some(winners) => (EnvelopeState::Sealed, Some(winners)),
            None => (EnvelopeState::Open, None),
        },
    };
    Outcome {
        standing,
        winners: winners.unwrap_or_default(),
    }
}

/// What the closed ballot says, unless the tie is the chair's to break.
fn counted(state: &State, award: &Award) -> Option<Vec<String>> {
    let ballot = state.show.ballot_for(&award.id)?;
    let leaders = state.ballots.get(&ballot.id)?.tally()?.leaders();
    (leaders.len() < 2 || award.ties == Ties::Shared).then_some(leaders)
}

/// A moment as programs read it.
fn iso(at: crate::show::event::At) -> String {
    super::label::Moment::of(at).iso
}
