//! Taking edits back, and files that somebody changed by hand meanwhile.

use super::*;

#[test]
fn undo_and_redo_give_back_the_same_bytes_also_after_a_restart() {
    let room = Room::with(&remarked());
    let server = Server::start(&room);
    let mut texts = vec![text(&room)];
    for edits in [
        team("mirror", "One"),
        json!([{"table": "award", "id": "held", "move": true, "before": "best"}]),
        json!([{"table": "show", "key": "venue", "value": {"zh": "禮堂", "en": "Hall"}}]),
        json!([{"table": "award", "id": "held", "remove": true}]),
    ] {
        made(edit(&server, &version(&server), edits));
        texts.push(text(&room));
    }
    server.terminate();
    let server = Server::start(&room);
    for before in texts.iter().rev().skip(1) {
        let undone = made(step(&server, "undo"));
        assert_eq!(&text(&room), before);
        assert_eq!(undone["redo"], true);
    }
    refused(step(&server, "undo"), 409, "nothing-to-undo");
    assert_eq!(running(&server, "mirror"), "甲隊");
    server.kill();
    let server = Server::start(&room);
    for after in &texts[1..] {
        made(step(&server, "redo"));
        assert_eq!(&text(&room), after);
    }
    refused(step(&server, "redo"), 409, "nothing-to-redo");
    assert_eq!(running(&server, "mirror"), "One");
    // Whoever saw an older file undoes nothing that was not seen.
    let seen = json!({"version": "another"});
    refused(
        server.post_as("producer", "/api/show/undo", &seen),
        409,
        "stale-version",
    );
}

#[cfg(unix)]
#[test]
fn what_may_be_undone_is_for_this_user_alone_since_a_row_may_name_a_winner() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::with(GALA);
    let server = Server::start(&room);
    made(edit(
        &server,
        &version(&server),
        json!([{"table": "award", "id": "held", "remove": true}]),
    ));
    let kept = room.show().join("edits.json");
    assert!(fs::read_to_string(&kept).expect("there").contains("winner"));
    let mode = kept.metadata().expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_change_by_hand_between_two_edits_is_not_lost() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let first = version(&server);
    made(edit(&server, &first, team("mirror", "One")));
    let by_hand = text(&room).replace("Team B", "By hand");
    save(&room, &by_hand);
    refused(step(&server, "undo"), 409, "changed-by-hand");
    let why = refused(
        edit(&server, &first, team("river", "x")),
        409,
        "stale-version",
    );
    assert_eq!(text(&room), by_hand);
    // It goes on from what was saved, and back to that.
    let edited = made(edit(&server, &why["version"], team("river", "Two")));
    assert_eq!(running(&server, "echo"), "By hand");
    assert_eq!(edited["undo"], true);
    let undone = made(step(&server, "undo"));
    assert_eq!(
        (text(&room), &undone["undo"]),
        (by_hand.clone(), &json!(false))
    );
    let why = refused(step(&server, "undo"), 409, "changed-by-hand");
    assert!(!why["detail"].as_str().expect("a sentence").is_empty());
    assert_eq!(text(&room), by_hand);
}

#[test]
fn a_file_that_was_broken_by_hand_is_told_and_mended() {
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let seen = version(&server);
    let torn = GALA.replacen("[[entry]]", "[[entry", 1);
    save(&room, &torn);
    let answer = server.get_as("producer", "/api/show/file");
    let why = refused(answer, 422, "bad-show");
    assert!(why["errors"][0]["line"].is_number(), "{why}");
    refused(
        edit(&server, &seen, team("echo", "x")),
        409,
        "stale-version",
    );
    refused(step(&server, "undo"), 409, "nothing-to-undo");
    assert_eq!(text(&room), torn);
    // The show goes on, and a file that is TOML can be mended by an edit.
    server.mc("/api/go", json!({}));
    save(&room, &GALA.replace("team = \"Team B\"", "team = 2"));
    let broken = file(&server);
    let error = &broken["errors"][0];
    let field = (&error["table"], &error["id"], &error["key"]);
    assert_eq!(field, (&json!("entry"), &json!("echo"), &json!("team")));
    refused(
        edit(&server, &broken["version"], team("river", "x")),
        422,
        "bad-show",
    );
    made(edit(&server, &broken["version"], team("echo", "Team B")));
    assert_eq!(text(&room), GALA);
}
