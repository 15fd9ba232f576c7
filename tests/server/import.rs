//! A list of works through the producer's page: a preview as data, one edit, and its undo.

use crate::support::server::{Answer, Room, Server};
use crate::support::shows::GALA;
use encoding_rs::BIG5;
use palmares::words::Ui;
use serde_json::{Value, json};
use std::fs;
use std::time::{Duration, Instant};

const FIRST: &str = "id,title,team,Email\n1,Dusk,A,a@b.c\n2,Dawn,B,a@b.c\n3,Night,C,a@b.c\n";
const SECOND: &str = "id,title,team,Email\n1,Dusk falls,A,a@b.c\n2,Dawn,Bee,a@b.c\n4,Noon,D,\n";

fn send(server: &Server, query: &str, list: impl AsRef<[u8]>) -> Answer {
    let key = format!("Bearer {}", server.key("producer"));
    let headers = [
        ("authorization", key.as_str()),
        ("content-type", "application/octet-stream"),
        ("accept-language", "en"),
    ];
    let path = format!("/api/show/import?{query}");
    server.send("POST", &path, &headers, list.as_ref())
}

#[track_caller]
fn seen(server: &Server, query: &str, list: impl AsRef<[u8]>) -> Value {
    let answer = send(server, query, list);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

#[track_caller]
fn applied(server: &Server, list: &str) -> Value {
    seen(server, "apply=true", list)
}

fn verdicts(preview: &Value) -> Vec<(&str, &str)> {
    let rows = preview["rows"].as_array().expect("rows");
    let told = rows.iter().map(|row| {
        let text = |key: &str| row[key].as_str().expect("a text");
        (text("title"), text("verdict"))
    });
    told.collect()
}

fn text(room: &Room) -> String {
    fs::read_to_string(room.show().join("show.toml")).expect("a show file")
}

fn entry(server: &Server, id: &str) -> Value {
    let file = server.get_as("producer", "/api/show/file").json();
    let entries = file["show"]["entry"].as_array().expect("entries").clone();
    let found = entries.into_iter().find(|entry| entry["id"] == id);
    found.unwrap_or(Value::Null)
}

fn step(server: &Server, way: &str) {
    let answer = server.post_as("producer", &format!("/api/show/{way}"), &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[test]
fn a_list_is_seen_as_data_and_nothing_is_written_before_it_is_applied() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let preview = seen(&server, "", FIRST);
    let told = [("Dusk", "new"), ("Dawn", "new"), ("Night", "new")];
    assert_eq!(verdicts(&preview), told);
    assert_eq!(preview["rows"][0]["row"], 2);
    assert_eq!(preview["rows"][0]["number"], "1");
    assert_eq!(
        (&preview["header"], &preview["changes"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(preview["counts"], json!({"new": 3}));
    assert_eq!(preview["private"], json!(["Email"]));
    assert_eq!(preview["columns"][1]["meaning"], "title");
    assert_eq!(preview["columns"][3]["meaning"], "private");
    assert!(!preview.to_string().contains("a@b.c"), "{preview}");
    assert_eq!(text(&room), GALA);
    assert!(!room.show().join("imported.toml").exists());
}

#[test]
fn an_import_is_one_edit_that_is_live_at_once_and_undone_whole_also_after_a_restart() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let version = seen(&server, "", FIRST)["version"].clone();
    let version = version.as_str().expect("a version");
    let done = seen(&server, &format!("apply=true&version={version}"), FIRST);
    assert_eq!(
        (&done["waits"], &done["undo"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(entry(&server, "dusk")["team"], "A");
    assert!(!text(&room).contains("a@b.c"));
    let stale = send(&server, &format!("apply=true&version={version}"), FIRST);
    assert_eq!((stale.status, &*stale.word()), (409, "stale-version"));
    let first = text(&room);
    applied(&server, SECOND);
    server.terminate();
    let server = Server::start(&room);
    step(&server, "undo");
    assert_eq!(text(&room), first);
    // What was undone was no hand's change: the same list brings it again.
    let again = seen(&server, "", SECOND);
    assert_eq!(verdicts(&again)[0], ("Dusk falls", "changed"));
    step(&server, "undo");
    assert_eq!(text(&room), GALA);
    assert!(!room.show().join("imported.toml").exists());
    for _ in 0..2 {
        step(&server, "redo");
    }
    assert_eq!(entry(&server, "dusk")["title"], "Dusk falls");
    assert_eq!(seen(&server, "", SECOND)["changes"], 0);
}

#[test]
fn a_second_list_tells_new_changed_and_gone_and_keeps_what_was_changed_here() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    applied(&server, FIRST);
    let version = seen(&server, "", SECOND)["version"].clone();
    let edits = json!([{"table": "entry", "id": "dawn", "key": "team", "value": "Our B"}]);
    let body = json!({"version": version, "edits": edits});
    let answer = server.post_as("producer", "/api/show/edit", &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let preview = seen(&server, "", SECOND);
    let told = [
        ("Dusk falls", "changed"),
        ("Dawn", "by-hand"),
        ("Noon", "new"),
        ("Night", "gone"),
    ];
    assert_eq!(verdicts(&preview), told);
    assert_eq!(preview["changes"], 2);
    let kept = &preview["rows"][1]["differences"][0];
    let said = json!({"key": "team", "here": "Our B", "list": "Bee", "kept": true});
    assert_eq!(kept, &said);
    applied(&server, SECOND);
    assert_eq!(entry(&server, "dawn")["team"], "Our B");
    assert_eq!(entry(&server, "noon")["team"], "D");
    assert_eq!(
        entry(&server, "night")["title"],
        "Night",
        "nothing is deleted"
    );
}

#[test]
fn what_is_wrong_is_told_with_row_and_letter_and_nothing_of_the_list_is_taken() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let list = "title,team,status\nDusk,A,ok\n,B,Abducted\n";
    let preview = seen(&server, "", list);
    let wrong = preview["wrong"].as_array().expect("cells");
    let places: Vec<_> = wrong
        .iter()
        .map(|cell| (&cell["row"], &cell["column"]))
        .collect();
    let (three, a, c) = (json!(3), json!("A"), json!("C"));
    assert!(
        places.contains(&(&three, &a)) && places.contains(&(&three, &c)),
        "{wrong:?}"
    );
    assert_eq!(
        (&preview["changes"], &preview["counts"]["wrong"]),
        (&json!(0), &json!(2))
    );
    let refused = send(&server, "apply=true", list);
    assert_eq!((refused.status, &*refused.word()), (422, "wrong-cells"));
    assert_eq!(refused.json()["errors"].as_array().map(Vec::len), Some(2));
    // A show that could not be given is told without what may tell who wins.
    let unfit = seen(
        &server,
        "",
        "title,team,finalist\n鏡,甲隊,no\nRiver,丙隊,yes\n",
    );
    assert_eq!(unfit["wrong"].as_array().map(Vec::len), Some(1), "{unfit}");
    let cell = &unfit["wrong"][0];
    assert_eq!(
        (&cell["row"], &cell["column"]),
        (&Value::Null, &Value::Null)
    );
    assert!(!cell["message"].to_string().contains("mirror"), "{cell}");
    assert_eq!(text(&room), GALA);
}

#[test]
fn how_a_list_is_read_can_be_changed_and_is_remembered_for_the_next_of_its_shape() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let list = "Our list\nAlpha,Beta,Gamma\nDusk,The Bats,Chorus\n";
    let untitled = seen(&server, "", list);
    assert_eq!(untitled["rows"], json!([]));
    assert_eq!(
        untitled["wrong"][0]["message"],
        "Which column is the title? Choose it below."
    );
    let query = "header=2&columns=A=title,C=team";
    let preview = seen(&server, query, list);
    assert_eq!(verdicts(&preview), [("Dusk", "new")]);
    assert_eq!(preview["header"], 2);
    applied_with(&server, query, list);
    assert_eq!(entry(&server, "dusk")["team"], "Chorus");
    let next = seen(&server, "", "Gamma,Alpha\nQuartet,Dusk\n");
    assert_eq!(verdicts(&next), [("Dusk", "changed")]);
    let bare = seen(&server, "header=0&columns=A=title,B=team", "Noon\tD\n");
    assert_eq!(verdicts(&bare)[0], ("Noon", "new"));
    // Nobody can make a private column a public one.
    let query = "columns=D=synopsis";
    assert_eq!(
        seen(&server, query, FIRST)["columns"][3]["meaning"],
        "private"
    );
    let chinese = BIG5.encode("作品,隊伍\n躲貓貓,浸大\n").0;
    let guess = seen(&server, "", &chinese);
    assert_eq!(
        (&guess["encoding"], &guess["guessed"]),
        (&json!("Big5"), &json!(true))
    );
    assert_eq!(verdicts(&guess)[0], ("躲貓貓", "new"));
    let other = send(&server, "encoding=gbk", &chinese);
    assert!(!other.body.contains("躲貓貓"), "as asked, not as guessed");
    assert_eq!(send(&server, "encoding=latin7", FIRST).word(), "bad-choice");
}

fn applied_with(server: &Server, query: &str, list: &str) {
    seen(server, &format!("{query}&apply=true"), list);
}

#[test]
fn in_mid_show_a_list_waits_like_any_other_edit() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    let done = applied(&server, FIRST);
    assert_eq!(done["waits"], true, "{done}");
    assert_eq!(entry(&server, "dusk")["team"], "A");
    let answer = server.post_as("producer", "/api/reread", &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[test]
fn a_file_that_is_no_list_is_refused_in_three_languages_within_two_seconds() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let files: [(&[u8], u16); 7] = [
        (b"%PDF-1.7\n...", 422),
        (b"PK\x03\x04 cut short", 422),
        (b"<html><table><tr><td>title</td></tr></table>", 422),
        (b"title,team\nA,\"B\nC,D\n", 422),
        (&[b','; 12 << 20], 422),
        (&[b'a'; 17 << 20], 413),
        (b" \n", 422),
    ];
    let patience = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
    for (bytes, status) in files {
        let mut said: Vec<String> = Vec::new();
        for ui in Ui::ALL {
            let key = format!("Bearer {}", server.key("producer"));
            let headers = [
                ("authorization", &*key),
                ("accept-language", ui.words().tag),
            ];
            let begun = Instant::now();
            let answer = server.send("POST", "/api/show/import", &headers, bytes);
            assert!(begun.elapsed() < patience);
            assert_eq!(answer.status, status, "{}", answer.body);
            said.push(
                answer.json()["detail"]
                    .as_str()
                    .expect("a sentence")
                    .to_owned(),
            );
        }
        assert!(said[0] != said[1] && said[1] != said[2], "{said:?}");
        assert!(
            !said[0].contains("save it") && said[2].ends_with('.'),
            "{said:?}"
        );
    }
    assert_eq!(text(&room), GALA);
}
