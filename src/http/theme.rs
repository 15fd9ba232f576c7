//! The show's colours as a style sheet.

use super::App;
use crate::view::theme::css;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /theme.css`: empty where the show has our colours.
pub async fn sheet(State(app): State<Arc<App>>) -> Response {
    let show = app.director.fanout().snapshot().state.show.clone();
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, show.theme.as_ref().map(css).unwrap_or_default()).into_response()
}
