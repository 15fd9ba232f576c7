//! The one writer: decide, append, apply, publish, in that order; and what it does when the disk
//! fails.

#[path = "../support/mod.rs"]
mod support;

mod control;
mod degraded;
mod desk;
mod evening;
mod order;
mod rehearsal;
mod restart;
mod rewind;
mod time;
