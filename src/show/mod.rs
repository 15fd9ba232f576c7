//! The rules of the evening: pure, total and synchronous. No clock, no randomness, no I/O, no panic.

pub mod file;
pub mod programme;
pub mod rundown;
pub mod text;
