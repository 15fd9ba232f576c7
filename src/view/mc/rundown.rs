//! The running order on the panel, grouped by award.

use super::cue;
use super::minutes;
use crate::show::rundown::{AwardStep, Cue, Scene};
use crate::show::state::State;
use crate::show::text::Run;
use crate::view::apart::Apart;
use crate::view::words::Ui;
use crate::view::words::mc::Words;
use askama::Template;

#[derive(Template)]
#[template(path = "mc/rundown.html")]
pub(super) struct Rundown {
    words: &'static Words,
    groups: Vec<Group>,
}

/// Lines that belong together: the steps of an award, the finalists; or lines that stand alone, without a heading.
struct Group {
    key: String,
    heading: Option<Run>,
    revealed: bool,
    skipped: bool,
    corrected: bool,
    lines: Vec<Line>,
}

/// One cue.
struct Line {
    id: String,
    /// Its place, from 1: what tells lines apart that are called alike.
    number: usize,
    label: Run,
    /// The kind, for a line whose label does not say it.
    kind: Option<String>,
    seconds: Option<String>,
    past: bool,
    current: bool,
    deck: bool,
    hold: bool,
    skipped: bool,
}

impl Rundown {
    pub(super) fn of(state: &State, words: &'static Words, ui: Ui) -> Self {
        let skipped = state.skipped();
        let apart = Apart::of(&state.show, ui);
        let mut groups: Vec<Group> = Vec::new();
        for (position, cue) in state.rundown.cues().iter().enumerate() {
            let key = key(cue);
            if groups.last().is_none_or(|group| group.key != key) {
                groups.push(group(state, cue, key, &skipped, words, ui, &apart));
            }
            if let Some(group) = groups.last_mut() {
                group
                    .lines
                    .push(line(state, position, &skipped, words, ui, &apart));
            }
        }
        Rundown { words, groups }
    }
}

fn key(cue: &Cue) -> String {
    match &cue.scene {
        Scene::Award { award, .. } => format!("award {award}"),
        Scene::Finalist { .. } => "finalists".to_owned(),
        _ => String::new(),
    }
}

fn group(
    state: &State,
    cue: &Cue,
    key: String,
    skipped: &[&str],
    words: &'static Words,
    ui: Ui,
    apart: &Apart,
) -> Group {
    let (heading, award) = match &cue.scene {
        Scene::Award { award, .. } => {
            let paper = state.show.award(award);
            let name = paper.map(|award| apart.award(award, &state.show, ui));
            (name, Some(award.as_str()))
        }
        Scene::Finalist { .. } => {
            let text = words.kinds.finalists.to_owned();
            let lang = ui.tag().to_owned();
            (Some(Run { lang, text }), None)
        }
        _ => (None, None),
    };
    let award_state = award.map(|id| state.award(id)).unwrap_or_default();
    Group {
        key,
        heading,
        revealed: award_state.revealed.is_some(),
        skipped: award.is_some_and(|id| skipped.contains(&id)),
        corrected: award_state.correction.is_some(),
        lines: Vec::new(),
    }
}

fn line(
    state: &State,
    position: usize,
    skipped: &[&str],
    words: &'static Words,
    ui: Ui,
    apart: &Apart,
) -> Line {
    let cue = state.rundown.at(position);
    let deck = state.on_deck() == Some(position);
    let award = cue.scene.award();
    let kind = cue::kind(&cue.scene, words);
    let title = || {
        let runs = cue::title(state, cue, words, ui).runs;
        let primary = &ui.tag()[..2];
        let best = runs.iter().position(|run| run.lang.starts_with(primary));
        runs.into_iter().nth(best.unwrap_or(0))
    };
    let ours = |text: String| Run {
        lang: ui.tag().to_owned(),
        text,
    };
    let (label, kind) = match &cue.scene {
        Scene::Award { .. } | Scene::Jury | Scene::Results => (ours(kind), None),
        // The kind has the number in it, which tells it from another of the same name.
        Scene::Finalist { entry, .. } => (
            title().unwrap_or_else(|| ours(kind.clone())),
            apart.entry(entry).map(|_| kind),
        ),
        Scene::Clip { entry } if apart.entry(entry).is_some() => {
            let note = apart.entry(entry).map(|note| note.text.as_str());
            let kind = format!("{kind} · {}", note.unwrap_or_default());
            (title().unwrap_or_else(|| ours(kind.clone())), Some(kind))
        }
        _ => match title() {
            Some(title) => (title, Some(kind)),
            None => (ours(kind), None),
        },
    };
    Line {
        id: cue.id.clone(),
        number: position + 1,
        label,
        kind,
        seconds: cue.seconds.map(minutes),
        past: position < state.position,
        current: position == state.position,
        deck,
        hold: cue.hold() || (deck && state.on_deck_holds()),
        skipped: matches!(award, Some((id, AwardStep::Winner)) if skipped.contains(&id)),
    }
}
