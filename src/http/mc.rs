//! The MC's panel and its socket.

use super::App;
use super::access::{Caller, Role};
use super::body::Reader;
use super::error::Problem;
use super::page::{enter, html, query};
use super::socket::{Watcher, serve};
use crate::fanout::Channel;
use crate::view;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// `GET /mc`
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(answer) = enter(&app, Role::Mc, &uri, &headers, ui) {
        return *answer;
    }
    let state = app.director.fanout().snapshot().state;
    let follow = query(uri.query(), "follow").is_some();
    html(StatusCode::OK, view::mc::page(&state, ui, follow))
}

/// `GET /live/mc`
pub async fn live(
    State(app): State<Arc<App>>,
    caller: Caller,
    Reader(ui): Reader,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    caller.one_of(&[Role::Mc])?;
    let frames = app.director.fanout().subscribe(Channel::Mc(ui));
    Ok(serve(upgrade, frames, Panel(app)))
}

/// A panel only listens: what it does goes through the API.
pub struct Panel(pub Arc<App>);

impl Watcher for Panel {
    fn now_ms(&self) -> i64 {
        self.0.director.clock().now().0
    }
}
