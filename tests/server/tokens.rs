//! Keys, cookies and voters' tokens: forged, foreign, late and replayed ones do nothing.

use crate::support::server::{Answer, Room, Server};
use crate::support::voters::join;
use serde_json::{Value, json};

fn vote(server: &Server, header: (&str, &str)) -> Answer {
    let headers = [header, ("content-type", "application/json")];
    let vote = json!({"ballot": "people", "choices": ["optimal"], "change": 1}).to_string();
    server.send("POST", "/api/vote", &headers, vote.as_bytes())
}

/// A secret with one letter changed, at every place in turn, and cut or grown at its ends.
fn forgeries(secret: &str) -> Vec<String> {
    let other = |letter: u8| if letter == b'0' { '1' } else { '0' };
    let mut all: Vec<String> = (0..secret.len())
        .map(|at| {
            format!(
                "{}{}{}",
                &secret[..at],
                other(secret.as_bytes()[at]),
                &secret[at + 1..]
            )
        })
        .collect();
    all.extend([
        secret[1..].to_owned(),
        secret[..secret.len() - 1].to_owned(),
        format!("{secret}0"),
        format!("0{secret}"),
        secret.chars().rev().collect(),
        format!("{secret}{secret}"),
    ]);
    all
}

fn turnout(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()["turnout"].clone()
}

#[test]
fn a_key_cookie_or_token_with_one_letter_changed_is_nobodys() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    for key in forgeries(&server.key("mc")) {
        let bearer = format!("Bearer {key}");
        let answer = server.send("GET", "/api/rundown", &[("authorization", &bearer)], &[]);
        assert_eq!(answer.status, 401, "{key}");
    }
    let link = format!("/producer?key={}", server.key("producer"));
    let whole = server.get(&link).header("set-cookie").to_owned();
    let value = whole.split([';', '=']).nth(1).expect("a value");
    for value in forgeries(value) {
        let cookie = format!("palmares-producer={value}");
        let answer = server.send("GET", "/api/export", &[("cookie", &cookie)], &[]);
        assert_eq!(answer.status, 401, "{value}");
    }
    for token in forgeries(&join(&server)) {
        let answer = vote(&server, ("authorization", &format!("Bearer {token}")));
        assert_eq!(
            (answer.status, &*answer.word()),
            (401, "no-voter"),
            "{token}"
        );
        let answer = vote(&server, ("cookie", &format!("palmares-voter={token}")));
        assert_eq!(answer.status, 401, "{token}");
        assert_eq!(server.get(&format!("/v/{token}")).status, 404, "{token}");
    }
    assert_eq!(turnout(&server), 0);
}

#[test]
fn what_another_evening_gave_out_opens_nothing_here() {
    let rooms = [Room::demo(), Room::demo()];
    let [here, elsewhere] = [0, 1].map(|n| Server::start(&rooms[n]));
    here.mc("/api/ballots/people/open", json!({}));
    for role in ["mc", "producer", "jury/fok"] {
        let bearer = format!("Bearer {}", elsewhere.key(role));
        for (method, path) in [
            ("POST", "/api/go"),
            ("GET", "/api/export"),
            ("GET", "/api/rundown"),
        ] {
            let answer = here.send(method, path, &[("authorization", &bearer)], &[]);
            assert_eq!(answer.status, 401, "{role} {path}");
        }
    }
    for role in ["mc", "producer"] {
        let link = format!("/{role}?key={}", elsewhere.key(role));
        assert_eq!(here.get(&link).status, 401);
        let cookie = elsewhere.get(&link).header("set-cookie").to_owned();
        assert!(cookie.contains(role));
        let answer = here.send("GET", &format!("/{role}"), &[("cookie", &cookie)], &[]);
        assert_eq!(answer.status, 401, "{role}");
    }
    assert_eq!(
        vote(
            &here,
            ("authorization", &format!("Bearer {}", join(&elsewhere)))
        )
        .status,
        401
    );
    assert_eq!(turnout(&here), 0);
}

#[test]
fn a_voters_token_is_no_key_and_a_key_is_no_voter() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    let voter = join(&server);
    for (method, path) in [
        ("POST", "/api/go"),
        ("GET", "/api/rundown"),
        ("GET", "/api/export"),
        ("POST", "/api/keys/mc/revoke"),
    ] {
        let answer = server.send(
            method,
            path,
            &[("authorization", &format!("Bearer {voter}"))],
            &[],
        );
        assert_eq!(answer.status, 401, "{path}");
        for cookie in ["palmares-mc", "palmares-producer"] {
            let cookie = format!("{cookie}={voter}");
            let answer = server.send(method, path, &[("cookie", &cookie)], &[]);
            assert_eq!(answer.status, 401, "{path}");
        }
    }
    for role in ["mc", "producer", "jury/fok"] {
        let bearer = format!("Bearer {}", server.key(role));
        assert_eq!(
            vote(&server, ("authorization", &bearer)).status,
            401,
            "{role}"
        );
    }
    assert_eq!(turnout(&server), 0);
}

#[test]
fn a_vote_that_is_replayed_counts_once_and_a_press_that_is_replayed_is_stale_or_late() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    let bearer = format!("Bearer {}", join(&server));
    let receipts: Vec<Value> = (0..5)
        .map(|_| vote(&server, ("authorization", &bearer)).json()["receipt"].clone())
        .collect();
    assert!(
        receipts
            .iter()
            .all(|receipt| *receipt == receipts[0] && receipt.is_string())
    );
    assert_eq!(turnout(&server), 1);

    let revision = server.show()["revision"].clone();
    let press = json!({"expect": revision});
    let moved = server.mc("/api/go", press.clone());
    for _ in 0..5 {
        let answer = server.post_as("mc", "/api/go", &press);
        assert_eq!((answer.status, &*answer.word()), (409, "stale"));
    }
    let bearer = format!("Bearer {}", server.key("mc"));
    let headers = [
        ("authorization", bearer.as_str()),
        ("palmares-valid-until", "1000"),
    ];
    let answer = server.send("POST", "/api/go", &headers, &[]);
    assert_eq!((answer.status, &*answer.word()), (409, "late"));
    assert_eq!(server.show()["cue"]["id"], moved["cue"]);
}
