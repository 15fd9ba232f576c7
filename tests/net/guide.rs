//! What the guide hands out, put in its place and started as it says, but for addresses, paths and
//! ports: those that it says are one's own to change.

use crate::cluster::{free_ports, program as nats_server, turn};
use crate::support::server::{Room, Server, program};
use crate::support::tls::Authority;
use crate::support::voters::{join, until_closed};
use crate::support::wait::{until, until_within};
use palmares::demo;
use palmares::guide::{Handout, Topic};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// An election, and the streams after it.
const READY_MAX: Duration = Duration::from_secs(60);

fn handout(name: &str) -> &'static str {
    Handout::named(name).expect(name).text
}

/// Whoever does what the guide says.
struct Reader {
    room: Room,
    /// What is theirs, and what stands for it in the guide.
    own: Vec<(String, String)>,
    servers: Vec<Child>,
}

impl Drop for Reader {
    fn drop(&mut self) {
        for server in &mut self.servers {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

impl Reader {
    fn new() -> Reader {
        let reaching = "[[ballot]]\nreach = \"both\"\nnet_delay = 0\n";
        let room = Room::with(&demo::SHOW.replacen("[[ballot]]\n", reaching, 1));
        let etc = room.path().join("etc");
        std::fs::create_dir(&etc).expect("a folder");
        let authority = Authority::made();
        authority.write(&etc.join("ca.pem"));
        for name in ["n1", "n2", "n3", "laptop", "vote"] {
            let files = authority.sign(&etc, name, -1, 30);
            std::fs::rename(files.key, etc.join(format!("{name}.key"))).expect("a key");
        }
        let etc = etc.display().to_string();
        let ports = free_ports(6);
        let address = |port: u16| format!("127.0.0.1:{port}");
        let mut own: Vec<(String, String)> = Vec::new();
        for (server, ports) in (1..).zip(ports.chunks(2)) {
            own.push((format!("10.0.0.{server}:4222"), address(ports[0])));
            own.push((format!("10.0.0.{server}:6222"), address(ports[1])));
        }
        for (theirs, ours) in [
            ("/etc/nats", etc.as_str()),
            (
                "/etc/palmares/node-",
                &format!("{}/node-", room.show().display()),
            ),
            ("/etc/palmares", &etc),
            (
                "/var/lib/nats",
                &room.path().join("store").display().to_string(),
            ),
            ("0.0.0.0:443", "127.0.0.1:0"),
            ("10.0.0.11:9100", "127.0.0.1:0"),
            ("127.0.0.1:9100", "127.0.0.1:0"),
            ("laptop.", &format!("{etc}/laptop.")),
            (" ca.pem", &format!(" {etc}/ca.pem")),
            (" gala", &format!(" {}", room.show().display())),
        ] {
            own.push((theirs.to_owned(), ours.to_owned()));
        }
        Reader {
            room,
            own,
            servers: Vec::new(),
        }
    }

    /// With what is their own.
    fn mine(&self, text: &str) -> String {
        let own = self.own.iter();
        own.fold(text.to_owned(), |text, (theirs, ours)| {
            text.replace(theirs, ours)
        })
    }

    /// The head of `nats.conf` says what is to be changed for the second and the third.
    fn start_servers(&mut self) {
        for server in 1..=3 {
            let text = handout("nats.conf")
                .replace(
                    "listen: \"10.0.0.1:",
                    &format!("listen: \"10.0.0.{server}:"),
                )
                .replace("server_name: n1", &format!("server_name: n{server}"))
                .replace("/n1.", &format!("/n{server}."))
                .replace("/var/lib/nats", &format!("/var/lib/nats/{server}"));
            let file = self.room.path().join(format!("etc/n{server}.conf"));
            std::fs::write(&file, self.mine(&text)).expect("a file");
            let unit = command_of(handout("nats.service"));
            assert_eq!(unit[..2], ["/usr/local/bin/nats-server", "--config"]);
            let log = file.with_extension("log");
            let child = Command::new(nats_server())
                .arg(&unit[1])
                .arg(&file)
                .arg("--log")
                .arg(log)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn();
            self.servers.push(child.expect("nats-server starts"));
        }
    }

    /// A command of the page, with the variable that stands above it.
    fn command(&self, begins: &str) -> Command {
        let page = Topic::named("larger-audience").expect("a page").text;
        let blocks = page.split("```sh\n").skip(1);
        let mut blocks = blocks.filter_map(|rest| rest.split("```").next());
        let block = blocks.find(|block| block.lines().any(|line| line.starts_with(begins)));
        let block = self.mine(block.unwrap_or_else(|| panic!("no block with {begins}")));
        let (variable, rest) = block.split_once('\n').expect("two lines");
        let (name, value) = variable
            .strip_prefix("export ")
            .and_then(|variable| variable.split_once('='))
            .expect("a variable");
        let words = rest.replace("\\\n", " ");
        let mut words = words.split_whitespace();
        assert_eq!(words.next(), Some("palmares"));
        let mut command = program();
        command
            .args(words)
            .env(name, value)
            .current_dir(self.room.path());
        command
    }

    fn prepare(&self) {
        until_within(READY_MAX, "the log", || {
            let said = self.command("palmares net prepare").output();
            let said = said.expect("the program starts");
            said.status.success().then_some(())
        });
        let said = self.command("palmares net status").output();
        let said = said.expect("the program starts");
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(said.status.success(), "{text}");
        let doubts = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(doubts, "", "the servers say that they sync");
    }

    /// What the unit starts, for the first node and for the second.
    fn node(&self, number: u8) -> Server {
        let name = format!("n{number}");
        let unit = handout("palmares-node.service");
        assert!(unit.contains("\nEnvironmentFile=/etc/palmares/node.env\n"));
        let words: Vec<String> = command_of(unit)
            .iter()
            .map(|word| word.replace("/n1.", &format!("/{name}.")))
            .map(|word| self.mine(&word.replace("node-n1", &format!("node-{name}"))))
            .collect();
        assert_eq!(words[0], "/usr/local/bin/palmares");
        let mut command = program();
        command.args(&words[1..]);
        for line in handout("node.env")
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let (name, value) = line.split_once('=').expect("a variable");
            command.env(name, self.mine(value));
        }
        Server::node_by(&self.room, &name, command)
    }
}

/// The words of a unit's command.
fn command_of(unit: &str) -> Vec<String> {
    let (_, rest) = unit.split_once("\nExecStart=").expect("a command");
    let line = rest.replace("\\\n", " ");
    let line = line.lines().next().unwrap_or_default();
    line.split_whitespace().map(str::to_owned).collect()
}

/// What is measured, at the port that the log names.
fn measured(log: &Path) -> String {
    let log = std::fs::read_to_string(log).expect("a log");
    let (_, at) = log.rsplit_once("is told at ").expect("where it is");
    let url = at.split_whitespace().next().expect("an address");
    let mut answer = ureq::get(url).call().expect("an answer");
    answer.body_mut().read_to_string().expect("a text")
}

#[test]
fn three_servers_two_nodes_and_a_hall_as_the_guide_has_them_count_a_vote_together() {
    let _turn = turn();
    let mut reader = Reader::new();
    reader.start_servers();
    reader.prepare();
    let hall = reader.command("palmares serve gala");
    let hall = Server::launch(&reader.room, &reader.room.show(), hall, &[]);
    let nodes = [1, 2].map(|number| reader.node(number));
    for node in &nodes {
        until_within(READY_MAX, "the node to be well", || {
            (node.get("/healthz").status == 200).then_some(())
        });
    }
    hall.mc("/api/ballots/people/open", json!({ "seconds": 600 }));
    for server in nodes.iter().chain([&hall]) {
        until("open", || {
            (server.get("/api/hall").json()["p"] == "open").then_some(())
        });
        voted(server);
    }
    hall.mc("/api/ballots/people/close", json!({}));
    until_closed(&hall, "people");
    let tally = hall.get_as("producer", "/api/ballots/people/tally").json();
    let votes = tally.as_array().expect("lines").iter();
    let votes: u64 = votes.filter_map(|line| line["votes"].as_u64()).sum();
    assert_eq!(votes, 3);

    let told = |log: &str| measured(&reader.room.path().join(log));
    let (hall, nodes) = (told("err"), [told("n1.err"), told("n2.err")]);
    for line in [
        "palmares_net_up 1",
        "palmares_ready 1",
        "palmares_vote_seconds_count 1",
    ] {
        for node in &nodes {
            assert!(node.contains(&format!("\n{line}\n")), "{line}: {node}");
        }
    }
    every_name_of_the_dashboard_is_measured(&hall, &nodes[0]);
    every_name_of_the_page_is_measured(&hall, &nodes[0]);
}

fn voted(server: &Server) {
    let body = json!({ "ballot": "people", "choices": ["optimal"], "change": 1 }).to_string();
    let bearer = format!("Bearer {}", join(server));
    let headers = [
        ("authorization", &*bearer),
        ("content-type", "application/json"),
    ];
    until_within(READY_MAX, "an answer", || {
        let answer = server.send("POST", "/api/vote", &headers, body.as_bytes());
        (answer.status == 200).then_some(())
    });
}

/// Names of metrics in a text.
fn names(text: &str) -> BTreeSet<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = text.split(|c| !is_part(c));
    let ours = |word: &&str| word.starts_with("palmares_") || word.starts_with("process_");
    words.filter(ours).collect()
}

fn every_name_of_the_dashboard_is_measured(hall: &str, node: &str) {
    let dashboard: Value = serde_json::from_str(handout("grafana.json")).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    let targets = panels
        .iter()
        .flat_map(|panel| panel["targets"].as_array().expect("targets"));
    let mut drawn = BTreeSet::new();
    for target in targets {
        let asked = target["expr"].as_str().expect("an expression");
        for name in names(asked) {
            drawn.insert(name);
            let (at_hall, at_node) = (names(hall).contains(name), names(node).contains(name));
            let there = match (
                asked.contains("job=\"hall\""),
                asked.contains("job=\"node\""),
            ) {
                (true, _) => at_hall,
                (_, true) => at_node,
                _ => at_hall && at_node,
            };
            assert!(there, "{name} of {asked}");
        }
    }
    let told = names(hall).into_iter().chain(names(node));
    let whole = |name: &&str| {
        !["_bucket", "_sum", "_count"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    for name in told.filter(whole) {
        let drawn = drawn.iter().any(|drawn| drawn.starts_with(name));
        assert!(drawn, "no panel draws {name}");
    }
}

fn every_name_of_the_page_is_measured(hall: &str, node: &str) {
    let page = Topic::named("larger-audience").expect("a page").text;
    for row in page.lines().filter(|line| line.starts_with("| `pal")) {
        let name = row.split('`').nth(1).expect("a name");
        let (at_hall, at_node) = (names(hall).contains(name), names(node).contains(name));
        let there = match row.split('|').nth(2).map(str::trim) {
            Some("hall") => at_hall,
            Some("node") => at_node,
            _ => at_hall && at_node,
        };
        assert!(there, "{row}");
    }
}

#[test]
fn the_units_are_what_systemd_understands() {
    let room = Room::demo();
    for name in ["nats.service", "palmares-node.service"] {
        let unit = handout(name);
        let program = &command_of(unit)[0];
        // It looks whether the program is there.
        let unit = unit.replace(program.as_str(), "/bin/sh");
        let file = room.path().join(name);
        std::fs::write(&file, unit).expect("a file");
        let Ok(said) = Command::new("systemd-analyze")
            .arg("verify")
            .arg(&file)
            .output()
        else {
            println!("no systemd-analyze on this machine: the units are not looked at");
            return;
        };
        let complaints = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(
            said.status.success() && complaints.is_empty(),
            "{name}: {complaints}"
        );
    }
}

#[test]
fn prometheus_asks_at_the_ports_that_hall_and_nodes_are_given() {
    let asked = handout("prometheus.yml");
    let page = Topic::named("larger-audience").expect("a page").text;
    for (told, port) in [
        (page, "127.0.0.1:9100"),
        (handout("palmares-node.service"), "10.0.0.11:9100"),
    ] {
        assert!(told.contains(&format!("--metrics {port}")), "{port}");
        assert!(asked.contains(&format!("\"{port}\"")), "{port}");
    }
}
