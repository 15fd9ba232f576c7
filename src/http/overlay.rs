//! The overlay that OBS and vMix lay over a stream, and its socket.

use super::App;
use super::page::html;
use super::socket::{Watcher, serve};
use super::stage::languages;
use crate::fanout::Channel;
use crate::view;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// `GET /overlay`
pub async fn page(State(app): State<Arc<App>>, uri: Uri) -> Response {
    let state = app.fanout.on_stage();
    let languages = languages(&state, &uri);
    html(StatusCode::OK, view::overlay::page(&state, &languages))
}

/// `GET /live/overlay`
pub async fn live(State(app): State<Arc<App>>, uri: Uri, upgrade: WebSocketUpgrade) -> Response {
    let fanout = &app.fanout;
    let languages = languages(&fanout.on_stage(), &uri);
    let channel = Channel::Overlay(languages);
    serve(upgrade, fanout, channel, Onlooker(app.clone()))
}

/// An overlay only looks: it is no screen of the hall, and nobody waits for it.
struct Onlooker(Arc<App>);

impl Watcher for Onlooker {
    fn now_ms(&self) -> i64 {
        self.0.foyer.clock.now().0
    }
}
