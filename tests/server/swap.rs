//! A code that would take the place of what a phone holds: the phone is asked, wherever the link
//! came from.

use crate::support::server::{Answer, Room, Server, run};
use crate::support::shows::final_for;
use crate::support::voters::cast;
use serde_json::json;
use std::fs;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The codes of two tickets.
fn tickets(room: &Room) -> [String; 2] {
    let arguments = [
        "tickets",
        "show",
        "--count",
        "2",
        "--public-url",
        "http://vote.example",
    ];
    let printed = run(&arguments, room.path());
    assert_eq!(printed.code, 0, "{}", printed.err);
    let sheet = fs::read_to_string(room.show().join("tickets-1-2.html")).expect("a sheet");
    let mut codes = sheet.split("<p class=\"code\" lang=\"en\">").skip(1);
    [(); 2].map(|()| {
        codes
            .next()
            .and_then(|rest| rest.split('<').next())
            .expect("one")
            .to_owned()
    })
}

fn pair(answer: &Answer) -> String {
    answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn token(pair: &str) -> &str {
    pair.split_once('=').map_or("", |(_, token)| token)
}

/// What the form of the page that asks would send.
fn form(page: &str) -> String {
    let fields = page.split("<input type=\"hidden\" name=\"").skip(1);
    let read = |field: &str| {
        let (name, rest) = field.split_once("\" value=\"").expect("a value");
        format!("{name}={}", rest.split('"').next().unwrap_or_default())
    };
    fields.map(read).collect::<Vec<_>>().join("&")
}

#[test]
fn a_link_from_a_chat_does_not_take_a_ticket_away() {
    let room = Room::with(&final_for("ticket"));
    let [mine, theirs] = tickets(&room);
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    let held = pair(&server.get(&format!("/t/{mine}")));
    assert!(token(&held).starts_with('t'), "{held}");
    let cookie = ("cookie", held.as_str());
    // One's own ticket, once more, needs no question.
    assert_eq!(
        server
            .send("GET", &format!("/t/{mine}"), &[cookie], &[])
            .status,
        303
    );
    let link = format!("/t?tick=optimal&code={theirs}");
    for (voted, says) in [(false, 0), (true, 1)] {
        if voted {
            assert_eq!(
                cast(&server, token(&held), "people", "cyberport").status,
                200
            );
        }
        for (language, heading, stays) in [
            (
                "zh-Hant-HK",
                "在這部手機改用另一個代碼？",
                "你已送出的一票仍然有效",
            ),
            (
                "zh-Hans",
                "在这部手机改用另一个代码？",
                "你已提交的一票仍然有效",
            ),
            ("en", "Use another code on this phone?", "stays counted"),
        ] {
            let headers = [cookie, ("accept-language", language)];
            let page = server.send("GET", &link, &headers, &[]);
            assert_eq!(
                (page.status, page.header("set-cookie")),
                (200, ""),
                "{language}"
            );
            assert!(
                page.body.contains(&format!("<h1>{heading}</h1>")),
                "{}",
                page.body
            );
            assert_eq!(page.body.matches(stays).count(), says, "{language}");
            assert!(
                page.body.contains(r#"href="/""#),
                "no way to leave it as it is"
            );
        }
    }
    let page = server.send("GET", &link, &[cookie], &[]).body;
    let sent = form(&page);
    // Whoever has not seen the question cannot answer it.
    let guessed = sent.replace(token(&held), "x");
    let asked = server.send("POST", "/join", &[cookie, FORM], guessed.as_bytes());
    assert_eq!((asked.status, asked.header("set-cookie")), (200, ""));
    for origin in [server.base.as_str(), "null"] {
        let headers = [cookie, FORM, ("origin", origin)];
        let swapped = server.send("POST", "/join", &headers, sent.as_bytes());
        assert_eq!(swapped.status, 303, "{}", swapped.body);
        let other = pair(&swapped);
        assert_ne!(token(&other), token(&held));
        assert!(swapped.header("location").ends_with("?tick=optimal"));
    }
    let headers = [cookie, FORM, ("origin", "https://evil.example")];
    assert_eq!(
        server
            .send("POST", "/join", &headers, sent.as_bytes())
            .status,
        403
    );
    // The first vote stays.
    assert_eq!(
        server.get_as("mc", "/api/ballots/people").json()["turnout"],
        1
    );
}

#[test]
fn a_phone_that_holds_nothing_yet_is_let_in_at_once_and_one_that_has_voted_is_asked() {
    let room = Room::demo();
    let [code, _] = tickets(&room);
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    let held = pair(&server.get("/"));
    let cookie = ("cookie", held.as_str());
    let path = format!("/t/{code}");
    assert_eq!(server.send("GET", &path, &[cookie], &[]).status, 303);
    assert_eq!(cast(&server, token(&held), "people", "optimal").status, 200);
    let asked = server.send("GET", &path, &[cookie], &[]);
    assert_eq!((asked.status, asked.header("set-cookie")), (200, ""));
    let swapped = server.send(
        "POST",
        "/join",
        &[cookie, FORM],
        form(&asked.body).as_bytes(),
    );
    assert_eq!(swapped.status, 303);
}
