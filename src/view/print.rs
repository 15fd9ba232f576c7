//! What is printed: score sheets, and the record.

mod contact;
mod record;
mod scores;
mod scoresheets;

pub use contact::contact;
pub use record::{DecidedAward, RecordPaper, record};
pub use scoresheets::scoresheets;
