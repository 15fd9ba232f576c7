//! The show's own files: only those that the show file names, so that a folder may hold others.

use super::App;
use super::body::Reader;
use super::page::help;
use crate::show::programme::Show;
use crate::view::help::Help;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tower::ServiceExt;
use tower_http::services::ServeFile;

/// `GET /media/{path}`
pub async fn file(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Path(path): Path<String>,
    request: Request,
) -> Response {
    let state = app.director.fanout().snapshot().state;
    let path = format!("media/{path}");
    if !names(&state.show).any(|named| named == path) {
        return help(StatusCode::NOT_FOUND, Help::NotFound, ui);
    }
    let file = ServeFile::new(app.folder.path().join(&path));
    match file.oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    }
}

/// `GET /favicon.ico`: browsers ask for it of their own accord wherever a page names no icon.
pub async fn icon() -> Response {
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CACHE_CONTROL, "max-age=86400"),
    ];
    (headers, include_str!("../../static/icon.svg")).into_response()
}

/// Every file that the show names.
fn names(show: &Show) -> impl Iterator<Item = &str> {
    let entries = show.entries.iter().flat_map(|e| [&e.poster, &e.clip]);
    let people = show.people.iter().map(|p| &p.portrait);
    let partners = show.partners.iter().map(|p| &p.logo);
    let all = entries.chain(people).chain(partners);
    all.flatten().map(String::as_str)
}
