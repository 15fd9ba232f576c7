//! A thread that serves its share of the phones.

use super::line::{Followup, PhoneLine};
use super::{Newest, Shared, lock};
use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use std::io;
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

/// Events that are taken from the system at once.
const EVENTS_MAX: usize = 1024;

/// How often those who are gone without a word are looked for.
const SWEEP: Duration = Duration::from_secs(1);

/// The token of the waker; lines have smaller ones.
const WAKE: Token = Token(usize::MAX);

/// A socket, and what was said on it already.
type Arrival = (TcpStream, Vec<u8>);

/// What others hold of the thread.
pub(super) struct Exchange {
    waker: Waker,
    arrivals: Arc<Mutex<Vec<Arrival>>>,
}

/// A thread that has all it needs but does not run yet.
pub(super) struct Ready {
    exchange: Exchange,
    thread: Thread,
}

impl Ready {
    pub fn run(self) -> io::Result<Exchange> {
        let Ready { exchange, thread } = self;
        let named = std::thread::Builder::new().name("phones".into());
        named.spawn(move || thread.run())?;
        Ok(exchange)
    }
}

impl Exchange {
    pub fn prepare(shared: Arc<Shared>) -> io::Result<Ready> {
        let poll = Poll::new()?;
        let waker = Waker::new(poll.registry(), WAKE)?;
        let arrivals = Arc::<Mutex<Vec<_>>>::default();
        let told = lock(&shared.newest).clone();
        let thread = Thread {
            poll,
            told,
            shared,
            arrivals: arrivals.clone(),
            lines: Slab::new(),
            again: Vec::new(),
            swept_at: Instant::now(),
        };
        let exchange = Exchange { waker, arrivals };
        Ok(Ready { exchange, thread })
    }

    pub fn wake(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::error!(%error, "the phones cannot be woken");
        }
    }

    pub fn admit(&self, stream: TcpStream, said: Vec<u8>) -> io::Result<()> {
        lock(&self.arrivals).push((stream, said));
        self.waker.wake()
    }
}

struct Thread {
    poll: Poll,
    shared: Arc<Shared>,
    /// The frame that the lines were told last.
    told: Newest,
    arrivals: Arc<Mutex<Vec<Arrival>>>,
    lines: Slab<PhoneLine>,
    /// Lines that had more to say than their turn allowed.
    again: Vec<usize>,
    swept_at: Instant,
}

impl Thread {
    fn run(mut self) {
        let mut events = Events::with_capacity(EVENTS_MAX);
        loop {
            let wait = match self.again.is_empty() {
                true => SWEEP,
                false => Duration::ZERO,
            };
            match self.poll.poll(&mut events, Some(wait)) {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                    tracing::error!(%error, "phones are not served any more");
                    break;
                }
                _ => {}
            }
            if self.shared.ending.load(Ordering::SeqCst) {
                break;
            }
            self.tell();
            self.admit();
            for key in std::mem::take(&mut self.again) {
                if let Some(line) = self.lines.get_mut(key) {
                    line.waits = false;
                    self.serve(key);
                }
            }
            for event in events.iter().filter(|event| event.token() != WAKE) {
                self.serve(event.token().0);
            }
            self.sweep();
        }
        self.count(-(self.lines.len() as i64));
    }

    /// A newer frame goes to everybody before anything else happens.
    fn tell(&mut self) {
        let newest = lock(&self.shared.newest).clone();
        if newest.number == self.told.number {
            return;
        }
        self.told = newest;
        if self.told.wire.is_empty() {
            let all: Vec<usize> = self.lines.iter().map(|(key, _)| key).collect();
            return all.into_iter().for_each(|key| self.hang_up(key));
        }
        let wire = &self.told.wire;
        let told = self
            .lines
            .iter_mut()
            .map(|(key, line)| (key, line.tell(wire)));
        let gone = told.filter(|(_, next)| *next == Followup::HangUp);
        let gone: Vec<usize> = gone.map(|(key, _)| key).collect();
        if !self.lines.is_empty() {
            self.shared.frame_times.note(self.told.since.elapsed());
        }
        gone.into_iter().for_each(|key| self.hang_up(key));
    }

    fn admit(&mut self) {
        let arrivals = std::mem::take(&mut *lock(&self.arrivals));
        if self.told.wire.is_empty() {
            return;
        }
        for (stream, said) in arrivals {
            let mut stream = mio::net::TcpStream::from_std(stream);
            let entry = self.lines.vacant_entry();
            let key = entry.key();
            let interest = Interest::READABLE | Interest::WRITABLE;
            let registry = self.poll.registry();
            if let Err(error) = registry.register(&mut stream, Token(key), interest) {
                tracing::error!(%error, "a phone cannot be served live");
                continue;
            }
            let mut line = PhoneLine::new(stream, said);
            let greeted = line.tell(&self.told.wire);
            entry.insert(line);
            self.count(1);
            match greeted {
                Followup::HangUp => self.hang_up(key),
                // It may have spoken already, together with the handshake.
                _ => self.serve(key),
            }
        }
    }

    fn serve(&mut self, key: usize) {
        let Some(line) = self.lines.get_mut(key) else {
            return;
        };
        let now_ms = self.shared.clock.now().0;
        match line.serve(&self.told.wire, now_ms) {
            Followup::Wait => {}
            Followup::Again if !line.waits => {
                line.waits = true;
                self.again.push(key);
            }
            Followup::Again => {}
            Followup::HangUp => self.hang_up(key),
        }
    }

    fn sweep(&mut self) {
        let now = Instant::now();
        if now - self.swept_at < SWEEP {
            return;
        }
        self.swept_at = now;
        let gone = self.lines.iter().filter(|(_, line)| line.is_gone(now));
        let gone: Vec<usize> = gone.map(|(key, _)| key).collect();
        gone.into_iter().for_each(|key| self.hang_up(key));
    }

    fn hang_up(&mut self, key: usize) {
        if let Some(mut line) = self.lines.try_remove(key) {
            let _ = self.poll.registry().deregister(&mut line.stream);
            self.count(-1);
        }
    }

    fn count(&self, change: i64) {
        self.shared.open.fetch_add(change as u64, Ordering::Relaxed);
    }
}
