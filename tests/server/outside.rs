//! A show whose ballots take votes from outside the hall, served without the log for them.

use crate::support::server::{Room, Server, run};
use crate::support::socket::Socket;
use crate::support::voters::{until_closed, vote};
use crate::support::wait::until;
use palmares::demo;
use serde_json::{Value, json};

fn reaching(reach: &str) -> Room {
    let keys = format!("[[ballot]]\nreach = \"{reach}\"\nid");
    Room::with(&demo::SHOW.replacen("[[ballot]]\nid", &keys, 1))
}

fn outside(server: &Server) -> Vec<Value> {
    let report = server.get_as("producer", "/api/ready").json();
    let rows = report["rows"].as_array().expect("rows").clone();
    let rows = rows.into_iter();
    rows.filter(|row| row["subject"] == "outside").collect()
}

fn said_at_the_ballot(server: &Server, words: &str) {
    Socket::role(server, "producer").next_where(words, |frame| {
        let turnout = frame["regions"]["turnout"].as_str();
        turnout.is_some_and(|turnout| turnout.contains(words))
    });
}

#[test]
fn a_ballot_of_both_goes_on_in_the_hall_and_everybody_is_told_that_nobody_else_votes() {
    let room = reaching("both");
    let hall = Server::start(&room);
    let warned = room.err();
    assert!(
        warned.contains("WARN") && warned.contains("only the hall votes in it"),
        "{warned}"
    );
    let [row] = &outside(&hall)[..] else {
        panic!("one row");
    };
    assert_eq!(row["light"], "red", "{row}");
    said_at_the_ballot(&hall, "只有現場觀眾可以投票");

    hall.mc("/api/ballots/people/open", json!({}));
    vote(&hall, "people", "hide-and-seek");
    hall.mc("/api/ballots/people/close", json!({}));
    let refused = hall.post_as("mc", "/api/goto", &json!({"cue": "people/result"}));
    assert_eq!((refused.status, refused.word()), (409, "no-net".to_owned()));
    let says = &refused.body;
    assert!(says.contains("不會有場外的票"), "{says}");
    assert!(!says.contains("仍在點算"), "{says}");
    let alone = "/api/ballots/people/hall-alone";
    until("the hall is counted", || {
        (hall.post_as("producer", alone, &json!({})).status == 200).then_some(())
    });
    until_closed(&hall, "people");
    hall.mc("/api/goto", json!({"cue": "people/result"}));
}

#[test]
fn no_cue_opens_a_ballot_of_those_outside_where_nobody_could_vote() {
    let room = reaching("net");
    let hall = Server::start(&room);
    assert!(
        room.err().contains("nobody can vote in it"),
        "{}",
        room.err()
    );
    said_at_the_ballot(&hall, "沒有人可以投這個票");
    let refused = hall.post_as("mc", "/api/goto", &json!({"cue": "people/open"}));
    assert_eq!((refused.status, refused.word()), (409, "no-net".to_owned()));
    assert!(refused.body.contains("--net"), "{}", refused.body);
    let now = hall.get_as("mc", "/api/ballots/people").json();
    assert_eq!(
        now["phase"], "waiting",
        "it can be held once there is a line"
    );

    // The crew rehearses it as a ballot of the hall.
    hall.producer("/api/rehearsal", json!({"on": true}));
    hall.mc("/api/ballots/people/open", json!({}));
}

#[test]
fn a_folder_whose_log_was_not_prepared_is_not_ready() {
    let room = reaching("both");
    let said = run(&["check", "show", "--ready"], room.path());
    assert_eq!(said.code, 1);
    let row = "RED    Votes from outside: People outside are to vote, and no log was prepared";
    assert!(said.out.contains(row), "{}", said.out);
    let said = run(&["check", "show", "--ready"], Room::demo().path());
    assert!(!said.out.contains("outside"), "{}", said.out);
}
