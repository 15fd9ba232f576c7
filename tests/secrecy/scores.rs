//! Promise 12, non-interference of the jury's scores: whatever the sheets say, everybody but the
//! juror and the chair is sent the same bytes.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use serde_json::{Value, json};

/// What a program, a page and a panel of everybody else's hold now.
fn read_by_others(server: &Server) -> Vec<(String, String)> {
    let open = [
        "/",
        "/stage",
        "/results",
        "/api/show",
        "/api/hall",
        "/api/results",
    ];
    let mut all: Vec<(String, String)> = open
        .into_iter()
        .map(|path| (path.to_owned(), server.get(path).body))
        .collect();
    for (role, path) in [
        ("mc", "/api/rundown"),
        ("producer", "/api/rundown"),
        ("producer", "/api/ballots/people"),
        ("jury/choi", "/api/jury/sheet"),
    ] {
        all.push((format!("{path} as {role}"), server.get_as(role, path).body));
    }
    all
}

fn score(server: &Server, sheet: &Value, number: usize, score: Value) {
    let works = sheet["entries"].as_array().expect("works");
    let criteria = sheet["criteria"].as_array().expect("criteria");
    let body = json!({
        "entry": works[number % works.len()]["entry"],
        "criterion": criteria[number % criteria.len()]["id"],
        "score": score,
    });
    let answer = server.post_as("jury/fok", "/api/jury/score", &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// What came to a screen until it is answered.
fn heard(socket: &mut Socket, ping: u64) -> Vec<String> {
    socket.say(&json!({"ping": ping}));
    let pong = format!("{{\"pong\":{ping},");
    let mut all = Vec::new();
    loop {
        let text = socket.next_text();
        if text.starts_with(&pong) {
            return all;
        }
        all.push(text);
    }
}

#[test]
fn a_score_changes_no_byte_for_mc_producer_stage_phones_and_the_other_jurors() {
    let room = Room::demo();
    let server = Server::start(&room);
    let sheet = server.get_as("jury/fok", "/api/jury/sheet").json();
    // The first score fixes the announced rule, which everybody may know.
    score(&server, &sheet, 0, json!(5));
    let note = json!({"entry": sheet["entries"][0]["entry"], "note": "x"});
    let jurors = |juror: &str| {
        let key = format!("Bearer {}", server.key(&format!("jury/{juror}")));
        let headers = [("authorization", &*key)];
        Socket::open(&server, "/live/jury", &headers).expect("the key opens it")
    };
    // The stage comes first: the producer is told of it.
    let mut stage = Socket::stage(&server, "?screen=main-wall-1");
    heard(&mut stage, 1);
    let (mc, producer) = (
        Socket::role(&server, "mc"),
        Socket::role(&server, "producer"),
    );
    let (mut fok, choi) = (jurors("fok"), jurors("choi"));
    let mut others = [mc, producer, stage, choi];
    for socket in &mut others {
        heard(socket, 1);
    }
    heard(&mut fok, 1);
    let before = read_by_others(&server);
    for number in 0..30 {
        score(&server, &sheet, number, json!(number % 11));
    }
    score(&server, &sheet, 3, Value::Null);
    assert_eq!(
        server.post_as("jury/fok", "/api/jury/note", &note).status,
        200
    );
    // The juror's own screen has it by now, and nobody else's ever.
    fok.next_where("the own sheet", |frame| frame.get("regions").is_some());
    for (number, socket) in others.iter_mut().enumerate() {
        let told = heard(socket, 2);
        assert!(told.is_empty(), "screen {number} was sent {told:?}");
    }
    for ((path, one), (_, other)) in before.iter().zip(read_by_others(&server)) {
        assert!(*one == other, "{path} tells that somebody scored");
    }
    // The number that counts looks at the clock would tell how busy the jury is.
    server.mc("/api/blackout", json!({"on": true}));
    for socket in &mut others {
        let frame = socket.next();
        assert_ne!(frame["beat"], json!(30), "{frame}");
    }
}
