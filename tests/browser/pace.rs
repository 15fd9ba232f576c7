//! How fast a stage is, by the server's own clock: `tests/bench/stage` runs it. It measures and
//! prints; the machine that it runs on is part of what it says, so nothing here fails for being
//! slow.

use crate::browser::{Browser, Window};
use crate::film::to_the_result;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::wait::until;
use crate::trace::Trace;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

const CUES: usize = 200;
/// What an MC leaves at least between one cue and the next; the entrances are still moving then.
const REST: Duration = Duration::from_millis(700);
const COLD_STARTS: usize = 5;

/// Writes down, for every scene that comes, how long after the server's `since` its first frame was
/// on the glass: a task that begins after the frame has been handed over. `control` does the least
/// that a page can do (asks the server for two letters, changes one, waits for the frame), so that
/// a busy machine is told from a slow stage. And every task that keeps the page busy for more than
/// 50 ms, with what it was busy with.
const WATCH: &str = "
    const { live } = await import('/static/live.js');
    let arrived = 0;
    let prepared = 0;
    const link = live('/live/stage?mirror=1', { frame: () => { arrived = link.now(); } });
    await link.sure();
    const begin = document.startViewTransition;
    document.startViewTransition = function (swap) { prepared = link.now(); return begin.call(this, swap); };
    window.painted = [];
    window.parts = [];
    window.long = [];
    const painted = (since, swapped) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        window.painted.push(link.now() - since);
        if (prepared > since) window.parts.push([arrived - since, prepared - arrived, swapped - prepared, link.now() - swapped]);
      };
      port2.postMessage(0);
    });
    new MutationObserver(() => {
      const scene = document.querySelector('[data-region=\"scene\"] .scene');
      if (scene) painted(Number(scene.dataset.since), link.now());
    }).observe(document.querySelector('[data-region=\"scene\"]'), { childList: true });
    new PerformanceObserver((list) => list.getEntries().forEach((task) => long.push(Math.round(task.duration)))).observe({ type: 'longtask' });
    window.bare = [];
    const mark = document.body.appendChild(document.createElement('i'));
    mark.style.position = 'fixed';
    window.control = async () => {
      const began = performance.now();
      await fetch('/healthz', { cache: 'no-store' });
      mark.textContent = bare.length % 2 ? '.' : ' ';
      await new Promise((done) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      }));
      bare.push(performance.now() - began);
      return true;
    };
    window.slow = [];
    new PerformanceObserver((list) => list.getEntries().forEach((frame) => slow.push({
      ms: Math.round(frame.duration), render: Math.round(frame.startTime + frame.duration - (frame.renderStart || frame.startTime + frame.duration)),
      style: Math.round(frame.startTime + frame.duration - (frame.styleAndLayoutStart || frame.startTime + frame.duration)),
      scripts: frame.scripts.map((s) => `${s.invoker}@${s.sourceURL.split('/').at(-1)}:${s.sourceFunctionName} ${Math.round(s.duration)}`),
    }))).observe({ type: 'long-animation-frame' });
    return true;";

/// When the page had its fonts and when its first scene stood, in ms since the navigation.
const FROM_THE_START: &str = "
    window.cold = {};
    new MutationObserver(() => {
      if (document.documentElement?.dataset.fonts) cold.fonts ??= performance.now();
      if (document.querySelector('[data-region=\"scene\"] .scene .title')) cold.scene ??= performance.now();
    }).observe(document, { childList: true, subtree: true, attributes: true });";

const STILL: &str = "
    long.length = 0;
    clearInterval(window.ticking);
    window.ticking = setInterval(control, 16);";

fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().take(1).collect()
}

fn watch(stage: &Stage) {
    let asked = format!("return (async () => {{ {WATCH} }})()");
    assert_eq!(stage.browser.js(&asked), json!(true));
}

fn count(stage: &Stage) -> usize {
    let count = stage.browser.js("return painted.length");
    usize::try_from(count.as_u64().unwrap_or(0)).unwrap_or(0)
}

fn numbers(value: &Value) -> Vec<f64> {
    let all = value.as_array().into_iter().flatten();
    all.filter_map(Value::as_f64).collect()
}

/// The value below which this share of them lies.
fn part(sorted: &[f64], share: f64) -> f64 {
    let at = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len());
    sorted[at - 1]
}

/// A stage that has all its letters and has found out how this machine changes scenes
/// (`PALMARES_CHANGES` decides instead).
fn ready(server: &Server) -> Stage {
    let stage = Stage::open(server, "Bench", 1920, 1080);
    let wish = std::env::var("PALMARES_CHANGES").map(|wish| format!("&changes={wish}"));
    let (base, wish) = (&server.base, wish.unwrap_or_default());
    stage
        .browser
        .goto(&format!("{base}/stage?name=Bench{wish}"));
    stage.shows("card", "");
    stage.browser.until(
        "the fonts are there and scenes have been tried",
        "const { fonts, changes } = document.documentElement.dataset; return Boolean(fonts && changes)",
    );
    stage
}

fn cues(server: &Server) -> Vec<String> {
    let rundown = server.get_as("mc", "/api/rundown").json();
    let cues = rundown["cues"].as_array().expect("cues").iter();
    let ids = cues.filter_map(|cue| cue["id"].as_str());
    ids.map(str::to_owned).collect()
}

#[test]
#[ignore = "measures: tests/bench/stage"]
fn from_go_to_the_glass_over_two_hundred_cues() {
    println!("load {} at the start", load());
    let (mut took, mut long, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    let mut parts: [Vec<f64>; 4] = Default::default();
    let mut how = Value::Null;
    let mut slowest: Vec<(f64, String)> = Vec::new();
    let cues_max = std::env::var("PALMARES_CUES")
        .ok()
        .and_then(|cues| cues.parse().ok());
    let cues_max = cues_max.unwrap_or(CUES);
    while took.len() < cues_max {
        let room = Room::demo();
        let server = Server::start(&room);
        let stage = ready(&server);
        watch(&stage);
        how = stage
            .browser
            .js("return document.documentElement.dataset.changes");
        let left = cues_max - took.len();
        for cue in cues(&server).iter().skip(1).take(left) {
            let before = count(&stage);
            server.mc("/api/goto", json!({ "cue": cue }));
            until(cue, || (count(&stage) > before).then_some(()));
            sleep(REST);
            stage.browser.js("return control()");
        }
        bare.extend(numbers(&stage.browser.js("return bare")));
        for of in stage
            .browser
            .js("return parts")
            .as_array()
            .into_iter()
            .flatten()
        {
            for (part, ms) in parts.iter_mut().zip(numbers(of)) {
                part.push(ms);
            }
        }
        let painted = numbers(&stage.browser.js("return painted"));
        slowest.extend(
            painted
                .iter()
                .copied()
                .zip(cues(&server).into_iter().skip(1)),
        );
        took.extend(painted);
        long.extend(numbers(&stage.browser.js("return long")));
    }
    for (name, part) in [
        "on its way",
        "getting ready",
        "holding the scene before",
        "drawing",
    ]
    .iter()
    .zip(&mut parts)
    .filter(|(_, part)| !part.is_empty())
    {
        println!("  {name}: {}", told(part));
    }
    let ours = told(&mut took);
    let least = told(&mut bare);
    println!(
        "GO to the first frame on the glass, {} scenes (changes: {how}): {ours}",
        took.len()
    );
    slowest.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    println!("  the slowest: {:?}", &slowest[..slowest.len().min(8)]);
    println!("the least that a page can do in the same minutes: {least}");
    println!("{} tasks over 50 ms {long:?}; load {}", long.len(), load());
}

/// In ms, from the quickest half to the slowest one.
fn told(all: &mut [f64]) -> String {
    all.sort_by(f64::total_cmp);
    let [half, most, nearly, longest] = [0.5, 0.95, 0.99, 1.0].map(|share| part(all, share));
    format!("p50 {half:.0} ms, p95 {most:.0} ms, p99 {nearly:.0} ms, longest {longest:.0} ms")
}

#[test]
#[ignore = "measures: tests/bench/stage"]
fn no_task_is_long_in_any_reveal_of_the_evening() {
    println!("load {} at the start", load());
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = ready(&server);
    to_the_result(&server, &stage);
    watch(&stage);
    let (mut all, mut idle, mut busiest_of_all) = (0, 0, 0.0_f64);
    for cue in cues(&server) {
        let (award, step) = cue.split_once('/').unwrap_or((&cue, ""));
        if step != "winner" {
            continue;
        }
        server.mc("/api/goto", json!({ "cue": format!("{award}/suspense") }));
        sleep(Duration::from_secs(2));
        stage.browser.js("long.length = slow.length = 0");
        let trace = Trace::start(&stage.browser);
        server.mc("/api/goto", json!({ "cue": cue }));
        sleep(Duration::from_millis(4500));
        let tasks = trace.stop();
        let long = numbers(&stage.browser.js("return long"));
        all += long.len();
        let busiest = tasks.iter().map(|task| task.cpu_ms).fold(0.0, f64::max);
        let longest = tasks.iter().map(|task| task.wall_ms).fold(0.0, f64::max);
        busiest_of_all = busiest.max(busiest_of_all);
        println!(
            "{cue}: tasks over 50 ms {long:?}; the longest took {longest:.0} ms, and none more than {busiest:.1} ms of a processor, of {} tasks",
            tasks.len()
        );
        // The same while the plate stands still and a single letter changes at every frame.
        stage.browser.js(STILL);
        sleep(Duration::from_millis(4500));
        let still = numbers(
            &stage
                .browser
                .js("clearInterval(window.ticking); return long"),
        );
        idle += still.len();
        if std::env::var_os("PALMARES_SLOW").is_some() {
            for frame in stage
                .browser
                .js("return slow")
                .as_array()
                .into_iter()
                .flatten()
            {
                println!("    {frame}");
            }
        }
    }
    println!(
        "{all} tasks over 50 ms in all, {idle} while nothing but a letter changed; the busiest had {busiest_of_all:.1} ms of a processor; load {}",
        load()
    );
}

#[test]
#[ignore = "measures: tests/bench/stage"]
fn from_a_cold_start_to_a_stage_with_its_fonts() {
    let room = Room::demo();
    let server = Server::start(&room);
    println!("load {} at the start", load());
    for _ in 0..COLD_STARTS {
        let browser = Browser::open(&Window::of(1920, 1080));
        let early = json!({ "source": FROM_THE_START });
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", early);
        browser.goto(&format!("{}/stage?name=Cold", server.base));
        let cold = until("the stage is ready", || {
            let cold = browser.js("return cold");
            (cold["fonts"].is_number() && cold["scene"].is_number()).then_some(cold)
        });
        println!(
            "cold: the scene after {:.0} ms, every font of the show after {:.0} ms; load {}",
            cold["scene"].as_f64().unwrap_or_default(),
            cold["fonts"].as_f64().unwrap_or_default(),
            load(),
        );
    }
}
