//! Many phones in one thread: they come, load the page if they are to, open their socket, and are
//! told.

use crate::wire::{CLOSE, Caller, answer, frame, upgrade};
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use rustix::io::Errno;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

/// Phones that come from one address: each needs a port of its own there.
const PORTS_OF_ADDRESS: usize = 4_000;

/// The longest that a hall may take to fill, and a round to reach everybody.
const ADMISSION_MAX: Duration = Duration::from_secs(60);
const ROUND_MAX: Duration = Duration::from_secs(10);

/// How long is listened after the last phone: for whoever is told twice, and for the server to end
/// its work.
const AFTER: Duration = Duration::from_millis(20);

/// The token of the one who asks; phones have smaller ones.
const ASKER: Token = Token(usize::MAX);

/// The request for the page, as a phone's browser makes it.
pub const PAGE: &[u8] = b"GET / HTTP/1.1\r\nhost: palmares\r\naccept-language: en\r\naccept-encoding: gzip, deflate, br\r\n\r\n";

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Dialling,
    Loading,
    Upgrading,
    /// The handshake is done, the first frame is due.
    Greeting,
    Open,
    Gone,
}

struct Phone {
    stream: Option<TcpStream>,
    step: Step,
    /// Whether the page is still to be loaded.
    page: bool,
    heard: Vec<u8>,
    came_at: Instant,
    told_at: Option<Instant>,
}

/// How a hall filled.
pub struct Admission {
    pub took: Duration,
    pub failed: usize,
    /// From a phone's first packet to its first frame, shortest first.
    pub waits: Vec<Duration>,
}

/// How a frame went out.
pub struct Round {
    /// From the request to each phone, the first one first.
    pub told: Vec<Duration>,
    /// Phones that were not told.
    pub missed: usize,
    /// Frames beyond one for each.
    pub repeated: usize,
}

/// A hall full of phones.
pub struct Phones {
    poll: Poll,
    events: Option<Events>,
    scratch: Vec<u8>,
    server: SocketAddr,
    phones: Vec<Phone>,
    under_way: usize,
    pub open: usize,
    failed: usize,
    waits: Vec<Duration>,
    told: usize,
    /// Frames that open phones were sent.
    pub frames: usize,
    asker: Option<Asker>,
}

struct Asker {
    stream: TcpStream,
    heard: Vec<u8>,
    answered: Option<u16>,
}

impl Phones {
    /// An empty hall before this server.
    pub fn before(server: SocketAddr) -> Phones {
        Phones {
            poll: Poll::new().expect("an event queue"),
            events: Some(Events::with_capacity(1024)),
            scratch: vec![0; 64 * 1024],
            server,
            phones: Vec::new(),
            under_way: 0,
            open: 0,
            failed: 0,
            waits: Vec::new(),
            told: 0,
            frames: 0,
            asker: None,
        }
    }

    /// So many come, so many of them at once, and load the page first if they are to.
    pub fn admit(&mut self, count: usize, at_once: usize, page: bool) -> Admission {
        let all = self.phones.len() + count;
        let (started, failed) = (Instant::now(), self.failed);
        self.waits.clear();
        while self.phones.len() < all || self.under_way > 0 {
            while self.phones.len() < all && self.under_way < at_once {
                self.arrive(page);
            }
            self.turn(Duration::from_millis(50));
            assert!(started.elapsed() < ADMISSION_MAX, "the hall does not fill");
        }
        let mut waits = std::mem::take(&mut self.waits);
        waits.sort_unstable();
        Admission {
            took: started.elapsed(),
            failed: self.failed - failed,
            waits,
        }
    }

    /// One after the other asks this server to tell all: a kept connection makes these requests.
    pub fn listen_to(&mut self, caller: Caller) {
        let (stream, heard) = caller.into_parts();
        stream.set_nonblocking(true).expect("a socket");
        let mut stream = TcpStream::from_std(stream);
        let registered = self
            .poll
            .registry()
            .register(&mut stream, ASKER, Interest::READABLE);
        registered.expect("registered");
        self.asker = Some(Asker {
            stream,
            heard,
            answered: None,
        });
    }

    /// One request, and everybody who is told in consequence.
    pub fn round(&mut self, request: &[u8]) -> Round {
        self.phones
            .iter_mut()
            .for_each(|phone| phone.told_at = None);
        (self.told, self.frames) = (0, 0);
        let asked_at = Instant::now();
        let asker = self.asker.as_mut().expect("somebody who asks");
        asker.answered = None;
        asker.stream.write_all(request).expect("asked");
        while self.told < self.open || self.answered().is_none() {
            self.turn(Duration::from_millis(50));
            if asked_at.elapsed() > ROUND_MAX {
                break;
            }
        }
        self.listen(AFTER);
        let status = self.answered().unwrap_or_default();
        assert!((200..300).contains(&status), "the request: {status}");
        let told = self.phones.iter().filter_map(|phone| phone.told_at);
        let mut told: Vec<Duration> = told.map(|at| at - asked_at).collect();
        told.sort_unstable();
        Round {
            missed: self.open - told.len().min(self.open),
            repeated: self.frames - told.len(),
            told,
        }
    }

    /// Hears what comes within this time.
    pub fn listen(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            self.turn(left);
        }
    }

    fn answered(&self) -> Option<u16> {
        self.asker.as_ref().and_then(|asker| asker.answered)
    }

    fn arrive(&mut self, page: bool) {
        let key = self.phones.len();
        self.phones.push(Phone {
            stream: None,
            step: Step::Dialling,
            page,
            heard: Vec::new(),
            came_at: Instant::now(),
            told_at: None,
        });
        self.under_way += 1;
        self.dial(key);
    }

    fn dial(&mut self, key: usize) {
        let from = Ipv4Addr::new(127, 0, 0, 2 + (key / PORTS_OF_ADDRESS) as u8);
        let registry = self.poll.registry();
        let dialled = dial(from, self.server).and_then(|mut stream| {
            let interest = Interest::READABLE | Interest::WRITABLE;
            registry.register(&mut stream, Token(key), interest)?;
            Ok(stream)
        });
        let phone = &mut self.phones[key];
        phone.step = Step::Dialling;
        phone.heard.clear();
        match dialled {
            Ok(stream) => phone.stream = Some(stream),
            Err(error) => self.fail(key, &error.to_string()),
        }
    }

    fn turn(&mut self, wait: Duration) {
        let mut events = self.events.take().expect("not twice at once");
        match self.poll.poll(&mut events, Some(wait)) {
            Err(error) if error.kind() != ErrorKind::Interrupted => panic!("{error}"),
            _ => {}
        }
        for event in events.iter() {
            match event.token() {
                ASKER => self.hear_answer(),
                Token(key) => self.serve(key, event.is_writable()),
            }
        }
        self.events = Some(events);
    }

    fn hear_answer(&mut self) {
        let Some(asker) = &mut self.asker else { return };
        while let Ok(read) = asker.stream.read(&mut self.scratch) {
            assert!(read > 0, "the server hung up on the one who asks");
            asker.heard.extend_from_slice(&self.scratch[..read]);
        }
        if let Some(answer) = answer(&asker.heard) {
            asker.heard.drain(..answer.length);
            asker.answered = Some(answer.status);
        }
    }

    fn serve(&mut self, key: usize, writable: bool) {
        let phone = &mut self.phones[key];
        let Some(stream) = &mut phone.stream else {
            return;
        };
        if phone.step == Step::Dialling {
            if !writable {
                return;
            }
            let (bytes, next) = match phone.page {
                true => (PAGE.to_vec(), Step::Loading),
                false => (upgrade("/live/audience"), Step::Upgrading),
            };
            phone.step = next;
            if let Err(error) = stream.write_all(&bytes) {
                return self.fail(key, &error.to_string());
            }
        }
        loop {
            let stream = self.phones[key].stream.as_mut();
            let Some(stream) = stream else { return };
            match stream.read(&mut self.scratch) {
                Ok(0) => return self.fail(key, "the server hung up"),
                Ok(read) => {
                    self.hear(key, read);
                    // Less than was asked for: there is no more.
                    if read < self.scratch.len() {
                        return;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) => return self.fail(key, &error.to_string()),
            }
        }
    }

    fn hear(&mut self, key: usize, read: usize) {
        let now = Instant::now();
        let phone = &mut self.phones[key];
        // A frame that came alone and whole, as nearly all do, needs no memory.
        if phone.step == Step::Open && phone.heard.is_empty() {
            let whole = frame(&self.scratch[..read]);
            if whole.is_some_and(|(kind, _, end)| end == read && kind != CLOSE) {
                return self.note(key, now);
            }
        }
        phone.heard.extend_from_slice(&self.scratch[..read]);
        while self.phones[key].step != Step::Gone && self.take(key, now) {}
    }

    /// Takes the next whole thing out of what was heard.
    fn take(&mut self, key: usize, now: Instant) -> bool {
        let phone = &mut self.phones[key];
        match phone.step {
            Step::Loading | Step::Upgrading => {
                let Some(answer) = answer(&phone.heard) else {
                    return false;
                };
                phone.heard.drain(..answer.length);
                match (phone.step, answer.status) {
                    (Step::Loading, 200) => {
                        (phone.page, phone.stream) = (false, None);
                        self.dial(key);
                        return false;
                    }
                    (Step::Upgrading, 101) => phone.step = Step::Greeting,
                    (_, status) => self.fail(key, &format!("answered {status}")),
                }
                true
            }
            Step::Greeting | Step::Open => {
                let Some((kind, _, end)) = frame(&phone.heard) else {
                    return false;
                };
                phone.heard.drain(..end);
                if phone.heard.is_empty() {
                    phone.heard = Vec::new();
                }
                match kind {
                    CLOSE => self.fail(key, "told to go"),
                    _ if phone.step == Step::Greeting => {
                        phone.step = Step::Open;
                        self.waits.push(now - phone.came_at);
                        self.open += 1;
                        self.under_way -= 1;
                    }
                    _ => self.note(key, now),
                }
                true
            }
            Step::Dialling | Step::Gone => false,
        }
    }

    fn note(&mut self, key: usize, now: Instant) {
        self.frames += 1;
        let told_at = &mut self.phones[key].told_at;
        if told_at.is_none() {
            *told_at = Some(now);
            self.told += 1;
        }
    }

    fn fail(&mut self, key: usize, why: &str) {
        let phone = &mut self.phones[key];
        match phone.step {
            Step::Open => self.open -= 1,
            _ => self.under_way -= 1,
        }
        (phone.step, phone.stream) = (Step::Gone, None);
        self.failed += 1;
        if self.failed <= 3 {
            eprintln!("phone {key}: {why}");
        }
    }
}

fn dial(from: Ipv4Addr, to: SocketAddr) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    socket.set_tcp_nodelay(true)?;
    // Hung up without the wait that keeps a port from the next run.
    socket.set_linger(Some(Duration::ZERO))?;
    socket.bind(&SocketAddr::from((from, 0)).into())?;
    match socket.connect(&to.into()) {
        Err(error) if error.raw_os_error() != Some(Errno::INPROGRESS.raw_os_error()) => Err(error),
        _ => Ok(TcpStream::from_std(socket.into())),
    }
}
