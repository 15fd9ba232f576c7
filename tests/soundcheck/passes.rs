//! A good server passes, and the sheet's figures are the server's own.

use crate::check::check;
use crate::support::server::{Room, Server, run};
use crate::support::tls::Files;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

fn put_aside(room: &Room, name: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(room.show()).expect("a folder").flatten();
    let dated = files.map(|file| file.path()).filter(|path| {
        let found = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        found.starts_with(&format!("{name}-")) && found.ends_with(".db")
    });
    dated.collect()
}

#[test]
fn a_good_server_passes_and_the_evening_is_as_clean_as_before() {
    let room = Room::demo();
    let server = Server::start(&room);
    let show = room.show();
    let seed = "20761";
    let arguments = [
        &server.base,
        show.to_str().expect("a path"),
        "--phones",
        "60",
        "--minutes",
        "0.05",
        "--seed",
        seed,
        "--json",
    ];
    let sheet = check(&arguments);
    let said = sheet.json();
    assert_eq!(sheet.code, 0, "{said:#}\n{}", sheet.err);
    assert_eq!(
        (&said["pass"], &said["ended"]),
        (&json!(true), &json!("done"))
    );
    assert_eq!(sheet.rows("fail"), Vec::<String>::new());
    assert_eq!(sheet.rows("unchecked"), Vec::<String>::new());
    assert_eq!(
        sheet.row("connected")["numbers"],
        json!({"of": 60, "all": 60})
    );
    // What the phones were told is what the server has counted, and enough of everything has
    // happened.
    let turnout = &sheet.row("turnout")["numbers"];
    assert_eq!(turnout["server"], turnout["voters"]);
    let voters = turnout["voters"].as_u64().expect("voters");
    assert!((40..=60).contains(&voters), "{voters}");
    let answered = sheet.row("answered")["numbers"]["of"].as_u64();
    assert!(
        answered > Some(voters),
        "{answered:?} answers of {voters} voters"
    );
    let frames = sheet.row("frame")["numbers"]["measured"].as_u64();
    assert!(frames > Some(60), "{frames:?}");
    assert!(sheet.row("came back")["numbers"]["all"].as_u64() > Some(0));
    // The evening begins anew, and what was voted lies in a file that tells the same turnout.
    assert_eq!(said["evening"], "clean");
    let now = server.show();
    assert_eq!(now["cue"]["id"], "welcome");
    assert_eq!(now["ballots"][0]["phase"], "waiting");
    assert_eq!(
        server.get_as("producer", "/api/ballots/people").json()["turnout"],
        0
    );
    assert_eq!(voters_in(&room, &put_aside(&room, "votes")[0]), voters);
}

/// The different voters in a box that was put aside.
fn voters_in(room: &Room, path: &std::path::Path) -> u64 {
    let other = room.path().join("other");
    fs::create_dir_all(other.join("media")).expect("a folder");
    fs::copy(path, other.join("votes.db")).expect("copied");
    let journals = put_aside(room, "show");
    fs::copy(&journals[0], other.join("show.db")).expect("copied");
    fs::copy(room.show().join("show.toml"), other.join("show.toml")).expect("copied");
    let said = run(&["export", "other", "--format", "json"], room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    let export: Value = serde_json::from_str(&said.out).expect("JSON");
    let tally = export["ballots"][0]["tally"]
        .as_array()
        .expect("a tally")
        .clone();
    let votes = tally
        .iter()
        .map(|line| line["votes"].as_u64().expect("votes"));
    votes.sum()
}

#[test]
fn without_a_key_pages_and_lines_are_checked_and_the_sheet_says_what_was_not() {
    let room = Room::demo();
    let server = Server::start(&room);
    let arguments = [&*server.base, "--phones", "20", "--minutes", "0.05"];
    let sheet = check(&[&arguments[..], &["--json"]].concat());
    assert_eq!(sheet.code, 0, "{}\n{}", sheet.out, sheet.err);
    let open = [
        "answered",
        "lost",
        "counted twice",
        "turnout",
        "vote",
        "frame",
        "server memory",
    ];
    assert_eq!(sheet.rows("unchecked"), open);
    assert_eq!(
        sheet.rows("pass"),
        ["connected", "came back", "page", "live line"]
    );
    assert!(
        sheet.row("lost")["measured"]
            .as_str()
            .expect("why")
            .contains("without a key")
    );
    let text = check(&arguments).out;
    assert!(text.contains("PASS, as far as it was checked"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 60),
        "{text}"
    );
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn the_mcs_key_opens_and_closes_and_the_tally_is_not_asked_for() {
    let room = Room::demo();
    let server = Server::start(&room);
    let key = server.key("mc");
    let sheet = check(&[
        &server.base,
        "--key",
        &key,
        "--phones",
        "20",
        "--minutes",
        "0.05",
        "--json",
    ]);
    assert_eq!(sheet.code, 0, "{}\n{}", sheet.out, sheet.err);
    assert_eq!(sheet.rows("unchecked"), ["counted twice", "server memory"]);
    assert_eq!(sheet.json()["evening"], "clean");
    assert!(!sheet.out.contains(&key) && !sheet.err.contains(&key));
}

#[test]
fn https_is_believed_with_its_authority_and_not_without() {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 30);
    let arguments = files.arguments();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let server = Server::start_with(&room, &arguments, &[]);
    let base = server.base.replacen("http:", "https:", 1);
    let show = room.show();
    let show = show.to_str().expect("a path");
    let stranger = check(&[&base, show, "--phones", "10"]);
    assert_eq!(stranger.code, 1);
    assert!(stranger.err.contains("--trust"), "{}", stranger.err);
    let authority = room.path().join("authority.pem");
    let pem = crate::support::tls::pem("CERTIFICATE", &files.authority);
    fs::write(&authority, pem).expect("written");
    let authority = authority.to_str().expect("a path");
    let sheet = check(&[
        &base,
        show,
        "--trust",
        authority,
        "--phones",
        "20",
        "--minutes",
        "0.05",
        "--json",
    ]);
    assert_eq!(sheet.code, 0, "{}\n{}", sheet.out, sheet.err);
    assert_eq!(sheet.rows("unchecked"), Vec::<String>::new());
}
