//! A tally that anyone can redo, and what happens to one that was touched.

use crate::support::server::{Room, Said, Server, run};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::fs;

/// A receipt of the voter who chose this.
fn vote(server: &Server, choice: &str) -> String {
    let joined = server.send("POST", "/api/join", &[], &[]).json();
    let voter = joined["voter"].as_str().expect("a token");
    let headers = [
        ("authorization", &*format!("Bearer {voter}")),
        ("content-type", "application/json"),
    ];
    let vote = json!({"ballot": "people", "choices": [choice]}).to_string();
    let told = server.send("POST", "/api/vote", &headers, vote.as_bytes());
    assert_eq!(told.status, 200, "{}", told.body);
    told.json()["receipt"]
        .as_str()
        .expect("a receipt")
        .to_owned()
}

fn closed(server: &Server) {
    server.mc("/api/ballots/people/close", json!({}));
    until("the count", || {
        let phase = server.get_as("mc", "/api/ballots/people").json()["phase"].clone();
        (phase == "closed").then_some(())
    });
}

fn export(room: &Room) -> Value {
    let said = run(
        &["export", "show", "--format", "json", "-o", "all.json"],
        room.path(),
    );
    assert_eq!(said.code, 0, "{}", said.err);
    let text = fs::read_to_string(room.path().join("all.json")).expect("an export");
    serde_json::from_str(&text).expect("JSON")
}

fn verify(room: &Room, export: &Value) -> Said {
    let file = room.path().join("checked.json");
    fs::write(file, export.to_string()).expect("written");
    run(&["verify", "checked.json"], room.path())
}

#[test]
fn before_the_close_nothing_is_said_to_hold() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    vote(&server, "optimal");
    let said = verify(&room, &export(&room));
    assert_eq!(said.code, 1);
    assert!(said.err.contains("nothing was recounted"), "{}", said.err);
    assert!(!said.out.contains("holds"), "{}", said.out);
}

#[test]
fn a_recount_agrees_and_whatever_was_touched_is_named() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    for choice in ["optimal", "optimal", "hide-and-seek"] {
        vote(&server, choice);
    }
    let out = vote(&server, "cyberport");
    let reason = json!({"receipt": out, "reason": "a member of the team"});
    server.producer("/api/ballots/people/exclude", reason);
    closed(&server);
    let good = export(&room);
    let said = verify(&room, &good);
    assert_eq!(said.code, 0, "{}", said.err);
    let counted = "3 votes recounted (4 voters, 1 excluded)";
    assert!(said.out.contains(counted), "{}", said.out);
    assert!(said.out.contains("everything holds"), "{}", said.out);
    assert_eq!(
        good["ballots"][0]["excluded"][0]["reason"],
        "a member of the team"
    );

    let records = good["box"].as_array().expect("records").clone();
    let touched: [(&str, Value, &str); 6] = [
        (
            "a vote for somebody else",
            {
                let other = |body: &Value| {
                    json!(
                        body.as_str()
                            .unwrap_or_default()
                            .replace("hide-and-seek", "optimal")
                    )
                };
                json!(records.iter().map(other).collect::<Vec<_>>())
            },
            "does not lead to the digest",
        ),
        (
            "a batch left out",
            json!(records[1..]),
            "before the close mark",
        ),
        (
            "the last two batches the other way round",
            {
                let mut swapped = records.clone();
                swapped.swap(records.len() - 2, records.len() - 1);
                json!(swapped)
            },
            "does not end with the close mark",
        ),
        (
            "a line that is no record",
            {
                let mut odd = records.clone();
                odd[1] = json!("vote people nobody 1 optimal\n");
                json!(odd)
            },
            "no record",
        ),
        ("no records", json!([]), "before the close mark"),
        (
            "more than there were",
            {
                let mut more = records.clone();
                more.insert(1, records[1].clone());
                json!(more)
            },
            "does not",
        ),
    ];
    for (what, records, why) in touched {
        let mut bad = good.clone();
        bad["box"] = records;
        let said = verify(&room, &bad);
        assert_eq!(said.code, 1, "{what}: {}", said.out);
        assert!(said.err.contains(why), "{what}: {}", said.err);
    }
    let claims: [(&str, &str, Value); 4] = [
        ("/ballots/0/tally/0/votes", "the recount differs", json!(99)),
        (
            "/ballots/0/digest",
            "does not lead to the digest",
            json!("00"),
        ),
        ("/ballots/0/excluded", "excluded votes differ", json!([])),
        ("/ballots/0/tally", "do not come together", Value::Null),
    ];
    for (place, why, claim) in claims {
        let mut bad = good.clone();
        *bad.pointer_mut(place).expect("it is there") = claim;
        let said = verify(&room, &bad);
        assert_eq!(said.code, 1, "{place}: {}", said.out);
        assert!(said.err.contains(why), "{place}: {}", said.err);
    }
}
