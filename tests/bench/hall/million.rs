//! A ballot of a million voters: what each costs, whether the count is exact, and a power cut on
//! the way.

use crate::Scale;
use crate::evening::{BALLOT, paper};
use crate::figures::{Section, in_ms, ms};
use crate::house::House;
use crate::machine;
use crate::screen::{Screen, grouped, tells};
use crate::voters::{cast, tokens, vote};
use std::time::{Duration, Instant};

/// Connections that vote at a time.
const CONNECTIONS: usize = 256;

/// Voters that are made at a time.
const CHUNK: usize = 50_000;

/// From the last answer to a stage that tells of it, in milliseconds.
const FRESH_MOST: f64 = 500.0;

/// From the start after a power cut to the first correct frame, in milliseconds.
const START_MOST: f64 = 1_000.0;

/// About as long as two beats of the screens are apart.
const BEAT: Duration = Duration::from_millis(500);

const START_MAX: Duration = Duration::from_secs(60);

/// Single votes after the many at each stop, at all moments between two beats of the screens.
const LATE: usize = 10;

/// What it took to get from one stop to the next.
struct Leg {
    votes: usize,
    took: Duration,
    cpu: Duration,
}

/// Up to a million votes, with a power cut at each stop.
pub fn million(scale: &Scale) -> Section {
    let said = "Votes of so many voters go in over 256 connections; at each stop ten more come one by one, each at another moment, and are timed to the stage that tells of them (the slowest is shown); then the server is killed as a power cut would and started again at once, and its first frame and its count have to be right. Straight lines have the same cost per vote in every row.";
    let header = [
        "votes",
        "votes a second",
        "server's CPU a vote",
        "votes.db, a vote",
        "with its mirror, a vote",
        "memory, a vote",
        "a vote is on the stage after (at most 500 ms)",
        "start to the first correct frame (at most 1 s)",
        "start, a vote",
        "count",
    ];
    let mut section = Section::new("A million votes", said, &header);
    let mut house = House::voting();
    let empty = machine::memory(house.pid()).pss;
    let (db, mirror) = (house.bytes("votes.db"), house.bytes("votes.mirror"));
    let mut counts = vec![0; paper().len()];
    let mut voted = 0;
    for stop in scale.ballots.iter().copied() {
        let leg = vote_up_to(&house, voted, stop - LATE, &mut counts);
        let fresh = freshness(&house, stop, &mut counts);
        voted = stop;
        let memory = machine::memory(house.pid()).pss - empty;
        let started = killed(&mut house, stop);
        let exact = is_exact(&house, &counts);
        let in_db = house.bytes("votes.db").saturating_sub(db);
        let in_mirror = house.bytes("votes.mirror").saturating_sub(mirror);
        let held = [in_db, in_db + in_mirror, memory.max(0) as u64];
        report(&mut section, stop, &leg, held, [fresh, started], exact);
    }
    section
}

fn report(
    section: &mut Section,
    votes: usize,
    leg: &Leg,
    held: [u64; 3],
    [fresh, started]: [Duration; 2],
    exact: bool,
) {
    let what = |what: &str| format!("{what} of {} votes", grouped(votes));
    let mut in_time = |name: &str, time: Duration, most: f64| {
        section.at_most(&what(name), ms(time), most, in_ms(ms(time)))
    };
    let fresh = in_time("freshness", fresh, FRESH_MOST);
    let start = in_time("start", started, START_MOST);
    let wrong = f64::from(u8::from(!exact));
    let count = if exact { "exact" } else { "wrong" };
    let count = section.at_most(&what("count"), wrong, 0.0, count.into());
    let [db, with_mirror, memory] = held.map(|bytes| format!("{} B", bytes / votes as u64));
    section.row([
        grouped(votes),
        format!("{:.0}", leg.votes as f64 / leg.took.as_secs_f64()),
        format!("{:.1} µs", ms(leg.cpu) * 1e3 / leg.votes as f64),
        db,
        with_mirror,
        memory,
        fresh,
        start,
        format!("{:.2} µs", ms(started) * 1e3 / votes as f64),
        count,
    ]);
}

/// More votes until there are so many.
fn vote_up_to(house: &House, from: usize, to: usize, counts: &mut [u64]) -> Leg {
    let (voters, paper) = (house.voters(), paper());
    let (mut took, cpu) = (Duration::ZERO, house.cpu());
    for chunk in (from..to).step_by(CHUNK) {
        let tokens = tokens(&voters, CHUNK.min(to - chunk));
        let mut next = tokens.iter().zip(chunk..);
        let started = Instant::now();
        let load = cast(house.address, CONNECTIONS, Duration::ZERO, || {
            let (token, number) = next.next()?;
            let choice = choice_of(number, paper.len());
            counts[choice] += 1;
            Some(vote(token, &paper[choice]))
        });
        took += started.elapsed();
        assert_eq!((load.counted, load.refused), (tokens.len(), 0), "all count");
    }
    Leg {
        votes: to - from,
        took,
        cpu: house.cpu() - cpu,
    }
}

/// The last votes one by one: the longest from an answer to a stage that tells of it.
fn freshness(house: &House, to: usize, counts: &mut [u64]) -> Duration {
    let (paper, mut caller) = (paper(), house.caller());
    let mut screen = Screen::open(house.address).expect("a stage");
    screen.until("the many on stage", |frame| tells(frame, to - LATE));
    let mut longest = Duration::ZERO;
    for (number, token) in (to - LATE..to).zip(tokens(&house.voters(), LATE)) {
        // At another moment after a beat each time.
        std::thread::sleep(BEAT / LATE as u32 * (number - (to - LATE)) as u32);
        let choice = choice_of(number, paper.len());
        counts[choice] += 1;
        let (status, _) = caller.ask(&vote(&token, &paper[choice])).expect("answered");
        assert_eq!(status, 200, "it counts");
        let answered_at = Instant::now();
        screen.until("the vote on stage", |frame| tells(frame, number + 1));
        longest = longest.max(answered_at.elapsed());
    }
    longest
}

/// Some have far more than others, and none as many as another.
fn choice_of(voter: usize, entries: usize) -> usize {
    let spread = voter.wrapping_mul(2_654_435_761) >> 7;
    (spread % entries).min(spread / 16 % entries)
}

/// A power cut; from the start after it to the first frame, which has to be right.
fn killed(house: &mut House, votes: usize) -> Duration {
    let scene = |screen: &mut Screen| {
        let frame = screen.until("a frame", |_| true);
        (frame["scene"].clone(), frame["revision"].clone(), frame)
    };
    let mut screen = Screen::open(house.address).expect("a stage");
    let (before, revision, _) = scene(&mut screen);
    drop(screen);
    let started = house.killed_and_started();
    let mut screen = loop {
        match Screen::open(house.address) {
            Ok(screen) => break screen,
            Err(error) => assert!(started.elapsed() < START_MAX, "no start: {error}"),
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let (after, again, frame) = scene(&mut screen);
    let took = started.elapsed();
    assert_eq!((after, again), (before, revision), "the same cue");
    assert!(tells(&frame, votes), "the first frame tells of all votes");
    took
}

/// Whether the server counts what was cast.
fn is_exact(house: &House, counts: &[u64]) -> bool {
    let tally = house.get(&format!("/api/ballots/{BALLOT}/tally"));
    let votes = |entry: &String| {
        let rows = tally.as_array().into_iter().flatten();
        let mut row = rows.filter(|row| row["entry"] == **entry);
        row.next().and_then(|row| row["votes"].as_u64())
    };
    let counted: Option<Vec<u64>> = paper().iter().map(votes).collect();
    counted.as_deref() == Some(counts)
}
