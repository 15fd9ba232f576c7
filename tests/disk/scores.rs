//! A jury whose scores the disk refuses: nobody is told that a score is kept, GO goes on, and what
//! is sent again is kept once.

use crate::disk::{Disk, Files, Kind};
use crate::support::server::{Room, Server};
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
