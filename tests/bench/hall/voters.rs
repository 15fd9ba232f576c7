//! Many voters in one thread: kept connections, one vote on its way on each, every answer looked
//! at.

use crate::evening::BALLOT;
use crate::figures::at;
use crate::wire::answer;
use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use palmares::voter::Voters;
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// A request that is not answered in this time never will be.
const ANSWER_MAX: Duration = Duration::from_secs(20);

/// What came of it.
pub struct Load {
    /// Votes that were answered "counted", all of them.
    pub counted: usize,
    /// Votes that were answered anything else.
    pub refused: usize,
    /// Answered votes a second, once warm and until the last was sent.
    pub per_second: f64,
    /// From a vote to its answer, the shortest first.
    pub waits: Vec<Duration>,
}

impl Load {
    pub fn p50(&self) -> Duration {
        at(&self.waits, 50.0)
    }

    pub fn p99(&self) -> Duration {
        at(&self.waits, 99.0)
    }
}

struct Line {
    stream: TcpStream,
    heard: Vec<u8>,
    asked_at: Instant,
}

/// Votes as fast as they are answered, until `next` has no more. Until `warm` has passed nothing is
/// measured.
pub fn cast(
    server: SocketAddr,
    connections: usize,
    warm: Duration,
    mut next: impl FnMut() -> Option<Vec<u8>>,
) -> Load {
    let mut poll = Poll::new().expect("an event queue");
    let mut lines: Vec<Line> = (0..connections)
        .map(|key| dial(&poll, server, key))
        .collect();
    let (started, mut ended) = (Instant::now(), None);
    let mut load = Load {
        counted: 0,
        refused: 0,
        per_second: 0.0,
        waits: Vec::new(),
    };
    let mut flying = 0;
    for line in &mut lines {
        flying += usize::from(send(line, next()));
    }
    let mut events = Events::with_capacity(1024);
    let mut some = [0; 16 * 1024];
    let mut last = Instant::now();
    while flying > 0 {
        match poll.poll(&mut events, Some(Duration::from_millis(100))) {
            Err(error) if error.kind() != ErrorKind::Interrupted => panic!("{error}"),
            _ => {}
        }
        assert!(last.elapsed() < ANSWER_MAX, "votes are not answered");
        for event in events.iter() {
            let line = &mut lines[event.token().0];
            let Some(status) = hear(line, &mut some) else {
                continue;
            };
            last = Instant::now();
            match status {
                200 => load.counted += 1,
                _ => load.refused += 1,
            }
            if last - started >= warm && ended.is_none() {
                load.waits.push(last - line.asked_at);
            }
            let sent = send(line, next());
            if !sent && ended.is_none() {
                ended = Some(last);
            }
            flying -= usize::from(!sent);
        }
    }
    let measured = ended.unwrap_or(last) - started;
    load.per_second = load.waits.len() as f64 / measured.saturating_sub(warm).as_secs_f64();
    load.waits.sort_unstable();
    load
}

fn dial(poll: &Poll, server: SocketAddr, key: usize) -> Line {
    let stream = std::net::TcpStream::connect(server).expect("the server answers");
    stream.set_nodelay(true).expect("a socket");
    stream.set_nonblocking(true).expect("a socket");
    let mut stream = TcpStream::from_std(stream);
    let registry = poll.registry();
    registry
        .register(&mut stream, Token(key), Interest::READABLE)
        .expect("registered");
    Line {
        stream,
        heard: Vec::new(),
        asked_at: Instant::now(),
    }
}

fn send(line: &mut Line, request: Option<Vec<u8>>) -> bool {
    let Some(request) = request else { return false };
    line.asked_at = Instant::now();
    line.stream.write_all(&request).expect("sent");
    true
}

fn hear(line: &mut Line, some: &mut [u8]) -> Option<u16> {
    match line.stream.read(some) {
        Ok(0) => panic!("the server hung up on a voter"),
        Ok(read) => line.heard.extend_from_slice(&some[..read]),
        Err(error) if error.kind() == ErrorKind::WouldBlock => return None,
        Err(error) => panic!("{error}"),
    }
    let answer = answer(&line.heard)?;
    line.heard.drain(..answer.length);
    Some(answer.status)
}

/// So many new voters' tokens.
pub fn tokens(voters: &Voters, count: usize) -> Vec<String> {
    let token = |_| voters.device().expect("random numbers").token;
    (0..count).map(token).collect()
}

/// A voter's first vote.
pub fn vote(token: &str, choice: &str) -> Vec<u8> {
    let body = format!(r#"{{"ballot":"{BALLOT}","choices":["{choice}"],"change":1}}"#);
    let mut request = String::with_capacity(320);
    request.push_str("POST /api/vote HTTP/1.1\r\nhost: palmares\r\nauthorization: Bearer ");
    request.push_str(token);
    request.push_str("\r\ncontent-type: application/json\r\ncontent-length: ");
    request.push_str(&body.len().to_string());
    request.push_str("\r\n\r\n");
    request.push_str(&body);
    request.into_bytes()
}
