//! The crew's page and its socket.

use super::App;
use super::access::enter;
use super::body::Reader;
use super::error::Problem;
use super::mc::Panel;
use super::page::{html, query};
use super::socket::serve;
use crate::fanout::Channel;
use crate::show::who::Who;
use crate::view;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

/// `GET /crew`
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(answer) = enter(&app, &Who::Crew, &uri, &headers, ui) {
        return *answer;
    }
    let asked = query(uri.query(), "view");
    let state = app.fanout.on_stage();
    html(
        StatusCode::OK,
        view::crew::page(&state, asked.as_deref(), ui),
    )
}

/// `GET /live/crew`
pub async fn live(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Reader(ui): Reader,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    let panel = Panel::let_in(&app, &Who::Crew, &headers, ui)?;
    Ok(serve(upgrade, &app.fanout, Channel::Crew(ui), panel))
}
