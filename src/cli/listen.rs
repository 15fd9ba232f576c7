//! Ports: listening on them, being patient with whoever comes, and ending.

use super::tls::Tls;
use super::{Failure, Options};
use crate::http::App;
use crate::http::front::Front;
use crate::http::health::house_metrics;
use crate::http::lease::Leases;
use crate::http::patience::{PLAIN_STREAMS_MAX, STREAMS_MAX, patient};
use crate::http::router::{audience_router, jury_router, metrics_router, router};
use crate::http::wire::BothWays;
use axum_server::Handle;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// Connections that may wait to be accepted: with the usual 128, a rush at the doors waits a second
/// for each dropped SYN.
const BACKLOG: u32 = 4096;

/// How long open connections may finish what they have in hand at the end.
const FAREWELL: Duration = Duration::from_secs(2);

/// The ports, held before anything is written.
pub(super) struct Ports {
    pub(super) house: TcpListener,
    pub(super) audience: Option<TcpListener>,
    pub(super) jury: Option<TcpListener>,
    metrics: Option<TcpListener>,
}

impl Ports {
    pub(super) fn hold(options: &Options) -> Result<Ports, Failure> {
        let beside = |option, address: Option<SocketAddr>| {
            let held = address.map(|address| listen(option, address));
            held.transpose()
        };
        Ok(Ports {
            house: listen("--listen", options.listen)?,
            audience: beside("--audience-listen", options.audience_listen)?,
            jury: beside("--jury-listen", options.jury_listen)?,
            metrics: metrics_port(options.metrics)?,
        })
    }

    /// Answers on all of them until the signal to end.
    pub(super) async fn answer(
        self,
        app: &Arc<App>,
        tls: Option<Tls>,
        leases: &Leases,
    ) -> Result<(), Failure> {
        // These roads may fail or be cut: the show does not depend on them.
        let measured = app.clone();
        let beside = [
            self.audience
                .map(|port| (port, audience_router(app.foyer.clone()))),
            self.jury.map(|port| (port, jury_router(app.clone()))),
            self.metrics.map(|port| {
                let told = move || house_metrics(&measured);
                (port, metrics_router(app.foyer.clone(), told))
            }),
        ];
        let house = (self.house, router(app.clone()));
        answer(house, beside.into_iter().flatten(), tls, leases).await
    }
}

/// Answers on one port, and on others without TLS `beside` it, until the signal to end.
pub(super) async fn answer(
    (port, routes): (TcpListener, Front),
    beside: impl IntoIterator<Item = (TcpListener, Front)>,
    tls: Option<Tls>,
    leases: &Leases,
) -> Result<(), Failure> {
    let handle = Handle::new();
    end_on_signal(handle.clone()).map_err(Failure::other)?;
    for (port, routes) in beside {
        let server = axum_server::from_tcp(port).map_err(Failure::other)?;
        let server = patient(server, PLAIN_STREAMS_MAX, leases).handle(handle.clone());
        tokio::spawn(server.serve(leases.paced(routes.open())));
    }
    let service = leases.paced(routes.open());
    let server = axum_server::from_tcp(port).map_err(Failure::other)?;
    let ended = match tls {
        None => {
            let server = patient(server, PLAIN_STREAMS_MAX, leases);
            server.handle(handle).serve(service).await
        }
        Some(tls) => {
            let server = server.acceptor(BothWays::new(tls.config.clone()));
            tls.keep();
            let server = patient(server, STREAMS_MAX, leases);
            server.handle(handle).serve(service).await
        }
    };
    ended.map_err(Failure::other)
}

/// Two doors cannot stand in the same place.
pub(super) fn apart(
    listen: SocketAddr,
    (option, whose): (&str, &str),
    other: SocketAddr,
) -> Result<(), Failure> {
    let everywhere = listen.ip().is_unspecified() || other.ip().is_unspecified();
    if listen.port() == 0
        || listen.port() != other.port()
        || (listen.ip() != other.ip() && !everywhere)
    {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "{option} {other} and --listen {listen} are the same door. Give the {whose} own port \
        another number, for example {option} {}:{}.",
        other.ip(),
        next(other.port())
    )))
}

/// The port to propose where one is taken.
fn next(port: u16) -> u16 {
    port.checked_add(1).unwrap_or(8080)
}

/// The port for Prometheus, if one was asked for; the log says where it is.
pub(super) fn metrics_port(address: Option<SocketAddr>) -> Result<Option<TcpListener>, Failure> {
    let port = address.map(|address| listen("--metrics", address));
    let port = port.transpose()?;
    if let Some(Ok(at)) = port.as_ref().map(TcpListener::local_addr) {
        tracing::info!("what is measured is told at http://{at}/metrics");
    }
    Ok(port)
}

/// Listens on an address that this option gave.
pub(super) fn listen(option: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    let busy = |error: io::Error| {
        let text = match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "Port {} is in use. Choose another with {option} {}:{}, or end the program that \
                holds it.",
                address.port(),
                address.ip(),
                next(address.port())
            ),
            io::ErrorKind::PermissionDenied => format!(
                "Port {} may not be used by this user. Choose one above 1023, for example \
                {option} {}:8080.",
                address.port(),
                address.ip()
            ),
            io::ErrorKind::AddrNotAvailable => format!(
                "{} is not an address of this machine. Use {option} 0.0.0.0:{} to answer on all \
                of them.",
                address.ip(),
                address.port()
            ),
            // "Address family not supported by protocol" is nobody's language.
            _ if address.is_ipv6() => format!(
                "{address} cannot be answered on: {error}. If this machine has no IPv6, use \
                {option} 0.0.0.0:{}.",
                address.port()
            ),
            _ => format!("{address} cannot be answered on: {error}."),
        };
        Failure::other(text)
    };
    let socket = match address {
        SocketAddr::V4(_) => tokio::net::TcpSocket::new_v4(),
        SocketAddr::V6(_) => tokio::net::TcpSocket::new_v6(),
    };
    let socket = socket.map_err(busy)?;
    // A restart must not wait for the old connections to be forgotten.
    #[cfg(unix)]
    socket.set_reuseaddr(true).map_err(busy)?;
    socket.bind(address).map_err(busy)?;
    let listener = socket.listen(BACKLOG).map_err(busy)?;
    listener.into_std().map_err(Failure::other)
}

/// Ends on Ctrl-C and on SIGTERM. It listens from here on, so that none that comes once the server
/// has answered is missed.
pub(super) fn end_on_signal(handle: Handle<SocketAddr>) -> io::Result<()> {
    #[cfg(unix)]
    let told = {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
    };
    #[cfg(not(unix))]
    let told = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    tokio::spawn(async move {
        told.await;
        tracing::info!("ending; the show keeps its place");
        handle.graceful_shutdown(Some(FAREWELL));
    });
    Ok(())
}
