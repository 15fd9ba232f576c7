//! A show's own looks, on every page that wears them.

use crate::support::server::{Room, Server, run};
use crate::support::socket::Socket;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use palmares::demo;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs;

const THEME: &str = "[theme]\nink = \"#0a1420\"\ngold = \"#7fc4ff\"\nstylesheet = \"gala.css\"\n\n";

fn themed(theme: &str) -> String {
    demo::SHOW.replacen("\n[[entry]]", &format!("\n{theme}[[entry]]"), 1)
}

fn room(theme: &str, sheet: &str) -> Room {
    let room = Room::with(&themed(theme));
    fs::write(room.show().join("media/gala.css"), sheet).expect("a style sheet");
    room
}

#[test]
fn the_stage_the_overlay_and_the_results_wear_the_shows_colours_and_a_reread_changes_them() {
    let room = room(THEME, ".title { letter-spacing: .1em }");
    let server = Server::start(&room);
    let sheet = server.get("/theme.css");
    assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
    assert!(sheet.body.contains("--ink: #0a1420") && sheet.body.contains("--gold: #7fc4ff"));
    for page in ["/stage", "/overlay", "/results", "/stage?test"] {
        let body = server.get(page).body;
        assert!(body.contains("href=\"/theme.css?v="), "{page}");
    }
    assert!(
        server
            .get("/stage")
            .body
            .contains("href=\"/media/gala.css\"")
    );
    let own = server.get("/media/gala.css");
    assert_eq!(own.header("content-type"), "text/css; charset=utf-8");
    let named = |socket: &mut Socket| {
        socket.next()["regions"]["theme"]
            .as_str()
            .map(str::to_owned)
    };
    let before = named(&mut Socket::stage(&server, "")).expect("sheets");
    let changed = themed(&THEME.replace("#7fc4ff", "#ffcc66"));
    fs::write(room.show().join("show.toml"), changed).expect("written");
    server.producer("/api/reread", json!({}));
    let after = named(&mut Socket::stage(&server, "")).expect("sheets");
    assert_ne!(before, after);
    fs::write(room.show().join("show.toml"), demo::SHOW).expect("written");
    server.producer("/api/reread", json!({}));
    assert_eq!(named(&mut Socket::stage(&server, "")).as_deref(), Some(""));
    assert_eq!(server.get("/theme.css").body, "");
}

#[test]
fn the_phones_page_wears_them_within_its_budget_and_under_its_own_policy() {
    let room = room(THEME, "");
    let server = Server::start(&room);
    let page = server.get("/");
    let (_, rest) = page.body.split_once("<style>").expect("a style");
    let (style, _) = rest.split_once("</style>").expect("its end");
    assert!(
        style.contains("--gold:#"),
        "{}",
        &style[style.len() - 300..]
    );
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    assert!(page.header("content-security-policy").contains(&hash));
    let (_, zipped) = server.bytes_as("/", "gzip");
    assert!(zipped.len() <= 14_336, "{} bytes", zipped.len());
    assert_eq!(&zipped[..2], [0x1f, 0x8b]);
}

#[test]
fn a_style_sheet_that_asks_for_something_from_elsewhere_is_named_with_its_line_and_not_served() {
    let room = room(
        THEME,
        ".a { color: red }\n@import url(https://x.example/a.css);\n",
    );
    let said = run(&["check", "show"], room.path());
    assert!(
        said.err.contains("media/gala.css") && said.err.contains("@import on line 2"),
        "{}",
        said.err
    );
    let server = Server::start(&room);
    assert_eq!(server.get("/media/gala.css").status, 404);
}
