//! One screen: its name lit up, and the file that starts it.

use super::acting::Acting;
use crate::http::body::Id;
use crate::http::error::Problem;
use crate::http::page::header;
use crate::http::router::statics;
use crate::http::stage::named;
use crate::view::launcher::{self, Carried};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use tower::ServiceExt;
use utoipa::ToSchema;

/// No font file is larger, in bytes.
const FONT_BYTES_MAX: usize = 1 << 20;

/// What a screen was told.
#[derive(Serialize, ToSchema)]
pub struct Identified {
    /// The name that is on it for some seconds.
    name: String,
}

/// Lights a screen's name up on that screen for some seconds. It moves nothing in the show and is
/// not journalled; under a blackout it is refused.
#[utoipa::path(
    post, path = "/api/screens/{id}/identify", tag = "producer", params(("id" = String, Path)),
    responses(
        (status = 200, body = Identified),
        (status = 404, description = "no-such-screen", body = Problem),
        (status = 409, description = "dark", body = Problem),
    ),
)]
pub async fn identify(acting: Acting, Id(screen): Id) -> Result<Json<Identified>, Problem> {
    let w = acting.ui.words().producer.looks;
    let state = acting.app.fanout.on_stage();
    if state.blackout {
        return Err(Problem::new(StatusCode::CONFLICT, "dark", w.dark));
    }
    let gone = || Problem::new(StatusCode::NOT_FOUND, "no-such-screen", w.gone);
    let presence = &acting.app.sources.presence;
    let (known, _) = presence.screens(&state.screens);
    let known = known.into_iter().find(|seen| seen.id == screen);
    let known = known.ok_or_else(gone)?;
    let name = match known.name.is_empty() {
        // Without a name of its own it shows the start of its id, which the producer sees nowhere
        // else: better than nothing lit up at all.
        true => screen.chars().take(4).collect(),
        false => known.name,
    };
    let call = serde_json::json!({ "identify": name }).to_string();
    if !presence.call(&screen, call) {
        return Err(gone());
    }
    Ok(Json(Identified { name }))
}

/// A file for the projector's computer: it shows the show's card until this server answers, then
/// goes to the stage.
#[utoipa::path(
    get, path = "/api/launcher", tag = "producer",
    params(("name" = Option<String>, Query, description = "what people call the screen")),
    responses((status = 200, description = "An HTML file")),
)]
pub async fn launcher(acting: Acting, uri: Uri) -> Response {
    let show = acting.app.fanout.state().show.clone();
    let name = named(&uri).unwrap_or_default();
    let name = name.trim();
    let mut fonts = Vec::new();
    for (address, file) in launcher::fonts_of(&show, name) {
        if let Some(bytes) = embedded(address).await {
            let base64 = STANDARD.encode(bytes);
            fonts.push(Carried { base64, file });
        }
    }
    let links = acting.app.ring.links();
    let server = links.stage.trim_end_matches("/stage");
    let page = launcher::page(&show, server, name, &fonts);
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let file = match plain.is_empty() {
        true => "palmares-stage.html".to_owned(),
        false => format!("palmares-stage-{plain}.html"),
    };
    let disposition = header(&format!("attachment; filename=\"{file}\""));
    let headers = [
        (CONTENT_TYPE, header("text/html; charset=utf-8")),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, header("no-store")),
    ];
    (headers, page).into_response()
}

/// A file of ours, as a browser would fetch it.
async fn embedded(address: &str) -> Option<axum::body::Bytes> {
    let path = address.strip_prefix("/static")?;
    let request = Request::get(path).body(Body::empty()).ok()?;
    let answer = statics().oneshot(request).await.ok()?;
    if answer.status() != StatusCode::OK {
        return None;
    }
    to_bytes(answer.into_body(), FONT_BYTES_MAX).await.ok()
}
