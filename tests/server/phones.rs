//! Phones' sockets: whoever abuses one loses it, and nobody else notices.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::support::wait::{DEADLINE, until};
use serde_json::json;
use std::io::{Read, Write};
use std::net::TcpStream;

/// A socket whose handshake is done, byte by byte.
fn raw_phone(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(server.host()).expect("the server listens");
    stream.set_write_timeout(Some(DEADLINE)).expect("a timeout");
    stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
    let hello = format!(
        "GET /live/audience HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        server.host()
    );
    stream.write_all(hello.as_bytes()).expect("sent");
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 101");
    stream
}

#[test]
fn messages_that_never_end_keep_no_frame_from_the_others_and_are_hung_up_on() {
    let room = Room::demo();
    let server = Server::start(&room);
    let open = || Socket::open(&server, "/live/audience", &[]).expect("open to all");
    let mut phones: Vec<Socket> = (0..5).map(|_| open()).collect();
    for phone in &mut phones {
        assert_eq!(phone.next()["p"], "before");
    }
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut stream = raw_phone(&server);
                // A text that begins with nothing, and goes on with nothing for ever.
                let _ = stream.write_all(&[0x01, 0x80, 0, 0, 0, 0]);
                let nothing = [0x00, 0x80, 0, 0, 0, 0].repeat(1_000);
                until("the server hangs up", || stream.write_all(&nothing).err());
            });
        }
        server.mc("/api/ballots/people/open", json!({}));
        for phone in &mut phones {
            phone.next_where("the opening", |frame| frame["p"] == "open");
        }
    });
}

#[test]
fn many_messages_at_once_are_all_answered() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut phone = Socket::open(&server, "/live/audience", &[]).expect("open to all");
    phone.next();
    // More than one turn allows.
    for ping in 1..=200 {
        phone.say(&json!({ "ping": ping }));
    }
    for ping in 1..=200 {
        let pong = phone.next_where("a pong", |message| message.get("pong").is_some());
        assert_eq!(pong["pong"], ping);
    }
}
