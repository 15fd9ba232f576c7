//! The log as a ledger: each record is a message, with what the servers have added to it.
//!
//! What is written is in the ledger once it was read back in the order of all. Until then the same
//! bytes are sent again under the same id; stored twice they count once.

mod append;

use super::reader::{From, Raw, read};
use super::signed::{Bytes32, HALL, Logged, Signed, Signer, body, subject_of};
use super::{CONTEXT, Cable, NetError};
use crate::ledger::damage::Damage;
use crate::ledger::{AppendError, Each, Head, Health, Ledger, Linked, Position};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc::Receiver;

/// The pause before the servers are asked again where the log ends.
const ASK_AGAIN: Duration = Duration::from_millis(300);

/// How long servers may be silent for somebody at a terminal: an election takes nine seconds.
const QUIET_MAX: Duration = Duration::from_secs(20);

/// Messages that are taken in at once.
const STEP_MAX: usize = 256;

/// How often messages that are missing are asked for again before they are said to be lost.
const GAPS_MAX: u32 = 3;

/// What people call a record of this ledger.
const NOUN: &str = "message";

/// A log that several write to, as one of them or as a reader.
pub struct JetStreamLedger {
    cable: Arc<Cable>,
    /// The key that the log has to name in its first message.
    hall: Bytes32,
    signer: Option<Signer>,
    /// Everything that was read; the servers may be out of reach.
    copy: Option<Box<dyn Ledger>>,
    head: Head,
    /// The body of the last record that the copy holds: the log has to hold the same there.
    last: Option<String>,
    incoming: Option<Receiver<Raw>>,
    gaps: u32,
    /// The highest counter that we have used.
    counter: u64,
    /// The highest counter of our lane in the log.
    logged_counter: u64,
    /// The last sequence under our lane's subject; 0 before the first.
    subject_sequence: u64,
}

impl JetStreamLedger {
    pub(super) fn of(
        cable: Arc<Cable>,
        hall: Bytes32,
        signer: Option<Signer>,
        copy: Option<Box<dyn Ledger>>,
    ) -> Self {
        JetStreamLedger {
            cable,
            hall,
            signer,
            copy,
            head: Head::default(),
            last: None,
            incoming: None,
            gaps: 0,
            counter: 0,
            logged_counter: 0,
            subject_sequence: 0,
        }
    }

    fn read_from(&mut self, sequence: u64) {
        let stream = self.cable.options.votes_stream();
        self.incoming = Some(read(&self.cable, stream, From::Sequence(sequence)));
    }

    /// Takes messages in, in their order, and tells whether `awaited` is among them.
    fn take(
        &mut self,
        raws: Vec<Raw>,
        awaited: Option<&str>,
        each: Each<'_>,
    ) -> Result<bool, Damage> {
        let prefix = self.cable.options.votes_prefix();
        let (mut head, mut bodies, mut taken) = (self.head, Vec::new(), Vec::new());
        for raw in raws {
            let subject = raw.subject.strip_prefix(&prefix).unwrap_or(&raw.subject);
            let body = body(raw.stamp_ms, subject, &raw.message);
            if raw.sequence <= head.revision {
                self.compare(raw.sequence, &body)?;
                continue;
            }
            if raw.sequence > head.revision + 1 {
                self.missing(head.revision + 1)?;
                break;
            }
            if raw.sequence == 1 {
                self.check_first(&body)?;
            }
            head = head.next(CONTEXT, &body);
            taken.push((head, raw.stamp_ms));
            bodies.push(body);
        }
        if bodies.is_empty() {
            return Ok(false);
        }
        self.gaps = 0;
        if let Some(copy) = &mut self.copy {
            let kept = copy.append(self.head, &bodies, &mut |_, _| Ok(()));
            kept.map_err(|error| Damage::File(error.to_string()))?;
        }
        let mut found = false;
        for ((head, stamp_ms), body) in taken.into_iter().zip(&bodies) {
            found |= self.note(head, body, awaited);
            self.head = head;
            each(head, body).map_err(Damage::File)?;
            self.cable.lag.note(stamp_ms);
        }
        Ok(found)
    }

    /// The log begins as the one that we know: else it is another evening's, or somebody else's.
    fn check_first(&self, body: &str) -> Result<(), Damage> {
        let evening = &self.cable.options.evening;
        let expected = format!("evening {evening} {}", self.hall);
        let first = Logged::read(body).and_then(|logged| Signed::read(logged.message));
        let ours = first.is_some_and(|signed| {
            signed.text.lines().next() == Some(&expected) && signed.is_of(evening, &self.hall)
        });
        match ours {
            true => Ok(()),
            false => Err(Damage::Foreign(
                "the log on these servers was begun under another hall's key. Nothing of it is \
                counted. Give the key file, or the folder, that this log was prepared with"
                    .to_owned(),
            )),
        }
    }

    /// The last record of the copy stands in the log as well.
    fn compare(&mut self, sequence: u64, body: &str) -> Result<(), Damage> {
        if sequence != self.head.revision {
            return Ok(());
        }
        if self.last.as_deref().is_none_or(|last| last == body) {
            self.last = None;
            return Ok(());
        }
        // Whoever reads on meets it again: the copy never goes on with another's records.
        self.read_from(sequence);
        Err(Damage::Record {
            noun: NOUN,
            number: sequence,
            what: "the servers hold another one than this folder".to_owned(),
        })
    }

    /// Messages are missing: they are asked for again, through another server perhaps.
    fn missing(&mut self, first: u64) -> Result<(), Damage> {
        self.gaps += 1;
        if self.gaps > GAPS_MAX {
            return Err(Damage::Record {
                noun: NOUN,
                number: first,
                what: "the servers do not hand it out".to_owned(),
            });
        }
        self.read_from(first);
        Ok(())
    }

    /// Remembers what concerns our lane. Only what we have signed tells our counter.
    fn note(&mut self, head: Head, body: &str, awaited: Option<&str>) -> bool {
        let Some(signer) = &self.signer else {
            return false;
        };
        let Some(logged) = Logged::read(body) else {
            return false;
        };
        if logged.subject != subject_of(signer.lane()) {
            return false;
        }
        self.subject_sequence = head.revision;
        if let Some(signed) = Signed::read(logged.message)
            && signed.lane == signer.lane()
            && signed.counter > self.logged_counter
            && signed.is_of(signer.evening(), &signer.public())
        {
            self.logged_counter = signed.counter;
        }
        awaited == Some(logged.message)
    }

    /// What has come and was not taken yet, behind this message; nothing behind the one that is
    /// awaited, whose answers are its writer's.
    fn with_waiting(&mut self, first: Option<Raw>, awaited: Option<&str>) -> Vec<Raw> {
        let mut raws: Vec<Raw> = first.into_iter().collect();
        let is_awaited = |raw: &Raw| awaited.is_some_and(|message| raw.message == message);
        if let Some(incoming) = &mut self.incoming {
            while raws.len() < STEP_MAX
                && !raws.last().is_some_and(is_awaited)
                && let Ok(raw) = incoming.try_recv()
            {
                raws.push(raw);
            }
        }
        raws
    }

    /// Waits for the servers: a node as long as it takes, because it may come up before them;
    /// somebody at a terminal not longer than a quorum takes to come back.
    fn patiently<T>(&self, future: impl Future<Output = T>) -> Result<T, Damage> {
        let is_node = |signer: &Signer| signer.lane() != HALL;
        let for_ever = self.signer.as_ref().is_some_and(is_node);
        let waited = self.cable.wait(async {
            match for_ever {
                true => Some(future.await),
                false => tokio::time::timeout(QUIET_MAX, future).await.ok(),
            }
        });
        waited
            .flatten()
            .ok_or_else(|| Damage::Gone(NetError::Quorum.to_string()))
    }

    /// The last sequence that the servers know.
    fn end(&self) -> Result<u64, Damage> {
        let stream = self.cable.options.votes_stream();
        let context = self.cable.context.clone();
        self.patiently(async {
            loop {
                if let Ok(stream) = context.get_stream(&stream).await {
                    return stream.cached_info().state.last_sequence;
                }
                tokio::time::sleep(ASK_AGAIN).await;
            }
        })
    }
}

impl Ledger for JetStreamLedger {
    /// With a copy the servers may be out of reach: what is new is followed. Without one this waits
    /// for them, and for all that they hold.
    fn open(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        (self.head, self.last, self.gaps) = (Head::default(), None, 0);
        if let Some(mut copy) = self.copy.take() {
            let opened = copy.open(&mut |head, body| {
                if head.revision == 1 {
                    self.check_first(body)
                        .map_err(|damage| damage.to_string())?;
                }
                self.note(head, body, None);
                self.last = Some(body.to_owned());
                each(head, body)
            });
            self.copy = Some(copy);
            self.head = opened?;
        }
        if self.head.revision > 0 {
            // Nobody knows any more from whose store the copy came.
            let store = self.cable.store.lock();
            store.unwrap_or_else(PoisonError::into_inner).mixed = true;
        }
        // Once more the last one that we have: the log has to hold the same.
        self.read_from(self.head.revision.max(1));
        if self.copy.is_some() {
            return Ok(self.head);
        }
        let end = self.end()?;
        while self.head.revision < end {
            let Some(mut incoming) = self.incoming.take() else {
                break;
            };
            let next = self.patiently(incoming.recv());
            self.incoming = Some(incoming);
            let next = next?;
            let raws = self.with_waiting(next, None);
            self.take(raws, None, each)?;
        }
        Ok(self.head)
    }

    /// Where the ledger ends is known here better than by whoever appends: an append that was not
    /// confirmed has handed over what came meanwhile.
    fn append(&mut self, _: Head, bodies: &[String], each: Each<'_>) -> Result<Head, AppendError> {
        for body in bodies {
            self.write(body, each)?;
        }
        Ok(self.head)
    }

    fn follow(&mut self, each: Each<'_>) -> Result<Head, Damage> {
        loop {
            let raws = self.with_waiting(None, None);
            let more = raws.len() == STEP_MAX;
            self.take(raws, None, each)?;
            if !more {
                return Ok(self.head);
            }
        }
    }

    fn page(&mut self, after: Position, bytes_max: usize) -> Result<Vec<Linked>, Damage> {
        match &mut self.copy {
            Some(copy) => copy.page(after, bytes_max),
            None => Err(Damage::Gone(
                "the log is on the servers; the hall holds the copy of it that is exported"
                    .to_owned(),
            )),
        }
    }

    /// Nothing on the servers is ever put away: another evening has streams of its own.
    fn archive(&mut self, _: &str, _: &[String]) -> Result<Head, AppendError> {
        Err(AppendError::NotStored(
            "a new evening of the log is begun with: palmares net prepare --new-evening".to_owned(),
        ))
    }

    fn health(&self) -> Arc<Health> {
        let copy = self.copy.as_ref();
        copy.map_or_else(Arc::default, |copy| copy.health())
    }

    fn is_shared(&self) -> bool {
        true
    }
}
