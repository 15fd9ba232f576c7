//! How a device learns to trust the show's own certificates. Over plain HTTP too: it cannot trust
//! them yet.

use super::App;
use super::body::Reader;
use super::page::{help, html};
use super::wire::Secure;
use crate::view::help::Help;
use crate::view::trust::{self, Device};
use crate::words::Ui;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /trust`
pub async fn page(
    State(app): State<Arc<App>>,
    Reader(ui): Reader,
    Secure(https): Secure,
    headers: HeaderMap,
) -> Response {
    let Some(authority) = &app.trust else {
        return nothing(ui);
    };
    let agent = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    let device = Device::of_user_agent(agent.unwrap_or_default());
    html(StatusCode::OK, trust::page(authority, device, https, ui))
}

/// `GET /trust/palmares.crt`: the authority's certificate, as every system but Apple's takes it.
pub async fn certificate(State(app): State<Arc<App>>, Reader(ui): Reader) -> Response {
    let Some(authority) = &app.trust else {
        return nothing(ui);
    };
    let headers = [
        (CONTENT_TYPE, "application/x-x509-ca-cert"),
        (CONTENT_DISPOSITION, "attachment; filename=\"palmares.crt\""),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, authority.der.clone()).into_response()
}

/// `GET /trust/palmares.mobileconfig`: the same for Apple's devices, which offer to install it.
pub async fn profile(State(app): State<Arc<App>>, Reader(ui): Reader) -> Response {
    let Some(authority) = &app.trust else {
        return nothing(ui);
    };
    let headers = [
        (CONTENT_TYPE, "application/x-apple-aspen-config"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, trust::profile(authority, ui)).into_response()
}

fn nothing(ui: Ui) -> Response {
    help(StatusCode::NOT_FOUND, Help::NotFound, ui, &Ui::ALL)
}
