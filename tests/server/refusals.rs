//! Refusals as a person on a panel reads them: with the names that people know, in the language of
//! the panel. Programs read the type, which says the same to all.

use crate::support::server::{Room, Server};
use crate::support::shows::final_with;
use crate::support::socket::Socket;
use crate::support::voters::{close, vote};
use serde_json::{Value, json};

fn asked(server: &Server, role: &str, path: &str, body: &Value, language: &str) -> Value {
    let bearer = format!("Bearer {}", server.key(role));
    let headers = [
        ("authorization", &*bearer),
        ("accept-language", language),
        ("content-type", "application/json"),
    ];
    let body = body.to_string();
    server.send("POST", path, &headers, body.as_bytes()).json()
}

/// Asks in all three languages: the names differ, the type does not.
#[track_caller]
fn names(server: &Server, role: &str, path: &str, body: &Value, word: &str, known: [&str; 3]) {
    for (language, name) in ["zh-Hant-HK", "zh-Hans", "en"].into_iter().zip(known) {
        let problem = asked(server, role, path, body, language);
        assert_eq!(problem["type"], format!("urn:palmares:problem:{word}"));
        let detail = problem["detail"].as_str().expect("a detail");
        assert!(detail.contains(name), "{language}: {detail}");
        for id in [
            "peoples-choice",
            "people”",
            "people」",
            "optimal",
            "cyberport",
        ] {
            assert!(!detail.contains(id), "{language}: {detail}");
        }
    }
}

/// The hall's award, with a ballot that each of these works got one vote in.
pub fn counted(room: &Room, votes: &[&str]) -> Server {
    let server = Server::start(room);
    server.mc("/api/ballots/people/open", json!({}));
    for entry in votes {
        vote(&server, "people", entry);
    }
    close(&server, "people");
    server
}

/// The built-in final, with ties for the chair to decide.
pub fn for_the_chair() -> Room {
    Room::with(&final_with(
        "decided_by = \"audience\"",
        "decided_by = \"audience\"\nties = \"chair\"",
    ))
}

#[test]
fn a_refusal_names_awards_and_works_as_people_call_them() {
    let award = ["最受觀眾歡迎大獎", "最受觀眾歡迎大獎", "People's Choice"];
    let room = for_the_chair();
    let server = counted(&room, &["optimal", "cyberport"]);
    let to = json!({ "cue": "peoples-choice/winner" });
    names(&server, "mc", "/api/goto", &to, "tie", award);
    let path = "/api/envelopes/peoples-choice";
    let third = json!({ "winner": "neon-echoes" });
    let work = ["霓虹下的回音", "霓虹下的回音", "霓虹下的回音"];
    names(&server, "producer", path, &third, "not-tied", work);
    server.mc("/api/goto", json!({ "cue": "people/result" }));
    let path = "/api/ballots/people/reopen";
    names(&server, "producer", path, &json!({}), "result-shown", award);
    let room = Room::demo();
    let server = Server::start(&room);
    let path = "/api/envelopes/peoples-choice";
    let one = json!({ "winner": "optimal" });
    names(&server, "producer", path, &one, "audience-decides", award);
}

#[test]
fn what_the_show_does_not_have_is_named_as_it_was_asked_for() {
    let room = Room::demo();
    let server = Server::start(&room);
    for (path, word) in [
        ("/api/envelopes/best-nothing", "best-nothing"),
        ("/api/ballots/nobodys/open", "nobodys"),
    ] {
        let body = match word {
            "nobodys" => json!({}),
            _ => json!({ "winner": "optimal" }),
        };
        let problem = asked(&server, "producer", path, &body, "en");
        let detail = problem["detail"].as_str().expect("a detail");
        assert!(detail.contains(word), "{detail}");
    }
}

#[test]
fn whoever_tries_out_rulings_leaves_a_look_at_the_count_on_record_before_the_answer() {
    let room = for_the_chair();
    let server = counted(&room, &["optimal", "cyberport"]);
    let mut desk = Socket::role(&server, "producer");
    let before = server.show()["revision"].as_u64().expect("a revision");
    let path = "/api/envelopes/peoples-choice";
    let tried = json!({ "winner": "neon-echoes" });
    let refused = asked(&server, "producer", path, &tried, "en");
    assert_eq!(refused["type"], "urn:palmares:problem:not-tied");
    // The first trial is on record, and the others tell nothing that the look has not told.
    asked(&server, "producer", path, &tried, "en");
    let sealed = asked(
        &server,
        "producer",
        path,
        &json!({ "winner": "optimal" }),
        "en",
    );
    assert_eq!(sealed["revision"], before + 2, "{sealed}");
    desk.next_where("the look stands in the journal", |frame| {
        let journal = frame["regions"]["journal"].as_str().unwrap_or_default();
        journal.matches("有人查看點票結果").count() + journal.matches("Tally looked at").count()
            == 1
    });
}
