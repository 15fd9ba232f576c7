//! What a node's guests are shown: what the hall has said last, and nothing beyond its deadline.

use crate::clock::{Clock, HallClock};
use crate::hall::Hall;
use crate::integration::net::news::{self, NetNews};
use crate::ledger::jetstream::signed::Bytes32;
use crate::ledger::jetstream::{Latest, Net};
use crate::net::key::NodeKey;
use crate::net::nodebox::{NodeBox, NodeLack};
use crate::phones::Phones;
use crate::view::audience::Bulletin;
use crate::voter::Voters;
use bytes::Bytes;
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
    pub(super) votes: Arc<NodeBox>,
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
            if self.votes.lack() == Some(NodeLack::Stopped) {
                self.phones.dismiss();
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
            if let Some(hashes) = tickets.renewed(&key.evening, &key.hall) {
                self.voters.take_tickets(hashes);
            }
            let fresh = self.told.borrow().bulletin.playbill.is_awaited();
            if let Some(bulletin) = bulletin.as_ref().and_then(|b| shown(b, &self.clock, fresh)) {
                self.show(bulletin);
                if tickets.are_whole() {
                    self.votes.set_unheard(false);
                }
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

/// What is shown of it now. A node that has just begun does not know how old the hall's last word
/// is: it shows no ballot as open before it is sure of the time. One that has shown it goes on.
fn shown(bulletin: &Bulletin, clock: &HallClock, fresh: bool) -> Option<Bulletin> {
    let current = bulletin.current.as_ref();
    let open = current.is_some_and(|current| current.closes_at.is_some());
    match clock.is_sure() {
        true => Some(bulletin.at(clock.now())),
        false => (!fresh || !open).then(|| bulletin.clone()),
    }
}

fn read(latest: Option<Latest>, key: &NodeKey) -> Option<(u64, i64, NetNews)> {
    let (stamp, bytes) = latest?;
    let (counter, news) = NetNews::read(&bytes, &key.evening, &key.hall)?;
    Some((counter, stamp.stamp_ms, news))
}

/// The tickets that were printed, in as many parts as the hall has said.
#[derive(Default)]
struct TicketParts(Vec<TicketPart>);

/// One of them.
struct TicketPart {
    stands: watch::Receiver<Option<Latest>>,
    /// The last that stood there and that the hall has signed.
    good: Option<Bytes>,
}

impl TicketParts {
    fn watch(&mut self, net: &Net, parts: usize) {
        for part in self.0.len()..parts {
            self.0
                .push(TicketPart::of(net.watch(&news::tickets_subject(part))));
        }
    }

    fn are_whole(&self) -> bool {
        self.0.iter().all(|part| part.good.is_some())
    }

    /// All of them, if any part is another than before and none is missing. What the hall has not
    /// signed takes no ticket away.
    fn renewed(&mut self, evening: &str, hall: &Bytes32) -> Option<HashSet<String>> {
        let read = |bytes: &Bytes, number| news::tickets(bytes, evening, hall, number);
        let mut renewed = false;
        for (number, part) in self.0.iter_mut().enumerate() {
            renewed |= part.hear(|bytes| read(bytes, number).is_some());
        }
        if !renewed {
            return None;
        }
        let parts = self.0.iter().enumerate();
        let parts = parts.map(|(number, part)| read(part.good.as_ref()?, number));
        let parts: Option<Vec<_>> = parts.collect();
        Some(parts?.into_iter().flatten().collect())
    }
}

impl TicketPart {
    fn of(mut stands: watch::Receiver<Option<Latest>>) -> Self {
        stands.mark_changed();
        TicketPart { stands, good: None }
    }

    /// Whether something else stands there that is good.
    fn hear(&mut self, is_good: impl Fn(&Bytes) -> bool) -> bool {
        if !self.stands.has_changed().unwrap_or(false) {
            return false;
        }
        let stands = self.stands.borrow_and_update().clone();
        let bytes = stands.map(|(_, bytes)| bytes);
        let other = bytes.filter(|bytes| self.good.as_ref() != Some(bytes) && is_good(bytes));
        let renewed = other.is_some();
        self.good = other.or(self.good.take());
        renewed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;
    use crate::ledger::jetstream::NetStamp;
    use crate::net::key::public_signer;
    use crate::show::event::{At, By, Event};
    use crate::view::audience::PhonePhase;
    use crate::view::sample::{EIGHT, SampleEvening, show};
    use std::time::Instant;

    fn latest(sequence: u64, message: &str) -> Option<Latest> {
        let stamp = NetStamp {
            sequence,
            stamp_ms: 0,
            came: Instant::now(),
        };
        Some((stamp, Bytes::from(message.to_owned())))
    }

    #[test]
    fn a_node_that_has_just_begun_shows_no_ballot_as_open_before_it_is_sure_of_the_time() {
        let mut show = show();
        show.ballots[0].reach = crate::show::programme::Reach::Both;
        let evening = SampleEvening::of(show);
        let before = Bulletin::of(&evening.state, 1, false);
        let opened = evening.then(
            By::Mc,
            Event::BallotOpened {
                ballot: "hall".into(),
                closes_at: At(EIGHT + 90_000),
            },
        );
        let open = Bulletin::of(&opened.state, 1, false);
        let clock = HallClock::unheard();
        clock.hear(1, At(EIGHT), 0);
        assert_eq!(shown(&open, &clock, true), None);
        assert_eq!(shown(&before, &clock, true), Some(before.clone()));
        // The hall began anew: whoever is voting goes on.
        assert_eq!(shown(&open, &clock, false), Some(open.clone()));
        clock.hear(1, At(EIGHT + 1), 0);
        assert_eq!(shown(&open, &clock, true), Some(open.clone()));
        clock.hear(2, At(EIGHT + 90_000), 0);
        clock.hear(2, At(EIGHT + 90_001), 0);
        let over = shown(&open, &clock, true).expect("it is sure");
        let phase = over.current.map(|current| current.phase);
        assert_eq!(phase, Some(PhonePhase::Closing));
    }

    #[test]
    fn what_somebody_else_puts_where_the_tickets_are_takes_none_away() {
        let keys = Keys::random().expect("keys");
        let signer = public_signer(&keys, "evening").expect("a key");
        let hash = |n: usize| format!("{n:064x}");
        let message = |part: usize, hashes: &[usize]| {
            let hashes: Vec<String> = hashes.iter().copied().map(hash).collect();
            signer.message(1, &format!("tickets {part}\n{}", hashes.join("\n")))
        };
        let (first, stands) = watch::channel(latest(1, &message(0, &[1])));
        let (second, after) = watch::channel(None);
        let mut parts = TicketParts(vec![TicketPart::of(stands), TicketPart::of(after)]);
        let mut renewed = || parts.renewed("evening", &signer.public());
        assert!(renewed().is_none(), "a part is missing");
        second.send_replace(latest(2, &message(1, &[2])));
        assert_eq!(renewed(), Some(HashSet::from([hash(1), hash(2)])));
        first.send_replace(latest(3, "rubbish"));
        assert!(renewed().is_none());
        first.send_replace(latest(4, &message(0, &[1])));
        assert!(renewed().is_none(), "the same is no news");
        first.send_replace(latest(5, "rubbish"));
        second.send_replace(latest(6, &message(1, &[2, 3])));
        let all = HashSet::from([hash(1), hash(2), hash(3)]);
        assert_eq!(renewed(), Some(all));
    }
}
