//! Palmares: the server behind an awards night.

pub mod ballotbox;
pub mod chain;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod director;
pub mod fanout;
pub mod folder;
pub mod hall;
pub mod http;
pub mod journal;
pub mod keys;
pub mod media;
pub mod presence;
pub mod show;
pub mod view;
pub mod voter;
