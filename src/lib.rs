//! Palmares: the server behind an awards night.

pub mod media;
pub mod show;
pub mod view;
