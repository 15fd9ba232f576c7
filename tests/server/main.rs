//! The real program on a real port: HTTP, WebSockets, signals, files and exit codes.

#[path = "../support/mod.rs"]
mod support;

mod access;
mod api;
mod body;
mod commands;
mod cookie;
mod hostile;
mod http2;
mod life;
mod live;
mod logs;
mod openapi;
mod origin;
mod pages;
mod verify;
