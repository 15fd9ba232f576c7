//! Edits while the show is under way: they wait for a press, and what has been on stage stays.

use crate::support::server::{Answer, Room, Server};
use crate::support::shows::{GALA, OPENING};
use serde_json::{Value, json};
use std::fs;

const LINES: &str = r#"
[[cue]]
kind = "finalists"
[[cue]]
kind = "award"
award = "craft"
"#;

fn room() -> Room {
    Room::with(&format!("{GALA}{OPENING}{LINES}"))
}

fn text(room: &Room) -> String {
    fs::read_to_string(room.show().join("show.toml")).expect("a show file")
}

fn version(server: &Server) -> Value {
    server.get_as("producer", "/api/show/file").json()["version"].clone()
}

fn edit(server: &Server, edits: Value) -> Answer {
    let body = json!({"version": version(server), "edits": edits});
    server.post_as("producer", "/api/show/edit", &body)
}

fn set(table: &str, id: &str, key: &str, value: impl Into<Value>) -> Value {
    json!([{"table": table, "id": id, "key": key, "value": value.into()}])
}

#[track_caller]
fn made(answer: Answer, waits: bool) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["waits"], waits, "{}", answer.body);
    answer.json()
}

#[track_caller]
fn refused(answer: Answer, word: &str) {
    assert_eq!(
        (answer.status, &*answer.word()),
        (409, word),
        "{}",
        answer.body
    );
}

fn cue(server: &Server, id: &str) -> Value {
    let rundown = server.get_as("mc", "/api/rundown").json();
    let cues = rundown["cues"].as_array().expect("cues").clone();
    let found = cues.into_iter().find(|cue| cue["id"] == id);
    found.expect("a cue")
}

fn go(server: &Server) -> Answer {
    let expect = server.show()["revision"].clone();
    server.post_as("mc", "/api/go", &json!({ "expect": expect }))
}

fn apply(server: &Server) -> Answer {
    server.post_as("producer", "/api/reread", &json!({}))
}

#[test]
fn before_the_doors_an_edit_goes_live_at_once() {
    let room = room();
    let server = Server::start(&room);
    made(edit(&server, set("cue", "two", "skip", true)), false);
    assert_eq!(cue(&server, "two")["skip"], true);
    // Who is not passed over says nothing of it.
    assert_eq!(cue(&server, "one").get("skip"), None);
}

#[test]
fn in_mid_show_an_edit_is_in_the_file_and_waits_for_a_press() {
    for begin in ["doors", "go"] {
        let room = room();
        let server = Server::start(&room);
        match begin {
            "go" => assert_eq!(go(&server).status, 200),
            _ => drop(server.producer("/api/doors", json!({"open": true}))),
        }
        let revision = server.show()["revision"].clone();
        made(edit(&server, set("cue", "two", "skip", true)), true);
        assert!(text(&room).contains("skip = true"));
        assert_eq!(cue(&server, "two").get("skip"), None);
        assert_eq!(server.show()["revision"], revision);
        assert_eq!(apply(&server).status, 200);
        assert_eq!(cue(&server, "two")["skip"], true);
    }
}

#[test]
fn what_is_taken_back_before_it_was_applied_waits_no_longer() {
    let room = room();
    let before = text(&room);
    let server = Server::start(&room);
    go(&server);
    made(edit(&server, set("cue", "two", "skip", true)), true);
    made(
        server.post_as("producer", "/api/show/undo", &json!({})),
        false,
    );
    assert_eq!(text(&room), before);
    // And so is what was applied.
    made(edit(&server, set("entry", "echo", "team", "E")), true);
    apply(&server);
    made(
        server.post_as("producer", "/api/show/undo", &json!({})),
        true,
    );
    assert_eq!(text(&room), before);
}

#[test]
fn go_goes_past_what_is_skipped_and_comes_to_it_again_once_it_is_back() {
    let room = room();
    let server = Server::start(&room);
    edit(&server, set("cue", "one", "skip", true));
    assert_eq!(go(&server).json()["cue"], "two");
    let jump = json!({"cue": "hello"});
    assert_eq!(server.post_as("mc", "/api/goto", &jump).status, 200);
    edit(
        &server,
        json!([{"table": "cue", "id": "one", "key": "skip"}]),
    );
    apply(&server);
    assert_eq!(go(&server).json()["cue"], "one");
}

#[test]
fn a_fired_cue_is_history() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    let before = text(&room);
    refused(
        edit(&server, set("cue", "one", "skip", true)),
        "already-fired",
    );
    refused(
        edit(
            &server,
            json!([{"table": "cue", "id": "one", "remove": true}]),
        ),
        "already-fired",
    );
    let moved = json!([{"table": "cue", "id": "one", "move": true}]);
    let answer = edit(&server, moved);
    assert!(
        answer.json()["detail"]
            .as_str()
            .expect("a sentence")
            .contains("One")
    );
    refused(answer, "already-fired");
    assert_eq!(text(&room), before);
    // Its words may still be put right.
    made(edit(&server, set("cue", "one", "script", "Hello")), true);
}

#[test]
fn what_waits_and_was_overtaken_by_the_show_is_refused_at_the_press() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    made(edit(&server, set("cue", "two", "skip", true)), true);
    made(edit(&server, set("entry", "echo", "team", "E")), true);
    go(&server);
    refused(apply(&server), "already-fired");
    // It can be taken back, and the rest applied.
    server.post_as("producer", "/api/show/undo", &json!({}));
    server.post_as("producer", "/api/show/undo", &json!({}));
    made(edit(&server, set("entry", "echo", "team", "E")), true);
    assert_eq!(apply(&server).status, 200);
}

#[test]
fn an_edit_further_down_makes_no_go_stale_and_one_of_the_cue_on_deck_does() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    let seen = server.show()["revision"].clone();
    edit(&server, set("entry", "echo", "team", "E"));
    apply(&server);
    edit(&server, set("cue", "two", "title", "2"));
    // As long as it waits it changes nothing.
    let press = |server: &Server| server.post_as("mc", "/api/go", &json!({ "expect": seen }));
    apply(&server);
    refused(press(&server), "stale");
    assert_eq!(go(&server).status, 200);
}

#[test]
fn over_a_restart_an_edit_still_waits() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    edit(&server, set("cue", "two", "skip", true));
    server.terminate();
    let server = Server::start(&room);
    assert_eq!(cue(&server, "two").get("skip"), None);
    let page = server.get_as("producer", "/producer");
    assert!(page.body.contains("data-waiting"));
    apply(&server);
    assert_eq!(cue(&server, "two")["skip"], true);
}

#[test]
fn the_producer_reads_what_waits_in_words_and_nobody_reads_a_winner() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    edit(&server, set("entry", "echo", "title", "Ekko"));
    edit(&server, set("cue", "two", "seconds", 40));
    for (language, heading) in [
        ("en", "Changes that wait"),
        ("zh-Hant-HK", "待套用的更改"),
        ("zh-Hans", "待应用的更改"),
    ] {
        let bearer = format!("Bearer {}", server.key("producer"));
        let headers = [("authorization", &*bearer), ("accept-language", language)];
        let page = server.send("GET", "/producer", &headers, &[]).body;
        let waits = page.split("class=\"waits\"").nth(1).expect("what waits");
        let waits = waits.split("</section>").next().expect("its end");
        for word in [heading, "Ekko", "40", "Two"] {
            assert!(waits.contains(word), "{language}: {waits}");
        }
        assert!(!waits.contains("looks back"), "{waits}");
    }
    let mc = server.get_as("mc", "/mc");
    assert!(!mc.body.contains("Ekko"));
}

#[test]
fn a_finalist_withdraws_by_one_answer_whoever_has_won() {
    let mut told = Vec::new();
    for gone in ["mirror", "echo", "river"] {
        let room = room();
        let server = Server::start(&room);
        go(&server);
        let waits = made(edit(&server, set("entry", gone, "withdrawn", true)), true);
        assert_eq!(apply(&server).status, 200);
        let rundown = server.get_as("mc", "/api/rundown").json();
        let cues = rundown["cues"].as_array().expect("cues").clone();
        let skipped = cues.iter().filter(|cue| cue["skip"] == true).count();
        told.push((waits["warnings"].clone(), cues.len(), skipped));
    }
    assert!(told.iter().all(|one| *one == told[0]), "{told:?}");
    assert_eq!(told[0].2, 1);
}

#[test]
fn whoever_applies_changes_has_read_just_these() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    let read = made(edit(&server, set("cue", "two", "skip", true)), true)["version"].clone();
    made(edit(&server, set("entry", "echo", "team", "E")), true);
    let apply = |version: &Value| {
        let body = json!({ "version": version });
        server.post_as("producer", "/api/reread", &body)
    };
    refused(apply(&read), "stale-version");
    assert_eq!(cue(&server, "two").get("skip"), None);
    assert_eq!(apply(&version(&server)).status, 200);
    assert_eq!(cue(&server, "two")["skip"], true);
}

#[test]
fn what_waits_is_said_in_the_languages_that_differ_and_in_the_words_of_the_form() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    edit(&server, set("entry", "river", "title.en", "The River"));
    edit(&server, set("ballot", "people", "results", "live"));
    edit(&server, set("cue", "craft", "timings.award", 40));
    let waits = |language: &str| {
        let bearer = format!("Bearer {}", server.key("producer"));
        let headers = [("authorization", &*bearer), ("accept-language", language)];
        let page = server.send("GET", "/producer", &headers, &[]).body;
        let waits = page.split("class=\"waits\"").nth(1).expect("what waits");
        waits
            .split("</section>")
            .next()
            .expect("its end")
            .to_owned()
    };
    let chinese = waits("zh-Hant-HK");
    for word in [">River<", ">The River<", ">揭曉前保密<", "獎項名稱 40"] {
        assert!(chinese.contains(word), "{word}: {chinese}");
    }
    for key in [">hidden<", ">live<", ">award 40<"] {
        assert!(!chinese.contains(key), "{key}: {chinese}");
    }
}

#[test]
fn an_edit_at_a_rehearsal_is_the_evenings_and_the_crew_rehearses_with_it() {
    let room = room();
    let server = Server::start(&room);
    server.producer("/api/rehearsal", json!({"on": true}));
    server.mc("/api/go", json!({}));
    // Before the evening itself is under way nothing waits.
    made(edit(&server, set("cue", "two", "skip", true)), false);
    assert_eq!(cue(&server, "two")["skip"], true);
    server.producer("/api/rehearsal", json!({"on": false}));
    assert_eq!(cue(&server, "two")["skip"], true);
    // Once it is, an edit waits, at a rehearsal as well: the crew goes on with what it has.
    go(&server);
    server.producer("/api/rehearsal", json!({"on": true}));
    let back = json!([{"table": "cue", "id": "two", "key": "skip"}]);
    made(edit(&server, back), true);
    assert_eq!(cue(&server, "two")["skip"], true);
    assert_eq!(apply(&server).status, 200);
    assert_eq!(cue(&server, "two").get("skip"), None);
}

#[test]
fn after_the_last_finalist_one_withdraws_and_edits_go_on_being_applied() {
    let room = room();
    let server = Server::start(&room);
    for cue in ["finalists/1", "finalists/2", "finalists/3"] {
        let jump = json!({ "cue": cue });
        assert_eq!(server.post_as("mc", "/api/goto", &jump).status, 200);
    }
    made(edit(&server, set("entry", "echo", "withdrawn", true)), true);
    assert_eq!(apply(&server).status, 200);
    // It may be struck as well, which says nothing more.
    made(
        edit(&server, set("entry", "echo", "finalist", false)),
        false,
    );
    made(edit(&server, set("entry", "river", "team", "R")), true);
    assert_eq!(apply(&server).status, 200);
}

#[test]
fn what_waits_and_was_overtaken_by_a_ballot_can_be_taken_back_step_by_step() {
    let room = room();
    let server = Server::start(&room);
    go(&server);
    let before = text(&room);
    made(edit(&server, set("ballot", "people", "choices", 2)), true);
    made(edit(&server, set("entry", "echo", "team", "E")), true);
    server.producer("/api/ballots/people/open", json!({}));
    refused(apply(&server), "reread-conflict");
    // What is wrong already keeps no other edit from waiting with it.
    made(edit(&server, set("entry", "river", "team", "R")), true);
    for waits in [true, true, false] {
        let undo = server.post_as("producer", "/api/show/undo", &json!({}));
        made(undo, waits);
    }
    assert_eq!(text(&room), before);
    // And what was right is not made wrong.
    refused(
        edit(&server, set("ballot", "people", "choices", 2)),
        "reread-conflict",
    );
}
