//! The drum roll and the hit: off unless the show asks, and never silently missing.

use crate::panel::Panel;
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server};
use serde_json::json;

const GAUGE: &str = "return [...document.querySelectorAll('.gauge.screens')].at(-1)?.textContent.replace(/\\s/g, '') ?? ''";

fn says(panel: &Panel, words: &str) {
    let asked = format!("return (() => {{ {GAUGE} }})().includes('{words}')");
    panel.0.until(&format!("the panel says {words}"), &asked);
}

fn arm_is_seen(stage: &Stage) -> bool {
    stage.browser.sees("[data-arm]")
}

#[test]
fn a_browser_that_keeps_the_sound_back_says_so_on_the_panel_until_somebody_clicks_on_the_stage() {
    let show = palmares::demo::SHOW.replacen("sound     = false", "sound     = true", 1);
    assert_ne!(show, palmares::demo::SHOW);
    let room = Room::with(&show);
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    approve(&server, &[&stage]);
    let panel = Panel::open(&server);
    says(&panel, "0/1");
    assert!(!arm_is_seen(&stage), "the hall is shown a button");
    let moved = json!({ "type": "mouseMoved", "x": 200, "y": 200 });
    stage.browser.cdp("Input.dispatchMouseEvent", moved);
    stage.browser.until(
        "the button is there",
        "return document.querySelector('[data-arm]').checkVisibility()",
    );
    stage.browser.click("[data-arm]");
    says(&panel, "1/1");
    assert!(!arm_is_seen(&stage));
    server.mc("/api/goto", json!({ "cue": "best-visuals/suspense" }));
    let sight = stage.shows("suspense", "最佳");
    assert!(sight.html.contains("data-sound=\"roll\""));
}

#[test]
fn a_show_that_asks_for_no_sound_never_opens_the_speakers() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    approve(&server, &[&stage]);
    stage
        .browser
        .js("window.AudioContext = class { constructor() { window.opened = true; } }");
    for (cue, kind) in [
        ("best-visuals/suspense", "suspense"),
        ("best-visuals/winner", "winner"),
    ] {
        server.mc("/api/goto", json!({ "cue": cue }));
        let sight = stage.shows(kind, "");
        assert!(!sight.html.contains("data-sound"));
    }
    assert_eq!(
        stage.browser.js("return window.opened ?? false"),
        json!(false)
    );
    let moved = json!({ "type": "mouseMoved", "x": 200, "y": 200 });
    stage.browser.cdp("Input.dispatchMouseEvent", moved);
    assert!(!arm_is_seen(&stage));
}

#[test]
fn whoever_hears_the_winner_blurted_out_holds_one_button_and_the_reveal_is_there() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    server.mc("/api/goto", json!({ "cue": "best-visuals/award" }));
    let panel = Panel::open(&server);
    panel.stands_on("best-visuals/award");
    panel.0.click("[data-resolve]");
    assert_eq!(
        server.show()["cue"]["id"],
        "best-visuals/award",
        "a touch is not a hold"
    );
    panel.0.hold("[data-resolve]");
    panel.stands_on("best-visuals/winner");
    panel.0.release();
    stage.shows("winner", "金鞍載歲");
    assert!(!panel.0.sees("[data-resolve]"));
    server.mc("/api/goto", json!({ "cue": "best-creativity/suspense" }));
    panel.stands_on("best-creativity/suspense");
    assert!(!panel.0.sees("[data-resolve]"), "GO is the reveal there");
}

/// Renders a sound as the stage would play it, into numbers: the peak, the mean, how loud each 5 ms
/// are.
const RENDER: &str = "
    const { bus, hit, materials, roll } = await import('/static/stage/sound.js');
    const [kind, age, ends, seconds] = arguments;
    const context = new OfflineAudioContext(1, seconds * 48000, 48000);
    materials(context);
    const out = bus(context);
    const end = kind === 'roll' ? roll(context, out, age) : hit(context, out, 0.5);
    if (ends) context.suspend(ends).then(() => { end(); context.resume(); });
    const samples = (await context.startRendering()).getChannelData(0);
    const loud = [];
    for (let at = 0; at + 240 <= samples.length; at += 240) {
      let sum = 0;
      for (let index = at; index < at + 240; index += 1) sum += samples[index] ** 2;
      loud.push(Math.sqrt(sum / 240));
    }
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
    const steps = samples.slice(1).map((value, index) => Math.abs(value - samples[index]));
    return { peak: samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0), mean, first: Math.abs(samples[0]), last: Math.abs(samples.at(-1)),
      step: steps.reduce((most, value) => Math.max(most, value), 0), loud };";

struct Heard {
    peak: f64,
    mean: f64,
    /// The first and the last sample.
    edges: [f64; 2],
    /// Root mean squares of each 5 ms.
    loud: Vec<f64>,
}

/// A sound that is `age` seconds old, ended after `ends` seconds (0 for not at all).
fn render(stage: &Stage, kind: &str, age: f64, ends: f64, seconds: f64) -> Heard {
    let asked = format!("return (async function () {{ {RENDER} }}).apply(null, arguments)");
    let wishes = vec![json!(kind), json!(age), json!(ends), json!(seconds)];
    let heard = stage.browser.js_with(&asked, wishes);
    let of = |name: &str| heard[name].as_f64().unwrap_or(f64::NAN);
    let loud = heard["loud"].as_array().expect("numbers").iter();
    Heard {
        peak: of("peak"),
        mean: of("mean"),
        edges: [of("first"), of("last")],
        loud: loud.filter_map(serde_json::Value::as_f64).collect(),
    }
}

/// The loudness between two moments, in seconds.
fn between(heard: &Heard, from: f64, to: f64) -> f64 {
    let part = &heard.loud[(from * 200.0) as usize..(to * 200.0) as usize];
    (part.iter().map(|loud| loud * loud).sum::<f64>() / part.len() as f64).sqrt()
}

#[test]
fn the_roll_swells_and_the_hit_rings_out_without_clipping_or_a_click() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 480, 270);
    let roll = render(&stage, "roll", 0.0, 0.0, 20.0);
    let loud = render(&stage, "roll", 18.0, 1.0, 2.0);
    let hit = render(&stage, "hit", 0.0, 0.0, 4.0);
    for (name, heard) in [("roll", &roll), ("loud", &loud), ("hit", &hit)] {
        println!(
            "{name}: peak {:.3}, mean {:.5}, edges {:?}",
            heard.peak, heard.mean, heard.edges
        );
        assert!((0.2..0.98).contains(&heard.peak), "{name}: {}", heard.peak);
        assert!(
            heard.mean.abs() < 0.002,
            "{name} hangs to one side: {}",
            heard.mean
        );
        assert!(heard.edges[0] < 0.01, "{name} begins with a click");
    }
    // It swells all the way, and is loudest when it is oldest.
    let swell = [0.5, 4.0, 9.0, 14.0, 18.5].map(|at| between(&roll, at, at + 1.0));
    println!("swell {swell:.4?}");
    assert!(swell.is_sorted(), "{swell:?}");
    assert!(swell[4] > 4.0 * swell[0], "{swell:?}");
    // Ended in the middle, it goes on from where it was and is gone soon: no drop within five
    // milliseconds.
    let before = between(&loud, 0.8, 1.0);
    let fading = [1.0, 1.02, 1.04, 1.06].map(|at| between(&loud, at, at + 0.02));
    println!(
        "ended: {before:.4} then {fading:.4?}, later {:.6}",
        between(&loud, 1.4, 2.0)
    );
    assert!(fading[0] > 0.4 * before, "{before} {fading:?}");
    assert!(between(&loud, 1.4, 2.0) < 0.001);
    // Half a second of silence, then the light; three seconds later it has rung out.
    assert!(between(&hit, 0.0, 0.49) < 0.001);
    assert!(between(&hit, 0.5, 0.6) > 0.1);
    println!(
        "hit {:.4} … {:.5}",
        between(&hit, 0.5, 0.6),
        between(&hit, 3.4, 3.5)
    );
    assert!(hit.edges[1] < 0.001, "the hit ends with a click");
    let quieter = [0.55, 0.9, 1.4, 2.0, 2.8].map(|at| between(&hit, at, at + 0.2));
    assert!(quieter.windows(2).all(|two| two[0] > two[1]), "{quieter:?}");
}

#[test]
fn a_show_read_anew_without_sound_ends_the_roll_and_lets_the_speakers_go() {
    let loud = palmares::demo::SHOW.replacen("sound     = false", "sound     = true", 1);
    let room = Room::with(&loud);
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 960, 540);
    let reread = |show: &str| {
        std::fs::write(room.show().join("show.toml"), show).expect("written");
        server.producer("/api/reread", json!({}));
    };
    let spy = "
        window.letGo = 0;
        const close = AudioContext.prototype.close;
        AudioContext.prototype.close = function () { window.letGo += 1; return close.call(this); };";
    stage.browser.js(spy);
    server.mc("/api/goto", json!({ "cue": "best-visuals/suspense" }));
    stage.shows("suspense", "最佳");
    reread(palmares::demo::SHOW);
    stage.browser.until(
        "the scene wants no sound, and the speakers are let go",
        "return document.querySelector('.scene').dataset.sound === undefined && window.letGo === 1",
    );
    let moved = json!({ "type": "mouseMoved", "x": 200, "y": 200 });
    stage.browser.cdp("Input.dispatchMouseEvent", moved);
    assert!(!arm_is_seen(&stage), "nobody is asked for a click");
    // And back on.
    reread(&loud);
    stage.browser.until(
        "it wants a roll again",
        "return document.querySelector('.scene').dataset.sound === 'roll'",
    );
}
