//! The plug is pulled, again and again, under a voting hall and a clicking MC: nothing that was
//! answered is lost, nothing is there twice, and nothing is there that nobody sent.
//!
//! `PALMARES_LONG=1` asks for the thousand kills; `PALMARES_SEED` repeats a run's choices (what the
//! machine schedules stays its own).

#[path = "../support/mod.rs"]
mod support;

mod clicker;
mod evening;
mod kill;
mod marks;
mod proof;
mod scores;
mod sync;
mod tracer;
mod voter;
