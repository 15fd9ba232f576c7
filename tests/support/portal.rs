//! A network that answers in the server's place: a sign-in page, a filter, a careless proxy.

use super::server::Server;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tokio_tungstenite::tungstenite::{Message, accept};

/// Longer than a client waits for an answer that never ends.
const ENDLESS_MAX: Duration = Duration::from_secs(15);

/// What it does with a request.
pub enum Reply {
    /// Hands it on, and the answer back.
    Through,
    /// Hands it on with this header in place of the client's.
    With(&'static str, String),
    /// Answers these bytes; the server never hears of it.
    Instead(Vec<u8>),
    /// The server hears it, the client is answered these bytes.
    After(Vec<u8>),
    /// Answers these bytes again and again, and never ends.
    Endless(Vec<u8>),
    /// Takes a socket, and says this on it.
    Speaks(&'static str),
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Heard {
    pub at: Instant,
    /// `POST /api/vote`
    pub what: String,
    headers: Vec<(String, String)>,
    pub body: String,
}

impl Heard {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// As it goes on to the server, on a connection of its own.
    fn bytes(&self, other: Option<(&str, &str)>) -> Vec<u8> {
        let mut text = format!("{} HTTP/1.1\r\n", self.what);
        let upgrades = !self.header("upgrade").is_empty();
        for (name, value) in &self.headers {
            let replaced = other.is_some_and(|(other, _)| other.eq_ignore_ascii_case(name));
            if !replaced && (upgrades || !name.eq_ignore_ascii_case("connection")) {
                text += &format!("{name}: {value}\r\n");
            }
        }
        if let Some((name, value)) = other {
            text += &format!("{name}: {value}\r\n");
        }
        if !upgrades {
            text += "Connection: close\r\n";
        }
        format!("{text}\r\n{}", self.body).into_bytes()
    }
}

type Rule = dyn Fn(&Heard) -> Reply + Send + Sync;

struct Inner {
    host: String,
    rule: Mutex<Arc<Rule>>,
    heard: Mutex<Vec<Heard>>,
    open: Mutex<Vec<TcpStream>>,
    over: AtomicBool,
}

/// Stands in front of a server, on a port of its own; gone when it is dropped.
pub struct Portal {
    pub base: String,
    inner: Arc<Inner>,
}

impl Portal {
    /// Hands everything on at first.
    pub fn before(server: &Server) -> Portal {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let inner = Arc::new(Inner {
            host: server.host().to_owned(),
            rule: Mutex::new(Arc::new(|_| Reply::Through)),
            heard: Mutex::default(),
            open: Mutex::default(),
            over: AtomicBool::new(false),
        });
        let mine = inner.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if mine.over.load(SeqCst) {
                    return;
                }
                let mine = mine.clone();
                thread::spawn(move || mine.serve(client));
            }
        });
        Portal { base, inner }
    }

    /// From now on it does this.
    pub fn does(&self, rule: impl Fn(&Heard) -> Reply + Send + Sync + 'static) {
        *self.inner.rule.lock().expect("a rule") = Arc::new(rule);
    }

    /// From now on it hands everything on.
    pub fn clears(&self) {
        self.does(|_| Reply::Through);
    }

    /// All requests that began so, in their order.
    pub fn heard(&self, what: &str) -> Vec<Heard> {
        let heard = self.inner.heard.lock().expect("requests");
        let found = heard.iter().filter(|heard| heard.what.starts_with(what));
        found.cloned().collect()
    }

    /// Breaks every socket.
    pub fn cuts(&self) {
        for stream in self.inner.open.lock().expect("sockets").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// A link of the server's, through here.
    pub fn link(&self, server: &Server, role: &str) -> String {
        let link = server.links[role].as_str().expect("a link");
        link.replacen(&server.base, &self.base, 1)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.inner.over.store(true, SeqCst);
        self.cuts();
        // One last visitor, so that the thread looks up.
        let host = self.base.strip_prefix("http://").expect("http");
        let _ = TcpStream::connect(host);
    }
}

impl Inner {
    fn serve(&self, client: TcpStream) {
        let mut reader = BufReader::new(client.try_clone().expect("a stream"));
        let Some(heard) = read(&mut reader) else {
            return;
        };
        self.heard.lock().expect("requests").push(heard.clone());
        let rule = self.rule.lock().expect("a rule").clone();
        let mut client = client;
        match rule(&heard) {
            Reply::Through => self.pass(client, &heard.bytes(None)),
            Reply::With(name, value) => self.pass(client, &heard.bytes(Some((name, &value)))),
            Reply::Instead(bytes) => end(client, &bytes),
            Reply::After(bytes) => {
                let _ = self.ask(&heard.bytes(None)).map(drain);
                end(client, &bytes);
            }
            Reply::Endless(bytes) => {
                let until = Instant::now() + ENDLESS_MAX;
                while client.write_all(&bytes).is_ok() && Instant::now() < until {
                    thread::sleep(Duration::from_millis(20));
                }
            }
            Reply::Speaks(text) => self.speak(client, &heard, text),
        }
    }

    fn ask(&self, request: &[u8]) -> Option<TcpStream> {
        let mut server = TcpStream::connect(&self.host).ok()?;
        server.write_all(request).ok()?;
        Some(server)
    }

    fn pass(&self, client: TcpStream, request: &[u8]) {
        let Some(server) = self.ask(request) else {
            return;
        };
        let both = [&client, &server].map(|stream| stream.try_clone().expect("a stream"));
        let [from, to] = both;
        self.keep(&client);
        let up = thread::spawn(move || carry(from, to));
        carry(server, client);
        let _ = up.join();
    }

    fn keep(&self, stream: &TcpStream) {
        let stream = stream.try_clone().expect("a stream");
        self.open.lock().expect("sockets").push(stream);
    }

    fn speak(&self, client: TcpStream, heard: &Heard, text: &str) {
        self.keep(&client);
        let begun = std::io::Cursor::new(heard.bytes(None));
        let Ok(mut socket) = accept(Begun(begun, client)) else {
            return;
        };
        let _ = socket.send(Message::text(text));
        while socket.read().is_ok() {}
    }
}

/// A stream of which the beginning has been read.
struct Begun(std::io::Cursor<Vec<u8>>, TcpStream);

impl Read for Begun {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 => self.1.read(into),
            count => Ok(count),
        }
    }
}

impl Write for Begun {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.1.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.1.flush()
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Heard> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader
            .read_line(&mut line)
            .ok()
            .filter(|count| *count > 0)?;
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let what = lines.first()?.strip_suffix(" HTTP/1.1")?.to_owned();
    let split = |line: &String| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_owned(), value.to_owned()))
    };
    let mut heard = Heard {
        at: Instant::now(),
        what,
        headers: lines[1..].iter().filter_map(split).collect(),
        body: String::new(),
    };
    let length = heard.header("content-length").parse().unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    heard.body = String::from_utf8(body).ok()?;
    Some(heard)
}

fn drain(mut stream: TcpStream) {
    let _ = std::io::copy(&mut stream, &mut std::io::sink());
}

/// The last word of a connection.
fn end(mut client: TcpStream, bytes: &[u8]) {
    let _ = client.write_all(bytes);
    let _ = client.shutdown(Shutdown::Write);
    drain(client);
}

fn carry(mut from: TcpStream, mut to: TcpStream) {
    let _ = std::io::copy(&mut from, &mut to);
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

/// An answer with this head (after `HTTP/1.1 `) and body.
pub fn answer(head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let text =
        format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
    text.into_bytes()
}

/// A sign-in page.
pub const PAGE: &str = "<!doctype html><title>Sign in to Wi-Fi</title><h1>Sign in to Wi-Fi</h1>";

/// The same with a status.
pub fn page(status: &str) -> Vec<u8> {
    answer(&format!("{status}\r\nContent-Type: text/html"), PAGE)
}
