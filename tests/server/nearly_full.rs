//! A server that may hardly open another file: silent connections give way at once, and those who
//! run the show get in.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::support::tls::Files;
use serde_json::{Value, json};
use std::io::Write;
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

/// Files that the server may open.
const FILES: u32 = 128;

/// Silent connections of a wave: more than there are files.
const WAVE: usize = 200;

/// A call that waits for no silent one takes a second on a busy machine at most; one that waits
/// takes eight to ten.
const AT_ONCE: Duration = Duration::from_secs(4);

fn serve(room: &Room, arguments: &[String]) -> Server {
    let mut command = Command::new("sh");
    let script = format!("ulimit -n {FILES} && exec \"$@\"");
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_palmares"), "serve"]);
    command.arg(room.show()).args(arguments);
    Server::launch(room, &room.show(), command, &[])
}

/// Connections that say this and nothing more.
fn silent(host: &str, says: &[u8]) -> Vec<TcpStream> {
    let connect = |_| {
        let mut stream = TcpStream::connect(host).expect("the port listens");
        // One that had to give way already cannot be written to.
        let _ = stream.write_all(says);
        stream
    };
    (0..WAVE).map(connect).collect()
}

/// A command of the MC's, on a connection of its own.
fn press(server: &Server, on: bool) {
    let started = Instant::now();
    server.mc("/api/blackout", json!({ "on": on }));
    assert!(
        started.elapsed() < AT_ONCE,
        "GO waited {:?}",
        started.elapsed()
    );
}

#[test]
fn silent_connections_near_the_file_limit_never_keep_those_out_who_run_the_show() {
    let room = Room::demo();
    let second = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let audience = second.local_addr().expect("an address").to_string();
    drop(second);
    let arguments = ["--listen", "127.0.0.1:0", "--audience-listen", &audience];
    let server = serve(&room, &arguments.map(str::to_owned));
    let mut stage = Socket::stage(&server, "?screen=main-wall-1");
    stage.next();
    server.producer(
        "/api/screens/main-wall-1",
        json!({ "approved": true, "name": "Wall" }),
    );
    let mut panels = ["mc", "producer"].map(|role| Socket::role(&server, role));
    let mut kept = Vec::new();
    for (round, says) in [&b""[..], b"GET / HTTP/1.1\r\nhost: x\r\n", b""]
        .iter()
        .enumerate()
    {
        for host in [server.host(), audience.as_str()] {
            kept.push(silent(host, says));
            press(&server, round % 2 == 0);
            // A new panel, a new page and a guest get in too.
            Socket::role(&server, "mc").next();
            let started = Instant::now();
            assert_eq!(server.get("/").status, 200);
            assert!(started.elapsed() < AT_ONCE, "{:?}", started.elapsed());
        }
    }
    let revision = server.show()["revision"].clone();
    let newest = |frame: &Value| frame["revision"] == revision;
    stage.next_where("the stage stays on the line", newest);
    for panel in &mut panels {
        panel.next_where("the panel stays on the line", newest);
    }
    assert!(!room.err().contains("panicked"), "{}", room.err());
}

#[test]
fn handshakes_that_were_begun_and_left_give_way_as_well() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let server = serve(&room, &files.arguments());
    let mut panel = Socket::role(&server, "mc");
    let mut kept = Vec::new();
    // Nothing at all; and the first byte of a handshake, and the head of its record.
    for (round, says) in [&b""[..], b"\x16", b"\x16\x03\x01\x02\x00"]
        .iter()
        .enumerate()
    {
        kept.push(silent(server.host(), says));
        press(&server, round % 2 == 0);
    }
    let revision = server.show()["revision"].clone();
    panel.next_where("the panel stays on the line", |frame| {
        frame["revision"] == revision
    });
}
