//! The run itself: phones come in, the producer's desk changes the deadline now and then, and
//! somebody watches whether the server is still there.

use super::desk::{ApiClient, CallError};
use super::hall::{Gate, Simulation};
use super::phone::live;
use super::plan::PhonePlan;
use super::progress::Progress;
use super::wire::Reply;
use crate::demo::crowd::Chance;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout};

/// Frames are measured by so many changes of the deadline at the most, and not more often than
/// this.
const CALLS_MAX: u32 = 60;
const CALL_EVERY: Duration = Duration::from_secs(1);

/// How often the server is asked whether it is well.
const WATCH_EVERY: Duration = Duration::from_secs(1);

/// A server that was not well for so long is given up: a restart takes less.
const GONE_AFTER: Duration = Duration::from_secs(8);

/// An answer to that question which takes longer is none.
const WELL_MAX: Duration = Duration::from_secs(3);

/// Whoever waits for an answer when the time is up gets so much more.
const GRACE: Duration = Duration::from_secs(10);

/// How often the progress is drawn.
const DRAW_EVERY: Duration = Duration::from_millis(200);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The time was up.
    Done,
    /// The server was gone, since this moment from the beginning.
    Gone(Duration),
    /// Somebody pressed Ctrl-C.
    Stopped(Duration),
}

/// A ballot whose deadline is ours to move.
pub struct Deadline {
    /// Who may move it.
    pub desk: ApiClient,
    pub ballot: String,
    pub closes_at: i64,
}

/// The whole evening of these scripts. When it returns, the phones are still there.
pub async fn run(
    hall: &Arc<Simulation>,
    scripts: Vec<PhonePlan>,
    (seed, length): (u64, Duration),
    clock: Option<Deadline>,
    progress: &Progress,
    mut stop: watch::Receiver<u32>,
) -> (Ended, JoinSet<()>) {
    let mut phones = JoinSet::new();
    for (number, script) in (0..).zip(scripts) {
        let (hall, mut over) = (hall.clone(), hall.over.subscribe());
        phones.spawn(async move {
            let mut chance = Chance::seeded(seed.wrapping_add(1), number);
            tokio::select! {
                _ = over.wait_for(|over| *over) => {}
                _ = live(&hall, number, &script, &mut chance) => {}
            }
        });
    }
    let moving = async {
        if let Some(clock) = clock {
            move_the_deadline(hall, clock, length).await;
        }
        std::future::pending::<()>().await;
    };
    let drawing = async {
        let mut beat = interval(DRAW_EVERY);
        loop {
            beat.tick().await;
            progress.draw(hall);
        }
    };
    let ended = tokio::select! {
        _ = moving => Ended::Done,
        () = drawing => Ended::Done,
        _ = time_is_up(hall, length) => Ended::Done,
        since = server_is_gone(hall) => Ended::Gone(since),
        _ = stop.wait_for(|times| *times > 0) => Ended::Stopped(hall.start.elapsed()),
    };
    (ended, phones)
}

/// Sends everybody home.
pub async fn empty(hall: &Simulation, mut phones: JoinSet<()>) {
    hall.over.send_replace(true);
    let going = async { while phones.join_next().await.is_some() {} };
    // Whoever does not go is dropped with the set.
    let _ = timeout(Duration::from_secs(3), going).await;
}

/// At the end of the time, or a little later where people still wait for their answers.
async fn time_is_up(hall: &Simulation, length: Duration) {
    let end = hall.start + length;
    sleep_until(end).await;
    while !hall.tape.all_done() && Instant::now() < end + GRACE {
        sleep(Duration::from_millis(50)).await;
    }
}

/// Asks every second. Tells since when there was no answer.
async fn server_is_gone(hall: &Simulation) -> Duration {
    let mut well_at = Instant::now();
    let mut beat = interval(WATCH_EVERY);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        beat.tick().await;
        match well(hall).await {
            Some(reply) => {
                well_at = Instant::now();
                let degraded = reply.json()["status"] == "degraded";
                if degraded && !failing {
                    hall.tape.trouble("the server's disk fails".into());
                }
                failing = degraded;
            }
            None if well_at.elapsed() >= GONE_AFTER => return well_at - hall.start,
            None => {}
        }
    }
}

/// What the first of the servers that is well says of itself.
async fn well(hall: &Simulation) -> Option<Reply> {
    for Gate { door, .. } in &hall.gates {
        let asking = async {
            let mut link = door.open().await.ok()?;
            link.ask("GET", "/healthz", "", None).await.ok()
        };
        let reply = timeout(WELL_MAX, asking).await.ok().flatten();
        let reply = reply.filter(|reply| reply.holding("status").is_some());
        if reply.is_some() {
            return reply;
        }
    }
    None
}

/// Every change of the deadline is a frame to every phone, and nothing else changes by it.
async fn move_the_deadline(hall: &Simulation, mut clock: Deadline, length: Duration) {
    let every = CALL_EVERY.max(length / CALLS_MAX);
    let mut beat = interval(every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat.tick().await;
    loop {
        beat.tick().await;
        let next = clock.closes_at + 1000;
        hall.calls(next);
        let why = match clock.desk.extend(&clock.ballot).await {
            Ok(()) => {
                clock.closes_at = next;
                continue;
            }
            Err(CallError::Refused(why)) => {
                hall.takes_back(next);
                why
            }
            Err(CallError::Silent(why)) => why,
        };
        hall.tape.trouble(format!("deadline: {why}"));
        // It may have been obeyed all the same, or somebody else has moved it.
        if let Ok(now) = clock.desk.closes_at(&clock.ballot).await {
            if now < next {
                hall.takes_back(next);
            }
            clock.closes_at = now;
        }
    }
}
