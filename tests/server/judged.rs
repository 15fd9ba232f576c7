//! What an export tells of the jury's work, and that it can be reckoned again from it.

use crate::support::server::{Room, Server, run};
use palmares::demo;
use serde_json::{Value, json};

/// Two jurors score two works on every criterion.
fn scored(room: &Room) -> Server {
    let server = Server::start(room);
    let export = server.get_as("producer", "/api/export").json();
    let jury = &export["show"]["jury"];
    let ids = |list: &Value| -> Vec<String> {
        let list = list.as_array().expect("a list").iter();
        list.map(|one| one["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    let (jurors, criteria) = (ids(&jury["jurors"]), ids(&jury["criteria"]));
    for (juror, score) in jurors.iter().zip([7, 4]) {
        for (entry, more) in [("optimal", 0), ("cyberport", 2)] {
            for criterion in &criteria {
                let body = json!({"entry": entry, "criterion": criterion, "score": score + more});
                let role = format!("jury/{juror}");
                let answer = server.post_as(&role, "/api/jury/score", &body);
                assert_eq!(answer.status, 200, "{}", answer.body);
            }
        }
    }
    server
}

fn entry<'a>(table: &'a Value, id: &str) -> &'a Value {
    let mut lines = table.as_array().expect("a list").iter();
    lines.find(|line| line["entry"] == id).expect("an entry")
}

#[test]
fn the_export_holds_every_sheet_and_the_matrix_in_fractions_and_verify_reckons_them_again() {
    let room = Room::demo();
    let server = scored(&room);
    let text = server.get_as("producer", "/api/export?format=json").body;
    let export: Value = serde_json::from_str(&text).expect("JSON");
    let jury = &export["jury"];
    assert_eq!(jury["rule"], "mean");
    assert_eq!(entry(&jury["matrix"]["entries"], "optimal")["mean"], "11/2");
    assert_eq!(
        entry(&jury["matrix"]["entries"], "cyberport")["mean"],
        "15/2"
    );
    assert_eq!(
        entry(&jury["matrix"]["entries"], "cyberport")["place"]["mean"],
        1
    );
    assert_eq!(entry(&jury["matrix"]["entries"], "cyberport")["sheets"], 2);
    assert_eq!(entry(&jury["sheets"], "optimal")["weighted"], "7");
    assert!(
        jury["awards"][0]["says"]["en"].is_string(),
        "{}",
        jury["awards"]
    );

    let file = room.path().join("e.json");
    std::fs::write(&file, &text).expect("written");
    let said = run(&["verify", "e.json"], room.path());
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    assert!(said.out.contains("jury: "), "{}", said.out);
    let forged = text.replacen("\"mean\": \"11/2\"", "\"mean\": \"9\"", 1);
    assert_ne!(forged, text);
    std::fs::write(&file, forged).expect("written");
    let said = run(&["verify", "e.json"], room.path());
    assert_eq!(said.code, 1, "{}", said.out);
}

#[test]
fn verify_names_records_of_the_jury_that_are_missing_added_or_not_what_the_journal_tells() {
    let room = Room::demo();
    let server = scored(&room);
    let sign = json!({"incomplete": true});
    assert_eq!(
        server.post_as("jury/fok", "/api/jury/sign", &sign).status,
        200
    );
    let export = server.get_as("producer", "/api/export?format=json").json();
    let verify = |export: &Value| {
        std::fs::write(room.path().join("e.json"), export.to_string()).expect("written");
        run(&["verify", "e.json"], room.path())
    };
    assert_eq!(verify(&export).code, 0, "{}", verify(&export).err);
    let mut without = export.clone();
    without["jury"]
        .as_object_mut()
        .expect("a block")
        .remove("records");
    assert!(
        verify(&without)
            .err
            .contains("records of its score box are missing")
    );
    let mut more = export.clone();
    let records = more["jury"]["records"].as_array_mut().expect("records");
    records.push(json!("unsign fok\n"));
    assert!(
        verify(&more).err.contains("does not tell"),
        "{}",
        verify(&more).err
    );
    let mut other = export.clone();
    let events = other["events"].as_array_mut().expect("events");
    let signed = events.iter_mut().find(|e| e["event"]["act"] == "signed");
    signed.expect("an act")["event"]["juror"] = json!("choi");
    assert_eq!(verify(&other).code, 1);
}

#[test]
fn a_spreadsheet_holds_the_sheets_as_text_and_as_a_workbook() {
    let room = Room::demo();
    let server = scored(&room);
    let csv = server.get_as("producer", "/api/export?format=csv").body;
    assert!(csv.contains("\r\n\r\njuror,entry,"), "{csv}");
    assert!(csv.contains("cyberport,2,15/2,"), "{csv}");
    drop(server);
    let written = run(
        &["export", "show", "--format", "xlsx", "-o", "e.xlsx"],
        room.path(),
    );
    assert_eq!(written.code, 0, "{}", written.err);
    let book = std::fs::read(room.path().join("e.xlsx")).expect("a workbook");
    assert!(
        book.starts_with(b"PK") && book.len() > 4_000,
        "{}",
        book.len()
    );
}

#[test]
fn anonymous_sheets_name_no_juror_and_an_evening_without_scores_has_none() {
    let file = demo::SHOW.replacen("[jury]\n", "[jury]\nsheets = \"anonymous\"\n", 1);
    let room = Room::with(&file);
    let server = scored(&room);
    let export = server.get_as("producer", "/api/export").json();
    let jury = &export["jury"];
    assert_eq!(jury["records"], Value::Null);
    assert_eq!(entry(&jury["matrix"]["entries"], "optimal")["mean"], "11/2");
    let told = jury.to_string();
    for juror in export["show"]["jury"]["jurors"].as_array().expect("jurors") {
        let id = format!("\"{}\"", juror["id"].as_str().expect("an id"));
        assert!(!told.contains(&id), "{id}");
    }
    let room = Room::demo();
    let silent = Server::start(&room)
        .get_as("producer", "/api/export")
        .json();
    assert_eq!(silent["jury"], Value::Null);
}

#[test]
fn verify_takes_nothing_of_the_jury_that_does_not_follow_and_tells_of_a_changed_rule() {
    let room = Room::demo();
    let server = scored(&room);
    let path = room.show().join("show.toml");
    let file = std::fs::read_to_string(&path).expect("a file");
    let edited = file.replacen("weight = 1", "weight = 2", 1);
    std::fs::write(&path, edited).expect("written");
    server.producer("/api/reread", json!({}));
    let export = server.get_as("producer", "/api/export?format=json").json();
    assert_eq!(
        export["jury"]["rule_changes"][0]["parts"],
        json!(["criteria"])
    );
    let verify = |export: &Value| {
        std::fs::write(room.path().join("e.json"), export.to_string()).expect("written");
        run(&["verify", "e.json"], room.path())
    };
    let said = verify(&export);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("the announced rule was changed"),
        "{}",
        said.out
    );
    let mut more = export.clone();
    more["jury"]["sheets"][0]["scores"]["charm"] = json!(9);
    assert!(verify(&more).err.contains("/jury/sheets/0/scores/charm"));
    let mut other = export.clone();
    other["jury"]["verdict"] = json!("hide-and-seek");
    assert!(verify(&other).err.contains("/jury/verdict"));
    let mut silent = export;
    let events = silent["events"].as_array_mut().expect("events");
    events.retain(|e| e["event"]["event"] != "rule-changed");
    for (number, event) in (1..).zip(events.iter_mut()) {
        event["revision"] = json!(number);
    }
    assert!(verify(&silent).err.contains("no event tells of it"));
}
