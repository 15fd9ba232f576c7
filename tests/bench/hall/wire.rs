//! As much of HTTP and WebSockets as a client of load needs: whole answers, small frames.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// No answer takes longer than this.
const ANSWER_MAX: Duration = Duration::from_secs(20);

/// A frame that ends a connection.
pub const CLOSE: u8 = 8;

/// An HTTP request.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: palmares\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        text.push_str("content-type: application/json\r\n");
    }
    if method != "GET" {
        text.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    (text + "\r\n" + body).into_bytes()
}

/// The request for a WebSocket.
pub fn upgrade(path: &str) -> Vec<u8> {
    let headers = [
        ("connection", "upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    request("GET", path, &headers, "")
}

/// A whole answer at the beginning of some bytes.
pub struct Answer {
    pub status: u16,
    /// Where its body begins.
    pub head: usize,
    /// All its bytes.
    pub length: usize,
}

/// The answer at the beginning, once all of it is there.
pub fn answer(bytes: &[u8]) -> Option<Answer> {
    let head = find(bytes, b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..head]).ok()?;
    let mut lines = text.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let length = name.eq_ignore_ascii_case("content-length");
        length.then(|| value.trim().parse::<usize>().ok())?
    });
    let length = head + length.unwrap_or(0);
    (bytes.len() >= length).then_some(Answer {
        status,
        head,
        length,
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|some| some == wanted)
}

/// A server's frame at the beginning of some bytes: what kind, where its payload begins, where it
/// ends.
pub fn frame(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (kind, short) = (*bytes.first()? & 0x0F, usize::from(*bytes.get(1)?));
    let (begins, length) = match short {
        126 => {
            let length = bytes.get(2..4)?.try_into().ok()?;
            (4, usize::from(u16::from_be_bytes(length)))
        }
        127 => {
            let length = bytes.get(2..10)?.try_into().ok()?;
            (10, u64::from_be_bytes(length) as usize)
        }
        short => (2, short),
    };
    (bytes.len() >= begins + length).then_some((kind, begins, begins + length))
}

/// A short text as a server's frame.
pub fn frame_of(text: &[u8]) -> Vec<u8> {
    assert!(text.len() < 126, "a phone's frame is short");
    [&[0x81, text.len() as u8], text].concat()
}

/// A short text as a client's frame, masked with nothing.
pub fn said(text: &str) -> Vec<u8> {
    assert!(text.len() < 126, "what a screen says is short");
    [
        &[0x81, 0x80 | text.len() as u8, 0, 0, 0, 0],
        text.as_bytes(),
    ]
    .concat()
}

/// A connection that asks one thing after the other.
pub struct Caller {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Caller {
    /// Dials.
    pub fn new(address: SocketAddr) -> io::Result<Caller> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(ANSWER_MAX))?;
        Ok(Caller {
            stream,
            heard: Vec::new(),
        })
    }

    /// Asks, and waits for the answer: its status, and all its bytes.
    pub fn ask(&mut self, request: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        self.stream.write_all(request)?;
        let mut some = [0; 16 * 1024];
        loop {
            if let Some(answer) = answer(&self.heard) {
                let rest = self.heard.split_off(answer.length);
                let whole = std::mem::replace(&mut self.heard, rest);
                return Ok((answer.status, whole));
            }
            match self.stream.read(&mut some)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => self.heard.extend_from_slice(&some[..read]),
            }
        }
    }

    /// The same in a role, with JSON in both directions.
    pub fn post(&mut self, key: &str, path: &str, body: &str) -> io::Result<(u16, String)> {
        let bearer = format!("Bearer {key}");
        let asked = request("POST", path, &[("authorization", &bearer)], body);
        let (status, bytes) = self.ask(&asked)?;
        Ok((status, body_of(&bytes)))
    }

    /// Reads in a role.
    pub fn get(&mut self, key: &str, path: &str) -> io::Result<(u16, String)> {
        let bearer = format!("Bearer {key}");
        let asked = request("GET", path, &[("authorization", &bearer)], "");
        let (status, bytes) = self.ask(&asked)?;
        Ok((status, body_of(&bytes)))
    }

    /// The stream and what came on it, for those who go on by themselves.
    pub fn into_parts(self) -> (TcpStream, Vec<u8>) {
        (self.stream, self.heard)
    }
}

fn body_of(bytes: &[u8]) -> String {
    let head = answer(bytes).map_or(0, |answer| answer.head);
    String::from_utf8_lossy(&bytes[head..]).into_owned()
}
