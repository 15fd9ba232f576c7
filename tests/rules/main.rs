//! The rules of the evening: given what has happened, when somebody asks for something, then this
//! follows.

#[path = "../support/mod.rs"]
mod support;

mod ballot;
mod blend;
mod chair;
mod correction;
mod cover;
mod envelope;
mod evening;
mod hall;
mod jury;
mod late;
mod moving;
mod order;
mod outside;
mod play;
mod points;
mod properties;
mod rehearsal;
mod reveal;
mod round;
mod scoring;
mod two;
mod wall;
mod withdrawal;
