//! What is printed: score sheets, and the record.

mod record;
mod scores;
mod scoresheets;

pub use record::{DecidedAward, RecordPaper, record};
pub use scoresheets::scoresheets;
