//! Other keys let everybody vote again: a start without the evening's own is refused, and says what
//! mends it.

use crate::evening::{bytes, restore};
use crate::lost::export;
use crate::starts::{refused, start};
use crate::support::server::{Room, Server, run};
use crate::support::shows::{GALA, final_for};
use crate::support::voters::{cast, join};
use serde_json::{Value, json};
use std::fs;

fn kinds(export: &Value) -> Vec<&str> {
    let events = export["events"].as_array().expect("events");
    events
        .iter()
        .filter_map(|event| event["event"]["event"].as_str())
        .collect()
}

fn keys(room: &Room) -> std::path::PathBuf {
    room.show().join("keys.json")
}

/// An open ballot with one vote: the voter's token.
fn voted(server: &Server) -> String {
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let voter = join(server);
    assert_eq!(cast(server, &voter, "people", "echo").status, 200);
    voter
}

#[test]
fn lost_keys_are_missed_and_an_evening_goes_on_without_them_only_on_record() {
    let room = Room::with(GALA);
    let server = start(&room, &[]).expect("it starts");
    let voter = voted(&server);
    server.terminate();
    let known = fs::read(keys(&room)).expect("keys");
    fs::remove_file(keys(&room)).expect("lost");
    let before = bytes(&room.show());
    for command in ["serve", "tickets"] {
        let said = run(&[command, "show"], room.path());
        assert_eq!(said.code, 1, "{command}");
        assert!(
            said.err.contains("keys.json is missing"),
            "{command}: {}",
            said.err
        );
        assert!(said.err.contains("--new-keys"), "{command}: {}", said.err);
    }
    let mut after = bytes(&room.show());
    after.insert("links.json".into(), before["links.json"].clone());
    assert!(after == before, "nothing is changed");
    // Put back, everything is as it was.
    fs::write(keys(&room), &known).expect("put back");
    let server = start(&room, &[]).expect("it starts");
    assert_eq!(cast(&server, &voter, "people", "river").status, 200);
    server.terminate();
    fs::remove_file(keys(&room)).expect("lost");
    let server = start(&room, &["--new-keys"]).expect("it starts");
    assert_eq!(cast(&server, &voter, "people", "echo").status, 401);
    assert_eq!(cast(&server, &join(&server), "people", "echo").status, 200);
    let turnout = server.get_as("mc", "/api/ballots/people").json()["turnout"].clone();
    assert_eq!(turnout, 2, "the vote of before stays, beside the new one");
    assert!(kinds(&export(&server)).contains(&"keys-replaced"));
    assert!(room.err().contains("can vote again"), "{}", room.err());
    server.terminate();
    let server = start(&room, &[]).expect("the new ones are the evening's now");
    assert_eq!(
        server.get_as("mc", "/api/ballots/people").json()["turnout"],
        2
    );
}

#[test]
fn another_shows_keys_are_refused_with_or_without_a_mirror_and_nothing_is_changed() {
    let other = Room::with(GALA);
    start(&other, &[]).expect("it starts").terminate();
    for mirrors in [true, false] {
        let room = Room::with(GALA);
        let server = start(&room, &[]).expect("it starts");
        voted(&server);
        server.terminate();
        let ours = fs::read(keys(&room)).expect("keys");
        fs::copy(keys(&other), keys(&room)).expect("exchanged");
        if !mirrors {
            for name in ["show.mirror", "votes.mirror"] {
                fs::remove_file(room.show().join(name)).expect("lost");
            }
        }
        let mut before = bytes(&room.show());
        before.remove("links.json");
        let said = refused(&room, &[]);
        assert!(
            said.contains("show.db: show.db was sealed with other keys"),
            "{said}"
        );
        assert!(said.contains("--new-keys"), "{said}");
        let said = run(
            &["tickets", "show", "--public-url", "http://a"],
            room.path(),
        );
        assert!(
            said.code == 1 && said.err.contains("other keys"),
            "{}",
            said.err
        );
        assert!(bytes(&room.show()) == before, "nothing is changed");
        let said = run(&["export", "show"], room.path());
        assert_eq!(said.code, 0, "an export does no harm: {}", said.err);
        fs::write(keys(&room), ours).expect("put back");
        start(&room, &[]).expect("it starts again").terminate();
    }
}

#[test]
fn a_fingerprint_is_the_first_events_is_no_key_and_survives_revocations_and_a_return_to_the_top() {
    let room = Room::with(GALA);
    let server = start(&room, &[]).expect("it starts");
    let held = export(&server);
    let fingerprint = held["events"][0]["event"]["fingerprint"].clone();
    let keys: Value = serde_json::from_slice(&fs::read(keys(&room)).expect("keys")).expect("JSON");
    assert_eq!(fingerprint.as_str().expect("a fingerprint").len(), 32);
    for key in ["ballot_key", "cookie_secret", "mc", "producer"] {
        let key = keys[key].as_str().expect("a key");
        assert!(!held.to_string().contains(key), "an export holds a key");
    }
    let fresh = server.producer("/api/keys/mc/revoke", json!({}));
    server.producer("/api/rewind", json!({"confirm": "gala"}));
    let held = export(&server);
    assert_eq!(held["events"][0]["event"]["fingerprint"], fingerprint);
    assert!(
        !held
            .to_string()
            .contains(fresh["key"].as_str().expect("a key"))
    );
    server.terminate();
    let server = start(&room, &[]).expect("it starts");
    assert!(
        !kinds(&export(&server))
            .iter()
            .any(|kind| kind.starts_with("keys-"))
    );
}

#[test]
fn a_key_that_was_revoked_stays_dead_when_an_older_keys_json_comes_back() {
    for rewound in [false, true] {
        let room = Room::with(GALA);
        let server = start(&room, &[]).expect("it starts");
        let (older, dead) = (fs::read(keys(&room)).expect("keys"), server.key("mc"));
        server.producer("/api/keys/mc/revoke", json!({}));
        if rewound {
            server.producer("/api/rewind", json!({"confirm": "gala"}));
        }
        let producer = server.key("producer");
        server.terminate();
        fs::write(keys(&room), older).expect("put back");
        let server = start(&room, &[]).expect("it starts");
        assert_ne!(server.key("mc"), dead);
        assert_eq!(server.key("producer"), producer);
        let bearer = format!("Bearer {dead}");
        let headers = [("authorization", bearer.as_str())];
        assert_eq!(
            server.send("GET", "/api/rundown", &headers, b"").status,
            401
        );
        assert_eq!(server.get_as("mc", "/api/rundown").status, 200);
        let mc = server.key("mc");
        server.terminate();
        let server = start(&room, &[]).expect("it starts");
        assert_eq!(server.key("mc"), mc, "it is replaced once");
    }
}

#[test]
fn a_keys_json_that_is_cut_empty_or_holds_an_empty_key_is_named_and_never_replaced() {
    let room = Room::with(&final_for("ticket"));
    start(&room, &[]).expect("it starts").terminate();
    let good = fs::read(keys(&room)).expect("keys");
    let text = String::from_utf8(good.clone()).expect("text");
    let held: Value = serde_json::from_str(&text).expect("JSON");
    let ballot_key = held["ballot_key"].as_str().expect("a key");
    let wrong = [
        Vec::new(),
        good[..good.len() / 2].to_vec(),
        text.replace(ballot_key, "").into_bytes(),
        b"\xff\xfe".to_vec(),
        b"[]".to_vec(),
    ];
    for wrong in wrong {
        fs::write(keys(&room), &wrong).expect("damaged");
        for command in ["serve", "tickets"] {
            let said = run(&[command, "show"], room.path());
            assert_eq!(said.code, 1);
            assert!(
                said.err.contains("keys.json cannot be read"),
                "{}",
                said.err
            );
            assert!(said.err.contains("copy of this folder"), "{}", said.err);
        }
        assert_eq!(fs::read(keys(&room)).expect("still there"), wrong);
    }
    fs::remove_file(keys(&room)).expect("removed");
    fs::create_dir(keys(&room)).expect("in its place");
    assert!(refused(&room, &[]).contains("keys.json cannot be read"));
}

#[cfg(unix)]
#[test]
fn keys_that_other_users_of_the_machine_could_read_are_closed_to_them() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::with(GALA);
    start(&room, &[]).expect("it starts").terminate();
    fs::set_permissions(keys(&room), PermissionsExt::from_mode(0o644)).expect("opened");
    start(&room, &[]).expect("it starts").terminate();
    let mode = fs::metadata(keys(&room))
        .expect("keys")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_journal_that_is_gone_with_its_mirror_leaves_no_vote_to_count_in_the_next_evening() {
    let room = Room::with(GALA);
    let server = start(&room, &[]).expect("it starts");
    voted(&server);
    server.terminate();
    let before = bytes(&room.show());
    for lost in [
        &["show.db", "show.mirror"][..],
        &["show.db", "show.mirror", "votes.db"],
    ] {
        restore(&room.show(), &before);
        fs::create_dir(room.show().join("media")).expect("a folder");
        for name in lost {
            fs::remove_file(room.show().join(name)).expect("lost");
        }
        let server = start(&room, &[]).expect("a new evening");
        assert_eq!(export(&server)["box"], json!([]), "{lost:?}");
        let put_away = bytes(&room.show());
        assert!(
            put_away.keys().any(|name| name.starts_with("votes-")),
            "{lost:?}"
        );
        server.terminate();
    }
}

#[test]
fn an_export_from_a_mirror_alone_asks_for_the_keys_and_never_passes_for_an_evening_that_was_not() {
    let room = Room::with(GALA);
    let server = start(&room, &[]).expect("it starts");
    voted(&server);
    server.terminate();
    for name in ["show.db", "keys.json"] {
        fs::remove_file(room.show().join(name)).expect("lost");
    }
    let said = run(&["export", "show"], room.path());
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    assert!(said.err.contains("keys.json is missing"), "{}", said.err);
    assert!(!room.show().join("show.db").exists());
}

#[test]
fn a_key_file_that_cannot_be_read_is_never_quoted() {
    let room = Room::with(GALA);
    let path = room.show().join("keys.json");
    fs::write(
        &path,
        r#"{"mc": "SECRET-MC", "producer": ["SECRET-P"], "jury": "SECRET-J"}"#,
    )
    .expect("written");
    let said = refused(&room, &[]);
    assert!(said.contains("keys.json cannot be read"), "{said}");
    assert!(!said.contains("SECRET"), "{said}");
}
