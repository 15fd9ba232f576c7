//! What a request brings: a JSON body with clear errors, and the language of the answer.

use super::App;
use super::access::cookie;
use super::error::Problem;
use crate::view::words::Ui;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::sync::Arc;

/// The largest body that the API reads, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// A JSON body; an empty body reads as `{}`.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let text = read(body).await?;
        if text.is_empty() {
            return parse(b"{}");
        }
        let kind = parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|k| k.to_str().ok());
        let kind = kind
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("application/json") {
            let detail = "Send the body as JSON, with `Content-Type: application/json`.";
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                detail,
            ));
        }
        parse(&text)
    }
}

async fn read(body: Body) -> Result<axum::body::Bytes, Problem> {
    to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| {
        let detail = format!("The body is larger than {BODY_BYTES_MAX} bytes, or was cut off.");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
    })
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<JsonBody<T>, Problem> {
    serde_json::from_slice(text).map(JsonBody).map_err(|error| {
        let (status, word) = if error.is_data() {
            (StatusCode::UNPROCESSABLE_ENTITY, "bad-body")
        } else {
            (StatusCode::BAD_REQUEST, "bad-json")
        };
        Problem::new(status, word, format!("The body cannot be read: {error}."))
    })
}

/// The id in a path. One that is no text leads nowhere, like any other that is unknown.
pub struct Id(pub String);

impl FromRequestParts<Arc<App>> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        path.map(|Path(id)| Id(id))
            .map_err(|_| Problem::not_found())
    }
}

/// The language that a person reads: chosen on the page (`?ui=`, then remembered in a cookie), else the browser's.
pub struct Reader(pub Ui);

/// The cookie that remembers the choice.
pub const UI_COOKIE: &str = "palmares-ui";

/// The language that these headers ask for.
pub fn ui_of(headers: &HeaderMap) -> Ui {
    let chosen = cookie(headers, UI_COOKIE).and_then(Ui::of_tag);
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok());
    chosen
        .or_else(|| header.and_then(Ui::of_accept_language))
        .unwrap_or_default()
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Infallible> {
        let asked = super::page::query(parts.uri.query(), "ui");
        let asked = asked.as_deref().and_then(Ui::of_tag);
        Ok(Reader(asked.unwrap_or_else(|| ui_of(&parts.headers))))
    }
}
