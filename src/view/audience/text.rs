//! Texts of the show as a phone writes them: the reader's language first.

use crate::show::text::{Lang, Run, Text, is_wide};
use crate::view::label::{self, Title, family};
use crate::words::Ui;

/// A text in every language of the show, the reader's first. Whoever reads one script of a language
/// does not need the other.
pub(super) fn runs(text: &Text, languages: &[Lang], ui: Ui) -> Vec<Run> {
    let language = |run: &Run| match label::chinese(&run.lang) {
        true => "zh".to_owned(),
        false => family(&run.lang).to_owned(),
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

/// An entry's title in every language. A show that speaks Chinese first writes every title in
/// 《》, other shows only Chinese ones; on an English page a title without a Chinese character
/// stands bare.
pub(super) fn titles(title: &Text, languages: &[Lang], ui: Ui) -> Vec<Title> {
    let house = languages.first().filter(|lang| label::chinese(lang));
    let bracketed = |(index, run): (usize, Run)| {
        let own = label::chinese(&run.lang).then(|| run.lang.clone());
        let bare = ui == Ui::En && !run.text.chars().any(is_wide);
        let bracket = own.or_else(|| house.filter(|_| index == 0).cloned());
        let bracket = bracket.filter(|_| !bare);
        Title { bracket, run }
    };
    let runs = runs(title, languages, ui);
    runs.into_iter().enumerate().map(bracketed).collect()
}
