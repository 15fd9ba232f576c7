//! A juror's pages: "Is this you?", and the score sheet.
//!
//! A juror's sheet is in the juror's own frames and in no other. A work that the juror does not
//! judge is not shown.

mod enter;
mod scoring;
#[cfg(test)]
pub(in crate::view) mod tests;

pub use enter::{AskedWho, enter};

use super::label::{self, Moment};
use super::{Frame, Live, named};
use crate::scorebox::fold::{Sheet, Sheets};
use crate::show::event::At;
use crate::show::judging::{JuryAct, JuryState};
use crate::show::programme::{Juror, Show};
use crate::show::state::State;
use crate::show::text::{Run, is_wide};
use crate::words::Ui;
use crate::words::jury::JuryWords;
use askama::Template;
use scoring::{WorkToScore, works};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where jurors alone may watch a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screener {
    pub url: String,
    pub password: Option<String>,
}

/// What one juror may see of the judging: the own sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JurorSight {
    pub juror: String,
    pub phase: SheetPhase,
    /// The number of the last change; the juror's devices share it.
    pub change: u32,
    /// By entry and criterion.
    pub scores: BTreeMap<String, BTreeMap<String, u32>>,
    /// In clear, by entry.
    pub notes: BTreeMap<String, String>,
    /// Works that the juror stood aside from.
    pub recused: BTreeSet<String>,
    /// All works of this juror, in the juror's own order.
    pub works: Vec<String>,
    /// Works in conflict: they are not shown.
    pub withheld: BTreeSet<String>,
    /// Who has read it back, where it was entered from paper.
    pub on_paper: Option<String>,
    /// Whose sheets the chair has opened again, by juror id, and why.
    pub reopened: Vec<(String, String)>,
    /// Browsers that open it: id, name, since when.
    pub devices: Vec<(String, String, At)>,
}

/// Where a sheet stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SheetPhase {
    #[default]
    Open,
    Submitted,
    Closed,
    Absent,
}

impl JurorSight {
    /// Of this juror. `read` deciphers a note.
    pub fn of(
        show: &Show,
        judging: &JuryState,
        sheets: &Sheets,
        juror: &str,
        read: impl Fn(&str) -> Option<String>,
    ) -> JurorSight {
        let blank = Sheet::default();
        let sheet = sheets.sheet(juror).unwrap_or(&blank);
        let mut scores: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for ((entry, criterion), cell) in &sheet.cells {
            if let Some(score) = cell.score {
                let of_entry = scores.entry(entry.clone()).or_default();
                of_entry.insert(criterion.clone(), score);
            }
        }
        let notes = sheet.notes.iter();
        let notes = notes.filter_map(|(entry, (_, text))| Some((entry.clone(), read(text)?)));
        let recused: BTreeSet<String> = sheet.recused.keys().cloned().collect();
        let out = show.finalists().map(|entry| &entry.id);
        let out = out.filter(|id| !recused.contains(*id) && sheets.stands_out(show, juror, id));
        let devices = judging.devices.iter();
        let devices = devices.filter(|(_, device)| device.on && device.juror == juror);
        JurorSight {
            juror: juror.to_owned(),
            phase: phase(sheets, sheet, juror),
            change: sheet.change,
            scores,
            notes: notes.collect(),
            works: sheets
                .works(show, juror)
                .iter()
                .map(|entry| entry.id.clone())
                .collect(),
            withheld: out.cloned().collect(),
            recused,
            on_paper: sheet.on_paper.clone(),
            reopened: reopened(show, judging),
            devices: devices
                .map(|(id, device)| (id.clone(), device.label.clone(), device.at))
                .collect(),
        }
    }
}

fn phase(sheets: &Sheets, sheet: &Sheet, juror: &str) -> SheetPhase {
    if sheet.absent {
        SheetPhase::Absent
    } else if sheets.is_closed_for(juror) {
        SheetPhase::Closed
    } else if sheet.signed.is_some() {
        SheetPhase::Submitted
    } else {
        SheetPhase::Open
    }
}

/// Whose sheets the chair has opened again, and why, where that was the last thing that happened
/// to them: everybody on the jury reads it.
fn reopened(show: &Show, judging: &JuryState) -> Vec<(String, String)> {
    let last = |juror: &Juror| {
        let mut acts = judging.acts.iter().map(|dated| &dated.act);
        match acts.rfind(|act| act.juror() == Some(&juror.id))? {
            JuryAct::Reopened { reason, .. } => Some((juror.id.clone(), reason.clone())),
            _ => None,
        }
    };
    show.jury.jurors.iter().filter_map(last).collect()
}

/// A person with a face, or with a plate of initials in its place.
pub(super) struct Nameplate {
    pub id: String,
    pub name: Run,
    pub office: Option<Run>,
    /// The picture's address.
    pub portrait: Option<String>,
    pub initials: String,
}

impl Nameplate {
    /// A picture that cannot be shown is left out.
    pub(super) fn of(juror: &Juror, show: &Show, live: &Live, ui: Ui) -> Nameplate {
        let name = label::own(&juror.name, show, ui);
        let portrait = juror.portrait.as_ref();
        let portrait = portrait.filter(|path| !live.faults.contains_key(*path));
        Nameplate {
            id: juror.id.clone(),
            initials: initials(&name.text),
            office: juror.title.as_ref().map(|t| label::own(t, show, ui)),
            portrait: portrait.map(|path| label::media(path)),
            name,
        }
    }
}

/// A Chinese name by its first character, others by the first letters of its first and last word.
pub(super) fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().next();
    match first(name) {
        Some(c) if is_wide(c) => c.to_string(),
        _ => {
            let words: Vec<&str> = name.split_whitespace().collect();
            let ends = words.first().into_iter().chain(words.last());
            let ends = ends.take(words.len()).filter_map(|word| first(word));
            ends.flat_map(char::to_uppercase).collect()
        }
    }
}

#[derive(Template)]
#[template(path = "jury.html", whitespace = "minimize")]
struct Page<'a> {
    w: &'static JuryWords,
    ui: Ui,
    show_id: &'a str,
    person: Nameplate,
    device: &'a str,
    stamp: String,
    scale: u32,
    works: Vec<WorkToScore>,
    /// The catalogue numbers of works in conflict.
    withheld: Vec<Option<String>>,
    banner: String,
    devices: String,
    devices_count: String,
    sheet: String,
    spoken: String,
}

/// `/jury`, for the juror on this device. `screeners` are what jurors alone may see, by entry.
pub fn page(
    state: &State,
    live: &Live,
    sight: &JurorSight,
    screeners: &BTreeMap<String, Screener>,
    device: &str,
    ui: Ui,
) -> String {
    let show = &state.show;
    let Some(juror) = show.jury.juror(&sight.juror) else {
        return String::new();
    };
    let w = &ui.words().jury;
    let withheld = show.finalists().filter(|e| sight.withheld.contains(&e.id));
    html(&Page {
        w,
        ui,
        show_id: &show.id,
        person: Nameplate::of(juror, show, live, ui),
        device,
        stamp: stamp(show, sight),
        scale: show.jury.scale,
        works: works(show, live, sight, screeners, ui),
        withheld: withheld.map(|entry| entry.number.clone()).collect(),
        banner: html(&SheetNotices::of(show, sight, ui)),
        devices: html(&Devices::of(sight, w, ui)),
        devices_count: (w.devices.count)(sight.devices.len()),
        sheet: html(&SheetRegion::of(show, sight)),
        spoken: label::script_json(&w.spoken),
    })
}

/// What changes while the sheet is open.
pub fn frame(state: &State, live: &Live, sight: &JurorSight, ui: Ui) -> Frame {
    let w = &ui.words().jury;
    Frame {
        epoch: live.epoch,
        revision: state.revision,
        beat: live.beat,
        now: live.at.0,
        scene: "sheet".to_owned(),
        regions: named([
            ("banner", html(&SheetNotices::of(&state.show, sight, ui))),
            ("devices", html(&Devices::of(sight, w, ui))),
            ("devices-count", (w.devices.count)(sight.devices.len())),
            ("sheet", html(&SheetRegion::of(&state.show, sight))),
        ]),
    }
}

pub(super) fn html(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}

/// Changes with the works and criteria that a page shows: then it is loaded anew.
fn stamp(show: &Show, sight: &JurorSight) -> String {
    let shown: Vec<_> = show.finalists().collect();
    let of = format!(
        "{shown:?} {:?} {:?} {:?} {}",
        show.jury.criteria, sight.withheld, sight.recused, show.jury.scale
    );
    blake3::hash(of.as_bytes()).to_hex()[..16].to_owned()
}

/// What the script has to know of the sheet, as JSON; people do not see it.
#[derive(Template)]
#[template(source = "{{ json }}", ext = "html")]
struct SheetRegion {
    json: String,
}

#[derive(Serialize)]
struct SheetData<'a> {
    juror: &'a str,
    works: String,
    phase: SheetPhase,
    change: u32,
    scores: &'a BTreeMap<String, BTreeMap<String, u32>>,
    notes: &'a BTreeMap<String, String>,
    recused: BTreeMap<&'a String, bool>,
}

impl SheetRegion {
    fn of(show: &Show, sight: &JurorSight) -> Self {
        let data = SheetData {
            juror: &sight.juror,
            works: stamp(show, sight),
            phase: sight.phase,
            change: sight.change,
            scores: &sight.scores,
            notes: &sight.notes,
            recused: sight.recused.iter().map(|entry| (entry, true)).collect(),
        };
        let json = serde_json::to_string(&data).unwrap_or_default();
        SheetRegion { json }
    }
}

#[derive(Template)]
#[template(path = "jury/banner.html", whitespace = "minimize")]
struct SheetNotices {
    notices: Vec<SheetNotice>,
}

struct SheetNotice {
    kind: &'static str,
    head: String,
    more: Option<&'static str>,
}

impl SheetNotices {
    fn of(show: &Show, sight: &JurorSight, ui: Ui) -> Self {
        let w = &ui.words().jury.banner;
        let notice = |kind, head: &str, more| SheetNotice {
            kind,
            head: head.to_owned(),
            more,
        };
        let standing = match sight.phase {
            SheetPhase::Open => None,
            SheetPhase::Submitted => Some(notice("submitted", w.submitted, Some(w.submitted_more))),
            SheetPhase::Closed => Some(notice("closed", w.closed, Some(w.closed_more))),
            SheetPhase::Absent => Some(notice("absent", w.absent, Some(w.absent_more))),
        };
        let paper = sight.on_paper.as_deref();
        let paper = paper.map(|by| notice("paper", &(w.on_paper)(by), None));
        let reopened = sight.reopened.iter().map(|(juror, reason)| {
            let said = match show.jury.juror(juror).filter(|of| of.id != sight.juror) {
                None => (w.reopened)(reason),
                Some(other) => {
                    (w.reopened_other)(&label::own(&other.name, show, ui).bare(), reason)
                }
            };
            notice("reopened", &said, None)
        });
        let notices = standing.into_iter().chain(paper).chain(reopened).collect();
        SheetNotices { notices }
    }
}

#[derive(Template)]
#[template(path = "jury/devices.html", whitespace = "minimize")]
struct Devices {
    w: &'static JuryWords,
    colon: &'static str,
    devices: Vec<DeviceRow>,
}

struct DeviceRow {
    id: String,
    label: String,
    since: Moment,
}

impl Devices {
    fn of(sight: &JurorSight, w: &'static JuryWords, ui: Ui) -> Self {
        let row = |(id, label, at): &(String, String, At)| DeviceRow {
            id: id.clone(),
            label: label.clone(),
            since: Moment::of(*at),
        };
        Devices {
            w,
            colon: ui.words().writing.colon,
            devices: sight.devices.iter().map(row).collect(),
        }
    }
}
