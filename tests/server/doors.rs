//! Where a server listens and what it calls itself: what can be wrong is said in one sentence.

use crate::support::server::{Room, Server, run};
use std::net::{TcpListener, UdpSocket};
use std::process::Command;

#[test]
fn two_doors_in_the_same_place_are_wrong_usage() {
    let room = Room::demo();
    for (listen, audience) in [
        ("127.0.0.1:9000", "127.0.0.1:9000"),
        ("0.0.0.0:9000", "127.0.0.1:9000"),
        ("127.0.0.1:9000", "[::]:9000"),
    ] {
        let said = run(
            &[
                "serve",
                "show",
                "--listen",
                listen,
                "--audience-listen",
                audience,
            ],
            room.path(),
        );
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(
            said.err.contains("same door") && said.err.contains(":9001"),
            "{}",
            said.err
        );
        assert!(!room.show().join("keys.json").exists());
    }
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--audience-listen",
        "127.0.0.1:0",
    ];
    let server = Server::start_with(&room, &arguments, &[]);
    assert!(
        room.out()
            .contains("the audience's pages alone: http://127.0.0.1:")
    );
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn a_busy_door_for_the_audience_is_named_as_that_and_nothing_begins() {
    let room = Room::demo();
    let held = TcpListener::bind("127.0.0.1:0").expect("a port");
    let busy = held.local_addr().expect("an address").to_string();
    let said = run(
        &[
            "serve",
            "show",
            "--listen",
            "127.0.0.1:0",
            "--audience-listen",
            &busy,
        ],
        room.path(),
    );
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("in use") && said.err.contains("--audience-listen"),
        "{}",
        said.err
    );
    assert_eq!(said.err.trim().lines().count(), 1, "{}", said.err);
    assert!(!room.show().join("links.json").exists());
}

#[test]
fn an_address_of_another_machine_is_named() {
    let room = Room::demo();
    // TEST-NET-3 is nobody's.
    let said = run(
        &["serve", "show", "--listen", "203.0.113.77:0"],
        room.path(),
    );
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("not an address of this machine"),
        "{}",
        said.err
    );
}

#[test]
fn a_wrong_public_address_is_wrong_usage_and_leaves_no_trace() {
    let room = Room::demo();
    for wrong in [
        "vote.example",
        "https://",
        "https://vote.example/path",
        "https://vote.example:99999",
        "https://a b",
        "ftp://vote.example",
    ] {
        let said = run(
            &[
                "serve",
                "show",
                "--listen",
                "127.0.0.1:0",
                "--public-url",
                wrong,
            ],
            room.path(),
        );
        assert_eq!(said.code, 2, "{wrong}: {}", said.err);
        assert!(said.err.contains("is not an address"), "{}", said.err);
        assert!(!room.show().join("keys.json").exists(), "{wrong}");
    }
}

#[test]
fn it_answers_over_ipv6_or_says_why_not() {
    let room = Room::demo();
    if UdpSocket::bind("[::1]:0").is_err() {
        let said = run(&["serve", "show", "--listen", "[::]:0"], room.path());
        assert_eq!(said.code, 1);
        assert!(said.err.contains("no IPv6"), "{}", said.err);
        return;
    }
    let server = Server::start_with(&room, &["--listen", "[::]:0", "--tls-local"], &[]);
    let port = server.host().rsplit(':').next().expect("a port").to_owned();
    let answer = ureq::get(format!("http://[::1]:{port}/healthz")).call();
    assert!(answer.is_ok_and(|answer| answer.status() == 200));
    drop(server);
    let server = Server::start_with(&room, &["--listen", "[::1]:0"], &[]);
    assert!(server.base.starts_with("http://[::1]:"), "{}", server.base);
}

#[test]
fn ctrl_c_ends_it_cleanly() {
    let room = Room::demo();
    let server = Server::start(&room);
    let sent = Command::new("kill")
        .args(["-INT", &server.pid().to_string()])
        .status();
    assert!(sent.expect("kill runs").success());
    assert_eq!(server.ended().code(), Some(0));
}
