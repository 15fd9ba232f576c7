//! A file for the projector's computer: it shows the show's card until the server answers, then
//! goes to the stage. It is opened from disk, so it carries whatever it needs, the fonts of its few
//! words included.

use super::label::{dated, script_json};
use crate::fonts;
use crate::show::programme::Show;
use crate::show::text::Run;
use crate::show::theme::{Palette, Theme};
use crate::words::Ui;
use askama::Template;

/// A font file that the launcher carries.
pub struct Carried {
    /// Its bytes in base64.
    pub base64: String,
    /// What the style sheet says of it.
    pub file: fonts::File,
}

#[derive(Template)]
#[template(path = "launcher.html")]
struct Page<'a> {
    lang: &'a str,
    title: Vec<Run>,
    place: Vec<Run>,
    name: &'a str,
    palette: Palette,
    fonts: &'a [Carried],
    /// For whoever sets the computer up, where it may not trust the server's certificate.
    crew: Vec<Run>,
    stage: &'a str,
    target: String,
}

/// The font files of the launcher's words, with their addresses.
pub fn fonts_of(show: &Show, name: &str) -> Vec<(&'static str, fonts::File)> {
    let runs = [show.title.runs(&show.languages), place(show)].concat();
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    fonts::serif(&(text + name)).into_iter().collect()
}

/// The file. `server` is the address without a path, `name` what people call the screen.
pub fn page(show: &Show, server: &str, name: &str, fonts: &[Carried]) -> String {
    let named: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let stage = match named.is_empty() {
        true => format!("{server}/stage"),
        false => format!("{server}/stage?name={named}"),
    };
    // A file on disk may ask there too, and needs no certificate for it.
    let plain = server.strip_prefix("https:");
    let target = script_json(&serde_json::json!({
        "well": format!("{server}/healthz"),
        "stage": stage,
        "plain": plain.map(|rest| format!("http:{rest}/healthz")),
    }));
    let page = Page {
        lang: show.languages.first().map_or("en", String::as_str),
        title: show.title.runs(&show.languages),
        place: place(show),
        name,
        palette: show
            .theme
            .as_ref()
            .map_or_else(|| Theme::default().palette(), Theme::palette),
        fonts,
        crew: plain.map(|_| crew()).unwrap_or_default(),
        stage: &stage,
        target,
    };
    page.render().unwrap_or_default()
}

/// In every language that we speak: nobody knows who stands at that computer.
fn crew() -> Vec<Run> {
    let run = |ui: Ui| Run {
        lang: ui.tag().to_owned(),
        text: ui.words().producer.looks.launcher_trust.to_owned(),
    };
    Ui::ALL.map(run).into()
}

/// Day and place.
fn place(show: &Show) -> Vec<Run> {
    let day = show.date.as_deref().and_then(|date| date.parse().ok());
    let mut runs: Vec<Run> = Vec::new();
    for lang in &show.languages {
        let day = day.map(|day: jiff::civil::Date| dated(day, Ui::of_tag(lang).unwrap_or(Ui::En)));
        let venue = show.venue.as_ref();
        let venue = venue.map(|venue| venue.or_first(lang, &show.languages).to_owned());
        let text = day.into_iter().chain(venue).collect::<Vec<_>>().join(" · ");
        if !text.is_empty() && runs.iter().all(|run| run.text != text) {
            let lang = lang.clone();
            runs.push(Run { lang, text });
        }
    }
    runs
}
