//! Screens are open to all, so anybody can open and close them as fast as a machine can. Whoever
//! does waits; nobody is turned away, and the screens that count and whoever runs the show wait for
//! nothing.

use super::App;
use super::access::Caller;
use super::body::Reader;
use super::error::Problem;
use super::haste::address;
use super::page::query;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Screens that one address may open within [`WINDOW`](super::haste::WINDOW) before it waits: a
/// house full of them that all come back again and again stays below it.
pub const ADDRESS_VISITS_MAX: u32 = 1_500;

/// Screens that all addresses may open together within that time: whoever has many addresses gets
/// no more for it.
pub const ALL_VISITS_MAX: u32 = 6_000;

/// Lets those wait a moment who open screens too fast.
pub async fn slow_strangers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let hasty = is_stranger(&app, &request) && app.visits.too_many(address(request.extensions()));
    if hasty && !app.visits.keep_waiting().await {
        let Reader(ui) = Reader::of(&app.foyer, request.uri(), request.headers());
        return Problem::too_many_visits(ui).into_response();
    }
    next.run(request).await
}

fn is_stranger(app: &App, request: &Request) -> bool {
    if Caller::of(app, request.headers()).runs_the_show() {
        return false;
    }
    let screens = &app.fanout.on_stage().screens;
    let screen = query(request.uri().query(), "screen");
    screen.is_none_or(|id| !screens.contains_key(&id))
}
