//! The journal on real files: what was stored is read again, and what was damaged is named and left
//! alone.

#[path = "../support/mod.rs"]
mod support;

mod archive;
mod bench;
mod damage;
mod keeping;
