//! Nothing that is secret stands in a log.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use palmares::show::programme::Show;
use serde_json::{Value, json};
use std::sync::Arc;

fn show() -> Arc<Show> {
    crate::support::shows::demo()
}

/// Everything that must not be printed: role keys, jury keys, and the cookies made of them.
fn secrets(server: &Server) -> Vec<String> {
    let jury = server.links["keys"]["jury"].as_object().expect("the jury");
    let mut all: Vec<String> = jury
        .values()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    all.extend([server.key("mc"), server.key("producer")]);
    for role in ["mc", "producer"] {
        let answer = server.get(&format!("/{role}?key={}", server.key(role)));
        let cookie = answer.header("set-cookie").split(';').next();
        let value = cookie.and_then(|pair| pair.split_once('='));
        all.push(value.expect("a cookie").1.to_owned());
    }
    all
}

#[test]
fn no_key_cookie_or_winner_is_logged_even_when_everything_is() {
    let room = Room::demo();
    let arguments = ["--listen", "127.0.0.1:0"];
    let server = Server::start_with(&room, &arguments, &[("PALMARES_LOG", "trace")]);
    let banner = room.out();
    let mut secrets = secrets(&server);

    let _panel = Socket::role(&server, "mc");
    let seal = json!({"winner": "cyberport"});
    server.producer("/api/envelopes/best-screenplay", seal);
    server.producer("/api/envelopes/best-screenplay/open", json!({}));
    server.mc("/api/goto", json!({"cue": "best-screenplay/winner"}));
    server.mc("/api/wrong-envelope", json!({}));
    let correction = json!({"winner": "neon-echoes", "reason": "a reason of ours"});
    server.producer("/api/envelopes/best-screenplay/correct", correction);
    let joined = server.send("POST", "/api/join", &[], &[]).json();
    secrets.push(joined["voter"].as_str().expect("a token").to_owned());
    server.get("/mc?key=wrong-key-in-a-link");
    server.send(
        "POST",
        "/api/go",
        &[("authorization", "Bearer wrong-key")],
        &[],
    );
    server.send("POST", "/api/goto", &[], b"{\"cue\": ");
    let (status, _) = server.terminate();
    assert!(status.success());

    let log = room.err() + &room.out()[banner.len()..];
    assert!(!log.is_empty(), "nothing was logged at all");
    secrets.extend(["wrong-key".to_owned(), "a reason of ours".to_owned()]);
    for entry in show().entries.iter() {
        secrets.push(entry.id.clone());
        secrets.push(entry.team.first(&show().languages).to_owned());
    }
    for secret in secrets {
        // The venue is a work's title too.
        let harmless = secret == "cyberport";
        assert!(
            harmless || !log.contains(&secret),
            "{secret} is in the log:\n{log}"
        );
    }
}

#[test]
fn the_banner_holds_the_links_and_no_winner() {
    let room = Room::demo();
    let server = Server::start(&room);
    let banner = room.out();
    for link in ["stage", "mc", "producer", "audience", "results"] {
        let link = server.links[link].as_str().expect("a link");
        assert!(banner.contains(link), "{link} is missing");
    }
    for entry in show().entries.iter() {
        let title = entry.title.first(&show().languages);
        assert!(title == "Cyberport" || !banner.contains(title), "{title}");
    }
}
