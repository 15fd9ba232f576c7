//! What people call a cue. It never says who won.

use super::label::own;
use super::standin;
use crate::show::programme::{Entry, Show};
use crate::show::rundown::Cue;
use crate::show::scene::{About, AwardStep};
use crate::show::text::{Run, Text};
use crate::words::Ui;

/// A cue's name: the show's texts, and our words in one language.
pub struct CueName<'a> {
    /// What kind of cue it is, in our words.
    pub heading: String,
    /// The same for after the name; empty where the name alone says enough.
    pub beside: &'static str,
    /// The text of the show that names it; none for a cue that only our words name.
    pub text: Option<&'a Text>,
    /// The entry whose title that is.
    pub entry: Option<&'a Entry>,
    /// A second text: whose work it is, who hands the award over.
    pub note: Option<&'a Text>,
}

/// Names a cue for a reader.
pub fn name<'a>(cue: &'a Cue, show: &'a Show, ui: Ui) -> CueName<'a> {
    let scene = &cue.scene;
    let words = (ui.words().cue)(scene);
    let mut entry = None;
    let (text, note) = match scene.about() {
        About::Show => (Some(&show.title), scene.detail()),
        About::Said(text) => (Some(text), scene.detail()),
        About::Person(id) => {
            let person = show.person(id);
            let office = person.and_then(|person| person.title.as_ref());
            (person.map(standin::name), scene.detail().or(office))
        }
        About::Entry(id) => {
            entry = show.entry(id);
            (entry.map(|e| &e.title), entry.map(|e| &e.team))
        }
        About::Award(id) => {
            let award = show.award(id);
            let presented = scene
                .award()
                .filter(|(_, step)| *step <= AwardStep::Presenter);
            let presenter = award.and_then(|a| presented.and(a.presenter.as_deref()));
            let presenter = presenter.and_then(|id| show.person(id));
            (award.map(|a| &a.name), presenter.map(standin::name))
        }
        About::Ballot(id) => {
            let award = show.ballot(id).and_then(|ballot| show.award(&ballot.award));
            (award.map(|a| &a.name), None)
        }
        About::Nothing => (None, None),
    };
    CueName {
        heading: words.heading,
        beside: words.beside,
        text,
        entry,
        note,
    }
}

/// A cue, or something else that happened to the show, in a line: a text of the show, a word of
/// ours, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueLabel {
    /// The show's part.
    pub run: Option<Run>,
    pub step: Option<&'static str>,
}

/// A cue in a line of the reader's language.
pub fn label(cue: &Cue, show: &Show, ui: Ui) -> CueLabel {
    let name = name(cue, show, ui);
    CueLabel {
        run: name.text.map(|text| own(text, show, ui)),
        step: Some(name.beside).filter(|word| !word.is_empty()),
    }
}
