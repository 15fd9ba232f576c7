//! What several scenes are made of: texts in every language, fitted titles, plates of entries.

use crate::show::programme::Entry;
use crate::show::state::State;
use crate::show::text::{Lang, Run, Text, is_wide, lang_of};
use crate::view::Live;
use crate::view::label::media;
use crate::view::type_size::{self, Measure};
use crate::words::Ui;
use crate::words::stage::StageWords;
use askama::Template;
use askama::filters::HtmlSafe;

/// How many lines the second language may fill: two, less what is lost at their ends.
const SECOND_LINES: f32 = 1.85;

/// How much room the branches of a laurel leave at the height of a title, in `u`.
const INSIDE_THE_LAUREL: f32 = 74.0;
/// How much of two hanging brackets is ink, in `u`.
const HANGING: f32 = 9.0;

#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub state: &'a State,
    pub live: &'a Live,
    pub languages: &'a [Lang],
}

impl<'a> View<'a> {
    /// A text of the show.
    pub fn text(self, text: &Text) -> Runs {
        Runs(text.runs(self.languages))
    }

    /// Words of ours.
    pub fn say(self, word: impl Fn(&StageWords) -> &str) -> Runs {
        self.each(|ui, _| word(&ui.words().stage).to_owned())
    }

    /// Words of ours, made for each of the show's languages that we speak; English if we speak none
    /// of them.
    pub fn each(self, make: impl Fn(Ui, &str) -> String) -> Runs {
        let mut spoken: Vec<(Ui, &str)> = self
            .languages
            .iter()
            .filter_map(|lang| Some((Ui::of_tag(lang)?, lang.as_str())))
            .collect();
        if spoken.is_empty() {
            spoken.push((Ui::En, Ui::En.tag()));
        }
        let mut runs: Vec<Run> = Vec::new();
        for (ui, lang) in spoken {
            let text = make(ui, lang);
            if !text.is_empty() && runs.iter().all(|run| run.text != text) {
                let lang = lang.to_owned();
                runs.push(Run { lang, text });
            }
        }
        Runs(runs)
    }

    /// A fitted title.
    pub fn title(self, text: &Text, measure: Measure) -> SetTitle {
        self.set(text.runs(self.languages), measure, None)
    }

    /// One language of a text as a fitted title.
    pub fn run_title(self, run: Run, measure: Measure) -> SetTitle {
        self.set(vec![run], measure, None)
    }

    /// Words of ours as a fitted title.
    pub fn said_title(self, word: impl Fn(&StageWords) -> &str, measure: Measure) -> SetTitle {
        self.set(self.say(word).0, measure, None)
    }

    /// The title of an entry, in the brackets of the stage's first language.
    pub fn entry_title(self, entry: &Entry, measure: Measure) -> SetTitle {
        self.set(
            entry.title.runs(self.languages),
            measure,
            self.quotes(entry),
        )
    }

    /// The title of an entry in the first language alone.
    pub fn title_alone(self, entry: &Entry, measure: Measure) -> SetTitle {
        let first = entry.title.runs(self.languages).into_iter().take(1);
        self.set(first.collect(), measure, self.quotes(entry))
    }

    /// The title of an entry on one line, as large as the width lets it be.
    pub fn inline_title(self, entry: &Entry, width: f32, cap: f32) -> Inline {
        let run = entry.title.runs(self.languages).into_iter().next();
        let (text, lang) = run.map(|run| (run.text, run.lang)).unwrap_or_default();
        let quoted = self.quotes(entry);
        Inline {
            tenths: match quoted {
                Some([open, close]) => type_size::fit(&format!("{open}{text}{close}"), width, cap),
                None => type_size::fit(&text, width, cap),
            },
            parts: parts(&text),
            lang,
            quoted,
        }
    }

    /// What stands around the title of an entry: a Chinese one has its brackets on any stage.
    pub fn quotes(self, entry: &Entry) -> Option<[&'static str; 2]> {
        let first = self.languages.first().and_then(|lang| Ui::of_tag(lang));
        let own = first.and_then(|ui| ui.words().writing.titles);
        let wide = || entry.title.first(self.languages).chars().any(is_wide);
        own.or_else(|| Ui::default().words().writing.titles.filter(|_| wide()))
    }

    fn set(self, runs: Vec<Run>, measure: Measure, quoted: Option<[&'static str; 2]>) -> SetTitle {
        let mut runs = runs.into_iter();
        let Some(first) = runs.next() else {
            return SetTitle::default();
        };
        let lines = type_size::lines(&first.text, measure);
        let rest: Vec<Run> = runs.collect();
        // A long second language takes two lines, not three.
        let room = rest
            .iter()
            .map(|run| type_size::fit(&run.text, measure.width * SECOND_LINES, measure.cap));
        let tenths = room.fold(type_size::second(&lines), u16::min);
        let line = |line: type_size::SetLine| TitleLine {
            lang: match line.text.chars().any(is_wide) {
                true => first.lang.clone(),
                false => lang_of_latin(&line.text, &first.lang, self.languages),
            },
            parts: parts(&line.text),
            tenths: line.tenths,
        };
        let size = |line: Option<&type_size::SetLine>| line.map_or(0, |line| line.tenths);
        let (top, bottom) = (size(lines.first()), size(lines.last()));
        SetTitle {
            width: type_size::widest(&lines),
            grown: u32::from(bottom) * 5 < u32::from(top) * 4,
            lines: lines.into_iter().map(line).collect(),
            quoted,
            rest,
            rest_tenths: tenths,
        }
    }

    /// An entry as it is shown.
    pub fn plate(self, entry: &Entry, measure: Measure) -> Plate {
        let still = self.still(entry);
        let poster = entry.poster.as_deref().filter(|_| still.is_none());
        Plate {
            title: self.entry_title(entry, measure),
            team: self.text(&entry.team),
            origin: entry.origin.as_ref().map(|origin| self.text(origin)),
            synopsis: entry.synopsis.as_ref().map(|synopsis| self.text(synopsis)),
            poster: self.media(poster),
            still,
        }
    }

    /// The still of an entry, unless it cannot be shown.
    fn still(self, entry: &Entry) -> Option<Backdrop> {
        let focus = entry.focus.unwrap_or_default();
        let tenth = |hundredths: u8| (hundredths + 5) / 10;
        self.media(entry.still.as_deref()).map(|src| Backdrop {
            src,
            across: tenth(focus.across),
            down: tenth(focus.down),
        })
    }

    /// The address of a file, unless it cannot be shown: then it is as if there were none.
    pub fn media(self, path: Option<&str>) -> Option<String> {
        let fit = path.filter(|path| !self.live.faults.contains_key(*path));
        fit.map(media)
    }

    /// The entries with these ids, in this order.
    pub fn entries(self, ids: &[String]) -> Vec<&'a Entry> {
        let show = &self.state.show;
        ids.iter().filter_map(|id| show.entry(id)).collect()
    }
}

/// A Latin line of a Chinese run is not Chinese.
fn lang_of_latin(line: &str, run: &str, languages: &[Lang]) -> Lang {
    if run.starts_with("zh") {
        lang_of(line, languages)
    } else {
        run.to_owned()
    }
}

/// Splits at middle dots between wide characters, and at one that ends a line after them: some
/// faces draw them narrow, so the page gives them a square of their own.
fn parts(text: &str) -> Vec<Segment> {
    let mut parts = vec![Segment::Words(String::new())];
    let chars: Vec<char> = text.chars().collect();
    for (index, &c) in chars.iter().enumerate() {
        let wide_at =
            |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|&c| is_wide(c));
        let ends = index + 1 == chars.len();
        let between = wide_at(index.checked_sub(1)) && (ends || wide_at(Some(index + 1)));
        match parts.last_mut() {
            _ if type_size::is_dot(c) && between => {
                parts.extend([Segment::Dot, Segment::Words(String::new())])
            }
            Some(Segment::Words(words)) => words.push(c),
            _ => {}
        }
    }
    parts
}

/// A text in every language: the first run is the larger one.
#[derive(Template, Clone)]
#[template(path = "stage/runs.html")]
pub(super) struct Runs(pub Vec<Run>);

impl HtmlSafe for Runs {}

impl Runs {
    /// Only the first language, where there is no room for more.
    pub fn first_only(mut self) -> Self {
        self.0.truncate(1);
        self
    }
}

/// A title on one line, the first language only.
#[derive(Template)]
#[template(path = "stage/inline.html")]
pub(super) struct Inline {
    lang: Lang,
    parts: Vec<Segment>,
    quoted: Option<[&'static str; 2]>,
    /// Its size in tenths of `u`.
    pub tenths: u16,
}

impl HtmlSafe for Inline {}

/// A title, set into lines of a size.
#[derive(Template, Default)]
#[template(path = "stage/title.html")]
pub(super) struct SetTitle {
    lines: Vec<TitleLine>,
    quoted: Option<[&'static str; 2]>,
    /// In `u`, without what hangs.
    width: f32,
    /// Whether the last line is much smaller than the first: its bracket is not.
    grown: bool,
    rest: Vec<Run>,
    rest_tenths: u16,
}

impl HtmlSafe for SetTitle {}

impl SetTitle {
    /// Whether its widest line reaches over the laurel behind it.
    pub fn is_wide(&self) -> bool {
        let hanging = if self.quoted.is_some() { HANGING } else { 0.0 };
        self.width + hanging > INSIDE_THE_LAUREL
    }

    /// The size of its first line, in tenths of `u`.
    pub fn leading(&self) -> u16 {
        self.lines.first().map_or(0, |line| line.tenths)
    }

    /// The sizes of its lines added up, in `u`.
    pub fn stacked(&self) -> f32 {
        self.lines
            .iter()
            .map(|line| f32::from(line.tenths))
            .sum::<f32>()
            / 10.0
    }

    /// How wide it is without what hangs, in `u`.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// How many lines the larger language takes.
    pub fn height(&self) -> usize {
        self.lines.len()
    }
}

struct TitleLine {
    lang: Lang,
    parts: Vec<Segment>,
    tenths: u16,
}

enum Segment {
    Words(String),
    Dot,
}

/// An entry as it is shown.
pub(super) struct Plate {
    pub title: SetTitle,
    pub team: Runs,
    pub origin: Option<Runs>,
    pub synopsis: Option<Runs>,
    /// Only where there is no still.
    pub poster: Option<String>,
    pub still: Option<Backdrop>,
}

/// A picture that fills the stage behind the words.
#[derive(Template)]
#[template(path = "stage/backdrop.html")]
pub(super) struct Backdrop {
    src: String,
    /// What has to stay in sight, in tenths of the width and the height: a style sheet can name
    /// those.
    across: u8,
    down: u8,
}

impl HtmlSafe for Backdrop {}

/// Our templates only write into a String, which cannot fail.
pub(super) fn render(template: &impl Template) -> String {
    template.render().unwrap_or_default()
}
