//! Every word of ours that a person sees. What the show file says is not here.
//!
//! One folder per language, with one file per role in it; here are the shapes that each of them
//! fills in, so that a missing word does not compile. These are the languages of the interface
//! ([`Ui`]). A show may be given in any language ([`Lang`]): where its screens have words of ours,
//! they are in the language of the interface that serves the show's, and in English where none
//! does.

pub mod audience;
pub mod begin;
pub mod chair;
pub mod check;
pub mod crew;
pub mod decided;
pub mod door;
pub mod export;
pub mod help;
pub mod import;
pub mod jury;
pub mod mc;
pub mod media;
pub mod note;
pub mod producer;
mod reader;
pub mod ready;
pub mod refusal;
pub mod rehearsal;
pub mod results;
pub mod stage;
pub mod trust;
pub mod vote;
mod weighed;

use crate::show::scene::Scene;
use crate::show::text::{Lang, Text};
use std::sync::LazyLock;
pub use weighed::weighed;

/// Declares the languages, in the order in which they are offered. Each has a folder; of those that
/// a tag leaves open the first one serves it.
macro_rules! languages {
    ($($ui:ident: $folder:ident,)+) => {
        $(mod $folder;)+

        /// The language of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Ui {
            $(
                #[doc = concat!("As in the folder `", stringify!($folder), "`.")]
                $ui,
            )+
        }

        impl Ui {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Ui; { [$(Ui::$ui),+].len() }] = [$(Ui::$ui),+];

            pub fn words(self) -> &'static Language {
                match self {
                    $(Ui::$ui => &$folder::LANGUAGE,)+
                }
            }
        }
    };
}

languages! {
    ZhHant: zh_hant,
    ZhHans: zh_hans,
    En: en,
}

impl Default for Ui {
    fn default() -> Self {
        Ui::ALL[0]
    }
}

/// All that is said in one language, and how it is written.
pub struct Language {
    /// The tag for the `lang` attribute.
    pub tag: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// The shortest tag of a show's text that serves this language and no other one.
    pub key: &'static str,
    /// What readers of this language can also read: Chinese in both scripts is one family.
    pub family: &'static str,
    /// How well it serves a tag: its parts in lower case, without extensions.
    pub serves: fn(&[&str]) -> Serves,
    /// Its marks and dates.
    pub writing: Writing,
    /// What a finalist is called whose title and team another has, too: by its number, which the
    /// stage shows beside it.
    pub numbered: fn(usize) -> String,
    /// The last card of a running order that is made from the awards.
    pub thanks: &'static str,
    /// What a first round asks that sorts the works, and the answers from the lowest.
    pub sorting: [&'static str; 4],
    /// The messages that stand ready in every show, in the order of [`MESSAGES`].
    pub messages: [&'static str; 3],
    /// What a cue is called. It never says who won.
    pub cue: fn(&Scene) -> CueWords,
    /// The audience's pages.
    pub audience: audience::AudienceWords,
    /// Where a new show begins.
    pub begin: begin::BeginWords,
    /// The chair's page.
    pub chair: chair::ChairWords,
    /// What is wrong with the show file.
    pub check: [check::Saying; check::COUNT],
    /// The crew's page.
    pub crew: crew::CrewWords,
    /// How an award is decided, in one sentence.
    pub decided: fn(&decided::Deciding<'_>) -> String,
    /// How a first round finds the finalists, in one sentence.
    pub first_round: fn(&decided::FirstRound<'_>) -> String,
    /// What was changed of that after the first score.
    pub rule: decided::RuleWords,
    /// For whoever is not let in.
    pub door: door::DoorWords,
    /// The exported files.
    pub export: export::ExportWords,
    /// The pages that help.
    pub help: help::HelpWords,
    /// What is wrong with a list of works.
    pub import: [check::Saying; import::COUNT],
    /// The jurors' pages.
    pub jury: jury::JuryWords,
    /// The MC's panel.
    pub mc: mc::McWords,
    /// Files of the show that are not shown.
    pub media: media::MediaWords,
    /// From the producer to the MC.
    pub note: note::NoteWords,
    /// The producer's page.
    pub producer: producer::ProducerWords,
    /// Whether the doors may be opened.
    pub ready: ready::ReadyWords,
    /// Commands that are refused.
    pub refusal: refusal::RefusalWords,
    /// Rehearsals.
    pub rehearsal: rehearsal::RehearsalWords,
    /// The public results.
    pub results: results::ResultsWords,
    /// The hall's screens and the overlay.
    pub stage: stage::StageWords,
    /// `/trust`.
    pub trust: trust::TrustWords,
}

/// How well a language serves a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serves {
    /// It is what the tag names.
    Well,
    /// The tag names its family and leaves open which of it.
    Family,
    /// It is another language.
    Not,
}

/// The marks of a language, and how it writes a date.
pub struct Writing {
    /// What stands around the title of a work; none where it stands bare.
    pub titles: Option<[&'static str; 2]>,
    /// Between the names of a list.
    pub comma: &'static str,
    /// After a heading, before what it heads.
    pub colon: &'static str,
    /// Around what is said aside, with the space before it.
    pub aside: [&'static str; 2],
    /// A calendar day: year, month, day.
    pub date: fn(i16, i8, i8) -> String,
    /// A line for a screen's test pattern, with thin strokes and dense ones.
    pub sample: &'static str,
}

/// Our words for a cue.
pub struct CueWords {
    /// What it is: over its name, or in the place of one.
    pub heading: String,
    /// The same for after a name; empty where the name alone says enough.
    pub beside: &'static str,
}

/// The last card of a running order that is made from the awards, in every language.
pub fn thanks() -> Text {
    let said = |ui: Ui| (ui.words().key.to_owned(), ui.words().thanks.to_owned());
    Text::ByLang(Ui::ALL.map(said).into())
}

/// The messages that stand ready in every show, by id: to your seats, a technical break, out.
pub const MESSAGES: [&str; 3] = ["seats", "break", "evacuation"];

/// The same with their text in every language.
pub fn messages() -> [(&'static str, Text); 3] {
    [0, 1, 2].map(|at| {
        let said = |ui: Ui| {
            (
                ui.words().key.to_owned(),
                ui.words().messages[at].to_owned(),
            )
        };
        (MESSAGES[at], Text::ByLang(Ui::ALL.map(said).into()))
    })
}

/// What a dummy wins for at a rehearsal, in each of these languages; in English, where the
/// interface does not speak one.
pub fn made_up_citation(languages: &[Lang]) -> Text {
    let said = |lang: &Lang| {
        let ui = Ui::of_tag(lang).unwrap_or(Ui::En);
        (lang.clone(), ui.words().rehearsal.citation.to_owned())
    };
    Text::ByLang(languages.iter().map(said).collect())
}

/// What a first round asks that sorts the works, and its answers, in every language.
pub fn sorting() -> [Text; 4] {
    [0, 1, 2, 3].map(|at| {
        let said = |ui: Ui| (ui.words().key.to_owned(), ui.words().sorting[at].to_owned());
        Text::ByLang(Ui::ALL.map(said).into())
    })
}

/// Every choice of languages by their bits: pages borrow theirs.
static CHOICES: LazyLock<Vec<Vec<Ui>>> = LazyLock::new(|| {
    let chosen = |set: usize| move |ui: &Ui| set & ui.bit() != 0;
    let choice = |set| Ui::ALL.into_iter().filter(chosen(set)).collect();
    (0..1 << Ui::ALL.len()).map(choice).collect()
});

impl Ui {
    /// The tag for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        self.words().tag
    }

    /// The language's own name.
    pub fn name(self) -> &'static str {
        self.words().name
    }

    fn bit(self) -> usize {
        1 << self as usize
    }

    /// The languages that guests of a show in these languages are offered: those that the show
    /// speaks, each with its whole family, and English always.
    pub fn offered(show: &[Lang]) -> &'static [Ui] {
        let spoken: Vec<&str> = Ui::spoken(show).map(|ui| ui.words().family).collect();
        let offered = |ui: &&Ui| **ui == Ui::En || spoken.contains(&ui.words().family);
        let set = Ui::ALL
            .iter()
            .filter(offered)
            .fold(0, |set, ui| set | ui.bit());
        &CHOICES[set]
    }

    /// The languages of the interface that serve the show's, in its order.
    fn spoken(show: &[Lang]) -> impl Iterator<Item = Ui> {
        show.iter().filter_map(|lang| Ui::of_tag(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_as_each_language_writes_it() {
        let date = |ui: Ui| (ui.words().writing.date)(2026, 3, 5);
        assert_eq!(date(Ui::ZhHant), "2026年3月5日");
        assert_eq!(date(Ui::En), "5 March 2026");
    }
}
