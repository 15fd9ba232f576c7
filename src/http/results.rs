//! What has been revealed and released, as a page and as data.

use super::App;
use super::body::Reader;
use super::page::html;
use crate::view::results::{self, AwardResult};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// `GET /results`
pub async fn page(State(app): State<Arc<App>>, Reader(ui): Reader) -> Response {
    let state = app.director.fanout().snapshot().state;
    html(StatusCode::OK, results::page(&state, ui))
}

/// What has been revealed and released, and only that.
#[utoipa::path(get, path = "/api/results", tag = "anyone",
    responses((status = 200, description = "Awards that the public may know", body = Vec<AwardResult>)))]
pub async fn api(State(app): State<Arc<App>>) -> Json<Vec<AwardResult>> {
    Json(results::api(&app.director.fanout().snapshot().state))
}
