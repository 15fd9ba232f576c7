//! When the evening is planned to begin.

use crate::show::event::At;
use serde::{Deserialize, Serialize};

/// When the evening is planned to begin: with its second cue, for it stands on its first one while
/// the audience comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStart {
    pub at: At,
    /// How far the clocks of the place are ahead of UTC, in seconds.
    pub offset_seconds: i32,
}
