//! Palmares: the server behind an awards night.

pub mod show;
pub mod view;
