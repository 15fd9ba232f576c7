//! Reads a stream from a position on, for as long as somebody takes what it reads.

use super::Cable;
use async_nats::jetstream::Context;
use async_nats::jetstream::consumer::pull::{Config, Stream};
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, PullConsumer};
use bytes::Bytes;
use futures_util::StreamExt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Messages that may wait to be taken.
const WAITING_MAX: usize = 256;

/// Twice without this from the servers, and they are asked anew, each time another one perhaps.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// A request for more is renewed after this.
const EXPIRES: Duration = Duration::from_secs(15);

/// The pause before it is tried again.
const AGAIN: Duration = Duration::from_millis(200);

/// A consumer that nobody asks any more is removed by the servers after this.
const ABANDONED: Duration = Duration::from_secs(30);

/// A message as the servers hand it out.
pub(super) struct Raw {
    pub(super) sequence: u64,
    /// Milliseconds since 1970.
    pub(super) stamp_ms: i64,
    /// All of it, from `palmares.` on.
    pub(super) subject: String,
    pub(super) message: Bytes,
}

/// From which servers' stores the hall has what it read of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HallStore {
    /// The one that hands it out now.
    pub(super) server: Option<String>,
    /// Not all of it is from there: a part is another server's, or was read before a restart.
    pub(super) mixed: bool,
}

impl HallStore {
    /// What comes from here on is from this server's store.
    pub(super) fn hear(&mut self, server: Option<String>) {
        self.mixed |= self.server.is_some() && self.server != server;
        self.server = server;
    }
}

/// Where to begin.
#[derive(Clone, Copy)]
pub(super) enum From {
    /// At this sequence.
    Sequence(u64),
    /// With the last message of each subject.
    Latest,
}

/// Begins to read.
pub(super) fn read(cable: &Arc<Cable>, stream: String, from: From) -> Receiver<Raw> {
    let (sender, receiver) = mpsc::channel(WAITING_MAX);
    let (context, store) = (cable.context.clone(), cable.store.clone());
    // Whoever reads does not keep the connection up.
    let weak = Arc::downgrade(cable);
    cable.spawn(async move {
        let mut from = from;
        while !sender.is_closed() {
            if let Err(error) = read_some((&context, &stream), &mut from, &sender, &store).await {
                tracing::debug!(%error, "the log is asked for anew");
                weak.upgrade().iter().for_each(|cable| cable.try_another());
            }
            tokio::time::sleep(AGAIN).await;
        }
    });
    receiver
}

/// Reads until something fails, or nobody takes it any more.
async fn read_some(
    (context, stream): (&Context, &str),
    from: &mut From,
    sender: &Sender<Raw>,
    store: &Mutex<HallStore>,
) -> Result<(), async_nats::Error> {
    let (consumer, server) = ask(context, stream, *from).await?;
    if matches!(from, From::Sequence(_)) {
        let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
        store.hear(server);
    }
    let mut messages = handed_out(consumer).await?;
    loop {
        let next = tokio::select! {
            next = messages.next() => next,
            () = sender.closed() => return Ok(()),
        };
        let Some(message) = next.transpose()? else {
            return Ok(());
        };
        let raw = Raw::of(&message)?;
        if let From::Sequence(next) = from {
            *next = raw.sequence + 1;
        }
        if sender.send(raw).await.is_err() {
            return Ok(());
        }
    }
}

/// Asks for a stream. The servers choose which of them hands it out, from its own store: that one
/// is told as well.
pub(super) async fn ask(
    context: &Context,
    stream: &str,
    from: From,
) -> Result<(PullConsumer, Option<String>), async_nats::Error> {
    let (deliver_policy, filter_subject) = match from {
        From::Sequence(start_sequence) => (
            DeliverPolicy::ByStartSequence { start_sequence },
            String::new(),
        ),
        // The servers want the subjects named for this one.
        From::Latest => (DeliverPolicy::LastPerSubject, ">".to_owned()),
    };
    let config = Config {
        deliver_policy,
        ack_policy: AckPolicy::None,
        filter_subject,
        inactive_threshold: ABANDONED,
        memory_storage: true,
        num_replicas: 1,
        ..Config::default()
    };
    let consumer: PullConsumer = context.create_consumer_on_stream(config, stream).await?;
    let cluster = consumer.cached_info().cluster.as_ref();
    let server = cluster.and_then(|cluster| cluster.leader.clone());
    Ok((consumer, server))
}

/// What somebody has asked for, as it comes.
pub(super) async fn handed_out(consumer: PullConsumer) -> Result<Stream, async_nats::Error> {
    let messages = consumer.stream().max_messages_per_batch(WAITING_MAX);
    let messages = messages.heartbeat(HEARTBEAT).expires(EXPIRES);
    Ok(messages.messages().await?)
}

impl Raw {
    pub(super) fn of(message: &async_nats::jetstream::Message) -> Result<Raw, async_nats::Error> {
        let info = message.info()?;
        Ok(Raw {
            sequence: info.stream_sequence,
            stamp_ms: (info.published.unix_timestamp_nanos() / 1_000_000) as i64,
            subject: message.subject.to_string(),
            message: message.payload.clone(),
        })
    }
}
