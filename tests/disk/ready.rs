//! A full disk is the first thing that "Ready to open?" says.

use crate::disk::{Disk, Files, Kind};
use crate::support::server::{Room, run};
use serde_json::{Value, json};

#[test]
fn a_disk_that_is_full_is_red_until_it_is_free_and_the_command_says_the_same() {
    let room = Room::demo();
    let disk = Disk::of(&room);
    let server = disk.serve(&room);
    let row = || {
        let report = server.get_as("producer", "/api/ready").json();
        let rows = report["rows"].as_array().expect("rows").clone();
        let mut rows = rows.into_iter();
        rows.find(|row| row["subject"] == "journal")
            .expect("a row about the journal")
    };
    assert_eq!(row()["light"], "green");
    disk.fail(Files::Show, Kind::Full, 0);
    let key = format!("Bearer {}", server.key("mc"));
    let headers = [
        ("authorization", &*key),
        ("content-type", "application/json"),
    ];
    let body = json!({"on": true}).to_string();
    let answer = server.send("POST", "/api/blackout", &headers, body.as_bytes());
    assert_eq!(answer.json()["stored"], Value::Bool(false));
    assert_eq!(row()["light"], "red");
    let said = run(&["check", "show", "--ready"], room.path());
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("RED    Journal: "), "{}", said.out);
    disk.mend();
    server.mc("/api/resume", json!({}));
    assert_eq!(row()["light"], "green");
}
