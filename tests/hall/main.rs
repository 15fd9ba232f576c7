//! A full hall: thousands of phones that load the page, connect, join and vote, all through the
//! real port of the real program, and each knows afterwards what it was told.
//!
//! Each run prints its seed; `PALMARES_SEED` repeats one. `PALMARES_LONG=1` brings 10,000 phones
//! instead of 2,000.

#[path = "../support/mod.rs"]
mod support;

mod device;
mod http;
mod phone;
mod presence;
mod recount;
mod ticket;
