//! A bad network between the hall and the server, and two tablets that press at once: what arrives
//! late, twice or not at all changes nothing that was promised.
//!
//! `PALMARES_LONG=1` asks for the large numbers; `PALMARES_SEED` repeats a run's weather.

#[path = "../support/mod.rs"]
mod support;

mod operators;
mod press;
mod screen;
mod screens;
mod votes;
