//! What the ballot refuses over the real port: each with a clear answer, and afterwards nothing is
//! changed.

use crate::support::raw::flood;
use crate::support::server::{Answer, Room, Server};
use crate::support::voters::{close, join};
use serde_json::{Value, json};

const JSON: (&str, &str) = ("content-type", "application/json");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// An evening with an open ballot, and one honest vote in it.
struct Evening {
    room: Room,
    server: Server,
    honest: String,
    before: Value,
}

impl Evening {
    fn open() -> Evening {
        let room = Room::demo();
        let server = Server::start(&room);
        server.mc("/api/ballots/people/open", json!({}));
        let honest = join(&server);
        let mut evening = Evening {
            room,
            server,
            honest,
            before: Value::Null,
        };
        let vote = json!({"ballot": "people", "choices": ["optimal"]});
        assert_eq!(evening.vote(&evening.honest, &vote).status, 200);
        evening.before = evening.stands();
        evening
    }

    /// Everything that abuse could have changed.
    fn stands(&self) -> Value {
        let ballot = self.server.get_as("mc", "/api/ballots/people").json();
        let own = format!("Bearer {}", self.honest);
        let headers = [("authorization", own.as_str())];
        let held = self
            .server
            .send("GET", "/api/vote?ballot=people", &headers, &[]);
        json!({
            "ballot": ballot,
            "held": held.json(),
            "revision": self.server.show()["revision"],
        })
    }

    #[track_caller]
    fn is_unchanged(&self) {
        assert_eq!(self.stands(), self.before);
        assert_eq!(self.before["ballot"]["turnout"], 1);
        // A look at everything is an event of its own, so it comes last.
        let export = self.server.get_as("producer", "/api/export?format=json");
        let stored = export.json()["box"].to_string();
        assert_eq!(stored.matches("vote ").count(), 1, "{stored}");
    }

    fn vote(&self, token: &str, vote: &Value) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [JSON, ("authorization", bearer.as_str())];
        let body = vote.to_string();
        self.server
            .send("POST", "/api/vote", &headers, body.as_bytes())
    }
}

/// Tokens that were not made here.
fn forged(evening: &Evening) -> Vec<String> {
    let honest = &evening.honest;
    let elsewhere = Room::demo();
    let elsewhere = Server::start(&elsewhere);
    let last = if honest.ends_with('0') { "1" } else { "0" };
    vec![
        String::new(),
        "x".to_owned(),
        "d".repeat(65),
        format!("t{}", &honest[1..]),
        format!("p{}", &honest[1..]),
        format!("{}{last}", &honest[..64]),
        honest[..64].to_owned(),
        format!("{honest}0"),
        honest.to_uppercase(),
        evening.server.key("mc"),
        evening.server.key("producer"),
        // Of another evening in another folder.
        join(&elsewhere),
    ]
}

#[test]
fn a_token_that_was_not_made_here_votes_nowhere_and_sees_nothing() {
    let evening = Evening::open();
    let vote = json!({"ballot": "people", "choices": ["hide-and-seek"]});
    for token in forged(&evening) {
        let refused = evening.vote(&token, &vote);
        assert_eq!(
            (refused.status, &*refused.word()),
            (401, "no-voter"),
            "{token}"
        );
        let cookie = format!("palmares-voter={token}");
        let headers = [JSON, ("cookie", cookie.as_str())];
        let body = vote.to_string();
        let refused = evening
            .server
            .send("POST", "/api/vote", &headers, body.as_bytes());
        assert_eq!(
            (refused.status, &*refused.word()),
            (401, "no-voter"),
            "{token}"
        );
        let looks = evening
            .server
            .send("GET", "/api/vote?ballot=people", &headers, &[]);
        assert_eq!((looks.status, &*looks.word()), (401, "no-voter"), "{token}");
        // A form that brings one, and a page under one.
        if !token.is_empty() {
            let form = format!("ballot=people&choice=hide-and-seek&voter={token}");
            let refused = evening
                .server
                .send("POST", "/vote", &[FORM], form.as_bytes());
            assert_eq!(
                (refused.status, &*refused.word()),
                (401, "no-voter"),
                "{token}"
            );
            let page = evening.server.get(&format!("/v/{token}"));
            assert_eq!(page.status, 404);
            assert!(page.header("content-type").starts_with("text/html"));
        }
        // A browser with a forged cookie is a new visitor, who is asked first.
        let headers = [FORM, ("cookie", cookie.as_str())];
        let form = b"ballot=people&choice=hide-and-seek";
        let asked = evening.server.send("POST", "/vote", &headers, form);
        assert_eq!(asked.status, 303);
        assert!(asked.header("location").contains("choice=hide-and-seek"));
    }
    evening.is_unchanged();
}

#[test]
fn what_is_not_on_the_ballot_is_refused_and_the_honest_vote_stands() {
    let evening = Evening::open();
    let long = "x".repeat(60_000);
    let unknown = [
        json!(["nothing"]),
        json!([""]),
        json!([" optimal"]),
        json!(["OPTIMAL"]),
        json!(["optimal\nvote people 00 1 optimal"]),
        json!(["optimal,hide-and-seek"]),
        json!(["optimal", "optimal"]),
        json!(["optimal", "hide-and-seek"]),
        json!([]),
        json!([long]),
    ];
    for choices in unknown {
        let refused = evening.vote(
            &evening.honest,
            &json!({"ballot": "people", "choices": choices}),
        );
        assert_eq!(
            (refused.status, &*refused.word()),
            (422, "bad-choice"),
            "{choices}"
        );
    }
    let ids = [
        "",
        "nobody",
        "people ",
        "PEOPLE",
        "../people",
        "people\n",
        "\u{0}",
        long.as_str(),
    ];
    for id in ids {
        let vote = json!({"ballot": id, "choices": ["optimal"]});
        let refused = evening.vote(&evening.honest, &vote);
        assert_eq!(
            (refused.status, &*refused.word()),
            (404, "no-such-ballot"),
            "{id}"
        );
    }
    let bodies = [
        json!({"ballot": "people"}),
        json!({"choices": ["optimal"]}),
        json!({"ballot": "people", "choices": "optimal"}),
        json!({"ballot": "people", "choices": [1]}),
        json!({"ballot": "people", "choices": [["optimal"]]}),
        json!({"ballot": "people", "choices": null}),
        json!({"ballot": ["people"], "choices": ["optimal"]}),
        json!({"ballot": "people", "choices": ["optimal"], "change": -1}),
        json!({"ballot": "people", "choices": ["optimal"], "change": 1.5}),
        json!({"ballot": "people", "choices": ["optimal"], "change": "1"}),
        json!({"ballot": "people", "choices": ["optimal"], "change": 4_294_967_296u64}),
        json!({"ballot": "people", "choices": ["optimal"], "weight": 100}),
        json!({"ballot": "people", "choices": ["optimal"], "voter": "x"}),
    ];
    for body in bodies {
        let refused = evening.vote(&evening.honest, &body);
        assert_eq!(
            (refused.status, &*refused.word()),
            (422, "bad-body"),
            "{body}"
        );
    }
    evening.is_unchanged();
}

#[test]
fn wrong_content_types_and_methods_are_told_what_would_be_right() {
    let evening = Evening::open();
    let bearer = format!("Bearer {}", evening.honest);
    let own = ("authorization", bearer.as_str());
    let vote = json!({"ballot": "people", "choices": ["hide-and-seek"]}).to_string();
    let send = |method: &str, path: &str, kind: &str, body: &str| {
        let headers = [own, ("content-type", kind)];
        evening.server.send(method, path, &headers, body.as_bytes())
    };
    for kind in [
        "text/plain",
        "text/json",
        "application/xml",
        "multipart/form-data; boundary=x",
        "",
    ] {
        for path in ["/api/vote", "/api/join"] {
            let refused = send("POST", path, kind, &vote);
            assert_eq!(
                (refused.status, &*refused.word()),
                (415, "not-json"),
                "{path} {kind}"
            );
        }
        let refused = send("POST", "/vote", kind, "ballot=people&choice=hide-and-seek");
        assert_eq!(
            (refused.status, &*refused.word()),
            (415, "bad-form"),
            "{kind}"
        );
    }
    let refused = send("POST", "/vote", "application/json", &vote);
    assert_eq!((refused.status, &*refused.word()), (415, "bad-form"));
    for (method, path) in [
        ("PUT", "/vote"),
        ("PUT", "/api/vote"),
        ("DELETE", "/api/vote"),
        ("PATCH", "/api/vote"),
        ("GET", "/api/join"),
        ("PUT", "/api/join"),
        ("POST", "/t"),
        ("POST", "/p/0000"),
        ("POST", "/receipts/people"),
        ("DELETE", "/"),
    ] {
        let refused = send(method, path, "application/json", "");
        assert_eq!(
            (refused.status, &*refused.word()),
            (405, "method-not-allowed"),
            "{method} {path}"
        );
    }
    // A browser that opens the form's address is shown the ballot; it votes for nothing.
    let link = "/vote?ballot=people&choice=hide-and-seek";
    let shown = send("GET", link, "application/json", "");
    assert_eq!((shown.status, shown.header("location")), (303, "/"));
    evening.is_unchanged();
}

#[test]
fn another_site_cannot_make_a_browser_vote_or_join() {
    let evening = Evening::open();
    let cookie = format!("palmares-voter={}", evening.honest);
    let vote = json!({"ballot": "people", "choices": ["hide-and-seek"]}).to_string();
    for origin in [
        "http://evil.example",
        "https://127.0.0.1",
        "http://127.0.0.1",
        "file://",
        "",
    ] {
        for (path, kind, body) in [
            ("/api/vote", JSON, vote.as_str()),
            ("/api/join", JSON, "{}"),
            ("/vote", FORM, "ballot=people&choice=hide-and-seek"),
        ] {
            let headers = [kind, ("cookie", cookie.as_str()), ("origin", origin)];
            let refused = evening.server.send("POST", path, &headers, body.as_bytes());
            let told = (refused.status, refused.word());
            assert_eq!(told, (403, "foreign-origin".to_owned()), "{origin} {path}");
        }
    }
    evening.is_unchanged();
}

#[test]
fn twenty_megabytes_are_refused_before_they_are_kept_and_nobody_else_waits() {
    let evening = Evening::open();
    std::thread::scope(|scope| {
        for (path, kind) in [
            ("/api/vote", JSON.1),
            ("/api/join", JSON.1),
            ("/vote", FORM.1),
        ] {
            let server = &evening.server;
            scope.spawn(move || {
                for _ in 0..3 {
                    let told = flood(server, path, kind);
                    assert_eq!(told, "HTTP/1.1 413 Payload Too Large", "{path}");
                }
            });
        }
        assert_eq!(evening.server.get("/healthz").status, 200);
    });
    evening.is_unchanged();
}

#[test]
fn absurd_ballots_receipts_and_codes_get_a_page_that_helps() {
    let evening = Evening::open();
    let long = "A".repeat(6_000);
    let page = |path: &str, status: u16| {
        let answer = evening.server.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(
            answer.header("content-type").starts_with("text/html"),
            "{path}"
        );
        assert!(!answer.body.contains("<script>alert"), "{path}");
    };
    for path in ["/v/%FF%FE", "/v/x", "/receipts/%FF%FE"] {
        page(path, 404);
    }
    for id in [
        "nobody",
        "..%2f..%2fkeys.json",
        "%00",
        "people%0a",
        "%F0%9F%8F%86",
        long.as_str(),
    ] {
        page(&format!("/receipts/{id}?receipt=ABCDE-FGHJK"), 404);
        let bearer = format!("Bearer {}", evening.honest);
        let headers = [("authorization", bearer.as_str())];
        let path = format!("/api/vote?ballot={id}");
        let refused = evening.server.send("GET", &path, &headers, &[]);
        assert_eq!(
            (refused.status, &*refused.word()),
            (404, "no-such-ballot"),
            "{id}"
        );
    }
    let scripted = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for receipt in [
        "",
        "x",
        "%00",
        "%FF%FE",
        scripted,
        "'%20or%201=1",
        long.as_str(),
    ] {
        page(&format!("/receipts/people?receipt={receipt}"), 200);
        page(&format!("/t?code=Z{receipt}"), 403);
        page(&format!("/t/Z{receipt}"), 403);
        page(&format!("/p?code=Z{receipt}"), 403);
    }
    close(&evening.server, "people");
    evening
        .server
        .mc("/api/goto", json!({"cue": "peoples-choice/winner"}));
    for receipt in [
        "x",
        "%00",
        "%FF%FE",
        scripted,
        "'%20or%201=1",
        long.as_str(),
    ] {
        page(&format!("/receipts/people?receipt={receipt}"), 200);
    }
    drop(evening.room);
}
