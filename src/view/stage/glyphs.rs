//! What a screen fetches before it needs it: the fonts and pictures of everything that may come,
//! whoever wins.

use crate::fonts;
use crate::show::programme::Show;
use crate::show::state::State;
use crate::show::text::Lang;
use crate::view::label::media;
use crate::words::Ui;
use std::collections::BTreeSet;

/// Digits, marks and whatever an address or a clock is written with.
const OWN: &str = "·0123456789:/.,-—–…‘’“”()abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Every character that the show's texts and our own words are made of, once and in order.
/// Citations stay out: they are as secret as the winner whom they praise. The page fetches what is
/// left of the fonts when everything else is there, so they come from loaded files all the same.
pub(in crate::view) fn glyphs(state: &State, languages: &[Lang]) -> String {
    let spoken = languages.iter().filter_map(|lang| Ui::of_tag(lang));
    let spoken: BTreeSet<Ui> = spoken.collect();
    let own = if spoken.is_empty() {
        vec![Ui::En]
    } else {
        spoken.into_iter().collect()
    };
    let own: String = own.into_iter().flat_map(said).collect();
    let texts = state.show.texts();
    let texts = texts.iter().flat_map(|text| text.all());
    let network = state.show.wifi.iter().map(|wifi| wifi.ssid.as_str());
    let all: BTreeSet<char> = texts
        .chain(network)
        .flat_map(str::chars)
        .chain(own.chars())
        .chain(OWN.chars())
        .collect();
    all.into_iter().filter(|c| !c.is_control()).collect()
}

/// Our own words, every month of a date, and what stands around titles.
fn said(ui: Ui) -> Vec<String> {
    let language = ui.words();
    let brackets = Ui::ALL
        .into_iter()
        .filter_map(|ui| ui.words().writing.titles);
    let dates = (1..=12).map(|month| (language.writing.date)(2026, month, 30));
    let brackets = brackets.flatten().map(str::to_owned);
    [language.stage.all()]
        .into_iter()
        .chain(dates)
        .chain(brackets)
        .collect()
}

/// The addresses of the font files that these characters are drawn from.
pub(super) fn font_files(glyphs: &str) -> Vec<&'static str> {
    fonts::files(glyphs)
}

/// The pictures that some scene may show, whoever wins.
pub(super) fn images(show: &Show) -> Vec<String> {
    let works = show.finalists();
    let works = works.flat_map(|entry| [entry.poster.as_deref(), entry.still.as_deref()]);
    let portraits = show.people.iter().filter_map(|p| p.portrait.as_deref());
    let faces = show.jury.jurors.iter();
    let faces = faces.filter_map(|juror| juror.portrait.as_deref());
    let logos = show.partners.iter().filter_map(|p| p.logo.as_deref());
    let theme = show.theme.iter();
    let theme = theme.flat_map(|theme| [&theme.logo, &theme.background]);
    let all = works.flatten().chain(portraits).chain(faces).chain(logos);
    let all = all.chain(theme.flatten().map(String::as_str));
    all.map(media).collect()
}

/// The films that the running order plays, and those of all finalists: never of some.
pub(super) fn films(show: &Show) -> Vec<String> {
    let clips = show.finalists().filter_map(|entry| entry.clip.as_deref());
    clips.map(media).collect()
}
