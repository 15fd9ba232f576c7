//! The messages that stand ready.

use super::label;
use crate::show::message::ReadyMessage;
use crate::show::programme::Show;
use crate::show::text::Run;
use crate::words::{self, Ui};
use askama::Template;

/// The show's own, and those that every show has: one of its own takes the place of another of its
/// id.
pub fn ready(show: &Show) -> Vec<ReadyMessage> {
    let own = |id: &str| show.messages.iter().any(|message| message.id == id);
    let everywhere = words::messages().into_iter();
    let everywhere = everywhere.filter(|(id, _)| !own(id));
    let everywhere = everywhere.map(|(id, text)| ReadyMessage {
        id: id.to_owned(),
        text,
    });
    everywhere.chain(show.messages.iter().cloned()).collect()
}

#[derive(Template)]
#[template(path = "messages.html")]
struct MessageButtons {
    /// What a button posts, and what it says.
    ready: Vec<(String, Run)>,
}

/// A button for each, which is held to put it up.
pub(super) fn buttons(show: &Show, ui: Ui) -> String {
    let ready = ready(show).into_iter().map(|message| {
        let body = serde_json::json!({ "id": message.id });
        (body.to_string(), label::own(&message.text, show, ui))
    });
    let ready = ready.collect();
    MessageButtons { ready }.render().unwrap_or_default()
}
