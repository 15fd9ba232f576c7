//! The chair decides, alone or together with the producer.

use crate::support::server::{Answer, Room, Server};
use palmares::demo;
use serde_json::{Value, json};

const DECIDE: &str = "/api/jury/decide";
const SEAL: &str = "/api/envelopes/first-prize";

/// The built-in final without a winner of the jury's in its file; with these lines under `[jury]`.
fn unsealed(lines: &str) -> Room {
    let named = |line: &&str| line.trim_start().starts_with("winner");
    let kept = demo::SHOW.lines().filter(|line| !named(line));
    let file = kept.collect::<Vec<_>>().join("\n");
    Room::with(&file.replacen("[jury]\n", &format!("[jury]\n{lines}\n"), 1))
}

fn says(server: &Server, role: &str, path: &str, body: Value) -> (u16, String, Value) {
    let answer: Answer = server.post_as(role, path, &body);
    let word = match answer.status {
        200 => String::new(),
        _ => answer.word(),
    };
    (answer.status, word, answer.json())
}

fn chair(server: &Server, body: Value) -> (u16, String, Value) {
    says(server, "chair", DECIDE, body)
}

/// What the chair or the producer is answered: the status, or the word of a problem.
fn word((_, word, body): (u16, String, Value)) -> String {
    match body["status"].as_str() {
        Some(status) if word.is_empty() => status.to_owned(),
        _ => word,
    }
}

#[test]
fn the_chair_seals_with_citation_mention_and_second_choice_and_the_wall_tells_what_it_may() {
    let room = unsealed("");
    let server = Server::start(&room);
    let decision = json!({
        "award": "first-prize", "winners": ["optimal"],
        "citation": {"zh": "以光寫情", "en": "For its light"},
        "mention": ["neon-echoes"], "second": "cyberport",
    });
    assert_eq!(word(chair(&server, decision)), "sealed");
    let opened = server.producer(&format!("{SEAL}/open"), json!({}));
    assert_eq!(opened["winners"][0]["id"], "optimal");
    assert_eq!(opened["citation"]["en"], "For its light");
    assert_eq!(opened["mention"][0]["id"], "neon-echoes");
    assert_eq!(opened["second"][0]["id"], "cyberport");
    assert!(!server.get("/results?ui=en").body.contains("For its light"));
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    let page = server.get("/results?ui=en").body;
    assert!(page.contains("For its light") && page.contains("Special mention"));
    let results = server.get("/api/results").json();
    assert_eq!(results[0]["mention"][0]["id"], "neon-echoes");
    assert!(!results.to_string().contains("cyberport"), "{results}");
}

#[test]
fn no_award_is_decided_by_the_chair_and_by_a_producer_who_says_so_and_not_by_a_slip() {
    let room = unsealed("");
    let server = Server::start(&room);
    let nobody = json!({"award": "first-prize", "winners": []});
    assert_eq!(word(chair(&server, nobody)), "sealed");
    let slip = says(&server, "producer", SEAL, json!({"winner": []}));
    assert_eq!(word(slip), "bad-winners");
    let said = says(&server, "producer", SEAL, json!({"winners": []}));
    assert_eq!(said.0, 200);
    assert_eq!(
        said.2["status"],
        Value::Null,
        "the producer's answer is as ever"
    );
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    let results = server.get("/api/results").json();
    assert_eq!(results[0]["winners"], json!([]));
    assert!(server.get("/results?ui=zh-Hant-HK").body.contains("從缺"));
}

#[test]
fn what_the_chair_cannot_decide_is_told_by_name() {
    let room = unsealed("");
    let server = Server::start(&room);
    let first = |winners: Value| json!({"award": "first-prize", "winners": winners});
    for (body, status, named) in [
        (first(json!(["nobody"])), 422, "no-such-entry"),
        (first(json!(["optimal", "cyberport"])), 422, "too-many"),
        (first(json!(["optimal", "optimal"])), 422, "bad-winners"),
        (
            json!({"award": "none", "winners": ["optimal"]}),
            404,
            "no-such-award",
        ),
        (
            json!({"award": "peoples-choice", "winners": ["optimal"]}),
            409,
            "audience-decides",
        ),
    ] {
        let (found, why, _) = chair(&server, body.clone());
        assert_eq!((found, why.as_str()), (status, named), "{body}");
    }
    let body = first(json!(["optimal"]));
    assert_eq!(server.post_as("producer", DECIDE, &body).status, 403);
    assert_eq!(server.post_as("mc", DECIDE, &body).status, 403);
    assert_eq!(server.send("POST", DECIDE, &[], b"{}").status, 401);
    assert_eq!(
        server
            .post_as("chair", SEAL, &json!({"winner": "optimal"}))
            .status,
        403
    );
}

#[test]
fn two_seal_only_what_both_have_said_and_neither_hears_what_the_other_said() {
    let room = unsealed("seal = \"two\"");
    let server = Server::start(&room);
    let chairs = |winner: &str| {
        let body = json!({
            "award": "first-prize", "winners": [winner], "citation": "The chair's words.",
        });
        word(chair(&server, body))
    };
    let producers = |winner: &str| {
        let body = json!({"winner": winner, "citation": "The producer's words."});
        word(says(&server, "producer", SEAL, body))
    };
    assert_eq!(chairs("optimal"), "waiting");
    assert_eq!(chairs("cyberport"), "waiting", "the last word stands");
    let unequal = says(&server, "producer", SEAL, json!({"winner": "optimal"}));
    assert_eq!((unequal.0, unequal.1.as_str()), (409, "not-the-same"));
    assert!(
        !unequal.2.to_string().contains("cyberport"),
        "{}",
        unequal.2
    );
    assert!(!unequal.2.to_string().contains("數碼港"), "{}", unequal.2);
    assert_eq!(producers("neon-echoes"), "not-the-same");
    // Twice unequal: both begin anew.
    assert_eq!(producers("cyberport"), "waiting");
    let export = server.get_as("producer", "/api/export?format=json").body;
    for said in ["The chair's words.", "The producer's words."] {
        assert!(!export.contains(said), "no export opens a half");
    }
    assert_eq!(export.matches("\"half-sealed\"").count(), 5);
    assert_eq!(export.matches("\"halves-differ\"").count(), 2);
    assert_eq!(chairs("cyberport"), "sealed");
    let opened = server.producer(&format!("{SEAL}/open"), json!({}));
    assert_eq!(opened["winners"][0]["id"], "cyberport");
    assert_eq!(opened["citation"], "The chair's words.");
}

#[test]
fn a_revoked_key_voids_its_half_and_a_correction_takes_both() {
    let room = unsealed("seal = \"two\"");
    let server = Server::start(&room);
    let one = json!({"award": "first-prize", "winners": ["optimal"]});
    assert_eq!(word(chair(&server, one.clone())), "waiting");
    let fresh = server.producer("/api/keys/chair/revoke", json!({}));
    assert_eq!(fresh["role"], "chair");
    let seal = json!({"winner": "optimal"});
    assert_eq!(word(says(&server, "producer", SEAL, seal)), "waiting");
    let bearer = format!("Bearer {}", fresh["key"].as_str().expect("a key"));
    let decide = |body: Value| {
        let headers = [
            ("authorization", bearer.as_str()),
            ("content-type", "application/json"),
        ];
        let answer = server.send("POST", DECIDE, &headers, body.to_string().as_bytes());
        match answer.status {
            200 => answer.json()["status"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            _ => answer.word(),
        }
    };
    assert_eq!(decide(one), "sealed");
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    let mended = json!({"winner": "cyberport", "reason": "a slip"});
    let answer = says(&server, "producer", &format!("{SEAL}/correct"), mended);
    assert_eq!(word(answer), "waiting");
    let silent = json!({"award": "first-prize", "winners": ["cyberport"]});
    assert_eq!(decide(silent.clone()), "reason");
    let mut because = silent;
    because["reason"] = "a slip of the pen".into();
    assert_eq!(decide(because), "sealed");
}

#[test]
fn a_half_survives_a_restart_and_the_return_to_the_top() {
    let room = unsealed("seal = \"two\"");
    let server = Server::start(&room);
    let one = json!({"award": "first-prize", "winners": ["optimal"]});
    assert_eq!(word(chair(&server, one)), "waiting");
    server.mc("/api/rewind", json!({"confirm": "aigc-2026"}));
    server.kill();
    let server = Server::start(&room);
    let seal = json!({"winner": "optimal"});
    assert_eq!(word(says(&server, "producer", SEAL, seal)), "sealed");
}
