//! The hall's phones: all of them are sent the same small frame, over plain HTTP by a few threads
//! that do nothing else.
//!
//! A task for each phone would cost a wake-up, a future and two buffers for each of ten thousand.
//! Here a frame is encoded once, as the bytes that go over the wire, and written to one socket
//! after the other. What a phone says is read by tungstenite, as on any other socket.

mod exchange;
mod line;

use crate::clock::Clock;
use crate::metrics::Timings;
use exchange::Exchange;
use serde::Deserialize;
use std::io;
use std::net::TcpStream;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// The largest message that a phone may send, in bytes.
pub const MESSAGE_BYTES_MAX: usize = 1024;

/// A phone says something every half minute; one that is silent for so long is gone.
pub const SILENCE_MAX: Duration = Duration::from_secs(90);

/// A frame that a phone has not taken after so long will not be taken.
pub const SEND_MAX: Duration = Duration::from_secs(10);

/// More threads than this would only wait for the network.
const THREADS_MAX: usize = 4;

/// Phones that have the page open.
pub struct Phones {
    shared: Arc<Shared>,
    /// For those over TLS, which need a task each.
    encrypted: watch::Sender<Utf8Bytes>,
    /// How often a phone has come since the start.
    opened: AtomicU64,
    /// Started with the first phone that they can be started for: a show without an audience has
    /// none.
    exchanges: OnceLock<Vec<Exchange>>,
    starting: Mutex<()>,
    next: AtomicUsize,
}

/// What the threads have in common.
struct Shared {
    newest: Mutex<Newest>,
    clock: Arc<dyn Clock>,
    open: AtomicU64,
    ending: AtomicBool,
    /// From a new frame until a thread has written it to its last phone.
    frame_times: Timings,
}

/// The newest frame, as it goes over the wire. An empty one is the last: all are sent away.
#[derive(Clone)]
struct Newest {
    number: u64,
    wire: Arc<[u8]>,
    since: Instant,
}

impl Phones {
    /// Nobody yet; the first to come is sent this frame.
    pub fn new(frame: &str, clock: Arc<dyn Clock>) -> Self {
        let newest = Newest {
            number: 1,
            wire: encoded(frame),
            since: Instant::now(),
        };
        Phones {
            shared: Arc::new(Shared {
                newest: Mutex::new(newest),
                clock,
                open: AtomicU64::new(0),
                ending: AtomicBool::new(false),
                frame_times: Timings::default(),
            }),
            encrypted: watch::Sender::new(frame.into()),
            opened: AtomicU64::new(0),
            exchanges: OnceLock::new(),
            starting: Mutex::default(),
            next: AtomicUsize::new(0),
        }
    }

    /// Sends a frame to all, unless it is what they were sent last. A phone that is slow skips
    /// frames and is sent the newest when it is ready again.
    pub fn tell(&self, frame: &str) {
        let news = self.encrypted.send_if_modified(|last| {
            let news = last.as_str() != frame && !last.is_empty();
            if news {
                *last = frame.into();
            }
            news
        });
        if news {
            self.spread(encoded(frame));
        }
    }

    /// Sends all away, and whoever comes later: another server may take them.
    pub fn dismiss(&self) {
        let news = self.encrypted.send_if_modified(|last| {
            let news = !last.is_empty();
            *last = Utf8Bytes::default();
            news
        });
        if news {
            self.spread(Arc::default());
        }
    }

    /// Whether all were sent away.
    pub fn are_dismissed(&self) -> bool {
        self.encrypted.borrow().is_empty()
    }

    fn spread(&self, wire: Arc<[u8]>) {
        let since = Instant::now();
        let mut newest = lock(&self.shared.newest);
        let number = newest.number + 1;
        *newest = Newest {
            number,
            wire,
            since,
        };
        drop(newest);
        for exchange in self.exchanges.get().into_iter().flatten() {
            exchange.wake();
        }
    }

    /// Takes over a plain socket whose handshake is done; `said` is what the phone has sent since.
    /// It is sent the newest frame at once.
    pub fn welcome(&self, stream: TcpStream, said: Vec<u8>) -> io::Result<()> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        stream.set_nonblocking(true)?;
        let exchanges = self.started()?;
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        exchanges[next % exchanges.len()].admit(stream, said)
    }

    /// The frames for a phone over TLS, the newest at once. An empty one is the last.
    pub fn frames(&self) -> watch::Receiver<Utf8Bytes> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        let mut frames = self.encrypted.subscribe();
        frames.mark_changed();
        frames
    }

    /// How many phones there are now.
    pub fn count(&self) -> u64 {
        self.encrypted.receiver_count() as u64 + self.shared.open.load(Ordering::Relaxed)
    }

    /// How often a phone has come since the start.
    pub fn opened(&self) -> u64 {
        self.opened.load(Ordering::Relaxed)
    }

    /// How long frames take to the last phone that is ready for them, over plain HTTP.
    pub fn frame_times(&self) -> &Timings {
        &self.shared.frame_times
    }

    /// At least one thread. A failure is not kept: where no descriptor was free, there may be one
    /// for the next phone.
    fn started(&self) -> io::Result<&[Exchange]> {
        if let Some(exchanges) = self.exchanges.get() {
            return Ok(exchanges);
        }
        let _one_at_a_time = lock(&self.starting);
        if self.exchanges.get().is_none() {
            let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
            let start = |_| Exchange::prepare(self.shared.clone());
            let ready: io::Result<Vec<_>> = (0..threads.min(THREADS_MAX)).map(start).collect();
            let running: io::Result<Vec<_>> = ready?.into_iter().map(|r| r.run()).collect();
            let _ = self.exchanges.set(running?);
        }
        Ok(self.exchanges.get().map_or(&[], Vec::as_slice))
    }
}

impl Drop for Phones {
    fn drop(&mut self) {
        self.shared.ending.store(true, Ordering::SeqCst);
        for exchange in self.exchanges.get().into_iter().flatten() {
            exchange.wake();
        }
    }
}

#[derive(Deserialize)]
struct PhoneMessage {
    ping: Option<u64>,
}

/// What to answer a phone, if anything: the number of its ping, and the server's time in
/// milliseconds since the Unix epoch. What cannot be understood is ignored: a newer page may say
/// more.
pub fn answer(message: &Message, now_ms: i64) -> Option<String> {
    let Message::Text(text) = message else {
        return None;
    };
    let said: PhoneMessage = serde_json::from_str(text).ok()?;
    let ping = said.ping?;
    Some(format!(r#"{{"pong":{ping},"now":{now_ms}}}"#))
}

/// A text as one WebSocket frame. A server's frames are not masked, so that these bytes serve
/// everybody.
fn encoded(text: &str) -> Arc<[u8]> {
    let frame = Frame::message(text.to_owned(), OpCode::Data(Data::Text), true);
    let mut wire = Vec::new();
    // Writing into memory cannot fail.
    let _ = frame.format(&mut wire);
    wire.into()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HallClock;
    use std::io::Read;
    use std::net::TcpListener;

    /// Both ends of a line.
    fn line() -> (TcpStream, TcpStream) {
        let port = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = port.local_addr().expect("an address");
        let phone = TcpStream::connect(address).expect("a line");
        let patience = Some(Duration::from_secs(20));
        phone.set_read_timeout(patience).expect("a socket");
        (phone, port.accept().expect("a phone").0)
    }

    #[test]
    fn whoever_is_dismissed_is_hung_up_on_and_so_is_who_comes_later() {
        let phones = Phones::new("one", Arc::new(HallClock::unheard()));
        let (mut phone, server) = line();
        phones.welcome(server, Vec::new()).expect("a thread");
        let frame = encoded("one");
        let mut heard = vec![0; frame.len()];
        phone.read_exact(&mut heard).expect("the newest frame");
        assert_eq!(heard, *frame);
        phones.dismiss();
        phones.tell("two");
        assert!(phones.are_dismissed());
        assert_eq!(phone.read(&mut heard).expect("an end"), 0);
        let (mut late, server) = line();
        phones.welcome(server, Vec::new()).expect("a thread");
        assert_eq!(late.read(&mut heard).expect("an end"), 0);
        assert!(phones.frames().borrow().is_empty());
    }
}
