//! Who holds a connection while the system lets this program open hardly another file. Those who
//! run the show always get in: whoever has said nothing yet gives way first, then those who are
//! idle, and the longest waiting of them before the others. Nobody who has shown a key is ever sent
//! away for it.

use axum::http::StatusCode;
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use tower::Service;

/// Connections that give way where the system refuses a file all the same, at least.
const GIVING_WAY_MIN: u64 = 2;

/// What the system says where this program, or the whole machine, has too many files open.
const TOO_MANY_FILES: [i32; 2] = [24, 23];

/// What a connection has shown of itself. The lower ones give way first; crew never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Rank {
    Silent,
    Guest,
    Screen,
    Crew,
}

/// A connection's leave to hold a file open.
pub struct Lease {
    rank: AtomicU8,
    /// Requests of it that are being answered.
    busy: AtomicUsize,
    /// When it asked last, or came; in the order of all requests.
    asked_at: AtomicU64,
    ended: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Lease {
    fn rank(&self) -> u8 {
        self.rank.load(Ordering::Relaxed)
    }

    fn rise(&self, rank: Rank) {
        self.rank.fetch_max(rank as u8, Ordering::Relaxed);
    }

    /// It is kept, whatever comes: a screen that counts.
    pub fn keep(&self) {
        self.rise(Rank::Crew);
    }

    /// A request was answered; `keyed`: where nobody is let in without a key.
    pub fn answered(&self, keyed: bool, status: StatusCode) {
        let let_in = status.is_success()
            || matches!(
                status,
                StatusCode::SWITCHING_PROTOCOLS | StatusCode::SEE_OTHER
            );
        if let_in && keyed {
            self.rise(Rank::Crew);
        } else if status == StatusCode::SWITCHING_PROTOCOLS {
            self.rise(Rank::Screen);
        }
        self.busy.fetch_sub(1, Ordering::Relaxed);
    }

    /// Ready once it has to give way.
    pub fn poll_ended(&self, context: &mut Context<'_>) -> Poll<()> {
        let ended = || self.ended.load(Ordering::SeqCst);
        if ended() {
            return Poll::Ready(());
        }
        let mut waker = lock(&self.waker);
        let known = waker
            .as_ref()
            .is_some_and(|known| known.will_wake(context.waker()));
        if !known {
            *waker = Some(context.waker().clone());
        }
        drop(waker);
        // It may have ended before the waker stood there.
        match ended() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }

    fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        if let Some(waker) = lock(&self.waker).take() {
            waker.wake();
        }
    }
}

/// Every connection that has not become a phone's line, of all ports.
#[derive(Clone)]
pub struct Leases(Arc<Shared>);

struct Shared {
    /// Files that may be open at once.
    files: u64,
    /// How near the limit connections give way.
    spare: u64,
    /// Files that are open before anybody comes.
    own: OnceLock<u64>,
    /// How many phones have lines.
    phones: Box<dyn Fn() -> u64 + Send + Sync>,
    requests: AtomicU64,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    next: u64,
    held: BTreeMap<u64, Arc<Lease>>,
    /// Of those: they have to give way, and are about to end.
    leaving: u64,
    /// Accepted, but not looked at yet.
    coming: u64,
    waiting: Vec<Waker>,
}

impl Inner {
    /// Tells so many that they have to give way.
    fn give_way(&mut self, most: u64) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        for lease in first_to_go(&self.held, most) {
            self.leaving += 1;
            lease.end();
        }
    }
}

impl Leases {
    /// Where the system lets this program have so many files open, and `phones` have lines.
    pub fn among(files: u64, phones: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Leases(Arc::new(Shared {
            files,
            spare: (files / 8).clamp(8, 128),
            own: OnceLock::new(),
            phones: Box::new(phones),
            requests: AtomicU64::new(0),
            inner: Mutex::default(),
        }))
    }

    /// A lease for a connection that has just come. The system gives the lowest number that is
    /// free: the first connection's `descriptor` tells how many files are open besides.
    pub fn take(&self, descriptor: u64) -> Held {
        let own = *self.0.own.get_or_init(|| descriptor);
        let asked_at = self.0.requests.fetch_add(1, Ordering::Relaxed);
        let lease = Arc::new(Lease {
            rank: AtomicU8::new(Rank::Silent as u8),
            busy: AtomicUsize::new(0),
            asked_at: AtomicU64::new(asked_at),
            ended: AtomicBool::new(false),
            waker: Mutex::default(),
        });
        let others = own + self.0.spare + (self.0.phones)();
        let mut inner = lock(&self.0.inner);
        let staying = inner.held.len() as u64 + 1 - inner.leaving;
        let over = (others + staying).saturating_sub(self.0.files);
        if over > 0 {
            inner.give_way(over);
        }
        inner.coming = inner.coming.saturating_sub(1);
        let waiting = std::mem::take(&mut inner.waiting);
        let number = inner.next;
        inner.next += 1;
        inner.held.insert(number, lease.clone());
        drop(inner);
        waiting.into_iter().for_each(Waker::wake);
        Held {
            lease,
            number,
            leases: self.clone(),
        }
    }

    /// A connection could not be accepted. Where that is for want of files, somebody holds more of
    /// them than was counted, and others give way.
    pub fn refused(&self, error: &io::Error) {
        if error
            .raw_os_error()
            .is_some_and(|code| TOO_MANY_FILES.contains(&code))
        {
            let mut inner = lock(&self.0.inner);
            let missing = (self.0.spare / 4).max(GIVING_WAY_MIN);
            let missing = missing.saturating_sub(inner.leaving);
            inner.give_way(missing);
        }
    }

    /// Doors that let no more in at once than there is room for near the limit.
    pub fn paced<M>(&self, doors: M) -> Paced<M> {
        Paced {
            doors,
            leases: self.clone(),
        }
    }
}

/// The `most` who give way next.
fn first_to_go(held: &BTreeMap<u64, Arc<Lease>>, most: usize) -> Vec<Arc<Lease>> {
    let going = |lease: &&Arc<Lease>| lease.ended.load(Ordering::Relaxed);
    let mut others: Vec<&Arc<Lease>> = held
        .values()
        .filter(|lease| lease.rank() < Rank::Crew as u8 && !going(lease))
        .collect();
    let order = |lease: &&Arc<Lease>| {
        let busy = lease.busy.load(Ordering::Relaxed) > 0;
        (lease.rank(), busy, lease.asked_at.load(Ordering::Relaxed))
    };
    if others.len() > most {
        others.select_nth_unstable_by_key(most, order);
    }
    others.into_iter().take(most).cloned().collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A lease in use: given back when the connection ends, or becomes a phone's line.
pub struct Held {
    lease: Arc<Lease>,
    number: u64,
    leases: Leases,
}

impl Held {
    /// For whoever learns more of the connection.
    pub fn lease(&self) -> Arc<Lease> {
        self.lease.clone()
    }

    /// For the requests that come by it.
    pub fn asking<S>(&self, service: S) -> Leased<S> {
        Leased {
            service,
            lease: self.lease(),
            leases: self.leases.clone(),
        }
    }

    /// Ready once the connection has to give way.
    pub fn poll_ended(&self, context: &mut Context<'_>) -> Poll<()> {
        self.lease.poll_ended(context)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut inner = lock(&self.leases.0.inner);
        inner.held.remove(&self.number);
        if self.lease.ended.load(Ordering::SeqCst) {
            inner.leaving = inner.leaving.saturating_sub(1);
        }
    }
}

/// Hands the lease of a connection to all of its requests.
#[derive(Clone)]
pub struct Leased<S> {
    service: S,
    lease: Arc<Lease>,
    leases: Leases,
}

impl<S, B> Service<axum::http::Request<B>> for Leased<S>
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
        let moment = self.leases.0.requests.fetch_add(1, Ordering::Relaxed);
        self.lease.asked_at.store(moment, Ordering::Relaxed);
        self.lease.busy.fetch_add(1, Ordering::Relaxed);
        self.lease.rise(Rank::Guest);
        request.extensions_mut().insert(self.lease.clone());
        self.service.call(request)
    }
}

/// Accepts no more at once than may come before the first of them is looked at: else a flood would
/// take the last file before anybody has given way.
#[derive(Clone)]
pub struct Paced<M> {
    doors: M,
    leases: Leases,
}

impl<M: Service<SocketAddr>> Service<SocketAddr> for Paced<M> {
    type Response = M::Response;
    type Error = M::Error;
    type Future = M::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        let mut inner = lock(&self.leases.0.inner);
        if inner.coming >= self.leases.0.spare / 2 {
            inner.waiting.push(context.waker().clone());
            return Poll::Pending;
        }
        drop(inner);
        self.doors.poll_ready(context)
    }

    fn call(&mut self, from: SocketAddr) -> Self::Future {
        lock(&self.leases.0.inner).coming += 1;
        self.doors.call(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A connection that has asked for this, and was answered.
    fn asked(leases: &Leases, keyed: bool, status: u16) -> Held {
        let held = leases.take(0);
        let mut service = held.asking(tower::service_fn(|_: axum::http::Request<()>| async {
            Ok::<(), ()>(())
        }));
        drop(service.call(axum::http::Request::new(())));
        held.lease
            .answered(keyed, StatusCode::from_u16(status).unwrap());
        held
    }

    fn ended(held: &Held) -> bool {
        held.lease.ended.load(Ordering::Relaxed)
    }

    #[test]
    fn the_longest_silent_give_way_first_and_whoever_has_a_key_never_does() {
        // Eight are spare, and ten files are the program's own: 46 connections have room.
        let leases = Leases::among(64, || 0);
        let first = leases.take(10);
        let crew = [200, 101, 303].map(|status| asked(&leases, true, status));
        let screen = asked(&leases, false, 101);
        let (guest, stranger) = (asked(&leases, false, 200), asked(&leases, true, 401));
        let mut silent: Vec<Held> = (0..39).map(|_| leases.take(0)).collect();
        assert!(!silent.iter().any(ended) && !ended(&first));
        let late = leases.take(0);
        assert!(ended(&first) && !silent.iter().any(ended));
        drop(first);
        silent.extend((0..39).map(|_| leases.take(0)));
        assert!(silent[..39].iter().all(ended) && !silent[39..].iter().any(ended));
        assert!(!ended(&late) && !ended(&guest) && !ended(&stranger));
        // Nobody is silent any more: who has asked longest ago gives way.
        let silent: Vec<Held> = silent.split_off(39);
        silent.iter().for_each(|held| held.lease.rise(Rank::Guest));
        late.lease.rise(Rank::Guest);
        let more = [(); 2].map(|()| {
            let held = leases.take(0);
            held.lease.rise(Rank::Guest);
            held
        });
        assert!(!more.iter().any(ended));
        assert!(ended(&guest) && ended(&stranger) && !ended(&screen));
        assert!(!silent.iter().any(ended));
        screen.lease.keep();
        for _ in 0..500 {
            drop(leases.take(0));
        }
        assert!(!ended(&screen));
        assert!(crew.iter().all(|held| !ended(held)));
    }

    #[test]
    fn phones_count_and_a_system_that_refuses_a_file_makes_others_give_way() {
        let leases = Leases::among(1024, || 700);
        let silent: Vec<Held> = (0..180).map(|_| leases.take(16)).collect();
        assert!(!silent.iter().any(ended));
        let more: Vec<Held> = (0..10).map(|_| leases.take(16)).collect();
        assert_eq!(silent.iter().filter(|held| ended(held)).count(), 10);
        let busy = io::Error::from(io::ErrorKind::ConnectionAborted);
        leases.refused(&busy);
        assert_eq!(silent.iter().filter(|held| ended(held)).count(), 10);
        leases.refused(&io::Error::from_raw_os_error(24));
        assert!(silent.iter().filter(|held| ended(held)).count() > 10);
        drop((silent, more));
        let inner = lock(&leases.0.inner);
        assert!(inner.held.is_empty() && inner.leaving == 0);
    }
}
