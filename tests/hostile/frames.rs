//! WebSocket frames of every shape, on real sockets.

use crate::attackers::upgraded;
use crate::explore::explore;
use crate::support::raw::connect;
use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use proptest::prelude::*;
use serde_json::json;
use std::cell::RefCell;
use std::io::Write;

#[derive(Clone, Debug)]
struct Frame {
    first: u8,
    masked: bool,
    /// What the header says, if it lies.
    length: Option<u64>,
    payload: Vec<u8>,
}

impl Frame {
    fn bytes(&self) -> Vec<u8> {
        let mask = if self.masked { 0x80 } else { 0 };
        let length = self.length.unwrap_or(self.payload.len() as u64);
        let mut all = vec![self.first];
        match length {
            0..=125 => all.push(mask | length as u8),
            126..=0xffff => {
                all.push(mask | 126);
                all.extend_from_slice(&(length as u16).to_be_bytes());
            }
            _ => {
                all.push(mask | 127);
                all.extend_from_slice(&length.to_be_bytes());
            }
        }
        if self.masked {
            all.extend_from_slice(&[0; 4]);
        }
        all.extend_from_slice(&self.payload);
        all
    }
}

fn frames() -> impl Strategy<Value = Vec<Frame>> {
    let said = prop_oneof![
        2 => any::<(i64, u64, u64)>().prop_map(|(epoch, shown, ping)| json!({"epoch": epoch, "shown": shown, "ping": ping}).to_string().into_bytes()),
        2 => "[{}\\[\\]\":,a-z0-9 .eE-]{0,80}".prop_map(String::into_bytes),
        2 => prop::collection::vec(any::<u8>(), 0..200),
        1 => prop::collection::vec(any::<u8>(), 900..1200),
    ];
    let first = prop_oneof![4 => Just(0x81u8), 2 => prop::sample::select(vec![0x01, 0x80, 0x00, 0x82, 0x88, 0x89, 0x8a]), 2 => any::<u8>()];
    let length = prop_oneof![6 => Just(None), 1 => any::<u64>().prop_map(Some), 1 => (0u64..70_000).prop_map(Some)];
    let masked = prop::bool::weighted(0.9);
    let frame = (first, masked, length, said).prop_map(|(first, masked, length, payload)| Frame {
        first,
        masked,
        length,
        payload,
    });
    prop::collection::vec(frame, 1..8)
}

#[test]
fn no_frame_breaks_a_socket_of_somebody_else() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = RefCell::new(Socket::stage(&server, ""));
    let paths = prop::sample::select(vec![
        "/live/stage?screen=hostile-1",
        "/live/audience",
        "/live/stage?mirror",
    ]);
    explore(
        "frames",
        (300, 15_000),
        &(paths, frames()),
        |(path, frames)| {
            let mut stream = upgraded(&server, path, connect(&server));
            for frame in frames {
                if stream.write_all(&frame.bytes()).is_err() {
                    break;
                }
            }
            // A screen that says nothing would be given up after a while.
            let mut stage = stage.borrow_mut();
            stage.say(&json!({ "ping": 1 }));
            stage.next_where("the stage is answered", |answer| answer["pong"] == 1);
        },
    );
    let done = server.mc("/api/go", json!({}));
    let stage = &mut *stage.borrow_mut();
    stage.next_where("the stage goes on", |frame| {
        frame["revision"] == done["revision"]
    });
    assert!(!room.err().contains("panicked"), "{}", room.err());
}
