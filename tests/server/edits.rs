//! The show file as data, and changes of it from two desks, over a restart and beside a text
//! editor.

mod undone;

use crate::support::server::{Answer, Room, Server};
use crate::support::shows::GALA;
use serde_json::{Value, json};
use std::fs;

/// The gala with remarks, as it is saved on Windows.
fn remarked() -> String {
    let text = format!("# Ours alone.\n{GALA}");
    let text = text.replace("team = \"甲隊\"", "team = \"甲隊\"   # spelt so");
    text.replace('\n', "\r\n")
}

fn text(room: &Room) -> String {
    fs::read_to_string(room.show().join("show.toml")).expect("a show file")
}

fn save(room: &Room, text: &str) {
    fs::write(room.show().join("show.toml"), text).expect("saved by hand");
}

fn file(server: &Server) -> Value {
    let answer = server.get_as("producer", "/api/show/file");
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

fn version(server: &Server) -> Value {
    file(server)["version"].clone()
}

fn edit(server: &Server, version: &Value, edits: Value) -> Answer {
    let body = json!({"version": version, "edits": edits});
    server.post_as("producer", "/api/show/edit", &body)
}

fn team(id: &str, team: &str) -> Value {
    json!([{"table": "entry", "id": id, "key": "team", "value": team}])
}

fn step(server: &Server, way: &str) -> Answer {
    server.post_as("producer", &format!("/api/show/{way}"), &json!({}))
}

#[track_caller]
fn made(answer: Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

#[track_caller]
fn refused(answer: Answer, status: u16, word: &str) -> Value {
    let found = (answer.status, answer.word());
    assert_eq!(found, (status, word.to_owned()), "{}", answer.body);
    answer.json()
}

/// The team of this work as the running show has it.
fn running(server: &Server, id: &str) -> Value {
    let export = server.get_as("producer", "/api/export?format=json").json();
    let events = export["events"].as_array().expect("events").clone();
    let shown = |event: &Value| event["event"]["show"]["entries"].as_array().cloned();
    let entries = events.iter().rev().find_map(shown).expect("a show");
    let entry = entries.iter().find(|entry| entry["id"] == id);
    entry.expect("an entry")["team"].clone()
}

#[test]
fn the_file_is_data_in_its_own_shape_and_tells_no_winner() {
    let room = Room::with(&remarked());
    let server = Server::start(&room);
    let answer = server.get_as("producer", "/api/show/file");
    let file = answer.json();
    assert_eq!(file["show"]["show"]["title"]["en"], "Awards");
    assert_eq!(file["show"]["entry"][3]["finalist"], false);
    assert_eq!(file["show"]["ballot"][0]["seconds"], 60);
    let award = json!({"id": "best", "name": {"zh": "最佳影片", "en": "Best film"},
        "decided_by": "jury", "presenter": "chan"});
    assert_eq!(file["show"]["award"][0], award);
    let veiled = json!([
        {"table": "award", "id": "best", "key": "citation"},
        {"table": "award", "id": "best", "key": "winner"},
        {"table": "award", "id": "held", "key": "winner"},
    ]);
    assert_eq!(file["veiled"], veiled);
    assert!(!answer.body.contains("looks back"), "{}", answer.body);
    assert_eq!(
        (&file["undo"], &file["redo"]),
        (&json!(false), &json!(false))
    );
    // No look at an envelope was needed.
    let events = server.get_as("producer", "/api/export?format=json").json()["events"].clone();
    let looks = events.as_array().expect("events").iter();
    let before_this = looks.filter(|event| event["event"]["event"] == "envelope-opened");
    assert!(before_this.count() <= 2, "{events}");
}

#[test]
fn a_version_does_not_tell_which_winners_a_file_names() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let told = version(&server);
    let told = told.as_str().expect("a version");
    assert!(!hash(GALA).contains(told) && !told.is_empty());
}

#[test]
fn an_edit_is_in_the_file_with_its_remarks_and_in_the_running_show() {
    let room = Room::with(&remarked());
    let server = Server::start(&room);
    let answer = made(edit(&server, &version(&server), team("mirror", "乙隊")));
    assert_eq!(answer["revision"], server.show()["revision"]);
    assert_eq!(text(&room), remarked().replace("甲隊", "乙隊"));
    assert_eq!(running(&server, "mirror"), "乙隊");
    assert_eq!(answer["version"], version(&server));
    let field = json!([{"table": "entry", "id": "mirror", "key": "team"}]);
    assert_eq!(answer["fields"], field);
    assert_eq!(
        (&answer["undo"], &answer["redo"]),
        (&json!(true), &json!(false))
    );
    // The same again changes nothing, and is nothing to undo.
    made(edit(&server, &answer["version"], team("mirror", "乙隊")));
    made(step(&server, "undo"));
    assert_eq!(text(&room), remarked());
}

#[test]
fn rows_come_move_and_go_and_of_several_edits_all_are_made_or_none() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let all = json!([
        {"table": "entry", "add": {"id": "late", "title": "Late", "team": "E"}, "before": "echo"},
        {"table": "entry", "id": "late", "key": "origin", "value": "HK"},
        {"table": "entry", "id": "early", "remove": true},
        {"table": "entry", "id": "river", "move": true, "before": "mirror"},
    ]);
    made(edit(&server, &version(&server), all));
    let entries = file(&server)["show"]["entry"].clone();
    let ids: Vec<&Value> = entries
        .as_array()
        .expect("rows")
        .iter()
        .map(|e| &e["id"])
        .collect();
    assert_eq!(ids, ["river", "mirror", "late", "echo"]);
    assert_eq!(entries[2]["origin"], "HK");
    let before = text(&room);
    let half = json!([
        {"table": "entry", "id": "echo", "key": "team", "value": "X"},
        {"table": "entry", "id": "nobody", "remove": true},
    ]);
    let why = refused(edit(&server, &version(&server), half), 422, "bad-edit");
    assert_eq!(why["errors"][0]["id"], "nobody");
    assert_eq!(text(&room), before);
}

#[test]
fn two_desks_lose_nothing() {
    let room = Room::with(&remarked());
    let server = Server::start(&room);
    let both = version(&server);
    made(edit(&server, &both, team("mirror", "First")));
    // Something else goes together with it.
    made(edit(&server, &both, team("echo", "Second")));
    let expected = remarked()
        .replace("甲隊", "First")
        .replace("Team B", "Second");
    assert_eq!(text(&room), expected);
    // The same thing does not, and is told as it reads now.
    let edits = json!([team("river", "Third")[0], team("mirror", "Fourth")[0]]);
    let why = refused(edit(&server, &both, edits), 409, "stale-version");
    let touched = json!([{"table": "entry", "id": "mirror", "key": "team", "now": "First"}]);
    assert_eq!(why["touched"], touched);
    assert_eq!(why["version"], version(&server));
    assert_eq!(text(&room), expected);
    made(edit(&server, &why["version"], team("mirror", "Fourth")));
    // A file that nobody here has seen.
    let why = refused(
        edit(&server, &json!("0123"), team("river", "x")),
        409,
        "stale-version",
    );
    assert_eq!(why["version"], version(&server));
}

#[test]
fn of_desks_that_edit_the_same_at_once_one_is_heard() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let both = version(&server);
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let desk = |n: usize| {
            let (server, both) = (&server, &both);
            scope.spawn(move || edit(server, both, team("mirror", &format!("Desk {n}"))).status)
        };
        let desks: Vec<_> = (0..4).map(desk).collect();
        desks
            .into_iter()
            .map(|desk| desk.join().expect("answered"))
            .collect()
    });
    let heard = answers.iter().filter(|status| **status == 200);
    assert_eq!((heard.count(), answers.len()), (1, 4), "{answers:?}");
    let shown = file(&server)["show"]["entry"][0]["team"].clone();
    assert_eq!(running(&server, "mirror"), shown);
}

#[test]
fn what_is_wrong_is_told_beside_its_field_and_nothing_is_written() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let revision = server.show()["revision"].clone();
    let edits = json!([
        {"table": "ballot", "id": "people", "key": "seconds", "value": "soon"},
        {"table": "entry", "id": "echo", "key": "team"},
        {"table": "award", "id": "craft", "key": "presenter", "value": "cham"},
    ]);
    let why = refused(edit(&server, &version(&server), edits), 422, "bad-show");
    let fields: Vec<String> = why["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| format!("{} {} {}", error["table"], error["id"], error["key"]))
        .collect();
    let expected = [
        r#""entry" "echo" "team""#,
        r#""award" "craft" "presenter""#,
        r#""ballot" "people" "seconds""#,
    ];
    assert_eq!(fields, expected);
    let said = why["errors"][1]["mend"].as_str().expect("a sentence");
    assert!(said.contains("did you mean `chan`?"), "{said}");
    assert!(
        why["detail"].as_str().expect("a sentence").contains('3'),
        "{why}"
    );
    assert_eq!(
        (text(&room), server.show()["revision"].clone()),
        (GALA.to_owned(), revision)
    );
    refused(step(&server, "undo"), 409, "nothing-to-undo");
    assert!(!room.show().join("edits.json").exists());
}

#[test]
fn a_winner_never_enters_the_file_and_an_error_does_not_tell_whose_it_is() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    for key in ["winner", "citation"] {
        let edits = json!([{"table": "award", "id": "craft", "key": key, "value": "river"}]);
        let why = refused(edit(&server, &version(&server), edits), 422, "bad-edit");
        assert_eq!(why["errors"][0]["key"], key);
    }
    let edits = json!([{"table": "entry", "id": "mirror", "key": "finalist", "value": false}]);
    let why = refused(edit(&server, &version(&server), edits), 422, "bad-show");
    assert_eq!(why["errors"].as_array().map(Vec::len), Some(1));
    let told = why["errors"].to_string();
    assert!(!told.contains("mirror") && !told.contains("best"), "{told}");
    assert_eq!(text(&room), GALA);
}

#[test]
fn what_the_evening_has_used_stays_and_so_does_the_file() {
    let room = Room::with(&remarked());
    let server = Server::start(&room);
    server.producer("/api/ballots/people/open", json!({}));
    let edits = json!([{"table": "ballot", "id": "people", "key": "choices", "value": 2}]);
    let why = refused(
        edit(&server, &version(&server), edits),
        409,
        "reread-conflict",
    );
    assert!(!why["detail"].as_str().expect("a sentence").is_empty());
    assert_eq!(text(&room), remarked());
    refused(step(&server, "undo"), 409, "nothing-to-undo");
    // Anything else may change while people vote.
    made(edit(&server, &version(&server), team("mirror", "One")));
    assert_eq!(running(&server, "mirror"), "One");
}

#[test]
fn the_chairs_shortlist_is_an_edit_that_nobody_undoes() {
    let room = Room::with(&format!(
        "{}[jury]\n[jury.round]\nkeep = 2\nper_entry = 1\n[[jury.criterion]]\nid = \"story\"\n\
         name = \"Story\"\n[[jury.juror]]\nid = \"ng\"\nname = \"Ng\"\n",
        GALA.replace("winner = [\"echo\", \"river\"]\n", "")
    ));
    let server = Server::start(&room);
    let before = version(&server);
    let chosen = json!({"entries": ["mirror", "early"]});
    assert_eq!(
        server.post_as("chair", "/api/shortlist", &chosen).status,
        200
    );
    made(edit(&server, &before, team("river", "Two")));
    made(step(&server, "undo"));
    // The first round is over, and nobody takes that back.
    let chosen = text(&room);
    refused(step(&server, "undo"), 409, "reread-conflict");
    assert_eq!(text(&room), chosen);
    assert_eq!(chosen.matches("finalist = false").count(), 2);
}

#[test]
fn a_no_is_said_in_the_readers_language() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let headers = [
        (
            "authorization",
            &*format!("Bearer {}", server.key("producer")),
        ),
        ("content-type", "application/json"),
        ("accept-language", "zh-HK"),
    ];
    let answer = server.send("POST", "/api/show/undo", &headers, b"{}");
    assert_eq!(answer.json()["detail"], "沒有可以復原的更改。");
}
