//! `palmares serve --net`: the line to the log outside. Whatever is wrong with it is said in a
//! sentence, and the hall is served all the same.

use super::Failure;
use super::links::given_base;
use super::net::NetTls;
use super::storage::Chest;
use crate::director::Director;
use crate::fanout::Sources;
use crate::folder::Folder;
use crate::folder::ledgers::NET;
use crate::integration::net::NetHall;
use crate::keys::Keys;
use crate::ledger::chain::mirror::{beside, sync_folder, text};
use crate::ledger::jetstream::signed::Signer;
use crate::ledger::jetstream::{Net, NetError, NetFacts, NetOptions};
use crate::net::key::{NetFile, hall_signer, public_signer};
use crate::net::link::NetLink;
use crate::net::record::begun;
use crate::show::programme::{Reach, Show};
use clap::Args;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// The first record of a mirror is within these bytes: it names the evening and its nodes.
const FIRST_BYTES_MAX: u64 = 256 * 1024;

/// Where the log outside is.
#[derive(Args, Clone, Default)]
pub struct NetServe {
    /// The servers of the log outside, for ballots that an audience elsewhere votes in
    ///
    /// The log has to be prepared: palmares net prepare. The hall never waits for it.
    #[arg(
        long,
        value_name = "URL[,URL…]",
        env = "PALMARES_NET",
        hide_env_values = true
    )]
    pub net: Vec<String>,
    /// Where people elsewhere reach the nodes: what the code of the overlay says
    #[arg(long, value_name = "URL", requires = "net", env = "PALMARES_NET_URL")]
    pub net_url: Option<String>,
    #[command(flatten)]
    pub tls: NetTls,
}

/// The line, before anything is read or written.
pub(super) struct Outside {
    options: NetOptions,
    link: Arc<NetLink>,
}

impl Outside {
    /// Begins to connect, if the arguments name servers and a log was prepared.
    pub fn prepare(folder: &Folder, given: &NetServe) -> Result<Option<Outside>, Failure> {
        let home = given.net_url.as_deref();
        let home = home.map(|url| given_base("--net-url", url)).transpose()?;
        if given.net.is_empty() {
            return Ok(None);
        }
        let file = match NetFile::read(folder.path()) {
            Ok(Some(file)) => file,
            Ok(None) => {
                return Ok(without(
                    "no log was prepared for this folder: run palmares net \
                prepare, and start again",
                ));
            }
            Err(error) => return Ok(without(error)),
        };
        let options = match NetOptions::of(&given.net, &given.tls.files(), &file.evening) {
            Ok(options) => options,
            Err(error @ (NetError::Address(_) | NetError::Plain(_))) => return Err(error.into()),
            Err(error) => return Ok(without(error)),
        };
        let started = Net::start(&options).and_then(|net| Ok((net.witness()?, net)));
        match started {
            Ok((witness, net)) => Ok(Some(Outside {
                options,
                link: Arc::new(NetLink::of(net, witness, home.map(|home| home + "/"))),
            })),
            Err(error) => Ok(without(error)),
        }
    }

    pub fn link(&self) -> Arc<NetLink> {
        self.link.clone()
    }

    /// Publishes and follows from here on. `new`: the evening has just begun. Tells what the
    /// operator should know.
    pub fn run(
        self,
        director: &Director,
        sources: &Sources,
        (folder, keys): (&Folder, &Keys),
        (copy, new): (Chest, bool),
    ) -> Vec<String> {
        let evening = self.options.evening();
        let signers = (hall_signer(keys, evening), public_signer(keys, evening));
        let (Some(hall), Some(public)) = signers else {
            return vec!["The keys of this folder make no key for the log outside.".to_owned()];
        };
        let desk = NetHall::of(
            director.clone(),
            sources.ballots.clone(),
            self.link.clone(),
            public,
            folder.tickets(),
        );
        tokio::spawn(desk.run());
        // The log's own thread may be waiting for servers when the hall ends: nobody waits for it,
        // and its copy is whole after a power cut, too.
        std::mem::forget(self.link.clone());
        let path = folder.ledger(&NET.layout);
        // A copy of a million votes takes its time, and the servers' answers as well.
        let begun = std::thread::Builder::new()
            .name("net-start".into())
            .spawn(move || self.open(hall, &path, (copy, new)));
        let unable = |error| format!("The log outside cannot be followed: {error}.");
        begun.err().map(unable).into_iter().collect()
    }

    fn open(self, hall: Signer, path: &Path, (copy, new): (Chest, bool)) {
        if let Err(error) = put_away_another(path, self.options.evening()) {
            tracing::error!(%error, "the copy of another log cannot be put away");
        }
        let ledger = self
            .link
            .net()
            .hall_ledger(hall, Some(Box::new(copy.copy())));
        self.link.open(ledger, new);
        match NetFacts::ask(&self.options) {
            Ok(facts) if facts.syncs_known() => {}
            Ok(facts) if !facts.silent().is_empty() => {
                let silent = facts.silent().join(", ");
                tracing::warn!(
                    "the NATS server {silent} does not answer: one more that is lost, and no vote \
                    outside is taken. Start it"
                );
            }
            Ok(_) => tracing::warn!(
                "the NATS servers do not all say whether they sync what they store before they \
                answer: look at each one's configuration for sync_interval: always"
            ),
            Err(error) => {
                let _ = without(error);
            }
        }
    }
}

/// Says why nobody outside takes part for now.
fn without(why: impl std::fmt::Display) -> Option<Outside> {
    tracing::warn!("the hall is served without the votes from outside for now: {why}");
    None
}

/// After `palmares net prepare --new-evening` the copy is of another log.
fn put_away_another(path: &Path, evening: &str) -> io::Result<()> {
    let mirror = beside(path);
    let mut bytes = Vec::new();
    match File::open(&mirror) {
        Ok(file) => file.take(FIRST_BYTES_MAX).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let first = text::first(&bytes, NET.layout.table);
    let Some((other, _)) = first.and_then(|first| begun(first.body)) else {
        return Ok(());
    };
    if other == evening {
        return Ok(());
    }
    for end in ["db", "db-wal", "db-shm", "mirror"] {
        let from = path.with_extension(end);
        if from.exists() {
            std::fs::rename(&from, path.with_file_name(format!("net-{other}.{end}")))?;
        }
    }
    tracing::warn!("net.db was the copy of another log: it was put away as net-{other}.db");
    sync_folder(path)
}

/// What the operator should know where ballots reach farther than this server. It stands in the log
/// as well: nobody reads the banner of a service.
pub(super) fn unreached(show: &Show) -> Vec<String> {
    let out = show.ballots.iter().filter(|ballot| !ballot.reach.is_hall());
    let note = out.map(|ballot| {
        let (id, reach) = (&ballot.id, ballot.reach.as_str());
        let who = match ballot.reach {
            Reach::Net => "nobody can vote in it, and its cue does not open it",
            _ => "only the hall votes in it, and once it is closed the producer announces the hall alone",
        };
        let note = format!(
            "The ballot {id} has reach = \"{reach}\", and this server has no log outside (--net): \
            {who}."
        );
        tracing::warn!("{note}");
        note
    });
    note.collect()
}
