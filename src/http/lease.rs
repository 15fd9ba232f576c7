//! Who holds a connection while the system lets this program open hardly another file. Those who
//! run the show always get in: whoever has said nothing yet gives way first, then those who are
//! idle, then the screens of strangers, and the longest waiting of them before the others. The few
//! who came or asked last outlast all of these, for one of them may be about to show a key. Nobody
//! who has shown one is ever sent away for it.

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
    /// Of a stranger.
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
    inner: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    held: BTreeMap<u64, Arc<Lease>>,
    /// Of those: they have to give way, and are about to end.
    leaving: u64,
    /// Accepted, but not looked at yet.
    coming: u64,
    waiting: Vec<Waker>,
}

impl Taken {
    /// Tells so many that they have to give way, and the newest last.
    fn give_way(&mut self, most: u64, newest: u64) {
        let [most, newest] = [most, newest].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
        for lease in first_to_go(&self.held, most, newest) {
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
    pub fn take(&self, descriptor: u64) -> Occupied {
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
            inner.give_way(over, self.0.spare);
        }
        inner.coming = inner.coming.saturating_sub(1);
        let waiting = std::mem::take(&mut inner.waiting);
        let number = inner.next;
        inner.next += 1;
        inner.held.insert(number, lease.clone());
        drop(inner);
        waiting.into_iter().for_each(Waker::wake);
        Occupied {
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
            inner.give_way(missing, self.0.spare);
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

/// The `most` who give way next. The `newest` who came or asked last are the last of them: whoever
/// is only just coming in must not be sent away for screens that strangers hold open.
fn first_to_go(held: &BTreeMap<u64, Arc<Lease>>, most: usize, newest: usize) -> Vec<Arc<Lease>> {
    let screen = Rank::Screen as u8;
    // Read once: it changes while they are put in order.
    let shown = |lease: &Arc<Lease>| {
        let busy = lease.busy.load(Ordering::Relaxed) > 0;
        (lease.rank(), busy, lease.asked_at.load(Ordering::Relaxed))
    };
    let mut others: Vec<_> = held
        .values()
        .filter(|lease| !lease.ended.load(Ordering::Relaxed))
        .map(|lease| (shown(lease), lease))
        .filter(|((rank, ..), _)| *rank <= screen)
        .collect();
    let coming = others.iter().filter(|((rank, ..), _)| *rank < screen);
    let mut coming: Vec<u64> = coming.map(|((.., asked_at), _)| *asked_at).collect();
    let since = match coming.len().checked_sub(newest) {
        Some(older) if newest > 0 => *coming.select_nth_unstable(older).1,
        Some(_) => u64::MAX,
        None => 0,
    };
    let order = |((rank, busy, asked_at), _): &((u8, bool, u64), &Arc<Lease>)| {
        let new = *rank < screen && *asked_at >= since;
        (new, *rank, *busy, *asked_at)
    };
    if others.len() > most {
        others.select_nth_unstable_by_key(most, order);
    }
    let going = others.into_iter().take(most);
    going.map(|(_, lease)| lease.clone()).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A lease in use: given back when the connection ends, or becomes a phone's line.
pub struct Occupied {
    lease: Arc<Lease>,
    number: u64,
    leases: Leases,
}

impl Occupied {
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

impl Drop for Occupied {
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
mod tests;
