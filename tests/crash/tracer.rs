//! strace around the server: it kills at a call to the disk, or makes the disk slow.

use crate::support::server::Room;
use std::process::Command;

/// The server of this room with a tracer that traces and injects as told. The tracer is its
/// grandchild: our child is the server itself.
pub fn traced(room: &Room, calls: &str, fault: &str) -> Command {
    let mut command = Command::new("strace");
    command
        .args(["-D", "-f", "-qq", "-o", "/dev/null"])
        .args(["-e", &format!("trace={calls}")])
        .args(["-e", &format!("inject={calls}:{fault}")])
        .arg(env!("CARGO_BIN_EXE_palmares"))
        .arg("serve")
        .arg(room.show())
        .args(["--listen", "127.0.0.1:0"]);
    command
}

/// Fails with a sentence where one process may not trace another.
pub fn assert_allowed() {
    let mut traced = Command::new("strace");
    let traced = traced
        .args(["-D", "-qq", "-o", "/dev/null", "true"])
        .status();
    let traced = traced.expect("strace is not installed: ./tests/run sets it up");
    assert!(
        traced.success(),
        "this machine does not let a process trace its child"
    );
}
