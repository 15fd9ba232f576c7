//! The chair confirms which works come into the final.

use crate::support::server::{Answer, Room, Server};
use crate::support::shows::GALA;
use serde_json::{Value, json};
use std::fs;

/// The gala with a jury and a first round that keeps two, and a remark in the file.
fn round() -> String {
    format!(
        "{GALA}# The jury.\n[jury]\n[jury.round]\nkeep = 2\nper_entry = 1\n\
         [[jury.criterion]]\nid = \"story\"\nname = \"Story\"\n\
         [[jury.juror]]\nid = \"ng\"\nname = \"Ng\"\n"
    )
}

fn confirm(server: &Server, entries: &[&str]) -> Answer {
    server.post_as("chair", "/api/shortlist", &json!({"entries": entries}))
}

fn file(room: &Room) -> String {
    fs::read_to_string(room.show().join("show.toml")).expect("a show file")
}

fn finalists(server: &Server) -> Vec<String> {
    let export = server.get_as("producer", "/api/export?format=json").json();
    let events = export["events"].as_array().expect("events").clone();
    let shown = |event: &Value| event["event"]["show"]["entries"].as_array().cloned();
    let entries = events.iter().rev().find_map(shown).expect("a show");
    let chosen = entries.iter().filter(|entry| entry["finalist"] == true);
    let ids = chosen.map(|entry| entry["id"].as_str().expect("an id").to_owned());
    ids.collect()
}

#[test]
fn the_works_that_the_chair_confirms_become_the_finalists_and_the_file_keeps_its_remarks() {
    let text = round().replace("winner = [\"echo\", \"river\"]\n", "");
    let room = Room::with(&text);
    let server = Server::start(&room);
    let answer = confirm(&server, &["mirror", "early"]);
    assert_eq!(answer.status, 200, "{}", answer.json());
    assert_eq!(finalists(&server), ["mirror", "early"]);
    let written = file(&room);
    assert!(written.contains("# The jury.\n"));
    assert_eq!(written.matches("finalist = false").count(), 2, "{written}");
    // Again, and the file stays as it is.
    assert_eq!(confirm(&server, &["early", "mirror"]).status, 200);
    assert_eq!(file(&room), written);
}

#[test]
fn a_shortlist_that_cannot_be_changes_nothing() {
    let room = Room::with(&round());
    let server = Server::start(&room);
    let before = (file(&room), server.show()["revision"].clone());
    for (entries, status, word) in [
        (&[][..], 422, "bad-shortlist"),
        (&["mirror", "mirror"], 422, "bad-shortlist"),
        (&["mirror", "nobody"], 422, "no-such-entry"),
        // The file names a winner that would be none of the finalists.
        (&["mirror"], 422, "bad-show"),
    ] {
        let answer = confirm(&server, entries);
        assert_eq!(
            (answer.status, answer.word().as_str()),
            (status, word),
            "{entries:?}"
        );
    }
    let sealed = json!({"winner": "river"});
    server.producer("/api/envelopes/craft", sealed);
    let revision = server.show()["revision"].clone();
    let answer = confirm(&server, &["mirror", "echo"]);
    assert!(
        answer.status == 409 || answer.status == 422,
        "{}",
        answer.json()
    );
    assert_eq!(
        (file(&room), revision),
        (before.0, server.show()["revision"].clone())
    );
}

#[test]
fn a_cut_that_lost_its_power_in_the_middle_is_finished_by_pressing_again() {
    let text = round().replace("keep = 2\n", "keep = 1\n");
    let text = text.replace("winner = [\"echo\", \"river\"]\n", "");
    let room = Room::with(&text);
    let server = Server::start(&room);
    for work in ["mirror", "river", "echo"] {
        let body = json!({"entry": work, "criterion": "story", "score": 7});
        let answer = server.post_as("jury/ng", "/api/jury/score", &body);
        assert_eq!(answer.json()["status"], "kept");
    }
    server.kill();
    let before = Room::with(&text);
    for found in fs::read_dir(room.show()).expect("a folder") {
        let found = found.expect("a file").path();
        if found.is_file() {
            fs::copy(
                &found,
                before.show().join(found.file_name().expect("a name")),
            )
            .expect("kept");
        }
    }
    // Two are left, more than the round keeps: it goes on.
    let kept = ["mirror", "river"];
    let server = Server::start(&room);
    assert_eq!(confirm(&server, &kept).status, 200);
    server.kill();
    // The file was written, the event was not.
    for name in ["show.toml", "edits.json"] {
        fs::copy(room.show().join(name), before.show().join(name)).expect("written");
    }
    let server = Server::start(&before);
    assert_eq!(finalists(&server).len(), 3);
    assert_eq!(confirm(&server, &kept).status, 200);
    assert_eq!(finalists(&server).len(), 2);
    assert_eq!(file(&before), file(&room));
    let sheet = server.get_as("jury/ng", "/api/jury/sheet").json();
    let scores = sheet["entries"].as_array().expect("works").iter();
    assert!(
        scores.clone().all(|work| work["scores"]["story"] == 7),
        "{sheet}"
    );
    assert_eq!(scores.count(), 2);
}

#[test]
fn in_a_first_round_that_sorts_a_juror_says_yes_maybe_or_no() {
    let text = round().replace(
        "per_entry = 1\n",
        "per_entry = 1\nmode = \"yes-maybe-no\"\n",
    );
    let text = text.replace("winner = [\"echo\", \"river\"]\n", "");
    let room = Room::with(&text);
    let server = Server::start(&room);
    let sheet = server.get_as("jury/ng", "/api/jury/sheet").json();
    assert_eq!(sheet["scale"], 2);
    assert_eq!(sheet["criteria"].as_array().map(Vec::len), Some(1));
    let criterion = sheet["criteria"][0]["id"].clone();
    let score = |score: u32| {
        let body = json!({"entry": "mirror", "criterion": criterion, "score": score});
        server.post_as("jury/ng", "/api/jury/score", &body).status
    };
    assert_eq!((score(2), score(3)), (200, 422));
    assert_eq!(confirm(&server, &["mirror", "river"]).status, 200);
    let sheet = server.get_as("jury/ng", "/api/jury/sheet").json();
    assert_eq!(
        (sheet["scale"].as_u64(), &sheet["criteria"][0]["id"]),
        (Some(10), &json!("story"))
    );
    assert_eq!(sheet["entries"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_demo_to_be_judged_anew_has_sheets_and_nothing_sealed() {
    let room = Room::with("");
    let show = palmares::demo::sheets::unsealed(palmares::demo::SHOW);
    assert!(!show.lines().any(|line| line.starts_with("winner")));
    fs::write(room.show().join("show.toml"), show).expect("written");
    let server = Server::start(&room);
    let export = server.get_as("producer", "/api/export?format=json").json();
    let awards = export["awards"].as_array().expect("awards").clone();
    assert!(
        awards.iter().all(|award| award["state"] == "open"),
        "{awards:?}"
    );
}

/// The gala's round for three jurors, of whom two look at each work.
fn three() -> String {
    let juror = |id: &str| format!("[[jury.juror]]\nid = \"{id}\"\nname = \"{id}\"\n");
    let text = round().replace("per_entry = 1\n", "per_entry = 2\n");
    let text = text.replace("winner = [\"echo\", \"river\"]\n", "");
    format!("{text}{}{}", juror("lam"), juror("mak"))
}

fn works(server: &Server, juror: &str) -> Vec<String> {
    let sheet = server
        .get_as(&format!("jury/{juror}"), "/api/jury/sheet")
        .json();
    let entries = sheet["entries"].as_array().expect("works").iter();
    let ids = entries.map(|work| work["entry"].as_str().expect("an id").to_owned());
    ids.collect()
}

#[test]
fn what_a_juror_was_dealt_stays_theirs_through_a_restart_and_an_edited_file() {
    let room = Room::with(&three());
    let server = Server::start(&room);
    let jurors = ["ng", "lam", "mak"];
    let before = jurors.map(|juror| works(&server, juror));
    assert_eq!(before.iter().map(Vec::len).sum::<usize>(), 6);
    server.kill();
    let server = Server::start(&room);
    assert_eq!(jurors.map(|juror| works(&server, juror)), before);
    let text = three();
    let at = text.find("[[jury.juror]]").expect("jurors");
    let first = "[[jury.juror]]\nid = \"first\"\nname = \"First\"\n";
    let work = "[[entry]]\nid = \"late\"\ntitle = \"Late\"\nteam = \"E\"\n";
    let edited = format!("{}{first}{}{work}", &text[..at], &text[at..]);
    fs::write(room.show().join("show.toml"), edited).expect("written");
    let read = server.post_as("producer", "/api/reread", &json!({}));
    assert_eq!(read.status, 200, "{}", read.body);
    for (juror, before) in jurors.iter().zip(&before) {
        let mut after = works(&server, juror);
        after.retain(|work| work != "late");
        assert_eq!(&after, before, "{juror}");
    }
    server.kill();
    let server = Server::start(&room);
    assert!(!works(&server, "first").is_empty());
    let absent = json!({"juror": "lam"});
    assert_eq!(
        server.post_as("chair", "/api/jury/absent", &absent).status,
        200
    );
    for (juror, before) in jurors.iter().zip(&before) {
        let after = works(&server, juror);
        assert!(before.iter().all(|work| after.contains(work)), "{juror}");
    }
}

#[test]
fn the_final_begins_with_fresh_sheets_and_the_first_rounds_scores_stay_on_record() {
    let room = Room::with(&round().replace("winner = [\"echo\", \"river\"]\n", ""));
    let server = Server::start(&room);
    let body = json!({"entry": "mirror", "criterion": "story", "score": 7});
    let score = |body: &Value| server.post_as("jury/ng", "/api/jury/score", body).json();
    assert_eq!(score(&body)["status"], "kept");
    let sign = json!({"incomplete": true});
    assert_eq!(
        server.post_as("jury/ng", "/api/jury/sign", &sign).status,
        200
    );
    assert_eq!(
        server
            .post_as("chair", "/api/jury/close", &json!({}))
            .status,
        200
    );
    assert_eq!(confirm(&server, &["mirror", "river"]).status, 200);
    let sheet = || server.get_as("jury/ng", "/api/jury/sheet").json();
    let fresh = sheet();
    assert_eq!(
        (&fresh["phase"], &fresh["signed"]),
        (&json!("open"), &json!(false))
    );
    let marks = fresh["entries"].as_array().expect("works").iter();
    assert!(marks.clone().count() == 2 && marks.clone().all(|e| e["scores"]["story"].is_null()));
    assert_eq!(
        score(&json!({"entry": "mirror", "criterion": "story", "score": 4}))["score"],
        4
    );
    let more = format!(
        "{}\n[[entry]]\nid = \"late\"\ntitle = \"L\"\nteam = \"E\"\n",
        file(&room)
    );
    fs::write(room.show().join("show.toml"), more).expect("written");
    let back = server.post_as("producer", "/api/reread", &json!({}));
    assert_eq!((back.status, &*back.word()), (409, "reread-conflict"));
    let export = server.get_as("producer", "/api/export?format=json").body;
    let told: Value = serde_json::from_str(&export).expect("JSON");
    let first = &told["jury"]["rounds"][0];
    assert_eq!(first["round"], 1);
    let lines = first["sheets"].as_array().expect("sheets").iter();
    let scored: Vec<&Value> = lines.map(|line| &line["scores"]["story"]).collect();
    assert_eq!(scored, [&json!(7)]);
    let room_file = room.path().join("e.json");
    fs::write(&room_file, &export).expect("written");
    let said = crate::support::server::run(&["verify", "e.json"], room.path());
    assert_eq!(said.code, 0, "{} {}", said.err, said.out);
    server.kill();
    let server = Server::start(&room);
    let sheet = server.get_as("jury/ng", "/api/jury/sheet").json();
    assert_eq!(sheet["phase"], "open");
}

#[test]
fn anonymous_sheets_of_a_first_round_name_no_juror_in_the_export() {
    let text = round().replace("winner = [\"echo\", \"river\"]\n", "");
    let room = Room::with(&text.replace("[jury]\n", "[jury]\nsheets = \"anonymous\"\n"));
    let server = Server::start(&room);
    let body = json!({"entry": "mirror", "criterion": "story", "score": 7});
    server.post_as("jury/ng", "/api/jury/score", &body);
    assert_eq!(confirm(&server, &["mirror", "river"]).status, 200);
    let export = server.get_as("producer", "/api/export?format=json").json();
    let first = &export["jury"]["rounds"][0]["sheets"][0];
    let told = (&first["juror"], &first["scores"]["story"]);
    assert_eq!(told, (&json!("juror-1"), &json!(7)));
    assert!(!export["jury"].to_string().contains("\"ng\""));
}

#[test]
fn a_final_that_begins_by_an_edited_file_has_fresh_sheets_too_also_after_a_power_cut() {
    let room = Room::with(&round().replace("winner = [\"echo\", \"river\"]\n", ""));
    let server = Server::start(&room);
    let body = json!({"entry": "mirror", "criterion": "story", "score": 7});
    let score = server.post_as("jury/ng", "/api/jury/score", &body).json();
    assert_eq!(score["status"], "kept");
    let cut = file(&room).replacen("id = \"river\"\n", "id = \"river\"\nfinalist = false\n", 1);
    server.kill();
    fs::write(room.show().join("show.toml"), cut).expect("written");
    let server = Server::start(&room);
    let sheet = server.get_as("jury/ng", "/api/jury/sheet").json();
    let works = sheet["entries"].as_array().expect("works").iter();
    assert!(
        works.clone().all(|work| work["scores"]["story"].is_null()),
        "{sheet}"
    );
    let export = server.get_as("producer", "/api/export?format=json").json();
    let events = export["events"].as_array().expect("events").iter();
    let begun = events.filter(|event| event["event"]["event"] == "final-begun");
    assert_eq!(begun.count(), 1);
    assert_eq!(
        export["jury"]["rounds"][0]["sheets"][0]["scores"]["story"],
        7
    );
}

#[test]
fn the_chairs_cut_leaves_waiting_what_waits() {
    let text = round().replace("winner = [\"echo\", \"river\"]\n", "");
    let room = Room::with(&text);
    let server = Server::start(&room);
    server.producer("/api/doors", json!({"open": true}));
    let version = server.get_as("producer", "/api/show/file").json()["version"].clone();
    let edit = json!([{"table": "award", "id": "craft", "key": "name", "value": "Handwork"}]);
    let body = json!({ "version": version, "edits": edit });
    let waits = server.post_as("producer", "/api/show/edit", &body);
    assert_eq!((waits.status, &waits.json()["waits"]), (200, &json!(true)));
    assert_eq!(confirm(&server, &["mirror", "early"]).status, 200);
    assert_eq!(finalists(&server), ["mirror", "early"]);
    let titles = || server.get_as("mc", "/api/rundown").body;
    assert!(!titles().contains("Handwork"));
    assert!(
        server
            .get_as("producer", "/producer")
            .body
            .contains("data-waiting")
    );
    server.producer("/api/reread", json!({}));
    assert!(titles().contains("Handwork"));
    assert_eq!(finalists(&server), ["mirror", "early"]);
}
