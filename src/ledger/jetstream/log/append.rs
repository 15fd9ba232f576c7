//! Writing one message, and waiting for it in the order of all.

use super::{JetStreamLedger, Raw};
use crate::ledger::jetstream::ANOTHER_AFTER;
use crate::ledger::jetstream::signed::{HALL, subject_of};
use crate::ledger::{AppendError, Each};
use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// How long an append is tried. Whoever waits hears then that it is not confirmed, and asks again.
const APPEND_MAX: Duration = Duration::from_secs(8);

/// The pause before the same bytes are sent again.
const SEND_AGAIN: Duration = Duration::from_secs(2);

/// The pause before a mark is sent again that somebody was faster than.
const MOVED_AGAIN: Duration = Duration::from_millis(200);

/// What came in while an append waits.
enum News {
    Message(Option<Raw>),
    Acknowledged(Acknowledged),
    Nothing,
}

/// What the servers say of a message that was sent.
enum Acknowledged {
    /// It is stored.
    Stored,
    /// Something with its id is, at this sequence.
    Duplicate(u64),
    /// Somebody else has written to the subject meanwhile.
    Moved,
    /// Nothing is known.
    Unknown,
}

/// A message on its way.
struct Outgoing {
    counter: u64,
    message: String,
    /// All of it, from `palmares.` on.
    subject: String,
    /// What the servers know it by; none where something else has taken its id.
    id: Option<String>,
    /// Only if nobody else has written under the subject: the hall's marks have one writer.
    fenced: bool,
}

impl JetStreamLedger {
    /// Waits for a message, for what the servers say, or for this long.
    fn news(&mut self, ack: &mut Option<oneshot::Receiver<Acknowledged>>, wait: Duration) -> News {
        let Some(incoming) = &mut self.incoming else {
            return News::Nothing;
        };
        let heard = async {
            match ack.as_mut() {
                Some(ack) => ack.await.unwrap_or(Acknowledged::Unknown),
                None => std::future::pending().await,
            }
        };
        let news = self.cable.wait(async {
            tokio::select! {
                biased;
                raw = incoming.recv() => News::Message(raw),
                heard = heard => News::Acknowledged(heard),
                () = tokio::time::sleep(wait) => News::Nothing,
            }
        });
        if matches!(news, Some(News::Acknowledged(_))) {
            *ack = None;
        }
        news.unwrap_or(News::Nothing)
    }

    /// Sends a message; what the servers say of it comes later.
    fn send(&self, sent: &Outgoing) -> oneshot::Receiver<Acknowledged> {
        let (sender, receiver) = oneshot::channel();
        let mut message = PublishMessage::build().payload(sent.message.clone().into());
        if let Some(id) = &sent.id {
            message = message.message_id(id);
        }
        if sent.fenced {
            message = message.expected_last_subject_sequence(self.subject_sequence);
        }
        let context = self.cable.context.clone();
        let subject = sent.subject.clone();
        self.cable.spawn(async move {
            let acknowledged = match context.send_publish(subject, message).await {
                Ok(ack) => ack.await,
                Err(error) => Err(error),
            };
            let _ = sender.send(match acknowledged {
                Ok(ack) if ack.duplicate => Acknowledged::Duplicate(ack.sequence),
                Ok(_) => Acknowledged::Stored,
                Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => {
                    Acknowledged::Moved
                }
                Err(_) => Acknowledged::Unknown,
            });
        });
        receiver
    }

    /// Signs the text with the next counter.
    fn sign(&mut self, text: &str) -> Result<Outgoing, AppendError> {
        let signer = self.signer.as_ref().ok_or_else(|| {
            AppendError::NotStored("whoever only reads the log writes nothing".to_owned())
        })?;
        self.counter = self.counter.max(self.logged_counter).saturating_add(1);
        let lane = subject_of(signer.lane());
        Ok(Outgoing {
            counter: self.counter,
            message: signer.message(self.counter, text),
            subject: format!("{}{lane}", self.cable.options.votes_prefix()),
            id: Some(format!("{}-{}", signer.lane(), self.counter)),
            fenced: signer.lane() == HALL,
        })
    }

    /// Writes one text and waits until it stands in the order of all.
    pub(super) fn write(&mut self, text: &str, each: Each<'_>) -> Result<(), AppendError> {
        let line = self.cable.line();
        if !line.up && line.since.elapsed() >= APPEND_MAX {
            return Err(AppendError::NotStored(
                "the servers are out of reach".to_owned(),
            ));
        }
        let (began, mut again) = (Instant::now(), Instant::now());
        let mut sent = self.sign(text)?;
        let (mut ack, mut doubt) = (None, None);
        while began.elapsed() < APPEND_MAX {
            if Instant::now() >= again {
                if began.elapsed() >= ANOTHER_AFTER {
                    self.cable.try_another();
                }
                ack = Some(self.send(&sent));
                again = Instant::now() + SEND_AGAIN;
            }
            let wait = again.saturating_duration_since(Instant::now());
            match self.news(&mut ack, wait) {
                News::Message(None) => self.read_from(self.head.revision + 1),
                News::Message(raw) => {
                    let raws = self.with_waiting(raw, Some(&sent.message));
                    let found = self.take(raws, Some(&sent.message), each);
                    if found.map_err(|e| AppendError::Unknown(e.to_string()))? {
                        return Ok(());
                    }
                    // Somebody else with our key has used the counter: ours would be skipped.
                    if self.logged_counter >= sent.counter {
                        sent = self.sign(text)?;
                        again = Instant::now();
                    }
                }
                News::Acknowledged(Acknowledged::Duplicate(sequence)) => doubt = Some(sequence),
                News::Acknowledged(Acknowledged::Stored) => again = began + APPEND_MAX,
                // Whoever wrote there is read first.
                News::Acknowledged(Acknowledged::Moved) => {
                    again = Instant::now() + MOVED_AGAIN;
                }
                News::Acknowledged(Acknowledged::Unknown) | News::Nothing => {}
            }
            // Something else has our id: it was read, and was not ours.
            if doubt.is_some_and(|sequence| sequence <= self.head.revision) {
                (sent.id, doubt) = (None, None);
                again = Instant::now();
            }
        }
        Err(AppendError::Unknown(
            "the servers have not confirmed it".to_owned(),
        ))
    }
}
