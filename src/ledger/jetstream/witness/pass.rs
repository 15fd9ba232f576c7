//! One reading of the log from its beginning, from one server's store, and what it says of another
//! reading's links.

use crate::ledger::jetstream::reader::HallStore;
use crate::ledger::{Head, Position};
use std::collections::{BTreeSet, VecDeque};
use std::time::Instant;

/// Links that are kept: a position is asked about shortly after it was read, as a rule.
const RECENT_MAX: usize = 16_384;

/// How often the same message may be missing, asked for again each time, before the server is said
/// to have lost it. What is on its way when a line breaks is handed out by nobody again.
const GAPS_MAX: u32 = 3;

/// What other servers say of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witnessed {
    /// It has not come so far.
    Waits,
    /// Enough servers hold the same.
    Same,
    /// At least one holds another log. That the others hold the same is looked for.
    Differs,
}

#[derive(Default)]
pub(super) struct WitnessPass {
    /// Another number for another reading.
    pub(super) number: u64,
    pub(super) server: Option<String>,
    pub(super) head: Head,
    recent: VecDeque<Head>,
    /// The position that was asked about last, and the link there once it was read.
    asked: Position,
    there: Option<Head>,
    /// The servers that hold the same up to there.
    same: BTreeSet<String>,
    /// Servers that hold something else.
    pub(super) differ: BTreeSet<String>,
    gap: Option<WitnessGap>,
    /// Where the hall's own reading comes from.
    pub(super) hall: HallStore,
}

/// A message that was not handed out.
struct WitnessGap {
    first: Position,
    /// Since when the line has been up: another line begins anew.
    line: Instant,
    times: u32,
}

impl WitnessPass {
    pub(super) fn begin(&mut self, server: Option<String>) {
        self.number += 1;
        (self.server, self.head) = (server, Head::default());
        (self.there, self.gap) = (None, None);
        self.recent.clear();
    }

    pub(super) fn take(&mut self, head: Head) {
        (self.head, self.gap) = (head, None);
        self.recent.truncate(RECENT_MAX - 1);
        self.recent.push_front(head);
        if head.revision == self.asked {
            self.there = Some(head);
        }
    }

    /// The next message was not handed out, and a later one was. It is asked for again from the
    /// same server, which has lost it if it is missing again and again on one line.
    pub(super) fn missing(&mut self, line: Instant) {
        let first = self.head.revision + 1;
        let known = self.gap.take();
        let known = known.filter(|gap| (gap.first, gap.line) == (first, line));
        let times = known.map_or(1, |gap| gap.times + 1);
        self.gap = Some(WitnessGap { first, line, times });
        if times >= GAPS_MAX {
            self.accuse();
        }
    }

    /// The link at a position, as far as it is kept.
    fn at(&self, position: Position) -> Option<Head> {
        if let Some(there) = self.there.filter(|there| there.revision == position) {
            return Some(there);
        }
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

    pub(super) fn judge(&mut self, at: Head) -> Witnessed {
        if self.asked != at.revision {
            (self.asked, self.there) = (at.revision, None);
            self.same.clear();
        }
        match (self.at(at.revision), self.server.clone()) {
            (Some(there), Some(_)) if there.link != at.link => self.accuse(),
            // Two readings of one store are one.
            (Some(_), Some(server)) if self.is_idle(&server) => {}
            (Some(_), Some(server)) => drop(self.same.insert(server)),
            // It is far beyond: what was there is not known any more.
            (None, Some(_)) if self.head.revision > at.revision => self.begin(None),
            _ => {}
        }
        let enough = if self.one_is_enough() { 1 } else { 2 };
        if self.same.len() >= enough {
            return Witnessed::Same;
        }
        let known = self.server.as_ref();
        if known.is_some_and(|server| self.same.contains(server)) {
            self.begin(None);
        }
        match self.differ.is_empty() {
            true => Witnessed::Waits,
            false => Witnessed::Differs,
        }
    }

    /// Whether one more server that holds the same makes two: the hall has read all of it from one
    /// store, and none holds anything else. What it has read from several, or before a restart, may
    /// be any server's.
    fn one_is_enough(&self) -> bool {
        self.differ.is_empty() && !self.hall.mixed
    }

    /// Whether nothing that this server hands out is of use: the hall reads it from there.
    pub(super) fn is_idle(&self, server: &str) -> bool {
        self.one_is_enough() && self.is_halls(server)
    }

    fn is_halls(&self, server: &str) -> bool {
        self.hall.server.as_deref() == Some(server)
    }

    /// How many servers hold the same up to the position that was asked about last.
    pub(super) fn readers(&self) -> u32 {
        let hall = self.hall.server.as_ref().filter(|_| !self.hall.mixed);
        let more = hall.is_some_and(|server| !self.same.contains(server));
        u32::try_from(self.same.len() + usize::from(more)).unwrap_or(u32::MAX)
    }

    /// Whether this server may be the one: not whom the first reading reads from, where one more is
    /// enough, and else nobody who has been heard.
    pub(super) fn may_ask(&self, server: &str, first: Option<&str>) -> bool {
        match self.one_is_enough() {
            true => first != Some(server),
            false => !self.same.contains(server) && !self.differ.contains(server),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::jetstream::CONTEXT;
    use std::time::Duration;

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

    fn good() -> Head {
        read(&mut WitnessPass::default(), "n0", true)
    }

    /// The links of so many messages.
    fn heads(count: usize) -> Vec<Head> {
        let mut head = Head::default();
        let texts = (0..count).map(|n| n.to_string());
        texts
            .map(|text| {
                head = head.next(CONTEXT, &text);
                head
            })
            .collect()
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
    fn a_server_is_not_accused_of_what_a_broken_line_has_lost() {
        let (mut pass, hall) = (WitnessPass::default(), heads(9));
        let line = Instant::now();
        pass.begin(Some("n1".to_owned()));
        pass.take(hall[0]);
        pass.take(hall[1]);
        // The fifth has come: it is asked for the third again, which comes.
        pass.missing(line);
        assert_eq!(pass.server.as_deref(), Some("n1"), "the same is asked");
        hall[2..5].iter().for_each(|head| pass.take(*head));
        // Two are lost on each of three lines.
        for line in (1..=3).map(|n| line + Duration::from_secs(n)) {
            pass.missing(line);
            pass.missing(line);
        }
        hall[5..].iter().for_each(|head| pass.take(*head));
        assert_eq!(pass.judge(hall[8]), Witnessed::Same);
        assert!(pass.differ.is_empty());
    }

    #[test]
    fn a_server_that_never_hands_a_message_out_has_lost_it() {
        let (mut pass, line) = (WitnessPass::default(), Instant::now());
        pass.begin(Some("n1".to_owned()));
        pass.take(heads(1)[0]);
        (1..GAPS_MAX).for_each(|_| pass.missing(line));
        assert!(pass.differ.is_empty());
        pass.missing(line);
        assert!(pass.differ.contains("n1") && pass.server.is_none());
    }

    #[test]
    fn what_the_hall_has_read_from_several_stores_needs_two_others_that_hold_the_same() {
        let mut pass = WitnessPass::default();
        // The bad one, of which the hall has a part, and which reads alike.
        let hall = read(&mut WitnessPass::default(), "n1", false);
        pass.hall.hear(Some("n1".to_owned()));
        pass.hall.hear(Some("n0".to_owned()));
        read(&mut pass, "n1", false);
        assert_eq!(pass.judge(hall), Witnessed::Waits);
        assert!(!pass.may_ask("n1", Some("n0")) && pass.may_ask("n0", Some("n0")));
        read(&mut pass, "n0", true);
        assert_eq!(pass.judge(hall), Witnessed::Differs);
        // Had both been well, they would have been enough.
        let mut pass = WitnessPass::default();
        pass.hall.mixed = true;
        read(&mut pass, "n0", true);
        assert_eq!(pass.judge(good()), Witnessed::Waits);
        read(&mut pass, "n2", true);
        assert_eq!(pass.judge(good()), Witnessed::Same);
        assert_eq!(pass.readers(), 2);
    }

    #[test]
    fn one_store_that_is_read_twice_is_one_reader() {
        let mut pass = WitnessPass::default();
        pass.hall.hear(Some("n0".to_owned()));
        read(&mut pass, "n0", true);
        assert_eq!(pass.judge(good()), Witnessed::Waits);
        read(&mut pass, "n1", true);
        assert_eq!(pass.judge(good()), Witnessed::Same);
        assert_eq!(pass.readers(), 2);
    }

    #[test]
    fn the_link_that_was_asked_for_is_kept_however_fast_it_is_passed() {
        let (mut pass, all) = (WitnessPass::default(), heads(RECENT_MAX + 9));
        pass.begin(Some("n1".to_owned()));
        assert_eq!(pass.judge(all[2]), Witnessed::Waits);
        all.iter().for_each(|head| pass.take(*head));
        assert_eq!(pass.judge(all[2]), Witnessed::Same);
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
