//! Texts of the show as a phone writes them: the reader's language first.

use crate::show::programme::{Entry, Show};
use crate::show::text::{Lang, Run, Text, is_wide};
use crate::view::label::{self, Title};
use crate::words::Ui;

/// The show's languages, the reader's own first, and of the others those of its family.
pub(super) fn languages(show: &Show, ui: Ui) -> Vec<Lang> {
    let mut languages = show.languages.clone();
    // A stable sort: the show's own order decides among the rest.
    languages.sort_by_key(|lang| match Ui::of_tag(lang) {
        Some(own) if own == ui => 0,
        _ if family(lang) == family(ui.tag()) => 1,
        _ => 2,
    });
    languages
}

/// A text in every language of the show, the reader's first. Whoever reads one script of a language
/// does not need the other.
pub(super) fn runs(text: &Text, show: &Show, ui: Ui) -> Vec<Run> {
    let language = |run: &Run| match label::chinese(&run.lang) {
        true => "zh".to_owned(),
        false => family(&run.lang),
    };
    let mut said = Vec::new();
    let mut runs = text.runs(&languages(show, ui));
    runs.retain(|run| {
        let new = !said.contains(&language(run));
        said.push(language(run));
        new
    });
    runs
}

fn family(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_owned()
}

/// An entry's title in every language. A show that speaks Chinese first writes every title in
/// 《》, other shows only Chinese ones; on an English page a title without a Chinese character
/// stands bare.
pub(super) fn titles(entry: &Entry, show: &Show, ui: Ui) -> Vec<Title> {
    let house = show.languages.first().filter(|lang| label::chinese(lang));
    let title = |(index, run): (usize, Run)| {
        let own = label::chinese(&run.lang).then(|| run.lang.clone());
        let bare = ui == Ui::En && !run.text.chars().any(is_wide);
        let bracket = own.or_else(|| house.filter(|_| index == 0).cloned());
        let bracket = bracket.filter(|_| !bare);
        Title { bracket, run }
    };
    let runs = runs(&entry.title, show, ui);
    runs.into_iter().enumerate().map(title).collect()
}
