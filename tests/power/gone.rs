//! Somebody deletes, moves or replaces the show's files in mid-show: no vote is called counted that
//! nobody will find again.

use crate::evening::{bytes, restore};
use crate::lost::export;
use crate::starts::start;
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use crate::support::socket::Socket;
use crate::support::voters::{cast, join, vote};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::fs;

/// A server with an open ballot and one vote.
fn open() -> (Room, Server) {
    let room = Room::with(GALA);
    fs::create_dir(room.path().join("stick")).expect("a stick");
    let server = start(&room, &["--mirror", "stick"]).expect("it starts");
    server.mc("/api/goto", json!({"cue": "people/open"}));
    vote(&server, "people", "echo");
    (room, server)
}

fn degraded(server: &Server) {
    until("it is known", || {
        (server.get("/healthz").json()["status"] == "degraded").then_some(())
    });
}

fn turnout(server: &Server) -> u64 {
    let people = server.get_as("mc", "/api/ballots/people").json();
    people["turnout"].as_u64().expect("a number")
}

fn alert(frame: &Value) -> &str {
    frame["regions"]["alert"].as_str().unwrap_or_default()
}

/// Everything is well again, and one more vote counts. Tells how many there were.
fn goes_on(server: Server, room: &Room) -> u64 {
    server.mc("/api/resume", json!({}));
    assert_eq!(server.get("/healthz").json()["status"], "ok");
    let votes = turnout(&server);
    vote(&server, "people", "river");
    assert_eq!(turnout(&server), votes + 1);
    let truth = export(&server);
    server.kill();
    let server = start(room, &[]).expect("it starts");
    assert_eq!(turnout(&server), votes + 1);
    assert_eq!(export(&server)["box"], truth["box"]);
    votes
}

#[test]
fn a_folder_that_is_moved_away_is_told_and_goes_on_when_it_is_back() {
    let (room, server) = open();
    let mut desk = Socket::role(&server, "producer");
    let away = room.path().join("away");
    fs::rename(room.show(), &away).expect("moved");
    // Before anybody has looked, too: the vote is answered only when it was found where it belongs.
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 503);
    degraded(&server);
    desk.next_where("the producer reads it", |frame| {
        alert(frame).contains("資料夾")
    });
    let mut mc = Socket::role(&server, "mc");
    mc.next_where("the MC reads it", |frame| {
        frame["regions"].to_string().contains("/api/resume")
    });
    assert_eq!(
        server.mc("/api/blackout", json!({"on": true}))["stored"],
        false
    );
    assert_eq!(server.post_as("mc", "/api/resume", &json!({})).status, 503);
    fs::rename(&away, room.show()).expect("back");
    let voter = join(&server);
    assert_eq!(cast(&server, &voter, "people", "echo").status, 503);
    // The vote that was not confirmed may have reached the file that was moved.
    assert!((1..=2).contains(&goes_on(server, &room)));
}

#[test]
fn nobody_has_to_do_anything_for_a_missing_folder_to_be_known() {
    let (room, server) = open();
    fs::rename(room.path().join("stick"), room.path().join("pulled")).expect("pulled");
    fs::remove_dir_all(room.show()).expect("deleted");
    degraded(&server);
    // A new folder with nothing in it is not the one that was there.
    fs::create_dir(room.show()).expect("made anew");
    for _ in 0..2 {
        assert_eq!(server.post_as("mc", "/api/resume", &json!({})).status, 503);
    }
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 503);
    // The hall sees what it saw: memory has the evening.
    assert_eq!(server.show()["cue"]["id"], "people/open");
}

#[test]
fn a_database_that_is_deleted_alone_comes_back_from_its_mirror_at_one_press() {
    for lost in [
        &["show.db", "show.db-wal"][..],
        &["votes.db", "votes.db-wal"],
        &["votes.db-wal"],
        &["show.db", "show.db-wal", "votes.db", "votes.db-wal"],
    ] {
        let (room, server) = open();
        for name in lost {
            fs::remove_file(room.show().join(name)).expect("deleted");
        }
        degraded(&server);
        assert_eq!(cast(&server, &join(&server), "people", "echo").status, 503);
        assert_eq!(goes_on(server, &room), 1);
    }
}

#[test]
fn a_second_file_that_nobody_has_missed_yet_comes_back_at_the_same_press() {
    for (first, second) in [("show.db", "votes.db"), ("votes.db", "show.db")] {
        let (room, server) = open();
        let delete = |name: &str| {
            for name in [name.to_owned(), format!("{name}-wal")] {
                fs::remove_file(room.show().join(name)).expect("deleted");
            }
        };
        delete(first);
        degraded(&server);
        delete(second);
        assert_eq!(goes_on(server, &room), 1);
    }
}

#[test]
fn a_folder_that_is_replaced_by_an_older_copy_is_refused_until_all_of_it_is_there() {
    let (room, server) = open();
    let older = bytes(&room.show());
    vote(&server, "people", "mirror");
    server.mc("/api/ballots/people/extend", json!({"seconds": 5}));
    let whole = bytes(&room.show());
    let away = room.path().join("away");
    let replace = |files| {
        fs::rename(
            room.show(),
            away.join(format!(
                "{}",
                fs::read_dir(&away).map_or(0, Iterator::count)
            )),
        )
        .expect("moved");
        restore(&room.show(), files);
        fs::create_dir(room.show().join("media")).expect("a folder");
    };
    fs::create_dir(&away).expect("a folder");
    // Without the stick, which would bring the rest.
    fs::rename(room.path().join("stick"), room.path().join("pulled")).expect("pulled");
    replace(&older);
    degraded(&server);
    let refused = server.post_as("mc", "/api/resume", &json!({}));
    assert_eq!(refused.status, 503);
    replace(&whole);
    assert_eq!(goes_on(server, &room), 2);
}

#[test]
fn a_file_that_is_cut_off_in_place_is_told() {
    let (room, server) = open();
    let file = fs::File::options()
        .write(true)
        .open(room.show().join("votes.db-wal"));
    file.expect("a log").set_len(0).expect("cut");
    degraded(&server);
    assert_eq!(goes_on(server, &room), 1);
}

#[test]
fn a_mirror_and_a_copy_that_are_deleted_or_replaced_are_written_anew() {
    let (room, server) = open();
    let names = ["show.mirror", "votes.mirror"];
    let whole = |folder: &str| {
        let home = bytes(&room.show());
        let there = bytes(&room.path().join(folder));
        names.iter().all(|name| {
            there
                .get(*name)
                .is_some_and(|text| home.get(*name) == Some(text))
        })
    };
    until("the copy has followed", || whole("stick").then_some(()));
    let before: Vec<_> = names
        .map(|name| fs::read(room.show().join(name)).expect("text"))
        .to_vec();
    for name in names {
        fs::remove_file(room.path().join("stick").join(name)).expect("deleted");
    }
    until("the copy is there again", || whole("stick").then_some(()));
    for (name, text) in names.iter().zip(&before) {
        let path = room.show().join(name);
        fs::remove_file(&path).expect("deleted");
        until("the mirror is there again", || {
            fs::read(&path)
                .is_ok_and(|found| found.starts_with(text))
                .then_some(())
        });
        fs::remove_file(&path).expect("deleted");
        fs::write(&path, "somebody's").expect("replaced");
        until("the mirror is there again", || {
            fs::read(&path)
                .is_ok_and(|found| found.starts_with(text))
                .then_some(())
        });
    }
    let kept = bytes(&room.show());
    assert!(
        kept.values().any(|text| text == b"somebody's"),
        "nothing is overwritten"
    );
    vote(&server, "people", "river");
    until("the copy follows", || whole("stick").then_some(()));
    assert_eq!(server.get("/healthz").json()["status"], "ok");
}
