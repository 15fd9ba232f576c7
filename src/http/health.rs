//! Whether the server is well, for scripts and for Prometheus.

use super::App;
use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::fmt::Write;
use std::sync::Arc;
use utoipa::ToSchema;

/// How the server is.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`, or `degraded` while the journal cannot be written.
    status: &'static str,
    /// The number of the last show event.
    revision: u64,
    /// The program's version.
    version: &'static str,
}

/// Answers once the server is ready.
#[utoipa::path(get, path = "/healthz", tag = "anyone", responses((status = 200, body = Health)))]
pub async fn healthz(State(app): State<Arc<App>>) -> impl IntoResponse {
    let snapshot = app.director.fanout().snapshot();
    // A launcher that is opened from disk asks from no origin at all.
    let anyone = [(ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    let health = Json(Health {
        status: if snapshot.degraded { "degraded" } else { "ok" },
        revision: snapshot.state.revision,
        version: env!("CARGO_PKG_VERSION"),
    });
    (anyone, health)
}

/// `GET /metrics`: the Prometheus text format. Counts only: nothing here tells who has won.
pub async fn metrics(State(app): State<Arc<App>>) -> Response {
    let (snapshot, live) = app.director.fanout().now();
    let connected = live.screens.iter().filter(|screen| screen.connected);
    let gauges: [(&str, &str, &str, u64); 5] = [
        (
            "palmares_revision",
            "gauge",
            "Number of the last show event.",
            snapshot.state.revision,
        ),
        (
            "palmares_position",
            "gauge",
            "Current cue, counted from 0.",
            snapshot.state.position as u64,
        ),
        (
            "palmares_screens_connected",
            "gauge",
            "Stage screens that are connected.",
            connected.count() as u64,
        ),
        (
            "palmares_degraded",
            "gauge",
            "1 while the journal cannot be written.",
            u64::from(snapshot.degraded),
        ),
        (
            "palmares_commands_total",
            "counter",
            "Commands obeyed since the start.",
            app.commands(),
        ),
    ];
    let mut text = String::new();
    for (name, kind, help, value) in gauges {
        let _ = writeln!(
            text,
            "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}"
        );
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
