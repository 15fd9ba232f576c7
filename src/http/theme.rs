//! The show's colours as a style sheet.

use super::foyer::Foyer;
use crate::view::theme::css;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /theme.css`: empty where the show has our colours.
pub async fn sheet(State(foyer): State<Arc<Foyer>>) -> Response {
    let hall = foyer.hall();
    let theme = hall.bulletin.playbill.theme.as_ref();
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, theme.map(css).unwrap_or_default()).into_response()
}
