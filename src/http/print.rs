//! What is printed.

use super::api::acting::Acting;
use super::error::Problem;
use super::page::html;
use crate::view;
use axum::http::StatusCode;
use axum::response::Response;

/// `GET /print/scoresheets`
pub async fn scoresheets(acting: Acting) -> Result<Response, Problem> {
    let state = acting.app.fanout.state();
    let sights: Vec<_> = state
        .show
        .jury
        .jurors
        .iter()
        .map(|juror| acting.app.sources.juror(&state, &juror.id))
        .collect();
    let page = view::print::scoresheets(&state.show, &sights, acting.ui);
    Ok(html(StatusCode::OK, page))
}
