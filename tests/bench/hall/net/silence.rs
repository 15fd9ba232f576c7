//! How long no vote is answered after the leader of the log has died.

use super::Venue;
use crate::Scale;
use crate::cluster::Cluster;
use crate::evening::paper;
use crate::figures::{Section, at};
use crate::voters::{tokens, vote};
use crate::wire::Caller;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// People who vote one after the other all the while, each until it is counted.
const PEOPLE: usize = 16;

/// Voters for each of them at a second of votes: more than there is time for.
const VOTERS_EACH: usize = 20_000;

/// Votes are answered again after so long at the most.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// From one kill to the next, so that the server has caught up.
const VOTES_BETWEEN: u64 = 500;

/// Kills the leader again and again while people vote.
pub fn silence(scale: &Scale) -> Section {
    let said = "The server that leads is killed (kill -9) while people vote at a node, each again until the vote is counted; from the kill to the next vote that is counted. An election takes four to nine seconds by the servers' own clocks. The killed one is started again, and catches up, before the next is killed.";
    let header = [
        "kills",
        "shortest silence",
        "median",
        "longest",
        "votes",
        "counted",
    ];
    let mut section = Section::new("Silence after the leader's death", said, &header);
    let mut venue = Venue::voting();
    let node = venue.node("n1");
    let voters = tokens(&venue.hall.voters(), PEOPLE * VOTERS_EACH);
    let (counted, over) = (AtomicU64::new(0), AtomicBool::new(false));
    let mut silences = Vec::new();
    std::thread::scope(|scope| {
        for voters in voters.chunks(VOTERS_EACH) {
            let (counted, over, address) = (&counted, &over, node.address);
            scope.spawn(move || people(address, voters, (counted, over)));
        }
        let _ends = Ends(&over);
        for _ in 0..scale.kills {
            more(&counted, VOTES_BETWEEN);
            let facts = venue.cluster.whole(&venue.evening);
            let leader = Cluster::number(&facts.leader);
            venue.cluster.kill(leader);
            let killed_at = Instant::now();
            // What was on its way may still be answered: that is no end of the silence.
            std::thread::sleep(Duration::from_millis(100));
            more(&counted, 1);
            silences.push(killed_at.elapsed());
            venue.cluster.revive(leader);
        }
        more(&counted, VOTES_BETWEEN);
    });
    silences.sort_unstable();
    let votes = counted.load(Ordering::SeqCst);
    let exact = held(&venue, votes);
    let wrong = f64::from(u8::from(!exact));
    let told = if exact { "exact" } else { "wrong" };
    let told = section.at_most("count", wrong, 0.0, told.into());
    let seconds = |percent| format!("{:.1} s", at(&silences, percent).as_secs_f64());
    let row = [
        silences.len().to_string(),
        seconds(0.0),
        seconds(50.0),
        seconds(100.0),
    ];
    section.row(row.into_iter().chain([votes.to_string(), told]));
    section
}

/// Ends the people also where the bench has failed.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn people(node: SocketAddr, voters: &[String], (counted, over): (&AtomicU64, &AtomicBool)) {
    let paper = paper();
    let mut caller = Caller::new(node).expect("the node answers");
    for voter in voters {
        let vote = vote(voter, &paper[0]);
        while !matches!(caller.ask(&vote), Ok((200, _))) {
            if over.load(Ordering::SeqCst) && std::thread::panicking() {
                return;
            }
            caller = Caller::new(node).expect("the node answers");
        }
        counted.fetch_add(1, Ordering::SeqCst);
        if over.load(Ordering::SeqCst) {
            return;
        }
    }
}

fn more(counted: &AtomicU64, votes: u64) {
    let (began, wanted) = (Instant::now(), counted.load(Ordering::SeqCst) + votes);
    while counted.load(Ordering::SeqCst) < wanted {
        assert!(began.elapsed() < SILENCE_MAX, "no vote is answered");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Whether the hall counts so many from outside, once it has read all.
fn held(venue: &Venue, votes: u64) -> bool {
    venue.hall.post("/api/ballots/people/close", "{}");
    let began = Instant::now();
    while venue.hall.get("/api/ballots/people")["phase"] != "closed" {
        assert!(began.elapsed() < SILENCE_MAX, "the count does not come");
        std::thread::sleep(Duration::from_millis(50));
    }
    let tally = venue.hall.get("/api/ballots/people/tally");
    let rows = tally.as_array().into_iter().flatten();
    rows.filter_map(|row| row["votes"].as_u64()).sum::<u64>() == votes
}
