//! Keeps those who ask too often from taking everybody's time, by counting what each address and
//! all of them together do.

use axum::extract::ConnectInfo;
use axum::http::Extensions;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The span that is counted over.
pub const WINDOW: Duration = Duration::from_secs(10);

/// How long an answer too many is kept back.
const DELAY: Duration = Duration::from_secs(1);

/// Answers that are kept back at a time, so that haste never fills the memory.
const DELAYED_MAX: usize = 256;

/// Counts something per address and for all, forgotten after each window.
pub struct Haste {
    own_max: u32,
    all_max: u32,
    counts: Mutex<Tries>,
    delayed: AtomicUsize,
}

#[derive(Default)]
struct Tries {
    since: Option<Instant>,
    all: u32,
    of: HashMap<IpAddr, u32>,
}

impl Haste {
    /// So many for one address within [`WINDOW`], and so many for all of them together.
    pub fn new(own_max: u32, all_max: u32) -> Self {
        Haste {
            own_max,
            all_max,
            counts: Mutex::default(),
            delayed: AtomicUsize::new(0),
        }
    }

    /// Counts one, and tells whether it is one too many.
    pub fn too_many(&self, address: Option<IpAddr>) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.since.is_none_or(|since| since.elapsed() > WINDOW) {
            *counts = Tries {
                since: Some(Instant::now()),
                ..Tries::default()
            };
        }
        counts.all = counts.all.saturating_add(1);
        let all = counts.all > self.all_max;
        let Some(address) = address else { return all };
        // Above the common limit nobody is told apart any more, and the list stays as short as the
        // limit.
        if all {
            return true;
        }
        let own = counts.of.entry(network(address)).or_default();
        *own += 1;
        *own > self.own_max
    }

    /// Waits a moment; at once false where too many wait already.
    pub async fn keep_waiting(&self) -> bool {
        let place = Delayed::taken(&self.delayed);
        let room = place.0.load(Ordering::Relaxed) <= DELAYED_MAX;
        if room {
            sleep(DELAY).await;
        }
        room
    }
}

/// Given back whether the answer was sent or its reader is gone.
struct Delayed<'a>(&'a AtomicUsize);

impl<'a> Delayed<'a> {
    fn taken(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Delayed(count)
    }
}

impl Drop for Delayed<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Where a request comes from, as far as that is known.
pub fn address(extensions: &Extensions) -> Option<IpAddr> {
    let from = extensions.get::<ConnectInfo<SocketAddr>>();
    from.map(|from| from.0.ip())
}

/// Every household has 2^64 addresses of IPv6: they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN_MAX: u32 = 30;
    const ALL_MAX: u32 = 100;

    fn haste() -> Haste {
        Haste::new(OWN_MAX, ALL_MAX)
    }

    fn address(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    #[test]
    fn one_address_is_slowed_after_its_own_limit_and_another_is_not() {
        let haste = haste();
        let hall = address("192.0.2.7");
        for _ in 0..OWN_MAX {
            assert!(!haste.too_many(hall));
        }
        assert!(haste.too_many(hall));
        assert!(!haste.too_many(address("192.0.2.8")));
    }

    #[test]
    fn many_addresses_are_slowed_together() {
        let haste = haste();
        for n in 0..ALL_MAX {
            assert!(!haste.too_many(address(&format!("10.0.{}.{}", n / 250, n % 250))));
        }
        assert!(haste.too_many(address("192.0.2.8")));
        assert!(haste.too_many(None));
    }

    #[test]
    fn the_addresses_of_one_household_count_together() {
        let haste = haste();
        for n in 0..OWN_MAX {
            assert!(!haste.too_many(address(&format!("2001:db8::{n:x}"))));
        }
        assert!(haste.too_many(address("2001:db8::ffff")));
        assert!(!haste.too_many(address("2001:db8:0:1::1")));
    }
}
