//! A log on three servers of NATS JetStream that several write to: one order, read by all.
//!
//! The only folder that names the client library. A process has one [`Net`], with a thread of its
//! own: nobody who uses it ever waits for a line, but the threads of ledgers on it.

pub mod check;
mod error;
mod lag;
mod latest;
mod log;
mod reader;
pub mod signed;
mod streams;
mod tls;
mod witness;

pub use check::{NetFacts, prepare};
pub use error::NetError;
pub use latest::{Latest, NetStamp};
pub use log::JetStreamLedger;
pub use witness::{Witness, Witnessed};

use super::Ledger;
use crate::metrics::Timings;
use async_nats::jetstream::{Context, ContextBuilder};
use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use bytes::Bytes;
use check::has_quorum;
use lag::ReadLag;
use latest::{Board, standing};
use percent_encoding::percent_decode_str;
use reader::HallStore;
use signed::{Bytes32, Signer};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// Keeps the links of a log from fitting into another kind of file.
pub const CONTEXT: &str = "palmares net link 1";

/// What is left out of a log: the client library says the same each second while a line is down,
/// and in its own words what [`NetError`] says in a sentence.
pub const QUIET: &str = "async_nats=off";

/// How long anything is waited for before it is tried in another way.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often the servers are asked whether they still hear us: a line that is cut without a word is
/// noticed after three of them.
const PING_EVERY: Duration = Duration::from_secs(2);

/// The longest pause between two attempts to connect.
const RECONNECT_MAX: Duration = Duration::from_secs(1);

/// How long a server may leave everything unanswered before another one is tried, and the next.
const ANOTHER_AFTER: Duration = Duration::from_secs(4);

/// Which servers, and how to reach them.
#[derive(Clone)]
pub struct NetOptions {
    servers: Vec<ServerAddr>,
    tls: Option<rustls::ClientConfig>,
    /// Which evening's log it is: part of the names of its streams.
    evening: String,
}

/// The files that prove both ends to each other, in PEM.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetFiles {
    /// Of the client: its certificate, and the chain behind it.
    pub certificate: Option<PathBuf>,
    /// The certificate's private key.
    pub key: Option<PathBuf>,
    /// Who has signed the servers' certificates; this machine's list if not given.
    pub authority: Option<PathBuf>,
}

impl NetOptions {
    /// Of addresses such as `nats://127.0.0.1:4222`, several in one text with commas between them.
    pub fn of(urls: &[String], files: &NetFiles, evening: &str) -> Result<Self, NetError> {
        let given = *files != NetFiles::default();
        let mut servers = Vec::new();
        for url in urls.iter().flat_map(|urls| urls.split(',')) {
            let url = url.trim();
            let bad = || NetError::Address(without_password(url));
            let server: ServerAddr = url.parse().map_err(|_| bad())?;
            if !matches!(server.scheme(), "nats" | "tls") || server.host().is_empty() {
                return Err(bad());
            }
            if !given && !server.tls_required() && !is_loopback(server.host()) {
                return Err(NetError::Plain(server.host().to_owned()));
            }
            servers.push(server);
        }
        let encrypted = given || servers.iter().any(ServerAddr::tls_required);
        Ok(NetOptions {
            servers,
            tls: encrypted.then(|| tls::config(files)).transpose()?,
            evening: evening.to_owned(),
        })
    }

    /// The addresses without what opens them.
    pub fn shown(&self) -> String {
        let shown = |server: &ServerAddr| {
            let (scheme, host) = (server.scheme(), server.host());
            format!("{scheme}://{host}:{}", server.port())
        };
        let all: Vec<_> = self.servers.iter().map(shown).collect();
        all.join(",")
    }

    pub fn evening(&self) -> &str {
        &self.evening
    }

    fn connecting(&self) -> ConnectOptions {
        let options = ConnectOptions::new()
            .name("palmares")
            .connection_timeout(PATIENCE)
            .request_timeout(Some(PATIENCE))
            .ping_interval(PING_EVERY)
            // What the servers call themselves may be no address for us.
            .ignore_discovered_servers();
        // The client itself reads no name in an address. All servers are of one cluster.
        let named = self.servers.iter().find(|server| server.has_user_pass());
        let plain = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let user = named.and_then(ServerAddr::username).map(plain);
        let options = match user {
            Some(user) => {
                let password = named.and_then(ServerAddr::password).map(plain);
                options.user_and_password(user, password.unwrap_or_default())
            }
            None => options,
        };
        match &self.tls {
            Some(tls) => options.require_tls(true).tls_client_config(tls.clone()),
            None => options,
        }
    }

    fn votes_stream(&self) -> String {
        format!("palmares-{}-votes", self.evening)
    }

    fn public_stream(&self) -> String {
        format!("palmares-{}-public", self.evening)
    }

    /// What stands before a subject of the log.
    fn votes_prefix(&self) -> String {
        format!("palmares.{}.votes.", self.evening)
    }

    fn public_prefix(&self) -> String {
        format!("palmares.{}.public.", self.evening)
    }
}

fn without_password(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((_, host)) => host.to_owned(),
        None => url.to_owned(),
    }
}

fn is_loopback(host: &str) -> bool {
    let plain = host.trim_matches(['[', ']']);
    host == "localhost" || plain.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

fn context(client: &Client) -> Context {
    let context = ContextBuilder::new();
    context
        .timeout(PATIENCE)
        .ack_timeout(PATIENCE)
        .build(client.clone())
}

/// How the line to the servers is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetLine {
    pub up: bool,
    /// Since when it has been so.
    pub since: Instant,
}

/// What a connection and the ledgers on it have in common.
struct Cable {
    options: NetOptions,
    context: Context,
    line: Arc<Mutex<NetLine>>,
    /// From where the log is read.
    store: Arc<Mutex<HallStore>>,
    /// When the connection was last given up for another server's.
    left: Mutex<Instant>,
    lag: ReadLag,
    /// Taken when all of it ends.
    runtime: Option<Runtime>,
}

impl Cable {
    fn line(&self) -> NetLine {
        *self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits on a thread that may wait.
    fn wait<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        self.runtime
            .as_ref()
            .map(|runtime| runtime.block_on(future))
    }

    /// Leaves a server that is there and does not answer for the others: one that is cut off from
    /// them keeps its connections.
    fn try_another(&self) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.line().up || left.elapsed() < ANOTHER_AFTER {
            return;
        }
        *left = Instant::now();
        let client = self.context.client();
        self.spawn(async move {
            let _ = client.force_reconnect().await;
        });
    }

    fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = &self.runtime {
            runtime.spawn(future);
        }
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// One connection for a process. It tries for ever to be connected.
pub struct Net {
    cable: Arc<Cable>,
    board: Board,
}

impl Net {
    /// Begins to connect. A line that is cut is no error: [`NetFacts::ask`] tells what can be known
    /// at a start.
    pub fn start(options: &NetOptions) -> Result<Self, NetError> {
        let runtime = runtime()?;
        let now = NetLine {
            up: false,
            since: Instant::now(),
        };
        let line = Arc::new(Mutex::new(now));
        let heard = line.clone();
        let hear = move |event| {
            let up = match event {
                Event::Connected => Some(true),
                Event::Disconnected | Event::Closed => Some(false),
                _ => None,
            };
            let mut line = heard.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(up) = up.filter(|up| *up != line.up) {
                *line = NetLine {
                    up,
                    since: Instant::now(),
                };
            }
            async {}
        };
        let connecting = options
            .connecting()
            .retry_on_initial_connect()
            .reconnect_delay_callback(|attempts| {
                let pause = Duration::from_millis(100) * u32::try_from(attempts).unwrap_or(100);
                pause.min(RECONNECT_MAX)
            })
            .event_callback(hear)
            .connect(options.servers.clone());
        // Its own tasks begin at once, on the runtime.
        let context = runtime.block_on(async { connecting.await.map(|client| context(&client)) });
        let context = context.map_err(|_| NetError::Unreachable(options.shown()))?;
        let cable = Cable {
            options: options.clone(),
            context,
            line,
            store: Arc::default(),
            left: Mutex::new(Instant::now()),
            lag: ReadLag::default(),
            runtime: Some(runtime),
        };
        Ok(Net {
            cable: Arc::new(cable),
            board: Board::default(),
        })
    }

    /// Makes these bytes the latest under a public subject. Never waits; tried until they are there
    /// or later ones have come.
    pub fn put(&self, subject: &str, bytes: Bytes) {
        self.board.put(&self.cable, subject, bytes);
    }

    /// The latest under a public subject; none until there is one.
    pub fn watch(&self, subject: &str) -> watch::Receiver<Option<Latest>> {
        self.board.watch(&self.cable, subject)
    }

    /// The last sequence of the log; none if the servers do not say now. One that is cut off from
    /// the others answers as well: it does not know.
    pub async fn end(&self) -> Option<u64> {
        let stream = self.cable.options.votes_stream();
        let found = self.cable.context.get_stream(stream).await.ok()?;
        let info = found.cached_info();
        has_quorum(info).then_some(info.state.last_sequence)
    }

    /// Whether something stands under a public subject, as far as the servers say. Waits for them.
    pub fn stands(&self, subject: &str) -> bool {
        let (options, context) = (&self.cable.options, &self.cable.context);
        let subject = format!("{}{subject}", options.public_prefix());
        let stream = options.public_stream();
        let found = self.cable.wait(standing(context, &stream, &subject));
        found.flatten().is_some()
    }

    /// How the line is.
    pub fn health(&self) -> NetLine {
        self.cable.line()
    }

    /// From the servers' stamp of a message until it was read, beyond the least of late.
    pub fn lag(&self) -> &Timings {
        self.cable.lag.timings()
    }

    /// The log as a node has it: what it asks for is written to its lane. `hall` is the key that
    /// the log has to name.
    pub fn node_ledger(&self, signer: Signer, hall: Bytes32) -> JetStreamLedger {
        JetStreamLedger::of(self.cable.clone(), hall, Some(signer), None)
    }

    /// The log as the hall has it: its marks are written there, and everything is kept in a copy,
    /// which opens without a line, too.
    pub fn hall_ledger(&self, signer: Signer, copy: Option<Box<dyn Ledger>>) -> JetStreamLedger {
        JetStreamLedger::of(self.cable.clone(), signer.public(), Some(signer), copy)
    }

    /// A second reading, through another connection and another server; none where the address of
    /// one server alone was given.
    pub fn witness(&self) -> Result<Option<Witness>, NetError> {
        let options = &self.cable.options;
        if options.servers.len() < 2 {
            return Ok(None);
        }
        let own = Net::start(options)?;
        Ok(Some(Witness::of(own.cable, self.cable.store.clone())))
    }

    /// The log for somebody who only reads.
    pub fn reader(&self, hall: Bytes32) -> JetStreamLedger {
        JetStreamLedger::of(self.cable.clone(), hall, None, None)
    }
}

fn runtime() -> Result<Runtime, NetError> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder
        .worker_threads(1)
        .thread_name("net")
        .enable_all()
        .build();
    runtime.map_err(|error| NetError::Machine(error.to_string()))
}
