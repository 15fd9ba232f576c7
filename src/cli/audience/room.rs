//! What a node's guests are shown: what the hall has said last, and nothing beyond its deadline.

use crate::clock::{Clock, HallClock};
use crate::hall::Hall;
use crate::integration::net::news::{self, NetNews};
use crate::ledger::jetstream::{Latest, Net};
use crate::net::key::NodeKey;
use crate::phones::Phones;
use crate::show::event::At;
use crate::view::audience::Bulletin;
use crate::voter::Voters;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Nobody is told of a deadline later than so, where the hall does not speak.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What changes when the hall speaks.
pub(super) struct NodeRoom {
    pub(super) told: watch::Sender<Arc<Hall>>,
    pub(super) phones: Arc<Phones>,
    pub(super) clock: Arc<HallClock>,
    pub(super) voters: Arc<Voters>,
}

impl NodeRoom {
    /// Shows what the hall says, for ever. A line that is cut changes nothing but that a deadline
    /// passes.
    pub(super) async fn follow(self, net: Arc<Net>, key: NodeKey) {
        let mut state = net.watch(news::SUBJECT);
        let mut tickets = TicketParts::default();
        let (mut counter, mut bulletin) = (0, None);
        loop {
            let heard = tokio::time::timeout(LOOK_EVERY, state.changed()).await;
            if matches!(heard, Ok(Err(_))) {
                return;
            }
            let latest = state.borrow_and_update().clone();
            if heard.is_ok()
                && let Some((number, stamp_ms, news)) = read(latest, &key)
                && number > counter
            {
                counter = number;
                let epoch = news.bulletin.now.epoch;
                self.clock.hear(epoch, news.at, stamp_ms);
                tickets.watch(&net, news.tickets);
                bulletin = Some(news.bulletin);
            }
            if let Some(hashes) = tickets.renewed(&key) {
                self.voters.take_tickets(hashes);
            }
            if let Some(bulletin) = &bulletin {
                let sure = self.clock.is_sure();
                let now = if sure {
                    self.clock.now()
                } else {
                    At::default()
                };
                self.show(bulletin.at(now));
            }
        }
    }

    fn show(&self, bulletin: Bulletin) {
        let before = self.told.borrow().clone();
        if before.bulletin == bulletin {
            return;
        }
        let hall = Arc::new(Hall::of(bulletin, Some(&before)));
        self.told.send_replace(hall.clone());
        self.phones.tell(&hall.frame);
    }
}

fn read(latest: Option<Latest>, key: &NodeKey) -> Option<(u64, i64, NetNews)> {
    let (stamp, bytes) = latest?;
    let (counter, news) = NetNews::read(&bytes, &key.evening, &key.hall)?;
    Some((counter, stamp.stamp_ms, news))
}

/// The tickets that were printed, in as many parts as the hall has said.
#[derive(Default)]
struct TicketParts(Vec<watch::Receiver<Option<Latest>>>);

impl TicketParts {
    fn watch(&mut self, net: &Net, parts: usize) {
        for part in self.0.len()..parts {
            let mut receiver = net.watch(&news::tickets_subject(part));
            receiver.mark_changed();
            self.0.push(receiver);
        }
    }

    /// All of them, if any part is another than before.
    fn renewed(&mut self, key: &NodeKey) -> Option<HashSet<String>> {
        let changed = |part: &watch::Receiver<_>| part.has_changed().unwrap_or(false);
        if !self.0.iter().any(changed) {
            return None;
        }
        let parts = self.0.iter_mut().enumerate();
        let read = parts.filter_map(|(number, part)| {
            let (_, bytes) = part.borrow_and_update().clone()?;
            news::tickets(&bytes, &key.evening, &key.hall, number)
        });
        Some(read.flatten().collect())
    }
}
