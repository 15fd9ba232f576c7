//! Reads a stream from a position on, for as long as somebody takes what it reads.

use super::Cable;
use async_nats::jetstream::Context;
use async_nats::jetstream::consumer::pull::Config;
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy};
use bytes::Bytes;
use futures_util::StreamExt;
use std::sync::Arc;
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
    let context = cable.context.clone();
    // Whoever reads does not keep the connection up.
    let weak = Arc::downgrade(cable);
    cable.spawn(async move {
        let mut from = from;
        while !sender.is_closed() {
            if let Err(error) = read_some(&context, &stream, &mut from, &sender).await {
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
    context: &Context,
    stream: &str,
    from: &mut From,
    sender: &Sender<Raw>,
) -> Result<(), async_nats::Error> {
    let (deliver_policy, filter_subject) = match *from {
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
    let consumer = context.create_consumer_on_stream(config, stream).await?;
    let messages = consumer.stream().max_messages_per_batch(WAITING_MAX);
    let mut messages = messages
        .heartbeat(HEARTBEAT)
        .expires(EXPIRES)
        .messages()
        .await?;
    loop {
        let next = tokio::select! {
            next = messages.next() => next,
            () = sender.closed() => return Ok(()),
        };
        let Some(message) = next.transpose()? else {
            return Ok(());
        };
        let info = message.info()?;
        let raw = Raw {
            sequence: info.stream_sequence,
            stamp_ms: (info.published.unix_timestamp_nanos() / 1_000_000) as i64,
            subject: message.subject.to_string(),
            message: message.payload.clone(),
        };
        if let From::Sequence(next) = from {
            *next = raw.sequence + 1;
        }
        if sender.send(raw).await.is_err() {
            return Ok(());
        }
    }
}
