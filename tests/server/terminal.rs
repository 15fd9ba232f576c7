//! Nothing that is secret stands on the terminal of whoever serves, or in what a page is told of a
//! show file.

use crate::support::server::{Room, Server, run};
use palmares::demo::SHOW;
use serde_json::json;
use std::fs;

const CITATION: &str = "\nwinner     = \"optimal\"\ncitation   = \"For the wombat 𰻝\"\n";

fn cited() -> String {
    SHOW.replacen("\nwinner     = \"optimal\"\n", CITATION, 1)
}

fn mistyped() -> String {
    SHOW.replacen("winner     = \"optimal\"", "winner     = \"optimel\"", 1)
}

#[test]
fn a_citation_with_a_glyph_that_no_font_has_is_told_by_its_place_at_a_start_and_whole_by_check() {
    let room = Room::with(&cited());
    let whole = run(&["check", "show"], room.path());
    assert!(
        whole.err.contains("wombat") && whole.err.contains("U+30EDD"),
        "{}",
        whole.err
    );
    let server = Server::start_with(
        &room,
        &["--listen", "127.0.0.1:0"],
        &[("PALMARES_LOG", "trace")],
    );
    let (status, _) = server.terminate();
    assert!(status.success());
    let line = cited()
        .lines()
        .position(|line| line.contains("wombat"))
        .expect("a line")
        + 1;
    let place = format!("show.toml:{line}:");
    let told = room.err() + &room.out();
    assert!(
        told.contains(&place) && told.contains("palmares check"),
        "{told}"
    );
    assert!(
        !told.contains("wombat") && !told.contains("U+30EDD"),
        "{told}"
    );
}

#[test]
fn a_mistyped_winner_is_told_by_its_place_by_everything_but_check() {
    let room = Room::with(&mistyped());
    for command in [
        &["serve", "show", "--listen", "127.0.0.1:0"][..],
        &["export", "show"],
        &["tickets", "show", "--public-url", "http://127.0.0.1"],
    ] {
        let said = run(command, room.path());
        assert_eq!(said.code, 2, "{command:?}: {}", said.err);
        assert!(
            said.err.contains("show.toml:") && said.err.contains("palmares check"),
            "{}",
            said.err
        );
        assert!(
            !said.err.contains("optim") && !said.err.contains("did you mean"),
            "{}",
            said.err
        );
    }
    let said = run(&["check", "show"], room.path());
    assert!(
        said.err.contains("optimel") && said.err.contains("did you mean `optimal`?"),
        "{}",
        said.err
    );
}

#[test]
fn a_reread_tells_nobody_which_winner_was_mistyped() {
    let room = Room::demo();
    let server = Server::start_with(
        &room,
        &["--listen", "127.0.0.1:0"],
        &[("PALMARES_LOG", "trace")],
    );
    fs::write(room.show().join("show.toml"), mistyped()).expect("edited");
    let answer = server.post_as("producer", "/api/reread", &json!({}));
    assert_eq!((answer.status, answer.word().as_str()), (422, "bad-show"));
    let line = mistyped()
        .lines()
        .position(|line| line.contains("optimel"))
        .expect("a line")
        + 1;
    assert!(
        answer.body.contains(&format!("show.toml:{line}:")),
        "{}",
        answer.body
    );
    assert!(!answer.body.contains("optimel"), "{}", answer.body);
    assert_eq!(server.post_as("mc", "/api/reread", &json!({})).status, 403);
    server.mc("/api/go", json!({}));
    let (status, _) = server.terminate();
    assert!(status.success());
    let again = Server::start(&room);
    again.terminate();
    assert!(!room.err().contains("optimel"), "{}", room.err());
}
