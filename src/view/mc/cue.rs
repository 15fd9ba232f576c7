//! What a cue is called, and who is in it.

use crate::show::award::{Honours, Wrong};
use crate::show::programme::{Entry, Person, Show};
use crate::show::rundown::Cue;
use crate::show::scene::{About, AwardStep};
use crate::show::state::State;
use crate::show::text::{Run, Text};
use crate::view::{cue, label, standin};
use crate::words::Ui;

/// What a cue is called.
pub(in crate::view) struct CueTitle {
    /// Its kind, in words.
    pub kind: String,
    /// Its name, in the show's languages.
    pub runs: Vec<Run>,
    /// A second line.
    pub note: Vec<Run>,
}

/// One of those who won an award that has been revealed.
pub(in crate::view) struct WinnerName {
    pub title: Vec<Run>,
    pub team: Vec<Run>,
}

pub(in crate::view) struct Say {
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

/// A cue's name as the panel sets it: the show's texts in the show's languages, titles in their
/// brackets.
pub(in crate::view) fn title(show: &Show, cue: &Cue, ui: Ui) -> CueTitle {
    let name = cue::name(cue, show, ui);
    let runs = |text: &Text| text.runs(&show.languages);
    let missing = name.entry.filter(|entry| is_missing(entry));
    let missing = missing.iter().flat_map(|_| ours(ui.words().mc.absent, ui));
    CueTitle {
        runs: match (name.entry, name.text) {
            (Some(entry), _) => quoted(entry, show),
            (None, Some(text)) => runs(text),
            (None, None) => ours(&name.heading, ui),
        },
        kind: name.heading,
        note: name
            .note
            .map(runs)
            .into_iter()
            .flatten()
            .chain(missing)
            .collect(),
    }
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
pub(in crate::view) fn winners(state: &State, cue: &Cue) -> Option<Vec<WinnerName>> {
    let entries = revealed(state, cue)?.into_iter();
    Some(entries.map(|e| winner_name(e, &state.show)).collect())
}

/// Whether nobody comes for its team.
fn is_missing(entry: &Entry) -> bool {
    entry.absent && entry.received_by.is_none()
}

fn winner_name(entry: &Entry, show: &Show) -> WinnerName {
    let mut team = standin::winning_team(entry, &show.languages);
    for run in team.iter_mut().filter(|_| is_missing(entry)) {
        let ui = Ui::of_tag(&run.lang).unwrap_or(Ui::En);
        run.text = format!("{} · {}", run.text, ui.words().mc.absent);
    }
    WinnerName {
        title: quoted(entry, show),
        team,
    }
}

/// What was sealed with the winners that a cue tells of, for the MC to read out: why they won, and
/// who gets a special mention.
pub(in crate::view) fn honours(state: &State, cue: &Cue) -> (Vec<Run>, Vec<WinnerName>) {
    let told = cue.scene.award().filter(|_| revealed(state, cue).is_some());
    let told = told.and_then(|(award, _)| state.awards.get(award)?.revealed.as_ref());
    let Some(Honours {
        citation, mention, ..
    }) = told.map(|told| &told.honours)
    else {
        return Default::default();
    };
    let show = &state.show;
    let entries = mention.iter().filter_map(|id| show.entry(id));
    let citation = citation.iter().flat_map(|text| text.runs(&show.languages));
    (
        citation.collect(),
        entries.map(|e| winner_name(e, show)).collect(),
    )
}

/// How the names of a cue are said.
pub(in crate::view) fn says(state: &State, cue: &Cue) -> Vec<Say> {
    let show = &state.show;
    let languages = &show.languages;
    let say = |name: &Text, say: Option<&Text>| {
        let say = say?.runs(languages);
        let name = name.runs(languages).into_iter().next()?;
        (!say.is_empty()).then_some(Say { name, say })
    };
    let of_entry = |entry: &Entry| say(&entry.title, entry.say.as_ref());
    let of_person = |person: &Person| say(&person.name, person.say.as_ref());
    let one = match (cue.scene.about(), cue.scene.award()) {
        (About::Person(id), _) => show.person(id).and_then(of_person),
        (About::Entry(id), _) => show.entry(id).and_then(of_entry),
        (About::Award(id), Some((_, step))) if step < AwardStep::Suspense => {
            let presenter = show.award(id).and_then(|a| a.presenter.as_deref());
            presenter.and_then(|id| show.person(id)).and_then(of_person)
        }
        _ => {
            let entries = revealed(state, cue).unwrap_or_default();
            return entries.into_iter().filter_map(of_entry).collect();
        }
    };
    one.into_iter().collect()
}

/// What the MC says to the hall after a wrong announcement, in each of the show's languages that we
/// speak, and in English where we speak none. Nothing once the award is being announced again.
pub(in crate::view) fn sorry(state: &State) -> Vec<Run> {
    let stage = state.awards.values().filter_map(|award| award.wrong);
    let raised = stage.clone().any(|wrong| wrong == Wrong::Raised);
    let waits = matches!(&state.redo, Some((_, AwardStep::Award)));
    if !(raised || waits && stage.count() > 0) {
        return Vec::new();
    }
    let line = |ui: Ui, lang: &str| Run {
        lang: lang.to_owned(),
        text: match raised {
            true => ui.words().mc.sorry.to_owned(),
            false => ui.words().mc.sorry_again.to_owned(),
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
