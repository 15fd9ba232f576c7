//! The degraded mode's single sentences, one after the other.

use crate::disk::{Disk, Files, Kind};
use crate::stage::{Screen, is_red};
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use crate::support::voters::{cast, join, until_closed};
use crate::support::wait::until;
use palmares::evening::PENDING_MAX;
use serde_json::{Value, json};
use std::time::SystemTime;

fn evening() -> (Room, Disk, Server) {
    let room = Room::with(GALA);
    let disk = Disk::of(&room);
    let server = disk.serve(&room);
    (room, disk, server)
}

fn people(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()
}

/// Darkens the stage, which the disk does not take.
fn blackout_unstored(server: &Server) {
    let done = server.mc("/api/blackout", json!({"on": true}));
    assert_eq!(done["stored"], false);
}

#[test]
fn with_only_the_journal_failing_no_vote_is_counted_either() {
    let (_room, disk, server) = evening();
    server.mc("/api/ballots/people/open", json!({}));
    let voter = join(&server);
    disk.fail(Files::Show, Kind::Full, 0);
    blackout_unstored(&server);
    assert_eq!(cast(&server, &voter, "people", "echo").status, 503);
    disk.mend();
    server.mc("/api/resume", json!({}));
    assert_eq!(cast(&server, &voter, "people", "echo").status, 200);
    assert_eq!(people(&server)["turnout"], 1);
}

#[test]
fn a_close_shows_at_once_and_writes_its_mark_on_resume() {
    let (room, disk, server) = evening();
    server.mc("/api/ballots/people/open", json!({}));
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 200);
    disk.fail(Files::Show, Kind::Full, 0);
    let done = server.mc("/api/ballots/people/close", json!({}));
    assert_eq!(done["stored"], false);
    assert_eq!(people(&server)["phase"], "closing");
    // Pulled now, the plug leaves an open ballot that takes votes: the journal knows of no close,
    // and nor does the box.
    server.kill();
    let server = disk.serve(&room);
    disk.mend();
    assert_eq!(people(&server)["phase"], "open");
    until("the box is open", || {
        (cast(&server, &join(&server), "people", "echo").status == 200).then_some(())
    });
    disk.fail(Files::Show, Kind::Full, 0);
    server.mc("/api/ballots/people/close", json!({}));
    disk.mend();
    server.mc("/api/resume", json!({}));
    until_closed(&server, "people");
    let tally = server
        .get_as("producer", "/api/ballots/people/tally")
        .json();
    let votes = tally
        .as_array()
        .expect("a tally")
        .iter()
        .map(|line| line["votes"].as_u64());
    assert_eq!(votes.flatten().sum::<u64>(), 2);
}

#[test]
fn a_deadline_that_passes_on_a_bad_disk_closes_at_once_and_counts_on_resume() {
    for files in [Files::Show, Files::Votes, Files::Both] {
        let (_room, disk, server) = evening();
        server.mc("/api/ballots/people/open", json!({"seconds": 1}));
        let (early, late) = (join(&server), join(&server));
        assert_eq!(cast(&server, &early, "people", "echo").status, 200);
        disk.fail(files, Kind::Sync, 0);
        until("the ballot closes", || {
            (people(&server)["phase"] == "closing").then_some(())
        });
        until("it is known", || {
            (server.get("/healthz").json()["status"] == "degraded").then_some(())
        });
        assert_eq!(cast(&server, &late, "people", "echo").status, 503);
        disk.mend();
        server.mc("/api/resume", json!({}));
        until_closed(&server, "people");
        assert_eq!(
            (
                cast(&server, &late, "people", "echo").status,
                cast(&server, &early, "people", "echo").status
            ),
            (409, 200)
        );
        assert_eq!(people(&server)["turnout"], 1, "{files:?}");
    }
}

#[test]
fn no_ballot_is_opened_that_nobody_could_vote_in() {
    let (_room, disk, server) = evening();
    server.mc("/api/ballots/people/open", json!({}));
    disk.fail(Files::Votes, Kind::Full, 0);
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 503);
    server.mc("/api/ballots/people/close", json!({}));
    let refused = server.post_as("mc", "/api/ballots/second/open", &json!({}));
    assert_eq!((refused.status, &*refused.word()), (503, "not-stored"));
    // With the journal well, everything else is stored as ever.
    assert_eq!(
        server.mc("/api/card", json!({"on": true})).get("stored"),
        None
    );
    server.producer("/api/envelopes/craft", json!({"winner": "echo"}));
    disk.mend();
    server.mc("/api/resume", json!({}));
    until_closed(&server, "people");
    server.mc("/api/ballots/second/open", json!({}));
}

#[test]
fn with_only_the_ballot_box_failing_a_vain_resume_leaves_the_journal_alone() {
    let (_room, disk, server) = evening();
    server.mc("/api/ballots/people/open", json!({}));
    disk.fail(Files::Votes, Kind::Gone, 0);
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 503);
    disk.fail(Files::Both, Kind::Gone, 0);
    for _ in 0..3 {
        let refused = server.post_as("mc", "/api/resume", &json!({}));
        assert_eq!((refused.status, &*refused.word()), (503, "not-stored"));
    }
    disk.fail(Files::Votes, Kind::Gone, 0);
    let done = server.mc("/api/blackout", json!({"on": true}));
    assert_eq!(done.get("stored"), None);
    disk.mend();
    server.mc("/api/resume", json!({}));
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 200);
}

#[test]
fn what_waits_has_a_limit_past_which_the_answer_is_no() {
    let (room, disk, server) = evening();
    disk.fail(Files::Show, Kind::Full, 0);
    for turn in 0..PENDING_MAX {
        let done = server.mc("/api/blackout", json!({"on": turn % 2 == 0}));
        assert_eq!(done["stored"], false, "turn {turn}");
    }
    let refused = server.post_as("mc", "/api/blackout", &json!({"on": true}));
    assert_eq!((refused.status, &*refused.word()), (503, "not-stored"));
    let stood = server.show()["revision"].as_u64();
    disk.mend();
    let done = server.mc("/api/resume", json!({}));
    assert_eq!(done.get("stored"), None);
    server.kill();
    let server = disk.serve(&room);
    assert_eq!(server.show()["revision"].as_u64(), stood);
}

#[test]
fn an_end_in_this_mode_stores_what_waits_if_the_disk_is_well_by_then() {
    let (room, disk, server) = evening();
    disk.fail(Files::Show, Kind::Full, 0);
    blackout_unstored(&server);
    disk.mend();
    assert!(server.terminate().0.success());
    let server = disk.serve(&room);
    assert_eq!(server.show()["blackout"], true);
    disk.fail(Files::Show, Kind::Full, 0);
    let done = server.mc("/api/blackout", json!({"on": false}));
    assert_eq!(done["stored"], false);
    assert!(server.terminate().0.success());
    assert!(room.err().contains("are lost"), "{}", room.err());
    disk.mend();
    assert_eq!(disk.serve(&room).show()["blackout"], true);
}

#[test]
fn the_mc_is_told_unasked_and_the_stage_is_not_told_at_all() {
    let (_room, disk, server) = evening();
    server.mc("/api/ballots/people/open", json!({}));
    let (mc, stage) = (Screen::mc(&server), Screen::stage(&server));
    stage.has("the stage is there", SystemTime::UNIX_EPOCH, |_| true);
    mc.has("the panel is there", SystemTime::UNIX_EPOCH, |frame| {
        !is_red(frame)
    });
    let before = stage.last()["regions"].clone();
    disk.fail(Files::Votes, Kind::Full, 0);
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 503);
    mc.has("the red banner", disk.strikes(), is_red);
    assert_eq!(stage.last()["regions"], before);
    let asked = SystemTime::now();
    let wrong = server.post_as("mc", "/api/resume", &json!({}));
    assert_eq!(wrong.status, 503);
    disk.mend();
    server.mc("/api/resume", json!({}));
    mc.has("the banner is gone", asked, |frame| !is_red(frame));
    assert_eq!(stage.last()["regions"], before);
}

#[test]
fn back_to_the_top_on_a_bad_disk_leaves_the_run_through_as_it_was() {
    for files in [Files::Show, Files::Votes] {
        for skip in [0, 6] {
            let (room, disk, server) = evening();
            server.mc("/api/goto", json!({"cue": "finalists/2"}));
            server.mc("/api/ballots/people/open", json!({}));
            assert_eq!(cast(&server, &join(&server), "people", "echo").status, 200);
            disk.fail(files, Kind::Full, skip);
            let top = json!({"confirm": "gala"});
            let refused = server.post_as("mc", "/api/rewind", &top);
            assert_eq!(refused.status, 503, "{files:?} {skip}: {}", refused.body);
            assert_eq!(server.show()["cue"]["id"], "finalists/2");
            let health = server.get("/healthz").json();
            let told = &refused.body;
            assert_eq!(health["status"], "degraded", "{files:?} {skip}: {told}");
            disk.mend();
            server.mc("/api/resume", json!({}));
            until("people can vote", || {
                (cast(&server, &join(&server), "people", "echo").status == 200).then_some(())
            });
            server.mc("/api/blackout", json!({"on": true}));
            server.kill();
            let server = disk.serve(&room);
            let show = server.show();
            assert_eq!(
                (&show["cue"]["id"], &show["blackout"]),
                (&json!("finalists/2"), &json!(true))
            );
            let done = server.mc("/api/rewind", top);
            assert_eq!(done.get("stored"), None);
            assert_eq!(server.show()["blackout"], false);
        }
    }
}
