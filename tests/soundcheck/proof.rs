//! Ballots that ask for proof are voted in too: with tickets that stay unused, and with the code
//! that the stage shows.

use crate::check::{Check, Sheet, check};
use crate::support::server::{Room, Server, run};
use crate::support::shows::final_for;
use crate::support::socket::Socket;
use serde_json::{Value, json};

const FLAG: &str = "--into-a-running-show";

/// Prints tickets, and gives the sheet's path and the first code on it.
fn printed(room: &Room, count: usize) -> (String, String) {
    let amount = count.to_string();
    let url = "http://vote.example";
    let arguments = ["tickets", "show", "--count", &amount, "--public-url", url];
    let said = run(&arguments, room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    let sheet = room.show().join(format!("tickets-1-{count}.html"));
    let html = std::fs::read_to_string(&sheet).expect("a sheet");
    let (_, code) = html
        .split_once("<p class=\"code\" lang=\"en\">")
        .expect("a code");
    let code = code.split('<').next().expect("a code").to_owned();
    (sheet.to_str().expect("a path").to_owned(), code)
}

fn checked(server: &Server, room: &Room, more: &[&str]) -> Sheet {
    let show = room.show();
    let show = show.to_str().expect("a path");
    let few = [
        "--phones",
        "40",
        "--minutes",
        "0.05",
        "--seed",
        "11",
        "--json",
    ];
    check(&[&[&*server.base, show], &few[..], more].concat())
}

fn turnout(server: &Server) -> Value {
    server.get_as("producer", "/api/ballots/people").json()["turnout"].clone()
}

#[test]
fn every_ticket_votes_once_and_is_unused_afterwards() {
    let room = Room::with(&final_for("ticket"));
    let (tickets, code) = printed(&room, 25);
    let server = Server::start(&room);
    let sheet = checked(&server, &room, &["--tickets", &tickets]);
    let said = sheet.json();
    assert_eq!(sheet.code, 0, "{said:#}\n{}", sheet.err);
    assert_eq!(sheet.rows("unchecked"), Vec::<String>::new());
    assert_eq!(sheet.row("let in")["numbers"], json!({"of": 25, "all": 25}));
    assert_eq!(sheet.row("turnout")["numbers"]["server"], 25);
    assert_eq!(said["evening"], "clean");
    assert!(
        said["notes"].to_string().contains("unused again"),
        "{said:#}"
    );
    assert!(!format!("{}{}", sheet.out, sheet.err).contains(&code));
    // Whoever holds the card finds an empty paper.
    assert_eq!(turnout(&server), 0);
    let kind = ("content-type", "application/json");
    let body = json!({ "ticket": code }).to_string();
    let joined = server
        .send("POST", "/api/join", &[kind], body.as_bytes())
        .json();
    let bearer = format!("Bearer {}", joined["voter"].as_str().expect("a token"));
    let headers = [("authorization", &*bearer)];
    let held = server
        .send("GET", "/api/vote?ballot=people", &headers, b"")
        .json();
    assert_eq!(
        (&held["proved"], &held["choices"]),
        (&json!("ticket"), &Value::Null)
    );
}

#[test]
fn tickets_are_used_up_in_a_running_show_only_when_told_twice() {
    let room = Room::with(&final_for("ticket"));
    let (tickets, _) = printed(&room, 12);
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({"seconds": 600}));
    let with = ["--tickets", &*tickets];
    for told in [&[][..], &[FLAG]] {
        let sheet = checked(&server, &room, &[&with[..], told].concat());
        assert_eq!(sheet.code, 1, "{}", sheet.out);
        assert!(
            sheet.err.contains("12 tickets would be used up"),
            "{}",
            sheet.err
        );
        assert_eq!(turnout(&server), 0);
    }
    let sheet = checked(&server, &room, &[&with[..], &[FLAG, FLAG]].concat());
    assert_eq!(sheet.code, 0, "{}\n{}", sheet.out, sheet.err);
    assert_eq!(turnout(&server), 12);
    let notes = sheet.json()["notes"].to_string();
    assert!(notes.contains("used up as long as"), "{notes}");
}

#[test]
fn without_tickets_or_with_another_shows_nobody_votes_and_it_says_what_to_give() {
    let room = Room::with(&final_for("ticket"));
    let server = Server::start(&room);
    let sheet = checked(&server, &room, &[]);
    assert_eq!(sheet.code, 0, "{}\n{}", sheet.out, sheet.err);
    let why = sheet.row("lost")["measured"].to_string();
    assert!(why.contains("--tickets FILE"), "{why}");
    let other = Room::with(&final_for("ticket"));
    let (tickets, _) = printed(&other, 3);
    let sheet = checked(&server, &room, &["--tickets", &tickets]);
    assert_eq!(sheet.code, 1, "{}", sheet.out);
    assert!(sheet.err.contains("another show's"), "{}", sheet.err);
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn where_the_stages_code_is_asked_for_the_hall_reads_it_there_and_no_screen_is_added() {
    let room = Room::with(&final_for("presence"));
    let server = Server::start(&room);
    let mut desk = Socket::role(&server, "producer");
    let show = room.show();
    let running = Check::start(&[
        &server.base,
        show.to_str().expect("a path"),
        "--phones",
        "40",
        "--minutes",
        "0.05",
        "--seed",
        "11",
        "--json",
    ]);
    let screens = desk.next()["regions"]["screens"].clone();
    let voted = |frame: &Value| {
        !frame["regions"]["turnout"]
            .to_string()
            .contains("value=\\\"0")
    };
    let meanwhile = desk.next_where("some have voted", voted);
    assert_eq!(meanwhile["regions"]["screens"], screens);
    let sheet = running.ends();
    let said = sheet.json();
    assert_eq!(sheet.code, 0, "{said:#}\n{}", sheet.err);
    assert_eq!(sheet.rows("unchecked"), Vec::<String>::new());
    let let_in = &sheet.row("let in")["numbers"];
    assert!(let_in["all"].as_u64() > Some(20), "{let_in}");
    assert_eq!(sheet.row("turnout")["numbers"]["server"], let_in["all"]);
    assert_eq!(said["evening"], "clean");
}
