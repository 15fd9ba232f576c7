//! Screens that lose their link, again and again: within two seconds of its return they show what a
//! fresh client sees.

use crate::screen::{Page, run};
use crate::support::dice::{dice, form, seed};
use crate::support::proxy::{Link, Proxy, Weather};
use crate::support::server::{Room, Server};
use crate::support::shows::GALA;
use crate::support::wait::DEADLINE;
use rand::Rng;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Drops of each screen.
const DROPS: usize = 20;

/// Within this time of the link's return every screen is right.
const RETURN_MAX: Duration = Duration::from_secs(2);

/// A link that delays a little; what cuts and silences is the test.
const WEATHER: Weather = Weather {
    lost_replies: 0,
    cut: 0,
    silent: 0,
    delay_ms: 5,
};

type Shown = watch::Receiver<Option<Value>>;

/// What a page makes of a frame: the moment at which it was told does not count.
fn sight(frame: &Value) -> Value {
    let mut sight = frame.clone();
    if let Some(fields) = sight.as_object_mut() {
        fields.remove("now");
        fields.remove("beat");
    }
    sight
}

/// What a client that has only just come sees.
async fn fresh(page: Page, server: &Server) -> Value {
    let (sender, mut shown) = watch::channel(None);
    let address = server.host().parse().expect("an address");
    let client = tokio::spawn(run(page, address, dice(0, 0), sender));
    let first = tokio::time::timeout(DEADLINE, shown.wait_for(Option::is_some)).await;
    let first = first
        .expect("a fresh client is told")
        .expect("a frame")
        .clone();
    client.abort();
    sight(&first.expect("a frame"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_shows_what_a_fresh_one_sees_within_two_seconds_of_the_links_return() {
    let seed =
        seed("every_screen_shows_what_a_fresh_one_sees_within_two_seconds_of_the_links_return");
    let room = Room::with(GALA);
    let server = Server::start(&room);
    let address = server.host().parse().expect("an address");
    let stages = Proxy::start(address, WEATHER, seed).await;
    let phones = Proxy::start(address, WEATHER, seed).await;
    let count = form(200, 2_000);
    let mut screens: Vec<(Page, Shown)> = Vec::new();
    for nth in 0..count {
        let (page, proxy) = match nth % 2 {
            0 => (Page::Stage, &stages),
            _ => (Page::Phone, &phones),
        };
        let (sender, shown) = watch::channel(None);
        tokio::spawn(run(page, proxy.address, dice(seed, nth as u64), sender));
        screens.push((page, shown));
    }
    all_see(&server, &mut screens, Duration::from_secs(30)).await;
    let mut dice = dice(seed, u64::MAX);
    let mut longest = Duration::ZERO;
    for drop in 0..DROPS {
        // A stage also meets a link that says nothing; a phone, which seldom speaks, hears of that
        // from its next ping only.
        let link = if drop % 2 == 0 {
            Link::Broken
        } else {
            Link::Silent
        };
        stages.set(link);
        phones.set(Link::Broken);
        change(&server, drop);
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..600))).await;
        phones.set(Link::Up);
        stages.set(Link::Up);
        longest = longest.max(all_see(&server, &mut screens, RETURN_MAX).await);
    }
    eprintln!("{count} screens, {DROPS} drops: the last was right after {longest:?} at most");
}

/// Something that stages and phones both show.
fn change(server: &Server, drop: usize) {
    server.mc("/api/blackout", json!({"on": drop.is_multiple_of(2)}));
    let verb = match drop {
        0 => "open",
        _ if drop.is_multiple_of(3) => "reopen",
        _ if drop % 3 == 1 => "extend",
        _ => "close",
    };
    server.post_as(
        "mc",
        &format!("/api/ballots/people/{verb}"),
        &json!({"seconds": 600}),
    );
}

/// Waits until all of them see what a fresh client sees.
async fn all_see(server: &Server, screens: &mut [(Page, Shown)], most: Duration) -> Duration {
    let started = Instant::now();
    let wanted = [
        fresh(Page::Stage, server).await,
        fresh(Page::Phone, server).await,
    ];
    // A machine that keeps a fresh client waiting keeps the others waiting too.
    let busy = started.elapsed();
    for (nth, (page, shown)) in screens.iter_mut().enumerate() {
        let wanted = &wanted[usize::from(*page == Page::Phone)];
        let right =
            |frame: &Option<Value>| frame.as_ref().is_some_and(|frame| sight(frame) == *wanted);
        let left = (most + busy).saturating_sub(started.elapsed());
        let came = tokio::time::timeout(left, shown.wait_for(right))
            .await
            .is_ok();
        let now = shown.borrow().clone();
        assert!(
            came,
            "screen {nth} ({page:?}) shows {now:?} and not {wanted}"
        );
    }
    started.elapsed()
}
