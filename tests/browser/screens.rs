//! Screens as the crew sets them up: their names, the file that starts them, and the stream's
//! overlay.

use crate::browser::{Browser, Window};
use crate::pictures;
use crate::stage::{Stage, approve};
use crate::support::server::{Room, Server, program};
use crate::support::tls::Files;
use crate::support::wait::until;
use serde_json::json;
use std::fs;

/// Counts how often a launcher looks for its server.
const COUNTS_LOOKS: &str = "window.looks = 0; const asked = fetch; window.fetch = (...to) => { window.looks += 1; return asked(...to); };";

fn id_of(stage: &Stage) -> String {
    let script = "return localStorage.getItem('palmares-screen')";
    until("the screen has an id", || {
        stage.browser.js(script).as_str().map(str::to_owned)
    })
}

#[test]
fn identify_lights_up_one_screens_name_and_never_in_blackout() {
    let room = Room::demo();
    let server = Server::start(&room);
    let foyer = Stage::open(&server, "Foyer", 1280, 720);
    let hall = Stage::open(&server, "Hall", 1280, 720);
    approve(&server, &[&foyer, &hall]);
    let path = format!("/api/screens/{}/identify", id_of(&foyer));
    assert_eq!(
        server.producer(&path, json!({})),
        json!({ "name": "Foyer" })
    );
    let name = "return document.querySelector('.identify')?.textContent === 'Foyer'";
    foyer.browser.until("its name is on it", name);
    assert!(!hall.browser.sees(".identify"));
    server.mc("/api/blackout", json!({ "on": true }));
    foyer.browser.until(
        "dark",
        "return document.querySelector('.stage .blackout') !== null",
    );
    assert!(!foyer.browser.sees(".identify"));
    let dark = server.post_as("producer", &path, &json!({}));
    assert_eq!((dark.status, dark.word()), (409, "dark".to_owned()));
    let gone = server.post_as("producer", "/api/screens/nobody-here/identify", &json!({}));
    assert!(gone.status == 409 || gone.status == 404);
    assert_eq!(server.post_as("mc", &path, &json!({})).status, 403);
}

#[test]
fn a_launcher_waits_with_the_shows_card_and_goes_to_the_stage_once_the_server_answers() {
    let room = Room::demo();
    let server = Server::start(&room);
    let file = server.get_as("producer", "/api/launcher?name=Foyer");
    assert_eq!(file.status, 200);
    assert!(
        file.header("content-disposition")
            .contains("palmares-stage-Foyer.html")
    );
    assert_eq!(server.get("/api/launcher").status, 401);
    let path = room.path().join("launcher.html");
    fs::write(&path, &file.body).expect("a file");
    let address = server.host().to_owned();
    server.kill();
    let screen = Browser::open(&Window::of(1280, 720));
    screen.goto(&format!("file://{}", path.display()));
    assert!(screen.text("h1").contains("總決賽"));
    let drawn = "return document.fonts.ready.then(() => document.fonts.check('800 20px Carried', document.querySelector('h1').textContent))";
    assert_eq!(screen.js(drawn), json!(true));
    screen.js(COUNTS_LOOKS);
    screen.until("several looks in vain", "return window.looks >= 3");
    assert!(screen.url().starts_with("file:"), "{}", screen.url());
    let mut command = program();
    command
        .arg("serve")
        .arg(room.show())
        .args(["--listen", &address]);
    let server = Server::launch(&room, &room.show(), command, &[]);
    let stage = format!("{}/stage?name=Foyer", server.base);
    until("the stage is there", || {
        (screen.url() == stage).then_some(())
    });
    screen.until(
        "it shows the show",
        "return document.querySelector('.stage .title') !== null",
    );
}

#[test]
fn a_launcher_tells_the_crew_of_a_certificate_that_its_computer_does_not_trust_and_stays_silent_while_the_server_is_away()
 {
    let room = Room::demo();
    let files = Files::made(room.path(), "own", -1, 90);
    let arguments = files.arguments();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let server = Server::start_with(&room, &arguments, &[]);
    let file = server.get_as("producer", "/api/launcher").body;
    let path = room.path().join("launcher.html");
    fs::write(&path, file).expect("a file");
    let address = server.host().to_owned();
    server.kill();
    let screen = Browser::open(&Window::of(1280, 720));
    screen.goto(&format!("file://{}", path.display()));
    screen.js(COUNTS_LOOKS);
    // Over HTTPS and in the clear, one after the other.
    screen.until("many looks in vain", "return window.looks >= 10");
    assert!(!screen.sees("#crew:not([hidden])"));
    let mut command = program();
    // The first two say where to listen.
    command.arg("serve").arg(room.show()).args(&arguments[2..]);
    command.args(["--listen", &address]);
    let server = Server::launch(&room, &room.show(), command, &[]);
    screen.until(
        "the crew is told",
        "return !document.getElementById('crew').hidden",
    );
    let said = screen.text("#crew");
    for word in ["證書", "证书", "certificate"] {
        assert!(said.contains(word), "{said}");
    }
    let stage = server.links["stage"].as_str().expect("a link");
    assert_eq!(screen.text("#crew a"), stage);
    assert!(screen.text("h1").contains("總決賽"));
    assert!(screen.url().starts_with("file:"));
    let apart = "const [h, c] = ['p:not([class])', '#crew'].map((s) => document.querySelector(s).getBoundingClientRect()); return h.bottom < c.top && c.bottom < innerHeight";
    assert_eq!(screen.js(apart), json!(true));
    pictures::look(&screen, "17-launcher");
    server.kill();
    screen.until(
        "it is silent again",
        "return document.getElementById('crew').hidden",
    );
}

#[test]
fn a_launcher_of_a_show_with_its_own_authority_goes_by_plain_http() {
    let room = Room::demo();
    let server = Server::start_with(&room, &["--listen", "127.0.0.1:0", "--tls-local"], &[]);
    let file = server.get_as("producer", "/api/launcher").body;
    let path = room.path().join("launcher.html");
    fs::write(&path, file).expect("a file");
    let screen = Browser::open(&Window::of(1280, 720));
    screen.goto(&format!("file://{}", path.display()));
    let stage = server.links["stage"].as_str().expect("a link");
    assert!(stage.starts_with("http://"), "{stage}");
    until("the stage is there", || {
        (screen.url() == stage).then_some(())
    });
}

#[test]
fn the_overlay_shows_a_strap_on_a_ground_that_shows_through() {
    let room = Room::demo();
    let server = Server::start(&room);
    let overlay = Browser::open(&Window::of(1920, 1080));
    overlay.goto(&format!("{}/overlay", server.base));
    server.mc("/api/goto", json!({ "cue": "finalists/1" }));
    overlay.until(
        "a strap",
        "return document.querySelector('.band .title') !== null",
    );
    let clear = "return [document.documentElement, document.body, document.querySelector('.stage')].every((e) => getComputedStyle(e).backgroundColor === 'rgba(0, 0, 0, 0)')";
    assert_eq!(overlay.js(clear), json!(true));
    let inside = "const b = document.querySelector('.band').getBoundingClientRect(); return b.left >= 96 && b.right <= 1824 && b.bottom <= 1026 && b.top > 500";
    overlay.until("it stands in the lower third", inside);
    overlay.settled();
    pictures::save(&overlay, "overlay-finalist");
    server.mc("/api/card", json!({ "on": true }));
    overlay.until(
        "the cameras are alone",
        "return document.querySelector('.band') === null",
    );
}

/// A stage that shows something already.
fn stage_with_card(server: &Server) -> Stage {
    let stage = Stage::open(server, "Hall", 1280, 720);
    stage.browser.until(
        "the card",
        "return document.querySelector('.stage .title') !== null",
    );
    stage
}

#[test]
fn a_reread_theme_recolours_the_stage_without_a_reload_and_never_without_any_style() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = stage_with_card(&server);
    stage.browser.js("window.same = true");
    let theme = "\n[theme]\ngold = \"#7fc4ff\"\n[[entry]]";
    let show = palmares::demo::SHOW.replacen("\n[[entry]]", theme, 1);
    fs::write(room.show().join("show.toml"), show).expect("written");
    server.producer("/api/reread", json!({}));
    let gold = "return window.same && getComputedStyle(document.documentElement).getPropertyValue('--gold').trim() === arguments[0]";
    let has = |colour: &str| {
        until("the colour", || {
            (stage.browser.js_with(gold, vec![json!(colour)]) == json!(true)).then_some(())
        })
    };
    has("#7fc4ff");
    fs::write(room.show().join("show.toml"), palmares::demo::SHOW).expect("written");
    server.producer("/api/reread", json!({}));
    has("#d8b56a");
}

#[test]
fn a_style_sheet_that_does_not_come_leaves_the_old_one_and_is_asked_for_again() {
    let room = Room::demo();
    let server = Server::start(&room);
    let stage = stage_with_card(&server);
    let failures = "window.failed = 0; \
        document.addEventListener('error', () => { window.failed += 1; }, true)";
    stage.browser.js(failures);
    let block = |urls: serde_json::Value| {
        stage.browser.cdp("Network.enable", json!({}));
        stage
            .browser
            .cdp("Network.setBlockedURLs", json!({ "urls": urls }));
    };
    block(json!(["*/theme.css*"]));
    let theme = "\n[theme]\ngold = \"#7fc4ff\"\n[[entry]]";
    let show = palmares::demo::SHOW.replacen("\n[[entry]]", theme, 1);
    fs::write(room.show().join("show.toml"), show).expect("written");
    server.producer("/api/reread", json!({}));
    stage
        .browser
        .until("it does not come", "return window.failed > 0");
    block(json!([]));
    let gold = "return getComputedStyle(document.documentElement).getPropertyValue('--gold')\
        .trim() === '#7fc4ff'";
    stage.browser.until("it is asked for again", gold);
}

#[test]
fn the_test_pattern_names_the_screen_and_its_size_and_flashes_once_a_second() {
    let room = Room::demo();
    let server = Server::start(&room);
    let screen = Browser::open(&Window::of(1920, 1080));
    screen.goto(&format!("{}/stage?test&name=Foyer", server.base));
    assert_eq!(screen.text(".screen-name"), "Foyer");
    screen.until(
        "its size",
        "return document.getElementById('size').textContent.startsWith('1920 × 1080')",
    );
    let flashes = "
        const flash = document.getElementById('flash');
        let count = 0;
        const watch = new MutationObserver(() => { if (flash.classList.contains('on')) count += 1; });
        watch.observe(flash, { attributes: true });
        return new Promise((done) => setTimeout(() => done(count), 3300));";
    let count = screen.js(flashes).as_u64().expect("a number");
    assert!((2..=4).contains(&count), "{count} in 3.3 seconds");
    let scrolls = "return document.documentElement.scrollHeight > innerHeight || document.querySelector('.sheet').scrollHeight > document.querySelector('.sheet').clientHeight + 2";
    assert_eq!(screen.js(scrolls), json!(false));
    pictures::save(&screen, "stage-test");
}
