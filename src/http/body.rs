//! What a request brings: a JSON body with clear errors, and the language of the answer.

use super::App;
use super::access::cookie;
use super::error::Problem;
use crate::view::words::Ui;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// The largest body that the API reads, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// A body must have come within this time.
const BODY_MAX: Duration = Duration::from_secs(10);

/// A JSON body; an empty body reads as `{}`.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<App>) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let text = to_bytes(body, BODY_BYTES_MAX).await;
        let text = text.map_err(|_| too_large())?;
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

/// Reads what was sent before anything is answered: a connection that is refused in mid-sentence breaks, and takes the refusal with it.
pub async fn hear_out(request: Request, next: Next) -> Result<Response, Problem> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let heard = timeout(BODY_MAX, to_bytes(body, BODY_BYTES_MAX)).await;
    let body = heard.map_err(|_| too_slow())?.map_err(|_| too_large())?;
    Ok(next.run(Request::from_parts(parts, Body::from(body))).await)
}

fn too_slow() -> Problem {
    let detail = format!("The body did not come within {} s.", BODY_MAX.as_secs());
    Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail)
}

fn too_large() -> Problem {
    let detail = format!("The body is larger than {BODY_BYTES_MAX} bytes, or was cut off.");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
}

/// What is no JSON is a bad request; JSON that is not such an object cannot be followed.
fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<JsonBody<T>, Problem> {
    let unreadable = |status, word, error: &dyn std::fmt::Display| {
        Problem::new(status, word, format!("The body cannot be read: {error}."))
    };
    let bad_json = |e| unreadable(StatusCode::BAD_REQUEST, "bad-json", &e);
    let bad_body =
        |e: &dyn std::fmt::Display| unreadable(StatusCode::UNPROCESSABLE_ENTITY, "bad-body", e);
    serde_json::from_slice::<IgnoredAny>(text).map_err(bad_json)?;
    // A list would be taken for an object's fields in their order.
    if text.trim_ascii_start().first() != Some(&b'{') {
        return Err(bad_body(&"it must be a JSON object"));
    }
    serde_json::from_slice(text)
        .map(JsonBody)
        .map_err(|error| match error.is_data() {
            true => bad_body(&error),
            false => bad_json(error),
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

/// What people typed or scanned as a part of an address. One that is no text fits nothing, and is told so on a page like any other.
pub struct Typed(pub String);

impl FromRequestParts<Arc<App>> for Typed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        let unreadable = || char::REPLACEMENT_CHARACTER.to_string();
        Ok(Typed(
            path.map_or_else(|_| unreadable(), |Path(typed)| typed),
        ))
    }
}

/// The language that a person reads: chosen on the page (`?ui=`, then remembered in a cookie), else the browser's.
pub struct Reader(pub Ui);

/// The cookie that remembers the choice.
pub const UI_COOKIE: &str = "palmares-ui";

/// The language that these headers ask for; for people of other languages the one that the show has for them.
fn ui_of(app: &App, headers: &HeaderMap) -> Ui {
    let chosen = cookie(headers, UI_COOKIE).and_then(Ui::of_tag);
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok());
    let asked = || header.and_then(Ui::of_accept_language);
    let other = || header.is_some_and(names_a_language);
    chosen.or_else(asked).unwrap_or_else(|| match other() {
        true => app.director.fanout().hall().fallback(),
        false => Ui::default(),
    })
}

/// `*` names none, and programs send nothing at all.
fn names_a_language(header: &str) -> bool {
    header
        .trim_start()
        .starts_with(|c: char| c.is_ascii_alphabetic())
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let asked = super::page::query(parts.uri.query(), "ui");
        let asked = asked.as_deref().and_then(Ui::of_tag);
        Ok(Reader(asked.unwrap_or_else(|| ui_of(app, &parts.headers))))
    }
}
