//! The chair's page: who has scored how much, what is in conflict, the close, and the decisions.
//!
//! Frames hold no score and no rank: those come by looks, which are on record where they are early.

mod conflict;
mod decisions;
pub(super) mod matrix;
mod paper;
mod round;
mod sheets;
#[cfg(test)]
mod tests;

pub use conflict::{Conflict, ConflictReason};
pub use decisions::prizes;
pub use matrix::{matrix, rules};
pub use paper::paper;

use super::decided::rule_changes;
use super::jury::html;
use super::label::{self, Title};
use super::{Frame, Live, Regions, named};
use crate::scorebox::fold::{Included, Sheet, Sheets};
use crate::show::event::At;
use crate::show::judging::{JurorDevice, JuryAct, JuryState};
use crate::show::programme::{Entry, Juror, Show};
use crate::show::state::State;
use crate::show::text::Run;
use crate::words::Ui;
use crate::words::chair::ChairWords;
use askama::Template;
use std::collections::BTreeMap;

/// What the chair may see without a look. Jurors and works are named by their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChairSight {
    /// The score box's last record.
    pub position: u64,
    pub scores: ScoresSeen,
    pub jurors: Vec<JurorStanding>,
    pub conflicts: Vec<Conflict>,
    pub closed: bool,
    pub included: Included,
    /// Sheets that score a work fully, by entry.
    pub coverage: Vec<(String, usize)>,
}

/// Whether the chair may see the scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScoresSeen {
    /// There are none.
    #[default]
    None,
    /// Not before the own sheet is complete and submitted.
    OwnFirst,
    /// By a look that goes on record.
    Early,
    /// Every sheet is in.
    Ready,
}

impl ScoresSeen {
    fn as_str(self) -> &'static str {
        match self {
            ScoresSeen::None => "none",
            ScoresSeen::OwnFirst => "own",
            ScoresSeen::Early => "early",
            ScoresSeen::Ready => "ready",
        }
    }
}

/// How far a juror is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JurorStanding {
    pub juror: String,
    /// Works that are fully scored.
    pub done: usize,
    /// Works that are the juror's to judge.
    pub of: usize,
    /// Scores that are missing in works that were begun or not.
    pub missing: usize,
    pub submitted: bool,
    pub absent: bool,
    pub closed: bool,
    pub has_scores: bool,
    pub on_paper: Option<String>,
    pub devices: Vec<DeviceSeen>,
}

/// One of a juror's browsers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceSeen {
    pub id: String,
    pub label: String,
    pub here: bool,
    pub seen: Option<At>,
    /// Scores that wait there to be sent.
    pub waiting: u64,
}

/// What devices say of themselves, by device id.
pub type Attendance = BTreeMap<String, Attending>;

/// One device as it was last heard of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attending {
    pub here: bool,
    pub seen: At,
    /// Scores that wait there to be sent.
    pub waiting: u64,
}

impl ChairSight {
    /// Of this moment.
    pub fn of(state: &State, sheets: &Sheets, attendance: &Attendance) -> ChairSight {
        let show = &state.show;
        let jurors = show.jury.jurors.iter();
        let standing = jurors.map(|juror| standing(show, &state.jury, sheets, juror, attendance));
        let jurors: Vec<JurorStanding> = standing.collect();
        ChairSight {
            position: sheets.head().revision,
            scores: seen(show, &jurors),
            conflicts: conflict::conflicts(show, sheets),
            closed: jurors.iter().any(|juror| juror.closed),
            included: sheets.included(show),
            coverage: coverage(show, sheets),
            jurors,
        }
    }
}

fn standing(
    show: &Show,
    judging: &JuryState,
    sheets: &Sheets,
    juror: &Juror,
    attendance: &Attendance,
) -> JurorStanding {
    let id = &juror.id;
    let blank = Sheet::default();
    let sheet = sheets.sheet(id).unwrap_or(&blank);
    let judged: Vec<&Entry> = show
        .finalists()
        .filter(|entry| sheets.looks_at(show, id, &entry.id))
        .filter(|entry| !sheets.stands_out(show, id, &entry.id))
        .collect();
    let full = |entry: &&&Entry| sheet.is_complete_for(show, &entry.id);
    let criteria = &show.jury.criteria;
    let lacks = |entry: &&Entry| {
        let missing = criteria
            .iter()
            .filter(|c| sheet.score(&entry.id, &c.id).is_none());
        missing.count()
    };
    let devices = judging.devices.iter();
    let devices = devices.filter(|(_, device)| device.on && device.juror == *id);
    let device = |(id, device): (&String, &JurorDevice)| {
        let attending = attendance.get(id);
        DeviceSeen {
            id: id.clone(),
            label: device.label.clone(),
            here: attending.is_some_and(|known| known.here),
            seen: attending.map(|known| known.seen),
            waiting: attending.map_or(0, |known| known.waiting),
        }
    };
    JurorStanding {
        juror: id.clone(),
        done: judged.iter().filter(full).count(),
        of: judged.len(),
        missing: judged.iter().map(lacks).sum(),
        submitted: sheet.signed.is_some(),
        absent: sheet.absent,
        closed: sheets.is_closed_for(id),
        has_scores: sheet.has_marks(),
        on_paper: sheet.on_paper.clone(),
        devices: devices.map(device).collect(),
    }
}

fn seen(show: &Show, jurors: &[JurorStanding]) -> ScoresSeen {
    let present = || jurors.iter().filter(|juror| !juror.absent);
    let chair = show.jury.chair.as_deref();
    let own = chair.and_then(|chair| present().find(|juror| juror.juror == chair));
    let is_in = |own: &JurorStanding| own.closed || own.submitted && own.missing == 0;
    if own.is_some_and(|own| !is_in(own)) {
        ScoresSeen::OwnFirst
    } else if !present().any(|juror| juror.has_scores) {
        ScoresSeen::None
    } else if present().all(|juror| juror.submitted || juror.closed) {
        ScoresSeen::Ready
    } else {
        ScoresSeen::Early
    }
}

fn coverage(show: &Show, sheets: &Sheets) -> Vec<(String, usize)> {
    let scores = |entry: &Entry| {
        let whole = |juror: &&Juror| {
            let mut criteria = show.jury.criteria.iter();
            criteria.all(|c| sheets.mark(show, &juror.id, &entry.id, &c.id).is_some())
        };
        show.jury.jurors.iter().filter(whole).count()
    };
    let finalists = show.finalists();
    finalists
        .map(|entry| (entry.id.clone(), scores(entry)))
        .collect()
}

#[derive(Template)]
#[template(path = "chair.html", whitespace = "minimize")]
struct Page {
    w: &'static ChairWords,
    ui: Ui,
    show: Run,
    /// The chair's own, where the chair votes.
    name: Option<Run>,
    regions: Regions,
    /// The show's languages, for citations.
    languages: Vec<CitationField>,
    spoken: String,
}

struct CitationField {
    tag: String,
    label: String,
}

/// `/chair`
pub fn page(state: &State, live: &Live, sight: &ChairSight, ui: Ui) -> String {
    let show = &state.show;
    let w = &ui.words().chair;
    let chair = show.jury.chair.as_ref();
    let chair = chair.and_then(|id| show.jury.juror(id));
    let field = |tag: &String| CitationField {
        tag: tag.clone(),
        label: (w.decide.citation)(Ui::of_tag(tag).map_or(tag, |ui| ui.name())),
    };
    html(&Page {
        w,
        ui,
        show: label::own(&show.title, show, ui),
        name: chair.map(|juror| label::own(&juror.name, show, ui)),
        regions: regions(state, live, sight, ui),
        languages: show.languages.iter().map(field).collect(),
        spoken: label::script_json(&w.spoken),
    })
}

/// What changes while it is open.
pub fn frame(state: &State, live: &Live, sight: &ChairSight, ui: Ui) -> Frame {
    Frame {
        epoch: live.epoch,
        revision: state.revision,
        beat: live.beat,
        now: live.at.0,
        scene: "chair".to_owned(),
        regions: regions(state, live, sight, ui),
    }
}

fn regions(state: &State, live: &Live, sight: &ChairSight, ui: Ui) -> Regions {
    let w = &ui.words().chair;
    named([
        ("reopened", html(&Reopened::of(state, ui))),
        (
            "sheets",
            html(&sheets::SheetsRegion::of(state, live, sight, ui)),
        ),
        (
            "conflicts",
            html(&sheets::ConflictsRegion::of(state, sight, ui)),
        ),
        (
            "closing",
            html(&sheets::ClosingRegion::of(state, sight, ui)),
        ),
        (
            "coverage",
            html(&sheets::CoverageRegion::of(state, sight, ui)),
        ),
        ("scores", html(&ScoresRegion::of(sight, w))),
        (
            "decisions",
            html(&decisions::DecisionsRegion::of(state, ui)),
        ),
        (
            "choices",
            html(&decisions::ChoicesRegion::of(state, live, ui)),
        ),
    ])
}

/// Sheets that were opened again, and changes of the announced rule: everybody sees why.
#[derive(Template)]
#[template(
    source = "{% for line in lines %}<p class=\"notice\">{{ line }}</p>{% endfor %}",
    ext = "html"
)]
struct Reopened {
    lines: Vec<String>,
}

impl Reopened {
    fn of(state: &State, ui: Ui) -> Self {
        let (show, w) = (&state.show, &ui.words().chair);
        let colon = ui.words().writing.colon;
        let last = |juror: &Juror| {
            let mut acts = state.jury.acts.iter().map(|dated| &dated.act);
            acts.rfind(|act| act.juror() == Some(&juror.id))
        };
        let line = |juror: &Juror| match last(juror)? {
            JuryAct::Reopened { reason, .. } => {
                let name = label::own(&juror.name, show, ui);
                let reopened = w.sheets.reopen;
                Some(format!("{reopened}{colon}{} · {reason}", name.bare()))
            }
            _ => None,
        };
        let changed = rule_changes(&state.jury, ui).into_iter();
        let changed = changed.map(|(_, says)| says);
        let lines = changed.chain(show.jury.jurors.iter().filter_map(line));
        Reopened {
            lines: lines.collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "chair/scores.html", whitespace = "minimize")]
struct ScoresRegion {
    w: &'static ChairWords,
    when: &'static str,
    position: u64,
}

impl ScoresRegion {
    fn of(sight: &ChairSight, w: &'static ChairWords) -> Self {
        ScoresRegion {
            w,
            when: sight.scores.as_str(),
            position: sight.position,
        }
    }
}

/// A work as lists name it.
fn work(show: &Show, id: &str, ui: Ui) -> Option<(Option<String>, Title)> {
    let entry = show.entry(id)?;
    Some((entry.number.clone(), label::title(entry, show, ui)))
}
