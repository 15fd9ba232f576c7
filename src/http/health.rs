//! Whether the server is well, for scripts and for Prometheus.

use super::App;
use super::access::Caller;
use super::body::Reader;
use super::error::Problem;
use super::foyer::Foyer;
use crate::control::Act;
use crate::net::link::NetLink;
use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::fmt::Write;
use std::sync::Arc;
use utoipa::ToSchema;

/// How the server is.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`, or `degraded` while the journal cannot be written; of an audience node also `reading`,
    /// while it does not know yet what is in the log.
    status: &'static str,
    /// The number of the last show event.
    revision: u64,
    /// The program's version.
    version: &'static str,
}

/// Answers once the server is ready.
#[utoipa::path(
    get, path = "/healthz", tag = "anyone",
    responses((status = 200, body = Health), (status = 503, body = Health)),
)]
pub async fn healthz(State(foyer): State<Arc<Foyer>>) -> impl IntoResponse {
    let bulletin = &foyer.hall().bulletin;
    // A launcher that is opened from disk asks from no origin at all.
    let anyone = [(ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    let (status, word) = match (foyer.votes.is_ready(), bulletin.degraded) {
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "reading"),
        (true, true) => (StatusCode::OK, "degraded"),
        (true, false) => (StatusCode::OK, "ok"),
    };
    let health = Json(Health {
        status: word,
        revision: bulletin.now.revision,
        version: env!("CARGO_PKG_VERSION"),
    });
    (status, anyone, health)
}

/// `GET /metrics`: the Prometheus text format. Counts only: nothing here tells who has won.
/// `/metrics?process` has two more for the producer's key: they move with everything that happens
/// in this process, and what all are sent must not move with what somebody may not know.
pub async fn metrics(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Reader(ui): Reader,
    uri: Uri,
) -> Result<Response, Problem> {
    let process = uri.query() == Some("process");
    if process {
        Caller::of(&app, &headers).acting(&app, Act::ReadProcess, |_| true, ui)?;
    }
    let (snapshot, live) = app.fanout.now();
    let connected = live.screens.iter().filter(|screen| screen.connected);
    let mut gauges: Vec<Gauge> = vec![
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
            connected.count() as u64 + live.screens_more,
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
            app.control.obeyed(),
        ),
    ];
    if let Some(net) = &app.sources.net {
        gauges.extend(outside(net));
    }
    if process {
        gauges.push((
            "palmares_phones_connected",
            "gauge",
            "Phones that are connected live.",
            app.foyer.phones.count(),
        ));
        gauges.extend(resident_bytes().map(|bytes| {
            let name = "process_resident_memory_bytes";
            (name, "gauge", "Resident memory size in bytes.", bytes)
        }));
    }
    let mut text = String::new();
    for (name, kind, help, value) in gauges {
        let _ = writeln!(
            text,
            "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}"
        );
    }
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// A name, its kind, what it is, and how much.
type Gauge = (&'static str, &'static str, &'static str, u64);

/// How it goes with the log outside.
fn outside(net: &NetLink) -> [Gauge; 4] {
    let skipped = net.log().map(|log| log.fold().skipped().suspicious());
    [
        (
            "palmares_net_up",
            "gauge",
            "1 while there is a line to the log outside.",
            u64::from(net.net().health().up),
        ),
        (
            "palmares_net_messages",
            "gauge",
            "Messages of the log outside that the hall has read.",
            net.held(),
        ),
        (
            "palmares_net_lag_messages",
            "gauge",
            "Messages that the log had when it was last asked, and that the hall has not read.",
            net.lag(),
        ),
        (
            "palmares_net_skipped_total",
            "counter",
            "Messages and votes of the log outside that somebody should look into.",
            skipped.unwrap_or_default(),
        ),
    ]
}

/// The memory of this process that is not swapped out; none where the system does not tell it as a
/// file.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
