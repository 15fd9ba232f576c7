//! A second reading of the log, from the store of another server: for its digests alone. It folds
//! nothing and holds nothing, so that it costs no memory however long the log is.
//!
//! A bit that flips in one server's store is handed out by that server as if nothing were: what two
//! servers hand out alike was stored so.

mod pass;

pub use pass::Witnessed;

use super::reader::{From, HallStore, Raw, ask, handed_out};
use super::signed::body;
use super::{CONTEXT, Cable};
use crate::ledger::Head;
use async_nats::jetstream::Context;
use async_nats::jetstream::consumer::PullConsumer;
use futures_util::StreamExt;
use pass::WitnessPass;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// How often servers are asked before it is accepted that no other one hands the log out: each time
/// they choose one of themselves.
const TRIES_MAX: usize = 12;

/// The pause before they are asked again.
const AGAIN: Duration = Duration::from_secs(1);

/// Somebody else who reads the log.
pub struct Witness {
    pass: SharedPass,
    /// Reads until it is dropped.
    _cable: Arc<Cable>,
}

impl Witness {
    /// `hall`: where the other reading comes from.
    pub(super) fn of(cable: Arc<Cable>, hall: Arc<Mutex<HallStore>>) -> Self {
        let pass = SharedPass {
            pass: Arc::default(),
            hall,
        };
        let reading = WitnessReader {
            context: cable.context.clone(),
            stream: cable.options.votes_stream(),
            prefix: cable.options.votes_prefix(),
            pass: pass.clone(),
            cable: Arc::downgrade(&cable),
        };
        cable.spawn(reading.run());
        Witness {
            pass,
            _cable: cable,
        }
    }

    /// What other servers have at this position.
    pub fn says(&self, at: Head) -> Witnessed {
        self.pass.lock().judge(at)
    }

    /// How many servers hold the same up to the position that was asked about last.
    pub fn readers(&self) -> u32 {
        self.pass.lock().readers()
    }

    /// The servers that hold another log, by name.
    pub fn differing(&self) -> Vec<String> {
        self.pass.lock().differ.iter().cloned().collect()
    }
}

/// The reading, and where the hall's comes from.
#[derive(Clone)]
struct SharedPass {
    pass: Arc<Mutex<WitnessPass>>,
    hall: Arc<Mutex<HallStore>>,
}

impl SharedPass {
    /// It knows where the hall reads at this moment.
    fn lock(&self) -> MutexGuard<'_, WitnessPass> {
        let hall = locked(&self.hall).clone();
        let mut pass = locked(&self.pass);
        pass.hall = hall;
        pass
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads for as long as the connection is there.
struct WitnessReader {
    context: Context,
    stream: String,
    /// What stands before a subject of the log.
    prefix: String,
    pass: SharedPass,
    cable: Weak<Cable>,
}

impl WitnessReader {
    async fn run(self) {
        loop {
            match self.another().await {
                Ok(Some(consumer)) => {
                    let number = self.pass.lock().number;
                    if let Err(error) = self.read(consumer, number).await {
                        tracing::debug!(%error, "the second reading asks anew");
                    }
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::debug!(%error, "no second reading for now");
                    self.cable
                        .upgrade()
                        .iter()
                        .for_each(|cable| cable.try_another());
                }
            }
            tokio::time::sleep(AGAIN).await;
        }
    }

    /// Asks until a server hands the log out that may: the one that has handed it out so far, from
    /// there on, or another one from the beginning.
    async fn another(&self) -> Result<Option<PullConsumer>, async_nats::Error> {
        for attempt in 0..TRIES_MAX {
            let (server, head) = {
                let pass = self.pass.lock();
                (pass.server.clone(), pass.head)
            };
            let go_on = server.filter(|server| self.may_ask(server) && attempt < TRIES_MAX / 2);
            let from = go_on.as_ref().map_or(1, |_| head.revision + 1);
            let (consumer, leader) = ask(&self.context, &self.stream, From::Sequence(from)).await?;
            // One server alone does not say which it is, and there is no other.
            let leader = leader.unwrap_or_default();
            let fits = match &go_on {
                Some(server) => *server == leader,
                None => self.may_ask(&leader),
            };
            if fits {
                if go_on.is_none() {
                    self.pass.lock().begin(Some(leader));
                }
                return Ok(Some(consumer));
            }
            // Where we may not, the servers do it themselves after a while.
            let name = &consumer.cached_info().name;
            let stream = self.context.get_stream_no_info(&self.stream).await?;
            let _ = stream.delete_consumer(name).await;
        }
        Ok(None)
    }

    fn may_ask(&self, server: &str) -> bool {
        let pass = self.pass.lock();
        pass.may_ask(server, pass.hall.server.as_deref())
    }

    /// Reads on until something fails, or another server has to be asked.
    async fn read(&self, consumer: PullConsumer, number: u64) -> Result<(), async_nats::Error> {
        let mut messages = handed_out(consumer).await?;
        loop {
            let next = tokio::time::timeout(AGAIN, messages.next()).await;
            let server = {
                let pass = self.pass.lock();
                pass.server.clone().filter(|_| pass.number == number)
            };
            let Some(server) = server else {
                return Ok(());
            };
            // Heard already, it reads on, for the next position; but not from the hall's store.
            if self.pass.lock().is_idle(&server) {
                return Ok(());
            }
            let Ok(next) = next else {
                continue;
            };
            let Some(message) = next.transpose()? else {
                return Ok(());
            };
            let raw = Raw::of(&message)?;
            let mut pass = self.pass.lock();
            if pass.number != number {
                return Ok(());
            }
            if raw.sequence > pass.head.revision + 1 {
                let line = self.cable.upgrade().map(|cable| cable.line().since);
                line.iter().for_each(|line| pass.missing(*line));
                return Ok(());
            }
            if raw.sequence == pass.head.revision + 1 {
                let head = pass.head.next(CONTEXT, &self.body(&raw));
                pass.take(head);
            }
        }
    }

    fn body(&self, raw: &Raw) -> String {
        let subject = raw.subject.strip_prefix(&self.prefix);
        body(raw.stamp_ms, subject.unwrap_or(&raw.subject), &raw.message)
    }
}
