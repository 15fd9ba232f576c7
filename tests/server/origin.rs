//! What another site makes a browser send is refused.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;

const FOREIGN: [&str; 6] = [
    "http://evil.example",
    "https://evil.example:443",
    "null",
    "",
    "http://127.0.0.1",
    "file://",
];

#[test]
fn a_post_from_a_foreign_page_is_refused_with_a_valid_key_too() {
    let room = Room::demo();
    let server = Server::start(&room);
    let key = format!("Bearer {}", server.key("mc"));
    for origin in FOREIGN {
        let headers = [("authorization", key.as_str()), ("origin", origin)];
        let answer = server.send("POST", "/api/go", &headers, &[]);
        assert_eq!(
            (answer.status, answer.word().as_str()),
            (403, "foreign-origin"),
            "{origin}"
        );
    }
    let secure = format!("https://{}", server.host());
    let headers = [("authorization", key.as_str()), ("origin", secure.as_str())];
    assert_eq!(server.send("POST", "/api/go", &headers, &[]).status, 403);
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn a_post_from_our_own_page_or_from_a_program_is_obeyed() {
    let room = Room::demo();
    let server = Server::start(&room);
    let key = format!("Bearer {}", server.key("mc"));
    let own = server.base.clone();
    let headers = [("authorization", key.as_str()), ("origin", own.as_str())];
    assert_eq!(server.send("POST", "/api/go", &headers, &[]).status, 200);
    let headers = [("authorization", key.as_str())];
    assert_eq!(server.send("POST", "/api/back", &headers, &[]).status, 200);
}

#[test]
fn the_name_that_the_browser_used_is_our_own_too() {
    let room = Room::demo();
    let server = Server::start(&room);
    let key = format!("Bearer {}", server.key("mc"));
    let headers = [
        ("authorization", key.as_str()),
        ("host", "gala.example:8080"),
        ("origin", "http://gala.example:8080"),
    ];
    assert_eq!(server.send("POST", "/api/go", &headers, &[]).status, 200);
}

#[test]
fn a_socket_from_a_foreign_page_is_refused() {
    let room = Room::demo();
    let server = Server::start(&room);
    let bearer = format!("Bearer {}", server.key("mc"));
    for origin in FOREIGN {
        let headers = [("origin", origin)];
        let refused = Socket::open(&server, "/live/stage", &headers).err();
        assert_eq!(refused, Some(403), "{origin}");
        let headers = [("origin", origin), ("authorization", &bearer)];
        assert_eq!(
            Socket::open(&server, "/live/mc", &headers).err(),
            Some(403),
            "{origin}"
        );
    }
    let own = [("origin", server.base.as_str())];
    assert!(Socket::open(&server, "/live/stage", &own).is_ok());
    assert!(Socket::open(&server, "/live/stage", &[]).is_ok());
}

#[test]
fn reading_from_a_foreign_page_reveals_nothing_and_is_not_refused() {
    let room = Room::demo();
    let server = Server::start(&room);
    let headers = [("origin", "http://evil.example")];
    let answer = server.send("GET", "/api/show", &headers, &[]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[test]
fn the_public_address_is_our_own_where_a_tunnel_stands_in_front() {
    let room = Room::demo();
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--public-url",
        "https://vote.example",
    ];
    let server = Server::start_with(&room, &arguments, &[]);
    assert_eq!(server.links["audience"], "https://vote.example/");
    let key = format!("Bearer {}", server.key("mc"));
    let headers = [
        ("authorization", key.as_str()),
        ("origin", "https://vote.example"),
    ];
    assert_eq!(server.send("POST", "/api/go", &headers, &[]).status, 200);
}
