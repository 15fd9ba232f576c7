//! Whether the server is well, for scripts and for Prometheus.

use super::App;
use super::access::Caller;
use super::body::Reader;
use super::error::Problem;
use super::foyer::{Foyer, Votes};
use crate::control::Act;
use crate::ledger::jetstream::Net;
use crate::net::nodebox::NodeLack;
use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::prometheus_text::{self, encode};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// How the server is.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`, or `degraded` while the journal cannot be written. An audience node that takes no
    /// votes is `reading` while it does not know yet what is in the log and what the hall shows,
    /// `stopped` once the hall has stopped it, and `unlisted` while the log does not list its key.
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
    let unable = |word| (StatusCode::SERVICE_UNAVAILABLE, word);
    let (status, word) = match (foyer.votes.lack(), bulletin.degraded) {
        (Some(NodeLack::Reading), _) => unable("reading"),
        (Some(NodeLack::Stopped), _) => unable("stopped"),
        (Some(NodeLack::Unlisted), _) => unable("unlisted"),
        (None, true) => (StatusCode::OK, "degraded"),
        (None, false) => (StatusCode::OK, "ok"),
    };
    let health = Json(Health {
        status: word,
        revision: bulletin.now.revision,
        version: env!("CARGO_PKG_VERSION"),
    });
    (status, anyone, health)
}

/// `GET /metrics`: the Prometheus text format. Counts only: nothing here tells who has won.
/// `/metrics?process` has more for the producer's key, which moves with everything that happens in
/// this process: what all are sent must not move with what somebody may not know.
pub async fn metrics(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Reader(ui): Reader,
    uri: Uri,
) -> Result<Response, Problem> {
    // Prometheus writes a parameter without a value so.
    let process = matches!(uri.query(), Some("process" | "process="));
    if process {
        Caller::of(&app, &headers).acting(&app, Act::ReadProcess, |_| true, ui)?;
    }
    let mut told = hall_metrics(&app);
    if process {
        add_process(&mut told, &app);
    }
    Ok(exposition(&told))
}

/// All that a hall's server measures, for its operator.
pub fn house_metrics(app: &App) -> Registry {
    let mut told = hall_metrics(app);
    add_process(&mut told, app);
    told
}

/// All that a node measures, for its operator.
pub fn node_metrics(foyer: &Foyer, net: &Net) -> Registry {
    let mut told = Registry::default();
    gauge(
        &mut told,
        "palmares_revision",
        "Number of the last show event that was heard of",
        foyer.hall().bulletin.now.revision,
    );
    gauge(
        &mut told,
        "palmares_ready",
        "1 while votes are taken: all of the log was read, and it lists this node",
        u64::from(foyer.votes.is_ready()),
    );
    let (read, suspicious) = match &foyer.votes {
        Votes::Node(node) => node.messages(),
        Votes::Hall(_) => (0, 0),
    };
    add_line(&mut told, net, read, suspicious);
    add_guests(&mut told, foyer);
    add_lag(&mut told, net);
    told
}

/// As Prometheus reads it.
pub fn exposition(told: &Registry) -> Response {
    let mut text = String::new();
    match encode(&mut text, told) {
        Ok(()) => ([(CONTENT_TYPE, prometheus_text::CONTENT_TYPE)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn hall_metrics(app: &App) -> Registry {
    let (snapshot, live) = app.fanout.now();
    let connected = live.screens.iter().filter(|screen| screen.connected);
    let connected = connected.count() as u64 + live.screens_more;
    let state = &snapshot.state;
    let mut told = Registry::default();
    let degraded = u64::from(snapshot.degraded);
    for (name, help, value) in [
        (
            "palmares_revision",
            "Number of the last show event",
            state.revision,
        ),
        (
            "palmares_position",
            "Current cue, counted from 0",
            state.position as u64,
        ),
        (
            "palmares_rehearsal",
            "1 while the crew rehearses: revision and cue are the evening's all the same",
            u64::from(snapshot.rehearsal.is_some()),
        ),
        (
            "palmares_screens_connected",
            "Stage screens that are connected",
            connected,
        ),
        (
            "palmares_degraded",
            "1 while the journal cannot be written",
            degraded,
        ),
    ] {
        gauge(&mut told, name, help, value);
    }
    told.register(
        "palmares_commands",
        "Commands obeyed since the start",
        ConstCounter::new(app.control.obeyed()),
    );
    if let Some(link) = &app.sources.net {
        let skipped = link.log().map(|log| log.fold().skipped().suspicious());
        add_line(
            &mut told,
            link.net(),
            link.held(),
            skipped.unwrap_or_default(),
        );
        gauge(
            &mut told,
            "palmares_net_lag_messages",
            "Messages that the log had when it was last asked, and that were not read",
            link.lag(),
        );
    }
    told
}

fn add_process(told: &mut Registry, app: &App) {
    add_guests(told, &app.foyer);
    let Some(link) = &app.sources.net else {
        return;
    };
    add_lag(told, link.net());
    if let Some(age) = link.age() {
        told.register(
            "palmares_net_age_seconds",
            "How old the newest news of the log outside can be",
            ConstGauge::new(age.as_secs_f64()),
        );
    }
}

/// The guests who are served here, and what that takes.
fn add_guests(told: &mut Registry, foyer: &Foyer) {
    gauge(
        told,
        "palmares_phones_connected",
        "Phones that are connected live",
        foyer.phones.count(),
    );
    told.register(
        "palmares_vote_seconds",
        "From a vote in hand until it is known what has become of it",
        foyer.vote_times.histogram(),
    );
    told.register(
        "palmares_frame_seconds",
        "From a new frame until it was written to the last phone of a thread",
        foyer.phones.frame_times().histogram(),
    );
    if let Some(bytes) = resident_bytes() {
        gauge(
            told,
            "process_resident_memory_bytes",
            "Resident memory size in bytes",
            bytes,
        );
    }
}

/// How it goes with the log outside.
fn add_line(told: &mut Registry, net: &Net, read: u64, suspicious: u64) {
    gauge(
        told,
        "palmares_net_up",
        "1 while there is a line to the log outside",
        u64::from(net.health().up),
    );
    gauge(
        told,
        "palmares_net_messages",
        "Messages of the log outside that were read",
        read,
    );
    told.register(
        "palmares_net_skipped",
        "Messages and votes of the log outside that somebody should look into",
        ConstCounter::new(suspicious),
    );
}

fn add_lag(told: &mut Registry, net: &Net) {
    told.register(
        "palmares_net_lag_seconds",
        "From the servers' stamp of a message until it was read, beyond the least of late",
        net.lag().histogram(),
    );
}

fn gauge(told: &mut Registry, name: &str, help: &str, value: u64) {
    told.register(name, help, ConstGauge::new(value));
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
