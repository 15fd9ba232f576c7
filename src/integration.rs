//! Doors to the show that no browser comes in by.

pub mod net;
