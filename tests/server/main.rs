//! The real program on a real port: HTTP, WebSockets, signals, files and exit codes.

#[path = "../support/mod.rs"]
mod support;

mod abuse;
mod access;
mod api;
mod body;
mod calls;
mod commands;
mod cookie;
mod cross_site;
mod doors;
mod flood;
mod forms;
mod framing;
mod guessing;
mod guests;
mod host;
mod hostile;
mod http2;
mod keys;
mod life;
mod live;
mod logs;
mod looks;
mod media;
mod names;
mod nearly_full;
mod openapi;
mod origin;
mod pages;
mod phones;
mod read_only;
mod refusals;
mod rush;
mod spelling;
mod swap;
mod terminal;
mod theme;
mod tls;
mod tls_local;
mod tokens;
mod tongues;
mod two_shows;
mod verify;
mod wrong_key;
