//! Whoever tries out keys is slowed. A right key is never counted, never delayed and never refused: a hall is one address, and the MC
//! stands in it with everybody else.

use super::App;
use super::access::Role;
use super::body::Reader;
use super::error::Problem;
use super::page::query;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{AUTHORIZATION, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Wrong keys that one address may send within [`WINDOW`] before it is slowed. A key has 128 random bits, so what this spares is our time
/// and our logs; tablets of a hall that all hold an old cookie stay far below it.
pub const ADDRESS_GUESSES_MAX: u32 = 300;

/// Wrong keys that all addresses may send together within [`WINDOW`]: behind a tunnel all come from one, and whoever has many addresses
/// gets no more for it.
pub const ALL_GUESSES_MAX: u32 = 1_000;

/// The span that guesses are counted over.
pub const WINDOW: Duration = Duration::from_secs(10);

/// How long the answer to a guess too many is kept back.
const DELAY: Duration = Duration::from_secs(1);

/// Answers that are kept back at a time; those above it are refused at once, so that guessing never fills the memory.
const DELAYED_MAX: usize = 256;

/// Counts wrong keys, per address and for all, forgotten after each window.
#[derive(Default)]
pub struct Guesses {
    counts: Mutex<Counts>,
    delayed: AtomicUsize,
}

#[derive(Default)]
struct Counts {
    since: Option<Instant>,
    all: u32,
    of: HashMap<IpAddr, u32>,
}

impl Guesses {
    /// Counts a wrong key, and tells whether it is one too many.
    pub fn too_many(&self, address: Option<IpAddr>) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.since.is_none_or(|since| since.elapsed() > WINDOW) {
            *counts = Counts {
                since: Some(Instant::now()),
                ..Counts::default()
            };
        }
        counts.all = counts.all.saturating_add(1);
        let all = counts.all > ALL_GUESSES_MAX;
        let Some(address) = address else { return all };
        // Above the common limit nobody is told apart any more, and the list stays as short as the limit.
        if all {
            return true;
        }
        let own = counts.of.entry(network(address)).or_default();
        *own += 1;
        *own > ADDRESS_GUESSES_MAX
    }

    async fn keep_waiting(&self) {
        let place = Place::taken(&self.delayed);
        if place.0.load(Ordering::Relaxed) <= DELAYED_MAX {
            sleep(DELAY).await;
        }
    }
}

/// Given back whether the answer was sent or its reader is gone.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn taken(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Place(count)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Every household has 2^64 addresses of IPv6: they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        v4 => v4,
    }
}

/// Looks at answers that turn a key away. Nothing else is touched, so a right key passes whatever the others do.
pub async fn slow_guesses(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let tried = brings_key(&app, request.headers(), request.uri());
    let reader = tried.then(|| Reader::of(&app, request.uri(), request.headers()));
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = from.map(|from| from.0.ip());
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
        || Role::ALL
            .iter()
            .any(|role| app.jar.holds_any(headers, role.cookie()))
        || query(uri.query(), "key").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    #[test]
    fn one_address_is_slowed_after_its_own_limit_and_another_is_not() {
        let guesses = Guesses::default();
        let hall = address("192.0.2.7");
        for _ in 0..ADDRESS_GUESSES_MAX {
            assert!(!guesses.too_many(hall));
        }
        assert!(guesses.too_many(hall));
        assert!(!guesses.too_many(address("192.0.2.8")));
    }

    #[test]
    fn many_addresses_are_slowed_together() {
        let guesses = Guesses::default();
        for n in 0..ALL_GUESSES_MAX {
            assert!(!guesses.too_many(address(&format!("10.0.{}.{}", n / 250, n % 250))));
        }
        assert!(guesses.too_many(address("192.0.2.8")));
        assert!(guesses.too_many(None));
    }

    #[test]
    fn the_addresses_of_one_household_count_together() {
        let guesses = Guesses::default();
        for n in 0..ADDRESS_GUESSES_MAX {
            assert!(!guesses.too_many(address(&format!("2001:db8::{n:x}"))));
        }
        assert!(guesses.too_many(address("2001:db8::ffff")));
        assert!(!guesses.too_many(address("2001:db8:0:1::1")));
    }
}
