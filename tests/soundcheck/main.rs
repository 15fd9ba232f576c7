//! The soundcheck: a simulated hall that tells a producer whether the real one will be well served.
//! It has to be right in both directions: a good server passes, and every fault that a hall would
//! suffer from is noticed, also by a server that hides it.

#[path = "../support/mod.rs"]
mod support;

mod broken;
mod check;
mod fake;
mod faults;
mod passes;
mod portal;
mod proof;
mod refuses;
