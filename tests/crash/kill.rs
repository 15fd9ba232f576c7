//! `kill -9` at random moments.

use crate::evening::{Count, Evening};
use crate::proof::LATE;
use crate::support::dice::{Dice, dice, form, seed};
use crate::support::server::{Server, program};
use crate::support::wait::until;
use crate::tracer::{assert_allowed, traced};
use rand::Rng;
use std::process::Stdio;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Kills in one evening: more would make its box, which every start verifies, long rather than the
/// test thorough.
const KILLS_PER_EVENING: usize = 25;

/// Phones in the hall.
const VOTERS: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_answered_survives_being_killed_at_any_moment() {
    let seed = seed("whatever_was_answered_survives_being_killed_at_any_moment");
    assert_allowed();
    let kills = form(30, 1_000);
    let mut all = Count::default();
    while all.kills < kills {
        let nth = seed.wrapping_add(all.kills as u64);
        let evening = Evening::begin(nth, VOTERS).await;
        let mut dice = dice(nth, 1_000_000);
        let here = KILLS_PER_EVENING.min(kills - all.kills);
        for kill in 1..=here {
            match kill {
                5 => let_a_deadline_pass(&evening).await,
                _ => pull_the_plug(&evening, &mut dice).await,
            }
        }
        let mut count = evening.end().await;
        count.kills = here;
        all.add(&count);
        if kills > 100 {
            eprintln!("{all:?}");
        }
    }
    eprintln!("{all:?}");
    assert!(all.votes > kills * 10, "the hall hardly voted: {all:?}");
    assert!(all.commands > kills * 3, "the MC hardly clicked: {all:?}");
    assert!(all.unanswered > 0, "no kill met a vote on its way: {all:?}");
    assert!(
        all.late_closings > 0,
        "no deadline passed in the dark: {all:?}"
    );
}

/// One life of the server, and the time until somebody finds the plug.
async fn pull_the_plug(evening: &Evening, dice: &mut Dice) {
    let moment = |ms| tokio::time::sleep(Duration::from_millis(ms));
    if dice.random_bool(0.15) {
        // It dies before it is well.
        let mut command = program();
        command.arg("serve").arg(evening.room.show());
        command.args(["--listen", "127.0.0.1:0"]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        moment(dice.random_range(0..150)).await;
        child.kill().expect("killed");
        child.wait().expect("gone");
        return;
    }
    let server = if dice.random_bool(0.4) {
        on_a_slow_disk(evening)
    } else {
        Server::start(&evening.room)
    };
    evening.power_on(&server);
    moment(dice.random_range(20..700)).await;
    evening.power_off(server);
}

/// Every write waits a little: an answer that does not wait for its write gets out before the end.
fn on_a_slow_disk(evening: &Evening) -> Server {
    let command = traced(&evening.room, "pwrite64", "delay_enter=5000");
    Server::launch(&evening.room, &evening.room.show(), command, &[])
}

/// The plug is pulled while a ballot is open, and found again only after its deadline.
async fn let_a_deadline_pass(evening: &Evening) {
    let server = Server::start(&evening.room);
    evening.power_on(&server);
    let left = until("a ballot is open", || {
        let show = server.show();
        let ballots = show["ballots"].as_array().expect("ballots");
        let open = ballots.iter().find(|ballot| ballot["phase"] == "open")?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("a time");
        let closes_at = open["closes_at"].as_u64().expect("a deadline");
        Some(Duration::from_millis(closes_at).saturating_sub(now))
    });
    evening.power_off(server);
    tokio::time::sleep(left.min(Duration::from_secs(10)) + 2 * LATE).await;
}
