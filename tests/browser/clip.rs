//! A real film from its first picture to its last. The browser makes it itself, so that no codec is
//! asked for which it has not.

use crate::browser::{Browser, Window};
use crate::stage::Stage;
use crate::support::server::{Room, Server};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::fs;

/// Some seconds of one colour, then of another, as WebM.
const MAKE: &str = "
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const [first, last, ms] = arguments;
    const began = performance.now();
    const paint = setInterval(() => {
      pen.fillStyle = performance.now() - began < ms * 0.6 ? first : last;
      pen.fillRect(0, 0, 64, 36);
    }, 40);
    recorder.start();
    await new Promise((done) => setTimeout(done, ms));
    clearInterval(paint);
    recorder.stop();
    await new Promise((done) => { recorder.onstop = done; });
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));";

/// What of the film is seen: nothing, or the colour of its middle.
const SEEN: &str = "
    const film = document.querySelector('.film');
    if (!film || getComputedStyle(film).opacity === '0') return 'plate';
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
    const pen = canvas.getContext('2d');
    pen.drawImage(film, 0, 0, 1, 1);
    const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
    return red > 150 && blue < 100 ? 'red' : blue > 150 && red < 100 ? 'blue' : `${red} ${green} ${blue}`;";

fn film(ms: u32) -> Vec<u8> {
    let room = Room::demo();
    let server = Server::start(&room);
    let studio = Browser::open(&Window::of(320, 240));
    // Any page of ours does; a blank one would be asked for more rights.
    studio.goto(&format!("{}/results", server.base));
    let asked = format!("return (async function () {{ {MAKE} }}).apply(null, arguments)");
    let made = studio.js_with(&asked, vec![json!("#f00"), json!("#00f"), json!(ms)]);
    let made = STANDARD.decode(made.as_str().expect("base64"));
    made.expect("a film")
}

/// A show whose running order plays a film, a message after it.
fn show() -> String {
    "[show]\nid = \"films\"\ntitle = \"Films\"\nlanguages = [\"en\"]\n\
     [[entry]]\nid = \"a\"\ntitle = \"Alpha\"\nteam = \"T\"\nclip = \"film.webm\"\n\
     [[entry]]\nid = \"b\"\ntitle = \"Beta\"\nteam = \"T\"\n\
     [[award]]\nid = \"best\"\nname = \"Best\"\ndecided_by = \"jury\"\nwinner = \"a\"\n\
     [[cue]]\nkind = \"card\"\nid = \"hello\"\n[[cue]]\nkind = \"clip\"\nid = \"film\"\nentry = \"a\"\n\
     [[cue]]\nkind = \"message\"\nid = \"after\"\ntitle = \"After\"\n[[cue]]\nkind = \"award\"\naward = \"best\"\n"
        .to_owned()
}

fn hall(film: &[u8]) -> (Room, Server, Stage) {
    let room = Room::with(&show());
    fs::write(room.show().join("media/film.webm"), film).expect("a film");
    let server = Server::start(&room);
    let stage = Stage::open(&server, "Main", 640, 360);
    stage.shows("card", "Films");
    (room, server, stage)
}

/// Keeps hold of the film, so that it can be asked when it is no longer on the page; and writes
/// down what was seen of it at every frame.
const HOLD: &str = "
    window.film = document.querySelector('.film');
    return Boolean(window.film);";

const STOPPED: &str = "return window.film.paused && !window.film.hasAttribute('src')";

#[test]
fn a_film_is_seen_from_its_first_real_picture_and_left_standing_on_its_last() {
    let (_room, server, stage) = hall(&film(2500));
    // Nothing of the film is seen before there is a picture of it: the plate stands there until
    // then.
    let spy = format!(
        "window.sights = []; const look = () => {{ const now = (() => {{ {SEEN} }})(); if (document.querySelector('.scene.clip') && sights.at(-1) !== now) sights.push(now); requestAnimationFrame(look); }}; look();"
    );
    stage.browser.js(&spy);
    server.mc("/api/goto", json!({ "cue": "film" }));
    stage.shows("clip", "Alpha");
    stage.browser.until(
        "the film is over",
        "return document.querySelector('.film')?.ended === true",
    );
    let still = format!("return (() => {{ {SEEN} }})() === 'blue'");
    stage.browser.until("its last picture stands", &still);
    let sights = stage.browser.js("return sights");
    let sights: Vec<&str> = sights
        .as_array()
        .expect("sights")
        .iter()
        .filter_map(|sight| sight.as_str())
        .collect();
    assert!(
        matches!(
            sights.as_slice(),
            ["plate", "red", .., "blue"] | ["red", .., "blue"]
        ),
        "{sights:?}"
    );
    assert!(
        !sights.contains(&"0 0 0"),
        "black before the film: {sights:?}"
    );
}

#[test]
fn a_go_and_a_blackout_stop_a_film_in_the_middle() {
    let (_room, server, stage) = hall(&film(4000));
    for by in ["go", "blackout", "card"] {
        server.mc("/api/goto", json!({ "cue": "film" }));
        stage.shows("clip", "Alpha");
        stage.browser.until("there is a film", HOLD);
        stage.browser.until(
            "it plays",
            "return document.querySelector('.film.playing') !== null && !document.querySelector('.film').paused",
        );
        if by == "go" {
            server.mc("/api/goto", json!({ "cue": "after" }));
            stage.shows("message", "After");
            stage.browser.until("it is stopped", STOPPED);
        } else {
            server.mc(&format!("/api/{by}"), json!({ "on": true }));
            stage.browser.until("it is stopped", STOPPED);
            server.mc("/api/goto", json!({ "cue": "after" }));
            server.mc(&format!("/api/{by}"), json!({ "on": false }));
            stage.shows("message", "After");
        }
    }
}
