//! Bytes on a connection, where a proper client would refuse to send them.

use super::server::Server;
use super::wait::DEADLINE;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

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

/// Sends twenty megabytes to a path and gives back the first line of the answer.
pub fn flood(server: &Server, path: &str, kind: &str) -> String {
    let length = 20 * 1024 * 1024;
    let mut stream = TcpStream::connect(server.host()).expect("the server listens");
    let patience = Some(Duration::from_secs(20));
    stream.set_read_timeout(patience).expect("a timeout");
    let mut reading = stream.try_clone().expect("a stream");
    let answer = std::thread::spawn(move || {
        let mut first = vec![0; 64];
        let count = reading.read(&mut first).expect("an answer");
        String::from_utf8_lossy(&first[..count]).into_owned()
    });
    let host = server.host();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let part = [b'x'; 64 * 1024];
    // The server stops listening long before the end.
    for _ in 0..length / part.len() {
        if stream.write_all(&part).is_err() {
            break;
        }
    }
    let answer = answer.join().expect("the reader");
    answer.lines().next().unwrap_or_default().to_owned()
}
