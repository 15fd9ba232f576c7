//! A film strip of every cue, and how fast the reveals are drawn: `tests/pictures/film` makes both.

use crate::pictures;
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use crate::support::voters::vote_all;
use crate::support::wait::until;
use crate::torture;
use palmares::demo;
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const SIZES: [(&str, u32, u32); 3] = [
    ("wide", 1920, 1080),
    ("led", 2560, 720),
    ("tall", 1080, 1920),
];

/// Everything has entered; only what never ends goes on.
const SETTLE: &str = "
    for (const animation of document.getAnimations()) {
      if (animation.effect.getTiming().iterations !== Infinity) animation.finish();
    }
    return document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))));";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/film")
}

/// Takes every cue of a show at every size.
fn film(name: &str, show: &str, votes: &[(&str, usize)]) {
    let room = Room::with(show);
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Film", 1920, 1080);
    let folder = root().join(name);
    let _ = fs::remove_dir_all(&folder);
    for (size, ..) in SIZES {
        fs::create_dir_all(folder.join(size)).expect("a folder for pictures");
    }
    let rundown = server.get_as("mc", "/api/rundown").json();
    let cues = rundown["cues"].as_array().expect("cues").iter();
    for (index, cue) in cues.filter_map(|cue| cue["id"].as_str()).enumerate() {
        let before = stage.sight().html;
        if index > 0 {
            server.mc("/api/goto", json!({ "cue": cue }));
        }
        until(cue, || {
            (index == 0 || stage.sight().html != before).then_some(())
        });
        if cue == "people/open" {
            vote_all(&server, "people", votes);
        }
        for (size, width, height) in SIZES {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            stage
                .browser
                .cdp("Emulation.setDeviceMetricsOverride", metrics);
            stage.browser.js(SETTLE);
            stage.browser.js(SETTLE);
            let file = format!("{size}/{index:02}-{}.png", cue.replace('/', "-"));
            fs::write(folder.join(file), stage.browser.png()).expect("a picture is saved");
        }
    }
}

#[test]
#[ignore = "takes minutes: tests/pictures/film"]
fn every_cue_of_the_final() {
    let votes = [
        ("neon-echoes", 9),
        ("the-big-decision", 7),
        ("divine-general", 5),
        ("home-sweet-home", 3),
        ("optimal", 2),
    ];
    film("final", demo::SHOW, &votes);
}

#[test]
#[ignore = "takes minutes: tests/pictures/film"]
fn every_cue_of_the_torture_shows() {
    film(
        "torture",
        &torture::thirty(),
        &[("e0", 4), ("e1", 4), ("e2", 3), ("e3", 2), ("e4", 1)],
    );
    film("lonely", &torture::one(), &[("only", 1)]);
}

/// Lets the hall vote and takes the stage to the result, which leaves two works open.
pub fn to_the_result(server: &Server, stage: &Stage) {
    server.mc("/api/goto", json!({ "cue": "people/open" }));
    stage.shows("vote", "");
    let votes = [("neon-echoes", 5), ("the-big-decision", 3)];
    vote_all(server, "people", &votes);
    server.mc("/api/goto", json!({ "cue": "people/close" }));
    stage.shows("message", "");
    server.mc("/api/goto", json!({ "cue": "people/result" }));
    stage.shows("result", "");
}

/// Holds everything that moves where it is so long after its scene began. What a scene change holds
/// over it is part of that.
const HOLD: &str = "
    for (const animation of document.getAnimations()) { animation.pause(); animation.currentTime = arguments[0]; }
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";

const MOMENTS_MS: [u32; 10] = [20, 120, 240, 360, 460, 560, 720, 1000, 1600, 2600];

#[test]
#[ignore = "takes minutes: tests/pictures/film"]
fn every_moment_of_two_reveals() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Film", 1280, 720);
    let folder = root().join("moments");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for pictures");
    to_the_result(&server, &stage);
    for award in ["best-visuals", "peoples-choice"] {
        for ms in MOMENTS_MS {
            server.mc("/api/goto", json!({ "cue": format!("{award}/suspense") }));
            stage.shows("suspense", "");
            let changed = "return !document.getAnimations().some((a) => a.effect.pseudoElement?.startsWith('::view-transition'))";
            stage.browser.until("the change is over", changed);
            server.mc("/api/goto", json!({ "cue": format!("{award}/winner") }));
            stage.shows("winner", "");
            stage.browser.js_with(HOLD, vec![json!(ms)]);
            let file = folder.join(format!("{award}-{ms:04}.png"));
            fs::write(file, stage.browser.png()).expect("a picture is saved");
        }
    }
}

#[test]
#[ignore = "makes pictures: tests/pictures/make"]
fn what_else_the_readme_shows() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 1920, 1080);
    let wall = Stage::open(&server, "Wall", 2560, 720);
    // The moment is what is wanted here: some time into the breath, when the gold is in the air,
    // when all is still.
    let moments = [
        ("best-visuals/suspense", "suspense", 2500, "stage-suspense"),
        ("best-visuals/winner", "winner", 1500, "stage-gold"),
        ("group-photo", "photo", 1000, "stage-group-photo"),
    ];
    for (cue, kind, ms, name) in moments {
        server.mc("/api/goto", json!({ "cue": cue }));
        stage.shows(kind, "");
        std::thread::sleep(std::time::Duration::from_millis(ms));
        pictures::save(&stage.browser, name);
        if kind == "winner" {
            stage.browser.settled();
            wall.shows(kind, "");
            wall.browser.settled();
            pictures::save(&wall.browser, "stage-winner-wall");
        }
    }
}

/// Starts to write down when frames are drawn, and tasks that take longer than 50 ms.
const RECORD: &str = "
    window.drawn = [];
    window.long = [];
    window.observer?.disconnect();
    window.observer = new PerformanceObserver((list) => list.getEntries().forEach((task) => long.push(Math.round(task.duration))));
    observer.observe({ type: 'longtask' });
    const mine = window.record = {};
    const frame = (at) => { if (window.record === mine) { drawn.push(at); requestAnimationFrame(frame); } };
    requestAnimationFrame(frame);";

const PLAYED: &str = "
    return new Promise((done) => setTimeout(() => {
      window.record = null;
      const gaps = drawn.slice(1).map((at, index) => at - drawn[index]).sort((a, b) => a - b);
      const part = (share) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))];
      done({ frames: gaps.length, half: part(0.5), most: part(0.95), worst: gaps.at(-1), long });
    }, arguments[0]));";

#[test]
#[ignore = "measures: tests/pictures/film"]
fn how_fast_the_reveals_are_drawn() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Bench", 1920, 1080);
    let mut report = String::from(
        "| scene | watched (ms) | frames | median (ms) | 95 % within (ms) | longest (ms) | tasks over 50 ms |\n|---|---|---|---|---|---|---|\n",
    );
    let scenes = [
        ("finalists/6", 2000),
        ("best-screenplay/award", 2000),
        ("best-screenplay/suspense", 5000),
        ("best-screenplay/winner", 4500),
        ("best-screenplay/photo", 1500),
        ("people/open", 2000),
        ("people/result", 7000),
        ("peoples-choice/suspense", 5000),
        ("peoples-choice/winner", 4500),
        ("results", 4000),
    ];
    for (cue, watched_ms) in scenes {
        if cue == "people/result" {
            server.mc("/api/goto", json!({ "cue": "people/close" }));
        }
        let before = stage.sight().html;
        stage.browser.js(RECORD);
        server.mc("/api/goto", json!({ "cue": cue }));
        if cue == "people/open" {
            vote_all(
                &server,
                "people",
                &[
                    ("neon-echoes", 5),
                    ("optimal", 3),
                    ("cyberport", 2),
                    ("hide-and-seek", 1),
                ],
            );
        }
        until(cue, || (stage.sight().html != before).then_some(()));
        let played = stage.browser.js_with(PLAYED, vec![json!(watched_ms)]);
        let ms = |name: &str| played[name].as_f64().unwrap_or_default();
        let long: Vec<String> = played["long"]
            .as_array()
            .expect("a list")
            .iter()
            .map(Value::to_string)
            .collect();
        let long = if long.is_empty() {
            "none".to_owned()
        } else {
            long.join(", ")
        };
        let _ = writeln!(
            report,
            "| {cue} | {watched_ms} | {} | {:.1} | {:.1} | {:.1} | {long} |",
            played["frames"],
            ms("half"),
            ms("most"),
            ms("worst")
        );
        assert!(ms("half") > 0.0, "{cue}: no frame was drawn");
    }
    fs::create_dir_all(root()).expect("a folder");
    fs::write(root().join("frames.md"), report).expect("the figures are saved");
}
