//! What every page keeps to itself.

use crate::support::server::{Answer, Room, Server};
use serde_json::json;
use std::io::Read;

const PAGES: [&str; 9] = [
    "/overlay",
    "/stage?test",
    "/",
    "/stage",
    "/results",
    "/mc",
    "/producer",
    "/nothing",
    "/jury",
];

fn policy(answer: &Answer) -> String {
    answer.header("content-security-policy").to_owned()
}

#[test]
fn every_page_has_a_strict_policy() {
    let room = Room::demo();
    let server = Server::start(&room);
    for path in PAGES {
        let policy = policy(&server.get(path));
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("base-uri 'none'"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'self'"),
            "{path}: {policy}"
        );
        for weak in ["unsafe-inline", "unsafe-eval", "http:", "https:", "*"] {
            assert!(!policy.contains(weak), "{path}: {policy}");
        }
    }
}

#[test]
fn every_answer_has_the_standing_headers() {
    let room = Room::demo();
    let server = Server::start(&room);
    for path in PAGES
        .iter()
        .chain(&["/api/show", "/healthz", "/static/live.js"])
    {
        let answer = server.get(path);
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{path}");
        let referrer = answer.header("referrer-policy");
        assert!(["no-referrer", "same-origin"].contains(&referrer), "{path}");
        assert!(policy(&answer).contains("default-src"), "{path}");
    }
}

#[test]
fn the_policy_names_only_a_host_that_looks_like_one() {
    let room = Room::demo();
    let server = Server::start(&room);
    for odd in ["evil.example; script-src *", "a b", "x'y"] {
        let answer = server.send("GET", "/stage", &[("host", odd)], &[]);
        if answer.status == 200 {
            let policy = policy(&answer);
            assert!(
                !policy.contains(odd) && !policy.contains("script-src *"),
                "{policy}"
            );
        }
    }
}

#[test]
fn pages_are_html_in_utf8_and_never_cached() {
    let room = Room::demo();
    let server = Server::start(&room);
    for path in PAGES {
        let answer = server.get(path);
        assert_eq!(
            answer.header("content-type"),
            "text/html; charset=utf-8",
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[test]
fn a_chosen_language_is_remembered() {
    let room = Room::demo();
    let server = Server::start(&room);
    let answer = server.get("/results?ui=en");
    let cookies: Vec<&str> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    assert!(
        cookies
            .iter()
            .any(|cookie| cookie.starts_with("palmares-ui-") && cookie.contains("=en;")),
        "{cookies:?}"
    );
    let answer = server.get("/results?ui=klingon");
    assert_eq!(answer.header("set-cookie"), "");
}

#[test]
fn only_files_that_the_show_names_are_served_from_its_folder() {
    let show = palmares::demo::SHOW.replacen(
        "id    = \"golden-saddle\"",
        "poster = \"media/saddle.svg\"\nid    = \"golden-saddle\"",
        1,
    );
    let room = Room::with(&show);
    let media = room.show().join("media");
    let poster = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    std::fs::write(media.join("saddle.svg"), poster).expect("a poster");
    std::fs::write(media.join("notes.txt"), "who wins").expect("a note");
    let server = Server::start(&room);
    let answer = server.get("/media/saddle.svg");
    assert_eq!((answer.status, answer.body.as_str()), (200, poster));
    for path in [
        "/media/notes.txt",
        "/media/",
        "/media/../show.toml",
        "/media/..%2fshow.toml",
        "/media/%2e%2e/keys.json",
        "/media/saddle.svg/../notes.txt",
        "/keys.json",
        "/show.db",
        "/links.json",
        "/static/../keys.json",
        "/static/..%2fCargo.toml",
    ] {
        let answer = server.get(path);
        assert!(
            answer.status == 404 || answer.status == 400,
            "{path}: {}",
            answer.status
        );
        assert!(!answer.body.contains("who wins"), "{path}");
    }
}

#[test]
fn the_page_of_one_voter_is_as_small_on_its_way_as_everybodys_and_the_same_when_unpacked() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    let joined = server.send("POST", "/api/join", &[], &[]).json();
    let own = format!("/v/{}", joined["voter"].as_str().expect("a token"));
    for path in [&own, "/", "/t", "/p", "/receipts/people"] {
        let (_, packed) = server.bytes_as(path, "br;q=0, gzip;q=0.8");
        assert!(packed.len() <= 14_336, "{path}: {} bytes", packed.len());
        let mut unpacked = String::new();
        let mut gzip = flate2::read::GzDecoder::new(&packed[..]);
        gzip.read_to_string(&mut unpacked).expect("gzip");
        assert!(unpacked.ends_with("</html>\n") || unpacked.ends_with("</html>"));
        let plain = server.send("GET", path, &[("accept-encoding", "identity")], &[]);
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        assert_eq!(plain.body, unpacked, "{path}");
    }
}
