//! What a cue is called, and who is in it.

use crate::show::award::Wrong;
use crate::show::programme::{BallotStep, Entry, Person, Show};
use crate::show::rundown::{AwardStep, Cue, Scene};
use crate::show::state::State;
use crate::show::text::{Run, Text};
use crate::view::label;
use crate::words::Ui;
use crate::words::mc::{Words, words};

/// What a cue is called.
pub(super) struct Title {
    /// Its kind, in words.
    pub kind: String,
    /// Its name, in the show's languages.
    pub runs: Vec<Run>,
    /// A second line.
    pub note: Vec<Run>,
}

/// One of those who won an award that has been revealed.
pub(super) struct Winner {
    pub title: Vec<Run>,
    pub team: Vec<Run>,
}

/// How a name is said.
pub(super) struct Say {
    pub name: Run,
    pub say: Vec<Run>,
}

/// A word of ours as a run.
fn ours(word: &str, ui: Ui) -> Vec<Run> {
    vec![Run {
        lang: ui.tag().to_owned(),
        text: word.to_owned(),
    }]
}

/// An entry's title as it is written in a line.
fn quoted(entry: &Entry, show: &Show) -> Vec<Run> {
    let titles = label::titles(&entry.title, &show.languages).into_iter();
    titles
        .map(|title| Run {
            text: title.plain(),
            lang: title.run.lang,
        })
        .collect()
}

pub(super) fn title(show: &Show, cue: &Cue, words: &Words, ui: Ui) -> Title {
    let languages = &show.languages;
    let runs = |text: &Text| text.runs(languages);
    let optional = |text: Option<&Text>| text.map(runs).unwrap_or_default();
    let (runs, note) = match &cue.scene {
        Scene::Card { title, text } | Scene::Photo { title, text } => (
            runs(title.as_ref().unwrap_or(&show.title)),
            optional(text.as_ref()),
        ),
        Scene::Message { title, text } => (runs(title), optional(text.as_ref())),
        Scene::Speech { person, title } => {
            let person = show.person(person);
            (
                person.map(|p| runs(&p.name)).unwrap_or_default(),
                optional(title.as_ref().or(person.and_then(|p| p.title.as_ref()))),
            )
        }
        Scene::Finalist { entry, .. } | Scene::Clip { entry } => {
            let entry = show.entry(entry);
            (
                entry.map(|e| quoted(e, show)).unwrap_or_default(),
                entry.map(|e| runs(&e.team)).unwrap_or_default(),
            )
        }
        Scene::Jury => (ours(words.kinds.jury, ui), Vec::new()),
        Scene::Results => (ours(words.kinds.results, ui), Vec::new()),
        Scene::Award { award, step } => {
            let award = show.award(award);
            let presenter = award.and_then(|a| show.person(a.presenter.as_deref()?));
            let presented = matches!(step, AwardStep::Award | AwardStep::Presenter);
            (
                award.map(|a| runs(&a.name)).unwrap_or_default(),
                optional(presenter.filter(|_| presented).map(|p| &p.name)),
            )
        }
        Scene::Ballot { ballot, .. } => {
            let award = show.ballot(ballot).and_then(|b| show.award(&b.award));
            (optional(award.map(|a| &a.name)), Vec::new())
        }
    };
    Title {
        kind: kind(&cue.scene, words),
        runs,
        note,
    }
}

/// A cue's kind in words.
pub(super) fn kind(scene: &Scene, words: &Words) -> String {
    let kinds = &words.kinds;
    let word = match scene {
        Scene::Finalist { number, of, .. } => return format!("{} {number}/{of}", kinds.finalist),
        Scene::Card { .. } => kinds.card,
        Scene::Photo { .. } => kinds.photo,
        Scene::Message { .. } => kinds.message,
        Scene::Speech { .. } => kinds.speech,
        Scene::Jury => kinds.jury,
        Scene::Clip { .. } => kinds.clip,
        Scene::Results => kinds.results,
        Scene::Award { step, .. } => match step {
            AwardStep::Award => kinds.award,
            AwardStep::Presenter => kinds.presenter,
            AwardStep::Suspense => kinds.suspense,
            AwardStep::Winner => kinds.reveal,
            AwardStep::Photo => kinds.photo,
            AwardStep::Work => kinds.work,
        },
        Scene::Ballot { step, .. } => match step {
            BallotStep::Open => kinds.ballot_open,
            BallotStep::Close => kinds.ballot_close,
            BallotStep::Result => kinds.ballot_result,
        },
    };
    word.to_owned()
}

/// The entries that won the award of a cue, if the cue tells of them and they have been revealed
/// and stand. This is the one place of the panel that reads winners.
fn revealed<'a>(state: &'a State, cue: &Cue) -> Option<Vec<&'a Entry>> {
    let (award, step) = cue.scene.award()?;
    let award = state.awards.get(award).filter(|award| award.stands())?;
    let ids = &award.revealed.as_ref()?.winners;
    (step >= AwardStep::Winner).then(|| ids.iter().filter_map(|id| state.show.entry(id)).collect())
}

/// The winners that a cue tells of: none before the reveal, an empty list where nobody won.
pub(super) fn winners(state: &State, cue: &Cue) -> Option<Vec<Winner>> {
    let show = &state.show;
    let winner = |entry: &Entry| Winner {
        title: quoted(entry, show),
        team: entry.team.runs(&show.languages),
    };
    revealed(state, cue).map(|entries| entries.into_iter().map(winner).collect())
}

/// How the names of a cue are said.
pub(super) fn says(state: &State, cue: &Cue) -> Vec<Say> {
    let show = &state.show;
    let languages = &show.languages;
    let say = |name: &Text, say: Option<&Text>| {
        let say = say?.runs(languages);
        let name = name.runs(languages).into_iter().next()?;
        (!say.is_empty()).then_some(Say { name, say })
    };
    let of_entry = |entry: &Entry| say(&entry.title, entry.say.as_ref());
    let of_person = |person: &Person| say(&person.name, person.say.as_ref());
    match &cue.scene {
        Scene::Speech { person, .. } => show
            .person(person)
            .and_then(of_person)
            .into_iter()
            .collect(),
        Scene::Finalist { entry, .. } | Scene::Clip { entry } => {
            show.entry(entry).and_then(of_entry).into_iter().collect()
        }
        Scene::Award { award, step } if *step < AwardStep::Suspense => {
            let presenter = show.award(award).and_then(|a| a.presenter.as_deref());
            let person = presenter.and_then(|id| show.person(id));
            person.and_then(of_person).into_iter().collect()
        }
        _ => {
            let entries = revealed(state, cue).unwrap_or_default();
            entries.into_iter().filter_map(of_entry).collect()
        }
    }
}

/// What the MC says to the hall after a wrong announcement, in each of the show's languages that we
/// speak, and in English where we speak none. Nothing once the award is being announced again.
pub(super) fn sorry(state: &State) -> Vec<Run> {
    let stage = state.awards.values().filter_map(|award| award.wrong);
    let raised = stage.clone().any(|wrong| wrong == Wrong::Raised);
    let waits = matches!(&state.redo, Some((_, AwardStep::Award)));
    if !(raised || waits && stage.count() > 0) {
        return Vec::new();
    }
    let line = |ui: Ui, lang: &str| Run {
        lang: lang.to_owned(),
        text: match raised {
            true => words(ui).sorry.to_owned(),
            false => words(ui).sorry_again.to_owned(),
        },
    };
    let languages = state.show.languages.iter();
    let spoken: Vec<Run> = languages
        .filter_map(|lang| Some(line(Ui::of_tag(lang)?, lang)))
        .collect();
    match spoken.is_empty() {
        true => vec![line(Ui::En, Ui::En.tag())],
        false => spoken,
    }
}
