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
fn a_style_sheet_that_asks_for_something_from_elsewhere_is_named_with_its_place_and_not_served() {
    let sheet =
        ".a { color: red }\n@import url(https://x.example/a.css);\n.b{ width: expression(1) }";
    let room = room(THEME, sheet);
    let said = run(&["check", "show"], room.path());
    let place =
        "media/gala.css:2:9: warning: the address “https://x.example/a.css” leads elsewhere";
    assert!(said.err.contains(place), "{}", said.err);
    assert!(
        said.err.contains("media/gala.css:3:12: warning:"),
        "{}",
        said.err
    );
    assert_eq!(said.code, 0, "the show can be given without it");
    let server = Server::start(&room);
    assert_eq!(server.get("/media/gala.css").status, 404);
}

/// A font of ours, as one that a show brings.
const FONT: &[u8] = include_bytes!("../../static/fonts/source-sans-3/letters.woff2");

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>";

#[test]
fn the_files_that_a_style_sheet_names_are_served_and_nothing_else_of_the_folder() {
    let sheet = "@import \"looks/more.css\";\n\
        @font-face { font-family: Brand; src: url(\"brand%20one.woff2?v=2#x\") format(\"woff2\") }\n\
        @font-face { font-family: Held; src: url(data:font/woff2;base64,d09GMg==) }\n\
        .stage { background: image-set(url('Cafe\u{301}.svg') 1x) }";
    let room = room(THEME, sheet);
    let media = room.show().join("media");
    fs::create_dir_all(media.join("looks")).expect("a folder");
    fs::write(
        media.join("looks/more.css"),
        ".b { mask: url(../mask.svg) }",
    )
    .expect("a sheet");
    fs::write(media.join("brand one.woff2"), FONT).expect("a font");
    fs::write(media.join("mask.svg"), PICTURE).expect("a picture");
    fs::write(media.join("Caf\u{e9}.svg"), PICTURE).expect("a picture");
    fs::write(media.join("secret.svg"), PICTURE).expect("a picture");
    let said = run(&["check", "show"], room.path());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let server = Server::start(&room);
    let (kind, bytes) = server.bytes("/media/brand%20one.woff2?v=2");
    assert_eq!((kind.as_str(), bytes.as_slice()), ("font/woff2", FONT));
    for (path, kind) in [
        ("/media/looks/more.css", "text/css; charset=utf-8"),
        ("/media/mask.svg", "image/svg+xml"),
        ("/media/Cafe%CC%81.svg", "image/svg+xml"),
    ] {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, kind),
            "{path}"
        );
    }
    for path in [
        "/media/secret.svg",
        "/media/../show.toml",
        "/media/%2e%2e/keys.json",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let policy = server
        .get("/stage")
        .header("content-security-policy")
        .to_owned();
    assert!(policy.contains("font-src 'self' data:"), "{policy}");
}

#[test]
fn what_is_wrong_with_the_files_of_a_style_sheet_has_file_line_and_column() {
    let sheet = "/* é */ .a { background: url(nowhere.png) }\n.b { background: url(Hall.svg); }\n\
        .c { background: url(../show.toml) }\n@font-face { src: url(cut.woff2), url(page.woff2) }\n\
        @import 'more.css';";
    let room = room(THEME, sheet);
    let media = room.show().join("media");
    fs::write(media.join("hall.svg"), PICTURE).expect("a picture");
    fs::write(media.join("cut.woff2"), &FONT[..9000]).expect("a font");
    fs::write(media.join("page.woff2"), "<html>").expect("a page");
    fs::write(media.join("more.css"), "\n .d { mask: url(gone.svg) }").expect("a sheet");
    let said = run(&["check", "show"], room.path());
    for wanted in [
        "media/gala.css:1:26: warning: there is no file `media/nowhere.png`",
        "media/gala.css:2:18: warning: there is no file `media/Hall.svg`",
        "`media/hall.svg` is the same name with other capital letters",
        "media/gala.css:3:18: warning: `show.toml` is not in the show's `media` folder",
        "media/gala.css:4:19: warning: `media/cut.woff2` was cut short",
        "media/gala.css:4:35: warning: `media/page.woff2` is not of a kind",
        "media/more.css:2:13: warning: there is no file `media/gone.svg`",
    ] {
        assert!(said.err.contains(wanted), "{wanted}\n{}", said.err);
    }
    assert_eq!(said.code, 0, "the show can be given without them");
    let server = Server::start(&room);
    assert_eq!(server.get("/media/gala.css").status, 200);
    assert_eq!(server.get("/media/cut.woff2").status, 404);
    assert_eq!(server.get("/show.toml").status, 404);
}
