//! Killed at the n-th write or the n-th sync to disk of one of its threads: before what it is about
//! to store is there, in the middle of it, and between the write and the moment from which it is
//! safe.

use crate::evening::{Count, Evening};
use crate::support::dice::{form, long, seed};
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use crate::support::wait::until;
use crate::tracer::{assert_allowed, traced};
use serde_json::json;
use std::fs::File;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a server may go on without reaching its n-th sync.
const LIFE_MAX: Duration = Duration::from_secs(20);

/// The highest n: every thread counts its own calls, and these are some seconds of an evening. The
/// quick form takes squares.
const NTH_MAX: usize = 75;

/// Writes that go into one commit, about.
const WRITES: usize = 5;

/// Syncs of a first start, which makes every file.
const FIRST_START: usize = 15;

/// What the server is about to do when it dies.
#[derive(Clone, Copy, Debug)]
enum Act {
    Write,
    Sync,
}

impl Act {
    fn calls(self) -> &'static str {
        match self {
            Act::Write => "pwrite64",
            Act::Sync => "fdatasync,fsync",
        }
    }
}

/// The server, which is killed as it enters its n-th such call.
fn doomed(room: &Room, act: Act, nth: usize) -> Command {
    traced(room, act.calls(), &format!("signal=SIGKILL:when={nth}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_answered_survives_being_killed_at_the_nth_write_or_sync() {
    let seed = seed("whatever_was_answered_survives_being_killed_at_the_nth_write_or_sync");
    let runs = form(12, 300);
    let (mut all, mut reached) = (Count::default(), 0);
    assert_allowed();
    for nth in 1..=runs {
        // The box syncs most while the hall votes; alone with the MC, the journal does.
        let voters = if nth % 2 == 0 { 40 } else { 0 };
        let evening = Evening::begin(seed.wrapping_add(nth as u64), voters).await;
        let (act, call) = call(nth);
        let command = doomed(&evening.room, act, call);
        if let Ok(mut server) = Server::attempt(&evening.room, &evening.room.show(), command, &[]) {
            evening.power_on(&server);
            let started = Instant::now();
            while !server.has_ended() && started.elapsed() < LIFE_MAX {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            // On a slow machine an evening may be over before so late a call: then it ends by an
            // ordinary kill, and has to hold all the same.
            reached += usize::from(server.has_ended());
            evening.power_off(server);
        } else {
            reached += 1;
        }
        until_free(&evening.room);
        let mut count = evening.end().await;
        count.kills = 1;
        all.add(&count);
    }
    eprintln!("{all:?}, {reached} of {runs} at the call itself");
    assert!(
        reached * 10 >= runs * 8,
        "only {reached} of {runs} were reached"
    );
    assert!(all.events > runs && all.votes > runs, "{all:?}");
}

/// Which call of the server is its last in the `nth` run.
fn call(nth: usize) -> (Act, usize) {
    let pair = nth.div_ceil(2);
    let count = if long() {
        1 + (pair - 1) % NTH_MAX
    } else {
        pair * pair
    };
    match pair % 2 {
        0 => (Act::Write, count * WRITES + nth % WRITES),
        _ => (Act::Sync, count),
    }
}

/// A process that is being taken apart may hold its lock a little longer.
fn until_free(room: &Room) {
    until("the folder is free again", || {
        let lock = File::open(room.show().join("server.lock")).ok()?;
        lock.try_lock().ok()
    });
}

#[test]
fn a_first_start_that_was_killed_at_any_of_its_writes_or_syncs_is_begun_again() {
    assert_allowed();
    for nth in 1..=FIRST_START {
        let room = Room::with(GALA);
        let act = if nth % 2 == 0 { Act::Write } else { Act::Sync };
        let command = doomed(&room, act, nth);
        let started = Server::attempt(&room, &room.show(), command, &[]);
        assert!(started.is_err(), "a first start has no {act:?} {nth}");
        if room.show().join("server.lock").exists() {
            until_free(&room);
        }
        let server = Server::start(&room);
        server.mc("/api/go", json!({"expect": 1}));
        server.mc("/api/ballots/people/open", json!({}));
        let (status, _) = server.terminate();
        assert!(status.success(), "{}", room.err());
    }
}
