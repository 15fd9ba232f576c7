//! A server that dies or freezes in the middle, and a producer who has seen enough.

use crate::check::{Check, Sheet};
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

const PHONES: u64 = 30;

fn started(room: &Room, server: &Server) -> Check {
    let show = room.show();
    let show = show.to_str().expect("a path");
    let check = Check::start(&[
        &server.base,
        show,
        "--phones",
        "30",
        "--minutes",
        "0.3",
        "--json",
    ]);
    until("some have voted", || {
        let ballot = server.get_as("producer", "/api/ballots/people").json();
        (ballot["turnout"].as_u64() > Some(3)).then_some(())
    });
    check
}

fn tell(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(pid as i32).expect("a process");
    kill_process(pid, signal).expect("a signal");
}

fn is_a_clear_no(sheet: &Sheet) {
    let said = sheet.json();
    assert_eq!(sheet.code, 1, "{said:#}");
    assert_eq!(
        (&said["pass"], &said["ended"]),
        (&Value::Bool(false), &Value::from("gone"))
    );
    let verdict = said["verdict"].as_str().expect("a verdict");
    assert!(verdict.contains("stopped answering"), "{verdict}");
    assert_eq!(sheet.row("lost")["verdict"], "unchecked");
    assert_eq!(said["evening"], "changed");
}

#[test]
fn a_server_that_dies_or_freezes_is_a_clear_no() {
    let (one, other) = (Room::demo(), Room::demo());
    let (dies, freezes) = (Server::start(&one), Server::start(&other));
    let checks = [started(&one, &dies), started(&other, &freezes)];
    dies.kill();
    tell(freezes.pid(), Signal::STOP);
    let sheets = checks.map(Check::ends);
    tell(freezes.pid(), Signal::CONT);
    sheets.iter().for_each(is_a_clear_no);
}

#[test]
fn ctrl_c_ends_with_a_sheet_and_puts_the_evening_back() {
    let room = Room::demo();
    let server = Server::start(&room);
    let check = started(&room, &server);
    tell(check.pid(), Signal::INT);
    let sheet = check.ends();
    let said = sheet.json();
    assert_eq!(sheet.code, 1, "{said:#}");
    assert_eq!(said["ended"], "stopped");
    assert_eq!(
        (&said["rows"][0]["numbers"]["all"], &said["evening"]),
        (&Value::from(PHONES), &Value::from("clean"))
    );
    // What it did not come to is said.
    let missing = &said["not_reached"];
    assert!(missing["seconds"].as_u64() > Some(0), "{missing}");
    assert!(missing["votes"].as_u64() > Some(0), "{missing}");
    // What was voted until then is neither lost nor counted twice.
    assert_eq!(sheet.row("lost")["verdict"], "pass", "{said:#}");
    assert_eq!(sheet.row("counted twice")["verdict"], "pass", "{said:#}");
    assert_eq!(server.show()["ballots"][0]["phase"], "waiting");
}
