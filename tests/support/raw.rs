//! Bytes on a connection, where a proper client would refuse to send them.

use super::server::Server;
use super::wait::DEADLINE;
use std::io::{Read, Write};
use std::net::TcpStream;

/// A connection to the server that gives up in time.
pub fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.host()).expect("the server listens");
    stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
    stream.set_write_timeout(Some(DEADLINE)).expect("a timeout");
    stream
}

/// The bytes of a request; its connection ends with the answer.
pub fn request(server: &Server, line: &str, headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let host = server.host();
    let mut bytes = format!("{line} HTTP/1.1\r\nhost: {host}\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value);
        bytes.extend_from_slice(b"\r\n");
    }
    if !headers.iter().any(|(name, _)| *name == "upgrade") {
        bytes.extend_from_slice(b"connection: close\r\n");
    }
    if !body.is_empty() {
        bytes.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes
}

/// Sends bytes and tells the status of the answer; none if the server hung up without one.
pub fn status(server: &Server, bytes: &[u8]) -> Option<u16> {
    let mut stream = connect(server);
    // A server that has heard enough may hang up before all is sent.
    let _ = stream.write_all(bytes);
    let mut head = Vec::new();
    let mut byte = [0];
    while head.len() < 12 {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return None,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    head.strip_prefix("HTTP/1.1 ")?.parse().ok()
}

/// The headers that ask for a WebSocket.
pub const UPGRADE: [(&str, &[u8]); 4] = [
    ("connection", b"upgrade"),
    ("upgrade", b"websocket"),
    ("sec-websocket-version", b"13"),
    ("sec-websocket-key", b"dGhlIHNhbXBsZSBub25jZQ=="),
];
