//! The producer's page and its socket.

use super::App;
use super::access::enter;
use super::body::Reader;
use super::error::Problem;
use super::mc::Panel;
use super::page::{help, html, query};
use super::socket::serve;
use super::wire::Secure;
use crate::fanout::Channel;
use crate::show::who::Who;
use crate::view;
use crate::view::help::Help;
use crate::words::Ui;
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
    let (snapshot, live) = app.fanout.now();
    let way = view::producer::Way {
        https,
        fingerprint: app.trust.as_ref().map(|trust| trust.fingerprint.as_str()),
        waiting: live.waiting.as_ref(),
    };
    let page = view::producer::page(&snapshot.state, &app.ring.links(), &way, ui);
    html(StatusCode::OK, page)
}

/// `GET /producer/preview?cue=ID`: a picture of a cue on an evening on which nobody has won yet.
pub async fn preview(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(answer) = enter(&app, &Who::Producer, &uri, &headers, ui) {
        return *answer;
    }
    let (snapshot, live) = app.fanout.now();
    let show = live
        .waiting
        .map_or(snapshot.state.show.clone(), |waiting| waiting.show);
    let cue = query(uri.query(), "cue").unwrap_or_default();
    match view::stage::preview(&show, &cue, &show.languages) {
        Some(page) => html(StatusCode::OK, page),
        None => help(StatusCode::NOT_FOUND, Help::NotFound, ui, &Ui::ALL),
    }
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
