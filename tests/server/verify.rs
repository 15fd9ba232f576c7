//! A tally that anyone can redo, and what happens to one that was touched.

use crate::support::server::{Room, Said, Server, run};
use crate::support::voters::{close, vote};
use serde_json::{Value, json};
use std::fs;

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
    vote(&server, "people", "optimal");
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
        vote(&server, "people", choice);
    }
    let out = vote(&server, "people", "cyberport")["receipt"].clone();
    let reason = json!({"receipt": out, "reason": "a member of the team"});
    server.producer("/api/ballots/people/exclude", reason);
    close(&server, "people");
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
    // The journal's own order: what was taken out, put in or moved is named.
    let events = good["events"].as_array().expect("events");
    let mut touched = vec![events.clone(), events.clone(), events.clone()];
    touched[0].remove(2);
    touched[1].insert(2, events[2].clone());
    touched[2][2]["at"] = json!(1);
    for events in touched {
        let mut bad = good.clone();
        bad["events"] = json!(events);
        let said = verify(&room, &bad);
        assert_eq!(said.code, 1, "{}", said.out);
        assert!(said.err.contains("event 3 of the journal") || said.err.contains("event 4"));
    }
    // Whatever else the file says has to follow from its own journal.
    let claims = [
        ("/ballots/0/tally/0/votes", json!(99)),
        ("/ballots/0/digest", json!("00")),
        ("/ballots/0/excluded", json!([])),
        ("/ballots/0/tally", Value::Null),
        ("/ballots/0/phase", json!("revealed")),
        ("/ballots", json!([])),
        ("/results", json!([{"award": "first-prize"}])),
        ("/awards", json!([])),
    ];
    for (place, claim) in claims {
        let mut bad = good.clone();
        *bad.pointer_mut(place).expect("it is there") = claim;
        let said = verify(&room, &bad);
        assert_eq!(said.code, 1, "{place}: {}", said.out);
        assert!(said.err.contains(place), "{place}: {}", said.err);
        assert!(said.err.contains("is not what the journal"), "{}", said.err);
    }
}

/// Everywhere in an export where it says how many votes there were.
fn tallies(value: &mut Value, touch: &dyn Fn(&mut Vec<Value>)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::Array(tally) if key == "tally" => touch(tally),
                    value => tallies(value, touch),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|value| tallies(value, touch)),
        _ => {}
    }
}

#[test]
fn a_tally_that_was_touched_everywhere_alike_is_found_by_the_recount() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    for choice in ["optimal", "optimal", "hide-and-seek"] {
        vote(&server, "people", choice);
    }
    close(&server, "people");
    let good = export(&room);
    assert_eq!(verify(&room, &good).code, 0);
    type Touch = fn(&mut Vec<Value>);
    let touches: [(&str, Touch); 4] = [
        ("the winner left out", |tally| {
            tally.retain(|line| line["entry"] != "optimal");
        }),
        ("nobody", Vec::clear),
        ("twice", |tally| {
            let again = tally.iter().find(|line| line["votes"] == 2).cloned();
            tally.extend(again);
        }),
        ("more", |tally| tally[0]["votes"] = json!(7)),
    ];
    for (what, touch) in touches {
        let mut bad = good.clone();
        tallies(&mut bad, &touch);
        assert_ne!(bad, good, "{what}");
        let said = verify(&room, &bad);
        assert_eq!(said.code, 1, "{what}: {}", said.out);
    }
    let mut longer = good.clone();
    let more = json!("vote people 00000000000000000000000000000000 1 optimal\n");
    longer["box"].as_array_mut().expect("records").push(more);
    let said = verify(&room, &longer);
    assert!(
        said.err.contains("goes on with this ballot"),
        "{}",
        said.err
    );
    longer["box"].as_array_mut().expect("records").pop();
    let junk = json!("nothing of ours\n");
    longer["box"].as_array_mut().expect("records").push(junk);
    assert!(verify(&room, &longer).err.contains("no record"));
}

#[test]
fn while_people_vote_the_producer_sees_how_it_stands() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    vote(&server, "people", "optimal");
    let tally = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    let lines = tally.as_array().expect("a tally");
    let optimal = lines.iter().find(|line| line["entry"] == "optimal");
    assert_eq!(optimal.expect("on the paper")["votes"], 1);
}
