//! What has been revealed and released, as a page and as data.

use super::body::Reader;
use super::foyer::Foyer;
use super::page::html;
use crate::view::results::{self, AwardResult};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// `GET /results`
pub async fn page(State(foyer): State<Arc<Foyer>>, Reader(ui): Reader) -> Response {
    html(StatusCode::OK, results::page(foyer.hall().evening(), ui))
}

/// What has been revealed and released, and only that.
#[utoipa::path(
    get, path = "/api/results", tag = "anyone",
    responses(
        (status = 200, description = "Awards that the public may know", body = Vec<AwardResult>),
    ),
)]
pub async fn api(State(foyer): State<Arc<Foyer>>) -> Json<Vec<AwardResult>> {
    let hall = foyer.hall();
    let bulletin = hall.evening();
    Json(results::api(
        &bulletin.announced,
        &bulletin.playbill.languages,
    ))
}
