//! The producer's page and its socket.

use super::App;
use super::access::enter;
use super::body::Reader;
use super::error::Problem;
use super::mc::Panel;
use super::page::html;
use super::socket::serve;
use super::wire::Secure;
use crate::fanout::Channel;
use crate::show::who::Who;
use crate::view;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// `GET /producer`
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Secure(https): Secure,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(answer) = enter(&app, &Who::Producer, &uri, &headers, ui) {
        return *answer;
    }
    // The frame that tells of a new juror may come before the key is made.
    app.admit_jurors().await;
    let state = app.fanout.state();
    let way = view::producer::Way {
        https,
        fingerprint: app.trust.as_ref().map(|trust| trust.fingerprint.as_str()),
    };
    let page = view::producer::page(&state, &app.ring.links(), &way, ui);
    html(StatusCode::OK, page)
}

/// `GET /live/producer`
pub async fn live(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Reader(ui): Reader,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let panel = Panel::let_in(&app, &Who::Producer, &headers, ui)?;
    let fanout = &app.fanout;
    Ok(serve(upgrade, fanout, Channel::Producer(ui), panel))
}
