//! The contact sheet: every finalist on every award's plate, for whoever answers for the looks. It
//! is made of the show without its winners, and all works stand on it alike.

use crate::fonts;
use crate::show::programme::{Award, Show};
use crate::show::text::Run;
use crate::view::label::{self, Title};
use crate::view::{stage, theme};
use crate::words::rehearsal::RehearsalWords;
use crate::words::{Ui, made_up_citation};
use askama::Template;

#[derive(Template)]
#[template(path = "print/contact.html", whitespace = "minimize")]
struct ContactSheet {
    w: &'static RehearsalWords,
    ui: Ui,
    show: Run,
    of: String,
    theme: Vec<String>,
    fonts: Vec<&'static str>,
    glyphs: String,
    awards: Vec<AwardPlates>,
}

struct AwardPlates {
    name: Run,
    /// The scene of each work, with its title.
    plates: Vec<(Title, String)>,
}

/// Of all works in the final and all awards that the running order announces.
pub fn contact(show: &Show, ui: Ui) -> String {
    let Some(state) = stage::unsealed(show) else {
        return String::new();
    };
    let citation = made_up_citation(&show.languages);
    let glyphs = stage::glyphs(&state, &show.languages);
    let plates = |award: &Award| {
        let plate = |entry| {
            let scene = stage::winner(&state, &award.id, entry, &citation)?;
            Some((label::title(show.entry(entry)?, show, ui), scene))
        };
        let works = show.finalists();
        AwardPlates {
            name: label::own(&award.name, show, ui),
            plates: works.filter_map(|entry| plate(&entry.id)).collect(),
        }
    };
    let page = ContactSheet {
        w: &ui.words().rehearsal,
        ui,
        show: label::own(&show.title, show, ui),
        of: (ui.words().rehearsal.sheet_of)(show.finalists().count(), show.awards.len()),
        theme: theme::sheets(show),
        fonts: fonts::files(&glyphs),
        awards: show.awards.iter().map(plates).collect(),
        glyphs,
    };
    page.render().unwrap_or_default()
}
