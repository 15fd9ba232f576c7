//! The evening as files, for the producer: everything, sealed decisions included.

mod csv;
mod json;
mod jury;
mod markdown;
mod tables;
mod veil;
mod xlsx;

pub(super) use csv::rows as csv_rows;
pub use markdown::markdown;
pub(super) use xlsx::table as xlsx_table;

use crate::show::award::Wrong;
use crate::show::event::{Event, Stamped};
use crate::show::programme::{Award, Juror, SheetNames, Show, Ties};
use crate::show::state::State;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::sync::Arc;
use veil::{Veiled, nameless, veil};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Everything, for programs.
    Json,
    /// The awards and what the jury did, as text for a spreadsheet.
    Csv,
    /// The same as a workbook.
    Xlsx,
    /// The two annexes of an announcement.
    Markdown,
}

impl Format {
    pub const ALL: [Format; 4] = [Format::Json, Format::Csv, Format::Xlsx, Format::Markdown];

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
            Format::Xlsx => "xlsx",
            Format::Markdown => "markdown",
        }
    }

    /// Its name for people, the same in every language.
    pub fn label(self) -> &'static str {
        match self {
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::Xlsx => "XLSX",
            Format::Markdown => "Markdown",
        }
    }

    /// How its files' names end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Markdown => "md",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Format::Json => "application/json",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Markdown => "text/markdown; charset=utf-8",
        }
    }
}

/// What an export is made of: the journal, and what the boxes hold, batch by batch as stored.
#[derive(Default)]
pub struct Exported {
    log: Vec<Stamped>,
    votes: Vec<String>,
    scores: Vec<String>,
    /// Whose sheets the score box holds, where they are anonymous.
    jurors: Option<Vec<Juror>>,
}

/// A juror as anonymous sheets name them.
#[derive(Deserialize)]
pub struct AnonymousJuror {
    /// The name that was drawn.
    pub juror: String,
    /// Works that the show file keeps from them, by id.
    #[serde(default)]
    pub conflicts: Vec<String>,
}

impl Exported {
    /// The evening as its show lets it be told: where the sheets are anonymous, no juror is named.
    /// `lots` is random, and draws the names that they get instead.
    pub fn of(log: Vec<Stamped>, votes: Vec<String>, scores: Vec<String>, lots: &str) -> Exported {
        let last = log.iter().rev().find_map(|stamped| match &stamped.event {
            Event::ShowLoaded { show, .. } | Event::ShowReread { show } => Some(show.clone()),
            _ => None,
        });
        let anonymous = last.filter(|show| show.jury.sheets == SheetNames::Anonymous);
        let Some(show) = anonymous else {
            return Exported {
                log,
                votes,
                scores,
                jurors: None,
            };
        };
        let Veiled {
            log,
            scores,
            jurors,
        } = veil(&show, log, &scores, lots);
        Exported {
            log,
            votes,
            scores,
            jurors: Some(jurors),
        }
    }

    /// The same as it stands in an export; with jurors where their sheets are anonymous.
    pub fn read(
        log: Vec<Stamped>,
        votes: Vec<String>,
        scores: Vec<String>,
        jurors: Option<Vec<AnonymousJuror>>,
    ) -> Exported {
        let jurors = jurors.map(|all| {
            let jurors = all.into_iter();
            jurors.map(|j| nameless(j.juror, j.conflicts)).collect()
        });
        Exported {
            log,
            votes,
            scores,
            jurors,
        }
    }

    /// The whole journal.
    pub fn log(&self) -> &[Stamped] {
        &self.log
    }

    /// The ballot box.
    pub fn votes(&self) -> &[String] {
        &self.votes
    }

    /// The score box.
    pub fn scores(&self) -> &[String] {
        &self.scores
    }

    /// The show with the jury that the sheets name.
    pub fn judged(&self, show: &Arc<Show>) -> Arc<Show> {
        let Some(jurors) = &self.jurors else {
            return show.clone();
        };
        let mut judged = Show::clone(show);
        judged.jury.jurors.clone_from(jurors);
        Arc::new(judged)
    }
}

/// The log outside the hall, which may be longer than anybody would want to hold.
pub struct NetRecords<'a> {
    pub evening: String,
    /// The hall's public key, in hexadecimal: what the log's messages are held against.
    pub hall: String,
    /// Its messages as they stand in the hall's copy, in their order.
    pub records: &'a mut dyn Iterator<Item = Result<String, String>>,
}

/// Writes the evening in this format. `state` is what its journal leads to.
///
/// # Errors
/// Those of `out`, and of a log that cannot be read to its end.
pub fn write(
    format: Format,
    state: &State,
    exported: &Exported,
    net: Option<NetRecords<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let judged = exported.judged(&state.show);
    let jury = jury::record(state, &judged, exported.scores());
    match format {
        Format::Json => json::json(state, exported, net, jury, out),
        Format::Csv => out.write_all(csv::csv(state, jury.as_ref()).as_bytes()),
        Format::Xlsx => out.write_all(&xlsx::xlsx(state, jury.as_ref())),
        Format::Markdown => out.write_all(markdown(state).as_bytes()),
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
    let sealed = state.sealed_winners(&award.id);
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
    let leaders = state.result(&ballot.id)?.leaders();
    (leaders.len() < 2 || award.ties == Ties::Shared).then_some(leaders)
}

/// A moment as programs read it.
fn iso(at: crate::show::event::At) -> String {
    super::label::Moment::of(at).iso
}
