//! What cannot wait: a wrong envelope, a correction that the hall has not heard, a journal that
//! cannot be written.

use super::rehearsal::still;
use super::{Desk, html};
use crate::show::award::Wrong;
use crate::show::text::Run;
use crate::view::decided::rule_changes;
use crate::view::label::{Moment, Title, segment, title};
use crate::words::producer::ProducerWords;
use crate::words::rehearsal::RehearsalWords;
use askama::Template;

struct AwardAlert {
    name: Run,
    /// The path that its requests start with.
    path: String,
    announced: Vec<Title>,
}

#[derive(Template)]
#[template(path = "producer/alert.html", whitespace = "minimize")]
struct Region<'a> {
    w: ProducerWords,
    r: &'static RehearsalWords,
    rehearses: bool,
    /// Once the doors are open: screens that a rehearsal has left behind.
    still: Option<String>,
    raised: Vec<AwardAlert>,
    mended: Vec<AwardAlert>,
    degraded: bool,
    moved: bool,
    mirror: bool,
    /// Changes of the announced rule after the first score.
    rules: Vec<(Moment, String)>,
    elsewhere: Vec<RefusedOrigin<'a>>,
}

/// An address whose pages are refused.
struct RefusedOrigin<'a> {
    origin: &'a str,
    more: String,
}

/// `staged` is what screens show.
pub(super) fn region(desk: &Desk, staged: &Desk) -> String {
    let with = |wrong: Wrong| {
        let awards = staged.show().awards.iter();
        let mending = awards.filter(|a| staged.state.award(&a.id).wrong == Some(wrong));
        mending.map(|a| award(staged, a)).collect()
    };
    html(Region {
        w: desk.w,
        r: &desk.ui.words().rehearsal,
        rehearses: staged.state.rehearsal.is_some(),
        still: still(desk).filter(|_| desk.state.doors_open),
        raised: with(Wrong::Raised),
        mended: with(Wrong::Mended),
        degraded: desk.live.degraded,
        moved: desk.live.moved,
        mirror: desk.live.mirror_failing,
        rules: rule_changes(&desk.state.jury, desk.ui)
            .into_iter()
            .map(|(at, says)| (Moment::of(at), says))
            .collect(),
        elsewhere: desk
            .live
            .elsewhere
            .iter()
            .map(|origin| address(desk, origin))
            .collect(),
    })
}

fn address<'a>(desk: &Desk, origin: &'a str) -> RefusedOrigin<'a> {
    let more = (desk.w.desk.elsewhere_more)(origin);
    RefusedOrigin { origin, more }
}

fn award(desk: &Desk, award: &crate::show::programme::Award) -> AwardAlert {
    // What was announced aloud is no secret any more, right or wrong.
    let announced = desk
        .state
        .award(&award.id)
        .revealed
        .map(|r| r.winners)
        .unwrap_or_default();
    let entries = announced.iter().filter_map(|id| desk.show().entry(id));
    AwardAlert {
        name: desk.award(award),
        path: format!("/api/envelopes/{}", segment(&award.id)),
        announced: entries
            .map(|entry| title(entry, desk.show(), desk.ui))
            .collect(),
    }
}
