//! Everything that reads text, without the port.

use crate::explore::{explore, mutated};
use crate::support::server::{Room, Server, run};
use crate::support::shows::{GALA, NoFiles};
use crate::support::voters::{close, vote};
use clap::Parser;
use palmares::ballotbox::record::{Record, VoterRef};
use palmares::demo;
use palmares::keys::Keys;
use palmares::show::event::At;
use palmares::show::file::read;
use palmares::voter::{Voters, plain_code};
use palmares::words::Ui;
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

fn is_answered(source: &str) {
    match read("show.toml", source, &NoFiles) {
        Ok((show, _)) => assert!(!show.languages.is_empty()),
        Err(found) => {
            let lines = source.split('\n').count();
            assert!(!found.is_empty());
            for error in found {
                assert!(!error.to_string().is_empty() && error.line <= lines);
            }
        }
    }
}

#[test]
fn a_show_file_is_a_show_or_a_list_of_mistakes() {
    let small = mutated(GALA);
    explore("a small show file", (600, 150_000), &small, |text| {
        is_answered(&text)
    });
    let whole = mutated(demo::SHOW);
    explore("the built-in show file", (40, 5_000), &whole, |text| {
        is_answered(&text)
    });
    let any = prop_oneof![
        any::<String>(),
        "[\\[\\]{}=\",.'#\\\\ \\n\\r\\tabz019é獎-]{0,200}"
    ];
    explore("any text as a show file", (1_000, 100_000), &any, |text| {
        is_answered(&text)
    });
}

fn voters() -> Voters {
    let keys = Keys {
        mc: "m".into(),
        producer: "p".into(),
        chair: None,
        crew: None,
        jury: Default::default(),
        cookie_secret: "c".into(),
        ballot_key: "b".into(),
    };
    Voters::new(&keys, "/nowhere".into())
}

#[test]
fn a_token_ticket_or_code_that_was_not_made_here_is_nobodys() {
    static GENUINE: LazyLock<String> = LazyLock::new(|| voters().device().expect("a voter").token);
    let voters = voters();
    let texts = prop_oneof![
        2 => mutated(GENUINE.as_str()),
        1 => any::<String>(),
        1 => "[dtp][0-9a-f]{64}",
        1 => "[ 0-9A-Za-z-]{0,20}",
        1 => "[0-9]{4}",
    ];
    explore("tokens, tickets, codes", (5_000, 300_000), &texts, |text| {
        assert!(text == *GENUINE || voters.verify(&text).is_none());
        assert!(voters.ticket(&text).is_none());
        if let Some(code) = plain_code(&text) {
            assert_eq!(plain_code(&code), Some(code));
        }
        let turns = voters.was_present("people", &text, At(1_772_700_000_000));
        assert!(!turns || text.trim().len() == 4 || text.trim().len() == 10);
    });
}

#[test]
fn a_record_is_read_as_it_would_be_written_or_not_at_all() {
    const LINE: &str = "vote people 00112233445566778899aabbccddeeff 1 optimal,hide-and-seek";
    let lines = prop_oneof![
        3 => mutated(LINE),
        1 => mutated("open people 1"),
        1 => mutated("exclude people 00112233445566778899aabbccddeeff"),
        1 => any::<String>(),
        1 => "(vote|open|close|exclude) [a-z]{0,3} [0-9a-fA-F+é]{30,34}( [0-9+-]{0,12})?( [a-z,]{0,9})?",
    ];
    explore("records", (5_000, 200_000), &lines, |line| {
        if let Some(record) = Record::read(&line) {
            assert_eq!(Record::read(&record.to_string()), Some(record));
        }
        if let Some(voter) = VoterRef::read(&line) {
            assert_eq!(VoterRef::read(&voter.to_string()), Some(voter));
        }
    });
}

#[test]
fn a_language_is_one_of_ours_or_none() {
    let headers = prop_oneof![
        2 => mutated("zh-Hant-HK,zh;q=0.9,en-GB;q=0.8,*;q=0.1"),
        1 => any::<String>(),
        1 => "([a-zA-Z*-]{0,9}(;q=[0-9.eEinfNa-]{0,6})?,){0,20}",
    ];
    explore("languages", (5_000, 100_000), &headers, |text| {
        let _ = (Ui::for_reader(&text, &[], &Ui::ALL), Ui::of_tag(&text));
    });
}

/// An evening with votes, written out.
static EXPORT: LazyLock<String> = LazyLock::new(|| {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    for choice in ["optimal", "hide-and-seek", "optimal"] {
        vote(&server, "people", choice);
    }
    close(&server, "people");
    server.get_as("producer", "/api/export").json().to_string()
});

#[test]
fn an_export_that_was_tampered_with_is_refused_or_says_the_same() {
    let room = Room::demo();
    let file = room.path().join("export.json");
    let path = file.to_str().expect("a path");
    std::fs::write(&file, EXPORT.as_str()).expect("written");
    assert_eq!(
        run(&["verify", path], room.path()).code,
        0,
        "untouched, it holds"
    );
    let exports = prop_oneof![4 => mutated(EXPORT.as_str()), 1 => any::<String>()];
    explore("exports", (400, 40_000), &exports, |text| {
        std::fs::write(&file, &text).expect("written");
        let cli = palmares::cli::Cli::parse_from(["palmares", "verify", path]);
        let _ = palmares::cli::run(cli);
    });
}
