//! What would look wrong on stage: files that cannot be shown, characters that no font has, colours
//! that cannot be read.

use super::{Desk, html};
use crate::show::text::code_points;
use crate::view::ready::undrawn;
use crate::words::media;
use crate::words::producer::ProducerWords;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/looks.html", whitespace = "minimize")]
struct Region {
    w: ProducerWords,
    notes: Vec<String>,
}

pub(super) fn region(desk: &Desk) -> String {
    let (show, w) = (desk.show(), desk.w.looks);
    let faults = desk.live.faults.iter();
    let mut notes: Vec<String> = faults
        .map(|(path, fault)| media::line(desk.ui, path, fault))
        .collect();
    let undrawn = undrawn(show);
    if !undrawn.is_empty() {
        let named = undrawn
            .iter()
            .map(|letter| format!(" {letter} ({})", code_points(letter)));
        notes.push(format!("{}{}", w.undrawn, named.collect::<String>()));
    }
    let theme = show.theme.iter().flat_map(|theme| theme.faint());
    notes.extend(theme.map(|pair| (w.faint)(pair.colour, pair.ratio, pair.least)));
    html(Region { w: desk.w, notes })
}
