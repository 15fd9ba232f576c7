//! The show's own files: only those that the show file names, and each as what it is, whatever its
//! name says.

use super::body::Reader;
use super::foyer::Foyer;
use super::page::{header, help};
use crate::media::Made;
use crate::view::help::Help;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;
use tower_http::services::ServeFile;

/// A picture that is asked for while the show is being loaded is waited for so long.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// A drawing that is opened by itself runs nothing and fetches nothing, like one that is shown as a
/// picture.
const DRAWING_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/// `GET /media/{path}`
pub async fn file(
    State(foyer): State<Arc<Foyer>>,
    Reader(ui): Reader,
    Path(path): Path<String>,
    request: Request,
) -> Response {
    let path = format!("media/{path}");
    let made = tokio::time::timeout(WAIT_MAX, foyer.gallery.get(&path)).await;
    let Ok(Some(made)) = made else {
        let offered = foyer.hall().bulletin.playbill.offered();
        return help(StatusCode::NOT_FOUND, Help::NotFound, ui, offered);
    };
    let mut response = if made.is_film() {
        let film = ServeFile::new(foyer.gallery.path_of(&made));
        match film.oneshot(request).await {
            Ok(response) => response.into_response(),
            Err(never) => match never {},
        }
    } else {
        whole(&made, request.headers())
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(made.content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if made.content_type == "image/svg+xml" {
        let policy = HeaderValue::from_static(DRAWING_POLICY);
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A file that is held in memory; a screen that has this very content is only told so.
fn whole(made: &Made, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", made.name);
    let known = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let tag = [(ETAG, header(&tag))];
    if known {
        return (StatusCode::NOT_MODIFIED, tag).into_response();
    }
    (tag, made.bytes.clone()).into_response()
}

/// `GET /favicon.ico`: browsers ask for it of their own accord wherever a page names no icon.
pub async fn icon() -> Response {
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CACHE_CONTROL, "max-age=86400"),
    ];
    (headers, include_str!("../../static/icon.svg")).into_response()
}
