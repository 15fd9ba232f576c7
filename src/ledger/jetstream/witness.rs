//! A second reading of the log, from the store of another server: for its digests alone. It folds
//! nothing and holds nothing, so that it costs no memory however long the log is.
//!
//! A bit that flips in one server's store is handed out by that server as if nothing were: what two
//! servers hand out alike was stored so.

use super::reader::{From, Raw, ask, handed_out};
use super::signed::body;
use super::{CONTEXT, Cable};
use crate::ledger::{Head, Position};
use async_nats::jetstream::Context;
use async_nats::jetstream::consumer::PullConsumer;
use futures_util::StreamExt;
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// Links that are kept: nobody asks for one that is further behind.
const RECENT_MAX: usize = 16_384;

/// How often servers are asked before it is accepted that no other one hands the log out: each time
/// they choose one of themselves.
const TRIES_MAX: usize = 12;

/// The pause before they are asked again.
const AGAIN: Duration = Duration::from_secs(1);

/// What another server says of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witnessed {
    /// It has not come so far.
    Waits,
    /// Enough servers hold the same.
    Same,
    /// At least one holds another log. That the others hold the same is looked for.
    Differs,
}

/// Somebody else who reads the log.
pub struct Witness {
    pass: Arc<Mutex<WitnessPass>>,
    /// Reads until it is dropped.
    _cable: Arc<Cable>,
}

/// A reading of the log from its beginning, from one server's store.
#[derive(Default)]
struct WitnessPass {
    /// Another number for another reading.
    number: u64,
    server: Option<String>,
    head: Head,
    recent: VecDeque<Head>,
    /// The position that was asked about last, and the servers that hold the same up to it.
    asked: Position,
    same: BTreeSet<String>,
    /// Servers that hold something else.
    differ: BTreeSet<String>,
}

impl WitnessPass {
    fn begin(&mut self, server: Option<String>) {
        self.number += 1;
        (self.server, self.head) = (server, Head::default());
        self.recent.clear();
    }

    fn take(&mut self, head: Head) {
        self.head = head;
        self.recent.truncate(RECENT_MAX - 1);
        self.recent.push_front(head);
    }

    /// The link at a position behind the beginning, as far as it is kept.
    fn at(&self, position: Position) -> Option<Head> {
        let behind = self.head.revision.checked_sub(position)?;
        self.recent.get(usize::try_from(behind).ok()?).copied()
    }

    /// This server's log is another one.
    fn accuse(&mut self) {
        if let Some(server) = self.server.clone()
            && self.differ.insert(server.clone())
        {
            tracing::error!(
                "the NATS server {server} hands out another log than this hall has read: look at \
                its disk and memory, and compare with the other servers"
            );
        }
        self.begin(None);
    }

    fn judge(&mut self, at: Head) -> Witnessed {
        if self.asked != at.revision {
            self.asked = at.revision;
            self.same.clear();
        }
        match (self.at(at.revision), self.server.clone()) {
            (Some(there), Some(_)) if there.link != at.link => self.accuse(),
            (Some(_), Some(server)) => drop(self.same.insert(server)),
            // It is far beyond: what was there is not known any more.
            (None, Some(_)) if self.head.revision > at.revision => self.begin(None),
            _ => {}
        }
        // Once one differs, both of the others have to hold the same.
        let enough = if self.differ.is_empty() { 1 } else { 2 };
        let known = self.server.as_ref();
        if self.same.len() >= enough {
            return Witnessed::Same;
        }
        if known.is_some_and(|server| self.same.contains(server)) {
            self.begin(None);
        }
        match self.differ.is_empty() {
            true => Witnessed::Waits,
            false => Witnessed::Differs,
        }
    }

    /// Whether this server may be the one: not whom the first reading reads from, while nothing
    /// differs, and nobody who has been heard.
    fn may_ask(&self, server: &str, first: Option<&str>) -> bool {
        match self.differ.is_empty() {
            true => first != Some(server),
            false => !self.same.contains(server) && !self.differ.contains(server),
        }
    }
}

impl Witness {
    /// `first`: the server from whose store the other reading comes.
    pub(super) fn of(cable: Arc<Cable>, first: Arc<Mutex<Option<String>>>) -> Self {
        let pass: Arc<Mutex<WitnessPass>> = Arc::default();
        let reading = WitnessReader {
            context: cable.context.clone(),
            stream: cable.options.votes_stream(),
            prefix: cable.options.votes_prefix(),
            first,
            pass: pass.clone(),
            cable: Arc::downgrade(&cable),
        };
        cable.spawn(reading.run());
        Witness {
            pass,
            _cable: cable,
        }
    }

    /// What another server has at this position.
    pub fn says(&self, at: Head) -> Witnessed {
        locked(&self.pass).judge(at)
    }

    /// The servers that hold another log, by name.
    pub fn differing(&self) -> Vec<String> {
        locked(&self.pass).differ.iter().cloned().collect()
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
    first: Arc<Mutex<Option<String>>>,
    pass: Arc<Mutex<WitnessPass>>,
    cable: Weak<Cable>,
}

impl WitnessReader {
    async fn run(self) {
        loop {
            match self.another().await {
                Ok(Some(consumer)) => {
                    let number = locked(&self.pass).number;
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
                let pass = locked(&self.pass);
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
                    locked(&self.pass).begin(Some(leader));
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
        let first = locked(&self.first).clone();
        locked(&self.pass).may_ask(server, first.as_deref())
    }

    /// Reads on until something fails, or another server has to be asked.
    async fn read(&self, consumer: PullConsumer, number: u64) -> Result<(), async_nats::Error> {
        let mut messages = handed_out(consumer).await?;
        loop {
            let next = tokio::time::timeout(AGAIN, messages.next()).await;
            let server = {
                let pass = locked(&self.pass);
                pass.server.clone().filter(|_| pass.number == number)
            };
            // Heard already, it reads on: the next position comes.
            let first = locked(&self.first).clone();
            let Some(server) = server else {
                return Ok(());
            };
            if first.as_ref() == Some(&server) && locked(&self.pass).differ.is_empty() {
                return Ok(());
            }
            let Ok(next) = next else {
                continue;
            };
            let Some(message) = next.transpose()? else {
                return Ok(());
            };
            let raw = Raw::of(&message)?;
            let mut pass = locked(&self.pass);
            if pass.number != number {
                return Ok(());
            }
            if raw.sequence > pass.head.revision + 1 {
                // It has lost some.
                pass.accuse();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads as many messages from a server whose store holds the others' log, or another.
    fn read(pass: &mut WitnessPass, server: &str, good: bool) -> Head {
        pass.begin(Some(server.to_owned()));
        for number in 0..5 {
            let text = if good || number != 2 { "text" } else { "tixt" };
            let head = pass.head.next(CONTEXT, text);
            pass.take(head);
        }
        pass.head
    }

    #[test]
    fn another_server_that_holds_the_same_is_enough() {
        let mut pass = WitnessPass::default();
        let hall = read(&mut WitnessPass::default(), "n0", true);
        assert_eq!(pass.judge(hall), Witnessed::Waits);
        assert!(!pass.may_ask("n0", Some("n0")) && pass.may_ask("n1", Some("n0")));
        read(&mut pass, "n1", true);
        assert_eq!(pass.judge(hall), Witnessed::Same);
        assert_eq!(pass.judge(hall), Witnessed::Same);
    }

    #[test]
    fn a_server_whose_store_differs_is_named_and_the_two_others_decide() {
        let mut pass = WitnessPass::default();
        let hall = read(&mut WitnessPass::default(), "n0", true);
        read(&mut pass, "n1", false);
        assert_eq!(pass.judge(hall), Witnessed::Differs);
        assert!(!pass.may_ask("n1", Some("n0")) && pass.may_ask("n0", Some("n0")));
        read(&mut pass, "n2", true);
        assert_eq!(pass.judge(hall), Witnessed::Differs, "one more is asked");
        read(&mut pass, "n0", true);
        assert_eq!(pass.judge(hall), Witnessed::Same);
        assert!(pass.differ.contains("n1"));
    }

    #[test]
    fn a_hall_that_has_read_from_the_bad_one_is_never_right_by_reading_it_again() {
        let mut pass = WitnessPass::default();
        let hall = read(&mut WitnessPass::default(), "n0", false);
        read(&mut pass, "n1", true);
        assert_eq!(pass.judge(hall), Witnessed::Differs);
        read(&mut pass, "n0", false);
        assert_eq!(pass.judge(hall), Witnessed::Differs);
        read(&mut pass, "n2", true);
        assert_eq!(pass.judge(hall), Witnessed::Differs);
        assert!(["n0", "n1", "n2"].iter().all(|n| !pass.may_ask(n, None)));
    }

    #[test]
    fn what_was_passed_long_ago_is_read_again() {
        let mut pass = WitnessPass::default();
        pass.begin(Some("n1".to_owned()));
        let early = pass.head.next(CONTEXT, "first");
        (0..=RECENT_MAX).for_each(|_| {
            let head = pass.head.next(CONTEXT, "first");
            pass.take(head);
        });
        assert_eq!(pass.recent.len(), RECENT_MAX);
        assert_eq!(pass.judge(early), Witnessed::Waits);
        assert_eq!((pass.server.clone(), pass.head), (None, Head::default()));
    }
}
