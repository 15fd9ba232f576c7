//! A server that may hardly open another file: silent connections and strangers' screens give way
//! at once, and those who run the show get in.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::support::tls::Files;
use crate::support::wait::DEADLINE;
use serde_json::{Value, json};
use std::io::{Read, Write};
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

/// The first line that a tablet is answered whose connection stands before it asks, while more
/// strangers come.
fn asks_late(server: &Server, strangers: &mut Vec<Socket>, request: &str) -> String {
    let mut tablet = TcpStream::connect(server.host()).expect("the port listens");
    tablet.set_read_timeout(Some(DEADLINE)).expect("a timeout");
    strangers.extend((0..4).map(|_| Socket::stage(server, "")));
    let started = Instant::now();
    let sent = tablet.write_all(request.as_bytes());
    let mut answer = String::new();
    let read = tablet.read_to_string(&mut answer);
    assert!(
        !answer.is_empty(),
        "the tablet was sent away: {sent:?}, {read:?}"
    );
    assert!(started.elapsed() < AT_ONCE, "{:?}", started.elapsed());
    answer.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn screens_of_strangers_near_the_file_limit_give_way_to_a_tablet_that_has_not_asked_yet() {
    let room = Room::demo();
    let server = serve(&room, &["--listen", "127.0.0.1:0"].map(str::to_owned));
    let mut stage = Socket::stage(&server, "?screen=main-wall-1");
    stage.next();
    server.producer(
        "/api/screens/main-wall-1",
        json!({ "approved": true, "name": "Wall" }),
    );
    drop(stage);
    let mut stage = Socket::stage(&server, "?screen=main-wall-1");
    let mut panel = Socket::role(&server, "mc");
    // More than there are files; and so few that nobody is slowed down yet.
    let path = |number: usize| ["/live/stage", "/live/overlay"][number % 2];
    let open = |number: usize| Socket::open(&server, path(number), &[]).expect("open to all");
    let mut strangers: Vec<Socket> = (0..FILES as usize).map(open).collect();
    let (host, key) = (server.host(), server.key("mc"));
    let page = format!("GET /mc?key={key} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    let go = format!(
        "POST /api/go HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {key}\r\n\
         content-length: 0\r\nconnection: close\r\n\r\n"
    );
    let answer = asks_late(&server, &mut strangers, &page);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let answer = asks_late(&server, &mut strangers, &go);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let revision = server.show()["revision"].clone();
    let newest = |frame: &Value| frame["revision"] == revision;
    stage.next_where("the wall stays on the line", newest);
    panel.next_where("the panel stays on the line", newest);
}
