//! What a stream lays over its cameras: one strap with whoever or whatever is on stage, on a ground
//! that shows through.
//!
//! A stream is the public. It learns a winner when the public does, after the wall, and no sooner;
//! until then it is told of the award alone.

use super::label::{self, Title};
use super::standin;
use super::type_size;
use super::{Frame, Live, named, theme};
use crate::show::programme::{Award, Entry};
use crate::show::scene::{AwardStep, BallotStep, Scene};
use crate::show::state::State;
use crate::show::text::{Lang, Run, Text};
use crate::words::Ui;
use crate::words::stage::StageWords;
use askama::Template;

/// The width of a strap's first line and the largest that it is set, in `u`.
const LINE: (f32, f32) = (74.0, 3.6);

/// More winners of one award than this stand in two columns.
const COLUMN_MAX: usize = 3;

/// What the overlay shows now. Under blackout or card it shows nothing: whoever mixes the stream
/// then has the cameras alone.
pub fn frame(state: &State, live: &Live, languages: &[Lang]) -> Frame {
    let covered = state.blackout || state.card;
    let strap = (!covered)
        .then(|| Straps::new(state, languages).now(live))
        .flatten();
    let scene = strap.as_ref().map(|strap| strap.key.clone());
    let html = strap.map_or_else(String::new, |strap| strap.render().unwrap_or_default());
    Frame {
        epoch: live.epoch,
        revision: state.revision,
        beat: live.beat,
        now: live.at.0,
        scene: scene.unwrap_or_default(),
        regions: named([("strap", html), ("mark", mark(state, languages))]),
    }
}

/// At a rehearsal also where nothing else is shown.
fn mark(state: &State, languages: &[Lang]) -> String {
    let rehearses = state.rehearsal.is_some();
    let first = languages.iter().find_map(|lang| Ui::of_tag(lang));
    let ui = first.unwrap_or(Ui::En);
    let mark = ui.words().rehearsal.mark;
    let html = || format!(r#"<p class="rehearsal" lang="{}">{mark}</p>"#, ui.tag());
    rehearses.then(html).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "overlay.html")]
struct Page {
    lang: String,
    theme: Vec<String>,
    fonts: Vec<&'static str>,
    glyphs: String,
}

/// The page that the frames are placed into.
pub fn page(state: &State, languages: &[Lang]) -> String {
    let glyphs = super::stage::glyphs(state, languages);
    let page = Page {
        lang: languages.first().cloned().unwrap_or_default(),
        theme: theme::sheets(&state.show),
        fonts: crate::fonts::files(&glyphs),
        glyphs,
    };
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "overlay/strap.html")]
struct Strap {
    /// Names what is shown: a strap moves when it changes and only then.
    key: String,
    kind: &'static str,
    columns: usize,
    kicker: Vec<Run>,
    note: Vec<Run>,
    lines: Vec<BandLine>,
}

struct BandLine {
    titles: Vec<Title>,
    /// The size of the first title, in tenths of `u`.
    tenths: u16,
    below: Vec<Run>,
}

struct Straps<'a> {
    state: &'a State,
    languages: &'a [Lang],
}

impl<'a> Straps<'a> {
    fn new(state: &'a State, languages: &'a [Lang]) -> Self {
        Straps { state, languages }
    }

    fn now(&self, live: &Live) -> Option<Strap> {
        let show = &self.state.show;
        match &self.state.cue().scene {
            Scene::Finalist { entry, number, of } => {
                let count = vec![latin(format!("{number}/{of}"))];
                let lines = vec![self.work(show.entry(entry)?)];
                Some(self.strap("lower", self.say(|w| w.finalist), count, lines))
            }
            Scene::Message { title, text } => {
                let below = text.as_ref().map(|text| self.text(text));
                let lines = vec![self.line(title, below.unwrap_or_default())];
                Some(self.strap("lower", Vec::new(), Vec::new(), lines))
            }
            Scene::Speech { person, title } => {
                let kicker = title.as_ref().map(|title| self.text(title));
                Some(self.person(person, kicker.unwrap_or_default(), Vec::new()))
            }
            Scene::Award { award, step } => self.award(show.award(award)?, *step),
            Scene::Ballot { ballot, step } => self.ballot(ballot, *step, live),
            // Nobody and nothing to name, or a picture that fills the screen.
            _ => None,
        }
    }

    fn award(&self, award: &Award, step: AwardStep) -> Option<Strap> {
        let name = self.text(&award.name);
        let winners = match step {
            AwardStep::Award | AwardStep::Suspense => None,
            AwardStep::Presenter => {
                let presenter = award.presenter.as_deref().unwrap_or_default();
                return Some(self.person(presenter, self.say(|w| w.presenter), name));
            }
            _ => self.state.public_winners(&award.id),
        };
        let Some(winners) = winners else {
            let line = self.line(&award.name, Vec::new());
            return Some(self.strap("title", Vec::new(), Vec::new(), vec![line]));
        };
        let corrected = self.state.award(&award.id).correction.is_some();
        let note = if corrected {
            self.say(|w| w.correction)
        } else if winners.len() > 1 {
            self.say(|w| w.shared)
        } else {
            Vec::new()
        };
        let entries = winners.iter().filter_map(|id| self.state.show.entry(id));
        let mut lines: Vec<BandLine> = entries
            .map(|entry| BandLine {
                below: standin::winning_team(entry, self.languages),
                ..self.work(entry)
            })
            .collect();
        if winners.is_empty() {
            lines.push(BandLine {
                titles: self.say(|w| w.no_award).into_iter().map(bare).collect(),
                tenths: 36,
                below: Vec::new(),
            });
        }
        Some(self.strap("winner", name, note, lines))
    }

    fn ballot(&self, id: &str, step: BallotStep, live: &Live) -> Option<Strap> {
        let show = &self.state.show;
        let paper = show.ballot(id)?;
        let award = show.award(&paper.award)?;
        let open = self.state.open_ballot().is_some_and(|(open, _)| open == id);
        let (kicker, below) = match step {
            _ if open => {
                let address = label::address(live.stream_address(paper));
                (self.say(|w| w.vote_now), vec![latin(address)])
            }
            BallotStep::Open => return None,
            BallotStep::Close => (self.say(|w| w.closed), Vec::new()),
            BallotStep::Result => (self.say(|w| w.result), Vec::new()),
        };
        let lines = vec![self.line(&award.name, below)];
        Some(self.strap("vote", kicker, Vec::new(), lines))
    }

    fn person(&self, id: &str, kicker: Vec<Run>, note: Vec<Run>) -> Strap {
        let person = self.state.show.person(id);
        let line = person.map(|person| {
            self.line(
                standin::name(person),
                standin::office(person, self.languages),
            )
        });
        self.strap("lower", kicker, note, line.into_iter().collect())
    }

    fn strap(
        &self,
        kind: &'static str,
        kicker: Vec<Run>,
        note: Vec<Run>,
        lines: Vec<BandLine>,
    ) -> Strap {
        Strap {
            key: format!("{}~{kind}", self.state.cue().id),
            kind,
            columns: if lines.len() > COLUMN_MAX { 2 } else { 1 },
            kicker,
            note,
            lines,
        }
    }

    fn work(&self, entry: &Entry) -> BandLine {
        let titles = label::titles(&entry.title, &self.state.show.languages);
        let spoken = titles
            .into_iter()
            .filter(|title| self.speaks(&title.run.lang));
        let mut titles: Vec<Title> = spoken.collect();
        if titles.is_empty() {
            titles = label::titles(&entry.title, &self.state.show.languages);
        }
        titles.truncate(2);
        let first = titles.first().map_or("", |title| &title.run.text);
        BandLine {
            // Room for brackets, whether or not it has them.
            tenths: type_size::fit(&format!("《{first}》"), LINE.0, LINE.1),
            titles,
            below: self.text(&entry.team),
        }
    }

    fn line(&self, text: &Text, below: Vec<Run>) -> BandLine {
        let runs = self.text(text);
        let first = runs.first().map_or("", |run| &run.text);
        BandLine {
            tenths: type_size::fit(first, LINE.0, LINE.1),
            titles: runs.into_iter().map(bare).collect(),
            below,
        }
    }

    fn speaks(&self, lang: &str) -> bool {
        let ui = Ui::of_tag(lang);
        self.languages
            .iter()
            .any(|own| own == lang || Ui::of_tag(own) == ui)
    }

    fn text(&self, text: &Text) -> Vec<Run> {
        text.runs(self.languages)
    }

    fn say(&self, word: impl Fn(&StageWords) -> &str) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for lang in self.languages {
            let Some(ui) = Ui::of_tag(lang) else { continue };
            let text = word(&ui.words().stage).to_owned();
            if runs.iter().all(|run| run.text != text) {
                let lang = lang.clone();
                runs.push(Run { lang, text });
            }
        }
        if runs.is_empty() {
            runs.push(latin(word(&Ui::En.words().stage).to_owned()));
        }
        runs
    }
}

fn latin(text: String) -> Run {
    Run {
        lang: Ui::En.tag().to_owned(),
        text,
    }
}

/// A title that stands without brackets.
fn bare(run: Run) -> Title {
    Title { bracket: None, run }
}

#[cfg(test)]
mod tests;
