//! The gold for a winner: the same everywhere, drawn beside the page where a browser can, and gone
//! when it has to be.

use crate::browser::Browser;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use serde_json::{Value, json};

/// Whether gold is on the glass. Whoever draws it, a copy of the canvas shows it.
pub const LIT: &str = "
    const canvas = document.querySelector('canvas');
    if (!canvas?.width) return false;
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    const pen = copy.getContext('2d');
    pen.drawImage(canvas, 0, 0);
    return pen.getImageData(0, 0, copy.width, copy.height).data.some((value) => value > 0);";

/// Whether somebody else draws: the page has given its canvas away.
const GIVEN_AWAY: &str = "
    try { return document.querySelector('canvas').getContext('2d') === null; } catch { return true; }";

/// What the page tells its worker, from the first word on.
const LISTEN: &str = "
    window.told = [];
    const tell = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...more) {
      told.push(message.stop ? 'stop' : message.canvas ? 'fall' : 'size');
      return tell.call(this, message, ...more);
    };";

const AWAKE: &str = "
    const { awake } = await import('/static/stage/confetti.js');
    return awake();";

fn goto(server: &Server, cue: &str) {
    server.mc("/api/goto", json!({ "cue": cue }));
}

/// A stage whose worker has said that it can draw.
fn stage(server: &Server) -> Stage {
    let stage = Stage::open(server, "Main", 960, 540);
    stage.shows("card", "AIGC創意電影");
    let awake = format!("return (async () => {{ {AWAKE} }})()");
    stage.browser.until("the worker is there", &awake);
    stage
}

/// A stage in a browser that cannot draw beside the page.
fn old_stage(server: &Server) -> Stage {
    let stage = Stage::open(server, "Old", 960, 540);
    let without = json!({ "source": "delete window.OffscreenCanvas;" });
    stage
        .browser
        .cdp("Page.addScriptToEvaluateOnNewDocument", without);
    stage.browser.reload();
    stage.shows("card", "AIGC創意電影");
    stage
}

fn resize(stage: &Stage, width: u32, height: u32) {
    let metrics =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    let browser = &stage.browser;
    browser.cdp("Emulation.setDeviceMetricsOverride", metrics);
}

/// The gold at one moment, as a number.
fn gold(browser: &Browser, seed: &str, ms: u32) -> Value {
    let draw = "
        const { gold } = await import('/static/stage/gold.js');
        const canvas = document.createElement('canvas');
        const hand = gold(canvas, { seed: arguments[0], colour: '#d8b56a' });
        hand.size(480, 270);
        hand.draw(arguments[1] / 1000);
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, value) => (Math.imul(sum, 31) + value) | 0, 0);";
    let asked =
        format!("const draw = async function () {{ {draw} }}; return draw.apply(null, arguments)");
    browser.js_with(&asked, vec![json!(seed), json!(ms)])
}

#[test]
fn the_gold_is_the_same_on_every_screen_at_the_same_moment_and_gone_after_four_seconds() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stages = ["Main", "Foyer"].map(|name| Stage::open(&server, name, 480, 270));
    let [main, foyer] = &stages;
    main.shows("card", "AIGC創意電影");
    foyer.shows("card", "AIGC創意電影");
    for ms in [900, 2200] {
        let one = gold(&main.browser, "first-prize", ms);
        assert_ne!(one, 0, "at {ms} ms");
        assert_eq!(one, gold(&foyer.browser, "first-prize", ms), "at {ms} ms");
        assert_ne!(
            one,
            gold(&main.browser, "second-prize", ms),
            "every award has its own"
        );
    }
    for ms in [0, 4000] {
        assert_eq!(gold(&main.browser, "first-prize", ms), 0, "at {ms} ms");
    }
}

#[test]
fn a_worker_draws_the_gold_where_the_browser_has_one_and_the_page_where_it_has_not() {
    let room = Room::demo();
    let server = Server::start(&room);
    let able = stage(&server);
    let old = old_stage(&server);
    goto(&server, "best-visuals/winner");
    for (stage, given_away) in [(&able, true), (&old, false)] {
        stage.browser.until("gold falls", LIT);
        assert_eq!(stage.browser.js(GIVEN_AWAY), json!(given_away));
    }
    let gone = format!("return !(() => {{ {LIT} }})()");
    for stage in [&able, &old] {
        stage.browser.until("all is still", &gone);
    }
}

#[test]
fn the_gold_fills_a_screen_that_is_resized_while_it_falls_whoever_draws_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let able = stage(&server);
    let old = old_stage(&server);
    // A winner that the hall knows brings no gold: each has an award of its own.
    for (stage, award) in [(&able, "best-visuals"), (&old, "best-creativity")] {
        goto(&server, &format!("{award}/suspense"));
        stage.shows("suspense", "");
        goto(&server, &format!("{award}/winner"));
        stage.browser.until("gold falls", LIT);
        resize(stage, 540, 960);
        // Upright like the screen, and drawn on again.
        let upright = format!(
            "return document.querySelector('canvas').height > document.querySelector('canvas').width && (() => {{ {LIT} }})()"
        );
        stage.browser.until("gold falls on the new shape", &upright);
    }
}

#[test]
fn a_cover_or_a_go_in_the_middle_of_the_gold_takes_it_away_at_once_and_stops_whoever_draws_it() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = stage(&server);
    stage.browser.js(LISTEN);
    let awards = ["best-visuals", "best-creativity", "ip-potential"];
    for (away, award) in ["blackout", "card", "go"].into_iter().zip(awards) {
        goto(&server, &format!("{award}/winner"));
        stage.browser.until("gold falls", LIT);
        stage.browser.js("told.length = 0");
        if away == "go" {
            goto(&server, "finalists/3");
        } else {
            server.mc(&format!("/api/{away}"), json!({ "on": true }));
        }
        until(away, || {
            let gone = "return document.querySelector('.stage canvas') === null";
            (stage.browser.js(gone) == json!(true)).then_some(())
        });
        assert_eq!(stage.browser.js("return told"), json!(["stop"]), "{away}");
        if away != "go" {
            goto(&server, "finalists/2");
            server.mc(&format!("/api/{away}"), json!({ "on": false }));
            stage.shows("finalist", "");
        }
    }
}

/// Workers that take the canvas and then fail: by an error, by a message that they cannot read, or
/// by never answering.
fn failing_stage(server: &Server, how: &str) -> Stage {
    let stage = Stage::open(server, "Failing", 960, 540);
    let source = format!(
        "const tell = Worker.prototype.postMessage;
         Worker.prototype.postMessage = function (message, ...more) {{
           if (!message.canvas) return tell.call(this, message, ...more);
           window.taken = (window.taken ?? 0) + 1;
           window.dead = this;
           {how}
         }};"
    );
    let script = json!({ "source": source });
    stage
        .browser
        .cdp("Page.addScriptToEvaluateOnNewDocument", script);
    stage.browser.reload();
    stage.shows("card", "AIGC創意電影");
    let awake = format!("return (async () => {{ {AWAKE} }})()");
    stage.browser.until("the worker is there", &awake);
    stage
}

#[test]
fn a_worker_that_dies_with_the_canvas_in_its_hands_costs_no_gold() {
    let room = Room::demo();
    let server = Server::start(&room);
    let ways = [
        "return tell.call(this, { ...message, colour: 'none that there is' }, ...more);",
        "this.onmessage({ data: { unread: true } });",
        "this.terminate();",
    ];
    let awards = ["best-visuals", "best-creativity", "ip-potential"];
    for (how, award) in ways.into_iter().zip(awards) {
        let stage = failing_stage(&server, how);
        goto(&server, &format!("{award}/winner"));
        stage.browser.until("gold falls", LIT);
        let taken = stage.browser.js("return window.taken");
        assert_eq!(taken, json!(1), "{how}");
        assert_eq!(stage.browser.js(GIVEN_AWAY), json!(false), "{how}");
        let one = "return document.querySelectorAll('canvas').length";
        assert_eq!(stage.browser.js(one), 1, "{how}");
        goto(&server, "welcome");
    }
}

/// When the title began to open and when the gold began, both in ms of the page's own clock.
const BEGINNINGS: &str = "
    const title = document.querySelector('.wipe').getAnimations()[0];
    const delay = title.effect.getTiming().delay - 500;
    return [title.startTime + delay, window.fell];";

#[test]
fn the_gold_begins_with_the_title_however_long_the_change_of_scene_held_it_up() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = stage(&server);
    goto(&server, "best-visuals/suspense");
    stage.shows("suspense", "");
    stage.browser.js("
        const tell = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message, ...more) {
          if (message.canvas) window.fell = message.began - performance.timeOrigin;
          return tell.call(this, message, ...more);
        };
        // A machine that needs its time to draw the scene that is placed.
        const swap = document.startViewTransition;
        document.startViewTransition = function (update) {
          return swap.call(this, async () => {
            await update();
            const until = performance.now() + 250;
            while (performance.now() < until);
          });
        };");
    goto(&server, "best-visuals/winner");
    stage
        .browser
        .until("the gold begins", "return window.fell > 0");
    let both = stage.browser.js(BEGINNINGS);
    let [title, gold] = [0, 1].map(|at| both[at].as_f64().expect("a time"));
    assert!((title - gold).abs() < 20.0, "title {title}, gold {gold}");
}
