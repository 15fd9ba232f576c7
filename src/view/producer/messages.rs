//! The messages that stand ready for the stage, as on the MC's panel, and the one that is up.

use super::{Desk, html};
use crate::view::message;
use crate::words::mc::McWords;
use askama::Template;

#[derive(Template)]
#[template(path = "producer/messages.html", whitespace = "minimize")]
struct Region {
    mc: &'static McWords,
    /// What is over everything on stage.
    up: Option<String>,
    buttons: String,
}

pub(super) fn region(desk: &Desk) -> String {
    let mc = &desk.ui.words().mc;
    let up = desk.state.message.as_ref();
    html(Region {
        mc,
        up: up.map(|up| (mc.banner.message_up)(&desk.own(&up.text).bare())),
        buttons: message::buttons(desk.show(), desk.ui),
    })
}
