//! Other sites: every name that a page of theirs can give itself, their forms, and their frames.

use crate::calls::calls;
use crate::support::raw::{UPGRADE, request, status};
use crate::support::server::{Room, Server};
use serde_json::json;
use std::collections::BTreeSet;

/// Names that are not ours, though many look like it.
fn foreign(server: &Server) -> Vec<Vec<u8>> {
    let own = server.base.as_str();
    let (host, port) = server.host().split_once(':').expect("host:port");
    let number: u16 = port.parse().expect("a port");
    let mut all: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut add = |text: String| {
        all.insert(text.into_bytes());
    };
    for opaque in [
        "null",
        "NULL",
        "Null",
        "undefined",
        "*",
        "about:blank",
        "about:srcdoc",
        "data:text/html,x",
        "javascript:0",
        "http",
        "http:",
        "http://",
        "://",
        "//",
        "self",
        "'self'",
        "localhost",
        "?",
        "0",
    ] {
        add(opaque.to_owned());
    }
    for scheme in [
        "https",
        "ws",
        "wss",
        "ftp",
        "file",
        "chrome-extension",
        "moz-extension",
        "safari-web-extension",
        "app",
        "capacitor",
        "ionic",
        "tauri",
        "data",
        "blob",
        "about",
        "view-source",
        "resource",
        "chrome",
        "content",
        "android-app",
        "intent",
        "http+unix",
        "httpx",
        "htt",
        "hhttp",
    ] {
        add(format!("{scheme}://{host}:{port}"));
    }
    for name in [
        "evil.example",
        "127.0.0.2",
        "127.0.0.1.",
        "127.0.0.1..",
        "127.0.0.1.evil.example",
        "evil.127.0.0.1",
        "x127.0.0.1",
        "127.0.0.1x",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.000.000.001",
        "127.0.0.1%00",
        "localhost",
        "LOCALHOST",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "[127.0.0.1]",
        "127.0.0.1.nip.io",
        "１２７.0.0.1",
        "127。0。0。1",
        "127.0.0.l",
        "l27.0.0.1",
        "xn--127-0-0-1",
        "",
        " 127.0.0.1",
        "user@127.0.0.1",
        "user:pw@127.0.0.1",
        "@127.0.0.1",
        "evil.example@127.0.0.1",
        "evil.example#@127.0.0.1",
        "evil.example\\127.0.0.1",
        "127.0.0.1,evil.example",
    ] {
        add(format!("http://{name}:{port}"));
        add(format!("http://{name}"));
    }
    for other in [
        number.wrapping_add(1),
        number.wrapping_sub(1),
        0,
        1,
        80,
        443,
        8080,
        65535,
    ] {
        add(format!("http://{host}:{other}"));
    }
    for tail in [
        ":",
        "/",
        "//",
        "/mc",
        "/?",
        "?",
        "?x",
        "#",
        "#x",
        "\\",
        "%20",
        "%00",
        ";",
        ",",
        ".",
        "x",
        "0",
        "@evil.example",
        ".evil.example",
        "/@evil.example",
        " http://evil.example",
        ", http://evil.example",
        "\thttp://evil.example",
        "\u{200b}",
        "é",
    ] {
        add(format!("{own}{tail}"));
    }
    for text in [
        format!("http:{host}:{port}"),
        format!("http:/{host}:{port}"),
        format!("http:///{host}:{port}"),
        format!("http:\\\\{host}:{port}"),
        format!("//{host}:{port}"),
        format!("{host}:{port}"),
        format!("http://{host}:0{port}"),
        format!("http://{host}:+{port}"),
        format!("http://{host} :{port}"),
        format!("http://evil.example, {own}"),
        format!("http://evil.example {own}"),
        format!("blob:{own}"),
        format!("\"{own}\""),
        format!("<{own}>"),
        format!("http://{}", "a".repeat(3_000)),
        format!("{own}{}", "0".repeat(3_000)),
        format!("http://{}.example", "a.".repeat(1_000)),
    ] {
        add(text);
    }
    // One letter of our own name is another.
    for at in 0..own.len() {
        for letter in [b'.', b'x', b'9', 0xff] {
            let mut bytes = own.as_bytes().to_vec();
            if bytes[at] != letter {
                bytes[at] = letter;
                all.insert(bytes);
            }
        }
    }
    all.remove(own.as_bytes());
    all.into_iter().collect()
}

/// What each role may do by a POST, with a body that would change something.
fn doings(server: &Server) -> Vec<(&'static str, String, String)> {
    let joined = server.send("POST", "/api/join", &[], &[]).json();
    let voter = joined["voter"].as_str().expect("a token").to_owned();
    let vote = json!({"ballot": "people", "choices": ["optimal"]}).to_string();
    vec![
        (
            "/api/blackout",
            server.key("mc"),
            json!({"on": true}).to_string(),
        ),
        (
            "/api/doors",
            server.key("producer"),
            json!({"open": true}).to_string(),
        ),
        ("/api/keys/mc/revoke", server.key("producer"), String::new()),
        ("/api/vote", voter, vote),
        ("/api/join", String::new(), String::new()),
    ]
}

fn post(server: &Server, doing: &(&str, String, String), origins: &[&[u8]]) -> Option<u16> {
    let (path, key, body) = doing;
    let bearer = format!("Bearer {key}");
    let mut headers: Vec<(&str, &[u8])> = vec![("content-type", b"application/json")];
    if !key.is_empty() {
        headers.push(("authorization", bearer.as_bytes()));
    }
    headers.extend(origins.iter().map(|origin| ("origin", *origin)));
    status(
        server,
        &request(server, &format!("POST {path}"), &headers, body.as_bytes()),
    )
}

fn socket(server: &Server, role: &str, origins: &[&[u8]]) -> Option<u16> {
    let bearer = match role {
        "mc" | "producer" => format!("Bearer {}", server.key(role)),
        _ => String::new(),
    };
    let mut headers: Vec<(&str, &[u8])> = UPGRADE.to_vec();
    if !bearer.is_empty() {
        headers.push(("authorization", bearer.as_bytes()));
    }
    headers.extend(origins.iter().map(|origin| ("origin", *origin)));
    status(
        server,
        &request(server, &format!("GET /live/{role}"), &headers, &[]),
    )
}

const SOCKETS: [&str; 4] = ["stage", "mc", "audience", "producer"];

#[test]
fn of_more_than_two_hundred_origins_only_our_own_and_none_at_all_pass_in_every_role() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (foreign, doings) = (foreign(&server), doings(&server));
    assert!(foreign.len() >= 200, "{}", foreign.len());
    println!(
        "{} foreign origins, {} calls and {} sockets each",
        foreign.len(),
        doings.len(),
        SOCKETS.len()
    );
    for origin in &foreign {
        let said = String::from_utf8_lossy(origin);
        for doing in &doings {
            assert_eq!(
                post(&server, doing, &[origin]),
                Some(403),
                "{} from {said}",
                doing.0
            );
        }
        for role in SOCKETS {
            assert_eq!(
                socket(&server, role, &[origin]),
                Some(403),
                "{role}'s socket from {said}"
            );
        }
    }
    let own = server.base.as_bytes();
    let twice: [&[&[u8]]; 5] = [
        &[own, own],
        &[own, b"null"],
        &[b"null", own],
        &[b"", own],
        &[b""],
    ];
    for origins in twice {
        for doing in &doings {
            assert_eq!(
                post(&server, doing, origins),
                Some(403),
                "{} {origins:?}",
                doing.0
            );
        }
        for role in SOCKETS {
            assert_eq!(
                socket(&server, role, origins),
                Some(403),
                "{role} {origins:?}"
            );
        }
    }
    assert_eq!(server.show()["revision"], 1, "something happened");
    for origins in [&[own][..], &[]] {
        for role in SOCKETS {
            assert_eq!(
                socket(&server, role, origins),
                Some(101),
                "{role} {origins:?}"
            );
        }
        for doing in doings
            .iter()
            .filter(|doing| doing.0 != "/api/keys/mc/revoke")
        {
            let wanted = if doing.0 == "/api/vote" { 409 } else { 200 };
            assert_eq!(
                post(&server, doing, origins),
                Some(wanted),
                "{} {origins:?}",
                doing.0
            );
        }
    }
}

#[test]
fn a_form_that_another_page_posts_by_itself_does_nothing_though_the_browser_holds_every_cookie() {
    let room = Room::demo();
    let server = Server::start(&room);
    let cookies = ["mc", "producer"].map(|role| {
        let answer = server.get(&format!("/{role}?key={}", server.key(role)));
        answer
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    let cookies = cookies.join("; ");
    let forms = [
        (
            "application/x-www-form-urlencoded",
            "on=true&%7B%22on%22%3A=true%7D",
        ),
        (
            "text/plain",
            r#"{"on": true, "cue": "thanks", "open": true, "x": "="}"#,
        ),
        (
            "multipart/form-data; boundary=b",
            "--b\r\ncontent-disposition: form-data; name=\"on\"\r\n\r\ntrue\r\n--b--\r\n",
        ),
    ];
    for (kind, form) in forms {
        for (_, path, allowed, body) in calls().iter().filter(|call| call.0 == "POST") {
            for origin in ["http://evil.example", "null"] {
                let headers = [
                    ("cookie", &*cookies),
                    ("content-type", kind),
                    ("origin", origin),
                ];
                let answer = server.send("POST", path, &headers, form.as_bytes());
                assert_eq!(
                    (answer.status, &*answer.word()),
                    (403, "foreign-origin"),
                    "{path} {kind}"
                );
            }
            // Even one that hides where it comes from is no JSON.
            let theirs = allowed.contains(&"mc") || allowed.contains(&"producer");
            if theirs && body.as_object().is_some_and(|body| !body.is_empty()) {
                let headers = [("cookie", &*cookies), ("content-type", kind)];
                let answer = server.send("POST", path, &headers, form.as_bytes());
                assert_eq!(
                    (answer.status, &*answer.word()),
                    (415, "not-json"),
                    "{path} {kind}"
                );
            }
        }
    }
    assert_eq!(server.show()["revision"], 1);
}
