//! What can be known of the servers at a start, and the streams of an evening.

use super::streams::{REPLICAS, judge, public_config, votes_config};
use super::tls::is_of_tls;
use super::{NetError, NetOptions, PATIENCE, context, runtime};
use async_nats::jetstream::Context;
use async_nats::jetstream::context::CreateStreamErrorKind;
use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::{Config, Info};
use async_nats::{Client, ConnectError, ConnectErrorKind, Event, ServerAddr, ServerError};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The first version whose syncs and elections were measured.
const VERSION_MIN: [u64; 3] = [2, 15, 1];

/// How long the first answers of all servers are waited for.
const ALL_ANSWER: Duration = Duration::from_millis(700);

/// Where servers tell of themselves, if their operator lets an account ask.
const ASK_SERVERS: &str = "$SYS.REQ.SERVER.PING.JSZ";

/// What the servers are like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetFacts {
    /// By name: version, and whether it syncs before it answers, if it tells.
    pub servers: BTreeMap<String, (String, Option<bool>)>,
    /// The server that leads the log.
    pub leader: String,
    /// The others that hold it, and whether each is up to date.
    pub followers: BTreeMap<String, bool>,
    /// Messages in the log.
    pub messages: u64,
    /// And their bytes.
    pub bytes: u64,
}

impl NetFacts {
    /// Asks what can be known now. Waits some seconds at most.
    pub fn ask(options: &NetOptions) -> Result<NetFacts, NetError> {
        runtime()?.block_on(async {
            let asker = Asker::open(options).await?;
            let servers = asker.servers().await?;
            let votes = asker.stream(&options.votes_stream()).await?;
            judge(&votes, &votes_config(options))?;
            let public = asker.stream(&options.public_stream()).await?;
            judge(&public, &public_config(options))?;
            facts(servers, &votes)
        })
    }

    /// Whether all servers that hold the log have told how they sync.
    pub fn syncs_known(&self) -> bool {
        let told = |name: &String| matches!(self.servers.get(name), Some((_, Some(_))));
        let mut holders = std::iter::once(&self.leader).chain(self.followers.keys());
        holders.all(told) && self.servers.values().all(|(_, syncs)| syncs.is_some())
    }

    /// The servers that hold the log and do not tell of themselves although others do: they do not
    /// answer.
    pub fn silent(&self) -> Vec<&str> {
        let told = |name: &str| matches!(self.servers.get(name), Some((_, Some(_))));
        let tell = self.servers.keys().any(|name| told(name));
        let holders = std::iter::once(&self.leader).chain(self.followers.keys());
        let silent = holders.map(String::as_str).filter(|name| !told(name));
        silent.filter(|_| tell).collect()
    }
}

/// Makes the two streams of an evening, where they are not there yet.
pub fn prepare(options: &NetOptions) -> Result<NetFacts, NetError> {
    runtime()?.block_on(async {
        let asker = Asker::open(options).await?;
        let servers = asker.servers().await?;
        let mut votes = None;
        for config in [public_config(options), votes_config(options)] {
            let info = asker.make(&config).await?;
            judge(&info, &config)?;
            votes = Some(info);
        }
        let votes = votes.ok_or(NetError::NotPrepared)?;
        facts(servers, &votes)
    })
}

type Servers = BTreeMap<String, (String, Option<bool>)>;

/// Whether a leader has said it, and enough others are with it to store anything.
pub(super) fn has_quorum(info: &Info) -> bool {
    let Some(cluster) = &info.cluster else {
        return false;
    };
    let peers = cluster.replicas.iter();
    let current = peers.filter(|peer| !peer.offline && peer.current).count();
    cluster.leader.is_some() && current + 1 > REPLICAS / 2
}

fn facts(servers: Servers, votes: &Info) -> Result<NetFacts, NetError> {
    let cluster = votes.cluster.as_ref().filter(|_| has_quorum(votes));
    let cluster = cluster.ok_or(NetError::Quorum)?;
    let followers = cluster.replicas.iter();
    Ok(NetFacts {
        servers,
        leader: cluster.leader.clone().ok_or(NetError::Quorum)?,
        followers: followers
            .map(|peer| (peer.name.clone(), peer.current && !peer.offline))
            .collect(),
        messages: votes.state.messages,
        bytes: votes.state.bytes,
    })
}

/// A connection to ask through.
struct Asker {
    client: Client,
    context: Context,
    /// What the server said that we may not do.
    denied: Arc<Mutex<Option<String>>>,
}

impl Asker {
    async fn open(options: &NetOptions) -> Result<Self, NetError> {
        let denied: Arc<Mutex<Option<String>>> = Arc::default();
        let heard = denied.clone();
        let hear = move |event| {
            if let Event::ServerError(ServerError::Other(text)) = event
                && text.to_lowercase().contains("permissions violation")
            {
                *heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
            }
            async {}
        };
        // All at once: one that hangs keeps nobody from hearing what the others say.
        let connect = |server: &ServerAddr| {
            let connecting = options.connecting().event_callback(hear.clone());
            connecting.connect(vec![server.clone()])
        };
        let mut tries: FuturesUnordered<_> = options.servers.iter().map(connect).collect();
        let mut why = NetError::Unreachable(options.shown());
        while let Some(connected) = tries.next().await {
            match connected {
                Ok(client) => {
                    return Ok(Asker {
                        context: context(&client),
                        client,
                        denied,
                    });
                }
                // One that answers tells more than one that does not.
                Err(error) if matches!(why, NetError::Unreachable(_)) => {
                    why = unconnected(options, &error);
                }
                Err(_) => {}
            }
        }
        Err(why)
    }

    /// What went wrong where the servers gave no answer.
    fn silence(&self) -> NetError {
        let denied = self.denied.lock().unwrap_or_else(PoisonError::into_inner);
        denied.clone().map_or(NetError::Quorum, NetError::Denied)
    }

    /// The servers, as far as they tell: the one that we are connected to always does.
    async fn servers(&self) -> Result<Servers, NetError> {
        let here = self.client.server_info();
        let mut servers = BTreeMap::from([(here.server_name, (here.version, None))]);
        let all = self.told().await;
        // Not being told is no fault, and no later silence is for want of this right.
        *self.denied.lock().unwrap_or_else(PoisonError::into_inner) = None;
        for told in all {
            let syncs = told.data.config.sync_always;
            servers.insert(told.server.name, (told.server.ver, Some(syncs)));
        }
        for (server, (version, syncs)) in &servers {
            if numbers(version) < VERSION_MIN {
                return Err(NetError::TooOld {
                    server: server.clone(),
                    found: version.clone(),
                });
            }
            if *syncs == Some(false) {
                return Err(NetError::Lazy(server.clone()));
            }
        }
        Ok(servers)
    }

    async fn told(&self) -> Vec<ToldAll> {
        let inbox = self.client.new_inbox();
        let mut told = Vec::new();
        let Ok(mut answers) = self.client.subscribe(inbox.clone()).await else {
            return told;
        };
        let asked = self
            .client
            .publish_with_reply(ASK_SERVERS, inbox, "".into());
        if asked.await.is_err() {
            return told;
        }
        // Nobody knows how many there are.
        while let Ok(Some(answer)) = tokio::time::timeout(ALL_ANSWER, answers.next()).await {
            if answer.status.is_some() {
                break;
            }
            told.extend(serde_json::from_slice::<ToldAll>(&answer.payload));
        }
        told
    }

    async fn stream(&self, name: &str) -> Result<Info, NetError> {
        let found = tokio::time::timeout(2 * PATIENCE, self.context.get_stream(name)).await;
        match found {
            Ok(Ok(stream)) => Ok(stream.cached_info().clone()),
            Ok(Err(error)) => Err(match error.kind() {
                GetStreamErrorKind::JetStream(error) => self.refusal(&error),
                _ => self.silence(),
            }),
            Err(_) => Err(self.silence()),
        }
    }

    async fn make(&self, config: &Config) -> Result<Info, NetError> {
        match self.stream(&config.name).await {
            Err(NetError::NotPrepared) => {}
            found => return found,
        }
        let made = self.context.create_stream(config.clone()).await;
        match made {
            Ok(stream) => Ok(stream.cached_info().clone()),
            Err(error) => Err(match error.kind() {
                CreateStreamErrorKind::JetStream(error) => self.refusal(&error),
                CreateStreamErrorKind::JetStreamUnavailable => NetError::NoJetStream,
                _ => self.silence(),
            }),
        }
    }

    fn refusal(&self, error: &async_nats::jetstream::Error) -> NetError {
        use async_nats::jetstream::ErrorCode;
        match error.error_code() {
            ErrorCode::STREAM_NOT_FOUND => NetError::NotPrepared,
            ErrorCode::JETSTREAM_NOT_ENABLED | ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT => {
                NetError::NoJetStream
            }
            ErrorCode::CLUSTER_NO_PEERS
            | ErrorCode::STREAM_REPLICAS_NOT_SUPPORTED
            | ErrorCode::INSUFFICIENT_RESOURCES => NetError::Replicas {
                stream: "of this evening".to_owned(),
                found: 1,
            },
            ErrorCode::CLUSTER_NOT_AVAILABLE | ErrorCode::CLUSTER_NOT_LEADER => NetError::Quorum,
            _ => NetError::Strange(error.to_string()),
        }
    }
}

fn unconnected(options: &NetOptions, error: &ConnectError) -> NetError {
    let shown = options.shown();
    match error.kind() {
        ConnectErrorKind::Authentication | ConnectErrorKind::AuthorizationViolation => {
            NetError::User(shown)
        }
        ConnectErrorKind::Tls => NetError::Untrusted(shown),
        _ if is_of_tls(error) => NetError::Untrusted(shown),
        _ => NetError::Unreachable(shown),
    }
}

/// What a server tells of itself.
#[derive(Deserialize)]
struct ToldAll {
    server: ToldServer,
    data: ToldData,
}

#[derive(Deserialize)]
struct ToldServer {
    name: String,
    ver: String,
}

#[derive(Deserialize)]
struct ToldData {
    config: ToldConfig,
}

#[derive(Deserialize)]
struct ToldConfig {
    #[serde(default)]
    sync_always: bool,
}

/// The numbers of a version; of a text that is none the smallest.
fn numbers(version: &str) -> [u64; 3] {
    let mut numbers = [0; 3];
    let plain = version.split(['-', '+']).next().unwrap_or_default();
    for (number, part) in numbers.iter_mut().zip(plain.split('.')) {
        *number = part.parse().unwrap_or(0);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_compared_by_its_numbers() {
        assert!(numbers("2.15.1") >= VERSION_MIN);
        assert!(numbers("2.15.10-RC.1") >= VERSION_MIN);
        assert!(numbers("3.0.0") >= VERSION_MIN);
        assert!(numbers("2.9.99") < VERSION_MIN);
        assert!(numbers("nonsense") < VERSION_MIN);
    }
}
