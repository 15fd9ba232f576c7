//! The program as it is released, serving the built-in final in a folder of its own.

use crate::evening::BALLOT;
use crate::machine;
use crate::trial::program;
use crate::wire::Caller;
use palmares::demo;
use palmares::keys::KeyFile;
use palmares::voter::Voters;
use serde_json::Value;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The longest that a start may take.
const START_MAX: Duration = Duration::from_secs(60);

/// How long ballots stay open, in seconds: longer than any measure.
const OPEN_SECONDS: u32 = 3_000;

/// A temporary folder on the disk that the build is on: a folder in memory would make every sync
/// look free.
pub fn folder() -> TempDir {
    let made = TempDir::with_prefix_in("bench-", env!("CARGO_TARGET_TMPDIR"));
    made.expect("a temporary folder")
}

/// A running server; killed by its own pid when it is dropped.
pub struct House {
    child: Child,
    folder: TempDir,
    /// What it is started with beside its folder and its port.
    more: Vec<String>,
    pub address: SocketAddr,
    pub mc: String,
    pub producer: String,
}

impl House {
    /// Serves a fresh evening.
    pub fn open() -> House {
        House::serving(demo::SHOW)
    }

    /// The same of another show.
    pub fn serving(show: &str) -> House {
        House::prepared(show, |_| {}, &[])
    }

    /// The same with more arguments, once something was done with the folder.
    pub fn prepared(show: &str, prepare: impl FnOnce(&Path), more: &[&str]) -> House {
        let folder = folder();
        fs::create_dir(folder.path().join("media")).expect("a show folder");
        fs::write(folder.path().join("show.toml"), show).expect("a show file");
        prepare(folder.path());
        let more: Vec<String> = more.iter().map(|&word| word.to_owned()).collect();
        let child = launch(folder.path(), "127.0.0.1:0", &more);
        let mut house = House {
            child,
            folder,
            more,
            address: ([127, 0, 0, 1], 0).into(),
            mc: String::new(),
            producer: String::new(),
        };
        let links = house.links();
        let text = |pointer: &str| {
            let text = links.pointer(pointer).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let host = text("/stage");
        let host = host
            .trim_start_matches("http://")
            .trim_end_matches("/stage");
        let port = host.rsplit(':').next().and_then(|port| port.parse().ok());
        house.address.set_port(port.expect("a port"));
        (house.mc, house.producer) = (text("/keys/mc"), text("/keys/producer"));
        house.wait_until_well();
        house
    }

    /// The same with the ballot open.
    pub fn voting() -> House {
        let house = House::open();
        house.open_ballot();
        house
    }

    pub fn open_ballot(&self) {
        let path = format!("/api/ballots/{BALLOT}/open");
        self.post(&path, &format!(r#"{{"seconds":{OPEN_SECONDS}}}"#));
    }

    pub fn links(&self) -> Value {
        let path = self.folder.path().join("links.json");
        let started = Instant::now();
        loop {
            let text = fs::read_to_string(&path).unwrap_or_default();
            if let Ok(links) = serde_json::from_str(&text) {
                return links;
            }
            assert!(started.elapsed() < START_MAX, "the server does not start");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn wait_until_well(&self) {
        let started = Instant::now();
        let well = || {
            let mut caller = Caller::new(self.address).ok()?;
            caller.get("", "/healthz").ok()
        };
        while well().is_none_or(|(status, _)| status != 200) {
            assert!(started.elapsed() < START_MAX, "the server is not well");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Where the show is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn caller(&self) -> Caller {
        Caller::new(self.address).expect("the server answers")
    }

    /// Asks as the MC and expects to be obeyed.
    pub fn post(&self, path: &str, body: &str) -> Value {
        let (status, answer) = self.caller().post(&self.mc, path, body).expect("an answer");
        assert_eq!(status, 200, "{path} {body}: {answer}");
        serde_json::from_str(&answer).expect("JSON")
    }

    /// Reads as the producer.
    pub fn get(&self, path: &str) -> Value {
        let (status, answer) = self.caller().get(&self.producer, path).expect("an answer");
        assert_eq!(status, 200, "{path}: {answer}");
        serde_json::from_str(&answer).expect("JSON")
    }

    /// New voters, made with this evening's keys.
    pub fn voters(&self) -> Voters {
        let keys = KeyFile::peek(self.path()).expect("the evening's keys");
        Voters::new(&keys, PathBuf::new())
    }

    pub fn cpu(&self) -> Duration {
        machine::cpu(self.pid())
    }

    /// Bytes of the files whose names begin so.
    pub fn bytes(&self, name: &str) -> u64 {
        let files = fs::read_dir(self.path()).into_iter().flatten().flatten();
        let ours = files.filter(|file| file.file_name().to_string_lossy().starts_with(name));
        ours.filter_map(|file| file.metadata().ok())
            .map(|file| file.len())
            .sum()
    }

    /// As a power cut does, and at once again on the same port.
    pub fn killed_and_started(&mut self) -> Instant {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
        let again = Instant::now();
        self.child = launch(self.folder.path(), &self.address.to_string(), &self.more);
        again
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, with nothing from the environment.
pub fn ours() -> Command {
    let mut program = Command::new(program());
    for (name, _) in std::env::vars() {
        if name.starts_with("PALMARES_") {
            program.env_remove(name);
        }
    }
    program
}

fn launch(folder: &Path, listen: &str, more: &[String]) -> Child {
    let mut program = ours();
    let log = fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join("bench.log"));
    program
        .arg("serve")
        .arg(folder)
        .args(["--listen", listen])
        .args(more)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log.expect("a log file"));
    program.spawn().expect("the program starts")
}
