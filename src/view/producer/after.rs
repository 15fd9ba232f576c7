//! What is fetched once the evening is over: results, downloads, the jury's papers.

use super::{Desk, html};
use crate::view::export::Format;
use crate::words::producer::ProducerWords;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/after.html", whitespace = "minimize")]
struct Region {
    w: ProducerWords,
    /// What is printed of a jury, under its heading; none without one.
    jury: Option<(&'static str, [&'static str; 2])>,
}

pub(super) fn region(desk: &Desk) -> String {
    let chair = &desk.ui.words().chair;
    let jury = desk.show().has_jury();
    html(Region {
        w: desk.w,
        jury: jury.then_some((chair.record.jurors, chair.prints)),
    })
}
