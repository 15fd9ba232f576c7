//! Who wishes something of the show.

use super::event::By;
use std::fmt;

/// Somebody who holds a key of the evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The MC or stage manager.
    Mc,
    Producer,
    /// A juror, by id.
    Juror(String),
}

impl Who {
    /// Those who have one key and a page, in the order in which somebody who is several acts.
    pub const WITH_PAGES: [Who; 2] = [Who::Mc, Who::Producer];

    /// The name of their page.
    pub fn page(&self) -> &'static str {
        match self {
            Who::Mc => "mc",
            Who::Producer => "producer",
            Who::Juror(_) => "jury",
        }
    }

    /// As the journal spells it; none for those who cause no event of the show.
    pub fn by(&self) -> Option<By> {
        match self {
            Who::Mc => Some(By::Mc),
            Who::Producer => Some(By::Producer),
            Who::Juror(_) => None,
        }
    }
}

/// The name of their key: `mc`, `producer`, or `jury/` and the juror's id.
impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.page())?;
        match self {
            Who::Juror(id) => write!(f, "/{id}"),
            _ => Ok(()),
        }
    }
}
