//! When each cue was planned, and when it was on stage.

use super::acting::Acting;
use crate::http::error::Problem;
use crate::http::page::query;
use crate::view::asrun::{self, AsRunLine};
use crate::view::export::Format;
use axum::Json;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;

/// The as-run list: planned and actual start and end of every cue.
#[utoipa::path(
    get, path = "/api/asrun", tag = "mc, producer, crew",
    params(("format" = Option<String>, Query, description = "json (default), csv or xlsx: in both, \
        times are those of the place, with their offset from UTC")),
    responses(
        (
            status = 200, description = "One line a cue; null where it did not run",
            content(
                (Vec<AsRunLine> = "application/json"),
                (String = "text/csv; charset=utf-8"),
                (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ),
        ),
        (status = 422, description = "bad-format", body = Problem),
    ),
)]
pub async fn asrun(acting: Acting, uri: Uri) -> Result<Response, Problem> {
    let state = acting.app.fanout.state();
    let asked = query(uri.query(), "format");
    let format = asked.as_deref().map_or(Some(Format::Json), Format::of);
    let format = format.filter(|format| *format != Format::Markdown);
    let Some(format) = format else {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-format",
            "The format is one of: json, csv, xlsx.",
        ));
    };
    let zone = asrun::zone(&state.show).unwrap_or_else(TimeZone::system);
    let body = match format {
        Format::Csv => asrun::csv(&state, &zone).into_bytes(),
        Format::Xlsx => asrun::xlsx(&state, &zone),
        _ => return Ok(Json(asrun::lines(&state)).into_response()),
    };
    let name = format!("{}-as-run.{}", state.show.id, format.extension());
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}
