//! What the suites share. Each suite includes this folder and uses its own part of it.
#![allow(dead_code, unused_imports)]

pub mod client;
pub mod dice;
pub mod faketime;
pub mod ledgers;
pub mod portal;
pub mod proxy;
pub mod raw;
pub mod server;
pub mod shows;
pub mod socket;
pub mod strangers;
pub mod tls;
pub mod voters;
pub mod wait;
