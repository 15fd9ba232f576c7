//! The works of an evening and the people on its stage.

use crate::show::text::Text;
use serde::{Deserialize, Serialize};

/// A competing work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id in the file.
    pub id: String,
    /// Bare title: views add 《》 where the language wants them.
    pub title: Text,
    /// Who made it; never translated unless the file does.
    pub team: Text,
    /// How an MC says it.
    pub say: Option<Text>,
    /// School, company or place it comes from.
    pub origin: Option<Text>,
    /// A sentence or two about it.
    pub synopsis: Option<Text>,
    /// Path below the show folder; it may carry lettering.
    pub poster: Option<String>,
    /// A picture of the work without lettering, best 16:9: it fills the stage. Path below the show
    /// folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub still: Option<String>,
    /// What of the still has to stay in sight on a wall of another shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// Path below the show folder.
    pub clip: Option<String>,
    pub finalist: bool,
    /// Its number in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// That it has left the competition. The file's word alone: of which finalists it is true is
    /// told by [`Show::left`](super::Show::left).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Whether its team cannot come.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
    /// Who receives a prize in its team's place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_by: Option<Text>,
}

/// A point of a picture, in hundredths of its width and height from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focus {
    pub across: u8,
    pub down: u8,
}

impl Default for Focus {
    /// The middle.
    fn default() -> Self {
        Focus {
            across: 50,
            down: 50,
        }
    }
}

impl Entry {
    /// What stands for the work where there is room for a small picture.
    pub fn picture(&self) -> Option<&String> {
        self.still.as_ref().or(self.poster.as_ref())
    }
}

/// A speaker or presenter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id in the file.
    pub id: String,
    /// The name, never translated unless the file does.
    pub name: Text,
    /// Office or profession.
    pub title: Option<Text>,
    /// How an MC says it.
    pub say: Option<Text>,
    /// Path below the show folder.
    pub portrait: Option<String>,
    /// Whether they cannot come: what only they would do on stage is passed over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub absent: bool,
    /// Who comes in their place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Text>,
}
