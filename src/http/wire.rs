//! One port that speaks HTTP and HTTPS: a TLS client begins with a byte that no HTTP request begins
//! with.

use super::error::Problem;
use super::foyer::{Foyer, Served};
use super::page::plain_host;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HOST, HeaderName, HeaderValue, LOCATION};
use axum::http::request::Parts;
use axum::http::{Extensions, StatusCode, Version};
use axum::response::{IntoResponse, Response};
use axum_server::accept::Accept;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_util::either::Either;
use tower::Service;

/// The first byte of a TLS connection: a handshake record.
const TLS_HANDSHAKE: u8 = 0x16;

/// Whoever has said nothing after this time is not waited for.
const FIRST_BYTE_MAX: Duration = Duration::from_secs(10);

/// How a connection came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    Tls,
    /// In the clear.
    Plain {
        /// From this machine itself: nobody else can read it.
        near: bool,
    },
}

/// Whether a request came over HTTPS. Where the server does not look at each connection, all of
/// them are as it was started.
pub fn is_secure(foyer: &Foyer, extensions: &Extensions) -> bool {
    extensions
        .get::<Wire>()
        .map_or(foyer.tls, |wire| *wire == Wire::Tls)
}

/// Whether a request came over HTTPS, as an argument of a handler.
pub struct Secure(pub bool);

impl<S: Served + Sync> FromRequestParts<S> for Secure {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, served: &S) -> Result<Self, Infallible> {
        Ok(Secure(is_secure(served.foyer(), &parts.extensions)))
    }
}

/// Where all is HTTPS, a plain request from elsewhere is shown the way. Programs on this machine,
/// such as a tunnel or `palmares export`, are answered.
pub(super) fn to_https(foyer: &Foyer, request: &Parts) -> Option<Response> {
    let wire = request.extensions.get::<Wire>();
    if !foyer.tls || wire != Some(&(Wire::Plain { near: false })) {
        return None;
    }
    let host = plain_host(request.headers.get(HOST));
    let path = request.uri.path_and_query();
    let path = path.map_or("/", |path| path.as_str());
    let base = host.map_or_else(|| foyer.house.clone(), |host| format!("https://{host}"));
    // Not for good: tomorrow's server at this address may speak plain HTTP.
    let location: [(HeaderName, String); 1] = [(LOCATION, format!("{base}{path}"))];
    let mut way = (StatusCode::TEMPORARY_REDIRECT, location).into_response();
    if request.uri.path() == "/healthz" {
        // By this a launcher knows that the server is there, where its computer does not trust the
        // certificate.
        let anyone = HeaderValue::from_static("*");
        way.headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, anyone);
    }
    Some(way)
}

/// What a name, an address and a port are made of (RFC 3986, 3.2.2).
fn may_name_a_host(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(byte)
}

/// The answer to a request that does not say once, and as a host, which one it means, as RFC 9112
/// (3.2) has it. HTTP/1.0 may leave it out.
pub(super) fn hostless(request: &Parts) -> Option<Problem> {
    let mut hosts = request.headers.get_all(HOST).iter();
    let unclear = match (hosts.next(), hosts.next()) {
        (None, _) => request.version == Version::HTTP_11,
        (Some(host), None) => !host.as_bytes().iter().all(may_name_a_host),
        _ => true,
    };
    let detail = "A request of HTTP/1.1 names its host in one Host header. Send it again with one.";
    unclear.then(|| Problem::new(StatusCode::BAD_REQUEST, "no-host", detail))
}

/// Takes both kinds of connection on one port.
#[derive(Clone, Debug)]
pub struct BothWays {
    tls: RustlsAcceptor,
}

impl BothWays {
    /// With these certificates, which may be exchanged while it runs.
    pub fn new(config: RustlsConfig) -> Self {
        BothWays {
            tls: RustlsAcceptor::new(config),
        }
    }
}

/// An encrypted stream.
pub type TlsStream = <RustlsAcceptor as Accept<TcpStream, ()>>::Stream;

/// The stream of a port that takes both kinds.
pub type EitherStream = Either<TlsStream, TcpStream>;

impl<S: Send + 'static> Accept<TcpStream, S> for BothWays {
    type Stream = EitherStream;
    type Service = Wired<S>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let tls = self.tls.clone();
        Box::pin(async move {
            let mut first = [0];
            let seen = timeout(FIRST_BYTE_MAX, stream.peek(&mut first)).await;
            if seen.map_err(io::Error::other)?? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if first[0] == TLS_HANDSHAKE {
                let (stream, _) = tls.accept(stream, ()).await?;
                let wire = Wire::Tls;
                return Ok((Either::Left(stream), Wired { service, wire }));
            }
            let near = is_near(&stream);
            let wire = Wire::Plain { near };
            Ok((Either::Right(stream), Wired { service, wire }))
        })
    }
}

/// Whether the other end is this machine too.
fn is_near(stream: &TcpStream) -> bool {
    let (Ok(other), Ok(own)) = (stream.peer_addr(), stream.local_addr()) else {
        return false;
    };
    let other = other.ip().to_canonical();
    other.is_loopback() || other == own.ip().to_canonical()
}

/// Tells every request of a connection how it came.
#[derive(Clone, Debug)]
pub struct Wired<S> {
    service: S,
    wire: Wire,
}

impl<S, B> Service<axum::http::Request<B>> for Wired<S>
where
    S: Service<axum::http::Request<B>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, mut request: axum::http::Request<B>) -> Self::Future {
        request.extensions_mut().insert(self.wire);
        self.service.call(request)
    }
}
