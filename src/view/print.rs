//! What is printed: score sheets, and the record.

mod scoresheets;

pub use scoresheets::scoresheets;
