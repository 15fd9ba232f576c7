//! The wall clock of the real program jumps an hour or a day, both ways: nothing that the show is
//! about may move.
//!
//! libfaketime moves the wall clock and leaves the monotonic one alone, as somebody does who sets a
//! laptop's clock.

#[path = "../support/mod.rs"]
mod support;

mod jump;
mod restart;
