//! What a request brings: a JSON body with clear errors, and the language of the answer.

use super::error::Problem;
use super::foyer::{Foyer, Served};
use super::jar::Cookie;
use super::path;
use crate::hall::Hall;
use crate::words::Ui;
use axum::body::{Bytes, HttpBody};
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use serde::de::{DeserializeOwned, IgnoredAny};
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;
use tokio::time::timeout;

/// The largest body that the API reads, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1024;

/// A body must have come within this time.
const BODY_MAX: Duration = Duration::from_secs(10);

/// A JSON body; an empty body reads as `{}`.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Sent(text) = Sent::with(parts);
        JsonBody::read(&parts.headers, &text)
    }
}

/// What a request has brought with it. It is read once, at the front door; nothing comes with a
/// request that only reads.
#[derive(Clone, Default)]
pub struct Sent(pub Bytes);

impl Sent {
    fn with(parts: &mut Parts) -> Sent {
        parts.extensions.remove().unwrap_or_default()
    }
}

impl<S: Sync> FromRequestParts<S> for Sent {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Sent::with(parts))
    }
}

impl<T: DeserializeOwned> JsonBody<T> {
    /// Reads a body that these headers describe.
    pub fn read(headers: &HeaderMap, text: &[u8]) -> Result<Self, Problem> {
        if text.is_empty() {
            return parse(b"{}");
        }
        let kind = headers.get(CONTENT_TYPE).and_then(|k| k.to_str().ok());
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
        parse(text)
    }
}

/// Reads what was sent before anything is answered: a connection that is refused in mid-sentence
/// breaks, and takes the refusal with it.
pub async fn hear_out<B>(body: B) -> Result<Bytes, Problem>
where
    B: HttpBody<Data = Bytes>,
{
    let heard = timeout(BODY_MAX, whole(body)).await;
    heard.map_err(|_| too_slow())?.ok_or_else(too_large)
}

/// All of a body; none if it is too large or breaks off.
async fn whole<B>(body: B) -> Option<Bytes>
where
    B: HttpBody<Data = Bytes>,
{
    let mut body = pin!(body);
    let mut pieces: Vec<u8> = Vec::new();
    let mut only = Bytes::new();
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let Ok(data) = frame.ok()?.into_data() else {
            continue; // trailers
        };
        if only.len().max(pieces.len()) + data.len() > BODY_BYTES_MAX {
            return None;
        }
        // As a rule there is one piece, which need not be copied.
        if only.is_empty() && pieces.is_empty() {
            only = data;
            continue;
        }
        pieces.extend_from_slice(&std::mem::take(&mut only));
        pieces.extend_from_slice(&data);
    }
    Some(match pieces.is_empty() {
        true => only,
        false => pieces.into(),
    })
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
    // A list would be taken for an object's fields in their order.
    let object = text.trim_ascii_start().first() == Some(&b'{');
    let read = object.then(|| serde_json::from_slice(text));
    if let Some(Ok(body)) = read {
        return Ok(JsonBody(body));
    }
    serde_json::from_slice::<IgnoredAny>(text).map_err(bad_json)?;
    Err(match read {
        Some(Err(error)) if !error.is_data() => bad_json(error),
        Some(Err(error)) => bad_body(&error),
        _ => bad_body(&"it must be a JSON object"),
    })
}

/// The id in a path. One that is no text leads nowhere, like any other that is unknown.
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, served: &S) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, served).await;
        path.map(|Path(id)| Id(id))
            .map_err(|_| Problem::not_found())
    }
}

/// What people typed or scanned as a part of an address. One that is no text fits nothing, and is
/// told so on a page like any other.
pub struct Typed(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Typed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, served: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, served).await;
        let unreadable = || char::REPLACEMENT_CHARACTER.to_string();
        Ok(Typed(
            path.map_or_else(|_| unreadable(), |Path(typed)| typed),
        ))
    }
}

/// The language that a person reads: chosen on the page (`?ui=`, then remembered in a cookie), else
/// the browser's, else the show's.
pub struct Reader(pub Ui);

impl Reader {
    /// Who reads the answer to a request with this address and these headers.
    pub fn of(foyer: &Foyer, uri: &Uri, headers: &HeaderMap) -> Self {
        let hall = foyer.hall();
        let offered = offered(&hall, uri.path());
        let may = |ui: &Ui| offered.contains(ui);
        let asked = super::page::query(uri.query(), "ui");
        let asked = asked.as_deref().and_then(Ui::of_tag).filter(may);
        let kept = || {
            foyer
                .jar
                .find(headers, Cookie::Language, |tag| Ui::of_tag(tag).filter(may))
        };
        let header = || {
            let all = headers.get_all(ACCEPT_LANGUAGE).iter();
            let all: Vec<&str> = all.filter_map(|part| part.to_str().ok()).collect();
            Ui::for_reader(&all.join(","), &hall.bulletin.playbill.languages, offered)
        };
        Reader(asked.or_else(kept).unwrap_or_else(header))
    }
}

/// The languages that whoever opens this address is offered: those who run the show may read
/// another than its guests.
pub fn offered(hall: &Hall, path: &str) -> &'static [Ui] {
    match path::is_crew(path) {
        true => &Ui::ALL,
        false => hall.bulletin.playbill.offered(),
    }
}

impl<S: Served + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, served: &S) -> Result<Self, Infallible> {
        Ok(Reader::of(served.foyer(), &parts.uri, &parts.headers))
    }
}
