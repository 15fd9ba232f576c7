//! An evening whose audience is served by nodes: the real program, once for the hall and once for
//! each node.

mod checked;
mod killed;
mod tickets;

use crate::cluster::{Cluster, WELL};
use crate::support::server::{Answer, Room, Server, program, run};
use crate::support::voters::{join, until_closed, vote};
use crate::support::wait::{until, until_within};
use palmares::demo;
use palmares::ledger::jetstream::signed::{Bytes32, Signer};
use palmares::net::key::{NetFile, NodeKey};
use serde_json::{Value, json};
use std::time::Duration;

/// An election, and eight seconds until a vote is not confirmed.
const ANSWERED_MAX: Duration = Duration::from_secs(60);

/// After a close the ballot is counted within this time.
const COUNTED_MAX: Duration = Duration::from_secs(20);

struct Venue {
    cluster: Cluster,
    room: Room,
}

impl Venue {
    /// Three servers, and a show whose ballot takes votes from the hall and from outside.
    fn open() -> Venue {
        Venue::showing(demo::SHOW)
    }

    fn showing(show: &str) -> Venue {
        let cluster = Cluster::start(WELL);
        cluster.prepare("another");
        let reaching = "[[ballot]]\nreach = \"both\"\nnet_delay = 0\n";
        let room = Room::with(&show.replacen("[[ballot]]\n", reaching, 1));
        let show = room.show();
        let show = show.to_str().expect("a path");
        let urls = cluster.urls("show");
        let nodes = ["--node", "n1", "--node", "n2"];
        let prepare = ["net", "prepare", show, "--nats", &urls];
        let said = run(&[&prepare[..], &nodes].concat(), room.path());
        assert_eq!(said.code, 0, "{}", said.err);
        Venue { cluster, room }
    }

    fn hall(&self) -> Server {
        let urls = self.cluster.urls("show");
        let arguments = ["--listen", "127.0.0.1:0", "--net", &urls];
        Server::start_with(&self.room, &arguments, &[])
    }

    /// A node that may not be well yet.
    fn node(&self, name: &str) -> Server {
        let key = NodeKey::path(&self.room.show(), name);
        Server::node(&self.room, &key, &self.cluster.urls("show"))
    }

    /// The same at this address, where it was before.
    fn node_at(&self, name: &str, base: &str) -> Server {
        let listen = base.trim_start_matches("http://");
        let mut command = program();
        command.args(["audience", "--listen", listen, "--net"]);
        command.arg(self.cluster.urls("show")).arg("--key");
        command.arg(NodeKey::path(&self.room.show(), name));
        Server::node_by(&self.room, &format!("node-{name}"), command)
    }

    fn evening(&self) -> String {
        let file = NetFile::read(&self.room.show()).expect("a file");
        file.expect("net.json").evening
    }
}

/// Until it knows all of the log.
fn well(node: &Server) {
    until_within(ANSWERED_MAX, "the node to be well", || {
        (node.get("/healthz").status == 200).then_some(())
    });
}

/// Until the phones there are told that the ballot is in this phase.
fn in_phase(server: &Server, phase: &str) {
    until(phase, || {
        (server.get("/api/hall").json()["p"] == phase).then_some(())
    });
}

fn open_ballot(hall: &Server, nodes: &[&Server]) {
    hall.mc("/api/ballots/people/open", json!({ "seconds": 600 }));
    nodes.iter().for_each(|node| in_phase(node, "open"));
}

fn entries(server: &Server) -> Vec<String> {
    let page = server.get("/").body;
    let fields = page.split("name=\"choice\" value=\"").skip(1);
    let ids = fields.filter_map(|rest| rest.split('"').next());
    ids.map(str::to_owned).collect()
}

/// A phone's choice with the number of its change, as its page sends it.
fn cast(base: &str, voter: &str, choice: &str, change: u32) -> Option<Answer> {
    let body = json!({ "ballot": "people", "choices": [choice], "change": change }).to_string();
    let answer = ureq::post(format!("{base}/api/vote"))
        .config()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(9)))
        .build()
        .header("authorization", format!("Bearer {voter}"))
        .header("content-type", "application/json")
        .send(body.as_bytes());
    let mut answer = answer.ok()?;
    let body = answer.body_mut().read_to_string().ok()?;
    Some(Answer {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        body,
    })
}

/// Votes, and again at any of these, as the phones of a node that is gone do.
fn counted(bases: &[&str], voter: &str, choice: &str) -> Value {
    let mut turn = bases.iter().cycle();
    until_within(ANSWERED_MAX, "an answer", || {
        let answer = cast(turn.next()?, voter, choice, 1)?;
        assert!(matches!(answer.status, 200 | 503), "{}", answer.body);
        (answer.status == 200).then(|| answer.json())
    })
}

fn tally(hall: &Server) -> Vec<(String, u64)> {
    let lines = hall.get_as("producer", "/api/ballots/people/tally").json();
    let lines = lines.as_array().expect("a list").clone();
    let line = |line: Value| {
        let entry = line["entry"].as_str().expect("an entry").to_owned();
        (entry, line["votes"].as_u64().expect("votes"))
    };
    lines.into_iter().map(line).collect()
}

fn votes_for(tally: &[(String, u64)], entry: &str) -> u64 {
    let found = tally.iter().find(|(known, _)| known == entry);
    found.map_or(0, |(_, votes)| *votes)
}

fn close(hall: &Server) {
    hall.mc("/api/ballots/people/close", json!({}));
    until_within(COUNTED_MAX, "both counts", || {
        let now = hall.get_as("mc", "/api/ballots/people").json();
        (now["phase"] == "closed").then_some(())
    });
}

fn signal(server: &Server, name: &str) {
    let pid = server.pid().to_string();
    let sent = std::process::Command::new("kill")
        .args([name, &pid])
        .status();
    assert!(sent.expect("kill runs").success());
}

#[test]
fn a_node_waits_for_the_hall_and_then_answers_as_the_hall_does_and_nothing_else() {
    let venue = Venue::open();
    let node = venue.node("n1");
    let waiting = node.get("/?ui=en");
    assert_eq!(waiting.status, 200);
    assert!(waiting.body.contains("Waiting for the show"));
    well(&node);
    assert!(node.get("/?ui=en").body.contains("Waiting for the show"));
    let hall = venue.hall();
    in_phase(&node, "before");
    same_pages(&hall, &node);
    open_ballot(&hall, &[&node]);
    same_pages(&hall, &node);
    nothing_else(&hall, &node);

    // One ticket-less voter, known in both places by the same token; counted once.
    let voter = join(&node);
    let choice = entries(&node).remove(0);
    let outside = counted(&[&node.base], &voter, &choice);
    let inside = counted(&[&hall.base], &voter, &choice);
    assert_eq!(outside["receipt"], inside["receipt"]);
    vote(&node, "people", &choice);
    close(&hall);
    in_phase(&node, "closed");
    assert_eq!(votes_for(&tally(&hall), &choice), 2);
    let late = cast(&node.base, &join(&node), &choice, 1).expect("an answer");
    assert_eq!(
        (late.status, late.word()),
        (409, "ballot-closed".to_owned())
    );
    exported_and_counted_again(&venue, hall);
}

/// By whoever has the file, from the server and from the folder alike; and not once it was changed.
fn exported_and_counted_again(venue: &Venue, hall: Server) {
    let show = venue.room.show();
    let show = show.to_str().expect("a path").to_owned();
    let export = |file: &str| {
        let arguments = ["export", &show, "--format", "json", "-o", file];
        let said = run(&arguments, venue.room.path());
        assert_eq!(said.code, 0, "{}", said.err);
        std::fs::read_to_string(venue.room.path().join(file)).expect("a file")
    };
    let served = export("served.json");
    let (status, _) = hall.terminate();
    assert!(status.success());
    let read = export("read.json");
    let net = |text: &str| serde_json::from_str::<Value>(text).expect("JSON")["net"].clone();
    assert_eq!(net(&served)["hall"], net(&read)["hall"]);
    let verify = |file: &str| run(&["verify", file], venue.room.path());
    for file in ["served.json", "read.json"] {
        let said = verify(file);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        assert!(
            said.out.contains("2 votes outside recounted"),
            "{}",
            said.out
        );
    }
    let hall_key = net(&read)["hall"].as_str().expect("a key").to_owned();
    let key = format!("\"hall\": \"{hall_key}\"");
    let other = format!("\"hall\": \"{}\"", "0".repeat(64));
    let evening = format!("\"evening\": \"{}\"", venue.evening());
    let another = format!("\"evening\": \"{}\"", "0".repeat(16));
    for (name, old, new) in [
        ("evening.json", &*evening, &*another),
        ("key.json", &*key, &*other),
        ("vote.json", " lane.n1\\nn1 1 ", " lane.n1\\nn1 9 "),
    ] {
        assert!(read.contains(old), "{old}");
        let changed = read.replacen(old, new, 1);
        std::fs::write(venue.room.path().join(name), changed).expect("a file");
        assert_eq!(verify(name).code, 1, "{name}");
    }
}

/// What a phone reads is the same in both places, whatever it is served from.
fn same_pages(hall: &Server, node: &Server) {
    let voter = join(hall);
    let own = format!("/v/{voter}");
    for path in [
        "/",
        "/?ui=en",
        "/?ui=zh-Hans",
        "/api/show",
        "/api/hall",
        "/api/results",
        "/results",
        "/theme.css",
        "/t",
        "/receipts/people",
        "/vote",
        "/static/ours.js",
        &own,
    ] {
        // The hall may have moved on between the two.
        until(path, || {
            let (one, other) = (hall.get(path), node.get(path));
            assert_eq!(one.status, other.status, "{path}");
            (one.body == other.body).then_some(())
        });
    }
}

fn nothing_else(hall: &Server, node: &Server) {
    let keys = ["mc", "producer"].map(|role| format!("Bearer {}", hall.key(role)));
    for path in [
        "/stage",
        "/overlay",
        "/mc",
        "/producer",
        "/jury",
        "/chair",
        "/trust",
        "/metrics",
        "/print/record",
        "/live/mc",
        "/live/stage",
        "/api/rundown",
        "/api/export",
        "/api/ballots/people",
        "/api/ballots/people/tally",
        "/media/poster.jpg",
    ] {
        for key in &keys {
            let answer = node.send("GET", path, &[("authorization", key)], &[]);
            assert_eq!(answer.status, 404, "{path}");
        }
    }
    for path in ["/api/go", "/api/ballots/people/close", "/api/jury/score"] {
        let headers = [
            ("authorization", &*keys[0]),
            ("content-type", "application/json"),
        ];
        let answer = node.send("POST", path, &headers, b"{}");
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[test]
fn a_node_that_is_frozen_across_the_close_counts_nothing_after_it_and_forgers_are_told() {
    let venue = Venue::open();
    let hall = venue.hall();
    let (first, second) = (venue.node("n1"), venue.node("n2"));
    [&first, &second].into_iter().for_each(well);
    open_ballot(&hall, &[&first, &second]);
    let choice = entries(&first).remove(0);
    vote(&second, "people", &choice);
    forge(&venue);
    signal(&second, "-STOP");
    let late = std::thread::scope(|scope| {
        let voter = join(&first);
        let (second, choice) = (&second, &choice);
        let sleeper = scope.spawn(move || {
            until_within(ANSWERED_MAX, "an answer", || {
                let answer = cast(&second.base, &voter, choice, 1)?;
                (answer.status != 503).then_some(answer)
            })
        });
        vote(&first, "people", choice);
        close(&hall);
        signal(second, "-CONT");
        sleeper.join().expect("an answer")
    });
    assert_eq!(
        (late.status, late.word()),
        (409, "ballot-closed".to_owned())
    );
    assert_eq!(votes_for(&tally(&hall), &choice), 2);
    until_closed(&hall, "people");
    let show = venue.room.show();
    let urls = venue.cluster.urls("show");
    let status = [
        "net",
        "status",
        show.to_str().expect("a path"),
        "--net",
        &urls,
    ];
    let said = run(&status, venue.room.path());
    assert_eq!(said.code, 1);
    assert!(said.out.contains("Skipped: 1 forged"), "{}", said.out);
}

/// Somebody who has got at the servers writes in a node's name, without its key.
fn forge(venue: &Venue) {
    let evening = venue.evening();
    let forger = Signer::of(&evening, "n1", &Bytes32([7; 32])).expect("a key");
    let vote = format!("vote people {} 1 echo\n", "3f".repeat(16));
    venue
        .cluster
        .write(&evening, "lane.n1", forger.message(1_000, &vote));
}
