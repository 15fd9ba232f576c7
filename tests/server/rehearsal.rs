//! A rehearsal of the real program: what it shows, and that nothing of it stays.

use crate::cookie::{cookie, trade};
use crate::support::server::{Room, Server};
use crate::support::shows::final_with;
use crate::support::voters::{cast, close, join, vote, vote_all};
use serde_json::{Value, json};
use std::fs;

fn rehearse(server: &Server, on: bool) -> Value {
    server.producer("/api/rehearsal", json!({ "on": on }))
}

fn export(server: &Server) -> Value {
    server.get_as("producer", "/api/export").json()
}

fn goto(server: &Server, cue: &str) {
    server.mc("/api/goto", json!({ "cue": cue }));
}

#[test]
fn its_moves_and_votes_are_its_own_and_vanish_with_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let plain = export(&server);
    let (before, results) = (server.show(), server.get("/api/results").body);
    assert_eq!(before["rehearsal"], Value::Null);
    for _ in 0..2 {
        let begun = rehearse(&server, true);
        let show = server.show();
        assert_eq!(
            (&show["rehearsal"], &show["cue"]["id"]),
            (&json!(true), &begun["cue"])
        );
        assert!(show["epoch"].as_i64() > before["epoch"].as_i64());
        server.mc("/api/ballots/people/open", json!({}));
        vote_all(&server, "people", &[("optimal", 2), ("hide-and-seek", 1)]);
        let now = server.get_as("mc", "/api/ballots/people").json();
        assert_eq!(now["turnout"], 3);
        close(&server, "people");
        goto(&server, "first-prize/winner");
        let now = server.get_as("mc", "/api/rundown").json();
        assert_eq!(now["revision"], server.show()["revision"]);
        assert_eq!(server.get("/api/results").body, results);
        let asrun = server.get_as("mc", "/api/asrun").json();
        let ran = |line: &Value| !line["actual_end"].is_null();
        assert!(!asrun.as_array().expect("a list").iter().any(ran));
        let done = rehearse(&server, false);
        assert_eq!(done["revision"], before["revision"]);
    }
    let (after, now) = (
        server.show(),
        server.get_as("mc", "/api/ballots/people").json(),
    );
    assert_eq!(
        (&after["rehearsal"], &after["cue"]),
        (&Value::Null, &before["cue"])
    );
    assert_eq!(
        (&now["phase"], &now["turnout"]),
        (&json!("waiting"), &json!(0))
    );
    // An export is a look at each envelope, and tells of the one before it.
    let again = export(&server);
    assert_eq!(again["votes"], plain["votes"]);
    let told = again.to_string();
    assert!(!told.contains("rehears") && !told.contains("\"ballot-opened\""));
}

#[test]
fn a_token_of_a_rehearsal_means_nothing_afterwards_and_says_so() {
    let room = Room::demo();
    let server = Server::start(&room);
    let own = join(&server);
    rehearse(&server, true);
    server.mc("/api/ballots/people/open", json!({}));
    let early = cast(&server, &own, "people", "optimal");
    assert_eq!((early.status, early.word()), (401, "no-voter".to_owned()));
    let token = join(&server);
    let counted = cast(&server, &token, "people", "optimal");
    assert_eq!(counted.status, 200, "{}", counted.body);
    let page = server.send("GET", "/", &[("accept-language", "zh-Hant-HK")], &[]);
    assert!(
        page.body.contains("綵排") && page.body.contains("回條"),
        "{}",
        page.body
    );
    rehearse(&server, false);
    server.mc("/api/ballots/people/open", json!({}));
    let over = cast(&server, &token, "people", "hide-and-seek");
    assert_eq!(
        (over.status, over.word()),
        (401, "rehearsal-over".to_owned())
    );
    let page = server.get(&format!("/v/{token}?ui=en"));
    assert_eq!(page.status, 404);
    assert!(page.body.contains("rehearsal is over"), "{}", page.body);
    let form = format!("ballot=people&choice=hide-and-seek&voter={token}");
    let kind = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "text/html"),
    ];
    let sent = server.send("POST", "/vote", &kind, form.as_bytes());
    assert_eq!(sent.status, 401, "{}", sent.body);
    assert!(!server.get("/?ui=en").body.contains("class=\"rehearsal\""));
    assert_eq!(cast(&server, &own, "people", "optimal").status, 200);
    let now = server.get_as("mc", "/api/ballots/people").json();
    assert_eq!(now["turnout"], 1);
}

#[test]
fn juries_deliberate_while_the_crew_rehearses() {
    let room = Room::demo();
    let server = Server::start(&room);
    rehearse(&server, true);
    server.producer("/api/envelopes/second-prize", json!({"winner": "optimal"}));
    goto(&server, "second-prize/winner");
    let opened = server.producer("/api/envelopes/second-prize/open", json!({}));
    assert_eq!(opened["winners"][0]["id"], "optimal");
    rehearse(&server, false);
    goto(&server, "second-prize/winner");
    let told = export(&server);
    let told = told["results"].as_array().map(|all| {
        let mut awards = all.iter();
        awards
            .find(|award| award["award"] == "second-prize")
            .cloned()
    });
    assert!(told.is_some(), "it stands");
    let winners = crate::support::wait::until("the public knows", || {
        let all = server.get("/api/results").json();
        let all = all.as_array().cloned().unwrap_or_default();
        let one = all
            .into_iter()
            .find(|award| award["award"] == "second-prize")?;
        Some(one["winners"].clone())
    });
    assert_eq!(winners[0]["id"], "optimal");
}

#[test]
fn a_start_after_a_crash_in_a_rehearsal_is_the_evening_unless_it_is_asked_otherwise() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    let before = server.show();
    rehearse(&server, true);
    server.mc("/api/ballots/people/open", json!({}));
    vote(&server, "people", "optimal");
    server.kill();
    let server = Server::start(&room);
    let after = server.show();
    for part in ["revision", "cue", "ballots", "rehearsal"] {
        assert_eq!(after[part], before[part], "{part}");
    }
    assert!(!export(&server).to_string().contains("rehears"));
    server.kill();
    let arguments = ["--listen", "127.0.0.1:0", "--rehearse"];
    let server = Server::start_with(&room, &arguments, &[]);
    assert_eq!(server.show()["rehearsal"], true);
    server.producer("/api/doors", json!({"open": true}));
    assert_eq!(server.show()["rehearsal"], Value::Null);
    let refused = server.post_as("producer", "/api/rehearsal", &json!({"on": true}));
    assert_eq!(
        (refused.status, refused.word()),
        (409, "doors-open".to_owned())
    );
    assert!(
        room.out()
            .contains("every start by the same line begins one")
    );
    server.kill();
    // A supervisor starts the same line in mid-show.
    let server = Server::start_with(&room, &arguments, &[]);
    assert_eq!(server.show()["rehearsal"], Value::Null);
    let (out, err) = (room.out(), room.err());
    assert!(
        out.contains("This is the evening and no rehearsal"),
        "{out}"
    );
    assert!(err.contains("--rehearse: The doors are open"), "{err}");
}

#[test]
fn the_mcs_page_opens_a_dummy_also_in_a_browser_that_holds_the_producers_key() {
    let room = Room::with(&final_with("peek      = false", "peek      = true"));
    let server = Server::start(&room);
    let before = server.show()["revision"].clone();
    let [mc, producer] = ["mc", "producer"].map(|role| cookie(&trade(&server, role)));
    let both = format!("{mc}; {producer}");
    let open = |cookie: &str, body: Value| {
        let headers = [("cookie", cookie), ("content-type", "application/json")];
        let path = "/api/envelopes/first-prize/open";
        server.send("POST", path, &headers, body.to_string().as_bytes())
    };
    let own = json!({"as": "mc"});
    rehearse(&server, true);
    let dummy = open(&both, own.clone());
    assert_eq!(dummy.status, 200, "{}", dummy.body);
    assert!(dummy.body.contains("綵排用評語"), "{}", dummy.body);
    let stranger = open(&producer, own.clone());
    assert_eq!(
        (stranger.status, stranger.word()),
        (403, "wrong-role".to_owned())
    );
    assert_eq!(open(&mc, json!({"as": "crew"})).status, 422);
    let done = rehearse(&server, false);
    assert_eq!(done["revision"], before, "nobody has looked");
    assert_eq!(open(&both, own).status, 200);
    let export = export(&server);
    let mut events = export["events"].as_array().expect("events").iter();
    let look = events.find(|event| event["event"]["event"] == "envelope-opened");
    assert_eq!(look.expect("on record")["by"], "mc");
}

#[test]
fn it_is_refused_while_people_vote_and_only_the_producer_may() {
    let room = Room::demo();
    let server = Server::start(&room);
    for role in ["mc", "crew"] {
        let refused = server.post_as(role, "/api/rehearsal", &json!({"on": true}));
        assert_eq!(refused.status, 403, "{role}");
    }
    server.mc("/api/ballots/people/open", json!({}));
    let refused = server.post_as("producer", "/api/rehearsal", &json!({"on": true}));
    assert_eq!(
        (refused.status, refused.word()),
        (409, "ballot-open".to_owned())
    );
}

#[test]
fn the_contact_sheet_is_the_same_whoever_wins() {
    let room = Room::demo();
    let server = Server::start(&room);
    let sheet = server.get_as("producer", "/print/contact?ui=en");
    assert_eq!(sheet.status, 200);
    assert_eq!(server.get_as("mc", "/print/contact").status, 403);
    let finalists = sheet.body.matches("<figure>").count();
    let winners = sheet.body.matches("class=\"scene winner").count();
    assert!(
        finalists > 20 && winners == finalists,
        "{finalists} {winners}"
    );
    let file = fs::read_to_string(room.show().join("show.toml")).expect("a file");
    let sealed = |line: &&str| line.trim_start().starts_with("winner =");
    let other: Vec<&str> = file.lines().filter(|line| !sealed(line)).collect();
    fs::write(room.show().join("show.toml"), other.join("\n")).expect("written");
    server.producer("/api/reread", json!({}));
    assert_eq!(
        server.get_as("producer", "/print/contact?ui=en").body,
        sheet.body
    );
}

#[test]
fn a_press_that_was_meant_for_one_evening_moves_no_other() {
    let room = Room::demo();
    let server = Server::start(&room);
    let epoch = |server: &Server| server.show()["epoch"].to_string();
    let press = |path: &str, role: &str, epoch: &str, body: Value| {
        let bearer = format!("Bearer {}", server.key(role));
        let headers = [
            ("authorization", &*bearer),
            ("content-type", "application/json"),
            ("palmares-epoch", epoch),
        ];
        let answer = server.send("POST", path, &headers, body.to_string().as_bytes());
        (answer.status, answer.body.contains(":stale\""))
    };
    let real = epoch(&server);
    server.producer("/api/rehearsal", json!({"on": true}));
    let rehearsal = epoch(&server);
    let wishes = || {
        [
            ("/api/go", "mc", json!({})),
            ("/api/blackout", "mc", json!({"on": true})),
            ("/api/message", "producer", json!({"id": "seats"})),
            ("/api/ballots/people/open", "producer", json!({})),
            ("/api/note", "producer", json!({"id": "wrap"})),
        ]
    };
    for (path, role, body) in wishes() {
        assert_eq!(press(path, role, &real, body), (409, true), "{path}");
    }
    assert_eq!(press("/api/go", "mc", &rehearsal, json!({})).0, 200);
    server.producer("/api/rehearsal", json!({"on": false}));
    let before = server.show();
    for (path, role, body) in wishes() {
        assert_eq!(press(path, role, &rehearsal, body), (409, true), "{path}");
    }
    let after = server.show();
    assert_eq!(after["revision"], before["revision"]);
    // What is the evening's whatever is on stage is done.
    let seal = json!({"winner": "optimal"});
    let sealed = press("/api/envelopes/best-visuals", "producer", &rehearsal, seal);
    assert_eq!(sealed.0, 200);
}
