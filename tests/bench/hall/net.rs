//! An audience elsewhere: three NATS servers, a hall that reads their log, and nodes, all on this
//! machine. `tests/run` sets up nats-server.

pub mod doors;
pub mod restart;
pub mod silence;
pub mod votes;

use crate::cluster::{Cluster, WELL};
use crate::house::{House, ours};
use crate::machine;
use crate::wire::Caller;
use palmares::demo;
use palmares::net::key::{NetFile, NodeKey};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// An election, and a long log to read.
const READY_MAX: Duration = Duration::from_secs(300);

/// How often it is looked whether something is ready: finer than what is told of it.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Three servers, and a hall whose ballot is open for people elsewhere.
struct Venue {
    cluster: Cluster,
    hall: House,
    evening: String,
}

impl Venue {
    fn voting() -> Venue {
        let cluster = Cluster::start(WELL);
        cluster.prepare("another");
        let urls = cluster.urls("show");
        let reaching = "[[ballot]]\nreach = \"both\"\nnet_delay = 0\n";
        let show = demo::SHOW.replacen("[[ballot]]\n", reaching, 1);
        let prepare = |folder: &std::path::Path| {
            let mut prepare = ours();
            prepare.args(["net", "prepare"]).arg(folder);
            prepare.args(["--nats", &urls, "--node", "n1", "--node", "n2"]);
            let said = prepare.output().expect("the program starts");
            let why = String::from_utf8_lossy(&said.stderr);
            assert!(said.status.success(), "{why}");
        };
        let hall = House::prepared(&show, prepare, &["--net", &urls]);
        hall.open_ballot();
        let file = NetFile::read(hall.path()).expect("a file");
        Venue {
            cluster,
            evening: file.expect("net.json").evening,
            hall,
        }
    }

    /// A node that is well, and whose phones see the ballot open.
    fn node(&self, name: &str) -> Node {
        let node = Node::start(self, name);
        node.wait_until_well();
        node.wait_until_open();
        node
    }
}

/// A running node; killed by its own pid when it is dropped.
struct Node {
    child: Child,
    address: SocketAddr,
}

impl Node {
    /// Answers, and may not be well yet.
    fn start(venue: &Venue, name: &str) -> Node {
        let log = venue.hall.path().join(format!("{name}.log"));
        let log = File::options().create(true).append(true).open(log);
        let mut child = ours()
            .args(["audience", "--listen", "127.0.0.1:0", "--net"])
            .arg(venue.cluster.urls("show"))
            .arg("--key")
            .arg(NodeKey::path(venue.hall.path(), name))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.expect("a log file"))
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let said = child.stdout.take().expect("piped");
        let _ = BufReader::new(said).read_line(&mut line);
        let host = line.rsplit("http://").next().unwrap_or_default();
        let address = host.trim().trim_end_matches('/').parse();
        Node {
            child,
            address: address.unwrap_or_else(|_| panic!("a node says {line:?}")),
        }
    }

    /// What it answers, if it does.
    fn get(&self, path: &str) -> Option<(u16, String)> {
        Caller::new(self.address).ok()?.get("", path).ok()
    }

    fn wait_until_well(&self) {
        wait("a node to be well", || {
            self.get("/healthz")
                .is_some_and(|(status, _)| status == 200)
        });
    }

    fn wait_until_open(&self) {
        wait("a node to hear of the ballot", || {
            let frame = self.get("/api/hall");
            frame.is_some_and(|(_, frame)| frame.contains(r#""p":"open""#))
        });
    }

    /// Bytes of its memory, shared pages divided.
    fn memory(&self) -> i64 {
        machine::memory(self.child.id()).pss
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < READY_MAX, "waited in vain for {what}");
        std::thread::sleep(LOOK_EVERY);
    }
}
