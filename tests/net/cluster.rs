//! NATS servers of a test's own, on loopback.

use palmares::ledger::jetstream::{NetError, NetFacts, NetFiles, NetOptions};
use std::fmt::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::support::proxy::{Link, Proxy, Weather};
use crate::support::tls::Authority;
use crate::support::wait::{until, until_within};

/// An election takes up to nine seconds.
const READY_MAX: Duration = Duration::from_secs(60);

/// One cluster at a time: more of them starve each other on a small machine.
static TURN: Mutex<()> = Mutex::new(());

/// Until others' servers have ended.
pub fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How the servers are set up.
#[derive(Clone, Copy)]
pub struct Shape {
    pub servers: usize,
    pub sync_always: bool,
    /// Whether they tell the account what they are.
    pub tells: bool,
    /// What the user `guest` may publish; others may everything.
    pub guest: &'static str,
    /// Whether both ends have to show a certificate.
    pub tls: bool,
    /// Whether what lies between two servers can be cut.
    pub wired: bool,
}

/// As the guide says.
pub const WELL: Shape = Shape {
    servers: 3,
    sync_always: true,
    tells: true,
    guest: ">",
    tls: false,
    wired: false,
};

pub struct Cluster {
    folder: TempDir,
    shape: Shape,
    ports: Vec<u16>,
    servers: Vec<Option<Child>>,
    wires: Vec<Wire>,
    /// Moves what goes through them.
    _runtime: Option<Runtime>,
    _turn: MutexGuard<'static, ()>,
}

/// Where `tests/run` puts it.
pub fn program() -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/nats/bin/nats-server");
    assert!(
        path.exists(),
        "no nats-server: tests/run sets it up in target/nats"
    );
    path
}

/// Ports that were free a moment ago, held together so that they differ.
pub fn free_ports(count: usize) -> Vec<u16> {
    let bind = |_| TcpListener::bind("127.0.0.1:0").expect("a port");
    let held: Vec<_> = (0..count).map(bind).collect();
    let port = |listener: &TcpListener| listener.local_addr().expect("an address").port();
    held.iter().map(port).collect()
}

/// From one server to another.
type Wire = ((usize, usize), Proxy);

/// A wire from each server to each other's port for servers.
fn wires(ports: &[u16]) -> (Option<Runtime>, Vec<Wire>) {
    let runtime = Runtime::new().expect("a runtime");
    let wire = |from: usize, to: usize| {
        let target = ([127, 0, 0, 1], ports[to]).into();
        let proxy = runtime.block_on(Proxy::start(target, Weather::default(), 0));
        ((from, to), proxy)
    };
    let all = 0..ports.len();
    let pairs = all
        .clone()
        .flat_map(|from| all.clone().map(move |to| (from, to)));
    let wires = pairs
        .filter(|(from, to)| from != to)
        .map(|(from, to)| wire(from, to))
        .collect();
    (Some(runtime), wires)
}

impl Cluster {
    pub fn start(shape: Shape) -> Cluster {
        let turn = turn();
        let ports = free_ports(2 * shape.servers);
        let (runtime, wires) = match shape.wired {
            true => wires(&ports[shape.servers..]),
            false => (None, Vec::new()),
        };
        let mut cluster = Cluster {
            folder: TempDir::new().expect("a folder"),
            shape,
            ports,
            servers: (0..shape.servers).map(|_| None).collect(),
            wires,
            _runtime: runtime,
            _turn: turn,
        };
        if shape.tls {
            let folder = cluster.folder.path();
            let authority = Authority::made();
            authority.write(&folder.join("ca.pem"));
            authority.sign(folder, "server", -1, 30);
            authority.sign(folder, "client", -1, 30);
        }
        for number in 0..shape.servers {
            std::fs::write(cluster.file(number), cluster.configuration(number)).expect("a file");
        }
        (0..shape.servers).for_each(|number| cluster.revive(number));
        cluster
    }

    fn file(&self, number: usize) -> PathBuf {
        self.folder.path().join(format!("n{number}.conf"))
    }

    fn configuration(&self, number: usize) -> String {
        let Shape { servers, guest, .. } = self.shape;
        let (clients, routes) = self.ports.split_at(servers);
        let store = self.folder.path().join(format!("n{number}"));
        let sync = if self.shape.sync_always {
            "always"
        } else {
            "2m"
        };
        let ask = "$SYS.REQ.SERVER.PING.JSZ";
        let (exports, imports) = match self.shape.tells {
            true => (
                format!("exports: [{{ service: \"{ask}\", response: stream }}]"),
                format!("imports: [{{ service: {{ account: SYS, subject: \"{ask}\" }} }}]"),
            ),
            false => (String::new(), String::new()),
        };
        let mut text = format!(
            "server_name: n{number}\nlisten: 127.0.0.1:{}\n\
            jetstream {{ store_dir: {store:?}, sync_interval: {sync} }}\n\
            system_account: SYS\naccounts {{\n\
            SYS {{ users: [{{ user: sys, password: sys }}]\n{exports} }}\n\
            SHOW {{ jetstream: enabled\n{imports}\n\
            users: [{{ user: show, password: show }},\n\
            {{ user: guest, password: guest, permissions: {{ publish: [{guest:?}], \
            subscribe: [\">\"] }} }}] }}\n}}\n",
            clients[number]
        );
        if servers > 1 {
            let url = |port: &u16| format!("nats://127.0.0.1:{port}");
            let wires = self.wires.iter().filter(|((from, _), _)| *from == number);
            let wired: Vec<_> = wires.map(|(_, proxy)| url(&proxy.address.port())).collect();
            // Servers tell each other where they are: here that leads nowhere.
            let (all, more) = match self.shape.wired {
                true => (wired, ", advertise: \"127.0.0.1:1\""),
                false => (routes.iter().map(url).collect(), ""),
            };
            let _ = writeln!(
                text,
                "cluster {{ name: show, listen: 127.0.0.1:{}, routes: {all:?}{more} }}",
                routes[number]
            );
        }
        if self.shape.tls {
            let file = |name: &str| self.folder.path().join(name);
            let _ = writeln!(
                text,
                "tls {{ cert_file: {:?}, key_file: {:?}, ca_file: {:?}, verify: true }}",
                file("server.pem"),
                file("server-key.pem"),
                file("ca.pem")
            );
        }
        text
    }

    /// What a client shows these servers, and whom it believes.
    pub fn files(&self) -> NetFiles {
        if !self.shape.tls {
            return NetFiles::default();
        }
        let file = |name: &str| Some(self.folder.path().join(name));
        NetFiles {
            certificate: file("client.pem"),
            key: file("client-key.pem"),
            authority: file("ca.pem"),
        }
    }

    /// Starts a server that is not running.
    pub fn revive(&mut self, number: usize) {
        let log = self.folder.path().join(format!("n{number}.log"));
        let child = Command::new(program())
            .arg("-c")
            .arg(self.file(number))
            .arg("-l")
            .arg(log)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.servers[number] = Some(child.expect("nats-server starts"));
        let port = self.ports[number];
        until("the server's port", || {
            TcpStream::connect(("127.0.0.1", port)).ok()
        });
    }

    /// Ends a server without a word, as `kill -9` does.
    pub fn kill(&mut self, number: usize) {
        if let Some(mut server) = self.servers[number].take() {
            server.kill().expect("it can be killed");
            server.wait().expect("it ends");
        }
    }

    /// Changes one byte of what a server that is not running has stored: the last of these bytes
    /// where they stand in its store. Tells whether they stand there.
    pub fn flip(&self, number: usize, bytes: &[u8]) -> bool {
        let mut folders = vec![self.folder.path().join(format!("n{number}"))];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let mut stored = std::fs::read(&path).expect("a file");
                // Not in the servers' own agreement: in the store that readers are served from.
                let served = path.extension().is_some_and(|end| end == "blk")
                    && path.to_string_lossy().contains("streams");
                let found = stored
                    .windows(bytes.len())
                    .position(|window| window == bytes);
                if let Some(at) = found.filter(|_| served) {
                    stored[at + bytes.len() - 1] ^= 1;
                    std::fs::write(&path, stored).expect("written");
                    return true;
                }
            }
        }
        false
    }

    /// Cuts a server off from the others, or ends that. Whoever is connected to it stays so.
    pub fn isolate(&self, number: usize, cut: bool) {
        let link = if cut { Link::Silent } else { Link::Up };
        let wires = self.wires.iter();
        let its = wires.filter(|((from, to), _)| [from, to].contains(&&number));
        its.for_each(|(_, proxy)| proxy.set(link));
    }

    /// All servers begin anew, with nothing stored.
    pub fn empty(&mut self) {
        for number in 0..self.shape.servers {
            self.kill(number);
            let store = self.folder.path().join(format!("n{number}"));
            std::fs::remove_dir_all(store).expect("its store");
        }
        (0..self.shape.servers).for_each(|number| self.revive(number));
    }

    /// The number of the server with this name.
    pub fn number(name: &str) -> usize {
        name.trim_start_matches('n')
            .parse()
            .expect("n and a number")
    }

    /// The addresses for a user whose password is the name.
    pub fn urls(&self, user: &str) -> String {
        let url = |port: &u16| format!("nats://{user}:{user}@127.0.0.1:{port}");
        let all: Vec<_> = self.ports[..self.shape.servers].iter().map(url).collect();
        all.join(",")
    }

    pub fn options(&self, user: &str, evening: &str) -> NetOptions {
        let urls = [self.urls(user)];
        NetOptions::of(&urls, &self.files(), evening).expect("options")
    }

    /// For somebody who knows this server alone.
    pub fn options_by(&self, number: usize, evening: &str) -> NetOptions {
        let url = format!("nats://show:show@127.0.0.1:{}", self.ports[number]);
        NetOptions::of(&[url], &self.files(), evening).expect("options")
    }

    /// Waits until the servers have made the streams of this evening.
    pub fn prepare(&self, evening: &str) -> NetFacts {
        let options = self.options("show", evening);
        until_within(
            READY_MAX,
            "the streams",
            || match palmares::ledger::jetstream::prepare(&options) {
                Ok(facts) => Some(facts),
                Err(NetError::Quorum | NetError::Replicas { .. } | NetError::Strange(_)) => None,
                Err(error) => panic!("{error}"),
            },
        )
    }

    /// Writes bytes under any subject of a log, as somebody who has got at the servers would.
    pub fn write(&self, evening: &str, subject: &str, message: String) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let urls: Vec<String> = self.urls("show").split(',').map(str::to_owned).collect();
        let subject = format!("palmares.{evening}.votes.{subject}");
        runtime.block_on(async {
            let user = "show".to_owned();
            let options = async_nats::ConnectOptions::with_user_and_password(user.clone(), user);
            let client = options.connect(urls).await.expect("a connection");
            let context = async_nats::jetstream::new(client);
            let sent = context.publish(subject, message.into()).await;
            sent.expect("sent").await.expect("stored");
        });
    }

    /// Waits until all servers hold all of it.
    pub fn whole(&self, evening: &str) -> NetFacts {
        let options = self.options("show", evening);
        until_within(READY_MAX, "all servers to be up to date", || {
            let facts = NetFacts::ask(&options).ok()?;
            let whole = facts.followers.len() == 2 && facts.followers.values().all(|ok| *ok);
            whole.then_some(facts)
        })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        (0..self.shape.servers).for_each(|number| self.kill(number));
    }
}
