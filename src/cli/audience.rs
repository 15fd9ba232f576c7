//! `palmares audience`

mod room;

use super::limits::allow_many_connections;
use super::links::given_base;
use super::listen::{answer, listen, metrics_port};
use super::net::NetTls;
use super::serve::log_to_stderr;
use super::tls::Tls;
use super::{Failure, address};
use crate::clock::HallClock;
use crate::hall::Hall;
use crate::http::foyer::{Foyer, Votes};
use crate::http::health::node_metrics;
use crate::http::jar::Jar;
use crate::http::lease::Leases;
use crate::http::origin::Origin;
use crate::http::router::{audience_router, metrics_router};
use crate::http::voter::Limits;
use crate::integration::net::news;
use crate::ledger::damage::Damage;
use crate::ledger::jetstream::{Net, NetError, NetFacts, NetOptions};
use crate::net::key::NodeKey;
use crate::net::nodebox::{NodeBox, NodeLack};
use crate::phones::Phones;
use crate::tls::here::reachable;
use crate::view::audience::Bulletin;
use crate::voter::Voters;
use clap::Args;
use room::NodeRoom;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{oneshot, watch};

/// How often it is looked whether what the hall has said is shown.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// So often at most: for twice the hall's own pace, and a little.
const LOOKS_MAX: u32 = 120;

/// How often servers that do not answer are asked again, and damage is looked for.
const AGAIN: Duration = Duration::from_secs(2);

/// How to serve an audience from the log outside.
#[derive(Args, Clone)]
pub struct NodeArguments {
    /// The addresses of the NATS servers; a name and a password can stand in front of the first
    #[arg(
        long,
        value_name = "URL[,URL…]",
        required = true,
        env = "PALMARES_NET",
        hide_env_values = true
    )]
    net: Vec<String>,
    /// This node's key file, which palmares net prepare has written: node-NAME.key
    #[arg(long, value_name = "FILE", env = "PALMARES_NODE_KEY")]
    key: PathBuf,
    /// The address and port to answer on; port 0 picks a free one
    #[arg(
        long,
        value_name = "ADDR:PORT",
        default_value = "0.0.0.0:8080",
        value_parser = address,
        env = "PALMARES_LISTEN"
    )]
    listen: SocketAddr,
    /// The address that phones open; all nodes may have the same one
    #[arg(long, value_name = "URL", env = "PALMARES_PUBLIC_URL")]
    public_url: Option<String>,
    /// An address that answers /metrics alone, without a key, for Prometheus
    #[arg(long, value_name = "ADDR:PORT", value_parser = address, env = "PALMARES_METRICS")]
    metrics: Option<SocketAddr>,
    #[command(flatten)]
    net_tls: NetTls,
    /// A TLS certificate (PEM) to serve HTTPS
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_key",
        env = "PALMARES_TLS_CERT"
    )]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_cert",
        env = "PALMARES_TLS_KEY"
    )]
    tls_key: Option<PathBuf>,
}

/// Serves guests until it is told to stop. It keeps nothing: what it knows is in the log.
pub(super) fn run(arguments: &NodeArguments) -> Result<(), Failure> {
    log_to_stderr();
    let key = key(arguments)?;
    let options = NetOptions::of(&arguments.net, &arguments.net_tls.files(), &key.evening)?;
    let public = arguments.public_url.as_deref();
    let public = public.map(|url| given_base("--public-url", url));
    let public = public.transpose()?;
    let tls = Tls::of_files(arguments.tls_cert.as_deref(), arguments.tls_key.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::other)?;
    let net = Arc::new(Net::start(&options)?);
    runtime.block_on(serve(arguments, (key, options, net), public, tls))
}

fn key(arguments: &NodeArguments) -> Result<NodeKey, Failure> {
    let key = NodeKey::read(&arguments.key)?;
    key.ok_or_else(|| {
        Failure::usage(format!(
            "There is no file {}. Copy the node's key file here, which palmares net prepare has \
            written into the show folder.",
            arguments.key.display()
        ))
    })
}

async fn serve(
    arguments: &NodeArguments,
    (key, options, net): (NodeKey, NetOptions, Arc<Net>),
    public: Option<String>,
    tls: Option<Tls>,
) -> Result<(), Failure> {
    let files = allow_many_connections();
    let port = listen("--listen", arguments.listen)?;
    let address = port.local_addr().map_err(Failure::other)?;
    let metrics = metrics_port(arguments.metrics)?;
    let (votes, lost) = NodeReader::start(&net, &key, options)?;

    let scheme = if tls.is_some() { "https" } else { "http" };
    let near = SocketAddr::new(reachable(address.ip()), address.port());
    let house = format!("{scheme}://{near}");
    let clock = Arc::new(HallClock::unheard());
    let hall = Arc::new(Hall::of(Bulletin::awaited(), None));
    let phones = Arc::new(Phones::new(&hall.frame, clock.clone()));
    let voters = Arc::new(Voters::of(key.voters()));
    let (told, news) = watch::channel(hall);
    let foyer = Arc::new(Foyer {
        news,
        phones: phones.clone(),
        phones_max: files.phones,
        voters: voters.clone(),
        votes: Votes::Node(votes.clone()),
        outside: None,
        vote_times: Default::default(),
        ref_key: key.ref_key(),
        limits: Limits::default(),
        clock: clock.clone(),
        // The audience's pages name no file of the show, and a node has none.
        gallery: Arc::default(),
        jar: Jar::marked(key.cookie_mark().to_owned()),
        tls: tls.is_some(),
        public_origin: public.as_deref().and_then(Origin::of),
        jury_origin: None,
        house: house.clone(),
        elsewhere: Arc::default(),
        alarm: Box::new(|| {}),
    });
    let room = NodeRoom {
        told,
        phones: phones.clone(),
        clock,
        voters,
        votes,
    };
    tokio::spawn(room.follow(net.clone(), key.clone()));

    let name = &key.name;
    let _ = writeln!(io::stdout(), "Node {name} answers the audience at {house}/");
    let leases = Leases::among(files.files, move || phones.count());
    let measured = foyer.clone();
    let metrics = metrics.map(|port| {
        let told = move || node_metrics(&measured, &net);
        (port, metrics_router(foyer.clone(), told))
    });
    let guests = (port, audience_router(foyer));
    let ended = answer(guests, metrics, tls, &leases);
    tokio::select! {
        ended = ended => ended,
        Ok(why) = lost => Err(why),
    }
}

/// Reads the log on a thread of its own, and goes on reading.
struct NodeReader {
    net: Arc<Net>,
    name: String,
    options: NetOptions,
    votes: Arc<NodeBox>,
}

impl NodeReader {
    /// What no waiting mends ends the program, and is told by what is returned beside the votes.
    fn start(
        net: &Arc<Net>,
        key: &NodeKey,
        options: NetOptions,
    ) -> Result<(Arc<NodeBox>, oneshot::Receiver<Failure>), Failure> {
        let signer = key.signer();
        let signer = signer.ok_or_else(|| Failure::other("The node's key file holds no key."))?;
        let votes = Arc::new(NodeBox::of(&key.name, signer.public()));
        votes.set_unheard(true);
        let reader = NodeReader {
            net: net.clone(),
            name: key.name.clone(),
            options,
            votes: votes.clone(),
        };
        let ledger = net.node_ledger(signer, key.hall);
        let (lost, told) = oneshot::channel();
        let read = move || {
            let opened = ready(&reader.options).and_then(|()| {
                let opened = reader.votes.open(ledger);
                opened.map_err(|damage| Failure::other(sentence(&damage)))
            });
            if let Err(why) = opened {
                let _ = lost.send(why);
                return;
            }
            reader.hear();
            reader.follow();
        };
        let thread = std::thread::Builder::new().name("log".into());
        thread.spawn(read).map_err(Failure::other)?;
        Ok((votes, told))
    }

    /// Waits until guests are shown what the hall has said, if it has said anything, and whoever
    /// has a ticket is known. A hall that is away may leave a node unsure of the time, and that is
    /// no reason to take no votes for long.
    fn hear(&self) {
        for _ in 0..LOOKS_MAX {
            if !self.votes.is_unheard() || !self.net.stands(news::SUBJECT) {
                break;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        self.votes.set_unheard(false);
    }

    /// Mends what can be mended, and says how it stands, each time once.
    fn follow(&self) {
        let mut said = Some(NodeLack::Reading);
        loop {
            let lack = self.votes.lack();
            if lack != said {
                self.say(lack);
                said = lack;
            }
            std::thread::sleep(AGAIN);
            self.votes.mend();
        }
    }

    fn say(&self, lack: Option<NodeLack>) {
        let name = &self.name;
        match lack {
            None => tracing::info!("all of the log is read: votes are taken"),
            Some(NodeLack::Reading) => tracing::warn!("the log is read anew: no votes are taken"),
            Some(NodeLack::Stopped) => tracing::warn!(
                "the hall has stopped {name}: nothing that it writes counts, and /healthz answers \
                503. Its file was withdrawn, or is of a former evening: give this machine a new one"
            ),
            Some(NodeLack::Unlisted) => tracing::warn!(
                "the log does not list {name} with this key: nothing that it writes would count, \
                and /healthz answers 503. Look at --key: the file that palmares net prepare --node \
                {name} has written is the right one"
            ),
        }
    }
}

/// Waits until the servers answer and are fit; the first reason to wait is told.
fn ready(options: &NetOptions) -> Result<(), Failure> {
    let mut before = None;
    loop {
        let why = match NetFacts::ask(options) {
            Ok(_) => return Ok(()),
            Err(
                why @ (NetError::Unreachable(_)
                | NetError::Quorum
                | NetError::NotPrepared
                | NetError::Strange(_)),
            ) => why,
            Err(why) => return Err(why.into()),
        };
        if before.as_ref() != Some(&why) {
            tracing::warn!("{why} Until then this node waits");
        }
        before = Some(why);
        std::thread::sleep(AGAIN);
    }
}

fn sentence(damage: &Damage) -> String {
    match damage {
        Damage::Gone(sentence) => sentence.clone(),
        damage => format!("The log: {damage}."),
    }
}
