//! Promise 2, non-interference: two evenings that differ only in what is sealed send everybody the
//! same bytes until the reveal.
//!
//! In process, over the wire, and with crawlers around the real program: the stage, the veiled MC,
//! the producer's desk, the results, the phones and the public API.

#[path = "../support/mod.rs"]
mod support;

mod bulletin;
mod canaries;
mod correction;
mod evenings;
mod guesses;
mod interference;
mod jury;
mod marked;
mod needles;
mod outputs;
mod ready;
mod rehearsal;
mod reveal;
mod scores;
mod told;
mod wire;
mod withdrawal;
