//! "Ready to open?": one answer, and a row for each thing that a show needs before its doors open,
//! with what to do about it.
//!
//! It is the producer's: no row says more than that desk does, and none depends on who has won.
//! How many score sheets a work has is the chair's to know, and stands on the chair's page.

pub mod facts;
mod machine;
mod outside;
mod show;

pub use facts::MachineFacts;
pub(super) use show::is_tied;

use super::Live;
use super::apart::Apart;
use super::label::isolated;
use crate::fonts;
use crate::show::programme::Show;
use crate::show::state::State;
use crate::words::Ui;
use crate::words::ready::{ReadyFinding, ReadySubject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How urgent a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Light {
    /// To be mended before the doors open.
    Red,
    /// The doors may open; somebody should know.
    Amber,
    Green,
}

/// One thing that a show needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadyRow {
    /// What it is about: room, copy, journal, keys, clock, address, code, outside, screens, sound,
    /// media, glyphs, beginning, rehearsal, envelopes or ties. A subject may have several rows, or
    /// none.
    #[schema(example = "address")]
    pub subject: String,
    pub light: Light,
    /// What the subject is called, in the reader's language.
    pub name: String,
    /// How it stands.
    pub says: String,
    /// The same for a page, which marks the names in it.
    #[serde(skip)]
    pub(super) parts: Vec<SaidPart>,
    /// What to do, in one sentence; empty for a green one.
    pub mend: String,
    /// Where on the producer's page it is mended, as the end of its address; empty where nowhere.
    #[schema(example = "#ready/h-screens")]
    pub place: String,
}

/// A stretch of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SaidPart {
    pub is_name: bool,
    pub text: String,
}

/// Whether the doors may be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadyReport {
    /// Whether nothing is red.
    pub ready: bool,
    /// The one answer, in the reader's language.
    #[schema(example = "3 things to mend first")]
    pub answer: String,
    /// Red ones first, then amber ones.
    pub rows: Vec<ReadyRow>,
}

/// What the rows are made from.
#[derive(Clone, Copy)]
struct Inspection<'a> {
    state: &'a State,
    /// What is on stage, which is another evening while the crew rehearses.
    stage: &'a State,
    live: &'a Live,
    apart: &'a Apart,
    ui: Ui,
}

/// The answer and its rows, of an evening and what is on stage.
pub fn report(both: [&State; 2], live: &Live, ui: Ui) -> ReadyReport {
    report_apart(both, live, &Apart::of(&both[0].show, ui), ui)
}

/// The same for whoever knows already what tells awards apart.
pub(super) fn report_apart(
    [state, stage]: [&State; 2],
    live: &Live,
    apart: &Apart,
    ui: Ui,
) -> ReadyReport {
    let inspection = Inspection {
        state,
        stage,
        live,
        apart,
        ui,
    };
    let found = findings(&inspection).into_iter();
    let mut rows: Vec<ReadyRow> = found.map(|(subject, f)| row(subject, &f, ui)).collect();
    rows.sort_by_key(|row| row.light);
    let w = &ui.words().ready;
    let red = rows.iter().filter(|row| row.light == Light::Red).count();
    ReadyReport {
        ready: red == 0,
        answer: match red {
            0 => w.open.to_owned(),
            red => (w.mend)(red),
        },
        rows,
    }
}

/// In the order in which people look at them.
fn findings(of: &Inspection) -> Vec<(ReadySubject, ReadyFinding)> {
    let Inspection { state, live, .. } = *of;
    let (machine, show) = (&*live.machine, &*state.show);
    let mut found = Vec::new();
    let mut put = |subject, some: Vec<ReadyFinding>| {
        found.extend(some.into_iter().map(|finding| (subject, finding)));
    };
    let some = |finding: Option<ReadyFinding>| finding.into_iter().collect();
    put(ReadySubject::Address, machine::address(machine));
    put(ReadySubject::Outside, outside::outside(of));
    put(ReadySubject::Screens, show::screens(of));
    put(ReadySubject::Sound, some(show::sound(of)));
    put(ReadySubject::Envelopes, show::envelopes(of));
    put(ReadySubject::Ties, some(show::ties(of)));
    put(ReadySubject::Beginning, show::beginning(of));
    put(ReadySubject::Rehearsal, some(show::rehearsal(of)));
    put(ReadySubject::Journal, vec![machine::journal(live)]);
    put(ReadySubject::Room, vec![machine::room(machine)]);
    put(ReadySubject::Copy, vec![machine::copy(live)]);
    put(ReadySubject::Keys, vec![machine::keys(machine)]);
    put(ReadySubject::Clock, vec![machine::clock(of)]);
    put(ReadySubject::Code, some(show::code(show, live)));
    put(ReadySubject::Media, vec![show::media(of)]);
    put(ReadySubject::Glyphs, vec![show::glyphs(live)]);
    found
}

fn row(subject: ReadySubject, finding: &ReadyFinding, ui: Ui) -> ReadyRow {
    let w = &ui.words().ready;
    let said = (w.said)(finding);
    let parts = parts(&said.says);
    let plain = parts.iter().map(|part| match part.is_name {
        true => isolated(&part.text),
        false => part.text.as_str().into(),
    });
    ReadyRow {
        subject: subject.as_str().to_owned(),
        light: light(finding),
        name: (w.subject)(subject).to_owned(),
        says: plain.collect(),
        parts,
        mend: said.mend,
        place: place(finding).to_owned(),
    }
}

/// A name in a sentence, between marks that no name holds.
fn name(text: &str) -> String {
    format!("{NAME}{text}{NAME_END}")
}

const NAME: char = '\u{2068}';
const NAME_END: char = '\u{2069}';

/// A sentence cut at the marks around its names.
fn parts(said: &str) -> Vec<SaidPart> {
    let cut = said.split(NAME).enumerate().flat_map(|(at, piece)| {
        let (inside, after) = match at {
            0 => ("", piece),
            _ => piece.split_once(NAME_END).unwrap_or((piece, "")),
        };
        [(true, inside), (false, after)]
    });
    let parts = cut.filter(|(_, text)| !text.is_empty());
    let part = |(is_name, text): (bool, &str)| SaidPart {
        is_name,
        text: text.to_owned(),
    };
    parts.map(part).collect()
}

/// Red is what loses something, or what the hall would see.
fn light(finding: &ReadyFinding) -> Light {
    use ReadyFinding::*;
    match finding {
        RoomGone
        | JournalStopped
        | JournalMoved
        | JournalDamaged(_)
        | KeysGone
        | KeysOthers
        | KeysUnreadable
        | ClockLost { .. }
        | AddressAlone(_)
        | AddressMoved { .. }
        | TicketsElsewhere { .. }
        | OutsideNotPrepared
        | OutsideAbsent
        | OutsideDown
        | OutsideStale
        | OutsideTrouble
        | OutsideDiffers(_)
        | ScreensNone
        | ScreensMissing(_)
        | BegunAnnounced(_)
        | BegunVoted(_)
        | RehearsalOn
        | RehearsalShown(_)
        | EnvelopesMissing(_)
        | TiesWait(_) => Light::Red,
        RoomLittle
        | RoomUnknown
        | CopyNone
        | CopyUnknown
        | CopyAway
        | CopySameDisk
        | CopyLittle
        | CopyLags
        | JournalMended
        | KeysNotMade
        | KeysOpen
        | ClockApart(_)
        | ClockPast { .. }
        | AddressUnknown
        | AddressElsewhere(_)
        | TicketsExpect { .. }
        | TicketsUnknown(_)
        | CodeTooSmall { .. }
        | CodeNotMeasured
        | OutsideUnknown
        | OutsideOneReader
        | ScreensUnknown
        | ScreensEmpty(_)
        | SoundBlocked(_)
        | SoundNone
        | MediaFaulty(_)
        | GlyphsMissing(_)
        | BegunMoved
        | BegunSimulated(_)
        | EnvelopesTonight(_) => Light::Amber,
        RoomEnough | CopyFollows | JournalWell | JournalNotBegun | KeysKept | ClockRight
        | AddressServed(_) | OutsideRead | CodeReaches(_) | ScreensShow(_) | SoundHeard(_)
        | MediaWell | GlyphsDrawn | BeginningFresh | RehearsalOver | DoorsOpen
        | EnvelopesSealed | TiesNone => Light::Green,
    }
}

/// Where on the page it is mended; empty where that is elsewhere.
fn place(finding: &ReadyFinding) -> &'static str {
    use ReadyFinding::*;
    match finding {
        ScreensNone | ScreensMissing(_) | ScreensEmpty(_) => "#ready/h-screens",
        RehearsalOn => "#ready/h-rehearsal",
        RehearsalShown(_) => "#ready/h-screens",
        MediaFaulty(_) => "#ready/h-looks",
        CodeNotMeasured | ClockPast { .. } => "#prepare/show",
        EnvelopesMissing(_) | EnvelopesTonight(_) | TiesWait(_) => "#tonight/h-envelopes",
        BegunAnnounced(_) | BegunVoted(_) | BegunMoved => "#tonight/h-evening",
        _ => "",
    }
}

/// The letters of a show that the stage's fonts cannot draw, each once.
pub fn undrawn(show: &Show) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in show.texts().iter().flat_map(|text| text.all()) {
        for letter in fonts::undrawn(text) {
            if !found.iter().any(|known| known == letter) {
                found.push(letter.to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
