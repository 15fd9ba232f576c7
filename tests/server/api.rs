//! What each call of the contract answers.

use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

#[test]
fn show_tells_anyone_what_the_stage_shows() {
    let room = Room::demo();
    let server = Server::start(&room);
    let show = server.show();
    assert!(show["epoch"].as_i64().expect("a number") > 1_700_000_000_000);
    assert_eq!(show["revision"], 1);
    assert_eq!(show["cue"]["id"], "welcome");
    assert_eq!(show["cue"]["kind"], "card");
    assert_eq!(
        (&show["blackout"], &show["card"]),
        (&json!(false), &json!(false))
    );
    let ballots = json!([{"id": "people", "phase": "waiting", "closes_at": null}]);
    assert_eq!(show["ballots"], ballots);
}

#[test]
fn the_rundown_counts_from_zero_and_says_what_asks_for_a_hold() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    let rundown = server.get_as("mc", "/api/rundown").json();
    assert_eq!(
        (&rundown["revision"], &rundown["position"]),
        (&json!(2), &json!(1))
    );
    let cues = rundown["cues"].as_array().expect("cues");
    assert_eq!(cues.len(), 66);
    for cue in cues {
        let id = cue["id"].as_str().expect("an id");
        assert_eq!(cue["hold"], id.ends_with("/winner"), "{id}");
        assert!(cue["title"].is_string() && cue["kind"].is_string());
        assert!(cue["seconds"].is_u64(), "{id} has no plan");
    }
    assert_eq!(rundown, server.get_as("producer", "/api/rundown").json());
}

#[test]
fn go_back_goto_blackout_and_card_answer_with_revision_and_cue() {
    let room = Room::demo();
    let server = Server::start(&room);
    let told = |revision: u64, cue: &str| json!({"revision": revision, "cue": cue});
    assert_eq!(server.mc("/api/go", json!({})), told(2, "welcome-address"));
    assert_eq!(server.mc("/api/back", json!({})), told(3, "welcome"));
    let jump = json!({"cue": "finalists/3"});
    assert_eq!(server.mc("/api/goto", jump), told(4, "finalists/3"));
    assert_eq!(
        server.mc("/api/blackout", json!({"on": true})),
        told(5, "finalists/3")
    );
    assert_eq!(
        server.mc("/api/card", json!({"on": true})),
        told(6, "finalists/3")
    );
    assert_eq!(
        server.mc("/api/card", json!({"on": true})),
        told(6, "finalists/3")
    );
    let show = server.show();
    assert_eq!(
        (&show["blackout"], &show["card"]),
        (&json!(true), &json!(true))
    );
}

#[track_caller]
fn refused(server: &Server, role: &str, path: &str, body: Value, status: u16, word: &str) {
    let answer = server.post_as(role, path, &body);
    let told = (answer.status, answer.word());
    assert_eq!(told, (status, word.to_owned()), "{path} {body}");
}

#[test]
fn two_gos_in_one_breath_are_one() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    refused(&server, "mc", "/api/go", json!({}), 409, "too-soon");
    // A bounce that says what it saw is told the same by another name.
    refused(&server, "mc", "/api/go", json!({"expect": 1}), 409, "stale");
    assert_eq!(server.mc("/api/go", json!({"expect": 2}))["cue"], "remarks");
}

#[test]
fn a_hundred_taps_at_once_make_one_move() {
    let room = Room::demo();
    let server = Server::start(&room);
    let obeyed: usize = std::thread::scope(|scope| {
        let taps: Vec<_> = (0..100)
            .map(|_| {
                scope.spawn(|| {
                    server
                        .post_as("mc", "/api/go", &json!({"expect": 1}))
                        .status
                })
            })
            .collect();
        let statuses = taps.into_iter().map(|tap| tap.join().expect("a tap"));
        statuses.filter(|status| *status == 200).count()
    });
    assert_eq!(obeyed, 1);
    assert_eq!(server.show()["cue"]["id"], "welcome-address");
}

#[test]
fn refusals_have_their_status_and_their_word() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mc = |path: &str, body: Value, status, word: &str| {
        refused(&server, "mc", path, body, status, word);
    };
    let producer = |path: &str, body: Value, status, word: &str| {
        refused(&server, "producer", path, body, status, word);
    };
    mc("/api/back", json!({}), 409, "start");
    mc("/api/goto", json!({"cue": "nowhere"}), 404, "no-such-cue");
    mc(
        "/api/goto",
        json!({"cue": "first-prize/photo"}),
        409,
        "not-revealed",
    );
    mc(
        "/api/goto",
        json!({"cue": "people/result"}),
        409,
        "ballot-waiting",
    );
    mc("/api/wrong-envelope", json!({}), 409, "nothing-revealed");
    mc("/api/ballots/none/open", json!({}), 404, "no-such-ballot");
    mc(
        "/api/ballots/people/open",
        json!({"seconds": 0}),
        422,
        "bad-seconds",
    );
    mc(
        "/api/ballots/people/close",
        json!({}),
        409,
        "ballot-waiting",
    );
    let seal = "/api/envelopes/first-prize";
    producer(
        "/api/envelopes/none",
        json!({"winner": "optimal"}),
        404,
        "no-such-award",
    );
    producer(seal, json!({"winner": "nobody"}), 422, "no-such-entry");
    producer(seal, json!({"winner": []}), 422, "bad-winners");
    producer(
        "/api/envelopes/peoples-choice",
        json!({"winner": "optimal"}),
        409,
        "audience-decides",
    );
    let correct = "/api/envelopes/first-prize/correct";
    producer(
        correct,
        json!({"winner": "optimal", "reason": "x"}),
        409,
        "not-revealed",
    );
    producer(
        "/api/envelopes/first-prize/release",
        json!({}),
        409,
        "not-revealed",
    );
    producer(
        "/api/rewind",
        json!({"confirm": "aigc"}),
        422,
        "not-confirmed-id",
    );
}

#[test]
fn the_last_cue_is_the_end_and_the_show_stays_on_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let seen = server.mc("/api/goto", json!({"cue": "thanks"}))["revision"].clone();
    refused(
        &server,
        "mc",
        "/api/go",
        json!({"expect": seen}),
        409,
        "end",
    );
    assert_eq!(server.show()["cue"]["id"], "thanks");
}

#[test]
fn a_winner_comes_out_through_its_own_cue_and_then_everyone_may_know() {
    let room = Room::demo();
    let server = Server::start(&room);
    assert_eq!(server.get("/api/results").json(), json!([]));
    server.mc("/api/card", json!({"on": true}));
    let jump = || json!({"cue": "first-prize/winner"});
    refused(&server, "mc", "/api/goto", jump(), 409, "covered");
    server.mc("/api/card", json!({"on": false}));
    server.mc("/api/goto", jump());
    let results = server.get("/api/results").json();
    assert_eq!(results[0]["award"], "first-prize");
    assert_eq!(results[0]["winners"][0]["id"], "hide-and-seek");
    assert_eq!(results[0]["winners"][0]["team"], "Wang Meiquan");
    assert_eq!(results.as_array().map(Vec::len), Some(1));
}

#[test]
fn an_envelope_is_sealed_shared_and_corrected_over_the_api() {
    let room = Room::demo();
    let server = Server::start(&room);
    let seal = json!({"winner": ["optimal", "cyberport"]});
    server.producer("/api/envelopes/first-prize", seal);
    let seen = server.producer("/api/envelopes/first-prize/open", json!({}));
    assert_eq!(seen["winners"].as_array().map(Vec::len), Some(2));
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    server.mc("/api/wrong-envelope", json!({}));
    assert_eq!(server.get("/api/results").json(), json!([]));
    assert_eq!(server.show()["card"], true);
    let correction = json!({"winner": "optimal", "reason": "the other was another award's"});
    server.producer("/api/envelopes/first-prize/correct", correction);
    let seen = server.show()["revision"].clone();
    let title = server.mc("/api/go", json!({"expect": seen}));
    assert_eq!(title["cue"], "first-prize/award");
    assert_eq!(server.show()["card"], false);
    let winner = server.mc("/api/go", json!({"expect": title["revision"]}));
    assert_eq!(winner["cue"], "first-prize/winner");
    let results = server.get("/api/results").json();
    assert_eq!(results[0]["winners"][0]["id"], "optimal");
    assert_eq!(results[0]["winners"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_ballot_lives_over_the_api_without_moving_the_stage() {
    let room = Room::demo();
    let server = Server::start(&room);
    let ballot = || server.get_as("mc", "/api/ballots/people").json();
    assert_eq!(ballot()["phase"], "waiting");
    server.mc("/api/ballots/people/open", json!({"seconds": 600}));
    let opened = ballot();
    assert_eq!(opened["phase"], "open");
    assert_eq!(opened["turnout"], 0);
    let deadline = opened["closes_at"].as_i64().expect("a deadline");
    server.mc("/api/ballots/people/extend", json!({"seconds": 60}));
    assert_eq!(ballot()["closes_at"], deadline + 60_000);
    refused(
        &server,
        "mc",
        "/api/goto",
        json!({"cue": "people/result"}),
        409,
        "ballot-open",
    );
    server.mc("/api/ballots/people/close", json!({}));
    let closed = || ballot()["phase"] == "closed";
    until("the ballot is counted", || closed().then_some(()));
    refused(
        &server,
        "mc",
        "/api/ballots/people/open",
        json!({}),
        409,
        "ballot-closed",
    );
    server.mc("/api/ballots/people/reopen", json!({"seconds": 30}));
    server.mc("/api/ballots/people/close", json!({}));
    until("the ballot is counted again", || closed().then_some(()));
    assert_eq!(server.show()["cue"]["id"], "welcome");
    let tally = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    assert_eq!(tally.as_array().map(Vec::len), Some(10));
    server.mc("/api/goto", json!({"cue": "peoples-choice/winner"}));
    assert_eq!(ballot()["phase"], "revealed");
    let results = server.get("/api/results").json();
    assert_eq!(results[0]["winners"], json!([]));
}

#[test]
fn a_deadline_closes_the_ballot_by_itself() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({"seconds": 1}));
    until("the deadline has passed", || {
        let phase = server.show()["ballots"][0]["phase"].clone();
        (phase == "closed").then_some(())
    });
}

#[test]
fn back_to_the_top_starts_a_clean_evening_and_keeps_keys_and_links() {
    let room = Room::demo();
    let server = Server::start(&room);
    let epoch = server.show()["epoch"].as_i64();
    server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    let done = server.producer("/api/rewind", json!({"confirm": "aigc-2026"}));
    assert_eq!(done["cue"], "welcome");
    let show = server.show();
    assert!(show["epoch"].as_i64() > epoch);
    assert_eq!(server.get("/api/results").json(), json!([]));
    server.producer("/api/doors", json!({"open": true}));
    let again = json!({"confirm": "aigc-2026"});
    refused(&server, "producer", "/api/rewind", again, 409, "doors-open");
    let files = std::fs::read_dir(room.show()).expect("a folder").flatten();
    let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    let archived = names.filter(|name| name.starts_with("show-2") && name.ends_with(".db"));
    assert_eq!(archived.count(), 1);
}

#[test]
fn an_edited_file_is_read_again_on_demand_and_its_mistakes_are_told() {
    let room = Room::demo();
    let server = Server::start(&room);
    let file = room.show().join("show.toml");
    let edited = palmares::demo::SHOW.replace("\"OPTIMAL\"", "\"OPTIMAL II\"");
    std::fs::write(&file, &edited).expect("edited");
    server.producer("/api/reread", json!({}));
    let rundown = server.get_as("mc", "/api/rundown").json().to_string();
    assert!(rundown.contains("OPTIMAL II"));
    std::fs::write(
        &file,
        edited.replace("winner     = \"optimal\"", "winner = \"optimel\""),
    )
    .expect("edited");
    let answer = server.post_as("producer", "/api/reread", &json!({}));
    assert_eq!((answer.status, answer.word().as_str()), (422, "bad-show"));
    let detail = answer.json()["detail"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(
        detail.contains("show.toml:") && detail.contains("palmares check"),
        "{detail}"
    );
    assert_eq!(server.show()["cue"]["id"], "welcome");
}

#[test]
fn health_and_metrics_tell_how_the_server_is() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    let health = server.get("/healthz").json();
    assert_eq!(
        (&health["status"], &health["revision"]),
        (&json!("ok"), &json!(2))
    );
    let metrics = server.get("/metrics");
    assert!(
        metrics
            .header("content-type")
            .starts_with("text/plain; version=0.0.4")
    );
    assert!(
        metrics.body.contains("\npalmares_revision 2\n"),
        "{}",
        metrics.body
    );
    assert!(metrics.body.contains("\npalmares_position 1\n"));
    // Memory moves with all that the process does: it is for the producer who asks for it, and
    // neither for strangers nor for the MC.
    let moving = ["process_resident_memory_bytes", "palmares_phones_connected"];
    let private = server.get_as("producer", "/metrics?process").body;
    for name in moving {
        assert!(private.contains(&format!("\n{name} ")), "{private}");
        assert!(!metrics.body.contains(name), "{}", metrics.body);
        assert!(!server.get_as("producer", "/metrics").body.contains(name));
    }
    // Otherwise the answer would tell whether a guessed key was right, and nobody would count the
    // guesses.
    assert_eq!(server.get_as("mc", "/metrics?process").status, 403);
    assert_eq!(server.get("/metrics?process").status, 401);
}
