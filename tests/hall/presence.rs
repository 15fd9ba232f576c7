//! A hall that proves to be there: each phone shows the code that the stage shows at that moment.

use crate::device::{allow_many_connections, runtime};
use crate::http::Link;
use crate::phone::{Hall, Phone, Told};
use crate::recount::Recount;
use crate::support::server::{Room, Server};
use crate::support::shows::final_for;
use crate::support::socket::Socket;
use crate::support::wait::until;
use crate::ticket::closed;
use palmares::keys::KeyFile;
use palmares::show::event::At;
use palmares::voter::{PresenceCode, TURN_MS, Voters};
use serde_json::json;
use std::time::Instant;

/// Phones in the hall.
const PHONES: usize = 200;

/// The codes of the evening, as the server makes them from its key.
struct Stage {
    voters: Voters,
    server_ms: i64,
    asked: Instant,
    answered: Instant,
}

impl Stage {
    /// Reads the clock of the server; from there on both clocks are the same machine's.
    fn of(room: &Room, server: &Server) -> Stage {
        let keys = KeyFile::peek(&room.show()).expect("the keys");
        let mut stage = Socket::stage(server, "");
        stage.next();
        let asked = Instant::now();
        stage.say(&json!({"ping": 1}));
        let pong = stage.next_where("a pong", |message| message["pong"] == 1);
        Stage {
            voters: Voters::new(&keys, room.show().join("tickets.txt")),
            server_ms: pong["now"].as_i64().expect("a time"),
            asked,
            answered: Instant::now(),
        }
    }

    /// The server's time; it may be ahead by what the answer took.
    fn now(&self) -> i64 {
        self.server_ms + self.answered.elapsed().as_millis() as i64
    }

    /// The latest that the server's time can be.
    fn latest(&self) -> i64 {
        self.server_ms + self.asked.elapsed().as_millis() as i64
    }

    /// The code of a turn, counted from the one that is on stage.
    fn code(&self, turns: i64) -> PresenceCode {
        let at = At(self.now() + turns * TURN_MS);
        self.voters.presence_code("people", at)
    }
}

/// The token of a phone that scans a code, if it is let in.
async fn scans(link: &mut Link, code: &str, cookie: &str) -> Option<String> {
    let cookie = format!("palmares-voter={cookie}");
    let headers = [("cookie", cookie.as_str())];
    let reply = link.send("GET", &format!("/p/{code}"), &headers, "").await;
    match reply.status {
        303 => Some(reply.voter()),
        403 => None,
        other => panic!("{other}"),
    }
}

/// The token of a phone that types digits, if it is let in.
async fn types(link: &mut Link, digits: &str) -> Option<String> {
    let kind = [("content-type", "application/json")];
    let body = json!({"code": digits}).to_string();
    let reply = link.send("POST", "/api/join", &kind, &body).await;
    match (
        reply.status,
        reply.status == 403 && reply.word() == "wrong-code",
    ) {
        (200, _) => Some(reply.json()["voter"].as_str().expect("a token").to_owned()),
        (_, true) => None,
        other => panic!("{other:?}"),
    }
}

/// One phone: scans or types what is on stage now, or what was there a turn ago, and votes. Gives
/// back its receipt.
async fn phone(hall: &Hall, stage: &Stage, number: usize) -> String {
    let _place = hall.connections.acquire().await.expect("a place");
    let mut link = Link::open(hall.address).await;
    let device = link.send("GET", "/", &[], "").await.voter();
    let token = loop {
        let ago = -i64::from(number % 4 == 3);
        let turn = stage.now() / TURN_MS;
        let shown = stage.code(ago);
        let token = match number.is_multiple_of(2) {
            true => scans(&mut link, &shown.code, &device).await,
            false => types(&mut link, &shown.digits).await,
        };
        match token {
            Some(token) => break token,
            // The stage went on while the phone was at it.
            None => assert!(
                stage.latest() / TURN_MS > turn,
                "{ago} turns ago is refused"
            ),
        }
    };
    assert_ne!(token, device, "a new voter: this one was there");
    // Scanning again, also a stale code, leaves a phone who it is.
    let again = scans(&mut link, &stage.code(-9).code, &token).await;
    assert_eq!(again.as_ref(), Some(&token));
    drop(link);
    let mut phone = Phone::joined(hall, token);
    match phone
        .cast(1, &hall.entries[number % hall.entries.len()])
        .await
    {
        Told::Counted { receipt, .. } => receipt,
        other => panic!("{other:?}"),
    }
}

/// A photo that is half a minute old, a code that is still to come, another ballot's, and none at
/// all.
async fn outside(hall: &Hall, stage: &Stage) {
    let mut link = Link::open(hall.address).await;
    let device = link.send("GET", "/", &[], "").await.voter();
    let other = stage.voters.presence_code("other", At(stage.now()));
    for code in [stage.code(-2), stage.code(-40), stage.code(2), other] {
        assert_eq!(scans(&mut link, &code.code, &device).await, None);
    }
    let vote = json!({"ballot": "people", "choices": [hall.entries[0]]}).to_string();
    let bearer = format!("Bearer {device}");
    let headers = [
        ("content-type", "application/json"),
        ("authorization", &*bearer),
    ];
    let refused = link.send("POST", "/api/vote", &headers, &vote).await;
    assert_eq!((refused.status, &*refused.word()), (403, "needs-presence"));
}

#[test]
fn whoever_sees_the_stage_votes_and_a_photo_that_is_two_turns_old_is_useless() {
    allow_many_connections();
    let room = Room::with(&final_for("presence"));
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let stage = Stage::of(&room, &server);
    until("the stage shows the code of this turn", || {
        let shown = Socket::stage(&server, "").next().to_string();
        shown
            .contains(&format!(">{}<", stage.code(0).digits))
            .then_some(())
    });
    let hall = Hall::new(server.host().parse().expect("an address"));
    let receipts = runtime().block_on(async {
        outside(&hall, &stage).await;
        let all = (0..PHONES).map(|number| phone(&hall, &stage, number));
        let receipts = futures_util::future::join_all(all).await;
        outside(&hall, &stage).await;
        receipts
    });
    server.mc("/api/ballots/people/close", json!({}));
    let recount = Recount::of(&closed(&server), "people");
    recount.agrees();
    assert_eq!(recount.votes.len(), PHONES);
    assert!(
        receipts
            .iter()
            .all(|receipt| recount.votes.contains_key(receipt))
    );
}
