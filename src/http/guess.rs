//! Whoever tries out keys is slowed. A right key is never counted, never delayed and never refused:
//! a hall is one address, and the MC stands in it with everybody else.

use super::App;
use super::body::Reader;
use super::error::Problem;
use super::haste::{WINDOW, address};
use super::jar::Cookie;
use super::page::query;
use crate::show::who::Who;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Wrong keys that one address may send within [`WINDOW`] before it is slowed. A key has 128 random
/// bits, so what this spares is our time and our logs; tablets of a hall that all hold an old
/// cookie stay far below it.
pub const ADDRESS_GUESSES_MAX: u32 = 300;

/// Wrong keys that all addresses may send together within [`WINDOW`]: behind a tunnel all come from
/// one, and whoever has many addresses gets no more for it.
pub const ALL_GUESSES_MAX: u32 = 1_000;

/// Looks at answers that turn a key away. Nothing else is touched, so a right key passes whatever
/// the others do.
pub async fn slow_guesses(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let tried = brings_key(&app, request.headers(), request.uri());
    let reader = tried.then(|| Reader::of(&app.foyer, request.uri(), request.headers()));
    let address = address(request.extensions());
    let mut response = next.run(request).await;
    let wrong = reader.filter(|_| response.status() == StatusCode::UNAUTHORIZED);
    let Some(Reader(ui)) = wrong.filter(|_| app.guesses.too_many(address)) else {
        return response;
    };
    app.guesses.keep_waiting().await;
    if super::error::is_problem(&response) {
        return Problem::too_many_guesses(ui).into_response();
    }
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    let again = HeaderValue::from(WINDOW.as_secs());
    response.headers_mut().insert(RETRY_AFTER, again);
    response
}

/// Whether a request brings something that is meant as a key. One that brings nothing is only lost.
fn brings_key(app: &App, headers: &HeaderMap, uri: &Uri) -> bool {
    headers.contains_key(AUTHORIZATION)
        || Who::WITH_PAGES
            .iter()
            .any(|who| app.foyer.jar.holds_any(headers, Cookie::Key(who)))
        || query(uri.query(), "key").is_some()
}
