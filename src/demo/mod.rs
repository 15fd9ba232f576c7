//! The built-in show: the AIGC film final at Cyberport. The tests load it too, so it cannot rot.

pub mod crowd;
pub mod sheets;

/// The show file, as `palmares demo` writes it.
pub const SHOW: &str = include_str!("show.toml");

/// A first show file for `palmares new`: small, commented, and valid as it is.
pub const FIRST_SHOW: &str = include_str!("first.toml");
