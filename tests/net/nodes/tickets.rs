//! One ticket, typed in the hall and at two nodes.

use super::*;
use crate::support::shows::final_for;

/// The codes of two tickets.
fn printed(venue: &Venue) -> Vec<String> {
    let show = venue.room.show();
    let folder = show.to_str().expect("a path");
    let arguments = [
        "tickets",
        folder,
        "--count",
        "2",
        "--public-url",
        "http://vote.example",
    ];
    let said = run(&arguments, venue.room.path());
    assert_eq!(said.code, 0, "{}", said.err);
    let sheet = std::fs::read_to_string(show.join("tickets-1-2.html")).expect("a sheet");
    let codes = sheet.split("<p class=\"code\" lang=\"en\">").skip(1);
    codes
        .filter_map(|rest| Some(rest.split('<').next()?.to_owned()))
        .collect()
}

/// The voter that this code makes here, once the machine knows the tickets.
fn voter(server: &Server, code: &str) -> String {
    let body = json!({ "ticket": code }).to_string();
    let headers = [("content-type", "application/json")];
    until("the ticket", || {
        let answer = server.send("POST", "/api/join", &headers, body.as_bytes());
        let voter = answer.json()["voter"].as_str()?.to_owned();
        (answer.status == 200).then_some(voter)
    })
}

#[test]
fn a_ticket_is_one_voter_in_the_hall_and_at_every_node() {
    let venue = Venue::showing(&final_for("ticket"));
    let codes = printed(&venue);
    let hall = venue.hall();
    let nodes = ["n1", "n2"].map(|name| venue.node(name));
    nodes.iter().for_each(well);
    open_ballot(&hall, &[&nodes[0], &nodes[1]]);
    let [one, other] = [0, 1].map(|at| entries(&nodes[0])[at].clone());

    let first = voter(&hall, &codes[0]);
    for node in &nodes {
        assert_eq!(voter(node, &codes[0]), first, "the same voter");
        let receipt = &counted(&[&node.base], &first, &one)["receipt"];
        assert_eq!(
            counted(&[&nodes[0].base], &first, &one)["receipt"],
            *receipt
        );
    }
    // In the hall the same ticket chooses another: of equal changes the hall's stands.
    let both = counted(&[&hall.base], &first, &other);

    let second = voter(&nodes[0], &codes[1]);
    counted(&[&nodes[0].base], &second, &one);
    let changed = until_within(ANSWERED_MAX, "an answer", || {
        cast(&nodes[1].base, &second, &other, 2).filter(|answer| answer.status == 200)
    });
    let changed = changed.json();
    assert_eq!(changed["change"], 2);

    // A phone without a ticket, and a code that nobody has printed.
    let stranger = cast(&nodes[0].base, &join(&nodes[0]), &one, 1).expect("an answer");
    assert_eq!(
        (stranger.status, stranger.word()),
        (403, "needs-ticket".to_owned())
    );
    let made_up = json!({ "ticket": "AAAA-AAAA-AAAA" }).to_string();
    let headers = [("content-type", "application/json")];
    let answer = nodes[1].send("POST", "/api/join", &headers, made_up.as_bytes());
    assert_eq!(
        (answer.status, answer.word()),
        (403, "wrong-code".to_owned())
    );

    close(&hall);
    let tally = tally(&hall);
    assert_eq!((votes_for(&tally, &one), votes_for(&tally, &other)), (0, 2));

    hall.mc("/api/goto", json!({ "cue": "peoples-choice/winner" }));
    in_phase(&nodes[0], "result");
    let recorded = |server: &Server, vote: &Value, says: &[&str]| {
        let receipt = vote["receipt"].as_str().expect("a receipt");
        let page = server.get(&format!("/receipts/people?ui=en&receipt={receipt}"));
        for words in says {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
    };
    let counts = "Counted in the result";
    recorded(
        &hall,
        &both,
        &[counts, "your other choice is the one that counts"],
    );
    recorded(&hall, &changed, &[counts]);
    // A node does not know who voted in the hall.
    for vote in [&both, &changed] {
        recorded(
            &nodes[0],
            vote,
            &["unless you voted both in the hall and outside"],
        );
    }
}
