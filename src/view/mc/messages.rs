//! The messages that stand ready, on the panel.

use crate::show::programme::Show;
use crate::show::text::Run;
use crate::view::{label, message};
use crate::words::Ui;
use askama::Template;

#[derive(Template)]
#[template(path = "mc/messages.html")]
pub(super) struct MessageButtons {
    /// What a button posts, and what it says.
    ready: Vec<(String, Run)>,
}

impl MessageButtons {
    pub(super) fn of(show: &Show, ui: Ui) -> Self {
        let ready = message::ready(show).into_iter().map(|message| {
            let body = serde_json::json!({ "id": message.id });
            (body.to_string(), label::own(&message.text, show, ui))
        });
        MessageButtons {
            ready: ready.collect(),
        }
    }
}
