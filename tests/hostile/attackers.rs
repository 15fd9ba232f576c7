//! Guests who send too much, too slowly, or take nothing.

use crate::support::raw::{UPGRADE, connect, request};
use crate::support::server::Server;
use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How many bytes are too many.
pub const FRAME_BYTES: usize = 64 << 20;
pub const HEADER_BYTES: usize = 20 << 20;

const PIECE: [u8; 16 << 10] = [b'a'; 16 << 10];

/// A socket whose handshake is done.
pub fn upgraded(server: &Server, path: &str, mut stream: TcpStream) -> TcpStream {
    let asked = request(server, &format!("GET {path}"), &UPGRADE, &[]);
    stream.write_all(&asked).expect("sent");
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).expect("an answer");
        head.push(byte[0]);
    }
    assert!(
        head.starts_with(b"HTTP/1.1 101"),
        "{}",
        String::from_utf8_lossy(&head)
    );
    stream
}

/// The header of a masked frame, with a mask of zeros.
fn frame(first: u8, length: usize) -> Vec<u8> {
    let mut bytes = vec![first];
    match length {
        0..=125 => bytes.push(0x80 | length as u8),
        126..=0xffff => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&(length as u16).to_be_bytes());
        }
        _ => {
            bytes.push(0x80 | 127);
            bytes.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    bytes.extend_from_slice(&[0; 4]);
    bytes
}

/// Sends until the server has had enough; tells how many bytes it let through. Nothing that it
/// answers is read.
fn pour(stream: &mut TcpStream, mut most: usize) -> usize {
    let before = most;
    while most > 0 {
        let piece = &PIECE[..most.min(PIECE.len())];
        match stream.write(piece) {
            Ok(sent) => most -= sent,
            Err(_) => break,
        }
    }
    before - most
}

/// Whether the server hangs up within this time; what it still says is thrown away.
pub fn hangs_up(stream: &mut TcpStream, within: Duration) -> bool {
    let started = Instant::now();
    let mut heap = [0; 4096];
    stream
        .set_read_timeout(Some(Duration::from_millis(200)))
        .expect("a timeout");
    while started.elapsed() < within {
        match stream.read(&mut heap) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => return true,
        }
    }
    false
}

/// One frame of 64 MiB.
pub fn huge_frame(server: &Server, path: &str, first: u8) -> usize {
    let mut stream = upgraded(server, path, connect(server));
    stream.write_all(&frame(first, FRAME_BYTES)).expect("sent");
    let sent = pour(&mut stream, FRAME_BYTES);
    assert!(
        hangs_up(&mut stream, Duration::from_secs(5)),
        "{path} takes huge frames"
    );
    sent
}

/// A message that never ends, in small pieces.
pub fn endless_fragments(server: &Server, path: &str) {
    let mut stream = upgraded(server, path, connect(server));
    let mut piece = frame(0x01, 100);
    piece.extend_from_slice(&[b'x'; 100]);
    let _ = stream.write_all(&piece);
    piece[0] = 0x00;
    let mut sent = 1;
    while sent < 100_000 && stream.write_all(&piece).is_ok() {
        sent += 1;
    }
    assert!(
        hangs_up(&mut stream, Duration::from_secs(5)),
        "{path} takes {sent} fragments"
    );
}

/// A message that never ends, in pieces of nothing: no limit of bytes is ever reached.
pub fn empty_fragments(server: &Server, path: &str, within: Duration) {
    let mut stream = upgraded(server, path, connect(server));
    let started = Instant::now();
    let _ = stream.write_all(&frame(0x01, 0));
    let nothing = frame(0x00, 0).repeat(64);
    while started.elapsed() < within {
        if stream.write_all(&nothing).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{path} still takes empty fragments after {within:?}");
}

/// 20 MB of headers, in one line or in many.
pub fn huge_headers(server: &Server, lines: bool) -> usize {
    let mut stream = connect(server);
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n")
        .expect("sent");
    let sent = if lines {
        let line = b"x-a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(200);
        let mut sent = 0;
        while sent < HEADER_BYTES && stream.write_all(&line).is_ok() {
            sent += line.len();
        }
        sent
    } else {
        stream.write_all(b"x-a: ").expect("sent");
        pour(&mut stream, HEADER_BYTES)
    };
    assert!(
        hangs_up(&mut stream, Duration::from_secs(5)),
        "huge headers are heard out"
    );
    sent
}

/// An address of 20 MB.
pub fn huge_address(server: &Server) -> usize {
    let mut stream = connect(server);
    stream.write_all(b"GET /").expect("sent");
    let sent = pour(&mut stream, HEADER_BYTES);
    assert!(
        hangs_up(&mut stream, Duration::from_secs(5)),
        "a huge address is heard out"
    );
    sent
}

/// A body of 64 MiB, announced or not.
pub fn huge_body(server: &Server, path: &str, announced: bool) -> usize {
    let mut stream = connect(server);
    let length = match announced {
        true => format!("content-length: {FRAME_BYTES}"),
        false => "transfer-encoding: chunked".to_owned(),
    };
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let sent = if announced {
        pour(&mut stream, FRAME_BYTES)
    } else {
        let mut chunk = format!("{:x}\r\n", PIECE.len()).into_bytes();
        chunk.extend_from_slice(&PIECE);
        chunk.extend_from_slice(b"\r\n");
        let mut sent = 0;
        while sent < FRAME_BYTES && stream.write_all(&chunk).is_ok() {
            sent += chunk.len();
        }
        sent
    };
    assert!(
        hangs_up(&mut stream, Duration::from_secs(12)),
        "a huge body is heard out"
    );
    sent
}

/// HTTP/2 without being asked: a header block that never ends, which no length announces.
pub fn endless_continuation(server: &Server) -> usize {
    let mut stream = connect(server);
    let _ = stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0");
    let _ = stream.write_all(b"\0\0\x01\x01\0\0\0\0\x01\x82");
    let mut piece = b"\0\x40\0\x09\0\0\0\0\x01".to_vec();
    piece.extend_from_slice(&PIECE);
    let mut sent = 0;
    while sent < HEADER_BYTES && stream.write_all(&piece).is_ok() {
        sent += piece.len();
    }
    assert!(
        hangs_up(&mut stream, Duration::from_secs(12)),
        "an endless header block is heard out"
    );
    sent
}

/// HTTP/2 without being asked: a hundred requests on one connection whose reader never opens a
/// window. Nothing that is sent is read.
pub fn windowless(server: &Server, path: &str) -> TcpStream {
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    // SETTINGS_INITIAL_WINDOW_SIZE = 0
    bytes.extend_from_slice(b"\0\0\x06\x04\0\0\0\0\0\0\x04\0\0\0\0");
    let mut block = vec![0x82, 0x86, 0x04, path.len() as u8];
    block.extend_from_slice(path.as_bytes());
    block.extend_from_slice(&[0x01, 0x01, b'x']);
    for stream in (1u32..).step_by(2).take(100) {
        bytes.extend_from_slice(&[0, 0, block.len() as u8, 0x01, 0x05]);
        bytes.extend_from_slice(&stream.to_be_bytes());
        bytes.extend_from_slice(&block);
    }
    let mut stream = connect(server);
    stream.write_all(&bytes).expect("sent");
    stream
}

/// Says so much and then one byte now and then, until the server hangs up.
pub struct Dripping {
    stream: TcpStream,
    pub what: &'static str,
    pub ended: Option<Duration>,
}

impl Dripping {
    pub fn start(server: &Server, number: usize) -> Dripping {
        let (what, start): (_, &[u8]) = match number % 5 {
            0 => ("headers", b"GET / HTTP/1.1\r\nhost: x\r\nx-a: "),
            1 => ("a line", b"GET /a"),
            2 => ("a body", b"POST /api/join HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"),
            3 => ("one question", b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"),
            _ => ("nothing", b""),
        };
        let mut stream = connect(server);
        stream.write_all(start).expect("sent");
        stream.set_nonblocking(true).expect("set");
        Dripping {
            stream,
            what,
            ended: None,
        }
    }

    pub fn drip(&mut self, since: Instant) {
        if self.ended.is_some() {
            return;
        }
        let mut heap = [0; 512];
        let gone = match self.stream.read(&mut heap) {
            Ok(0) => true,
            Ok(_) => false,
            Err(error) => error.kind() != ErrorKind::WouldBlock,
        };
        let gone = gone
            || (["headers", "a line", "a body"].contains(&self.what)
                && self.stream.write(b"a").is_err());
        self.ended = gone.then(|| since.elapsed());
    }
}

/// A connection that takes next to nothing before it stops the sender.
pub fn narrow(server: &Server) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let stream = runtime.expect("a runtime").block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(2_048).expect("a small buffer");
        let address = server.host().parse().expect("an address");
        let stream = socket.connect(address).await.expect("the server listens");
        stream.into_std().expect("a stream")
    });
    stream.set_nonblocking(false).expect("set");
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .expect("a timeout");
    stream
}

/// The ports of those whom the server still serves. Whoever reads nothing hears of no farewell
/// either, so the kernel is asked.
pub fn served(server: &Server) -> BTreeSet<u16> {
    let (_, port) = server.host().split_once(':').expect("host:port");
    let port: u16 = port.parse().expect("a port");
    let table = std::fs::read_to_string("/proc/net/tcp").expect("the kernel's table");
    let port_of = |address: &str| {
        let (_, port) = address.split_once(':')?;
        u16::from_str_radix(port, 16).ok()
    };
    let line = |line: &str| {
        let mut words = line.split_whitespace().skip(1);
        let (local, remote, state) = (words.next()?, words.next()?, words.next()?);
        let open = state == "01" && port_of(local)? == port;
        open.then(|| port_of(remote)).flatten()
    };
    table.lines().filter_map(line).collect()
}
