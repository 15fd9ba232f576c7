//! Who wishes something of the show.

use super::event::By;
use std::fmt;

/// Somebody who holds a key of the evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The MC or stage manager.
    Mc,
    Producer,
    /// Who leads the jury.
    Chair,
    /// A juror, by id.
    Juror(String),
    /// Whoever follows the show at work: they read, and move nothing.
    Crew,
}

impl Who {
    /// Those who have one key and a page, in the order in which somebody who is several acts.
    pub const WITH_PAGES: [Who; 4] = [Who::Mc, Who::Producer, Who::Chair, Who::Crew];

    /// Whether they are of the jury.
    pub fn judges(&self) -> bool {
        matches!(self, Who::Chair | Who::Juror(_))
    }

    /// The name of their page.
    pub fn page(&self) -> &'static str {
        match self {
            Who::Mc => "mc",
            Who::Producer => "producer",
            Who::Chair => "chair",
            Who::Juror(_) => "jury",
            Who::Crew => "crew",
        }
    }

    /// As the journal spells it; none who causes no events. Which juror it is stands in the event.
    pub fn by(&self) -> Option<By> {
        Some(match self {
            Who::Mc => By::Mc,
            Who::Producer => By::Producer,
            Who::Chair => By::Chair,
            Who::Juror(_) => By::Juror,
            Who::Crew => return None,
        })
    }
}

/// The name of their key: `mc`, `producer`, `chair`, `crew`, or `jury/` and the juror's id.
impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.page())?;
        match self {
            Who::Juror(id) => write!(f, "/{id}"),
            _ => Ok(()),
        }
    }
}
