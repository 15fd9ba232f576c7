//! Messages off the running order: over everything on stage, and away again.

use super::text::Text;
use serde::{Deserialize, Serialize};

/// The longest message in one language, in characters.
pub const MESSAGE_CHARS_MAX: usize = 200;

/// A message that waits to be put up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadyMessage {
    pub id: String,
    pub text: Text,
}

/// A message over everything on stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaisedMessage {
    /// Of the ready one; none for a text that somebody typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub text: Text,
}

impl RaisedMessage {
    /// Whether a stage can show it: there are words, not too many, on one line each.
    pub fn is_fit(&self) -> bool {
        let fits = |text: &&str| {
            text.chars().count() <= MESSAGE_CHARS_MAX && !text.chars().any(char::is_control)
        };
        !self.text.is_empty() && self.text.all().iter().all(fits)
    }
}
