//! What is public of the evening: under each subject the latest, and nothing before it.

use super::Cable;
use super::reader::{From, read};
use async_nats::jetstream::Context;
use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// The pause before it is tried again.
const AGAIN: Duration = Duration::from_millis(500);

/// Subjects that are kept: whoever reaches the servers may write to as many as they like. What
/// somebody watches is kept in any case.
const KEPT_MAX: usize = 64;

/// When something was put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetStamp {
    /// Higher than that of everything before it.
    pub sequence: u64,
    /// By the servers' clocks, in milliseconds since 1970.
    pub stamp_ms: i64,
    /// When it came to us.
    pub came: Instant,
}

/// What stands under a subject.
pub type Latest = (NetStamp, Bytes);

type Watched = HashMap<String, watch::Sender<Option<Latest>>>;

/// Everything that is put, and everything that is watched.
#[derive(Default)]
pub(super) struct Board {
    put: Mutex<HashMap<String, watch::Sender<Bytes>>>,
    watched: Mutex<Option<Arc<Mutex<Watched>>>>,
}

impl Board {
    pub(super) fn put(&self, cable: &Cable, subject: &str, bytes: Bytes) {
        let mut all = self.put.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(subject) {
            known.send_replace(bytes);
            return;
        }
        let (sender, receiver) = watch::channel(bytes);
        all.insert(subject.to_owned(), sender);
        let subject = format!("{}{subject}", cable.options.public_prefix());
        let stream = cable.options.public_stream();
        cable.spawn(keep(cable.context.clone(), stream, subject, receiver));
    }

    pub(super) fn watch(
        &self,
        cable: &Arc<Cable>,
        subject: &str,
    ) -> watch::Receiver<Option<Latest>> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let watched = watched.get_or_insert_with(|| watch_all(cable));
        let mut all = watched.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.entry(subject.to_owned());
        known.or_insert_with(|| watch::channel(None).0).subscribe()
    }
}

fn watch_all(cable: &Arc<Cable>) -> Arc<Mutex<Watched>> {
    let watched: Arc<Mutex<Watched>> = Arc::default();
    let (prefix, kept) = (cable.options.public_prefix(), Arc::downgrade(&watched));
    let mut incoming = read(cable, cable.options.public_stream(), From::Latest);
    cable.spawn(async move {
        while let Some(raw) = incoming.recv().await {
            let Some(watched) = kept.upgrade() else {
                return;
            };
            let Some(subject) = raw.subject.strip_prefix(&prefix) else {
                continue;
            };
            let stamp = NetStamp {
                sequence: raw.sequence,
                stamp_ms: raw.stamp_ms,
                came: Instant::now(),
            };
            let mut all = watched.lock().unwrap_or_else(PoisonError::into_inner);
            hear(&mut all, subject, (stamp, raw.message));
        }
    });
    watched
}

/// Keeps what came under a subject, if it is news and there is room.
fn hear(all: &mut Watched, subject: &str, came: Latest) {
    if all.len() >= KEPT_MAX && !all.contains_key(subject) {
        return;
    }
    let known = all.entry(subject.to_owned());
    let sender = known.or_insert_with(|| watch::channel(None).0);
    // After a new beginning the same comes again.
    sender.send_if_modified(|latest| {
        let before = latest.as_ref().map(|(at, _)| at.sequence);
        let news = before.is_none_or(|before| before < came.0.sequence);
        if news {
            *latest = Some(came);
        }
        news
    });
}

/// Puts what there is under one subject, one after the other.
async fn keep(
    context: Context,
    stream: String,
    subject: String,
    mut receiver: watch::Receiver<Bytes>,
) {
    // What stands there. An earlier message that was held up on its way never comes after a later
    // one: the servers refuse it.
    let mut last = None;
    loop {
        let bytes = receiver.borrow_and_update().clone();
        let mut message = PublishMessage::build().payload(bytes);
        if let Some(last) = last {
            message = message.expected_last_subject_sequence(last);
        }
        let sent = match context.send_publish(subject.clone(), message).await {
            Ok(ack) => ack.await,
            Err(error) => Err(error),
        };
        let failed = match sent {
            Ok(ack) => {
                last = Some(ack.sequence);
                false
            }
            Err(error) => {
                if error.kind() == PublishErrorKind::WrongLastSequence {
                    last = standing(&context, &stream, &subject).await.or(last);
                }
                true
            }
        };
        let changed = match failed {
            false => receiver.changed().await,
            true => tokio::time::timeout(AGAIN, receiver.changed())
                .await
                .unwrap_or(Ok(())),
        };
        if changed.is_err() {
            return;
        }
    }
}

/// The sequence of what stands under a subject, if we may know it.
pub(super) async fn standing(context: &Context, stream: &str, subject: &str) -> Option<u64> {
    let stream = context.get_stream_no_info(stream).await.ok()?;
    let found = stream.get_last_raw_message_by_subject(subject).await;
    found.ok().map(|message| message.sequence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latest(sequence: u64) -> Latest {
        let stamp = NetStamp {
            sequence,
            stamp_ms: 0,
            came: Instant::now(),
        };
        (stamp, Bytes::from(sequence.to_string()))
    }

    #[test]
    fn whoever_fills_the_servers_with_subjects_takes_no_more_room_than_for_sixty_four() {
        let mut all = Watched::default();
        for number in 0..1_000 {
            hear(&mut all, &format!("stranger-{number}"), latest(number));
        }
        assert_eq!(all.len(), KEPT_MAX);
        // What is watched is kept all the same, and the latest of it.
        let watched = all.entry("state".to_owned());
        let told = watched
            .or_insert_with(|| watch::channel(None).0)
            .subscribe();
        for sequence in [1_001, 1_003, 1_002] {
            hear(&mut all, "state", latest(sequence));
        }
        let sequence = told.borrow().as_ref().map(|(stamp, _)| stamp.sequence);
        assert_eq!(sequence, Some(1_003));
    }
}
