//! `palmares net prepare DIR` and `palmares net status DIR`

mod status;
mod stop;

use super::{Failure, secrets};
use crate::folder::Folder;
use crate::keys::{KeyError, KeyFile, Keys, random_key};
use crate::ledger::damage::Damage;
use crate::ledger::jetstream::signed::{HALL, Signer, is_lane};
use crate::ledger::jetstream::{self, Net, NetError, NetFacts, NetFiles, NetOptions};
use crate::ledger::kept::Kept;
use crate::net::fold::NetPolls;
use crate::net::key::{NetFile, NetFileError, NodeKey, hall_signer};
use crate::net::record::NetMark;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

/// How long the servers may take to store what is prepared.
const PREPARE_MAX: Duration = Duration::from_secs(30);

/// Characters of an evening's name, which is part of the names of its streams.
const EVENING_CHARS: usize = 16;

/// The log outside the hall.
#[derive(Subcommand)]
pub enum NetVerb {
    /// Make this evening's log on three NATS servers, and a key file for each node
    ///
    /// Creates the streams and writes node-NAME.key into the folder for each node: all that the
    /// node needs. Called again with another name it adds one. The servers have to be at least
    /// 2.15.1, three in a cluster, with sync_interval: always.
    Prepare {
        /// The show folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// The servers' addresses, with commas between them; a name and a password for whoever may
        /// make streams can stand in front: nats://admin:secret@10.0.0.1:4222
        #[arg(
            long,
            value_name = "URL[,URL…]",
            required = true,
            env = "PALMARES_NATS",
            hide_env_values = true
        )]
        nats: Vec<String>,
        /// A node's name: lower-case letters, digits and hyphens. May be given several times
        #[arg(
            long,
            value_name = "NAME",
            required_unless_present = "stop",
            value_parser = node_name
        )]
        node: Vec<String>,
        /// Stop this node for good: nothing that it writes from now on counts. May be given several
        /// times, also while the hall is served
        #[arg(
            long,
            value_name = "NAME",
            value_parser = node_name,
            conflicts_with_all = ["node", "new_evening"]
        )]
        stop: Vec<String>,
        /// Begin with two new streams; the former ones stay where they are
        #[arg(long)]
        new_evening: bool,
        #[command(flatten)]
        tls: NetTls,
    },
    /// Tell how the servers are, and what is in this evening's log
    ///
    /// Reads all of the log and counts it. Exit code 0 if all is well, 1 if not.
    Status {
        /// The show folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// The servers' addresses; those that the log was prepared with if not given
        #[arg(
            long,
            value_name = "URL[,URL…]",
            env = "PALMARES_NET",
            hide_env_values = true
        )]
        net: Vec<String>,
        #[command(flatten)]
        tls: NetTls,
    },
}

/// How both ends prove who they are.
#[derive(Args, Clone, Default)]
pub struct NetTls {
    /// This machine's certificate for the NATS servers, in PEM
    #[arg(
        long,
        value_name = "FILE",
        requires = "net_key",
        env = "PALMARES_NET_CERT"
    )]
    pub net_cert: Option<PathBuf>,
    /// The private key of that certificate
    #[arg(
        long,
        value_name = "FILE",
        requires = "net_cert",
        env = "PALMARES_NET_KEY"
    )]
    pub net_key: Option<PathBuf>,
    /// Who has signed the servers' certificates
    #[arg(long, value_name = "FILE", env = "PALMARES_NET_CA")]
    pub net_ca: Option<PathBuf>,
}

impl NetTls {
    /// As the connection wants them.
    pub fn files(&self) -> NetFiles {
        NetFiles {
            certificate: self.net_cert.clone(),
            key: self.net_key.clone(),
            authority: self.net_ca.clone(),
        }
    }
}

fn node_name(name: &str) -> Result<String, String> {
    match is_lane(name) && name != HALL {
        true => Ok(name.to_owned()),
        false => Err("write lower-case letters, digits and hyphens, not \"hall\"".to_owned()),
    }
}

impl From<NetError> for Failure {
    fn from(error: NetError) -> Self {
        match error {
            NetError::Address(_) | NetError::Plain(_) => Failure::usage(error),
            error => Failure::other(error),
        }
    }
}

impl From<NetFileError> for Failure {
    fn from(error: NetFileError) -> Self {
        Failure::other(format!(
            "{error}. Put it back from a copy of the folder, or move it away and prepare anew."
        ))
    }
}

pub(super) fn run(verb: &NetVerb) -> Result<(), Failure> {
    match verb {
        NetVerb::Prepare {
            dir,
            nats,
            node,
            stop: none,
            new_evening,
            tls,
        } if none.is_empty() => prepare(&Folder::at(dir), nats, node, *new_evening, &tls.files()),
        NetVerb::Prepare {
            dir,
            nats,
            stop: nodes,
            tls,
            ..
        } => stop::stop(&Folder::at(dir), nats, nodes, &tls.files()),
        NetVerb::Status { dir, net, tls } => status::status(&Folder::at(dir), net, &tls.files()),
    }
}

fn prepare(
    folder: &Folder,
    urls: &[String],
    names: &[String],
    new_evening: bool,
    files: &NetFiles,
) -> Result<(), Failure> {
    folder.read_show().map_err(Failure::usage)?;
    let keys = keys(folder)?;
    let former = NetFile::read(folder.path())?;
    let (former, known) = match new_evening {
        true => (former, None),
        false => (None, former),
    };
    let evening = match &known {
        Some(file) => file.evening.clone(),
        None => random_key().map_err(Failure::other)?[..EVENING_CHARS].to_owned(),
    };
    let options = NetOptions::of(urls, files, &evening)?;
    let hall = signer(&keys, &evening)?;
    let facts = jetstream::prepare(&options)?;
    // Not before: the keys of the evening that goes on are overwritten by it.
    let nodes = node_keys(folder, &keys, &hall, names)?;
    let file = NetFile {
        evening: evening.clone(),
        servers: options.shown(),
    };
    file.keep(folder.path())
        .map_err(|e| unwritable(&NetFile::path(folder.path()), &e))?;
    list(&options, hall, &nodes)?;
    tell_servers(&facts);
    println!("The log of this evening is {evening}. Give each of these files to its node alone:");
    for node in &nodes {
        println!("  {}", NodeKey::path(folder.path(), &node.name).display());
    }
    if let Some(former) = former {
        stop::retire(folder, &keys, &former.evening, (urls, files));
    }
    Ok(())
}

fn signer(keys: &Keys, evening: &str) -> Result<Signer, Failure> {
    let signer = hall_signer(keys, evening);
    signer.ok_or_else(|| Failure::other("The keys of this folder make no key for the log."))
}

/// The keys of the folder, also while a server holds it.
fn keys(folder: &Folder) -> Result<Keys, Failure> {
    match KeyFile::lock(folder.path()) {
        Ok(mut file) => secrets::keys(folder, &mut file, false),
        Err(KeyError::Locked) => {
            KeyFile::peek(folder.path()).map_err(|error| secrets::told(folder, &error))
        }
        Err(error) => Err(secrets::told(folder, &error)),
    }
}

/// The files of these nodes. They are there before the log lists them: a node that is listed and
/// that nobody has the key of would be of no use.
fn node_keys(
    folder: &Folder,
    keys: &Keys,
    hall: &Signer,
    names: &[String],
) -> Result<Vec<NodeKey>, Failure> {
    let mut nodes = Vec::new();
    for name in names {
        let path = NodeKey::path(folder.path(), name);
        let known = NodeKey::read(&path)?.filter(|key| key.hall == hall.public());
        let node = match known {
            Some(key) => key,
            None => NodeKey::random(keys, hall, name).map_err(Failure::other)?,
        };
        node.keep(&path)
            .map_err(|error| unwritable(&path, &error))?;
        nodes.push(node);
    }
    Ok(nodes)
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::other(format!("{} cannot be written: {error}.", path.display()))
}

fn damaged(damage: &Damage) -> Failure {
    match damage {
        Damage::Gone(sentence) => Failure::other(sentence),
        damage => Failure::other(format!("The log: {damage}.")),
    }
}

/// Writes into the log whose evening it is, and which nodes it has.
fn list(options: &NetOptions, hall: Signer, nodes: &[NodeKey]) -> Result<(), Failure> {
    let begin = NetMark::Evening {
        evening: options.evening().to_owned(),
        hall: hall.public(),
    };
    let mut marks = vec![begin];
    for node in nodes {
        let signer = node
            .signer()
            .ok_or_else(|| Failure::other("A node's key is none."))?;
        marks.push(NetMark::Node {
            lane: node.name.clone(),
            key: signer.public(),
        });
    }
    let net = Net::start(options)?;
    let log: Kept<NetPolls> = Kept::open(net.hall_ledger(hall, None)).map_err(|d| damaged(&d))?;
    for mark in &marks {
        if let NetMark::Node { lane, key } = mark
            && let Some(known) = log.fold().lanes().get(lane)
            && (known.stopped || known.key != *key)
        {
            return Err(Failure::other(format!(
                "The log lists a node {lane} already, with another key or as stopped: its file is \
                lost, or it was stopped for good. Choose another name, and delete {lane}'s file."
            )));
        }
        set(&log, mark.clone())?;
    }
    Ok(())
}

fn tell_servers(facts: &NetFacts) {
    let all = facts.servers.iter();
    let told: Vec<_> = all
        .map(|(name, (version, _))| format!("{name} {version}"))
        .collect();
    println!("Servers: {}.", told.join(", "));
    let silent = facts.silent().join(", ");
    if !silent.is_empty() {
        eprintln!(
            "Note: {silent} does not answer, and whether it syncs what it stores is not known. \
            Start it, and look again."
        );
    } else if !facts.syncs_known() {
        eprintln!(
            "Note: these servers do not say whether they sync what they store before they answer. \
            Look at each server's configuration for sync_interval: always, or let their system \
            account export $SYS.REQ.SERVER.PING.JSZ to this account: then it is checked."
        );
    }
}

/// What was prepared for this folder.
fn prepared(folder: &Folder) -> Result<NetFile, Failure> {
    NetFile::read(folder.path())?.ok_or_else(|| {
        Failure::usage(format!(
            "No log was prepared for {}. Run palmares net prepare first.",
            folder.path().display()
        ))
    })
}

/// Sets a mark and waits until it stands.
fn set(log: &Kept<NetPolls>, mark: NetMark) -> Result<(), Failure> {
    let (sender, stored) = sync_channel(1);
    let then = Box::new(move |_: &NetPolls, _| {
        let _ = sender.try_send(());
    });
    log.mark(mark, then);
    stored.recv_timeout(PREPARE_MAX).map_err(|_| {
        Failure::other(
            "The servers have not stored what was prepared within half a minute. See that they \
            have a quorum, and run the same command again.",
        )
    })
}
