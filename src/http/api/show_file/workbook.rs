//! The whole show as a workbook, to be changed in a spreadsheet and imported again.

use super::FileProblem;
use crate::http::api::acting::Acting;
use crate::http::error::Problem;
use crate::view::export::Format;
use crate::view::producer::workbook::{ShowBook, at, xlsx};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;
use toml::Value;

/// Entries, awards, running order with every script, people and jurors, headed in the caller's
/// language. Who wins is not in it, nor is a key.
#[utoipa::path(
    get, path = "/api/show/workbook", tag = "producer",
    responses(
        (
            status = 200, description = "A workbook", body = Vec<u8>,
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            status = 422, description = "bad-show: the file is no TOML", body = FileProblem,
            content_type = "application/problem+json",
        ),
    ),
)]
pub async fn workbook(acting: Acting) -> Result<Response, FileProblem> {
    let contents = acting.app.editor.contents().await;
    let contents = contents.map_err(|why| FileProblem::of(&acting, why))?;
    let ui = acting.ui;
    let made = spawn_blocking(move || {
        let show = &contents.data.table;
        let id = at(show, "show.id").and_then(Value::as_str);
        let id = id.unwrap_or("show").to_owned();
        xlsx(&ShowBook::of(show, &contents.made, ui)).map(|bytes| (id, bytes))
    });
    let busy = || {
        let detail = "The workbook cannot be written right now. Try again in a moment.";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    };
    let (id, bytes) = made.await.ok().and_then(Result::ok).ok_or_else(busy)?;
    let headers = [
        (CONTENT_TYPE, Format::Xlsx.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{id}-show.xlsx\""),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
