//! What the producer tells the MC in the middle of the show.
//!
//! A note moves nothing and is no part of the evening: it is in no event, no export and no frame of
//! the stage, the phones and the jury. Those at work alone are told of it.

use super::Live;
use crate::show::event::At;
use crate::words::Ui;
use crate::words::note::NoteWords;
use askama::Template;
use serde::{Deserialize, Serialize};

/// So many of the last notes the producer sees: the place is needed for the rest of the evening.
const LISTED_MAX: usize = 3;

/// A note, and who has answered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskNote {
    /// Counts the notes, from 1.
    pub number: u64,
    pub text: NoteText,
    pub at: At,
    /// Whether the producer has taken it back.
    #[serde(default)]
    pub away: bool,
    /// In the order in which they answered.
    #[serde(default)]
    pub seen: Vec<NoteSeen>,
}

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteText {
    /// One that stands ready, by its id: each tablet says it in its own language.
    Ready(String),
    /// The producer's own words.
    Own(String),
}

/// Somebody has understood a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteSeen {
    /// What the tablet calls itself; empty where a program answered, for all of them.
    pub tablet: String,
    /// What people call the tablet: they are counted as they answer, from 1.
    pub number: Option<usize>,
    /// Which of two MCs holds it, if it says so.
    pub voice: Option<char>,
    pub at: At,
}

impl NoteText {
    /// As it is read, and the tag of its language; none where the producer wrote it.
    fn said(&self, ui: Ui) -> (&str, Option<&'static str>) {
        match self {
            NoteText::Own(text) => (text, None),
            NoteText::Ready(id) => {
                let ready = ui.words().note.ready.iter();
                let known = ready.clone().find(|(known, _)| *known == *id);
                (known.map_or(id, |(_, text)| text), Some(ui.tag()))
            }
        }
    }
}

/// The note that stands: the last one, unless it was taken back.
fn standing(live: &Live) -> Option<&DeskNote> {
    live.notes.last().filter(|note| !note.away)
}

/// A note on a screen of those it is for.
#[derive(Template)]
#[template(path = "note.html", whitespace = "minimize")]
struct NoteRegion<'a> {
    w: &'static NoteWords,
    note: Option<Noted<'a>>,
}

struct Noted<'a> {
    number: u64,
    text: &'a str,
    lang: Option<&'static str>,
    /// The tablets where it is over, with a blank between them.
    seen: String,
}

/// On the MC's tablets, and where others read along.
pub(super) fn region(live: &Live, ui: Ui) -> String {
    let note = standing(live).map(|note| {
        let (text, lang) = note.text.said(ui);
        let seen = note.seen.iter().map(|seen| match &*seen.tablet {
            "" => "all",
            tablet => tablet,
        });
        Noted {
            number: note.number,
            text,
            lang,
            seen: seen.collect::<Vec<_>>().join(" "),
        }
    });
    let w = &ui.words().note;
    NoteRegion { w, note }.render().unwrap_or_default()
}

/// The last notes as the producer sees them.
#[derive(Template)]
#[template(path = "producer/notes.html", whitespace = "minimize")]
struct NoteList<'a> {
    w: &'static NoteWords,
    /// The newest first.
    notes: Vec<NoteRow<'a>>,
}

struct NoteRow<'a> {
    text: &'a str,
    lang: Option<&'static str>,
    at: At,
    stands: bool,
    /// What became of it, where nobody has answered.
    says: &'static str,
    /// Who answered, and when.
    seen: Vec<(String, At)>,
}

/// On the producer's page.
pub(super) fn list(live: &Live, ui: Ui) -> String {
    let w = &ui.words().note;
    let stands = standing(live).map(|note| note.number);
    let notes = live.notes.iter().rev().take(LISTED_MAX);
    let notes = notes.map(|note| row(note, stands == Some(note.number), ui));
    let notes = notes.collect();
    NoteList { w, notes }.render().unwrap_or_default()
}

fn row(note: &DeskNote, stands: bool, ui: Ui) -> NoteRow<'_> {
    let w = &ui.words().note;
    let (text, lang) = note.text.said(ui);
    let seen = note.seen.iter();
    NoteRow {
        text,
        lang,
        at: note.at,
        stands,
        says: match (note.seen.is_empty(), note.away, stands) {
            (false, ..) => "",
            (true, true, _) => w.taken_away,
            (true, _, true) => w.waits,
            (true, ..) => w.replaced,
        },
        seen: seen
            .map(|seen| ((w.seen)(seen.number, seen.voice), seen.at))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn note(number: u64, text: NoteText) -> DeskNote {
        DeskNote {
            number,
            text,
            at: At(0),
            away: false,
            seen: Vec::new(),
        }
    }

    fn with(notes: Vec<DeskNote>) -> Live {
        Live {
            notes: Arc::new(notes),
            ..Live::default()
        }
    }

    #[test]
    fn a_ready_note_is_read_in_the_language_of_each_tablet_and_a_later_one_stands_in_its_place() {
        let [wrap, stretch] = ["wrap", "stretch"].map(|id| NoteText::Ready(id.into()));
        let live = with(vec![note(1, wrap), note(2, stretch.clone())]);
        assert!(region(&live, Ui::En).contains("Stretch"));
        assert!(region(&live, Ui::ZhHant).contains("拖一拖"));
        assert!(!region(&live, Ui::En).contains("Wrap up"));
        let w = &Ui::En.words().note;
        let list = list(&live, Ui::En);
        assert!(list.contains(w.waits) && list.contains(w.replaced));
        let mut taken = note(2, stretch);
        taken.away = true;
        assert!(!region(&with(vec![taken]), Ui::En).contains("Stretch"));
    }

    #[test]
    fn an_answer_names_its_tablet_and_a_text_is_no_markup() {
        let mut own = note(3, NoteText::Own("<b>Mr Chan</b> is late".into()));
        own.seen = vec![NoteSeen {
            tablet: "a1".into(),
            number: Some(1),
            voice: Some('B'),
            at: At(0),
        }];
        let live = with(vec![own]);
        let region = region(&live, Ui::En);
        assert!(region.contains("data-seen=\"a1\"") && !region.contains("<b>Mr"));
        assert!(list(&live, Ui::En).contains("tablet 1 (B)"));
    }
}
