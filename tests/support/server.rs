//! The real program on a real port, in a folder of its own.

use super::wait::{DEADLINE, until};
use palmares::demo;
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use ureq::http;

/// The program under test.
pub fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_palmares"));
    for (name, _) in std::env::vars() {
        if name.starts_with("PALMARES_") {
            program.env_remove(name);
        }
    }
    program
}

/// What a command that ends by itself said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program to its end.
pub fn run(arguments: &[&str], dir: &Path) -> Said {
    let said = program().args(arguments).current_dir(dir).output();
    let said = said.expect("the program starts");
    Said {
        code: said.status.code().expect("it ends by itself"),
        out: String::from_utf8_lossy(&said.stdout).into_owned(),
        err: String::from_utf8_lossy(&said.stderr).into_owned(),
    }
}

/// A temporary folder with a show in it; with `PALMARES_KEEP=1` it stays, for whoever has to find
/// out what went wrong.
pub struct Room(TempDir);

impl Room {
    /// With this show file.
    pub fn with(show: &str) -> Room {
        let mut room = Room(TempDir::new().expect("a temporary folder"));
        if std::env::var("PALMARES_KEEP").is_ok_and(|keep| keep == "1") {
            room.0.disable_cleanup(true);
            eprintln!("kept: {}", room.path().display());
        }
        fs::create_dir_all(room.show().join("media")).expect("a show folder");
        fs::write(room.show().join("show.toml"), show).expect("a show file");
        room
    }

    /// With the built-in final.
    pub fn demo() -> Room {
        Room::with(demo::SHOW)
    }

    /// The folder around the show.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The show folder.
    pub fn show(&self) -> PathBuf {
        self.0.path().join("show")
    }

    /// What all servers in this room have printed.
    pub fn out(&self) -> String {
        fs::read_to_string(self.path().join("out")).unwrap_or_default()
    }

    /// What all servers in this room have logged.
    pub fn err(&self) -> String {
        fs::read_to_string(self.path().join("err")).unwrap_or_default()
    }
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{} {}: {error}", self.status, self.body))
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("readable"))
    }

    /// The word that ends the problem's `type`.
    #[track_caller]
    pub fn word(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        let kind = problem["type"].as_str().expect("a type").to_owned();
        kind.rsplit(':').next().unwrap_or_default().to_owned()
    }
}

/// A running server; killed by its own pid when it is dropped.
pub struct Server {
    child: Child,
    agent: ureq::Agent,
    pub base: String,
    pub links: Value,
}

impl Server {
    /// Serves the room's show on a free port and waits until it is well.
    pub fn start(room: &Room) -> Server {
        Server::start_with(room, &["--listen", "127.0.0.1:0"], &[])
    }

    /// The same with other arguments and variables.
    pub fn start_with(room: &Room, arguments: &[&str], variables: &[(&str, &str)]) -> Server {
        let mut command = program();
        command.arg("serve").arg(room.show()).args(arguments);
        Server::launch(room, &room.show(), command, variables)
    }

    /// Starts `command`, which serves the show in `folder`.
    pub fn launch(
        room: &Room,
        folder: &Path,
        command: Command,
        variables: &[(&str, &str)],
    ) -> Server {
        let launched = Server::attempt(room, folder, command, variables);
        launched.unwrap_or_else(|status| panic!("the server ended with {status}: {}", room.err()))
    }

    /// The same for one that may end before it is well.
    pub fn attempt(
        room: &Room,
        folder: &Path,
        mut command: Command,
        variables: &[(&str, &str)],
    ) -> Result<Server, ExitStatus> {
        // Links of an earlier start would lead to a port that somebody else may have by now.
        let _ = fs::remove_file(folder.join("links.json"));
        let log = |name: &str| {
            let mut options = File::options();
            let file = options.create(true).append(true);
            file.open(room.path().join(name)).expect("a log file")
        };
        command
            .envs(variables.iter().copied())
            .current_dir(room.path())
            .stdin(Stdio::null())
            .stdout(log("out"))
            .stderr(log("err"));
        let mut child = command.spawn().expect("the program starts");
        let agent = agent();
        let well = until("the server is well", || {
            if let Some(status) = child.try_wait().expect("a child") {
                return Some(Err(status));
            }
            let text = fs::read_to_string(folder.join("links.json")).ok()?;
            let links: Value =
                serde_json::from_str(&text).expect("links.json is never half-written");
            let base = links["stage"].as_str()?.strip_suffix("/stage")?;
            // A program on the same machine may speak plain HTTP to a server that speaks HTTPS to
            // browsers.
            let base = base.replacen("https:", "http:", 1);
            let well = agent.get(format!("{base}/healthz")).call().ok()?;
            (well.status() == 200).then_some(Ok((base, links)))
        });
        let (base, links) = well?;
        Ok(Server {
            child,
            agent,
            base,
            links,
        })
    }

    /// Starts a node of the audience, which answers, but may not be well yet: it may wait for a log
    /// and for a hall.
    pub fn node(room: &Room, key: &Path, net: &str) -> Server {
        let name = key.file_stem().expect("a name").to_string_lossy();
        let mut command = program();
        command.args(["audience", "--listen", "127.0.0.1:0", "--net", net, "--key"]);
        command.arg(key);
        Server::node_by(room, &name, command)
    }

    /// The same by this command; what it says is kept under the name.
    pub fn node_by(room: &Room, name: &str, mut command: Command) -> Server {
        let out = room.path().join(format!("{name}.out"));
        let err = room.path().join(format!("{name}.err"));
        let appended = File::options().create(true).append(true).open(err);
        let mut child = command
            .current_dir(room.path())
            .stdin(Stdio::null())
            .stdout(File::create(&out).expect("a file"))
            .stderr(appended.expect("a file"))
            .spawn()
            .expect("the program starts");
        let base = until("the node's address", || {
            if let Some(status) = child.try_wait().expect("a child") {
                panic!("the node ended with {status}");
            }
            let said = fs::read_to_string(&out).ok()?;
            let (_, url) = said.split_once(" at ")?;
            Some(url.strip_suffix("/\n")?.replacen("https:", "http:", 1))
        });
        Server {
            child,
            agent: agent(),
            base,
            links: Value::Null,
        }
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_some()
    }

    /// A key from `links.json`: `mc`, `producer`, or `jury/ID`.
    pub fn key(&self, role: &str) -> String {
        let pointer = format!("/keys/{role}");
        let key = self.links.pointer(&pointer).and_then(Value::as_str);
        key.unwrap_or_else(|| panic!("no key of {role}")).to_owned()
    }

    /// `host:port`.
    pub fn host(&self) -> &str {
        self.base.strip_prefix("http://").expect("http")
    }

    /// Sends anything.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_vec()).expect("a request");
        let answer = if body.is_empty() {
            self.agent.run(request.map(|_| ()))
        } else {
            self.agent.run(request)
        };
        let mut answer = answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        // A file is no text: what it is read for here is its status and its headers.
        let body = answer.body_mut().read_to_vec().expect("a body");
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// The content type and the body of a file.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> (String, Vec<u8>) {
        self.bytes_as(path, "identity")
    }

    /// The same in an encoding.
    #[track_caller]
    pub fn bytes_as(&self, path: &str, encoding: &str) -> (String, Vec<u8>) {
        let request = self.agent.get(format!("{}{path}", self.base));
        let answer = request.header("accept-encoding", encoding).call();
        let mut answer = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(answer.status(), 200, "{path}");
        let kind = answer.headers()["content-type"].to_str().expect("readable");
        let kind = kind.to_owned();
        (kind, answer.body_mut().read_to_vec().expect("a body"))
    }

    /// Reads, with no key.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], &[])
    }

    /// Reads, in a role.
    pub fn get_as(&self, role: &str, path: &str) -> Answer {
        self.send("GET", path, &[("authorization", &self.bearer(role))], &[])
    }

    /// Asks for something, in a role, with JSON.
    pub fn post_as(&self, role: &str, path: &str, body: &Value) -> Answer {
        let headers = [
            ("authorization", &*self.bearer(role)),
            ("content-type", "application/json"),
        ];
        self.send("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Asks as the MC and expects to be obeyed.
    #[track_caller]
    pub fn mc(&self, path: &str, body: Value) -> Value {
        let answer = self.post_as("mc", path, &body);
        assert_eq!(answer.status, 200, "{path} {body}: {}", answer.body);
        answer.json()
    }

    /// Asks as the producer and expects to be obeyed.
    #[track_caller]
    pub fn producer(&self, path: &str, body: Value) -> Value {
        let answer = self.post_as("producer", path, &body);
        assert_eq!(answer.status, 200, "{path} {body}: {}", answer.body);
        answer.json()
    }

    /// What anyone may know.
    pub fn show(&self) -> Value {
        self.get("/api/show").json()
    }

    fn bearer(&self, role: &str) -> String {
        format!("Bearer {}", self.key(role))
    }

    /// The process, for those who look at it from outside.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// As a power cut does.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// How it ended, once it has.
    pub fn ended(mut self) -> ExitStatus {
        until("the server ends", || {
            self.child.try_wait().expect("a child")
        })
    }

    /// SIGTERM; how it ended, and how long that took.
    pub fn terminate(mut self) -> (ExitStatus, Duration) {
        let started = Instant::now();
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(sent.expect("kill runs").success());
        let status = until("the server ends", || {
            self.child.try_wait().expect("a child")
        });
        (status, started.elapsed())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A client that follows no redirect and takes every status as an answer.
fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(DEADLINE))
        .proxy(None)
        .allow_non_standard_methods(true)
        .build()
        .new_agent()
}
