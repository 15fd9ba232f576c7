//! What every request goes through before its route is looked for, and every answer after: one
//! straight line, so that a hall that votes all at once pays for it once.

use super::api::vote;
use super::audience::refused;
use super::body::{Sent, hear_out};
use super::foyer::Foyer;
use super::lease::Lease;
use super::meant;
use super::page::{Dress, name_host};
use super::path::needs_key;
use super::wire::{hostless, to_https};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{ConnectInfo, Request};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::{BoxError, Service};

/// All routes of a port, behind its front door.
#[derive(Clone)]
pub struct Front {
    foyer: Arc<Foyer>,
    routes: Router,
    from: Option<SocketAddr>,
    /// Whether the hall votes here.
    takes_votes: bool,
}

impl Front {
    /// Before these routes.
    pub fn of(foyer: Arc<Foyer>, routes: Router) -> Self {
        let from = None;
        Front {
            foyer,
            routes,
            from,
            takes_votes: true,
        }
    }

    /// The same for a door that the hall does not come by.
    pub fn without_votes(mut self) -> Self {
        self.takes_votes = false;
        self
    }

    /// For a server: a front door for each connection, which knows where it comes from.
    pub fn open(self) -> Doors {
        Doors(self)
    }
}

/// Makes a front door for each connection.
#[derive(Clone)]
pub struct Doors(Front);

impl Service<SocketAddr> for Doors {
    type Response = Front;
    type Error = Infallible;
    type Future = Ready<Result<Front, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, from: SocketAddr) -> Self::Future {
        let mut front = self.0.clone();
        front.from = Some(from);
        ready(Ok(front))
    }
}

impl<B> Service<axum::http::Request<B>> for Front
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: axum::http::Request<B>) -> Self::Future {
        let Front {
            foyer,
            mut routes,
            from,
            takes_votes,
        } = self.clone();
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            let lease = parts.extensions.get::<Arc<Lease>>().cloned();
            let keyed = needs_key(parts.uri.path());
            let unclear = hostless(&parts);
            name_host(&mut parts);
            let dress = Dress::of(&foyer, &parts);
            let admitted = match unclear {
                Some(problem) => Err(Box::new(refused(
                    &foyer,
                    &parts.uri,
                    &parts.headers,
                    problem,
                ))),
                None => admitted(&foyer, &parts, body).await,
            };
            let mut answer = match admitted {
                // A hall votes all at once, and by way of the router it is a sixth fewer votes a
                // second (`tests/bench/hall`, votes at 256, both ways in turn).
                Ok(Heard::Whole(body)) if takes_votes && is_vote(&parts) => {
                    let counted = vote::counted(&foyer, &parts.uri, &parts.headers, &body);
                    counted.await.into_response()
                }
                Ok(heard) => {
                    if let Some(from) = from {
                        parts.extensions.insert(ConnectInfo(from));
                    }
                    let body = match heard {
                        Heard::Whole(sent) => {
                            parts.extensions.insert(Sent(sent));
                            Body::empty()
                        }
                        Heard::Unread(body) => body,
                    };
                    let request = Request::from_parts(parts, body);
                    routes.call(request).await?
                }
                Err(answer) => *answer,
            };
            if let Some(lease) = lease {
                lease.answered(keyed, answer.status());
            }
            dress.put_on(&foyer, answer.headers_mut());
            Ok(answer)
        })
    }
}

/// What a request brings with it.
enum Heard {
    Whole(Bytes),
    /// What nobody needs to wait for.
    Unread(Body),
}

/// A film, or a list of works: more than a wish.
fn is_file(path: &str) -> bool {
    ["/api/show/media", "/api/show/import"].contains(&path)
}

fn is_vote(parts: &Parts) -> bool {
    // With a language in the query it goes the usual way.
    let plain = parts.uri.path() == "/api/vote" && parts.uri.query().is_none();
    parts.method == Method::POST && plain
}

/// What the request says; or the answer to one that goes no further.
async fn admitted<B>(foyer: &Foyer, parts: &Parts, body: B) -> Result<Heard, Box<Response>>
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    if let Some(way) = to_https(foyer, parts) {
        return Err(Box::new(way));
    }
    let told = |problem| Box::new(refused(foyer, &parts.uri, &parts.headers, problem));
    let heard = match parts.method {
        Method::GET | Method::HEAD => Heard::Unread(Body::new(body)),
        // A film is written down as it comes, once its sender is known.
        Method::POST if is_file(parts.uri.path()) => Heard::Unread(Body::new(body)),
        _ => Heard::Whole(hear_out(body).await.map_err(told)?),
    };
    meant::check(foyer, parts).map_err(told)?;
    Ok(heard)
}
