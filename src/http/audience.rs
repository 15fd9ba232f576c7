//! The audience's page.

use super::App;
use super::body::Reader;
use super::page::html;
use crate::view::audience;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// `GET /`
pub async fn page(State(app): State<Arc<App>>, Reader(ui): Reader) -> Response {
    let state = app.director.fanout().snapshot().state;
    html(StatusCode::OK, audience::page(&state, ui))
}
