//! Hostile input: never a panic, never a 500, nobody else pays for it.
//!
//! The quick form is part of `tests/run`; `PALMARES_LONG=1` runs the long one. Each random test
//! prints its seed and takes it from `PALMARES_SEED`.

#[path = "../support/mod.rs"]
mod support;

mod api;
mod attackers;
mod explore;
mod frames;
mod parsers;
mod requests;
mod siege;
