//! The pages' own link: over a bad network, and when somebody sets a clock.

use crate::browser::{Browser, Window};
use crate::phone::Phone;
use crate::stage::Stage;
use crate::support::dice::long;
use crate::support::faketime;
use crate::support::proxy::{Link, Proxy, Weather};
use crate::support::server::{Room, Server};
use crate::support::wait::until_within;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// A screen is right again within this time of the link's return.
const RETURN_MAX: Duration = Duration::from_secs(2);

/// The longest that an outage may be drawn out.
const OUTAGE_MAX: Duration = Duration::from_secs(180);

/// The longest that a browser and the server keep a connection on which nothing is asked, with some
/// room.
const IDLE_MAX: Duration = Duration::from_secs(90);

/// Counts the page's attempts to reach its server: what it says, asks and dials.
const COUNTS_ATTEMPTS: &str = "
    const [Dialled, asked] = [WebSocket, fetch];
    window.attempts = window.seeks = 0;
    window.WebSocket = class extends Dialled { constructor(...to) { super(...to); window.attempts += 1; window.seeks += 1; } };
    window.fetch = (...to) => { window.attempts += 1; window.seeks += 1; return asked(...to); };
    const say = Dialled.prototype.send;
    Dialled.prototype.send = function (...what) { window.attempts += 1; return say.apply(this, what); };";

const DAY: i64 = 86_400;

fn goto(server: &Server, cue: &str) {
    server.mc("/api/goto", json!({ "cue": cue }));
}

/// A stage with its card on, behind a link that can be taken away.
fn far(server: &Server, runtime: &Runtime) -> (Proxy, Stage) {
    let address = server.host().parse().expect("an address");
    let proxy = runtime.block_on(Proxy::start(address, Weather::default(), 0));
    let stage = Stage::at(&proxy.base(), "Main", 1280, 720);
    stage.shows("card", "");
    (proxy, stage)
}

#[test]
fn a_stage_is_right_again_within_two_seconds_of_the_links_return_whatever_took_it_away() {
    let room = Room::demo();
    let server = Server::start(&room);
    let runtime = Runtime::new().expect("a runtime");
    let (proxy, stage) = far(&server, &runtime);
    stage.browser.js(COUNTS_ATTEMPTS);
    // So often the page tries in vain. A browser makes a page wait that has dialled in vain for
    // half a minute.
    let longest = if long() { 90 } else { 18 };
    let outages = [
        (Link::Broken, 2),
        (Link::Silent, 2),
        (Link::Silent, 20),
        (Link::Broken, longest),
    ];
    let speakers = [("welcome-address", "鄭松岩"), ("remarks", "陳卓")];
    for ((link, attempts), (cue, words)) in outages.into_iter().zip(speakers.into_iter().cycle()) {
        stage.browser.js("window.attempts = 0");
        proxy.set(link);
        goto(&server, cue);
        let vain = format!("return window.attempts >= {attempts}");
        until_within(OUTAGE_MAX, "it has tried in vain", || {
            (stage.browser.js(&vain) == json!(true)).then_some(())
        });
        proxy.set(Link::Up);
        let returned = Instant::now();
        stage.shows("person", words);
        let took = returned.elapsed();
        eprintln!("{link:?} for {attempts} attempts: right again after {took:?}");
        assert!(took < RETURN_MAX, "{link:?}, {attempts} attempts: {took:?}");
    }
}

/// A browser dials one socket after the other: one that the outage swallowed keeps those behind it
/// waiting.
#[test]
fn a_stage_is_right_again_within_two_seconds_of_an_outage_that_swallowed_its_first_tries() {
    let room = Room::demo();
    let server = Server::start(&room);
    let runtime = Runtime::new().expect("a runtime");
    let (proxy, stage) = far(&server, &runtime);
    // What is asked on a connection that the outage killed is asked in vain: by now a stage of the
    // evening has none of those.
    until_within(IDLE_MAX, "the socket alone is open", || {
        (proxy.open() == 1).then_some(())
    });
    stage.browser.js(COUNTS_ATTEMPTS);
    proxy.set(Link::Silent);
    goto(&server, "welcome-address");
    until_within(OUTAGE_MAX, "it has looked for its server twice", || {
        (stage.browser.js("return window.seeks >= 2") == json!(true)).then_some(())
    });
    proxy.set(Link::Up);
    let returned = Instant::now();
    stage.shows("person", "鄭松岩");
    let took = returned.elapsed();
    eprintln!("right again after {took:?}");
    assert!(took < RETURN_MAX, "{took:?}");
}

#[test]
fn a_stage_follows_a_server_that_came_back_with_its_clock_set_back() {
    let room = Room::demo();
    faketime::start(&room, 0).kill();
    let server = faketime::start(&room, 0);
    let port = server
        .host()
        .parse::<std::net::SocketAddr>()
        .expect("an address")
        .port();
    let stage = Stage::open(&server, "Main", 1280, 720);
    stage.shows("card", "");
    server.kill();
    let server = faketime::start_at(&room, -DAY, port);
    goto(&server, "welcome-address");
    stage.shows("person", "鄭松岩");
}

/// Somebody sets the clock of the device itself.
const AN_HOUR_ON: &str = "
    const real = Date.now.bind(Date);
    Date.now = () => real() + 3600000;
    return 0;";

fn minutes_left(browser: &Browser, clock: &str) -> i64 {
    let text = browser.js_with(
        "const clock = document.querySelector(arguments[0]); return clock ? clock.textContent : ''",
        vec![json!(clock)],
    );
    let text = text.as_str().unwrap_or_default().to_owned();
    let minutes = text
        .rsplit(':')
        .nth(1)
        .map(str::trim)
        .unwrap_or("-1")
        .parse();
    minutes.unwrap_or(-1)
}

#[test]
fn a_countdown_goes_on_as_it_was_when_the_devices_clock_is_set() {
    let room = Room::demo();
    let server = Server::start(&room);
    goto(&server, "people/open");
    server.mc("/api/ballots/people/extend", json!({"seconds": 600}));
    let stage = Stage::open(&server, "Main", 1280, 720);
    let phone = Phone::open(&server, &Window::phone());
    phone.is("open");
    let clocks = [(&stage.browser, "[data-closes-at]"), (&phone.0, "#left")];
    for (browser, clock) in clocks {
        let shows =
            format!("return /^1[0-4]:/.test(document.querySelector('{clock}')?.textContent ?? '')");
        browser.until("the clock runs", &shows);
        let before = minutes_left(browser, clock);
        browser.js(AN_HOUR_ON);
        // The seconds have moved on twice: the clock was drawn anew.
        let seconds = format!("return document.querySelector('{clock}').textContent");
        for _ in 0..2 {
            let now = browser.js(&seconds);
            let moved = format!("{seconds} !== {now}");
            browser.until("another second", &moved);
            let left = minutes_left(browser, clock);
            assert!(
                (before - 1..=before).contains(&left),
                "{clock}: {before}, then {left}"
            );
        }
    }
}
