//! The test pattern: what a projectionist needs to set a screen up, and nothing of the evening but
//! its name.

use super::parts::render;
use crate::fonts;
use crate::show::state::State;
use crate::show::text::{Lang, Run};
use crate::show::theme::Theme;
use crate::view::theme;
use crate::words::Ui;
use askama::Template;

/// Sizes of titles on this stage, in `u`, as the style sheet's classes name them.
const SIZES: [u16; 5] = [120, 90, 64, 48, 32];

#[derive(Template)]
#[template(path = "stage/test.html")]
struct Page {
    lang: String,
    title: Vec<Run>,
    name: String,
    /// The screen's name where it has one, and the show's.
    document_title: String,
    theme: Vec<String>,
    fonts: Vec<&'static str>,
    sizes: [u16; 5],
    glyph: &'static str,
    samples: [(&'static str, &'static str); Ui::ALL.len()],
    colours: [(&'static str, String); 5],
}

/// `/stage?test`
pub fn page(state: &State, languages: &[Lang], name: &str) -> String {
    let title = state.show.title.runs(languages);
    let palette = state
        .show
        .theme
        .as_ref()
        .map_or_else(|| Theme::default().palette(), Theme::palette);
    let words: String = title.iter().map(|run| run.text.as_str()).collect();
    let marks = "0123456789×:%.·abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ#";
    let samples = Ui::ALL.map(|ui| (ui.tag(), ui.words().writing.sample));
    let sampled = samples.map(|(_, sample)| sample).concat();
    let all = [&words, &sampled, marks, name].concat();
    let show = title.first().map_or("Palmares", |run| &run.text);
    let named = [name, show].into_iter().filter(|part| !part.is_empty());
    render(&Page {
        document_title: named.collect::<Vec<_>>().join(" · "),
        lang: languages.first().cloned().unwrap_or_default(),
        title,
        name: name.to_owned(),
        theme: theme::sheets(&state.show),
        fonts: fonts::files(&all),
        sizes: SIZES,
        glyph: "獎",
        samples,
        colours: [
            ("ink", palette.ink.to_string()),
            ("ivory", palette.ivory.to_string()),
            ("gold", palette.gold.to_string()),
            ("grey", palette.grey.to_string()),
            ("red", palette.red.to_string()),
        ],
    })
}
