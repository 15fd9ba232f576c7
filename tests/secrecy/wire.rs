//! What really comes over the wire, to the byte.

use crate::support::wait::DEADLINE;
use std::io::{Read, Write};
use std::net::TcpStream;

/// An answer as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The status line and the headers, in their order.
    pub head: String,
    /// The body, as encoded.
    pub body: Vec<u8>,
}

/// Asks on a connection of its own.
pub fn ask(host: &str, line: &str, headers: &[(&str, &str)]) -> Heard {
    let mut stream = TcpStream::connect(host).expect("it listens");
    stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
    let mut request = format!("{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    // A server that refuses in mid-sentence may reset the connection; what came before counts.
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
    let chunked = head
        .to_ascii_lowercase()
        .contains("transfer-encoding: chunked");
    let body = if chunked { joined(&body) } else { body };
    Heard { head, body }
}

/// A body without the lengths of its chunks.
fn joined(mut body: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(end) = body.windows(2).position(|two| two == b"\r\n") {
        let length = std::str::from_utf8(&body[..end]).ok();
        let length = length.and_then(|text| usize::from_str_radix(text.trim(), 16).ok());
        let Some(length) = length.filter(|length| *length > 0) else {
            break;
        };
        let piece = &body[end + 2..];
        all.extend_from_slice(&piece[..length.min(piece.len())]);
        body = piece.get(length + 2..).unwrap_or_default();
    }
    all
}

impl Heard {
    /// The status.
    pub fn status(&self) -> u16 {
        let status = self.head.split(' ').nth(1);
        status
            .and_then(|status| status.parse().ok())
            .unwrap_or_default()
    }

    /// A header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let line = |line: &&str| line.to_ascii_lowercase().starts_with(&format!("{name}: "));
        self.head
            .lines()
            .find(line)
            .map_or("", |line| &line[name.len() + 2..])
    }

    /// The body as its reader sees it.
    pub fn decoded(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        let read = match self.header("content-encoding") {
            "gzip" => flate2::read::GzDecoder::new(&*self.body).read_to_end(&mut plain),
            "br" => brotli::Decompressor::new(&*self.body, 4096).read_to_end(&mut plain),
            _ => return self.body.clone(),
        };
        read.expect("it is encoded as it says");
        plain
    }
}
