//! Given where the evening stands and what the log holds, which marks are lacking and what is
//! counted.

mod alone;
mod clocks;

use super::clock::NetClock;
use super::marks::{is_used_elsewhere, lacking};
use super::{count, due};
use crate::ballotbox::fold::Polls;
use crate::ledger::Head;
use crate::ledger::jetstream::signed::{Bytes32, HALL, Signer, body, subject_of};
use crate::ledger::kept::Fold;
use crate::net::fold::NetPolls;
use crate::net::record::NetMark;
use crate::show::command::Command;
use crate::show::event::{At, By, Event, Stamped};
use crate::show::programme::{Reach, Show};
use crate::show::tally::{Count, Tally};
use crate::show::withdrawal::as_taken_over;
use crate::view::sample::{EIGHT, SampleEvening, show};
use std::time::Duration;

const VOTER: &str = "3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a";

/// How far a server's clock can be wrong.
const TEN_MINUTES_MS: i64 = 600_000;

/// A ballot of both, closing 20 s later outside, and a log that the hall and one node write to.
struct Evening {
    played: SampleEvening,
    log: NetPolls,
    head: Head,
    counters: [u64; 2],
    /// How far the servers' clocks are ahead of the hall's.
    ahead_ms: i64,
    clock_ms: i64,
    clock: NetClock,
}

fn signer(lane: &str) -> Signer {
    Signer::of("evening", lane, &Bytes32([7; 32])).expect("a key")
}

impl Evening {
    fn of(reach: Reach) -> Self {
        Evening::with(reach, 20)
    }

    fn with(reach: Reach, net_delay: u32) -> Self {
        let mut show = show();
        (show.ballots[0].reach, show.ballots[0].net_delay) = (reach, net_delay);
        Evening::showing(show)
    }

    fn showing(show: Show) -> Self {
        let mut evening = Evening {
            played: SampleEvening::of(show),
            log: NetPolls::default(),
            head: Head::default(),
            counters: [0; 2],
            ahead_ms: TEN_MINUTES_MS,
            clock_ms: 0,
            clock: NetClock::default(),
        };
        let hall = signer(HALL).public();
        evening.write(HALL, 0, &format!("evening evening {hall}\n"));
        let node = signer("n1").public();
        evening.write(HALL, 0, &format!("node n1 {node}\n"));
        evening
    }

    fn then(mut self, event: Event) -> Self {
        self.played.state.apply(&Stamped {
            revision: self.played.state.revision + 1,
            at: At(EIGHT + self.clock_ms),
            by: By::Server,
            event,
        });
        self
    }

    /// By the hall's clock.
    fn at(mut self, clock_ms: i64) -> Self {
        self.clock_ms = clock_ms;
        self
    }

    /// One more message, which the servers take at this moment of the hall's.
    fn write(&mut self, lane: &str, at_ms: i64, text: &str) {
        self.look(at_ms);
        let counter = &mut self.counters[usize::from(lane != HALL)];
        *counter += 1;
        let message = signer(lane).message(*counter, text);
        let body = body(
            EIGHT + at_ms + self.ahead_ms,
            &subject_of(lane),
            message.as_bytes(),
        );
        self.head = self.head.next("test", &body);
        let taken = self.log.apply(self.head, &body, &mut |_| {});
        taken.expect("a message");
        self.look(at_ms);
    }

    /// The hall looks at what it has read, which is all.
    fn look(&mut self, at_ms: i64) {
        let now = At(EIGHT + at_ms);
        self.clock.look(&self.log, now, Some(Duration::ZERO));
    }

    /// Whatever the log lacks at this moment, until it lacks nothing.
    fn settle(&mut self, at_ms: i64) -> Vec<String> {
        let mut all = Vec::new();
        loop {
            let lacks = self.lacks(at_ms);
            if lacks.is_empty() {
                return all;
            }
            for mark in lacks {
                self.write(HALL, at_ms, &format!("{mark}\n"));
                all.push(mark);
            }
        }
    }

    fn lacks(&self, at_ms: i64) -> Vec<String> {
        let now = At(EIGHT + at_ms);
        let marks = lacking(&self.played.state, &self.log, &self.clock, now);
        marks.iter().map(NetMark::to_string).collect()
    }

    fn counted(&self) -> Vec<Command> {
        let state = &self.played.state;
        let both = (&Polls::default(), self.log.polls());
        let due = due(state, &self.log);
        let count = due.iter().map(|(id, at)| count((id, *at), 2, state, both));
        count.map(|command| command.expect("a ballot")).collect()
    }

    fn votes(&self) -> u64 {
        self.log.polls().votes("hall")
    }
}

fn opened(seconds: i64) -> Event {
    Event::BallotOpened {
        ballot: "hall".into(),
        closes_at: At(EIGHT + seconds * 1_000),
    }
}

fn closing(seconds: i64) -> Event {
    Event::BallotClosing {
        ballot: "hall".into(),
        as_of: At(EIGHT + seconds * 1_000),
    }
}

fn hall_counted() -> Event {
    Event::BallotClosed {
        ballot: "hall".into(),
        position: 3,
        tally: Tally(vec![Count {
            entry: "echo".into(),
            votes: 1,
        }]),
        digest: "00".into(),
    }
}

fn excluded() -> Event {
    Event::VoterExcluded {
        ballot: "hall".into(),
        receipt: "ABC".into(),
        voter: VOTER.into(),
        reason: "a test".into(),
    }
}

fn vote(entry: &str, change: u32) -> String {
    format!("vote hall {VOTER} {change} {entry}\n")
}

fn lasts(round: u32, span_ms: i64, opened_ms: i64) -> String {
    format!("lasts hall {round} {span_ms} {opened_ms}")
}

fn an_entry() -> String {
    show().finalists().next().expect("a work").id.clone()
}

#[test]
fn a_hall_ballot_writes_nothing_into_the_log() {
    let evening = Evening::of(Reach::Hall).then(opened(60));
    assert!(evening.lacks(1_000).is_empty());
    let waiting = Evening::of(Reach::Both);
    assert!(waiting.lacks(1_000).is_empty(), "nor one that waits");
}

#[test]
fn an_opening_is_paper_then_open_then_how_long_it_lasts_with_the_delay() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    let all = evening.settle(2_000);
    assert!(all[0].starts_with("paper hall 1 "), "{all:?}");
    assert_eq!(all[1..], ["open hall 1", &lasts(1, 80_000, EIGHT)]);
    assert!(evening.lacks(40_000).is_empty());
}

#[test]
fn more_time_is_said_and_a_restart_says_nothing_twice() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    evening.settle(0);
    let mut evening = evening.then(Event::BallotExtended {
        ballot: "hall".into(),
        closes_at: At(EIGHT + 90_000),
    });
    assert_eq!(evening.settle(30_000), [lasts(1, 110_000, EIGHT)]);
    // The same state and log again: what a restart finds.
    assert!(evening.lacks(31_000).is_empty());
}

#[test]
fn without_a_delay_the_log_is_not_closed_before_the_hall_is_closing() {
    let mut evening = Evening::with(Reach::Both, 0).then(opened(60));
    evening.settle(0);
    assert!(evening.lacks(60_000).is_empty(), "more time may be coming");
    let mut evening = evening.then(Event::BallotExtended {
        ballot: "hall".into(),
        closes_at: At(EIGHT + 90_000),
    });
    assert_eq!(evening.settle(60_100), [lasts(1, 90_000, EIGHT)]);
    let mut evening = evening.then(closing(90));
    assert_eq!(evening.settle(90_000), ["close hall 1"]);
}

#[test]
fn a_rehearsals_log_is_known_by_a_round_that_this_evening_has_not_opened() {
    let used = |evening: &Evening| is_used_elsewhere(&evening.played.state, &evening.log);
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    assert!(!used(&evening));
    evening.settle(0);
    assert!(!used(&evening), "it is this evening's own round");
    // The folder begins anew, and the log stays.
    let mut rewound = Evening::of(Reach::Both);
    rewound.log = evening.log;
    assert!(used(&rewound));
    // Nor is it known by the round alone: this evening may have opened it while servers were away.
    let opened_too = rewound.at(1_000).then(opened(60));
    assert!(used(&opened_too));
}

#[test]
fn it_closes_outside_by_its_delay_later_and_a_vote_until_then_counts() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    evening.settle(0);
    let mut evening = evening.then(closing(60));
    assert!(evening.settle(60_000).is_empty());
    evening.write("n1", 79_000, &vote(&an_entry(), 1));
    assert_eq!(evening.settle(80_000), ["close hall 1"]);
    assert_eq!(evening.votes(), 1);
    assert!(evening.lacks(90_000).is_empty());
}

#[test]
fn closed_early_it_lasts_as_much_shorter_outside_though_the_line_be_cut_then() {
    let mut evening = Evening::of(Reach::Net).then(opened(60));
    evening.settle(0);
    let mut evening = evening.then(closing(30));
    assert_eq!(evening.settle(30_000), [lasts(1, 50_000, EIGHT)]);
    // No close mark came by; the servers' stamps are enough.
    evening.write("n1", 50_001, &vote(&an_entry(), 1));
    assert_eq!(evening.votes(), 0);
}

#[test]
fn a_leader_whose_clock_is_wrong_makes_no_vote_late_and_takes_none_later() {
    for ahead_ms in [-TEN_MINUTES_MS, 0, TEN_MINUTES_MS] {
        let mut evening = Evening::of(Reach::Both).then(opened(60));
        evening.ahead_ms = ahead_ms;
        evening.settle(300);
        evening.write("n1", 80_300, &vote(&an_entry(), 1));
        assert_eq!(evening.votes(), 1, "{ahead_ms}");
        let other = vote(&an_entry(), 1).replace(VOTER, &"11".repeat(16));
        evening.write("n1", 80_301, &other);
        assert_eq!(evening.votes(), 1, "{ahead_ms}");
    }
}

#[test]
fn an_opening_that_waited_for_the_line_lasts_as_long_and_the_close_mark_ends_it_in_time() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    evening.settle(30_000);
    let mut evening = evening.then(closing(60));
    assert_eq!(evening.settle(80_000), ["close hall 1"]);
    evening.write("n1", 80_001, &vote(&an_entry(), 1));
    assert_eq!(evening.votes(), 0);
}

#[test]
fn a_round_that_the_log_never_saw_is_closed_and_not_opened() {
    let evening = Evening::of(Reach::Both).then(opened(60)).then(closing(60));
    assert_eq!(evening.lacks(80_000), ["close hall 1"]);
}

#[test]
fn whoever_is_excluded_is_so_outside_before_the_close() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    evening.settle(0);
    evening.write("n1", 1_000, &vote(&an_entry(), 1));
    let mut evening = evening.then(excluded());
    assert_eq!(evening.settle(2_000), [format!("exclude hall {VOTER}")]);
    assert_eq!(evening.votes(), 0);
    let late = Evening::of(Reach::Both).then(opened(60)).then(excluded());
    let late = late.then(closing(60));
    let both = [format!("exclude hall {VOTER}"), "close hall 1".to_owned()];
    assert_eq!(late.lacks(80_000), both);
}

#[test]
fn the_count_waits_for_the_hall_and_for_the_close_and_is_lost_by_neither() {
    let mut evening = Evening::of(Reach::Both).then(opened(60));
    evening.settle(0);
    evening.write("n1", 1_000, &vote(&an_entry(), 1));
    let mut evening = evening.then(closing(60));
    evening.settle(80_000);
    assert!(evening.counted().is_empty(), "the hall has not counted yet");
    let evening = evening.then(hall_counted());
    let Some(Command::NetCounted {
        round,
        tally,
        together,
        position,
        ..
    }) = evening.counted().into_iter().next()
    else {
        panic!("counted");
    };
    assert_eq!((round, position), (1, evening.head.revision));
    assert_eq!(tally, together);
    assert_eq!(tally.0.iter().map(|c| c.votes).sum::<u64>(), 1);
}

#[test]
fn opened_again_it_is_another_round() {
    let mut evening = Evening::of(Reach::Both).then(opened(60)).then(closing(60));
    evening.settle(80_000);
    let evening = evening.then(hall_counted()).then(Event::NetCounted {
        ballot: "hall".into(),
        position: 9,
        tally: Tally::default(),
        digest: "00".into(),
        together: Tally::default(),
        inside: Tally::default(),
        readers: 2,
    });
    let mut evening = evening.at(140_000).then(Event::BallotReopened {
        ballot: "hall".into(),
        closes_at: At(EIGHT + 200_000),
    });
    let all = evening.settle(140_000);
    assert_eq!(
        all[1..],
        ["open hall 2", &lasts(2, 80_000, EIGHT + 140_000)]
    );
}

#[test]
fn a_count_after_a_withdrawal_still_has_the_votes_for_the_work() {
    let gone = an_entry();
    let mut evening = Evening::of(Reach::Net).then(opened(60));
    evening.settle(0);
    evening.write("n1", 1_000, &vote(&gone, 1));
    let mut show = Show::clone(&evening.played.state.show);
    for entry in show.entries.iter_mut().filter(|entry| entry.id == gone) {
        (entry.finalist, entry.withdrawn) = (false, true);
    }
    let show = as_taken_over(&evening.played.state, &show.into());
    let mut evening = evening.then(Event::ShowReread { show }).then(closing(60));
    evening.settle(80_000);
    let counted = evening.then(hall_counted()).counted();
    let [Command::NetCounted { tally, .. }] = counted.as_slice() else {
        panic!("one count");
    };
    let votes = tally.0.iter().find(|count| count.entry == gone);
    assert_eq!(votes.map(|count| count.votes), Some(1));
}
