//! Two threads, an event queue each. A page is bytes that are at hand, a handshake is one hash, a
//! frame is one write for each socket.

use super::{GREETING_FILE, PAGE_FILE};
use crate::wire::frame_of;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token, Waker};
use slab::Slab;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

const THREADS: usize = 2;

/// Handshakes that may wait to be accepted.
const BACKLOG: i32 = 4_096;

const LISTEN: Token = Token(usize::MAX);
const WAKE: Token = Token(usize::MAX - 1);

enum Told {
    Arrival(TcpStream),
    Frame(Arc<[u8]>),
}

/// What the threads know of each other.
struct Post {
    letters: Sender<Told>,
    waker: Waker,
}

struct Line {
    stream: TcpStream,
    /// It is a phone: its handshake is done.
    live: bool,
}

struct Worker {
    number: usize,
    poll: Poll,
    letters: Receiver<Told>,
    all: Arc<Vec<Post>>,
    listener: Option<TcpListener>,
    arrived: usize,
    lines: Slab<Line>,
    page: Arc<[u8]>,
    greeting: Arc<[u8]>,
}

/// Serves for ever; the port goes to standard output.
pub fn serve(dir: &Path) {
    let page: Arc<[u8]> = std::fs::read(dir.join(PAGE_FILE)).expect("a page").into();
    let greeting = std::fs::read(dir.join(GREETING_FILE)).expect("a greeting");
    let greeting: Arc<[u8]> = frame_of(&greeting).into();
    let polls: Vec<Poll> = (0..THREADS)
        .map(|_| Poll::new().expect("an event queue"))
        .collect();
    let mut inboxes = Vec::new();
    let post = |poll: &Poll| {
        let (letters, inbox) = channel();
        inboxes.push(inbox);
        let waker = Waker::new(poll.registry(), WAKE).expect("a waker");
        Post { letters, waker }
    };
    let all = Arc::new(polls.iter().map(post).collect::<Vec<_>>());
    let mut listener = Some(listen());
    let mut workers = Vec::new();
    for (number, (poll, letters)) in polls.into_iter().zip(inboxes).enumerate() {
        let mut worker = Worker {
            number,
            poll,
            letters,
            all: all.clone(),
            listener: listener.take(),
            arrived: 0,
            lines: Slab::new(),
            page: page.clone(),
            greeting: greeting.clone(),
        };
        workers.push(std::thread::spawn(move || worker.run()));
    }
    for worker in workers {
        let _ = worker.join();
    }
}

fn listen() -> TcpListener {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP)).expect("a socket");
    socket.set_nonblocking(true).expect("a socket");
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    socket.bind(&any.into()).expect("a free port");
    socket.listen(BACKLOG).expect("listening");
    let listener = TcpListener::from_std(socket.into());
    println!("{}", listener.local_addr().expect("an address").port());
    listener
}

impl Worker {
    fn run(&mut self) {
        if let Some(listener) = &mut self.listener {
            let registry = self.poll.registry();
            let listens = registry.register(listener, LISTEN, Interest::READABLE);
            listens.expect("registered");
        }
        let mut events = Events::with_capacity(1024);
        loop {
            match self.poll.poll(&mut events, None) {
                Err(error) if error.kind() != ErrorKind::Interrupted => panic!("{error}"),
                _ => {}
            }
            for event in events.iter() {
                match event.token() {
                    LISTEN => self.accept(),
                    WAKE => self.open_letters(),
                    Token(key) => self.serve(key),
                }
            }
        }
    }

    fn accept(&mut self) {
        loop {
            let Some(Ok((stream, _))) = self.listener.as_ref().map(TcpListener::accept) else {
                return;
            };
            let _ = stream.set_nodelay(true);
            self.arrived += 1;
            match self.arrived % THREADS {
                to if to == self.number => self.admit(stream),
                to => self.tell(to, Told::Arrival(stream)),
            }
        }
    }

    fn tell(&self, to: usize, told: Told) {
        let post = &self.all[to];
        if post.letters.send(told).is_ok() {
            let _ = post.waker.wake();
        }
    }

    fn open_letters(&mut self) {
        while let Ok(letter) = self.letters.try_recv() {
            match letter {
                Told::Arrival(stream) => self.admit(stream),
                Told::Frame(frame) => self.write_to_all(&frame),
            }
        }
    }

    fn admit(&mut self, mut stream: TcpStream) {
        let entry = self.lines.vacant_entry();
        let token = Token(entry.key());
        let registry = self.poll.registry();
        if registry
            .register(&mut stream, token, Interest::READABLE)
            .is_ok()
        {
            let live = false;
            entry.insert(Line { stream, live });
        }
    }

    fn write_to_all(&mut self, frame: &[u8]) {
        for (_, line) in self.lines.iter_mut().filter(|(_, line)| line.live) {
            let _ = line.stream.write(frame);
        }
    }

    /// Requests are small, and whole in one read: nothing else comes here.
    fn serve(&mut self, key: usize) {
        let mut some = [0; 4096];
        while let Some(line) = self.lines.get_mut(key) {
            match line.stream.read(&mut some) {
                Ok(0) => drop(self.lines.remove(key)),
                Ok(read) => self.answer(key, &some[..read]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(_) => drop(self.lines.remove(key)),
            }
        }
    }

    fn answer(&mut self, key: usize, asked: &[u8]) {
        if asked.starts_with(b"POST ") {
            let text = String::from_utf8_lossy(asked);
            let body = text.split("\r\n\r\n").nth(1).unwrap_or_default();
            let frame: Arc<[u8]> = frame_of(body.as_bytes()).into();
            for other in (0..THREADS).filter(|other| *other != self.number) {
                self.tell(other, Told::Frame(frame.clone()));
            }
            self.write_to_all(&frame);
            let done = b"HTTP/1.1 204 No Content\r\n\r\n";
            let _ = self.lines[key].stream.write(done);
            return;
        }
        let line = &mut self.lines[key];
        match websocket_key(asked) {
            Some(wanted) => {
                let accept = derive_accept_key(wanted.as_bytes());
                let head = format!(
                    "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {accept}\r\n\r\n"
                );
                let _ = line.stream.write(head.as_bytes());
                let _ = line.stream.write(&self.greeting);
                line.live = true;
            }
            None => {
                let _ = line.stream.write(&self.page);
            }
        }
    }
}

fn websocket_key(asked: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(asked).ok()?;
    let mut lines = text.split("\r\n");
    lines.find_map(|line| line.strip_prefix("sec-websocket-key: "))
}
