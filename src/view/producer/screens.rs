//! The stage's screens, and which of them count.

use super::{Desk, html};
use crate::view::Screen;
use crate::view::label::segment;
use crate::view::words::producer::Words;
use askama::Template;

struct Row {
    path: String,
    name: String,
    /// What tells its buttons from another screen's, also before it has a name.
    called: String,
    approved: bool,
    connected: bool,
    shown: u64,
    behind: bool,
    says: &'static str,
}

#[derive(Template)]
#[template(path = "producer/screens.html", whitespace = "minimize")]
struct Region {
    w: Words,
    rows: Vec<Row>,
}

pub(super) fn region(desk: &Desk) -> String {
    html(Region {
        w: desk.w,
        rows: desk
            .live
            .screens
            .iter()
            .map(|screen| row(desk, screen))
            .collect(),
    })
}

fn row(desk: &Desk, screen: &Screen) -> Row {
    let w = desk.w.desk;
    // What changes no picture asks for no new one.
    let behind = screen.shown < desk.state.stage_revision;
    let says = match (screen.approved, screen.connected) {
        (_, false) => w.screen_missing,
        (false, true) => w.screen_pending,
        (true, true) if behind => w.screen_behind,
        (true, true) => w.screen_shown,
    };
    Row {
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
        shown: screen.shown,
        behind,
        says,
    }
}
