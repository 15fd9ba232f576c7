//! The messages that stand ready.

use crate::show::message::ReadyMessage;
use crate::show::programme::Show;
use crate::words;

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
