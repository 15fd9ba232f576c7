//! The running order on the panel, grouped by award, and where the evening stands in it.
//!
//! A long rundown is hundreds of kilobytes: it is drawn from the show file alone, and a press moves
//! only a few marks in it.

use super::cue;
use super::minutes;
use crate::show::programme::Show;
use crate::show::rundown::{self, Cue};
use crate::show::scene::{About, AwardStep, Scene};
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::apart::Apart;
use crate::words::Ui;
use crate::words::mc::McWords;
use askama::Template;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "mc/rundown.html")]
pub(super) struct RundownRegion<'a> {
    words: &'static McWords,
    groups: Vec<RundownGroup<'a>>,
}

/// Lines that belong together: the steps of an award, the finalists; or lines that stand alone,
/// without a heading.
pub(in crate::view) struct RundownGroup<'a> {
    key: Key<'a>,
    pub heading: Option<Run>,
    pub lines: Vec<CueRow>,
}

pub(in crate::view) struct CueRow {
    id: String,
    /// Its place, from 1: what tells lines apart that are called alike.
    number: usize,
    pub label: Run,
    /// The kind, for a line whose label does not say it.
    pub kind: Option<String>,
    pub seconds: Option<String>,
    hold: bool,
    /// Why GO passes over it, if it does.
    pub off: Option<&'static str>,
}

impl<'a> RundownRegion<'a> {
    pub(super) fn of(
        show: &Show,
        rundown: &'a rundown::Rundown,
        words: &'static McWords,
        ui: Ui,
    ) -> Self {
        RundownRegion {
            words,
            groups: groups(show, rundown, words, ui),
        }
    }
}

/// The running order in its groups.
pub(in crate::view) fn groups<'a>(
    show: &Show,
    rundown: &'a rundown::Rundown,
    words: &'static McWords,
    ui: Ui,
) -> Vec<RundownGroup<'a>> {
    let apart = Apart::of(show, ui);
    let mut groups: Vec<RundownGroup<'a>> = Vec::new();
    for (number, cue) in (1..).zip(rundown.cues()) {
        let key = key(cue);
        if groups.last().is_none_or(|group| group.key != key) {
            groups.push(RundownGroup {
                key,
                heading: heading(show, cue, words, ui, &apart),
                lines: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group
                .lines
                .push(line(number, show, cue, (words, ui), &apart));
        }
    }
    groups
}

/// Where the evening stands in the rundown. Lines and groups are numbered from 0, in the order of
/// the page.
#[derive(Template)]
#[template(path = "mc/marks.html")]
pub(super) struct Standpoint {
    words: &'static McWords,
    current: usize,
    deck: Option<usize>,
    /// Whether what is on deck needs a long press, whatever its line says.
    hold: bool,
    corrected: String,
    revealed: String,
    skipped: String,
    /// Lines to come, and the one that is on, which an edit has changed: each with its revision.
    changed: String,
}

impl Standpoint {
    pub(super) fn of(state: &State, words: &'static McWords) -> Self {
        let skipped: BTreeSet<&str> = state.skipped().into_iter().collect();
        let [mut corrected, mut revealed, mut passed] = [const { Vec::new() }; 3];
        let keys = state.rundown.cues().iter().map(key);
        let mut groups: Vec<Key> = keys.collect();
        groups.dedup();
        for (number, group) in groups.into_iter().enumerate() {
            let Key::Award(award) = group else { continue };
            let stands = state.awards.get(award);
            if stands.is_some_and(|award| award.correction.is_some()) {
                corrected.push(number);
            } else if stands.is_some_and(|award| award.revealed.is_some()) {
                revealed.push(number);
            } else if skipped.contains(award) {
                passed.push(number);
            }
        }
        let cues = state.rundown.cues().iter().enumerate();
        let changed = cues.skip(state.position).filter_map(|(number, cue)| {
            let revision = state.late.cues.get(&cue.id)?;
            Some(format!("{number}:{revision}"))
        });
        Standpoint {
            words,
            changed: changed.collect::<Vec<_>>().join(" "),
            current: state.position,
            deck: state.on_deck(),
            hold: state.on_deck_holds(),
            corrected: listed(&corrected),
            revealed: listed(&revealed),
            skipped: listed(&passed),
        }
    }
}

/// Numbers with a blank between them.
fn listed(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(" ")
}

/// What the lines of one group have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key<'a> {
    Award(&'a str),
    Finalists,
    None,
}

fn key(cue: &Cue) -> Key<'_> {
    match &cue.scene {
        Scene::Award { award, .. } => Key::Award(award),
        Scene::Finalist { .. } => Key::Finalists,
        _ => Key::None,
    }
}

fn heading(show: &Show, cue: &Cue, words: &'static McWords, ui: Ui, apart: &Apart) -> Option<Run> {
    match key(cue) {
        Key::Award(award) => {
            let paper = show.award(award);
            paper.map(|award| apart.award(award, show, ui))
        }
        Key::Finalists => Some(Run {
            lang: ui.tag().to_owned(),
            text: words.finalists.to_owned(),
        }),
        Key::None => None,
    }
}

/// Why GO passes over a cue: by its line's own word, or for who is not there.
fn off(show: &Show, cue: &Cue, words: &McWords) -> Option<&'static str> {
    let entry = match &cue.scene {
        Scene::Finalist { entry, .. } | Scene::Clip { entry } => Some(entry),
        _ => None,
    };
    let has_left = entry.is_some_and(|entry| show.has_left(entry));
    let person = match (&cue.scene, cue.scene.award()) {
        (Scene::Speech { person, .. }, _) => Some(person),
        (_, Some((award, AwardStep::Presenter))) => {
            show.award(award).and_then(|award| award.presenter.as_ref())
        }
        _ => None,
    };
    let person = person.and_then(|id| show.person(id));
    let is_absent = person.is_some_and(|one| one.absent && one.replaced_by.is_none());
    let why = match (has_left, is_absent) {
        (true, _) => words.withdrawn,
        (_, true) => words.absent,
        _ => words.skipped,
    };
    cue.skip.then_some(why)
}

fn line(
    number: usize,
    show: &Show,
    cue: &Cue,
    (words, ui): (&'static McWords, Ui),
    apart: &Apart,
) -> CueRow {
    let cue::CueTitle { kind, runs, .. } = cue::title(show, cue, ui);
    let primary = &ui.tag()[..2];
    let best = runs.iter().position(|run| run.lang.starts_with(primary));
    let title = runs.into_iter().nth(best.unwrap_or(0));
    let ours = |text: String| Run {
        lang: ui.tag().to_owned(),
        text,
    };
    let (label, kind) = match (&cue.scene, title) {
        (Scene::Award { .. }, _) | (_, None) => (ours(kind), None),
        (scene, _) if scene.about() == About::Nothing => (ours(kind), None),
        // The kind has the number in it, which tells it from another of the same name.
        (Scene::Finalist { entry, .. }, Some(title)) => (title, apart.entry(entry).map(|_| kind)),
        (Scene::Clip { entry }, Some(title)) => {
            let apart = apart
                .entry(entry)
                .map(|note| format!("{kind} · {}", note.text));
            (title, Some(apart.unwrap_or(kind)))
        }
        (_, Some(title)) => (title, Some(kind)),
    };
    CueRow {
        id: cue.id.clone(),
        number,
        label,
        kind,
        seconds: cue.seconds.map(minutes),
        hold: cue.hold(),
        off: off(show, cue, words),
    }
}
