//! HTTPS with the operator's own certificate, over a real port.

use crate::support::server::{Room, Server, run};
use crate::support::tls::{Files, ask, connect, openssl, pem};
use crate::support::wait::until;
use palmares::tls::certificate::validity;
use std::fs;
use std::path::Path;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::HandshakeError;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, client};

const HTTP_1: &[&[u8]] = &[b"http/1.1"];

fn serve(room: &Room, files: &Files) -> Server {
    let arguments = files.arguments();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    Server::start_with(room, &arguments, &[])
}

fn get(server: &Server, files: &Files, path: &str, headers: &[(&str, &str)]) -> String {
    let tls = connect(server.host(), "127.0.0.1", &files.authority, HTTP_1);
    ask(tls.expect("trusted"), "GET", path, headers)
}

fn post(server: &Server, files: &Files, path: &str, headers: &[(&str, &str)]) -> String {
    let tls = connect(server.host(), "127.0.0.1", &files.authority, HTTP_1);
    ask(tls.expect("trusted"), "POST", path, headers)
}

/// Opens a socket over TLS, or tells the status that it was refused with.
fn socket(server: &Server, files: &Files, origin: Option<&str>) -> Result<String, u16> {
    let tls = connect(server.host(), "127.0.0.1", &files.authority, HTTP_1).expect("trusted");
    let url = format!("wss://{}/live/stage", server.host());
    let mut request = url.into_client_request().expect("an address");
    if let Some(origin) = origin {
        let value = HeaderValue::from_str(origin).expect("a value");
        request.headers_mut().insert("origin", value);
    }
    match client(request, tls) {
        Ok((mut socket, _)) => Ok(socket.read().expect("a frame").to_string()),
        Err(HandshakeError::Failure(Error::Http(answer))) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn every_link_says_https_and_the_pages_answer() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let server = serve(&room, &files);
    for link in ["stage", "audience", "mc", "producer", "results"] {
        let link = server.links[link].as_str().expect("a link");
        assert!(
            link.starts_with(&format!("https://{}/", server.host())),
            "{link}"
        );
    }
    assert_eq!(server.links.get("trust"), None);
    for (path, status) in [
        ("/", 200),
        ("/stage", 200),
        ("/results", 200),
        ("/mc", 401),
        ("/trust", 404),
    ] {
        let answer = get(&server, &files, path, &[]);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{path}: {answer}"
        );
    }
}

#[test]
fn a_key_is_traded_for_a_cookie_that_never_travels_in_the_clear() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let server = serve(&room, &files);
    let answer = get(
        &server,
        &files,
        &format!("/mc?key={}", server.key("mc")),
        &[],
    );
    let cookie = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .expect("a cookie");
    assert!(cookie.starts_with("__Host-palmares-mc-"), "{cookie}");
    for flag in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    let pair = cookie.split(';').next().expect("name=value");
    let answer = post(&server, &files, "/api/go", &[("cookie", pair)]);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let voter = get(&server, &files, "/", &[]);
    assert!(
        voter.contains("set-cookie: __Host-palmares-voter-"),
        "{voter}"
    );
}

#[test]
fn sockets_connect_and_origins_are_https_ones() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let server = serve(&room, &files);
    let host = server.host().to_owned();
    let own = format!("https://{host}");
    assert!(socket(&server, &files, Some(&own)).is_ok_and(|frame| frame.contains("scene")));
    assert!(socket(&server, &files, None).is_ok());
    let bearer = format!("Bearer {}", server.key("mc"));
    for foreign in [
        format!("http://{host}"),
        "https://evil.example".into(),
        "null".into(),
    ] {
        assert_eq!(
            socket(&server, &files, Some(&foreign)),
            Err(403),
            "{foreign}"
        );
        let headers = [
            ("authorization", bearer.as_str()),
            ("origin", foreign.as_str()),
        ];
        let answer = post(&server, &files, "/api/go", &headers);
        assert!(answer.starts_with("HTTP/1.1 403 "), "{foreign}: {answer}");
    }
    let headers = [("authorization", bearer.as_str()), ("origin", own.as_str())];
    let answer = post(&server, &files, "/api/go", &headers);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn browsers_are_offered_http_2_and_sockets_http_1() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let server = serve(&room, &files);
    let chosen = |offered: &[&[u8]]| {
        let tls = connect(server.host(), "localhost", &files.authority, offered);
        tls.expect("trusted")
            .conn
            .alpn_protocol()
            .map(<[u8]>::to_vec)
    };
    assert_eq!(chosen(&[b"h2", b"http/1.1"]), Some(b"h2".to_vec()));
    assert_eq!(chosen(HTTP_1), Some(b"http/1.1".to_vec()));
    assert_eq!(chosen(&[]), None);
}

#[test]
fn a_program_on_the_same_machine_may_speak_plain_http() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let server = serve(&room, &files);
    assert_eq!(server.get("/healthz").status, 200);
    let said = run(&["export", "show", "--format", "markdown"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("# "), "{}", said.out);
}

/// Serves with these two files and expects to be refused as wrong usage.
#[track_caller]
fn refused(room: &Room, cert: &Path, key: &Path, says: &[&str]) {
    let (cert, key) = (cert.display().to_string(), key.display().to_string());
    let arguments = [
        "serve",
        "show",
        "--listen",
        "127.0.0.1:0",
        "--tls-cert",
        &cert,
        "--tls-key",
        &key,
    ];
    let said = run(&arguments, room.path());
    assert_eq!(said.code, 2, "{}", said.err);
    assert_eq!(said.err.trim().lines().count(), 1, "{}", said.err);
    for word in says {
        assert!(said.err.contains(word), "{word}: {}", said.err);
    }
    assert!(
        !room.show().join("links.json").exists(),
        "it began all the same"
    );
}

#[test]
fn a_wrong_pair_is_named_before_anything_begins() {
    let room = Room::demo();
    let dir = room.path();
    let good = Files::made(dir, "good", -1, 90);
    let other = Files::made(dir, "other", -1, 90);
    let old = Files::made(dir, "old", -90, -1);
    let early = Files::made(dir, "early", 2, 90);
    refused(
        &room,
        &good.cert,
        &other.key,
        &["do not belong together", "other-key.pem"],
    );
    refused(&room, &good.key, &good.cert, &["swapped"]);
    refused(&room, &old.cert, &old.key, &["expired on", "old.pem"]);
    refused(
        &room,
        &early.cert,
        &early.key,
        &["not valid before", "clock"],
    );
    refused(
        &room,
        &dir.join("none.pem"),
        &good.key,
        &["--tls-cert", "none.pem cannot be read"],
    );
    refused(
        &room,
        &good.cert,
        &dir.join("none.pem"),
        &["--tls-key", "none.pem cannot be read"],
    );
    refused(&room, &good.cert, &good.cert, &["BEGIN PRIVATE KEY"]);
    let junk = dir.join("junk.pem");
    fs::write(&junk, "hello").expect("written");
    refused(&room, &junk, &good.key, &["junk.pem is no PEM file"]);
    fs::write(&junk, pem("CERTIFICATE", b"hello")).expect("written");
    refused(&room, &junk, &good.key, &["cannot be read"]);
    fs::write(
        &junk,
        "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n",
    )
    .expect("written");
    refused(&room, &junk, &good.key, &["junk.pem is damaged"]);
}

#[test]
fn a_key_with_a_password_and_a_file_in_binary_are_told_apart_from_damage() {
    let room = Room::demo();
    let dir = room.path();
    let good = Files::made(dir, "good", -1, 90);
    let text = |path: &Path| path.display().to_string();
    let locked = dir.join("locked.pem");
    openssl(&[
        "pkcs8",
        "-topk8",
        "-in",
        &text(&good.key),
        "-out",
        &text(&locked),
        "-passout",
        "pass:secret",
    ]);
    refused(&room, &good.cert, &locked, &["password", "openssl pkey"]);
    let binary = dir.join("binary.der");
    openssl(&[
        "x509",
        "-in",
        &text(&good.cert),
        "-outform",
        "der",
        "-out",
        &text(&binary),
    ]);
    refused(
        &room,
        &binary,
        &good.key,
        &["binary form", "openssl x509 -inform der"],
    );
}

#[test]
fn a_certificate_for_another_name_is_warned_of_and_named() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let arguments = files.arguments();
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    arguments[1] = "0.0.0.0:0";
    let warned = |room: &Room| room.out().contains("browsers will warn");
    let server = Server::start_with(&room, &arguments, &[]);
    let bare = palmares::tls::here::reachable([0, 0, 0, 0].into()).is_loopback();
    assert_eq!(warned(&room), !bare, "{}", room.out());
    drop(server);
    // By the name that it is for, all links are that name's.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("its address")
        .port();
    let listen = format!("127.0.0.1:{port}");
    arguments[1] = &listen;
    let public = format!("https://localhost:{port}");
    arguments.extend(["--public-url", &public]);
    let server = Server::start_with(&room, &arguments, &[]);
    for link in ["mc", "stage", "audience"] {
        let link = server.links[link].as_str().expect("a link");
        assert!(link.starts_with(&public), "{link}");
    }
}

#[test]
fn a_renewed_pair_is_in_use_without_a_restart_and_a_wrong_one_changes_nothing() {
    let room = Room::demo();
    let first = Files::made(room.path(), "own", -1, 30);
    let second = Files::made(room.path(), "next", -1, 60);
    let server = serve(&room, &first);
    let served = |files: &Files| connect(server.host(), "localhost", &files.authority, HTTP_1);
    let before = served(&first).expect("the first");
    let leaf = before.conn.peer_certificates().expect("a chain")[0].clone();
    assert!(validity(&leaf).is_some());
    assert!(served(&second).is_err());
    // Half a renewal: a new certificate with the old key.
    fs::copy(&second.cert, &first.cert).expect("copied");
    until("the half renewal is named", || {
        room.err().contains("do not belong together").then_some(())
    });
    assert!(served(&first).is_ok());
    fs::copy(&second.key, &first.key).expect("copied");
    until("the new pair is in use", || served(&second).ok());
    assert!(room.err().contains("was renewed"));
    // Whoever was connected stays so.
    assert!(ask(before, "GET", "/healthz", &[]).starts_with("HTTP/1.1 200 "));
}

#[test]
fn both_files_can_come_from_the_environment_and_one_alone_is_wrong_usage() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let (cert, key) = (
        files.cert.display().to_string(),
        files.key.display().to_string(),
    );
    let variables = [
        ("PALMARES_TLS_CERT", cert.as_str()),
        ("PALMARES_TLS_KEY", key.as_str()),
    ];
    let server = Server::start_with(&room, &["--listen", "127.0.0.1:0"], &variables);
    assert!(
        server.links["mc"]
            .as_str()
            .is_some_and(|link| link.starts_with("https:"))
    );
    drop(server);
    for alone in [["--tls-cert", &cert], ["--tls-key", &key]] {
        let said = run(&["serve", "show", alone[0], alone[1]], room.path());
        assert_eq!(said.code, 2, "{}", said.err);
    }
}
