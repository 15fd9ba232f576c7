//! The house stays as its map says: levels, names, lengths, and what is absent on purpose.

mod absent;
mod guide;
mod house;
mod levels;
mod motion;
mod names;
mod supply;
mod types;
