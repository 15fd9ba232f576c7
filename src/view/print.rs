//! What is printed: score sheets, the record, and when everything ran.

mod asrun;
mod contact;
mod record;
mod scores;
mod scoresheets;

pub use asrun::asrun;
pub use contact::contact;
pub use record::{DecidedAward, RecordPaper, record};
pub use scoresheets::scoresheets;
