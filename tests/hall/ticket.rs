//! A hall with printed tickets: each is one ballot, on however many phones.

use crate::device::{allow_many_connections, runtime};
use crate::http::Link;
use crate::phone::{Hall, Phone, Told};
use crate::recount::Recount;
use crate::support::dice::{dice, seed};
use crate::support::server::{Room, Server, run};
use crate::support::shows::final_for;
use rand::Rng;
use rand::seq::IndexedRandom;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

/// Printed for the evening.
const TICKETS: usize = 300;

/// Prints tickets and reads the codes off the sheet.
fn tickets(room: &Room) -> Vec<String> {
    let count = TICKETS.to_string();
    let url = "http://vote.example";
    let arguments = ["tickets", "show", "--count", &count, "--public-url", url];
    let printed = run(&arguments, room.path());
    assert_eq!(printed.code, 0, "{}", printed.err);
    let sheet = room.show().join(format!("tickets-1-{TICKETS}.html"));
    let sheet = fs::read_to_string(sheet).expect("a sheet");
    let codes = sheet.split("<p class=\"code\" lang=\"en\">").skip(1);
    codes
        .filter_map(|rest| Some(rest.split_once('<')?.0.to_owned()))
        .collect()
}

/// One phone scans the card, the other types it, each in its own way. Both are the same voter.
async fn join(hall: &Hall, code: &str) -> (String, String) {
    let _place = hall.connections.acquire().await.expect("a place");
    let mut link = Link::open(hall.address).await;
    let scanned = format!("/t/{}", code.replace('-', ""));
    let scanned = link.send("GET", &scanned, &[], "").await;
    assert_eq!(scanned.status, 303);
    let token = scanned.voter();
    assert_eq!(scanned.header("location"), format!("/v/{token}"));
    let typed = json!({"ticket": code.to_lowercase().replace('-', " ")}).to_string();
    let kind = [("content-type", "application/json")];
    let joined = link.send("POST", "/api/join", &kind, &typed).await;
    assert_eq!(joined.status, 200);
    (
        token,
        joined.json()["voter"].as_str().expect("a token").to_owned(),
    )
}

/// What is left in the end: the choices that may stand, and the receipt that both phones were told.
struct Card {
    may_stand: Vec<Value>,
    receipt: String,
    held: [Value; 2],
}

/// The two phones vote one after the other, or both at once.
async fn card(hall: &Hall, seed: u64, number: usize, code: &str) -> Card {
    let mut dice = dice(seed, number as u64);
    let (one, two) = join(hall, code).await;
    assert_eq!(one, two, "one ticket, one voter");
    let mut phones = [Phone::joined(hall, one), Phone::joined(hall, two)];
    let first = hall.entries.choose(&mut dice).expect("an entry").clone();
    let second = hall.entries.choose(&mut dice).expect("an entry").clone();
    let [one, two] = &mut phones;
    let (told, may_stand) = if dice.random() {
        let told = [one.cast(1, &first).await];
        let seen = two.held().await;
        assert_eq!(
            (&seen["choices"], &seen["change"]),
            (&json!([first]), &json!(1))
        );
        let [told] = told;
        ([told, two.cast(2, &second).await], vec![json!([second])])
    } else {
        let told = futures_util::future::join(one.cast(1, &first), two.cast(1, &second)).await;
        (told.into(), vec![json!([first]), json!([second])])
    };
    let receipts = told.map(|told| match told {
        Told::Counted { receipt, .. } => receipt,
        other => panic!("{other:?}"),
    });
    let [receipt, same] = receipts;
    assert_eq!(receipt, same, "one ticket, one receipt");
    let held = [phones[0].held().await, phones[1].held().await];
    Card {
        may_stand,
        receipt,
        held,
    }
}

/// Without a ticket, or with one that was never printed, nobody votes.
async fn strangers(hall: &Hall) {
    let mut link = Link::open(hall.address).await;
    let kind = ("content-type", "application/json");
    let device = link.send("POST", "/api/join", &[], "").await.json();
    let bearer = format!("Bearer {}", device["voter"].as_str().expect("a token"));
    let vote = json!({"ballot": "people", "choices": [hall.entries[0]]}).to_string();
    let headers = [kind, ("authorization", &bearer)];
    let refused = link.send("POST", "/api/vote", &headers, &vote).await;
    assert_eq!((refused.status, &*refused.word()), (403, "needs-ticket"));
    for code in ["ABCD-EFGH-JKMN", "2222-2222-2222", "ABCD", ""] {
        let body = json!({"ticket": code}).to_string();
        let refused = link.send("POST", "/api/join", &[kind], &body).await;
        assert_eq!(
            (refused.status, &*refused.word()),
            (403, "wrong-code"),
            "{code}"
        );
    }
}

#[test]
fn three_hundred_tickets_on_six_hundred_phones_are_three_hundred_ballots() {
    let seed = seed("hall");
    allow_many_connections();
    let room = Room::with(&final_for("ticket"));
    let codes = tickets(&room);
    assert_eq!(codes.len(), TICKETS);
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({"seconds": 600}));
    let hall = Hall::new(server.host().parse().expect("an address"));
    let cards = runtime().block_on(async {
        strangers(&hall).await;
        let all = codes.iter().enumerate();
        let all = all.map(|(number, code)| card(&hall, seed, number, code));
        let cards = futures_util::future::join_all(all).await;
        strangers(&hall).await;
        cards
    });
    server.mc("/api/ballots/people/close", json!({}));
    let turnout = server.get_as("mc", "/api/ballots/people").json()["turnout"].clone();
    assert_eq!(turnout, TICKETS);
    let export = closed(&server);
    let recount = Recount::of(&export, "people");
    recount.agrees();
    let mut stands = BTreeMap::new();
    for card in &cards {
        let [one, two] = &card.held;
        assert_eq!(one, two, "both phones see the same ballot");
        assert!(card.may_stand.contains(&one["choices"]), "{one}");
        assert_eq!(one["receipt"], card.receipt);
        stands.insert(card.receipt.clone(), one["choices"].clone());
    }
    assert_eq!(stands.len(), TICKETS);
    let stored = recount.votes.iter();
    let stored: BTreeMap<String, Value> = stored.map(|(r, c)| (r.clone(), json!(c))).collect();
    assert!(
        stored == stands,
        "what is stored is not what phones were told"
    );
    for code in &codes {
        let plain = code.replace('-', "");
        let seen = export.to_string();
        assert!(
            !seen.contains(&plain) && !seen.contains(code.as_str()),
            "{code}"
        );
    }
}

/// The export, once the ballot is counted.
pub fn closed(server: &Server) -> Value {
    crate::support::wait::until("the ballot is counted", || {
        let stands = server.get_as("mc", "/api/ballots/people").json();
        (stands["phase"] == "closed").then_some(())
    });
    let export = server.get_as("producer", "/api/export?format=json").body;
    serde_json::from_str(&export).expect("JSON")
}
