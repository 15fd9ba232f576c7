//! The rules of the evening: pure, total and synchronous. No clock, no randomness, no I/O, no
//! panic.

pub mod alike;
pub mod award;
pub mod ballot;
pub mod command;
pub mod decide;
pub mod effect;
pub mod event;
pub mod fault;
pub mod file;
pub mod halves;
pub mod identity;
pub mod judging;
pub mod jury;
pub mod message;
pub mod programme;
pub mod refusal;
pub mod rehearsal;
pub mod rundown;
pub mod scene;
pub mod state;
pub mod tally;
pub mod text;
pub mod theme;
pub mod vote;
pub mod who;
pub mod withdrawal;
