//! Guests who mean harm, and hands that move the wrong file: nobody else pays for it.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::support::voters::{cast, join};
use crate::support::wait::until;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

fn turnout(server: &Server) -> Value {
    server.get_as("mc", "/api/ballots/people").json()["turnout"].clone()
}

#[test]
fn an_evening_whose_journal_was_moved_away_takes_its_votes_with_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    assert_eq!(
        cast(&server, &join(&server), "people", "optimal").status,
        200
    );
    server.terminate();
    fs::rename(room.show().join("show.db"), room.path().join("away.db")).expect("moved");
    // With its mirror, or the evening would come back from that.
    fs::rename(
        room.show().join("show.mirror"),
        room.path().join("away.mirror"),
    )
    .expect("moved");
    let _ = fs::remove_file(room.show().join("show.db-wal"));

    let server = Server::start(&room);
    let early = cast(&server, &join(&server), "people", "optimal");
    assert_eq!((early.status, &*early.word()), (409, "ballot-closed"));
    server.mc("/api/ballots/people/open", json!({}));
    assert_eq!(turnout(&server), 0);
    assert_eq!(
        cast(&server, &join(&server), "people", "optimal").status,
        200
    );
    assert_eq!(turnout(&server), 1);
    let names = fs::read_dir(room.show()).expect("a folder").flatten();
    let kept = names.filter(|name| name.file_name().to_string_lossy().starts_with("votes-"));
    assert!(
        kept.count() >= 1,
        "the old votes are kept under a dated name"
    );
}

#[test]
fn strangers_who_take_every_seat_do_not_make_the_public_learn_a_winner_before_the_wall() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut wall = Socket::stage(&server, "?screen=main-wall-1");
    wall.next();
    let approve = json!({"approved": true, "name": "Main wall"});
    until("the screen is listed", || {
        let answer = server.post_as("producer", "/api/screens/main-wall-1", &approve);
        (answer.status == 200).then_some(())
    });
    drop(wall);
    let strangers = (0..70).map(|n| Socket::stage(&server, &format!("?screen=stranger-{n:02}")));
    let _strangers: Vec<Socket> = strangers.collect();
    let mut wall = Socket::stage(&server, "?screen=main-wall-1");
    wall.next();
    let done = server.mc("/api/goto", json!({"cue": "first-prize/winner"}));
    wall.next_where("the winner", |frame| frame["revision"] == done["revision"]);
    assert_eq!(server.get("/api/results").json(), json!([]));
}

#[test]
fn guests_who_come_and_go_all_the_time_never_keep_a_go_waiting_in_a_full_queue() {
    let room = Room::demo();
    let server = Server::start(&room);
    for on in [true, false].repeat(10) {
        server.mc("/api/blackout", json!({"on": on}));
    }
    let epoch = server.show()["epoch"].clone();
    std::thread::scope(|scope| {
        for guest in 0..6 {
            let (server, epoch) = (&server, &epoch);
            scope.spawn(move || {
                for visit in 0..20 {
                    let screen = format!("?screen=guest-{guest}-{visit:02}");
                    let mut stage = Socket::stage(server, &screen);
                    for shown in 1..=21 {
                        stage.say(&json!({"epoch": epoch, "shown": shown}));
                    }
                }
            });
        }
        for on in [true, false].repeat(10) {
            server.mc("/api/blackout", json!({"on": on}));
        }
    });
}

#[test]
fn whoever_says_nothing_at_all_is_not_waited_for_forever() {
    let room = Room::demo();
    let server = Server::start(&room);
    let silent = ["", "P", "PRI * HTTP/2", "GET / HTTP/1.1\r\nA: "].map(|start| {
        let mut stream = TcpStream::connect(server.host()).expect("the server listens");
        stream.write_all(start.as_bytes()).expect("sent");
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).expect("a timeout");
        (start, stream)
    });
    for (start, mut stream) in silent {
        let mut answer = Vec::new();
        let ended = stream.read_to_end(&mut answer);
        assert!(ended.is_ok(), "{start:?} is still being waited for");
    }
}

#[test]
fn a_small_limit_on_open_files_is_raised_for_the_hall() {
    let room = Room::demo();
    let mut command = Command::new("sh");
    let script = "ulimit -Sn 128 && exec \"$0\" serve \"$1\" --listen 127.0.0.1:0";
    command.args(["-c", script, env!("CARGO_BIN_EXE_palmares")]);
    command.arg(room.show());
    let server = Server::launch(&room, &room.show(), command, &[]);
    let phones = (0..200).map(|_| Socket::open(&server, "/live/audience", &[]));
    let phones: Vec<Socket> = phones.map(|phone| phone.expect("a place")).collect();
    server.mc("/api/go", json!({}));
    drop(phones);
}

/// The built-in final with another kind of voter.
fn final_for(identity: &str) -> Room {
    let file = palmares::demo::SHOW;
    let device = "identity = \"device\"";
    assert!(file.contains(device));
    Room::with(&file.replacen(device, &format!("identity = \"{identity}\""), 1))
}

/// The digits and the scanned code that the stage shows, with the turn's two chances to read them.
fn shown(server: &Server) -> String {
    let frame = Socket::stage(server, "").next().to_string();
    let digits = frame.split(|c: char| !c.is_ascii_digit());
    // The time of day and the countdown have colons, sizes have units: only the code stands between
    // tags.
    let mut digits = digits.filter(|text| text.len() == 4 && frame.contains(&format!(">{text}<")));
    digits.next().expect("digits on the stage").to_owned()
}

#[test]
fn the_digits_on_stage_cannot_be_tried_out_with_one_new_token_after_the_other() {
    let room = final_for("presence");
    let server = Server::start(&room);
    server.mc("/api/goto", json!({"cue": "people/open"}));
    let right = shown(&server);
    let try_out = |code: &str, voter: &str| {
        let headers = [
            ("authorization", &*format!("Bearer {voter}")),
            ("content-type", "application/json"),
        ];
        let body = json!({ "code": code }).to_string();
        server
            .send("POST", "/api/join", &headers, body.as_bytes())
            .status
    };
    let mut refused = false;
    'tokens: for _ in 0..40 {
        let voter = join(&server);
        for _ in 0..9 {
            // Not digits at all, so that no guess is ever right.
            if try_out("none", &voter) == 429 {
                refused = true;
                break 'tokens;
            }
        }
    }
    assert!(refused, "360 guesses within ten seconds");
    assert_eq!(try_out(&right, &join(&server)), 429);
    // Who scans is not kept waiting: a wrong long code is only wrong.
    assert_eq!(server.get("/p/0123456789").status, 403);
}

#[test]
fn a_phone_that_hides_where_its_form_comes_from_confirms_once_and_another_site_cannot_vote_for_it()
{
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    let voter = join(&server);
    let cookie = format!("palmares-voter={voter}");
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let post = |origin: &str, form: &str| {
        let headers = [kind, ("origin", origin), ("cookie", &cookie)];
        server.send("POST", "/vote", &headers, form.as_bytes())
    };
    let form = "ballot=people&choice=optimal";
    let answer = post("null", form);
    assert_eq!(answer.status, 303);
    let confirm = answer.header("location").to_owned();
    assert!(confirm.starts_with(&format!("/v/{voter}?")) && confirm.contains("choice=optimal"));
    assert_eq!(
        turnout(&server),
        0,
        "a form of nobody knows where has voted"
    );
    assert!(server.get(&confirm).body.contains("id=\"confirm\""));
    let answer = post("null", &format!("{form}&voter={voter}"));
    assert!(answer.header("location").ends_with("notice=counted"));
    assert_eq!(turnout(&server), 1);
    assert_eq!(post("http://evil.example", form).status, 403);
    let script = [("origin", "null"), ("content-type", "application/json")];
    assert_eq!(server.send("POST", "/api/join", &script, b"{}").status, 403);
}

#[test]
fn a_power_cut_while_the_file_is_half_edited_does_not_end_a_vote_that_came_before_the_first_cue() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/ballots/people/open", json!({}));
    assert_eq!(
        cast(&server, &join(&server), "people", "optimal").status,
        200
    );
    let file = room.show().join("show.toml");
    let whole = fs::read_to_string(&file).expect("a show file");
    fs::write(&file, &whole[..600]).expect("half a show file");
    server.kill();
    let server = Server::start(&room);
    assert_eq!(
        cast(&server, &join(&server), "people", "optimal").status,
        200
    );
    assert_eq!(turnout(&server), 2);
}
