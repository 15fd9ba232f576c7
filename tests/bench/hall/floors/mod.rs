//! The least that any server would have to do, in processes of their own so that their time can be
//! told from ours.

mod hall;
mod votes;

use crate::machine;
use crate::wire::Caller;
use std::io::{self, BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Two threads that write to sockets and do nothing else.
pub const HALL: &str = "hall";

/// Bare axum: a vote is answered once its line is on disk, and those that wait share a sync.
pub const VOTES: &str = "votes";

/// What the hall's floor answers to a page's request, and what it greets a socket with.
pub const PAGE_FILE: &str = "page";
pub const GREETING_FILE: &str = "greeting";

/// Is a floor until whoever started it is gone.
pub fn be(name: &str, dir: Option<&Path>) {
    let dir = dir.expect("a folder");
    std::thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    match name {
        HALL => hall::serve(dir),
        VOTES => votes::serve(dir),
        other => panic!("there is no floor called {other}"),
    }
}

/// A running floor; killed by its own pid when it is dropped.
pub struct Floor {
    child: Child,
    pub address: SocketAddr,
}

impl Floor {
    /// Starts this program again as a floor that works in this folder.
    pub fn start(name: &str, dir: &Path) -> Floor {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program)
            .args(["--floor", name, "--dir"])
            .arg(dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the floor starts");
        let mut line = String::new();
        let said = child.stdout.take().expect("piped");
        let _ = BufReader::new(said).read_line(&mut line);
        let port = line.trim().parse::<u16>().expect("the floor's port");
        Floor {
            child,
            address: ([127, 0, 0, 1], port).into(),
        }
    }

    pub fn cpu(&self) -> Duration {
        machine::cpu(self.child.id())
    }

    pub fn caller(&self) -> Caller {
        Caller::new(self.address).expect("the floor answers")
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
