//! The log outside the hall, on real NATS servers of this machine: what was answered is in it once,
//! for every reader, whatever is killed meanwhile; and what servers lack is said in a sentence.
//!
//! `tests/run` sets up nats-server, which these tests start on free ports.

#[path = "../support/mod.rs"]
mod support;

mod cluster;
mod commands;
mod copy;
mod evening;
mod flip;
mod guide;
mod hall;
mod kills;
mod latest;
mod nodes;
mod simulation;
mod tls;
mod votes;
