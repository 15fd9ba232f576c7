//! The host that a request names: said again only where it can be nothing but a host, and not left
//! out.

use crate::support::raw;
use crate::support::server::{Room, Server};
use crate::support::tls::Files;
use crate::support::wait::DEADLINE;
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use tokio::net::TcpSocket;

/// An address of this machine that is not its loopback: from there a request does not come from
/// this machine itself, as far as the server can tell.
fn elsewhere() -> IpAddr {
    let all = if_addrs::get_if_addrs().expect("interfaces");
    let mut all = all.into_iter().map(|interface| interface.ip());
    all.find(|ip| ip.is_ipv4() && !ip.is_loopback())
        .expect("a machine in a network: this cannot be tested on another")
}

fn connect_from(from: IpAddr, server: &Server) -> TcpStream {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let to: SocketAddr = server.host().parse().expect("an address");
    let stream = runtime.block_on(async {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(from, 0))?;
        socket.connect(to).await?.into_std()
    });
    let stream = stream.expect("the server listens");
    stream.set_nonblocking(false).expect("a plain socket");
    stream.set_read_timeout(Some(DEADLINE)).expect("a timeout");
    stream
}

/// The answer's status and where it leads.
fn led(from: IpAddr, server: &Server, path: &str, host: &str) -> (u16, String, String) {
    let mut stream = connect_from(from, server);
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok());
    let mut lines = answer.lines();
    let location = lines.find_map(|line| line.strip_prefix("location: "));
    let location = location.unwrap_or_default().to_owned();
    (status.expect("a status"), location, answer)
}

#[test]
fn the_way_to_https_names_only_a_host_that_is_one() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let arguments = files.arguments();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let server = Server::start_with(&room, &arguments, &[]);
    let from = elsewhere();
    for host in ["gala.example:8443", "192.0.2.7", "[2001:db8::7]:8443"] {
        let (status, location, _) = led(from, &server, "/mc?follow", host);
        assert_eq!(status, 307, "{host}");
        assert_eq!(location, format!("https://{host}/mc?follow"));
    }
    let own = server.links["producer"].as_str().expect("a link");
    let own = own.split("/producer").next().expect("an address");
    for odd in [
        "gala.example@evil.example",
        "evil.example/login?to=gala.example",
        "evil.example#gala.example",
        "gala.example\\evil.example",
        "a b",
        "",
        "<script>",
    ] {
        let (status, location, answer) = led(from, &server, "/mc", odd);
        // What the HTTP library itself takes for no host is refused before it comes to that.
        assert!(status == 307 || status == 400, "{odd}: {answer}");
        if status == 307 {
            assert_eq!(location, format!("{own}/mc"), "{odd}");
        }
        assert!(!answer.contains("evil"), "{odd}: {answer}");
    }
    // A launcher on a computer that does not trust the certificate learns by this that the server
    // is there.
    let (status, _, answer) = led(from, &server, "/healthz", "gala.example");
    assert_eq!(status, 307);
    assert!(
        answer.contains("access-control-allow-origin: *"),
        "{answer}"
    );
}

#[test]
fn a_request_of_http_1_1_that_names_no_host_or_two_is_refused_and_one_of_1_0_is_not() {
    let room = Room::demo();
    let server = Server::start(&room);
    let ask = |head: &str| raw::status(&server, format!("{head}\r\n\r\n").as_bytes());
    for (head, status) in [
        ("GET /healthz HTTP/1.1", 400),
        ("GET /healthz HTTP/1.1\r\nhost: a\r\nhost: b", 400),
        ("GET /healthz HTTP/1.1\r\nhost: a", 200),
        ("GET /healthz HTTP/1.1\r\nhost: a b", 400),
        ("GET /healthz HTTP/1.1\r\nhost: user@a", 400),
        ("GET /healthz HTTP/1.1\r\nhost: a/b?c", 400),
        ("GET /healthz HTTP/1.1\r\nhost: my_laptop.local:8080", 200),
        ("POST /api/join HTTP/1.1\r\ncontent-length: 0", 400),
    ] {
        assert_eq!(ask(head), Some(status), "{head}");
    }
    for (hosts, status) in [("", 200), ("host: a\r\nhost: b\r\n", 400)] {
        let mut stream = raw::connect(&server);
        let asked = format!("GET /healthz HTTP/1.0\r\n{hosts}\r\n");
        stream.write_all(asked.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let begins = format!("HTTP/1.0 {status} ");
        assert!(answer.starts_with(&begins), "{answer}");
    }
}
