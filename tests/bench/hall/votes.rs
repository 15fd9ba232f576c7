//! Durable, answered votes a second, and GO while they arrive.

use crate::Scale;
use crate::evening::paper;
use crate::figures::{Section, at, in_ms, median, ms, times};
use crate::floors::{self, Floor};
use crate::house::{House, folder};
use crate::memory::{move_on, revision};
use crate::screen::Screen;
use crate::trial::Watch;
use crate::voters::{Load, cast, tokens, vote};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Connections that vote at a time.
const CONNECTIONS: [usize; 2] = [64, 256];

/// Votes a second, over the floor's.
const RATE_LEAST: f64 = 0.8;

/// The p99 of a vote with all connections, in milliseconds.
const P99_MOST: f64 = 25.0;

/// From GO to the stage's frame, in milliseconds.
const GO_MOST: f64 = 50.0;

const WARM: Duration = Duration::from_secs(1);

/// Voters that are made for a second of votes: more than any disk will store.
pub const VOTERS_OF_SECOND: usize = 160_000;

/// Between two presses.
const PRESS_EVERY: Duration = Duration::from_millis(150);

/// Votes of different voters for so long.
pub fn load(server: SocketAddr, tokens: &[String], connections: usize, seconds: u64) -> Load {
    let (paper, mut next) = (paper(), 0);
    let until = Instant::now() + WARM + Duration::from_secs(seconds);
    let load = cast(server, connections, WARM, || {
        let token = tokens.get(next).filter(|_| Instant::now() < until)?;
        next += 1;
        Some(vote(token, &paper[next % paper.len()]))
    });
    assert!(next < tokens.len(), "more voters are needed");
    assert_eq!(load.refused, 0, "every vote counts");
    load
}

fn voters_of(house: &House, seconds: u64) -> Vec<String> {
    tokens(&house.voters(), (seconds as usize + 1) * VOTERS_OF_SECOND)
}

#[derive(Default)]
struct Loads {
    rate: Vec<f64>,
    p50_ms: Vec<f64>,
    p99_ms: Vec<f64>,
}

impl Loads {
    fn add(&mut self, load: &Load) {
        self.rate.push(load.per_second);
        self.p50_ms.push(ms(load.p50()));
        self.p99_ms.push(ms(load.p99()));
    }
}

/// Votes a second.
pub fn votes(scale: &Scale) -> Section {
    let said = "Every vote is a new voter's and answered once it is on disk. The floor is axum with nothing behind it but a file: a line for each vote, one fdatasync for all that wait. GO is timed to the stage's frame, while votes arrive as fast as they are taken.";
    let header = [
        "connections",
        "votes a second",
        "floor",
        "ratio (at least 0.8)",
        "p50",
        "floor",
        "p99 (at most 25 ms at 256)",
        "floor",
        "GO to stage, p50",
        "the slowest GO (at most 50 ms)",
    ];
    let mut section = Section::new("Votes", said, &header);
    for connections in CONNECTIONS {
        let (mut ours, mut floor) = (Loads::default(), Loads::default());
        for _ in 0..scale.turns {
            let house = House::voting();
            let voters = voters_of(&house, scale.seconds);
            let dir = folder();
            let bare = Floor::start(floors::VOTES, dir.path());
            floor.add(&load(bare.address, &voters, connections, scale.seconds));
            drop(bare);
            let _watch = Watch::over(house.pid(), &format!("votes-{connections}"));
            ours.add(&load(house.address, &voters, connections, scale.seconds));
        }
        let presses = pressed(connections, scale.seconds);
        report(&mut section, connections, &ours, &floor, &presses);
    }
    section
}

fn report(
    section: &mut Section,
    connections: usize,
    ours: &Loads,
    floor: &Loads,
    presses: &[Duration],
) {
    let middle = |of: fn(&Loads) -> &Vec<f64>| (median(of(ours)), median(of(floor)));
    let (rate, rate_floor) = middle(|loads| &loads.rate);
    let (p50, p50_floor) = middle(|loads| &loads.p50_ms);
    let (p99, p99_floor) = middle(|loads| &loads.p99_ms);
    let at_connections = format!("at {connections}");
    let ratio = rate / rate_floor;
    let ratio = section.at_least(&at_connections, ratio, RATE_LEAST, times(ratio));
    let p99 = match connections {
        256 => section.at_most("p99 at 256", p99, P99_MOST, in_ms(p99)),
        _ => in_ms(p99),
    };
    let slowest = ms(at(presses, 100.0));
    let slowest = section.at_most("GO", slowest, GO_MOST, in_ms(slowest));
    section.row([
        connections.to_string(),
        format!("{rate:.0}"),
        format!("{rate_floor:.0}"),
        ratio,
        in_ms(p50),
        in_ms(p50_floor),
        p99,
        in_ms(p99_floor),
        in_ms(ms(at(presses, 50.0))),
        slowest,
    ]);
}

/// How long GO takes to the stage while the hall votes, the quickest first.
fn pressed(connections: usize, seconds: u64) -> Vec<Duration> {
    let house = House::voting();
    let voters = voters_of(&house, seconds);
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let presses = scope.spawn(|| press(&house, &over));
        let ends = Ends(&over);
        load(house.address, &voters, connections, seconds);
        drop(ends);
        presses.join().expect("pressed")
    })
}

/// Ends the presses also where the votes went wrong: nobody would wait for the end of a bench that
/// failed.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// GO and back in turn until it is over, each timed to the frame that shows it.
fn press(house: &House, over: &AtomicBool) -> Vec<Duration> {
    let mut caller = house.caller();
    let mut screen = Screen::open(house.address).expect("a stage");
    let mut seen = revision(&mut caller);
    let mut times = Vec::new();
    std::thread::sleep(WARM);
    while !over.load(Ordering::Relaxed) {
        let pressed_at = Instant::now();
        seen = move_on(&mut caller, &house.mc, times.len() % 2 == 0, seen);
        screen.until("the cue on stage", |frame| frame["revision"] == seen);
        times.push(pressed_at.elapsed());
        // What came meanwhile is read, so that the next frame is the next press's.
        while let Ok(Some(_)) = screen.next(PRESS_EVERY.saturating_sub(pressed_at.elapsed())) {}
    }
    times.sort_unstable();
    times
}
