//! A disk that is full, broken or gone, under the real program with real votes and an MC who goes
//! on: the design's degraded mode to the letter.

#[path = "../support/mod.rs"]
mod support;

mod checks;
mod disk;
mod hall;
mod letter;
mod point;
mod points;
mod ready;
mod scores;
mod stage;
mod start;
