//! schemathesis reads `/api/openapi.json` and asks for everything in it, in every way it can think
//! of: no 500, and no answer that the description does not name.

use crate::support::dice::{form, seed};
use crate::support::server::{Room, Server};
use crate::support::voters::join;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What an answer must be, whatever was asked.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method";

/// Also that a call without its key is refused: it sends wrong keys by the hundred, and those are
/// slowed.
const LONG_CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method,ignored_auth";

/// A run that takes longer hangs.
const RUN_MAX: Duration = Duration::from_secs(900);

fn schemathesis() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.join("target/schemathesis/bin/schemathesis");
    assert!(
        found.exists(),
        "schemathesis is not there: ./tests/run installs it"
    );
    found
}

/// Holds a server against its description, with a key or without.
fn hold(role: &str) {
    let room = Room::demo();
    let server = Server::start(&room);
    let key = match role {
        "nobody" => None,
        "voter" => Some(join(&server)),
        role => Some(server.key(role)),
    };
    let mut command = Command::new(schemathesis());
    command
        .arg("run")
        .arg(format!("{}/api/openapi.json", server.base))
        .args(["--max-examples", form("10", "100")])
        .args([
            "--seed",
            &seed(&format!("schemathesis as {role}")).to_string(),
        ])
        .args([
            "--checks",
            form(CHECKS, LONG_CHECKS),
            "--phases",
            "examples,coverage,fuzzing",
        ])
        .args(["--continue-on-failure", "--warnings", "off"]);
    if role == "voter" {
        // To everybody else's calls a voter's token is a wrong key.
        command.args(["--include-tag", "voter", "--include-tag", "anyone"]);
    }
    if let Some(key) = key {
        command.args(["-H", &format!("Authorization: Bearer {key}")]);
    }
    let log = std::fs::File::create(room.path().join("schemathesis")).expect("a log");
    let mut run = command
        .env("NO_PROXY", "127.0.0.1")
        .current_dir(room.path())
        .stdin(Stdio::null())
        .stdout(log.try_clone().expect("the same log"))
        .stderr(log)
        .spawn()
        .expect("schemathesis starts");
    let started = Instant::now();
    let status = loop {
        if let Some(status) = run.try_wait().expect("a child") {
            break status;
        }
        if started.elapsed() > RUN_MAX {
            let _ = run.kill();
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let said = std::fs::read_to_string(room.path().join("schemathesis")).unwrap_or_default();
    assert!(status.success(), "as {role}: {said}");
    let cases = said.lines().find(|line| line.contains("generated"));
    println!("as {role}: {}", cases.unwrap_or_default().trim());
    assert!(cases.is_some(), "nothing was asked: {said}");
    assert_eq!(server.get("/healthz").status, 200);
    assert!(!room.err().contains("panicked"), "{}", room.err());
}

#[test]
fn the_description_holds_for_whoever_brings_no_key() {
    hold("nobody");
}

#[test]
fn the_description_holds_for_a_voter() {
    hold("voter");
}

#[test]
fn the_description_holds_for_the_mc() {
    hold("mc");
}

#[test]
fn the_description_holds_for_the_producer() {
    hold("producer");
}
