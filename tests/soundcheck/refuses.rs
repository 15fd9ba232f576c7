//! What it does not do: trouble a running show, or begin what cannot end well.

use crate::check::{Check, check};
use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use serde_json::json;

const FLAG: &str = "--into-a-running-show";

fn turnout(server: &Server) -> u64 {
    let ballot = server.get_as("producer", "/api/ballots/people").json();
    ballot["turnout"].as_u64().expect("a turnout")
}

#[test]
fn a_running_show_is_refused_also_when_told_once_and_joined_when_told_twice() {
    let room = Room::demo();
    let server = Server::start(&room);
    let show = room.show();
    let few = [
        &*server.base,
        show.to_str().expect("a path"),
        "--phones",
        "20",
        "--minutes",
        "0.05",
        "--json",
    ];
    server.mc("/api/go", json!({}));
    server.mc("/api/ballots/people/open", json!({"seconds": 600}));
    let before = server.show();
    for told in [&[][..], &[FLAG]] {
        let sheet = check(&[&few[..], told].concat());
        assert_eq!(sheet.code, 1, "{}", sheet.out);
        assert!(sheet.err.contains("The show is running"), "{}", sheet.err);
        assert!(
            sheet.err.contains("the ballot people is open"),
            "{}",
            sheet.err
        );
        assert!(sheet.err.contains("twice"), "{}", sheet.err);
        assert_eq!(server.show(), before);
        assert_eq!(turnout(&server), 0);
    }
    let sheet = check(&[&few[..], &[FLAG, FLAG]].concat());
    assert_eq!(sheet.code, 0, "{}\n{}", sheet.out, sheet.err);
    assert_eq!(sheet.row("lost")["verdict"], "pass");
    assert_eq!(sheet.row("counted twice")["verdict"], "unchecked");
    // The ballot is somebody else's: it is still open, its deadline is as it was, and the votes are
    // in it.
    assert_eq!(server.show(), before);
    assert!(turnout(&server) > 0);
    assert_eq!(sheet.json()["evening"], "changed");
}

#[test]
fn open_doors_are_a_running_show_for_whoever_has_a_key() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.producer("/api/doors", json!({"open": true}));
    let show = room.show();
    let sheet = check(&[
        &server.base,
        show.to_str().expect("a path"),
        "--phones",
        "10",
    ]);
    assert_eq!(sheet.code, 1);
    assert!(sheet.err.contains("the doors are open"), "{}", sheet.err);
}

#[test]
fn what_cannot_work_is_said_at_once_with_what_to_do() {
    let room = Room::demo();
    let server = Server::start(&room);
    let (base, show) = (&*server.base, room.show());
    let show = show.to_str().expect("a path");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let nobody_at = format!("http://{}", nobody.local_addr().expect("an address"));
    drop(nobody);
    let empty = room.path().to_str().expect("a path");
    let own_list = format!("{show}/tickets.txt");
    std::fs::write(&own_list, format!("{}\n", "0f".repeat(32))).expect("a file");
    let tickets = format!("{empty}/tickets");
    std::fs::write(&tickets, "ABCD-EFGH-JKMN\n").expect("a file");
    let cases: [(&[&str], i32, &str); 12] = [
        (&[&nobody_at], 1, "Is the server running"),
        (&["gala.example:8080"], 2, "for example http://"),
        (&[show], 2, "give the address first"),
        (&[base, empty], 2, "is it the folder that is served"),
        (&[base, "--key", "wrong"], 1, "does not take this key"),
        (&[base, "--phones", "0"], 2, "from 1 to"),
        (&[base, "--phones", "100000"], 2, "from 1 to"),
        (&[base, "--phones", "60000"], 1, "use --phones"),
        (&[base, "--minutes", "0"], 2, "from 0.05 to"),
        (
            &[base, show, "--ballot", "other"],
            2,
            "The show has: people",
        ),
        (&[base, "--tickets", &own_list], 2, "only their hashes"),
        (&[base, show, "--tickets", &tickets], 2, "takes no tickets"),
    ];
    for (arguments, code, word) in cases {
        let said = check(arguments);
        assert_eq!(said.code, code, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(word), "{arguments:?}: {}", said.err);
        assert_eq!(said.out, "");
    }
    assert_eq!(server.show()["revision"], 1);
}

#[test]
fn the_producers_link_is_an_address_and_a_key() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    let link = server.links["producer"].as_str().expect("a link");
    let said = check(&[link, "--phones", "10"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("it stands on the cue"), "{}", said.err);
    assert!(!said.err.contains(&server.key("producer")));
}

#[test]
fn where_other_phones_are_their_votes_are_not_taken_for_double_ones() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut other = Socket::open(&server, "/live/audience", &[]).expect("open to all");
    assert_eq!(other.next()["p"], "before");
    let show = room.show();
    let check = Check::start(&[
        &server.base,
        show.to_str().expect("a path"),
        "--phones",
        "20",
        "--minutes",
        "0.05",
        "--json",
    ]);
    other.next_where("the opening", |frame| frame["p"] == "open");
    let json_body = ("content-type", "application/json");
    let joined = server.send("POST", "/api/join", &[json_body], b"{}").json();
    let voter = &joined["voter"];
    let bearer = format!("Bearer {}", voter.as_str().expect("a token"));
    let vote = json!({"ballot": "people", "choices": ["optimal"]}).to_string();
    let headers = [("authorization", &*bearer), json_body];
    let voted = server.send("POST", "/api/vote", &headers, vote.as_bytes());
    assert_eq!(voted.status, 200, "{}", voted.body);
    let sheet = check.ends();
    assert_eq!(sheet.code, 0, "{}\n{}", sheet.out, sheet.err);
    assert_eq!(sheet.rows("unchecked"), ["counted twice", "turnout"]);
    assert!(
        sheet.err.contains("other phones are connected (1)"),
        "{}",
        sheet.err
    );
}
