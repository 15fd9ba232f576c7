//! A file for the show: a picture, a film or a style sheet, dropped on the producer's page.

use crate::folder::incoming::{Incoming, IncomingError};
use crate::http::api::acting::Acting;
use crate::http::error::Problem;
use crate::http::page::query;
use crate::show::fault::{Fault, Purpose};
use crate::words;
use axum::Json;
use axum::body::Body;
use axum::http::{StatusCode, Uri};
use futures_util::StreamExt;
use serde::Serialize;
use std::time::Duration;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use utoipa::ToSchema;

/// A sender who is silent for so long is gone.
const SILENCE_MAX: Duration = Duration::from_secs(30);

/// So much is written at once, in bytes.
const PIECE_BYTES: usize = 1 << 20;

/// A file that the show has now.
#[derive(Serialize, ToSchema)]
pub struct MediaFile {
    /// What the show file calls it.
    #[schema(example = "media/poster.jpg")]
    path: String,
}

/// Keeps a picture, a film or a style sheet in the show's `media` folder, if the stage can show it.
/// No file that is there is changed: where another has the name, this one gets a number.
#[utoipa::path(
    post, path = "/api/show/media", tag = "producer",
    params(
        ("name" = String, Query, description = "what it is called", example = "poster.jpg"),
        ("purpose" = String, Query, description = "picture, clip or style", example = "picture"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = MediaFile),
        (status = 413, description = "too-large", body = Problem),
        (
            status = 422, body = Problem,
            description = "bad-media: the stage cannot show it; bad-purpose",
        ),
        (status = 503, description = "not-written", body = Problem),
    ),
)]
pub async fn media(acting: Acting, uri: Uri, body: Body) -> Result<Json<MediaFile>, Problem> {
    let asked = |key| query(uri.query(), key).unwrap_or_default();
    let purpose = match asked("purpose").as_str() {
        "picture" => Purpose::Picture,
        "clip" => Purpose::Clip,
        "style" => Purpose::Style,
        _ => {
            let detail = "`purpose` is picture, clip or style.";
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Err(Problem::new(status, "bad-purpose", detail));
        }
    };
    let name = asked("name");
    let kept = received(&acting, purpose, body, name.clone()).await?;
    let path = kept.map_err(|why| refused(&acting, &name, why))?;
    Ok(Json(MediaFile { path }))
}

/// Writes a body down as it comes, and keeps it once it is whole.
async fn received(
    acting: &Acting,
    purpose: Purpose,
    body: Body,
    name: String,
) -> Result<Result<String, IncomingError>, Problem> {
    let busy = || {
        let detail = acting.ui.words().refusal.busy;
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    };
    let folder = acting.app.folder.clone();
    let begun = spawn_blocking(move || Incoming::begin(&folder, purpose)).await;
    let mut incoming = match begun.map_err(|_| busy())? {
        Ok(incoming) => incoming,
        Err(error) => return Ok(Err(error.into())),
    };
    let mut stream = body.into_data_stream();
    let mut piece: Vec<u8> = Vec::new();
    loop {
        let next = timeout(SILENCE_MAX, stream.next()).await;
        let next = next.map_err(|_| broken_off())?;
        let is_last = next.is_none();
        if let Some(bytes) = next {
            piece.extend_from_slice(&bytes.map_err(|_| broken_off())?);
        }
        if !is_last && piece.len() < PIECE_BYTES {
            continue;
        }
        let bytes = std::mem::take(&mut piece);
        let written = spawn_blocking(move || {
            let written = incoming.write(&bytes);
            (incoming, written)
        });
        let (back, written) = written.await.map_err(|_| busy())?;
        if let Err(why) = written {
            return Ok(Err(why));
        }
        incoming = back;
        if is_last {
            break;
        }
    }
    let kept = spawn_blocking(move || incoming.keep(&name)).await;
    kept.map_err(|_| busy())
}

fn broken_off() -> Problem {
    let detail = "The file did not come to its end.";
    Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail)
}

fn refused(acting: &Acting, name: &str, why: IncomingError) -> Problem {
    match why {
        IncomingError::Unfit(fault) => {
            let (status, word) = match fault {
                Fault::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
                _ => (StatusCode::UNPROCESSABLE_ENTITY, "bad-media"),
            };
            Problem::new(status, word, words::media::line(acting.ui, name, &fault))
        }
        IncomingError::NotWritten(error) => {
            tracing::error!(%error, "a file for the show cannot be kept");
            let detail = acting.ui.words().refusal.not_stored;
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not-written", detail)
        }
    }
}
