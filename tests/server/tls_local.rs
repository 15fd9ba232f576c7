//! HTTPS without the internet: an authority of the show's own, and one port for both ways of
//! speaking.

use crate::support::server::{Room, Server, program, run};
use crate::support::tls::{ask, connect};
use crate::support::wait::until;
use rustls::pki_types::CertificateDer;
use serde_json::json;
use std::fs;
use std::io::Read;
use std::net::TcpStream;

const HTTP_1: &[&[u8]] = &[b"http/1.1"];

fn serve(room: &Room) -> Server {
    Server::start_with(room, &["--listen", "127.0.0.1:0", "--tls-local"], &[])
}

/// The authority as a tablet fetches it: in the clear, for it cannot trust it yet.
fn authority(server: &Server) -> CertificateDer<'static> {
    let mut answer = ureq::get(format!("{}/trust/palmares.crt", server.base))
        .call()
        .expect("the certificate");
    assert_eq!(
        answer.headers()["content-type"],
        "application/x-x509-ca-cert"
    );
    answer.body_mut().read_to_vec().expect("bytes").into()
}

/// SHA-256 as pairs of digits.
fn fingerprint(der: &[u8]) -> Vec<String> {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(der);
    digest.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[test]
fn those_who_run_the_show_get_https_and_the_audience_and_the_projector_never_meet_a_warning() {
    let room = Room::demo();
    let server = serve(&room);
    let link = |name: &str| server.links[name].as_str().expect("a link").to_owned();
    for name in ["mc", "producer", "jury/fok"] {
        let link = server
            .links
            .pointer(&format!("/{name}"))
            .and_then(|link| link.as_str());
        assert!(link.is_some_and(|link| link.starts_with(&format!("https://{}/", server.host()))));
    }
    for name in ["stage", "audience", "results", "trust"] {
        assert!(
            link(name).starts_with(&format!("http://{}/", server.host())),
            "{name}"
        );
    }
    assert_eq!(link("trust"), format!("{}/trust", server.base));
    for path in ["/", "/stage", "/trust"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}

#[test]
fn a_device_that_trusts_the_authority_opens_the_panel_over_https() {
    let room = Room::demo();
    let server = serve(&room);
    let authority = authority(&server);
    for name in ["127.0.0.1", "localhost"] {
        let tls = connect(server.host(), name, &authority, HTTP_1).expect("trusted");
        let answer = ask(tls, "GET", &format!("/mc?key={}", server.key("mc")), &[]);
        assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
        assert!(
            answer.contains("set-cookie: __Host-palmares-mc-"),
            "{answer}"
        );
    }
    let refused = connect(server.host(), "bank.example", &authority, HTTP_1);
    assert!(refused.is_err(), "it vouches for somebody else");
}

#[test]
fn the_page_the_terminal_and_the_producer_show_the_same_fingerprint() {
    let room = Room::demo();
    let server = serve(&room);
    let pairs = fingerprint(&authority(&server));
    let page = server.get("/trust").body;
    for line in pairs.chunks(8) {
        assert!(page.contains(&line.join(" ")), "{page}");
    }
    for half in pairs.chunks(16) {
        assert!(room.out().contains(&half.join(" ")), "{}", room.out());
    }
    let desk = server.get_as("producer", "/producer").body;
    for line in pairs.chunks(8) {
        assert!(desk.contains(&line.join(" ")), "{desk}");
    }
    assert!(desk.contains(&format!("{}/trust", server.base)));
    assert!(room.out().contains(&format!("{}/trust", server.base)));
}

#[test]
fn a_restart_keeps_the_authority_and_another_show_has_another() {
    let room = Room::demo();
    let server = serve(&room);
    let first = authority(&server);
    let file = fs::read(room.show().join("tls/server.pem")).expect("a certificate");
    server.kill();
    let server = serve(&room);
    assert_eq!(authority(&server), first);
    assert_eq!(
        fs::read(room.show().join("tls/server.pem")).expect("kept"),
        file
    );
    let elsewhere = Room::demo();
    let other = serve(&elsewhere);
    assert_ne!(authority(&other), first);
    assert!(connect(other.host(), "127.0.0.1", &first, HTTP_1).is_err());
}

#[test]
fn apples_devices_get_a_profile_in_their_language() {
    let room = Room::demo();
    let server = serve(&room);
    let answer = server.send(
        "GET",
        "/trust/palmares.mobileconfig",
        &[("accept-language", "zh-HK")],
        &[],
    );
    assert_eq!(
        answer.header("content-type"),
        "application/x-apple-aspen-config"
    );
    assert!(answer.body.contains("com.apple.security.root") && answer.body.contains("司儀"));
}

#[test]
fn a_phone_votes_over_plain_http_as_ever() {
    let room = Room::demo();
    let server = serve(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let page = server.get("/");
    let cookie = page.header("set-cookie");
    assert!(
        cookie.starts_with("palmares-voter-") && !cookie.contains("Secure"),
        "{cookie}"
    );
    let entry = server.get("/api/hall").json()["ballots"][0]["choices"][0]["id"].clone();
    let entry = entry
        .as_str()
        .map_or_else(|| first_finalist(&server), str::to_owned);
    let cookie = cookie.split(';').next().expect("a pair");
    let body = json!({"ballot": "people", "choices": [entry]}).to_string();
    let headers = [
        ("cookie", cookie),
        ("content-type", "application/json"),
        ("origin", &server.base),
    ];
    let answer = server.send("POST", "/api/vote", &headers, body.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn first_finalist(_: &Server) -> String {
    let show = crate::support::shows::demo();
    show.finalists().next().expect("a finalist").id.clone()
}

#[test]
fn a_plain_page_of_ours_cannot_press_go_over_https() {
    let room = Room::demo();
    let server = serve(&room);
    let authority = authority(&server);
    let bearer = format!("Bearer {}", server.key("mc"));
    let go = |origin: &str| {
        let tls = connect(server.host(), "127.0.0.1", &authority, HTTP_1).expect("trusted");
        let headers = [("authorization", bearer.as_str()), ("origin", origin)];
        ask(tls, "POST", "/api/go", &headers)
    };
    let answer = go(&server.base);
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    let answer = go(&format!("https://{}", server.host()));
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn a_tablet_that_cannot_be_taught_in_time_still_gets_in_over_plain_http() {
    let room = Room::demo();
    let server = serve(&room);
    // It holds a cookie of the encrypted panel, which a browser lets nobody replace in the clear.
    let stale = ("cookie", "__Host-palmares-mc=0000");
    let answer = server.send(
        "GET",
        &format!("/mc?key={}", server.key("mc")),
        &[stale],
        &[],
    );
    let cookie = answer.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("palmares-mc-") && !cookie.contains("Secure"),
        "{cookie}"
    );
    let pair = cookie.split(';').next().expect("a pair");
    let page = server.send("GET", "/mc", &[("cookie", pair)], &[]);
    assert_eq!(page.status, 200);
    let desk = server.get_as("producer", "/producer");
    assert!(
        desk.body.contains("沒有加密") || desk.body.contains("unencrypted"),
        "it does not say so"
    );
}

#[test]
fn whoever_connects_and_says_nothing_keeps_nobody_waiting() {
    let room = Room::demo();
    let server = serve(&room);
    let silent: Vec<TcpStream> = (0..50)
        .map(|_| TcpStream::connect(server.host()).expect("connected"))
        .collect();
    assert_eq!(server.get("/healthz").status, 200);
    let authority = authority(&server);
    assert!(connect(server.host(), "localhost", &authority, HTTP_1).is_ok());
    let mut one = &silent[0];
    let timeout = std::time::Duration::from_secs(20);
    one.set_read_timeout(Some(timeout)).expect("a timeout");
    let ended = one.read(&mut [0]);
    assert!(matches!(ended, Ok(0)), "it is still waited for: {ended:?}");
}

#[test]
fn the_demos_crowd_comes_with_it_too() {
    let room = Room::demo();
    let folder = room.path().join("palmares-demo");
    let mut command = program();
    command.args([
        "demo",
        "--listen",
        "127.0.0.1:0",
        "--crowd",
        "5",
        "--tls-local",
    ]);
    let server = Server::launch(&room, &folder, command, &[]);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    until("somebody votes", || {
        let ballot = server.get_as("mc", "/api/ballots/people").json();
        (ballot["turnout"].as_u64() > Some(0)).then_some(())
    });
}

#[test]
fn it_can_come_from_the_environment_and_not_together_with_files() {
    let room = Room::demo();
    let variables = [("PALMARES_TLS_LOCAL", "true")];
    let server = Server::start_with(&room, &["--listen", "127.0.0.1:0"], &variables);
    assert!(server.links["trust"].is_string());
    drop(server);
    let said = run(
        &[
            "serve",
            "show",
            "--tls-local",
            "--tls-cert",
            "a.pem",
            "--tls-key",
            "b.pem",
        ],
        room.path(),
    );
    assert_eq!(said.code, 2, "{}", said.err);
}

#[test]
fn a_damaged_authority_is_one_clear_sentence() {
    let room = Room::demo();
    serve(&room).kill();
    fs::write(room.show().join("tls/ca.pem"), "lost").expect("damaged");
    let said = run(
        &["serve", "show", "--listen", "127.0.0.1:0", "--tls-local"],
        room.path(),
    );
    assert_eq!(said.code, 1);
    assert!(said.err.contains("ca.pem is damaged"), "{}", said.err);
    assert_eq!(said.err.trim().lines().count(), 1, "{}", said.err);
}

#[test]
fn no_key_of_it_is_ever_sent() {
    let room = Room::demo();
    let server = serve(&room);
    for file in ["ca-key.pem", "server-key.pem"] {
        for path in [
            format!("/tls/{file}"),
            format!("/trust/{file}"),
            format!("/media/../tls/{file}"),
            format!("/media/%2e%2e/tls/{file}"),
        ] {
            let answer = server.get(&path);
            assert_ne!(answer.status, 200, "{path}");
            assert!(!answer.body.contains("PRIVATE KEY"), "{path}");
        }
    }
    let export = server.get_as("producer", "/api/export?format=json").body;
    assert!(!export.contains("PRIVATE KEY"));
}
