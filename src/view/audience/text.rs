//! Texts of the show as a phone writes them: the reader's language first.

use crate::show::text::{Lang, Run, Text, is_wide};
use crate::view::label::{self, Bracket, Title, family};
use crate::words::Ui;

/// A text in every language of the show, the reader's first. Whoever reads one script of a language
/// does not need the other.
pub(super) fn runs(text: &Text, languages: &[Lang], ui: Ui) -> Vec<Run> {
    let language = |run: &Run| match Ui::of_tag(&run.lang) {
        Some(ui) => ui.words().family.to_owned(),
        None => family(&run.lang).to_owned(),
    };
    let mut said = Vec::new();
    let mut runs = text.runs(&label::reading_order(languages, ui));
    runs.retain(|run| {
        let new = !said.contains(&language(run));
        said.push(language(run));
        new
    });
    runs
}

/// An entry's title in every language. A show whose first language writes titles in brackets has
/// every title in them, others only those of such a language; where the reader's has none, a title
/// without a Chinese character stands bare.
pub(super) fn titles(title: &Text, languages: &[Lang], ui: Ui) -> Vec<Title> {
    let house = languages.first().and_then(Bracket::of);
    let bracketed = |(index, run): (usize, Run)| {
        let bare = ui.words().writing.titles.is_none() && !run.text.chars().any(is_wide);
        let leading = || house.clone().filter(|_| index == 0);
        let bracket = Bracket::of(&run.lang).or_else(leading);
        let bracket = bracket.filter(|_| !bare);
        Title { bracket, run }
    };
    let runs = runs(title, languages, ui);
    runs.into_iter().enumerate().map(bracketed).collect()
}
