//! People and works: speeches, finalists, films, the jury.

use super::Shown;
use super::parts::{Plate, Runs, SetTitle, View, render};
use crate::show::programme::Entry;
use crate::show::text::Text;
use crate::view::standin;
use crate::view::type_size::{CARD, FINALIST, Measure};
use askama::Template;

#[derive(Template)]
#[template(path = "stage/person.html")]
struct PersonScene {
    kicker: Option<Runs>,
    name: SetTitle,
    office: Option<Runs>,
    portrait: Option<String>,
    /// What the person hands over.
    award: Option<Runs>,
}

pub(super) fn speech(view: View, person: &str, title: Option<&Text>) -> Shown {
    let kicker = title.map(|title| view.text(title));
    Shown::new(view, "person", person_html(view, person, kicker, None))
}

/// A person's name, large.
pub(super) fn person_html(
    view: View,
    id: &str,
    kicker: Option<Runs>,
    award: Option<Runs>,
) -> String {
    let Some(person) = view.state.show.person(id) else {
        return String::new();
    };
    let office = standin::office(person, view.languages);
    // Who comes instead looks otherwise.
    let own = person
        .portrait
        .as_deref()
        .filter(|_| person.replaced_by.is_none());
    let portrait = view.media(own);
    // A portrait takes a third of the width.
    let width = if portrait.is_some() { 56.0 } else { CARD.width };
    render(&PersonScene {
        kicker,
        name: view.title(standin::name(person), Measure { width, ..CARD }),
        office: (!office.is_empty()).then_some(Runs(office)),
        portrait,
        award,
    })
}

#[derive(Template)]
#[template(path = "stage/plate.html")]
struct WorkPlate {
    kicker: Runs,
    plate: Plate,
    /// How far the introductions are: the number of this one, and of how many. No work is numbered
    /// on stage: a number beside a title is read as its place.
    progress: Option<(usize, usize)>,
}

/// Under a picture that fills the stage.
const UNDER_A_STILL: Measure = Measure {
    width: 66.0,
    cap: 7.2,
    lines: 2,
    ladder: false,
};

/// A work on the whole stage: its still, or its poster beside the words, or the words alone.
pub(super) fn work(
    view: View,
    entry: &Entry,
    kicker: Runs,
    progress: Option<(usize, usize)>,
) -> String {
    let measure = match (&entry.still, &entry.poster) {
        (Some(_), _) => UNDER_A_STILL,
        (None, Some(_)) => FINALIST,
        (None, None) => CARD,
    };
    render(&WorkPlate {
        kicker,
        plate: view.plate(entry, measure),
        progress,
    })
}

pub(super) fn finalist(view: View, entry: &str, number: usize, of: usize) -> Shown {
    let entry = view.state.show.entry(entry);
    let kicker = || view.say(|w| w.finalist);
    let html = entry.map(|entry| work(view, entry, kicker(), Some((number, of))));
    Shown::new(view, "finalist", html.unwrap_or_default())
}

#[derive(Template)]
#[template(path = "stage/clip.html")]
struct Clip {
    plate: Plate,
    video: Option<String>,
}

/// The film over its plate: should it not play, the plate is what the hall sees.
pub(super) fn clip(view: View, entry: &str) -> Shown {
    let html = view.state.show.entry(entry).map(|entry| {
        render(&Clip {
            plate: view.plate(entry, CARD),
            video: view.media(entry.clip.as_deref()),
        })
    });
    Shown::new(view, "clip", html.unwrap_or_default())
}

#[derive(Template)]
#[template(path = "stage/jury.html")]
struct JuryScene {
    heading: Runs,
    criteria_heading: Runs,
    criteria: Vec<Runs>,
    jurors: Vec<SeatedJuror>,
    dense: bool,
}

/// One of the jury on stage.
struct SeatedJuror {
    name: Runs,
    title: Option<Runs>,
    portrait: Option<String>,
}

pub(super) fn jury(view: View) -> Shown {
    let jury = &view.state.show.jury;
    let juror = |juror: &crate::show::programme::Juror| {
        let title = juror.title.as_ref().map(|title| view.text(title));
        SeatedJuror {
            name: view.text(&juror.name),
            title,
            portrait: view.media(juror.portrait.as_deref()),
        }
    };
    let html = render(&JuryScene {
        heading: view.say(|w| w.jury),
        criteria_heading: view.say(|w| w.criteria),
        criteria: jury
            .final_criteria()
            .iter()
            .map(|c| view.text(&c.name))
            .collect(),
        jurors: jury.jurors.iter().map(juror).collect(),
        dense: jury.jurors.len() > 8,
    });
    Shown::new(view, "jury", html)
}
