//! When each cue was planned, and when it was on stage.

use super::acting::Acting;
use crate::http::error::Problem;
use crate::http::page::query;
use crate::view::asrun::{self, AsRunLine};
use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;

/// The as-run list: planned and actual start and end of every cue.
#[utoipa::path(
    get, path = "/api/asrun", tag = "mc, producer, crew",
    params(("format" = Option<String>, Query, description = "json (default) or csv: there, times \
        are those of the place, with their offset from UTC")),
    responses(
        (
            status = 200, description = "One line a cue; null where it did not run",
            content((Vec<AsRunLine> = "application/json"), (String = "text/csv; charset=utf-8")),
        ),
        (status = 422, description = "bad-format", body = Problem),
    ),
)]
pub async fn asrun(acting: Acting, uri: Uri) -> Result<Response, Problem> {
    let state = acting.app.fanout.state();
    match query(uri.query(), "format").as_deref() {
        None | Some("json") => Ok(Json(asrun::lines(&state)).into_response()),
        Some("csv") => {
            let zone = asrun::zone(&state.show).unwrap_or_else(TimeZone::system);
            let name = format!("{}-as-run.csv", state.show.id);
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (
                    CONTENT_DISPOSITION,
                    format!("attachment; filename=\"{name}\""),
                ),
                (CACHE_CONTROL, "no-store".to_owned()),
            ];
            Ok((headers, asrun::csv(&state, &zone)).into_response())
        }
        Some(_) => Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-format",
            "The format is one of: json, csv.",
        )),
    }
}
