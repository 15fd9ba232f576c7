//! What a power cut, a worn disk and a pulled stick leave behind: everything that was answered is
//! there, or what is lost is named.
//!
//! The long form takes `PALMARES_LONG=1`; a run prints its seed and takes another from
//! `PALMARES_SEED`.

#[path = "../support/mod.rs"]
mod support;

mod cuts;
mod disk;
mod evening;
mod flips;
mod golden;
mod gone;
mod keys;
mod lost;
mod mirror;
mod old;
mod scores;
mod sealed;
mod sealed_copies;
mod starts;
mod strace;
