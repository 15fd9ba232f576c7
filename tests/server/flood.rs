//! Strangers who open screens and close them, and say what they like: nobody else pays for it. A
//! panel is sent what changed, and no more.

use crate::support::server::{Room, Server};
use crate::support::socket::Socket;
use crate::support::wait::until;
use palmares::http::stranger::ADDRESS_VISITS_MAX;
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What one press may cost a panel, in bytes.
const PRESS_BYTES_MAX: usize = 8 * 1024;

fn revision(frame: &Value) -> u64 {
    frame["revision"].as_u64().unwrap_or_default()
}

/// A stranger comes, toggles its sound, says that it shows what it is sent, and goes.
fn visit(server: &Server, number: usize) {
    let mut stage = Socket::stage(server, &format!("?screen=stranger-{number}"));
    let frame = stage.next();
    for sound in ["ready", "blocked"].into_iter().cycle().take(10) {
        stage.say(&json!({ "sound": sound }));
    }
    stage.say(&json!({"shown": frame["revision"], "epoch": frame["epoch"]}));
    stage.say(&json!({ "ping": number }));
    stage.next_where("it was heard", |said| said["pong"] == number);
}

/// Frames until the one of this revision.
fn frames_until(socket: &mut Socket, wanted: u64) -> Vec<Value> {
    let mut frames = Vec::new();
    loop {
        let message = socket.next();
        if message.get("regions").is_none() {
            continue;
        }
        let last = revision(&message) >= wanted;
        frames.push(message);
        if last {
            return frames;
        }
    }
}

#[test]
fn strangers_that_come_and_go_send_no_frame_to_the_panel_or_to_another_screen() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut others = [
        Socket::role(&server, "mc"),
        Socket::stage(&server, "?screen=quiet-screen"),
        Socket::stage(&server, "?mirror"),
        Socket::open(&server, "/live/overlay", &[]).expect("the overlay is open to all"),
    ];
    others.iter_mut().for_each(|other| {
        other.next();
    });
    (0..40).for_each(|number| visit(&server, number));
    let done = server.mc("/api/go", json!({}));
    for other in &mut others {
        let frames = frames_until(other, done["revision"].as_u64().expect("a revision"));
        assert_eq!(frames.len(), 1, "{frames:#?}");
    }
}

#[test]
fn a_crowd_of_strangers_is_a_short_list_with_a_count_and_the_wall_stands_before_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let open = |id: String| {
        let mut stage = Socket::stage(&server, &format!("?screen={id}"));
        stage.next();
        stage
    };
    let _wall = open("main-wall-1".to_owned());
    until("the wall is listed", || {
        let approve = json!({"approved": true, "name": "Main wall"});
        let answer = server.post_as("producer", "/api/screens/main-wall-1", &approve);
        (answer.status == 200).then_some(())
    });
    let mut crowd: Vec<Socket> = (0..100).map(|n| open(format!("stranger-{n:03}"))).collect();
    let bearer = format!("Bearer {}", server.key("producer"));
    let headers = [("authorization", bearer.as_str())];
    let mut desk = Socket::open(&server, "/live/producer?ui=en", &headers).expect("the key");
    let list = |frame: &Value| {
        let screens = frame["regions"]["screens"].as_str();
        screens.unwrap_or_default().to_owned()
    };
    let frame = desk.next_where("the crowd is counted", |frame| {
        list(frame).contains("and 92 more")
    });
    let screens = list(&frame);
    assert_eq!(screens.matches("data-form=\"approve\"").count(), 8);
    assert!(screens.contains("stranger-099") && !screens.contains("stranger-050"));
    assert!(screens.find("Main wall") < screens.find("stranger-099"));
    assert!(screens.len() < 16 * 1024, "{} bytes", screens.len());
    crowd.clear();
    desk.next_where("they are gone", |frame| !list(frame).contains("more"));
}

/// A show of some 1,800 cues, with 200 entries.
fn long_show() -> String {
    let mut show = String::from(
        "[show]\nid = \"long\"\ntitle = \"Long\"\nlanguages = [\"zh-Hant-HK\", \"en\"]\n",
    );
    for n in 0..200 {
        let entry = format!(
            "[[entry]]\nid = \"e{n}\"\nteam = \"隊伍{n}\"\n\
             title = {{ zh = \"影片{n}\", en = \"Film {n}\" }}"
        );
        writeln!(show, "{entry}").expect("memory");
    }
    for n in 0..319 {
        let award = format!(
            "[[award]]\nid = \"a{n}\"\ndecided_by = \"jury\"\nwinner = \"e{}\"\n\
             name = {{ zh = \"獎項{n}\", en = \"Best prize {n}\" }}",
            n % 200
        );
        writeln!(show, "{award}").expect("memory");
    }
    show
}

#[test]
fn a_press_costs_a_panel_eight_kilobytes_at_most_however_long_the_rundown_is() {
    let room = Room::with(&long_show());
    let server = Server::start(&room);
    let cues = server.get_as("mc", "/api/rundown").json()["cues"].clone();
    assert!(cues.as_array().is_some_and(|cues| cues.len() > 1_750));
    let mut panels = ["mc", "producer"].map(|role| (role, Socket::role(&server, role)));
    let mut before = server.show()["revision"].as_u64().expect("a revision");
    // Further on the journal is full, and an award lies behind.
    server.mc("/api/goto", json!({"cue": "finalists/150"}));
    for n in 151..=200 {
        server.mc("/api/goto", json!({"cue": format!("finalists/{n}")}));
    }
    for press in 0..9 {
        let revision = server.show()["revision"].as_u64().expect("a revision");
        let done = server.mc("/api/go", json!({"expect": revision}));
        let after = done["revision"].as_u64().expect("a revision");
        for (role, panel) in &mut panels {
            let mut bytes = 0;
            loop {
                let text = panel.next_text();
                let frame: Value = serde_json::from_str(&text).expect("JSON");
                if press > 0 && frame["revision"].as_u64() > Some(before) {
                    bytes += text.len();
                }
                if frame["revision"].as_u64() >= Some(after) {
                    break;
                }
            }
            assert!(bytes < PRESS_BYTES_MAX, "{role}: {bytes} bytes");
        }
        before = after;
    }
    assert!(server.get("/api/results").json()[0]["winners"].is_array());
}

#[test]
fn what_a_panel_was_sent_piece_by_piece_is_what_a_new_panel_is_sent_whole() {
    let room = Room::demo();
    let server = Server::start(&room);
    for role in ["mc", "producer"] {
        let mut panel = Socket::role(&server, role);
        let mut pieces = panel.next()["regions"].clone();
        for (path, body) in [
            ("/api/go", json!({"expect": revision(&server.show())})),
            ("/api/goto", json!({"cue": "first-prize/winner"})),
            ("/api/card", json!({"on": true})),
            ("/api/card", json!({"on": false})),
            ("/api/ballots/people/open", json!({})),
            ("/api/ballots/people/close", json!({})),
            ("/api/wrong-envelope", json!({})),
            ("/api/rewind", json!({"confirm": "aigc-2026"})),
        ] {
            let done = server.mc(path, body);
            let epoch = server.show()["epoch"].clone();
            panel.next_where(path, |frame| {
                pieces = frame["regions"].clone();
                frame["epoch"] == epoch && frame["revision"].as_u64() >= done["revision"].as_u64()
            });
            let mut fresh = Socket::role(&server, role);
            // A count may come in between.
            let whole = fresh.next();
            while pieces != whole["regions"] {
                let frame =
                    panel.next_where("what is missing", |frame| frame.get("regions").is_some());
                pieces = frame["regions"].clone();
            }
        }
    }
}

#[test]
fn a_screen_that_talks_without_end_is_heard_no_faster_and_still_sees_the_show() {
    let room = Room::demo();
    let server = Server::start(&room);
    let mut stage = Socket::stage(&server, "");
    stage.next();
    (0..1_000).for_each(|n| stage.say(&json!({ "ping": n })));
    server.mc("/api/go", json!({}));
    let mut pongs = 0;
    stage.next_where("the show", |message| {
        pongs += u64::from(message.get("pong").is_some());
        revision(message) == 2
    });
    assert!(pongs < 500, "{pongs} answers came before the show");
}

#[test]
fn a_stranger_that_opens_screen_after_screen_waits_and_the_wall_does_not() {
    let room = Room::demo();
    let server = Server::start(&room);
    let approve = json!({"approved": true, "name": "Main wall"});
    let wall = Socket::stage(&server, "?screen=main-wall-1");
    until("the wall is listed", || {
        let answer = server.post_as("producer", "/api/screens/main-wall-1", &approve);
        (answer.status == 200).then_some(())
    });
    drop(wall);
    let bearer = format!("Bearer {}", server.key("mc"));
    let mc = [("authorization", bearer.as_str())];
    let visit = || Socket::stage(&server, "?mirror").next();
    // Twice the limit: a window may end in between.
    let waits = (0..2 * ADDRESS_VISITS_MAX).any(|_| {
        let asked = Instant::now();
        visit();
        asked.elapsed() >= Duration::from_secs(1)
    });
    assert!(waits, "nobody slows a stranger");
    // Another stranger waits now, unless a new window has just begun.
    let overtaken = (0..3 * ADDRESS_VISITS_MAX).any(|_| {
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                visit();
                done.store(true, Ordering::SeqCst);
            });
            Socket::stage(&server, "?screen=main-wall-1").next();
            let panel = Socket::open(&server, "/live/stage?mirror", &mc);
            panel.expect("the key opens it").next();
            !done.load(Ordering::SeqCst)
        })
    });
    assert!(overtaken, "the wall waited behind a stranger");
}
