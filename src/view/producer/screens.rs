//! The stage's screens, and which of them count.

use super::{Desk, Rows, html};
use crate::view::label::segment;
use crate::view::{Regions, Screen};
use crate::words::producer::ProducerWords;
use askama::Template;

struct ScreenRow {
    path: String,
    name: String,
    /// What tells its buttons from another screen's, also before it has a name.
    called: String,
    approved: bool,
    connected: bool,
    /// What it shows, if anybody waits for that.
    shown: Option<u64>,
    behind: bool,
    says: &'static str,
}

#[derive(Template)]
#[template(path = "producer/screen.html", whitespace = "minimize")]
struct ScreenItem {
    w: ProducerWords,
    name: String,
    row: ScreenRow,
}

#[derive(Template)]
#[template(path = "producer/screens.html", whitespace = "minimize")]
struct Region {
    w: ProducerWords,
    rows: String,
    more: Option<String>,
}

/// Screens that nobody approved and that are listed all the same: those that came last. A stranger
/// can open as many as it likes.
const STRANGERS_MAX: usize = 8;

pub(super) fn regions(desk: &Desk, regions: &mut Regions) {
    let screens = &desk.live.screens;
    let counting = screens.iter().filter(|screen| screen.approved);
    let strangers = screens.iter().filter(|screen| !screen.approved);
    let hidden = strangers.clone().count().saturating_sub(STRANGERS_MAX) as u64;
    let more = hidden + desk.live.screens_more;
    let more = (more > 0).then(|| (desk.w.desk.screens_more)(more));
    let draw = |screen, name| {
        let row = row(desk, screen);
        html(ScreenItem {
            w: desk.w,
            name,
            row,
        })
    };
    let listed = (0..).zip(counting.chain(strangers.take(STRANGERS_MAX)));
    let around = |rows| {
        html(Region {
            w: desk.w,
            rows,
            more,
        })
    };
    Rows::of("screens", listed, draw).put(regions, around);
}

fn row(desk: &Desk, screen: &Screen) -> ScreenRow {
    let w = desk.w.desk;
    // What changes no picture asks for no new one.
    let behind = screen.shown < desk.state.stage_revision;
    let says = match (screen.approved, screen.connected) {
        (_, false) => w.screen_missing,
        (false, true) => w.screen_pending,
        (true, true) if behind => w.screen_behind,
        (true, true) => w.screen_shown,
    };
    ScreenRow {
        path: format!("/api/screens/{}", segment(&screen.id)),
        name: screen.name.clone(),
        called: match screen.name.as_str() {
            "" => {
                let id: String = screen.id.chars().take(6).collect();
                format!("{} {id}", w.screen_new)
            }
            name => name.to_owned(),
        },
        approved: screen.approved,
        connected: screen.connected,
        shown: (screen.approved && screen.connected).then_some(screen.shown),
        behind,
        says,
    }
}
