//! A key in a link is traded once for a cookie and a clean address.

use crate::support::server::{Answer, Room, Server};
use crate::support::shows::final_with;
use crate::support::socket::Socket;

/// `name=value` of the cookie that an answer sets.
pub fn cookie(answer: &Answer) -> String {
    let whole = answer.header("set-cookie");
    whole.split(';').next().unwrap_or_default().to_owned()
}

pub fn trade(server: &Server, role: &str) -> Answer {
    let link = server.links[role].as_str().expect("a link");
    let path = link.strip_prefix(&server.base).expect("our own link");
    server.get(path)
}

#[test]
fn a_link_with_its_key_leads_to_the_clean_page() {
    let room = Room::demo();
    let server = Server::start(&room);
    for role in ["mc", "producer"] {
        let answer = trade(&server, role);
        assert_eq!(answer.status, 303);
        assert_eq!(answer.header("location"), format!("/{role}"));
        let page = server.send(
            "GET",
            &format!("/{role}"),
            &[("cookie", &cookie(&answer))],
            &[],
        );
        assert_eq!(page.status, 200);
        // The producer hands the links out; the MC's panel holds nobody's key.
        for key in ["mc", "producer", "jury/fok"] {
            let holds = page.body.contains(&server.key(key));
            assert!(
                role == "producer" || !holds,
                "the key of {key} is in the panel"
            );
        }
    }
}

#[test]
fn the_rest_of_the_address_stays() {
    let room = Room::demo();
    let server = Server::start(&room);
    let path = format!("/mc?follow&key={}&ui=en", server.key("mc"));
    let answer = server.get(&path);
    assert_eq!(answer.header("location"), "/mc?follow&ui=en");
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let room = Room::demo();
    let server = Server::start(&room);
    let answer = trade(&server, "mc");
    let whole = answer.header("set-cookie");
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
        assert!(whole.contains(flag), "{whole}");
    }
    assert!(!whole.contains(&server.key("mc")), "the key itself");
    assert!(!whole.contains("Secure"), "this server speaks plain HTTP");
}

#[test]
fn the_cookie_works_for_the_api_and_for_the_socket() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mc = cookie(&trade(&server, "mc"));
    let answer = server.send("POST", "/api/go", &[("cookie", &mc)], &[]);
    assert_eq!(answer.status, 200);
    assert!(Socket::open(&server, "/live/mc", &[("cookie", &mc)]).is_ok());
    assert_eq!(
        Socket::open(&server, "/live/producer", &[("cookie", &mc)]).err(),
        Some(403)
    );
    let answer = server.send("POST", "/api/reread", &[("cookie", &mc)], &[]);
    assert_eq!(answer.status, 403);
}

#[test]
fn a_browser_that_opened_both_links_may_do_both() {
    let room = Room::demo();
    let server = Server::start(&room);
    let both = format!(
        "other=1; {}; {}",
        cookie(&trade(&server, "mc")),
        cookie(&trade(&server, "producer"))
    );
    for (method, path) in [("POST", "/api/go"), ("GET", "/api/export")] {
        let answer = server.send(method, path, &[("cookie", &both)], &[]);
        assert_eq!(answer.status, 200, "{path}");
    }
}

#[test]
fn whoever_is_both_moves_the_stage_as_the_mc_and_opens_an_envelope_as_the_producer() {
    let room = Room::with(&final_with("peek      = false", "peek      = true"));
    let server = Server::start(&room);
    let both = ["mc", "producer"].map(|role| cookie(&trade(&server, role)));
    let both = both.join("; ");
    let paths = ["/api/go", "/api/envelopes/first-prize/open"];
    for path in paths {
        let answer = server.send("POST", path, &[("cookie", &both)], &[]);
        assert_eq!(answer.status, 200, "{path}");
    }
    let export = server.get_as("producer", "/api/export").json();
    let by = |name: &str| {
        let mut events = export["events"].as_array().expect("events").iter();
        let found = events.find(|event| event["event"]["event"] == name);
        found.expect(name)["by"].clone()
    };
    assert_eq!(by("cue-fired"), "mc");
    assert_eq!(by("envelope-opened"), "producer");
}

#[test]
fn a_cookie_that_was_made_up_opens_nothing() {
    let room = Room::demo();
    let server = Server::start(&room);
    let real = cookie(&trade(&server, "mc"));
    let (name, value) = real.split_once('=').expect("name=value");
    let made_up = [
        format!("{name}="),
        format!("{name}={}", "0".repeat(value.len())),
        format!("{name}={}", &value[1..]),
        format!("{name}={}", server.key("mc")),
        format!("palmares-producer={value}"),
    ];
    for cookie in made_up {
        let answer = server.send("GET", "/api/rundown", &[("cookie", &cookie)], &[]);
        assert_eq!(answer.status, 401, "{cookie}");
    }
}

#[test]
fn a_page_without_key_or_cookie_says_how_to_get_in() {
    let room = Room::demo();
    let server = Server::start(&room);
    for role in ["mc", "producer"] {
        let answer = server.get(&format!("/{role}"));
        assert_eq!(answer.status, 401);
        assert!(answer.header("content-type").starts_with("text/html"));
        assert_eq!(
            Socket::open(&server, &format!("/live/{role}"), &[]).err(),
            Some(401)
        );
    }
}

#[test]
fn a_wrong_key_in_a_link_is_401_and_another_roles_is_403() {
    let room = Room::demo();
    let server = Server::start(&room);
    let asked = |role: &str, key: &str| server.get(&format!("/{role}?key={key}"));
    let answer = asked("mc", "0123");
    assert_eq!((answer.status, answer.header("set-cookie")), (401, ""));
    for (role, other) in [("mc", "producer"), ("producer", "mc"), ("mc", "jury/fok")] {
        let answer = asked(role, &server.key(other));
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (403, ""),
            "{other}"
        );
    }
}

#[test]
fn cookies_stay_valid_after_a_restart() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mc = cookie(&trade(&server, "mc"));
    server.kill();
    let server = Server::start(&room);
    let answer = server.send("GET", "/api/rundown", &[("cookie", &mc)], &[]);
    assert_eq!(answer.status, 200);
}
