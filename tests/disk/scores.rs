//! A jury whose scores the disk refuses: nobody is told that a score is kept, GO goes on, and what
//! is sent again is kept once. While the disk takes its time, nobody but the juror waits.

use crate::disk::{Disk, Files, Kind};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

fn scored(server: &Server, body: &Value) -> (u16, String) {
    let answer = server.post_as("jury/fok", "/api/jury/score", body);
    match answer.status {
        200 => (
            200,
            answer.json()["status"].as_str().expect("a word").to_owned(),
        ),
        status => (status, answer.word()),
    }
}

#[test]
fn a_score_that_the_disk_refuses_is_not_confirmed_and_is_kept_once_when_it_is_well_again() {
    for kind in Kind::ALL {
        for files in [Files::Scores, Files::All] {
            let room = Room::demo();
            let disk = Disk::of(&room);
            let server = disk.serve(&room);
            let sheet = server.get_as("jury/fok", "/api/jury/sheet").json();
            let body = |score: u32, change: u32| {
                json!({"entry": sheet["entries"][0]["entry"],
                    "criterion": sheet["criteria"][0]["id"], "score": score, "change": change})
            };
            let (kept, refused) = ((200, "kept".to_owned()), (503, "not-confirmed".to_owned()));
            assert_eq!(scored(&server, &body(7, 1)), kept);
            disk.fail(files, kind, 0);
            assert_eq!(scored(&server, &body(8, 2)), refused, "{files:?} {kind:?}");
            let signed = json!({"incomplete": true});
            let signed = server.post_as("jury/fok", "/api/jury/sign", &signed);
            assert_eq!((signed.status, &*signed.word()), (503, "not-confirmed"));
            // The show goes on.
            server.mc("/api/go", json!({}));
            disk.mend();
            server.mc("/api/resume", json!({}));
            assert_eq!(scored(&server, &body(8, 2)), kept, "{files:?} {kind:?}");
            server.kill();
            let server = disk.serve(&room);
            let held = server.get_as("jury/fok", "/api/jury/sheet").json();
            let criterion = sheet["criteria"][0]["id"].as_str().expect("an id");
            assert_eq!(held["entries"][0]["scores"][criterion], 8);
            assert_eq!(
                (&held["change"], &held["signed"]),
                (&json!(2), &json!(false))
            );
        }
    }
}

#[test]
fn while_the_scores_disk_hangs_go_and_votes_are_answered_and_the_score_afterwards() {
    let room = Room::demo();
    let disk = Disk::of(&room);
    let server = disk.serve(&room);
    let sheet = server.get_as("jury/fok", "/api/jury/sheet").json();
    let body = json!({"entry": sheet["entries"][0]["entry"],
        "criterion": sheet["criteria"][0]["id"], "score": 7});
    disk.fail(Files::Scores, Kind::Hang, 0);
    std::thread::scope(|scope| {
        let score = scope.spawn(|| scored(&server, &body));
        disk.strikes();
        let ballot = server.show()["ballots"][0]["id"].clone();
        let ballot = ballot.as_str().expect("a ballot");
        let mut revision = server.show()["revision"].clone();
        for _ in 0..5 {
            let went = server.mc("/api/go", json!({"expect": revision}));
            assert!(went["revision"].as_u64() > revision.as_u64(), "{went}");
            revision = went["revision"].clone();
        }
        server.mc(&format!("/api/ballots/{ballot}/open"), json!({}));
        let phase = || server.show()["ballots"][0]["phase"].clone();
        until("the ballot is open", || (phase() == "open").then_some(()));
        let json = ("Content-Type", "application/json");
        let voter = server.send("POST", "/api/join", &[json], b"{}").json();
        let vote = json!({"ballot": ballot, "choices": [sheet["entries"][0]["entry"]]});
        let voter = format!("Bearer {}", voter["voter"].as_str().expect("a token"));
        let headers = [
            ("Authorization", &*voter),
            ("Content-Type", "application/json"),
        ];
        let vote = server.send("POST", "/api/vote", &headers, vote.to_string().as_bytes());
        assert_eq!(vote.json()["status"], "counted");
        assert!(!score.is_finished());
        disk.mend();
        assert_eq!(score.join().expect("an answer"), (200, "kept".to_owned()));
    });
}
