//! Starting, ending, and being cut off.

use crate::support::server::{Room, Server, program, run};
use crate::support::socket::Socket;
use serde_json::json;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

#[test]
fn the_links_are_complete_and_only_for_this_user() {
    let room = Room::demo();
    let server = Server::start(&room);
    for link in ["stage", "audience", "mc", "producer", "results"] {
        let link = server.links[link].as_str().expect("a link");
        assert!(link.starts_with(&server.base), "{link}");
    }
    assert_eq!(
        server.links["mc"],
        format!("{}/mc?key={}", server.base, server.key("mc"))
    );
    for juror in ["fok", "choi", "mak", "hui", "kam", "shing", "grandesso"] {
        let link = server.links["jury"][juror]
            .as_str()
            .expect("a juror's link");
        assert!(link.ends_with(&server.key(&format!("jury/{juror}"))));
    }
    for secret in ["links.json", "keys.json"] {
        let mode = fs::metadata(room.show().join(secret)).expect("a file");
        assert_eq!(mode.permissions().mode() & 0o777, 0o600, "{secret}");
    }
}

#[test]
fn keys_stay_from_start_to_start_and_links_are_written_anew() {
    let room = Room::demo();
    let first = Server::start(&room);
    let keys = first.links["keys"].clone();
    first.kill();
    let second = Server::start(&room);
    assert_eq!(second.links["keys"], keys);
    let link = second.links["stage"].as_str().expect("a link");
    assert_eq!(link, format!("{}/stage", second.base));
}

#[test]
fn a_power_cut_at_any_moment_keeps_cue_and_revision() {
    let room = Room::demo();
    let mut server = Server::start(&room);
    for cue in [
        "finalists/5",
        "best-visuals/winner",
        "people/open",
        "results",
    ] {
        let done = server.mc("/api/goto", json!({"cue": cue}));
        let told = server.get("/api/results").json();
        server.kill();
        server = Server::start(&room);
        let show = server.show();
        assert_eq!(show["cue"]["id"], cue);
        assert!(show["revision"].as_u64() >= done["revision"].as_u64());
        assert_eq!(server.get("/api/results").json(), told);
    }
}

#[test]
fn a_power_cut_in_the_middle_of_a_rush_loses_nothing_that_was_answered() {
    let room = Room::demo();
    let server = Server::start(&room);
    let base = server.base.clone();
    let key = server.key("mc");
    // Blackout on and off as fast as answers come, until the plug is pulled.
    let rush = std::thread::spawn(move || {
        let agent = ureq::Agent::new_with_defaults();
        let mut answered = 0;
        for turn in 0u64.. {
            let body = json!({"on": turn % 2 == 0}).to_string();
            let request = agent
                .post(format!("{base}/api/blackout"))
                .header("authorization", format!("Bearer {key}"))
                .header("content-type", "application/json");
            let Ok(mut answer) = request.send(&body) else {
                break;
            };
            let text = answer.body_mut().read_to_string().unwrap_or_default();
            let done: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            answered = done["revision"].as_u64().unwrap_or(answered);
        }
        answered
    });
    crate::support::wait::until("the rush is on", || {
        (server.show()["revision"].as_u64() > Some(20)).then_some(())
    });
    server.kill();
    let answered = rush.join().expect("the rush ends");
    let server = Server::start(&room);
    let kept = server.show()["revision"].as_u64();
    assert!(
        kept >= Some(answered),
        "{answered} was answered, {kept:?} is left"
    );
}

#[test]
fn sigterm_ends_it_cleanly_within_ten_seconds_though_screens_are_open() {
    let room = Room::demo();
    let server = Server::start(&room);
    let screens: Vec<Socket> = (0..5).map(|_| Socket::stage(&server, "")).collect();
    server.mc("/api/go", json!({}));
    let (status, took) = server.terminate();
    assert_eq!(status.code(), Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
    drop(screens);
    // Closed properly, the journal is one file.
    let names = fs::read_dir(room.show()).expect("a folder").flatten();
    let logs = names.filter(|f| f.file_name().to_string_lossy().starts_with("show.db-"));
    assert_eq!(logs.count(), 0);
    assert_eq!(Server::start(&room).show()["cue"]["id"], "welcome-address");
}

#[test]
fn a_second_server_on_the_same_show_is_told_so_and_the_first_goes_on() {
    let room = Room::demo();
    let server = Server::start(&room);
    let links = fs::read_to_string(room.show().join("links.json")).expect("links");
    let said = run(&["serve", "show", "--listen", "127.0.0.1:0"], room.path());
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("Another Palmares is serving"),
        "{}",
        said.err
    );
    let after = fs::read_to_string(room.show().join("links.json")).expect("links");
    assert_eq!(links, after);
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn a_busy_port_is_one_clear_sentence() {
    let room = Room::demo();
    let held = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = held.local_addr().expect("an address").port();
    let listen = format!("127.0.0.1:{port}");
    let said = run(&["serve", "show", "--listen", &listen], room.path());
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains(&format!("Port {port} is in use")),
        "{}",
        said.err
    );
    assert!(
        said.err.contains("--listen"),
        "no way out is named: {}",
        said.err
    );
    assert!(!said.err.contains("panicked"));
}

#[test]
fn a_folder_that_cannot_be_written_is_one_clear_sentence() {
    let room = Room::demo();
    // A folder in the place of the lock stops even root.
    fs::create_dir(room.show().join("server.lock")).expect("in the way");
    let said = run(&["serve", "show", "--listen", "127.0.0.1:0"], room.path());
    assert_eq!(said.code, 1);
    assert!(said.err.contains("cannot be written"), "{}", said.err);
    assert_eq!(said.err.trim().lines().count(), 1, "{}", said.err);
}

#[test]
fn a_key_file_that_has_lost_its_keys_is_named_and_never_replaced() {
    let room = Room::demo();
    let keys = room.show().join("keys.json");
    fs::write(&keys, "").expect("an empty file");
    let said = run(&["serve", "show", "--listen", "127.0.0.1:0"], room.path());
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("keys.json cannot be read"),
        "{}",
        said.err
    );
    assert_eq!(fs::read_to_string(&keys).expect("still there"), "");
}

#[test]
fn a_folder_that_is_not_there_is_wrong_usage() {
    let room = Room::demo();
    for command in ["serve", "check"] {
        let said = run(&[command, "nowhere"], room.path());
        assert_eq!(said.code, 2, "{command}");
        assert!(said.err.contains("palmares new nowhere"), "{}", said.err);
        assert!(
            !room.path().join("nowhere").exists(),
            "{command} made a folder"
        );
    }
}

#[test]
fn a_damaged_journal_without_a_mirror_is_named_and_left_alone() {
    let room = Room::demo();
    let (path, bytes) = damaged(&room);
    fs::remove_file(room.show().join("show.mirror")).expect("removed");
    for command in [
        &["serve", "show", "--listen", "127.0.0.1:0"][..],
        &["export", "show"],
    ] {
        let said = run(command, room.path());
        assert_eq!(said.code, 1, "{command:?}");
        assert!(said.err.contains("event 2 is damaged"), "{}", said.err);
        assert!(
            fs::read(&path).expect("a journal") == bytes,
            "it was changed"
        );
    }
}

#[test]
fn a_damaged_journal_is_written_anew_from_its_mirror_and_kept() {
    let room = Room::demo();
    let (_, bytes) = damaged(&room);
    let server = Server::start(&room);
    assert_eq!(server.show()["cue"]["id"], "finalists/9");
    let said = room.err();
    assert!(said.contains("show.db was damaged (record 2"), "{said}");
    let files = fs::read_dir(room.show()).expect("a folder").flatten();
    let mut kept = files.filter(|f| f.file_name().to_string_lossy().starts_with("show-damaged-"));
    let kept = kept.next().expect("kept").path();
    assert!(fs::read(kept).expect("readable") == bytes, "it was changed");
}

/// A journal whose second event has a flipped bit.
fn damaged(room: &Room) -> (std::path::PathBuf, Vec<u8>) {
    let server = Server::start(room);
    server.mc("/api/goto", json!({"cue": "finalists/9"}));
    let (status, _) = server.terminate();
    assert!(status.success());
    let path = room.show().join("show.db");
    let mut bytes = fs::read(&path).expect("a journal");
    let at = bytes
        .windows(11)
        .position(|w| w == b"finalists/9")
        .expect("the event");
    bytes[at] ^= 1;
    fs::write(&path, &bytes).expect("damaged");
    (path, bytes)
}

#[test]
fn the_environment_says_where_to_listen() {
    let room = Room::demo();
    let variables = [
        ("PALMARES_LISTEN", "127.0.0.1:0"),
        ("PALMARES_PUBLIC_URL", "http://vote.example"),
    ];
    let server = Server::start_with(&room, &[], &variables);
    assert!(server.base.starts_with("http://127.0.0.1:"));
    assert_eq!(server.links["audience"], "http://vote.example/");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let room = Room::demo();
    for wrong in [
        &["serve", "show", "--listen", "here"][..],
        &[
            "serve",
            "show",
            "--listen",
            "127.0.0.1:0",
            "--public-url",
            "ftp://x",
        ],
        &["export", "show", "--format", "pdf"],
        &["serve", "show", "--tls-cert", "only.pem"],
        &["dance"],
        &[],
    ] {
        let said = run(wrong, room.path());
        assert_eq!(said.code, 2, "{wrong:?}: {}", said.err);
    }
}

#[test]
fn an_edit_before_the_show_began_is_simply_the_show() {
    let room = Room::demo();
    Server::start(&room).kill();
    let edited = palmares::demo::SHOW.replace("\"OPTIMAL\"", "\"OPTIMAL II\"");
    fs::write(room.show().join("show.toml"), edited).expect("edited");
    let server = Server::start(&room);
    let rundown = server.get_as("mc", "/api/rundown").body;
    assert!(rundown.contains("OPTIMAL II"));
}

#[test]
fn a_running_show_goes_on_though_its_file_is_broken_or_gone() {
    let room = Room::demo();
    let server = Server::start(&room);
    server.mc("/api/go", json!({}));
    server.kill();
    fs::write(room.show().join("show.toml"), "this is [no show").expect("broken");
    let server = Server::start(&room);
    assert_eq!(server.show()["cue"]["id"], "welcome-address");
    server.kill();
    fs::remove_file(room.show().join("show.toml")).expect("gone");
    let server = Server::start(&room);
    assert_eq!(server.show()["cue"]["id"], "welcome-address");
}

#[test]
fn the_demo_serves_the_built_in_show_from_a_folder_of_its_own_and_never_overwrites_it() {
    let room = Room::demo();
    let folder = room.path().join("palmares-demo");
    let mut command = program();
    command.args(["demo", "--listen", "127.0.0.1:0", "--crowd", "0"]);
    let server = Server::launch(&room, &folder, command, &[]);
    assert_eq!(server.show()["cue"]["id"], "welcome");
    let written = fs::read_to_string(folder.join("show.toml")).expect("a show file");
    assert_eq!(written, palmares::demo::SHOW);
    server.kill();
    let edited = written.replace("\"OPTIMAL\"", "\"MY OWN\"");
    fs::write(folder.join("show.toml"), &edited).expect("edited");
    let mut command = program();
    command.args(["demo", "--listen", "127.0.0.1:0", "--crowd", "0"]);
    let server = Server::launch(&room, &folder, command, &[]);
    assert!(server.get_as("mc", "/api/rundown").body.contains("MY OWN"));
    let kept = fs::read_to_string(folder.join("show.toml")).expect("a show file");
    assert_eq!(kept, edited, "an existing folder was overwritten");
}
