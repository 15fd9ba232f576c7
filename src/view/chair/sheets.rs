//! Who has scored how much, conflicts of interest, and the close.

use super::{ChairSight, Conflict, ConflictReason, JurorStanding, work};
use crate::show::event::At;
use crate::show::judging::LeftOut;
use crate::show::programme::Show;
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::Live;
use crate::view::jury::Nameplate;
use crate::view::label::{self, Moment, Title};
use crate::words::Ui;
use crate::words::chair::ChairWords;
use askama::Template;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "chair/sheets.html", whitespace = "minimize")]
pub(super) struct SheetsRegion {
    w: &'static ChairWords,
    rows: Vec<JurorRow>,
}

struct JurorRow {
    face: Nameplate,
    state: &'static str,
    says: &'static str,
    scored: String,
    done: usize,
    of: usize,
    missing: Option<String>,
    on_paper: Option<String>,
    seen: &'static str,
    seen_at: Option<Moment>,
    devices: Option<String>,
    waiting: Vec<String>,
    ends: Vec<End>,
    /// Those who could be given this sheet: ids and names, as JSON.
    others: String,
    has_scores: bool,
    may_enter: bool,
    /// As absent, or as there again.
    may_mark: bool,
    may_reopen: bool,
}

/// A device that can be ended.
struct End {
    id: String,
    label: String,
}

impl SheetsRegion {
    pub(super) fn of(state: &State, live: &Live, sight: &ChairSight, ui: Ui) -> Self {
        let show = &state.show;
        let row = |standing| juror_row(show, live, sight, standing, ui);
        SheetsRegion {
            w: &ui.words().chair,
            rows: sight.jurors.iter().filter_map(row).collect(),
        }
    }
}

fn juror_row(
    show: &Show,
    live: &Live,
    sight: &ChairSight,
    of: &JurorStanding,
    ui: Ui,
) -> Option<JurorRow> {
    let w = &ui.words().chair.sheets;
    let face = Nameplate::of(show.jury.juror(&of.juror)?, show, live, ui);
    let here = of.devices.iter().any(|device| device.here);
    let seen: Option<At> = of.devices.iter().filter_map(|device| device.seen).max();
    let (state, says) = match of {
        JurorStanding { absent: true, .. } => ("absent", w.states[2]),
        JurorStanding {
            submitted: true, ..
        } => ("signed", w.states[1]),
        _ => ("open", w.states[0]),
    };
    let named = |label: &str| match label {
        "" => w.a_device.to_owned(),
        label => label.to_owned(),
    };
    let waits = of.devices.iter().filter(|device| device.waiting > 0);
    let end = &ui.words().jury.devices.end;
    Some(JurorRow {
        state,
        says,
        scored: (w.scored)(of.done, of.of),
        done: of.done,
        of: of.of,
        missing: Some(of.missing)
            .filter(|missing| *missing > 0)
            .map(w.missing),
        on_paper: of.on_paper.as_deref().map(w.on_paper),
        seen: match (here, seen) {
            (true, _) => w.here,
            (false, Some(_)) => w.seen,
            (false, None) => w.never_seen,
        },
        seen_at: seen.filter(|_| !here).map(Moment::of),
        devices: Some(of.devices.len())
            .filter(|devices| *devices > 0)
            .map(ui.words().jury.devices.count),
        waiting: waits
            .map(|device| (w.waiting)(device.waiting, &named(&device.label)))
            .collect(),
        ends: of
            .devices
            .iter()
            .map(|device| End {
                id: device.id.clone(),
                label: format!("{end} · {}", named(&device.label)),
            })
            .collect(),
        others: others(show, sight, of, ui),
        has_scores: of.has_scores && !of.closed,
        may_enter: !of.closed,
        may_mark: !of.closed,
        may_reopen: of.submitted || of.closed,
        face,
    })
}

/// Those who have no score yet.
fn others(show: &Show, sight: &ChairSight, of: &JurorStanding, ui: Ui) -> String {
    let empty = |other: &&JurorStanding| other.juror != of.juror && !other.has_scores;
    let named = |other: &JurorStanding| {
        let juror = show.jury.juror(&other.juror)?;
        Some((other.juror.clone(), label::own(&juror.name, show, ui).text))
    };
    let others: Vec<(String, String)> = sight
        .jurors
        .iter()
        .filter(empty)
        .filter_map(named)
        .collect();
    serde_json::to_string(&others).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "chair/conflicts.html", whitespace = "minimize")]
pub(super) struct ConflictsRegion {
    w: &'static ChairWords,
    colon: &'static str,
    rows: Vec<ConflictRow>,
}

struct ConflictRow {
    juror_id: String,
    entry_id: String,
    juror: Run,
    work: Title,
    /// Both, for whoever does not see the row.
    label: String,
    why: String,
    said: Option<&'static str>,
    may_confirm: bool,
    may_wave: bool,
}

impl ConflictsRegion {
    pub(super) fn of(state: &State, sight: &ChairSight, ui: Ui) -> Self {
        let show = &state.show;
        let colon = ui.words().writing.colon;
        ConflictsRegion {
            w: &ui.words().chair,
            colon,
            rows: sight
                .conflicts
                .iter()
                .filter_map(|conflict| conflict_row(show, sight, conflict, ui))
                .collect(),
        }
    }
}

fn conflict_row(
    show: &Show,
    sight: &ChairSight,
    conflict: &Conflict,
    ui: Ui,
) -> Option<ConflictRow> {
    let w = &ui.words().chair.conflicts;
    let juror = label::own(&show.jury.juror(&conflict.juror)?.name, show, ui);
    let (_, work) = work(show, &conflict.entry, ui)?;
    let colon = ui.words().writing.colon;
    let stands = match (&conflict.why, conflict.ruled) {
        (_, Some(ruled)) => Some(ruled),
        (ConflictReason::SameOrganisation, None) => None,
        _ => Some(true),
    };
    let mut closed = sight.jurors.iter().filter(|juror| juror.closed);
    let may_rule = !closed.any(|juror| juror.juror == conflict.juror);
    Some(ConflictRow {
        label: format!("{} · {}", juror.bare(), work.plain()),
        juror_id: conflict.juror.clone(),
        entry_id: conflict.entry.clone(),
        juror,
        work,
        why: match &conflict.why {
            ConflictReason::SameOrganisation => w.same.to_owned(),
            ConflictReason::Declared(reason) => format!("{}{colon}{reason}", w.declared),
            ConflictReason::InFile => w.in_file.to_owned(),
        },
        said: stands.map(|stands| if stands { w.confirmed } else { w.waved }),
        may_confirm: may_rule && conflict.ruled != Some(true),
        may_wave: may_rule && conflict.ruled != Some(false),
    })
}

#[derive(Template)]
#[template(path = "chair/closing.html", whitespace = "minimize")]
pub(super) struct ClosingRegion {
    w: &'static ChairWords,
    closed: bool,
    counted: Vec<String>,
    left_out: Vec<String>,
}

impl ClosingRegion {
    pub(super) fn of(state: &State, sight: &ChairSight, ui: Ui) -> Self {
        let show = &state.show;
        let name = |id: &String| {
            let juror = show.jury.juror(id);
            juror.map_or(id.clone(), |juror| label::own(&juror.name, show, ui).text)
        };
        let left_out = left_out(show, sight, ui);
        let unsubmitted = sight.included.unsubmitted.iter();
        let complete = unsubmitted.filter(|juror| !left_out.contains_key(*juror));
        ClosingRegion {
            w: &ui.words().chair,
            closed: sight.closed,
            counted: complete.map(name).collect(),
            left_out: left_out
                .into_iter()
                .map(|(juror, works)| said(&name(&juror), &works, sight, &juror, ui))
                .collect(),
        }
    }
}

/// The works that do not count, by juror.
fn left_out(show: &Show, sight: &ChairSight, ui: Ui) -> BTreeMap<String, Vec<String>> {
    let mut by_juror: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for LeftOut { juror, entry } in &sight.included.left_out {
        let title = work(show, entry, ui).map(|(_, title)| title.plain());
        by_juror.entry(juror.clone()).or_default().extend(title);
    }
    by_juror
}

fn said(name: &str, works: &[String], sight: &ChairSight, juror: &String, ui: Ui) -> String {
    let w = &ui.words().chair.closing;
    let works = works.join(ui.words().writing.comma);
    match sight.included.counted.contains(juror) {
        true if sight.included.unsubmitted.contains(juror) => {
            let open = ui.words().chair.sheets.states[0];
            (w.left_line)(&format!("{name} · {open}"), &works)
        }
        true => (w.left_line)(name, &works),
        false => (w.empty)(name),
    }
}

#[derive(Template)]
#[template(path = "chair/coverage.html", whitespace = "minimize")]
pub(super) struct CoverageRegion {
    rows: Vec<CoverageRow>,
}

struct CoverageRow {
    number: Option<String>,
    title: Title,
    sheets: String,
    /// Fewer than the work needs.
    few: bool,
}

impl CoverageRegion {
    pub(super) fn of(state: &State, sight: &ChairSight, ui: Ui) -> Self {
        let show = &state.show;
        let round = show.jury.round.as_ref();
        let round = round.filter(|_| show.in_first_round());
        let needed = round.map_or(show.jury.minimum, |round| {
            round.per_entry.max(show.jury.minimum)
        });
        let row = |(entry, sheets): &(String, usize)| {
            let (number, title) = work(show, entry, ui)?;
            Some(CoverageRow {
                number,
                title,
                sheets: (ui.words().chair.sheets.coverage)(*sheets, needed),
                few: (*sheets as u64) < u64::from(needed),
            })
        };
        CoverageRegion {
            rows: sight.coverage.iter().filter_map(row).collect(),
        }
    }
}
