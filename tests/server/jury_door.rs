//! The jury's own port: judging from home, and nothing else.

use crate::support::server::{Room, Server, run};
use serde_json::json;

/// The status of a request to the jury's port.
fn status(base: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> u16 {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .build()
        .into();
    let mut request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("{base}{path}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = match body {
        "" => agent.run(request.body(()).expect("a request")),
        body => agent.run(request.body(body.to_owned()).expect("a request")),
    };
    answer.expect("an answer").status().as_u16()
}

#[test]
fn the_jurys_port_answers_the_jury_and_its_chair_and_nothing_else() {
    let room = Room::demo();
    let doors = ["--listen", "127.0.0.1:0", "--jury-listen", "127.0.0.1:0"];
    let server = Server::start_with(&room, &doors, &[]);
    let chair = server.links["chair"].as_str().expect("a link");
    let (base, _) = chair.split_once("/chair?").expect("the chair's page");
    assert_ne!(base, server.base);
    let fok = server.links["jury"]["fok"].as_str().expect("a link");
    assert!(fok.starts_with(&format!("{base}/jury?key=")));
    for role in ["mc", "producer", "chair", "jury/fok"] {
        let key = format!("Bearer {}", server.key(role));
        let headers = [("authorization", &*key)];
        for path in [
            "/",
            "/mc",
            "/producer",
            "/stage",
            "/results",
            "/metrics",
            "/healthz",
            "/vote",
            "/api/show",
            "/api/rundown",
            "/api/export",
            "/api/openapi.json",
            "/live/mc",
            "/live/stage",
            "/trust",
            "/api/ballots/people/tally",
        ] {
            let answered = status(base, "GET", path, &headers, "");
            assert_eq!(answered, 404, "{path} as {role}");
        }
        for path in [
            "/api/go",
            "/api/vote",
            "/api/rewind",
            "/api/envelopes/first-prize",
        ] {
            let answered = status(base, "POST", path, &headers, "");
            assert_eq!(answered, 404, "{path} as {role}");
        }
        let with_key = format!("/mc?key={}", server.key(role));
        assert_eq!(status(base, "GET", &with_key, &[], ""), 404);
    }
    let fok = format!("Bearer {}", server.key("jury/fok"));
    let chair = format!("Bearer {}", server.key("chair"));
    let of = |key: &str, path: &str| status(base, "GET", path, &[("authorization", key)], "");
    assert_eq!(of(&fok, "/api/jury/sheet"), 200);
    assert_eq!(of(&chair, "/api/jury/matrix"), 200);
    assert_eq!(of(&chair, "/api/jury/sheet"), 403);
    assert_eq!(of("Bearer x", "/api/jury/sheet"), 401);
    // A chair at home decides there, too: here for an award that is not the jury's.
    let headers = [
        ("authorization", &*chair),
        ("content-type", "application/json"),
    ];
    let body = r#"{"award": "peoples-choice", "winners": ["optimal"]}"#;
    let decided = status(base, "POST", "/api/jury/decide", &headers, body);
    assert_ne!(decided, 404, "the road is there");
    for path in ["/theme.css", "/static/jury.js", "/static/chair.css"] {
        assert_eq!(status(base, "GET", path, &[], ""), 200, "{path}");
    }
    let page = format!("/jury?key={}", server.key("jury/fok"));
    assert_eq!(status(base, "GET", &page, &[], ""), 200);
    assert!(room.out().contains("are not HTTPS"), "{}", room.out());
}

#[test]
fn the_jurys_links_lead_to_the_address_that_was_given_and_its_pages_are_ours() {
    let room = Room::demo();
    let (url, door) = ("https://jury.example", "127.0.0.1:0");
    let doors = ["--listen", door, "--jury-listen", door, "--jury-url", url];
    let server = Server::start_with(&room, &doors, &[]);
    let chair = format!("{url}/chair?key={}", server.key("chair"));
    assert_eq!(server.links["chair"], json!(chair));
    assert!(!room.out().contains("are not HTTPS"));
    let key = format!("Bearer {}", server.key("jury/fok"));
    let ask = |origin: &str| {
        let headers = [
            ("authorization", &*key),
            ("origin", origin),
            ("host", "jury.example"),
        ];
        server
            .send("POST", "/api/jury/unsign", &headers, &[])
            .status
    };
    assert_eq!(ask(url), 200);
    assert_eq!(ask("https://evil.example"), 403);
    let revoked = server.producer("/api/keys/jury/fok/revoke", json!({}));
    let link = revoked["link"].as_str().expect("a link");
    assert!(link.starts_with(&format!("{url}/jury?key=")), "{link}");
}

#[test]
fn the_producers_key_prints_nothing_on_the_jurys_port() {
    let room = Room::demo();
    let doors = ["--listen", "127.0.0.1:0", "--jury-listen", "127.0.0.1:0"];
    let server = Server::start_with(&room, &doors, &[]);
    let chair = server.links["chair"].as_str().expect("a link");
    let (base, _) = chair.split_once("/chair?").expect("the chair's page");
    let by = |role: &str, method: &str, path: &str| {
        let key = format!("Bearer {}", server.key(role));
        status(base, method, path, &[("authorization", &key)], "")
    };
    for path in ["/print/record", "/print/scoresheets"] {
        assert_eq!(by("producer", "GET", path), 403, "{path}");
        assert_eq!(by("chair", "GET", path), 200, "{path}");
        assert_eq!(server.get_as("producer", path).status, 200, "{path}");
    }
    assert_eq!(by("producer", "POST", "/chair/prizes"), 403);
    assert_eq!(by("chair", "POST", "/chair/prizes"), 200);
}

#[test]
fn behind_somebody_elses_https_a_jurys_cookie_never_travels_in_the_clear() {
    let room = Room::demo();
    let door = "127.0.0.1:0";
    let doors = ["--listen", door, "--jury-listen", door];
    let fronts = [
        "--jury-url",
        "https://jury.example",
        "--public-url",
        "https://vote.example",
    ];
    let server = Server::start_with(&room, &[&doors[..], &fronts].concat(), &[]);
    let kept = |host: &str, forwarded: &str, role: &str, page: &str| {
        let key = format!("key={}", server.key(role));
        let headers = [
            ("host", host),
            ("x-forwarded-proto", forwarded),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let answer = server.send("POST", &format!("/{page}/enter"), &headers, key.as_bytes());
        assert_eq!(answer.status, 303, "{page}");
        answer.header("set-cookie").to_owned()
    };
    for (role, page) in [("jury/fok", "jury"), ("chair", "chair")] {
        let cookie = kept("jury.example", "https", role, page);
        assert!(
            cookie.starts_with("__Host-") && cookie.ends_with("; Secure"),
            "{cookie}"
        );
        // In the hall, and before a proxy that says that it was asked in the clear.
        for (host, forwarded) in [(server.host(), "https"), ("jury.example", "http")] {
            let cookie = kept(host, forwarded, role, page);
            assert!(!cookie.contains("Secure"), "{cookie}");
        }
    }
    let voter = server.send("GET", "/", &[("host", "vote.example")], &[]);
    let cookie = voter.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
}

#[test]
fn a_wrong_address_of_the_jurys_is_named_by_its_option() {
    let room = Room::demo();
    let doors = [
        "serve",
        "show",
        "--listen",
        "127.0.0.1:9",
        "--jury-listen",
        "127.0.0.1:9",
    ];
    let said = run(&doors, room.path());
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("--jury-listen 127.0.0.1:10"),
        "{}",
        said.err
    );
    let url = [
        "serve",
        "show",
        "--jury-listen",
        "127.0.0.1:0",
        "--jury-url",
        "jury.example",
    ];
    let said = run(&url, room.path());
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("--jury-url jury.example is not an address"),
        "{}",
        said.err
    );
}
