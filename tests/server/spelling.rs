//! The public address, in every spelling that a person may give it: browsers know it by one.

use crate::support::server::{Room, Server, run};
use crate::support::socket::Socket;
use serde_json::json;

/// What is given, what browsers make of it, and the host that they then ask for.
const SPELLINGS: [(&str, &str, &str); 6] = [
    (
        "https://VOTE.example:443/",
        "https://vote.example",
        "vote.example",
    ),
    (
        "http://vote.example:80",
        "http://vote.example",
        "vote.example",
    ),
    (
        "https://投票.example",
        "https://xn--oruz12c.example",
        "xn--oruz12c.example",
    ),
    (
        "http://[0:0:0:0:0:0:0:1]:8080",
        "http://[::1]:8080",
        "[::1]:8080",
    ),
    (
        "https://vote.example.",
        "https://vote.example",
        "vote.example",
    ),
    (
        "http://0x7f.1:8080",
        "http://127.0.0.1:8080",
        "127.0.0.1:8080",
    ),
];

fn with(url: &str) -> (Room, Server) {
    let room = Room::demo();
    let arguments = ["--listen", "127.0.0.1:0", "--public-url", url];
    let server = Server::start_with(&room, &arguments, &[]);
    (room, server)
}

/// The statuses of what a phone does at the public address.
fn does(server: &Server, host: &str, origin: &str) -> [u16; 3] {
    let kind = ("content-type", "application/json");
    let headers = [("host", host), ("origin", origin), kind];
    let joined = server.send("POST", "/api/join", &headers, b"{}");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let headers = [("host", host), ("origin", origin), form];
    let voted = server.send("POST", "/vote", &headers, b"ballot=people&choice=optimal");
    let live = Socket::open(server, "/live/audience", &headers[..2]).err();
    [joined.status, voted.status, live.unwrap_or(101)]
}

#[test]
fn a_phone_votes_at_the_public_address_however_that_is_spelled() {
    for (given, origin, host) in SPELLINGS {
        let (room, server) = with(given);
        assert_eq!(server.links["audience"], format!("{origin}/"), "{given}");
        assert!(
            room.out().contains(&format!("audience   {origin}/\n")),
            "{}",
            room.out()
        );
        let local = server.host().to_owned();
        // A proxy or a tunnel passes the host on, or puts its own in its place.
        for host in [host, local.as_str()] {
            assert_eq!(
                does(&server, host, origin),
                [200, 303, 101],
                "{given} as {host}"
            );
        }
        for foreign in [
            "https://evil.example",
            "http://vote.example.evil.example",
            "null x",
        ] {
            assert_eq!(
                does(&server, host, foreign),
                [403; 3],
                "{given} from {foreign}"
            );
        }
        let other = match origin.strip_prefix("https:") {
            Some(rest) => format!("http:{rest}"),
            None => format!("{origin}1"),
        };
        assert_eq!(
            does(&server, &local, &other),
            [403; 3],
            "{given} from {other}"
        );
    }
}

#[test]
fn a_proxy_may_name_the_port_that_browsers_leave_out_and_a_host_may_end_in_a_dot() {
    let (_room, server) = with("https://vote.example");
    for host in [
        "vote.example:443",
        "vote.example.",
        "VOTE.EXAMPLE",
        "127.0.0.1",
    ] {
        for origin in [
            "https://vote.example",
            "https://vote.example:443",
            "https://vote.example.",
        ] {
            assert_eq!(
                does(&server, host, origin),
                [200, 303, 101],
                "{origin} at {host}"
            );
        }
    }
}

#[test]
fn what_is_no_address_is_refused_at_the_start_with_what_mends_it() {
    let room = Room::demo();
    for (given, says) in [
        ("vote.example", "is not an address"),
        ("https://vote.example/vote", "a path follows the host"),
        ("https://vote.example/?x=1", "a path follows the host"),
        (
            "https://me:secret@vote.example",
            "holds a name or a password",
        ),
        ("http://0.0.0.0:8080", "leads to no machine"),
        ("ftp://vote.example", "is not an address"),
    ] {
        let said = run(&["serve", "show", "--public-url", given], room.path());
        assert_eq!(said.code, 2, "{given}");
        let mends = "Write it like https://vote.example or http://192.168.1.20:8080";
        assert!(
            said.err.contains(says) && said.err.contains(mends),
            "{}",
            said.err
        );
        assert!(!said.err.contains("secret"), "{}", said.err);
    }
}

#[test]
fn when_many_come_by_another_address_the_operator_is_told_once_and_how_to_mend_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut desk = Socket::role(&server, "producer");
    let ask = |origin: &str| {
        let headers = [("origin", origin), ("content-type", "application/json")];
        server.send("POST", "/api/vote", &headers, b"{}").status
    };
    for number in 0..40 {
        for odd in [
            "null",
            "http://<b>x</b>",
            "https://vote.example/mc?key=abc",
            "file://",
        ] {
            assert_eq!(ask(odd), 403);
        }
        assert_eq!(ask(&format!("https://{number}.example")), 403);
        assert_eq!(ask("https://vote.example"), 403);
    }
    let alert = desk.next_where("the desk says so", |frame| {
        let alert = frame["regions"]["alert"].as_str().unwrap_or_default();
        alert.contains("--public-url https://vote.example")
    });
    let alert = alert["regions"]["alert"]
        .as_str()
        .expect("a region")
        .to_owned();
    assert_eq!(alert.matches("<section").count(), 1, "{alert}");
    let log = room.err();
    assert_eq!(log.matches("--public-url").count(), 1, "{log}");
    assert!(
        log.contains("start again with --public-url https://vote.example"),
        "{log}"
    );
    for odd in ["<b>", "abc", "file:"] {
        assert!(
            !log.contains(odd) && !alert.contains(&format!(">{odd}")),
            "{log}"
        );
    }
}

#[test]
fn a_voter_at_another_address_reads_that_the_address_is_wrong_and_never_that_the_choice_is() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    for (language, address, ballot) in [
        ("zh-Hant-HK", "不是這個節目的網址", "選票"),
        ("zh-Hans", "不是这个节目的网址", "选票"),
        (
            "en",
            "an address that is not this show’s",
            "not on the ballot",
        ),
    ] {
        let language = ("accept-language", language);
        let origin = ("origin", "https://vote.example");
        let headers = [origin, language, ("content-type", "application/json")];
        for path in ["/api/vote", "/api/join", "/api/go"] {
            let told = server.send("POST", path, &headers, b"{}");
            assert_eq!(
                (told.status, &*told.word()),
                (403, "foreign-origin"),
                "{path}"
            );
            let detail = told.json()["detail"].to_string();
            assert!(
                detail.contains(address) && !detail.contains(ballot),
                "{detail}"
            );
            assert_eq!(
                detail.contains("--public-url"),
                path == "/api/go",
                "{detail}"
            );
        }
        let form = ("content-type", "application/x-www-form-urlencoded");
        let headers = [origin, language, form, ("accept", "text/html")];
        let page = server.send("POST", "/vote", &headers, b"ballot=people&choice=optimal");
        assert_eq!(page.status, 403);
        assert!(
            page.body.contains(address) && !page.body.contains(ballot),
            "{}",
            page.body
        );
    }
}
