//! Promise 2, non-interference: two evenings that differ only in what is sealed send everybody the same bytes until the reveal.
//!
//! In process and byte for byte: the stage, the veiled MC, the producer's desk, the results, the phones and the public API.

#[path = "../support/mod.rs"]
mod support;

mod correction;
mod evenings;
mod outputs;
mod reveal;
